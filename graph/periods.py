"""Programming periods: the seven years for which the Union plans its programmes, and to which one a project belongs."""

from collections.abc import Iterable, Mapping

from graph.records import Call, Programme

FIRST = (2000, 2007, 2014, 2021)
"""First years of the periods that are told apart."""
LENGTH = 7


def period_of(year: int) -> str:
    """Name the period of a year, as in "2014-2020"; "" before the first and after the last."""
    began = next((first for first in FIRST if first <= year < first + LENGTH), None)
    return f"{began}-{began + LENGTH - 1}" if began else ""


def periods(tree: Iterable[Programme | Call], chains: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Lead each programme to the period in which it, or the nearest above it that has an end, begins; else to ""."""
    years = {one.key: one.start for one in tree if isinstance(one, Programme) and one.start and one.end}
    return {key: next((period_of(years[node]) for node in chain if node in years), "") for key, chain in chains.items()}
