"""What the pages need is computed while a release is built and kept beside it, so that no visit waits for it."""

from collections.abc import Callable, Iterator

from dashboard import equity, worklist_kept
from dashboard.companions import NOBODY
from dashboard.expectations_kept import kept
from dashboard.introduction import known_world
from dashboard.sizes import schemes
from dashboard.worklist import FLOOR
from graph.central import central_of
from graph.describe_network import TABLE
from graph.endpoint import Endpoint
from graph.kept_answers import Keeping, Kept, folder_of
from graph.layout import layers_of
from graph.workspace import Release
from queries.ask import ask

Tell = Callable[[str], None]

EXPECT, TOWNS, ANSWERS, EQUITY = (
    "Comparing with cities of the same size",
    "Listing the towns of every country with their flags",
    "Keeping the answers that the pages ask for",
    "Measuring whom our suggestions lead to",
)
SECONDS = {EXPECT: 4.0, TOWNS: 60.0, ANSWERS: 15.0, EQUITY: 40.0}
"""What these stages take about."""

ONCE = ("programmes/tree", "sources/coverage", "sources/datasets", "cities/names")
"""Questions without a choice."""
OF_COUNTRY = (
    *("programmes/families", "programmes/contact-points", "gaps/regions", "gaps/size-classes"),
    "gaps/participation-spread",
)
"""Questions on a country."""


def make_ready(release: Release, endpoint: Endpoint, tell: Tell = lambda _: None) -> None:
    """Keep the worklist of every country and the answers that all visitors ask for."""
    folder = folder_of(release)
    asked = Keeping(endpoint, folder)
    for name in ONCE:
        ask(asked, name)
    schemes(asked)
    rows = ask(asked, "gaps/overview", minPopulation=str(FLOOR)).records()
    countries = {str(row["country"]): str(row["name"]) for row in rows}
    tell(EXPECT)
    expected = kept(release, endpoint)
    reading = Kept(endpoint, folder)  # what the rules answer is large, and is kept as flags
    tell(TOWNS)
    worklist_kept.keep(release, reading, countries, expected)
    tell(ANSWERS)
    known = known_world(asked, int(str(release.manifest["created"])[:4]), central_of(release.folder))
    for name, values in _asked(release, tuple(countries), _families(asked)):
        ask(asked, name, **values)
    tell(EQUITY)
    equity.keep(reading, release, known)


def _families(asked: Endpoint) -> list[str]:
    tree = ask(asked, "programmes/tree").records()
    return sorted({str(row["family"]) for row in tree if int(row["projects"] or 0)})


def _asked(release: Release, countries: tuple[str, ...], families: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """List the questions, each with its values, worded as the pages word them."""
    yield "programmes/contact-points", {"country": ""}
    yield "practices/list", {"country": ""}
    yield "cities/practices", {"city": NOBODY}
    for country in countries:
        for name in OF_COUNTRY:
            yield name, {"country": country}
        yield "gaps/unlinked", {"country": country, "states": "linked"}
    for family in families:
        yield "network/authority-projects", {"family": family}
    for layer in layers_of(release.folder / TABLE):
        yield "network/cities", {"layer": layer.key}
