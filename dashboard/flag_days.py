"""Since when a city is flagged: the day of the first release, of those that are kept, in which a rule flags it."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

from pyoxigraph import Store

from dashboard.expectations import Expectations
from dashboard.flags import raised
from dashboard.worklist import FLOOR, worklist
from graph.endpoint import Embedded
from graph.rules import settings
from graph.workspace import Release, Workspace

STATES = ("absent", "uncovered", "linked")


def flag_days(workspace: Workspace, countries: Collection[str]) -> dict[int, date]:
    """Give the first day on which a city of some countries was flagged; releases that are gone tell nothing."""
    found: dict[int, date] = {}
    for release in sorted(workspace.releases(), key=lambda one: one.id):
        for city in flagged_in(release, tuple(sorted(countries))):
            found.setdefault(city, date.fromisoformat(str(release.manifest["created"])[:10]))
    return found


@lru_cache(maxsize=16)
def flagged_in(release: Release, countries: tuple[str, ...]) -> frozenset[int]:
    """List the cities that a rule flags in a release with the usual thresholds, the model of expected links apart."""
    endpoint = Embedded(Store.read_only(str(release.store)), tables=release.tables)
    return frozenset(city for country in countries for city in _flagged(endpoint, country))


def _flagged(endpoint: Embedded, country: str) -> Iterable[int]:
    towns = worklist(endpoint, country, FLOOR, None, STATES)
    return (one.row.geonames for one in raised(endpoint, country, towns, (), settings(), Expectations()))
