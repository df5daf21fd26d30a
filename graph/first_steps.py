"""First steps for a town, the cheapest first: practices that fit its need, and what must be in place before each.

The order is that of cost: no extra money, then the bands in euro, then amounts without a currency or in another one,
then what nobody states. Inside a band the lower amount comes first, then what has fewer conditions, then what fits
better. An amount without a currency belongs to no band, for it may be in kroner or in forint, and says so. A step whose
cost is not stated stands at the end: it may be cheap or dear, nobody says.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.replicability import band_of
from ontology.terms import SCHEME, label

BANDS = ("none", "under-10000", "under-100000", "under-1000000", "under-10000000", "over-10000000")
NOT_STATED = "cost not stated"
NO_CURRENCY = "currency not stated"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a town can begin with.

    `practice` is the key of the practice that it comes from, or "" where it is a talk; `band` a key of the scheme
    `cost` or "" where none is stated in euro; `told` the cost in words; `before` what the source says must be in place.
    """

    title: str
    told: str
    band: str = ""
    practice: str = ""
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A practice that fits, with what its source says of its cost; `fit` runs from 0 to 1."""

    practice: str
    title: str
    city: str
    fit: float
    cost: float | None = None
    currency: str = ""
    band: str = ""
    before: tuple[str, ...] = ()


def first_steps(found: Iterable[Candidate], talk_to: str = "") -> list[Step]:
    """Put the practices in the order of cost, behind a talk with the peer, which needs no money."""
    talk = [Step(f"Call {talk_to} and ask what they would do first", _label("none"), "none")] if talk_to else []
    return [*talk, *(_step(one) for one in sorted(found, key=_order))]


def band(one: Candidate) -> str:
    """Give the band of a cost in euro; an amount in another currency or in none has none, but 0 is 0 in each."""
    if one.band or one.cost is None:
        return one.band
    return band_of(one.cost, one.currency if one.cost else "EUR")


def told(one: Candidate) -> str:
    """Tell a cost with its currency, or its band, or that it is not stated."""
    if one.cost is None:
        return _label(one.band) if one.band else NOT_STATED
    if not one.cost:
        return "0 by its source"
    return f"{one.cost:,.0f} {one.currency}" if one.currency else f"{one.cost:,.0f} ({NO_CURRENCY})"


def _label(key: str) -> str:
    said = label(SCHEME[f"cost-{key}"])
    return said if key == "none" else f"{said} euro"


def _order(one: Candidate) -> tuple[int, str, float, int, float, str]:
    key = band(one)
    place = BANDS.index(key) if key else len(BANDS) + (one.cost is None)
    return place, "" if key else one.currency, one.cost or 0.0, len(one.before), -one.fit, one.title


def _step(one: Candidate) -> Step:
    stated = one.band or (band_of(one.cost, one.currency) if one.cost is not None else "")
    return Step(f"{one.title}, as {one.city} did", told(one), stated, one.practice, one.before)
