"""What is kept beside a release while it is built says the same as the graph that is asked."""

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from dashboard import worklist_kept
from dashboard.companions import peers_of, town
from dashboard.expectations_kept import kept
from dashboard.flags import raised, weighed
from dashboard.ready import OF_COUNTRY, ONCE, make_ready
from dashboard.worklist import FLOOR, worklist
from dashboard.worklist_kept import EVERY_STATE, TOP, flags_of, peer_candidates, towns_of
from graph.endpoint import Embedded, Table
from graph.errors import EndpointError
from graph.kept_answers import Keeping, Kept, folder_of
from graph.priority import weights
from graph.rules import settings
from graph.workspace import Release
from queries.ask import ask
from tests.dashboard.conftest import write_workspace


class Silent:
    """An endpoint that nobody may ask."""

    limit, tables = 100_000, None

    def select(self, query: str) -> Table:
        """Refuse."""
        raise EndpointError(f"asked after all: {query}")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, Embedded]:
    """The small graph as a release with what the pages need beside it."""
    release = write_workspace(tmp_path_factory.mktemp("ready")).current()
    endpoint = Embedded(ox.Store.read_only(str(release.store)))
    make_ready(release, endpoint)
    return release, endpoint


def test_kept_towns_are_those_of_the_graph(ready: tuple[Release, Embedded]) -> None:
    """Of every size and in each bounds, with the class of each scheme."""
    from dashboard.sizes import schemes

    release, endpoint = ready
    for key, scheme in schemes(endpoint).items():
        for low, high in ((0, TOP), (FLOOR, TOP), (5_000, 49_999)):
            asked = worklist(endpoint, "PT", low, high, EVERY_STATE, key)
            assert towns_of(release, "PT", low, high, scheme) == tuple(asked)
    assert len(asked) > 5
    assert towns_of(release, "IS", 0, TOP, scheme) == ()


@pytest.mark.parametrize(("city", "country"), [("2742027", "PT"), ("3202781", "SI"), ("2738752", "PT")])
def test_kept_candidates_for_peers_are_those_of_the_graph(
    ready: tuple[Release, Embedded], city: str, country: str
) -> None:
    """The peers that are chosen among them are the same."""
    release, endpoint = ready
    (profile,) = ask(endpoint, "cities/profile", city=city).records()
    asked = ask(endpoint, "cities/peer-candidates", city=city).records()
    found = peer_candidates(release, country, int(profile["population"] or 0))
    assert found is not None
    assert [town(row) for row in found] == [town(row) for row in asked]
    assert peers_of(profile, found) == peers_of(profile, asked)


@pytest.mark.parametrize("chosen", [{}, {"size": 9, "gap": 0}])
def test_kept_flags_are_those_of_the_graph(ready: tuple[Release, Embedded], chosen: dict[str, int]) -> None:
    """In each bounds and with any weights."""
    release, endpoint = ready
    expected = kept(release, endpoint)
    for low, high in ((0, TOP), (FLOOR, 29_999)):
        towns = worklist(endpoint, "PT", low, high, EVERY_STATE)
        asked = weighed(raised(endpoint, "PT", towns, (), settings(), expected), weights(chosen))
        found = flags_of(release, "PT", low, high)
        assert found is not None
        assert weighed(found, weights(chosen)) == asked
    assert asked


def test_kept_answers_need_no_endpoint(ready: tuple[Release, Embedded]) -> None:
    """Each question that is kept is answered beside the release, rows, types and order as the graph gives them."""
    release, endpoint = ready
    held = Kept(Silent(), folder_of(release))
    asked = [(name, {}) for name in ONCE] + [(name, {"country": "PT"}) for name in OF_COUNTRY]
    for name, values in asked:
        known, found = ask(held, name, **values), ask(endpoint, name, **values)
        assert (known.columns, known.rows) == (found.columns, found.rows), name
    with pytest.raises(EndpointError, match="asked after all"):
        ask(held, "programmes/families", country="IS")  # of countries with cities alone


def test_introductions_read_more_participations_than_one_answer_holds(ready: tuple[Release, Embedded]) -> None:
    """The world of introductions is read from what was kept, which no limit of rows cuts."""
    from dashboard.introduction import known_world

    release, _ = ready
    assert known_world(Kept(Silent(), folder_of(release)), 2026).parts


def test_answers_keep_their_types_and_none_that_is_cut(tmp_path: Path) -> None:
    """Decimals come back as decimals, missing cells as None; an answer of which rows are missing is not kept."""
    store = ox.Store()
    query = 'SELECT * WHERE { VALUES (?a ?b ?c) { (1.50 "é" 2) (UNDEF "<b>" 3) } }'
    found = Keeping(Embedded(store), tmp_path / "answers").select(query)
    read = Kept(Silent(), tmp_path / "answers").select(query)
    assert read.rows == found.rows == [(Decimal("1.50"), "é", 2), (None, "<b>", 3)]
    cut = Keeping(Embedded(store, limit=1), tmp_path / "cut")
    assert cut.select(query).truncated
    with pytest.raises(EndpointError):
        Kept(Silent(), tmp_path / "cut").select(query)


def test_a_table_with_other_columns_is_not_read(ready: tuple[Release, Embedded], tmp_path: Path) -> None:
    """What another version wrote with other columns is asked from the graph instead."""
    from graph import typed_table

    typed_table.write(tmp_path / "t.parquet", {"country": "str"}, [])
    assert typed_table.read(tmp_path / "t.parquet", {"country": "str", "population": "int"}, "PT", 0, 1) is None
    assert not (tmp_path / worklist_kept.TOWNS).exists()
