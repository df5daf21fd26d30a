"""The claims that cities have on a name, and which of them is well founded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.name_index import INNER, INNER_OTHER, OTHER, OWN, SHORT
from graph.names import CLEANED, PART, REGION, WHOLE, WORDS, Reading
from graph.nearness import (
    FAR,
    INSIDE,
    NEAR,
    SILENT,
    Point,
    Regions,
    fit_coordinates,
    kilometres,
    nuts_of_postcode,
)
from graph.records import LAST_GEONAMES, Named, Place
from graph.resolution import Candidate, Hint

AROUND_REACH = 60.0
"""Kilometres between a town and the namesake of the region or larger town that its field names beside it."""

FAR_LARGER = 10
"""So many times the inhabitants of the town in or near the row's region make its namesake worth a question."""

TOWN = 5_000
"""Inhabitants from which on a place whose municipality is not known stands alone; villages have unlisted namesakes."""

COUNTED = 500
"""Inhabitants from which on a municipality without a GeoNames place is a town like any other."""

SHORTEST_ALONE = 4
"""Letters of the shortest name that can stand against a NUTS code."""

SHORTEST_ALONE_MISSPELT = 8
"""Letters of the shortest name that may be misspelt where no region bears it out, or where a village bears it."""

MUNICIPAL = ("lau", "laus")
"""Kinds of cities that are surely municipalities."""

MOST_RANKED = 12
"""So many candidates are kept for a review."""

BORNE = {OWN: "own", SHORT: "short", OTHER: "other", INNER: "inner", INNER_OTHER: "inner-other"}
SAID = {INSIDE: "inside", NEAR: "near", SILENT: "silent", FAR: "far"}

SLIP, CUT, ABROAD, BENT, END, HELD = 5, 6, 7, 8, 9, 10
"""Further ways to a name: misspelt, cut off, across a border, bent by the grammar, its end, and what holds the town."""

_STEP_WEIGHT = {WHOLE: 1.0, CLEANED: 0.95, PART: 0.9, WORDS: 0.8, REGION: 0.3, SLIP: 0.7, CUT: 0.7, ABROAD: 0.6}
_STEP_WEIGHT |= {BENT: 0.8, END: 0.7, HELD: 0.6}
_STEP_METHOD = {SLIP: "similar", CUT: "beginning", ABROAD: "abroad", BENT: "inflected", END: "ending", HELD: "within"}
DESPITE_NUTS = 0.5
"""Score of a name that one city of the country bears, against the region of the row."""

_KIND_WEIGHT = {OWN: 1.0, SHORT: 0.95, OTHER: 0.95, INNER: 0.95, INNER_OTHER: 0.85}
_FIT_WEIGHT = {INSIDE: 1.0, NEAR: 0.9, SILENT: 0.85, FAR: 0.3}


@dataclass(frozen=True, slots=True)
class Claim:
    """A city that may be meant: the place that bears the name, whose name it is, and how the hints fit.

    `official` says that the city is a known municipality, so that its own name is surely whole;
    `people` are the inhabitants of the city, 0 where nobody tells them; `namesake` says that the place bears
    the very name of its city, which the seat of a county or wide municipality may not.
    """

    city: int
    place: Place
    kind: int
    fit: int
    hint: str
    official: bool
    people: int = 0
    namesake: bool = False

    @property
    def listed(self) -> bool:
        """Say whether the city has a GeoNames place of 500 inhabitants; of smaller ones no list is whole."""
        return self.city <= LAST_GEONAMES


def order(claim: Claim) -> tuple[int, bool, int, int]:
    """Order the places of one city: the better fit first, its namesake, then the better name, then the older id."""
    return -claim.fit, not claim.namesake, claim.kind, claim.place.geonames


def outstanding(pool: list[Claim]) -> Claim | None:
    """Return the one candidate whose own name it is, or failing that the one called so for short."""
    own = [each for each in pool if each.kind == OWN]
    short = [each for each in pool if each.kind == SHORT and each.fit == INSIDE]
    best = [each for each in own if each.official] or own or short
    return best[0] if len(best) == 1 else None


def is_founded(chosen: Claim, found: list[Claim]) -> bool:
    """Say whether no hint speaks against the choice and no other city has a better claim to the name."""
    if chosen.fit == FAR or (not chosen.place.geonames and any(each.kind == OWN and each.official for each in found)):
        return False
    others = [each for each in found if each.kind == SHORT and each.city != chosen.city]
    if chosen.fit != INSIDE and any(_outshines(each, chosen) for each in others):
        return False
    claims = (OWN,) if chosen.kind == OWN and chosen.official else (OWN, SHORT)
    rivals = [each for each in found if each.kind in claims and each.city != chosen.city]
    if not rivals or chosen.fit == INSIDE:
        return not rivals or chosen.kind in (OWN, SHORT, INNER)
    return chosen.fit == NEAR and chosen.kind == OWN and not any(_outshines(each, chosen) for each in rivals)


def _outshines(rival: Claim, chosen: Claim) -> bool:
    """Say whether a namesake elsewhere is so much larger that a region that only lies near leaves a doubt."""
    return 0 < FAR_LARGER * chosen.people < rival.people


def passed_over(chosen: Claim, found: list[Claim]) -> tuple[int, ...]:
    """Return the cities whose own name it is, when hints gave it to a city that is called otherwise."""
    if chosen.kind == OWN:
        return ()
    return tuple(each.city for each in found if each.kind == OWN and each.city != chosen.city)


def is_close(chosen: Claim, reading: Reading, near: list[Claim], borne_out: bool, alone: bool = False) -> bool:
    """Say whether the reading is close enough to the text for what bears it out; `alone` if no other bears the name."""
    if reading.step in (WHOLE, CLEANED):
        return True
    if reading.step == PART:
        return borne_out or chosen.fit >= NEAR
    inside = chosen.fit == INSIDE and (chosen.kind == OWN or (chosen.kind == INNER and chosen.listed))
    beside = alone and chosen.fit == NEAR and chosen.hint == "nuts" and chosen.kind == OWN and chosen.listed
    return reading.step == WORDS and (bool(near) or inside or beside)


def is_sure(chosen: Claim, reading: Reading, named: Named) -> bool:
    """Say whether a city below the gazetteer is told surely: it may have namesakes that nobody lists.

    Where the row has a hint it must agree, and where only a part of the field is read it must point at the place.
    A part of a city, too, may have namesakes nearer to a region that does not point at it.
    """
    if named.nuts and chosen.fit == SILENT and chosen.kind in (INNER, INNER_OTHER):
        return False
    if chosen.listed or not (named.nuts or named.postcode or named.latitude is not None):
        return True
    return chosen.fit >= (NEAR if reading.step in (WHOLE, CLEANED) else INSIDE)


def lies_near(place: Place, points: list[Point]) -> bool:
    """Say whether a place lies near one of the points."""
    return any(kilometres((place.latitude, place.longitude), point) <= AROUND_REACH for point in points)


def is_unmistakable(found: list[Claim], reading: Reading) -> Claim | None:
    """Return the municipality that alone in its country bears the name, though a NUTS code points elsewhere.

    A name is written by hand and seldom wrong altogether; the code is often
    that of a branch or of the neighbour in a list. No place of that name may
    lie where the code points. Where municipalities are not known, a town will do.
    """
    own = [each for each in found if each.kind == OWN]
    if len(own) != 1 or reading.step not in (WHOLE, CLEANED) or len(reading.keys[0]) < SHORTEST_ALONE:
        return None
    others = [each for each in found if each is not own[0]]
    rivals = [each for each in others if each.kind == SHORT or _is_known_part(each) or each.fit > _weakest(each)]
    sole = own[0]
    known = sole.official or sole.people >= TOWN
    return sole if known and sole.listed and sole.hint == "nuts" and sole.fit == FAR and not rivals else None


def is_alone(found: list[Claim], text: str) -> Claim | None:
    """Return the one claim of a country whose localities are known, though a NUTS code points elsewhere.

    It must be that of a town or of a part of a city, of 500 inhabitants; no other place may bear the name at all.
    """
    sole = found[0] if len(found) == 1 and len(text) > SHORTEST_ALONE else None
    if sole is None or not sole.city or sole.hint not in ("nuts", "") or sole.fit > SILENT:
        return None
    whole = sole.kind == OWN and (sole.listed or sole.people >= COUNTED)
    return sole if whole or _is_known_part(sole) else None


def _is_known_part(claim: Claim) -> bool:
    """Say whether a part of another city, large enough for GeoNames, is called so."""
    return claim.kind == INNER and bool(claim.place.geonames)


def _weakest(claim: Claim) -> int:
    """Return what a NUTS code may say of a place that bears the name too, and still not point at it."""
    return SILENT if claim.place.geonames else NEAR


def method(claim: Claim, step: int = WHOLE) -> str:
    """Return the key of the method: whose name was met and which hint agreed."""
    if step in _STEP_METHOD:
        return f"name-{_STEP_METHOD[step]}"
    met = "name" if claim.kind in (OWN, INNER) else "alternate"
    return f"{met}-{claim.hint}" if claim.hint and claim.fit >= NEAR else met


def score(claim: Claim, step: int) -> float:
    """Return how well founded a match is, between 0 and 1.

    1 is the city's own name as written with a hint that agrees; it falls by
    fixed parts for other names, for looser readings and for missing hints.
    """
    return round(_STEP_WEIGHT[step] * _KIND_WEIGHT[claim.kind] * _FIT_WEIGHT[claim.fit], 3)


def in_question(pool: list[Claim], found: list[Claim]) -> list[Claim]:
    """Return whom a review asks about: the best, and every listed city of the name unless two of these are among them.

    Whoever bears the name must not be called absent because localities that nobody lists lie nearer.
    """
    if len(pool) == 1:
        return found
    if sum(each.listed for each in pool) > 1:
        return pool
    return [each for each in found if each in pool or each.listed]


def said(place: Place, named: Named, regions: Regions) -> Iterator[Hint]:
    """Yield what every hint of a row says of a place."""
    if named.nuts:
        yield Hint("nuts", SAID[regions.fit(place, named.nuts)])
    if named.postcode:
        nuts = nuts_of_postcode(named.country, named.postcode)
        yield Hint("postcode", SAID[regions.fit(place, nuts) if nuts else SILENT])
    if named.latitude is not None and named.longitude is not None:
        yield Hint("coordinates", SAID[fit_coordinates(place, named)])


def least_fit(step: int) -> int:
    """Return what the hints must say at least of a candidate of such a reading."""
    return NEAR if step == WORDS else SILENT if step == REGION else FAR


def best_first(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims by fit, then by whose name it is, then by id; never by size."""
    return sorted(claims, key=lambda each: (-each.fit, each.kind, each.city))


def ranked(claims: Iterable[Claim], step: int, hints: dict[int, tuple[Hint, ...]]) -> tuple[Candidate, ...]:
    """Return the claims as candidates in the order given, at most so many as a person can weigh."""
    return tuple(
        Candidate(each.city, each.place.geonames, BORNE[each.kind], score(each, step), hints.get(each.city, ()))
        for each in list(claims)[:MOST_RANKED]
    )
