"""The equity audit of our own suggestions: for each list, the share that goes to central cities, beside chance.

It is worked out while a release is built and kept beside it; pages and command line read the same rows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields

from pyarrow import parquet

from dashboard import equity_offers as offers
from dashboard.equity_offers import Ground
from dashboard.introduction import world_of
from dashboard.peers import MARGIN as PEER_MARGIN
from graph import typed_table
from graph.acquaintance import World
from graph.endpoint import Endpoint
from graph.equity import CENTRAL, MARGIN, Laid, Offer, Share, measure
from graph.workspace import Release

TABLE = "equity.parquet"
AS_IT_IS, SPARED = "as it is", "spared"
EVERY, OF_COUNTRY, OF_SIZE, TO_COUNTRY, TO_SIZE = "all", "for country", "for size", "to country", "to size"
GROUPS = {
    EVERY: "To central cities",
    OF_COUNTRY: "To central cities, for towns of the country",
    OF_SIZE: "To central cities, for towns of the size class",
    TO_COUNTRY: "To cities of the country",
    TO_SIZE: "To cities of the size class",
}
SIZES = ("very small", "small", "medium", "large", "population not known")


@dataclass(frozen=True, slots=True)
class List:
    """A list of suggestions: its label, whom it leads to, who makes it, and how its correction works ("" none)."""

    label: str
    meaning: str
    made: Callable[[Ground, bool], list[Offer]]
    correction: str = ""


EQUALS = "of the doors that lower the aim alike, the one with the fewest central cities is taken"
LISTS = {
    "first-calls": List("Five first calls", "unlinked towns to call first", offers.calls),
    "introductions": List(
        "Doors of the warmest introductions",
        "cities through which an unlinked town is introduced to URBACT",
        offers.introductions,
        f"a door in a central city is given only where its chain is the warmest though it counts {1 - MARGIN:.0%}",
    ),
    "next-links": List("Next links: isolation", "doors of the next links", offers.links("isolation"), EQUALS),
    "next-links-path": List(
        "Next links: steps to the core", "doors of the next links", offers.links("path-length"), EQUALS
    ),
    "peers-need": List(
        "Peers for a need",
        "peers of an unlinked town for a domain, or for no need",
        offers.peers_for_a_need,
        f"a central city is named only where it stays among the first though its fit counts {1 - PEER_MARGIN:.0%}",
    ),
    "peers": List("Peers abroad", "peers of an unlinked town", offers.peers_abroad),
    "practices": List("Practices found", "hosts of the practices found for a need", offers.practices_found),
    "practices-fit": List("Practices that may fit", "hosts of practices that may fit", offers.practices_fitting),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A share of a list as it is or as it is corrected (`order`), over a kind of group; figures are -1 for none."""

    key: str
    order: str
    kind: str
    group: str
    towns: int
    suggestions: int
    share: float
    chance: float
    low: float
    high: float
    pool: float
    why: str

    @property
    def told(self) -> Share:
        """The figures, None where they are not computed."""
        share, chance, low, high, pool = (
            None if value < 0 else value for value in (self.share, self.chance, self.low, self.high, self.pool)
        )
        return Share(self.towns, self.suggestions, share, chance, low, high, pool, self.why)


COLUMNS = {one.name: getattr(one.type, "__name__", str(one.type)) for one in fields(Line)}


def lines(key: str, order: str, given: Sequence[Offer], here: Ground) -> Iterator[Line]:
    """Measure a list: over all, for towns of each country and size class, and to the cities of each."""
    rich = here.known.rich
    laid = Laid(given)
    yield _line(key, order, EVERY, "", laid.measure(rich))
    for kind, groups in ((OF_COUNTRY, {one.country for one in given}), (OF_SIZE, {one.size for one in given})):
        for group in sorted(groups - {""}):
            own = [one for one in given if group == (one.country if kind == OF_COUNTRY else one.size)]
            yield _line(key, order, kind, group, measure(own, rich))
    reached = {city for one in given for door in (*one.pool, *one.given) for city in door}
    for kind, column in ((TO_COUNTRY, "country"), (TO_SIZE, "size")):
        held: dict[str, set[int]] = {}
        for city in reached & here.of.keys():
            held.setdefault(here.of[city][column], set()).add(city)
        for group in sorted(held):
            yield _line(key, order, kind, group, laid.measure(held[group]))


def _line(key: str, order: str, kind: str, group: str, found: Share) -> Line:
    share, chance, low, high, pool = (
        -1.0 if value is None else value for value in (found.share, found.chance, found.low, found.high, found.pool)
    )
    held = (found.towns, found.suggestions)
    return Line(key, order, kind, group, *held, share, chance, low, high, pool, found.why)


def audit(endpoint: Endpoint, release: Release, known: World, keys: Sequence[str] = tuple(LISTS)) -> Iterator[Line]:
    """Measure the lists, those with a correction without and with it; nothing where no city is known to be central."""
    here = Ground(endpoint, release, known)
    for key in keys if known.rich else ():
        yield from lines(key, AS_IT_IS, LISTS[key].made(here, False), here)
        if LISTS[key].correction:
            yield from lines(key, SPARED, LISTS[key].made(here, True), here)


def keep(endpoint: Endpoint, release: Release, known: World) -> None:
    """Write the audit beside a release, unless it lies there."""
    path = release.folder / TABLE
    if not typed_table.holds(path, COLUMNS):
        rows = [asdict(line) for line in audit(endpoint, release, known)]
        typed_table.write(path, COLUMNS, [typed_table.table(COLUMNS, rows)])


def kept(release: Release | None) -> tuple[Line, ...]:
    """Read the audit of a release; none where it keeps none."""
    path = release.folder / TABLE if release else None
    if path is None or not typed_table.holds(path, COLUMNS):
        return ()
    return tuple(Line(**row) for row in parquet.read_table(path).to_pylist())


def audited(endpoint: Endpoint, release: Release) -> tuple[Line, ...]:
    """Read the audit that a release keeps, or work it out."""
    return kept(release) or tuple(audit(endpoint, release, world_of(endpoint, release)))


SHOWN = (
    *("list", "order", "group", "towns", "suggestions", "share", "chance", "low", "high", "pool", "ratio", "feeds"),
    "why",
)
UNKNOWN = "not computed"


def rows_of(held: Sequence[Line], kind: str = EVERY, key: str = "") -> list[tuple[object, ...]]:
    """Give a row for each share of a kind, of one list or of all, in the order of the lists."""
    own = [line for line in held if line.kind == kind and key in ("", line.key)]
    order = list(LISTS)
    return [_row(line) for line in sorted(own, key=lambda line: (order.index(line.key), line.group, line.order))]


def _row(line: Line) -> tuple[object, ...]:
    one = line.told
    figures = (one.share, one.chance, one.low, one.high, one.pool, one.ratio)
    about = (LISTS[line.key].label, line.order, line.group, one.towns, one.suggestions)
    feeds = UNKNOWN if one.share is None else "yes" if one.feeds else "no"
    return (*about, *(None if value is None else round(value, 4) for value in figures), feeds, one.why)


def sentences(held: Sequence[Line], key: str = "") -> list[str]:
    """Warn of the lists that feed the rich as they are shown, and say what a correction changed."""
    if not held:
        return ["Not computed: the release holds no measures of the network, so no city is known to be central."]
    seen = [one for each in LISTS if key in ("", each) and (one := found(held, each))]
    return [f"{LISTS[one.key].label}: {said}" for one in seen if (said := warning(one) or corrected(one))]


@dataclass(frozen=True, slots=True)
class Found:
    """What the audit says of a list: as it is, and with its correction where it has one."""

    key: str
    before: Share
    after: Share | None = None

    def shown(self, spare: bool = True) -> Share:
        """The share of what a page shows."""
        return self.after if spare and self.after else self.before


def found(held: Sequence[Line], key: str, kind: str = EVERY, group: str = "") -> Found | None:
    """Look up what the audit says of a list; None where nothing is kept."""
    own = {line.order: line.told for line in held if (line.key, line.kind, line.group) == (key, kind, group)}
    return Found(key, own[AS_IT_IS], own.get(SPARED)) if AS_IT_IS in own else None


def told(share: Share) -> str:
    """Write a share beside chance in words, or why it is not computed."""
    if share.share is None or share.chance is None or share.high is None or share.low is None:
        return f"not computed: {share.why}"
    times = "more than any" if share.ratio is None else f"{share.ratio:.2f} times"
    return (
        f"{share.share:.1%}, {times} what chance gives "
        f"({share.chance:.1%}; {share.low:.1%} to {share.high:.1%} in 95 % of draws)"
    )


def short(share: Share) -> str:
    """Write a share alone, with its ratio to chance."""
    if share.share is None:
        return UNKNOWN
    return f"{share.share:.1%}" if share.ratio is None else f"{share.share:.1%} (ratio {share.ratio:.2f})"


def warning(one: Found, spare: bool = True, place: str = "") -> str:
    """Warn in plain words where what is shown feeds the rich; "" where it does not, or is not computed.

    `place` names the country whose towns the figures are of, "" for all.
    """
    if not one.shown(spare).feeds:
        return ""
    about = LISTS[one.key]
    said = (
        f"These suggestions feed the rich. Of all that this list gives{_to(place)} ({about.meaning}), the share that "
        f"leads to central cities, the {CENTRAL:.0%} with the strongest ties, is {told(one.shown(spare))}."
    )
    return said if one.after is None else f"{said} {_other(one, spare)}"


def _of(place: str) -> str:
    return f" for towns of {place}" if place else ""


def _to(place: str) -> str:
    return f" to towns of {place}" if place else ""


def _other(one: Found, spare: bool) -> str:
    """Tell the figure of the order that is not shown."""
    if spare:
        return f"It is corrected already; as it is, the share would be {told(one.before)}."
    return f"With central cities spared it is {told(one.after)}." if one.after else ""


def corrected(one: Found, place: str = "") -> str:
    """Say what the correction changed where the list would feed the rich without it; "" where it would not."""
    if one.after is None or not one.before.feeds:
        return ""
    return (
        f"Central cities are spared here: {LISTS[one.key].correction}. Without this, the share{_of(place)} that leads "
        f"to the {CENTRAL:.0%} of cities with the strongest ties would be {told(one.before)}; "
        f"with it the share is {told(one.after)}."
    )
