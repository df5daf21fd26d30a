"""The contact point's own result: flags that were followed by a contact, contacted cities that joined, and in how long.

Joining after a contact is no proof that the contact brought it about. A figure over too few cities is not computed,
and says why; nothing is ever shown as zero because it could not be known.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

ENGAGED_WITHIN = 90
"""Days from flag to contact."""

JOINED_WITHIN = 730
"""Days from first contact to the beginning of a link, 24 months."""

ENOUGH = 10
"""Of fewer cities no share and no median is given."""


@dataclass(frozen=True, slots=True)
class Begin:
    """When a link began: between two days, which are one where the day is known and a year apart where the year is."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Figure:
    """A share or a median: `value` is None where it is not computed, and `why` says so.

    `hits` of `of` cities count; `waiting` cities are left out because their time is not over yet, `untold` ones
    because no source at hand can tell, or tells the year alone.
    """

    name: str
    value: float | None
    unit: str
    hits: int
    of: int
    waiting: int = 0
    untold: int = 0
    why: str = ""

    def __str__(self) -> str:
        """Tell the figure with what it rests on."""
        if self.value is None:
            return f"{self.name}: not computed ({self.why})"
        shown = f"{self.value:.0%}" if self.unit == "share" else f"{self.value:,.0f} {self.unit}"
        return f"{self.name}: {shown} ({self.hits} of {self.of})"


def begin(day: str, year: str) -> Begin | None:
    """Read when a link began from a day, else from a year; None where neither is known."""
    if day:
        known = date.fromisoformat(day[:10])
        return Begin(known, known)
    return Begin(date(int(year[:4]), 1, 1), date(int(year[:4]), 12, 31)) if year else None


def outreach_figures(
    flagged: Mapping[int, date],
    engaged: Mapping[int, Sequence[date]],
    links: Mapping[int, Iterable[Begin]],
    told_until: Mapping[int, date],
    today: date,
) -> tuple[Figure, ...]:
    """Compute shares and medians of the outreach of a contact point.

    Cities are GeoNames ids. `flagged` is the first day on which a rule flagged a city, `engaged` the days of its
    contacts, `links` when its links began, `told_until` the day up to which sources that cover its country completely
    tell its links; a city that is not in it is not covered.
    """
    followed, to_contact = _followed(flagged, engaged, today)
    joined, to_link = _joined(engaged, links, told_until, today)
    return (
        followed,
        joined,
        _median("Median days from flag to contact", to_contact),
        _median("Median days from first contact to the link", to_link),
    )


def _followed(
    flagged: Mapping[int, date], engaged: Mapping[int, Sequence[date]], today: date
) -> tuple[Figure, list[int]]:
    term = timedelta(days=ENGAGED_WITHIN)
    ripe = {city: day for city, day in flagged.items() if day + term <= today}
    after = {city: min((d for d in engaged.get(city, ()) if d >= day), default=None) for city, day in ripe.items()}
    days = [(found - ripe[city]).days for city, found in after.items() if found]
    hits = sum(number <= ENGAGED_WITHIN for number in days)
    name = f"Flags followed by a contact within {ENGAGED_WITHIN} days"
    few = f"cities flagged {ENGAGED_WITHIN} days ago or earlier: {len(ripe)}, at least {ENOUGH} are needed"
    return _share(name, hits, len(ripe), len(flagged) - len(ripe), 0, few), days


def _joined(
    engaged: Mapping[int, Sequence[date]],
    links: Mapping[int, Iterable[Begin]],
    told_until: Mapping[int, date],
    today: date,
) -> tuple[Figure, list[int]]:
    first = {city: min(days) for city, days in engaged.items() if days}
    term = timedelta(days=JOINED_WITHIN)
    ripe = {city: day for city, day in first.items() if day + term <= today}
    told = {city: day for city, day in ripe.items() if told_until.get(city, date.min) >= day + term}
    outcome = {city: _within(day, day + term, links.get(city, ())) for city, day in told.items()}
    sure = {city: hit for city, hit in outcome.items() if hit is not None}
    days = [_days(first[city], links[city]) for city, hit in sure.items() if hit]
    few = (
        "cities contacted 24 months ago or earlier where a source tells all links since: "
        f"{len(sure)}, at least {ENOUGH} are needed"
    )
    name = "Contacted cities that joined within 24 months"
    untold = len(ripe) - len(sure)
    return _share(name, len(days), len(sure), len(first) - len(ripe), untold, few), [d for d in days if d is not None]


def _within(start: date, end: date, links: Iterable[Begin]) -> bool | None:
    """Tell whether a link began after a day and until another; None where a year alone leaves it open."""
    held = list(links)
    if any(one.first > start and one.last <= end for one in held):
        return True
    return None if any(one.last > start and one.first <= end for one in held) else False


def _days(start: date, links: Iterable[Begin]) -> int | None:
    """Count the days to the first link after a day; None where its day is not known."""
    later = min((one for one in links if one.first > start), key=lambda one: one.first)
    return (later.first - start).days if later.first == later.last else None


def _share(name: str, hits: int, of: int, waiting: int, untold: int, few: str) -> Figure:
    return _figure(name, "share", hits, of, few, lambda: hits / of, waiting, untold)


def _median(name: str, days: Sequence[int]) -> Figure:
    few = f"cities of which it is known: {len(days)}, at least {ENOUGH} are needed"
    return _figure(name, "days", len(days), len(days), few, lambda: float(median(days)))


def _figure(
    name: str,
    unit: str,
    hits: int,
    of: int,
    few: str,
    value: Callable[[], float],
    waiting: int = 0,
    untold: int = 0,
) -> Figure:
    if of < ENOUGH:
        return Figure(name, None, unit, hits, of, waiting, untold, few)
    return Figure(name, value(), unit, hits, of, waiting, untold)
