"""What the tests share: the real exports if they lie beside the project, and releases built for real."""

import gc
import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from filelock import FileLock
from sqlalchemy import create_engine

from graph.desk import address_in
from graph.records import City, Place
from graph.workspace import Workspace
from ingest.build import Built, build
from ingest.places import gazetteer
from queries.answer_tables import write_answers
from tests.database import Control, server

ROOT = Path(__file__).parents[1]
REGIONS = ("SI", "RO123", "RO225", "RO315", "PT11E", "EL611", "EL613")
SHARED = ROOT.parent / "shared"
gc.set_threshold(50_000, 20, 100)
"""Python's search for circles walks all that a process of the tests holds each time: it is made rarer, not left out."""


EARLY = (
    "ingest/test_keep.py",
    "dashboard/test_browser.py",
    "test_validation.py",
    "dashboard/test_people_browser.py",
    "dashboard/test_days.py",
    "dashboard/test_review_browser.py",
    "dashboard/test_update_page.py",
    "dashboard/test_outreach_browser.py",
    "queries/test_questions.py",
    "dashboard/test_cli.py",
    "ontology/test_shapes.py",
    "graph/test_identity.py",
    "ingest/test_build.py",
)
"""The files that begin, so that two processes end together: the first builds the release of the full exports, the third
that of the product alone, and until both are there nobody else waits for them. Then come the longest."""
QUICK = ("graph", "ontology")
"""The folders that come last: what is short fills the time that is left."""


def place_in_the_run(path: Path) -> tuple[int, bool]:
    """Say where the tests of a file come: the early ones in their order, then all others, the quick ones last."""
    name = path.relative_to(ROOT / "tests").as_posix()
    return (EARLY.index(name) if name in EARLY else len(EARLY)), name.startswith(QUICK)


def pytest_configure(config: pytest.Config) -> None:
    """Let xdist hand the files out in the order that they stand in, instead of by their number of tests."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the order of the run; skip what reads the full real exports where they are not there."""
    items.sort(key=lambda item: place_in_the_run(item.path))
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="the real exports do not lie in ../shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the real exports."""
    return SHARED


@pytest.fixture(scope="session")
def whole_of_europe() -> tuple[tuple[Place, ...], tuple[City, ...]]:
    """All real places and cities, read once; nobody changes them."""
    return gazetteer()


@pytest.fixture(scope="session")
def slice_of_europe(
    whole_of_europe: tuple[tuple[Place, ...], tuple[City, ...]],
) -> tuple[tuple[Place, ...], tuple[City, ...]]:
    """The real places and cities of Slovenia and of a few regions of Romania, Portugal and Greece."""
    places, cities = whole_of_europe
    return (
        tuple(place for place in places if place.nuts3.startswith(REGIONS)),
        tuple(city for city in cities if city.nuts3.startswith(REGIONS)),
    )


@pytest.fixture(scope="session")
def europe(
    slice_of_europe: tuple[tuple[Place, ...], tuple[City, ...]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The places of a few regions, as another process reads them."""
    path = tmp_path_factory.mktemp("europe") / "slice"
    path.write_bytes(pickle.dumps(slice_of_europe))
    return path


@pytest.fixture(scope="session")
def shipped_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Built]:
    """A release from what the product carries, with no export at all."""
    return _built_once(tmp_path_factory.getbasetemp(), "shipped")


@pytest.fixture(scope="session")
def full_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Built]:
    """A release from the full real exports."""
    if not SHARED.is_dir():
        pytest.skip("the real exports do not lie in ../shared")
    return _built_once(tmp_path_factory.getbasetemp(), "full", SHARED / "exports")


def _built_once(temporary: Path, name: str, exports: Path | None = None) -> tuple[Workspace, Built]:
    """Build a release that all processes of the tests read and none changes: the first builds it, the others wait."""
    shared_by_all = temporary.parent if "PYTEST_XDIST_WORKER" in os.environ else temporary
    workspace = Workspace(shared_by_all / name)
    with FileLock(f"{workspace.root}.lock"):
        if not workspace.releases():
            build(workspace, lambda _: None, exports, beside=write_answers)
    return workspace, Built(workspace.current(), (), {})


@pytest.fixture(scope="session")
def release_store(request: pytest.FixtureRequest) -> Iterator[ox.Store]:
    """The store of the fullest release that can be built here."""
    name = "full_build" if SHARED.is_dir() else "shipped_build"
    workspace, _ = request.getfixturevalue(name)
    yield ox.Store.read_only(str(workspace.current().store))


@pytest.fixture(scope="session")
def small_store() -> ox.Store:
    """The small graph with hand-counted answers, with the ontology beside it."""
    from ontology.terms import files

    store = ox.Store()
    for path in files():
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    store.load(path=str(ROOT / "tests" / "small" / "graph.trig"), format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="session")
def cluster() -> Iterator[tuple[str, Control]]:
    """A throw-away server of PostgreSQL, and what starts and stops it."""
    with server() as running:
        yield running


@pytest.fixture
def postgresql(cluster: tuple[str, Control]) -> str:
    """The address of an empty database."""
    engine = create_engine(cluster[0])
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()
    return cluster[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of empty records of the team, on each of the two engines."""
    if request.param == "sqlite":
        return address_in(tmp_path)
    found: str = request.getfixturevalue("postgresql")
    return found
