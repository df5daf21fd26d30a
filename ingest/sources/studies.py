"""Studies of remote work and remote services: what each found, where and when, how sure it is."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from graph.certificate_records import Estimate, Study
from graph.errors import BadInput
from graph.records import Named, Record
from ingest.keys import slug
from ingest.lists import EMPTY, Listing, is_country, needed, page, period, plain_text, word
from ingest.lists import place as city_of
from ingest.mapped import mapped
from ingest.nuts_versions import versions
from ingest.places import regions
from ingest.reader import Line
from ingest.row import Row
from ingest.source import Source, Table
from ingest.template import allowed, template
from ontology.indicators import units

LISTING = Listing("studies", "Studies", "")
SHOWS = {"trial": "compared", "comparison": "compared", "before-after": "monitored"}
"""What a method says of the level of evidence; of the others it depends on the study."""
OF_THE_STUDY = ("topic", "method", "evidence", "body", "page")
OF_THE_FIGURE = ("study", "country", "nuts", "city", "indicator", "unit", "start", "end")
BOUNDS = {"share": (0.0, 100.0), "percentage-points": (-100.0, 100.0), "percent": (-100.0, float("inf"))}
"""Least and greatest figure that a unit of shares can have."""
SIGN = "write percent for a relative change, percentage-points for the difference of two shares, share for a share"
LEAVES = {"*.mapping.toml": "it says what the columns of the table beside it mean"}
MOST = 50_000


def estimates(row: Row) -> Iterator[Record]:
    """Yield one figure and the study that found it."""
    row.ignore("source", why="stands beside each fact for the reader of the list")
    title, method = needed(row, "study"), chosen(row, "method", "study")
    key, start_end = slug(title), period(row, "start", "end")
    shown = word(LISTING, row, "evidence") or SHOWS.get(method, "")
    yield Study(key, title, chosen(row, "topic", "topic"), method, shown, plain_text(row, "body"), page(row))
    indicator = chosen(row, "indicator", "indicator")
    unit = unit_of(row, indicator)
    start, end = start_end
    yield Estimate(key, place(row), indicator, unit, *interval(row, unit), start=start, end=end)


def chosen(row: Row, column: str, scheme: str) -> str:
    """Read a word of a list that must not be left open."""
    found = word(LISTING, row, column, scheme)
    if not found:
        raise row.bad(EMPTY, f"write one of {', '.join(allowed(scheme))}", column)
    return found


def unit_of(row: Row, indicator: str) -> str:
    """Read the unit, which must be one that the indicator is counted in."""
    if (said := row.take("unit")).casefold() in ("%", "per cent", "pct", "points", "pp"):
        raise row.bad(f"{said!r} does not say whether it is a relative change or a difference of shares", SIGN, "unit")
    unit, fitting = chosen(row, "unit", "effect-unit"), units()[indicator]
    if unit not in fitting:
        raise row.bad(f"{indicator} is not counted in {unit}", f"write {' or '.join(fitting)}", "unit")
    return unit


def interval(row: Row, unit: str) -> tuple[float, float | None, float | None, float | None]:
    """Read the effect, its bounds and the level of confidence, which must fit each other."""
    effect, low, high, level = (row.number(column) for column in ("effect", "low", "high", "level"))
    if effect is None:
        raise row.bad(EMPTY, "write the figure that the study states, or delete the row", "effect")
    if (low is None) != (high is None):
        column = "low" if low is None else "high"
        raise row.bad("one bound of the interval stands alone", "write both, or neither", column)
    if low is not None and high is not None:
        _ordered(row, effect, low, high)
    if level is not None and (low is None or not 50 <= level <= 99.999):
        remedy = "write it in percent, such as 95, beside both bounds"
        raise row.bad(f"a level of {level:g} fits no interval here", remedy, "level")
    _possible(row, unit, (("effect", effect), ("low", low), ("high", high)))
    return effect, low, high, level


def _possible(row: Row, unit: str, figures: Iterable[tuple[str, float | None]]) -> None:
    least, most = BOUNDS.get(unit, (-float("inf"), float("inf")))
    for column, figure in figures:
        if figure is not None and not least <= figure <= most:
            raise row.bad(f"{figure:g} cannot be a figure in {unit}", f"correct it, or the unit: {SIGN}", column)


def _ordered(row: Row, effect: float, low: float, high: float) -> None:
    if low > high:
        problem = f"the lower bound {low:g} lies above the upper bound {high:g}"
        raise row.bad(problem, "exchange or correct them", "low")
    if not low <= effect <= high:
        problem = f"{effect:g} lies outside its interval from {low:g} to {high:g}"
        raise row.bad(problem, "correct one of the three", "effect")


def place(row: Row) -> Named:
    """Read where it was measured: in a city, in a region by its NUTS code, or in a whole country."""
    is_country(row)
    if row.take("city"):
        return city_of(row)
    country, code = row.country("country"), row.take("nuts").upper()
    if code and (code not in areas() or not code.startswith(country)):
        remedy = f"write a code that begins with {country}, or leave the cell empty for the whole country"
        raise row.bad(f"{code!r} is no NUTS region of {country}", remedy, "nuts")
    return Named("", country, "" if code == country else code)


@cache
def areas() -> frozenset[str]:
    """Give the codes of all NUTS regions at every level, those of older versions too."""
    whole = {*(region.nuts3 for region in regions()), *versions()}
    return frozenset(code[:length] for code in whole for length in range(2, 6))


def told_alike(path: Path, name: str) -> Iterator[tuple[str, Line]]:
    """Give the rows of a table; stop where two rows of one study contradict each other."""
    studies: dict[str, tuple[int, dict[str, str]]] = {}
    figures: dict[tuple[str, ...], tuple[int, dict[str, str]]] = {}
    for sheet, line in mapped(template("studies"), path, name):
        if not line.trouble:
            said = {column: line.cells.get(column, "").strip().casefold() for column in template("studies").header}
            first = studies.setdefault(said["study"], (line.number, said))
            _alike(first, said, OF_THE_STUDY, "the study", line, name, sheet)
            figure = figures.setdefault(tuple(said[column] for column in OF_THE_FIGURE), (line.number, said))
            _alike(figure, said, ("effect", "low", "high", "level"), "the same figure", line, name, sheet)
        yield sheet, line


def _alike(
    first: tuple[int, dict[str, str]],
    said: dict[str, str],
    columns: tuple[str, ...],
    what: str,
    line: Line,
    name: str,
    sheet: str,
) -> None:
    number, before = first
    if wrong := [column for column in columns if before[column] != said[column]]:
        column = line.names.get(wrong[0], wrong[0])
        problem = f"{said[wrong[0]]!r} is told of {what} where row {number} tells {before[wrong[0]]!r}"
        remedy = "write them alike, or give the second study a title of its own"
        raise BadInput(problem, remedy, file=name, sheet=sheet, row=line.number, column=column)


READ = Table(estimates, {"Estimate": (1, MOST)}, lines=told_alike)

SOURCE = Source(
    title="Studies of remote work and remote services",
    publisher="whoever made the study; its body stands in its row",
    licence="your own lists stay yours",
    page="https://w3id.org/ncp-graph/",
    tables={f"*.{ending}": READ for ending in ("csv", "tsv", "xlsx", "xlsm")},
    leaves=LEAVES,
)
