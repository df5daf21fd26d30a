"""Why a city is suggested as a peer: three reasons, the weightiest first, and the one thing that speaks against it."""

from collections.abc import Iterator

from graph.countries import EU27
from graph.languages import language_name
from graph.peer_field import PRACTICE, Deed, Field, Side
from graph.peer_fit import WEIGHTS, Fit, Known, Need
from graph.peripheral import region_words

REASONS = 3
OLD = 8
"""Years after which what a city did may be forgotten there."""
APART = 3
"""A city so many times as large or as small is warned of."""


def reasons(side: Side, one: Fit, need: Need, known: Field) -> tuple[str, ...]:
    """Give the three reasons that weigh most."""
    told = {
        "experience": _experience(one, need),
        "size": f"{_people(one.mentor)} inhabitants against {_people(side)}",
        "region": _region(side, one.mentor),
        "density": "the same degree of urbanisation" if one.parts["density"] == 1 else "",
        "language": _language(side, one.mentor),
        "door": _door(one, known),
    }
    weights = {name: WEIGHTS[name] * part for name, part in one.parts.items() if told[name]}
    best = sorted(weights, key=lambda name: (-round(weights[name], 6), list(told).index(name)))
    return tuple(told[name] for name in best[:REASONS])


def _people(side: Side) -> str:
    return f"{side.town.population:,}" if side.town.population else "an unknown number of"


def _experience(one: Fit, need: Need) -> str:
    if one.best is None:
        return ""
    if need.text:
        return deed(one.best)
    number = len(one.mentor.deeds)
    return f"{number} practices and projects of its own, among them: {deed(one.best)}" if number > 1 else deed(one.best)


def deed(one: Deed) -> str:
    """Tell what a city did in a few words."""
    did = "began the practice" if one.kind == "practice" else "led the project" if one.lead else "took part in"
    return f"it {did} “{one.title}”{f' ({when})' if (when := years(one)) else ''}"


def years(one: Deed) -> str:
    """Write the years: "2015–2018", "since 2012" of a practice that lasts, "from 2012"; "" where nobody tells them."""
    if not one.first or one.first == one.last:
        return f"{one.last or ''}" if one.first else f"until {one.last}" if one.last else ""
    if one.last:
        return f"{one.first}–{one.last}"
    return f"since {one.first}" if one.kind == PRACTICE else f"from {one.first}"


def _region(side: Side, mentor: Side) -> str:
    shared = side.town.typologies & mentor.town.typologies
    if not shared:
        return ""
    return f"in a {words} too" if (words := region_words(shared)) else f"a region of the same kind ({_listed(shared)})"


def _listed(kinds: frozenset[str]) -> str:
    return ", ".join(sorted(kind.replace("-", " ") for kind in kinds))


def _language(side: Side, mentor: Side) -> str:
    shared = sorted(language_name(code) for code in side.languages & mentor.languages)
    verb = "is an official language" if len(shared) == 1 else "are official languages"
    return f"{' and '.join(shared)} {verb} of both" if shared else ""


def _door(one: Fit, known: Field) -> str:
    if not one.steps:
        return ""
    if one.through:
        return f"a new door: {known.called(one.through)} has met it and could introduce"
    return f"a new door, {one.steps} steps away in the network"


def warning(side: Side, one: Fit, need: Need, records: Known, year: int) -> str:
    """Say the one thing that speaks most against it; there is always one, for nobody has asked the city yet."""
    return next(_warnings(side, one, need, records, year))


def _warnings(side: Side, one: Fit, need: Need, records: Known, year: int) -> Iterator[str]:
    mentor, last = one.mentor, _last(one.best)
    if need.text and not one.parts["experience"]:
        yield "nothing that it did is known to answer the need"
    if last and last < year - OLD:
        yield f"the last year known of what it did is {last}: ask whether anybody there still knows of it"
    if told := _apart(side.town.population, mentor.town.population):
        yield told
    if not one.steps:
        yield "nobody is known who could introduce the two; begin with the contact point of its country"
    if not side.languages & mentor.languages:
        yield "the two share no official language"
    if mentor.town.country not in EU27:
        yield "it lies in no Member State, so no EUI exchange pays for a visit"
    left = records.left(mentor.town.geonames)
    yield "nobody knows whether it has room for another town" if left is None else f"it has room for {left} more only"


def _last(best: Deed | None) -> int:
    """Give the last year that is known of a deed; 0 for a practice that lasts."""
    if best is None:
        return 0
    return best.last or (0 if best.kind == PRACTICE else best.first)


def _apart(own: int, other: int) -> str:
    """Say that one of the two is several times as large, or that this cannot be told."""
    if not own or not other:
        return "the population of one of the two is not known, so their sizes were not compared"
    times = max(own, other) / min(own, other)
    return f"it is {times:.0f} times as {'large' if other > own else 'small'}" if times >= APART else ""
