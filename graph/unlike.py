"""A name that its country does not know as it is written: bent, misspelt, cut off, abroad, or inside another."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from graph.claims import (
    ABROAD,
    BENT,
    CUT,
    END,
    HELD,
    SHORTEST_ALONE,
    SHORTEST_ALONE_MISSPELT,
    SLIP,
    TOWN,
    Claim,
)
from graph.countries import NEIGHBOURS
from graph.ground import Ground
from graph.inflections import unbent
from graph.name_index import OTHER, OWN, SHORT
from graph.names import CLEANED, LONGEST, PART, WHOLE, holders, key, readings, words
from graph.nearness import FAR, INSIDE, NEAR, SILENT
from graph.records import Named
from graph.resolution import Resolution
from graph.words import REGION_WORDS

FAR_ABROAD = 0.4
"""Score of a name that nobody in the country bears and one town of a neighbouring country alone."""

WHOLE_COUNTRY = "000"
"""End of the code of a NUTS 3 region that is its country."""

Way = Callable[[Ground, str, Named], Resolution | None]


def unlike(ground: Ground, named: Named) -> Resolution | None:
    """Return the decision on a name that its country does not know as it is written."""
    if REGION_WORDS.intersection(words(named.name[:LONGEST])):
        return None
    keys = [reading.keys[0] for reading in readings(named.name) if reading.step in (WHOLE, CLEANED, PART)]
    by_region: tuple[Way, ...] = (bent, abroad, cut_at_accent, misspelt, cut_off, ending)
    ways: tuple[Way, ...] = by_region if named.nuts else (bent, misspelt_alone)
    answers = (way(ground, each, named) for way in ways for each in keys)
    found = sorted(filter(None, answers), key=lambda each: each.outcome != "accepted")
    if found or not named.nuts:
        return found[0] if found else None
    return next(filter(None, (far_abroad(ground, each, named) for each in keys)), None)


def bent(ground: Ground, text: str, named: Named) -> Resolution | None:
    """Accept the one town of the country whose name the text is a bent form of, where the row's hint agrees."""
    found = chain.from_iterable(map(ground.index(named.country).find, unbent(text, named.country)))
    claims = ground.by_city((each for each in found if each[1] in (OWN, SHORT, OTHER)), named)
    least = NEAR if named.nuts or named.latitude is not None else SILENT
    borne_out = len(claims) == 1 and claims[0].listed and claims[0].fit >= least
    return ground.accepted(claims[0], claims, BENT, named) if borne_out else None


def misspelt(ground: Ground, text: str, named: Named) -> Resolution | None:
    """Accept the one name in reach of the row's region that is clearly the most like the text."""
    found = ground.near_names(named).like(text)
    claims = {each.city: each for each in ground.by_city(((one.number, one.kind) for one in found), named)}
    slips: dict[int, int] = {}
    for one in found:
        city = ground.places[one.number].city
        slips[city] = min(slips.get(city, one.slips), one.slips)
    near = sorted((slips[city], city) for city, each in claims.items() if each.fit == INSIDE)
    if not near:
        return None
    first = claims[near[0][1]]
    sure = first.listed or (len(text) >= SHORTEST_ALONE_MISSPELT and near[0][0] == 1)
    if sure and (len(near) == 1 or near[1][0] > near[0][0]):
        return ground.accepted(first, list(claims.values()), SLIP, named)
    return ground.for_review([claims[city] for _, city in near], SLIP, named)


def misspelt_alone(ground: Ground, text: str, named: Named) -> Resolution | None:
    """Accept the one municipality of the country that a row without a region misspells in a single place."""
    if named.latitude is not None or len(text) < SHORTEST_ALONE_MISSPELT:
        return None
    found = [one for one in ground.near_names(named).like(text) if one.slips == 1 or one.kind == OWN]
    claims = ground.by_city(((one.number, one.kind) for one in found), named)
    once = {ground.places[one.number].city for one in found if one.slips == 1}
    if len(claims) == 1 and claims[0].official and claims[0].kind == OWN and once:
        return ground.accepted(claims[0], claims, SLIP, named)
    return ground.for_review(claims, SLIP, named) if claims else None


def meant_near(ground: Ground, found: list[Claim], text: str, named: Named) -> Resolution | None:
    """Accept what the row's region has instead of a name that is known far off alone.

    That is the town of this very name just across its border, or the one whose own name is a slip away.
    """
    if any(each.fit != FAR or each.hint != "nuts" for each in found):
        return None
    beyond = abroad(ground, text, named)
    if beyond is not None and beyond.outcome == "accepted":
        return beyond
    once = [(one.number, one.kind) for one in ground.near_names(named).like(text) if one.slips == 1]
    inside = [each for each in ground.by_city(once, named) if each.fit == INSIDE]
    if len(inside) == 1 and inside[0].listed and inside[0].kind == OWN:
        return ground.accepted(inside[0], [*inside, *found], SLIP, named)
    return None


def cut_at_accent(ground: Ground, text: str, named: Named) -> Resolution | None:
    """Accept the town whose name stops where its first accent would stand, before a shorter name a slip away."""
    return cut_off(ground, text, named) if text in ground.near_names(named).cuts else None


def cut_off(ground: Ground, text: str, named: Named) -> Resolution | None:
    """Accept the one town in the row's region whose name was cut off, at an accent or after its first words.

    At an accent a town goes before the villages whose names begin so too, and the region beside will do.
    """
    names = ground.near_names(named)
    at_accent = names.cuts.get(text, [])
    found = ground.by_city(at_accent or names.beginning(text), named)
    inside = [each for each in found if each.fit == INSIDE]
    beside = at_accent and len(text) >= SHORTEST_ALONE
    fits = inside or [each for each in found if beside and each.fit == NEAR]
    towns = [each for each in fits if each.kind == OWN and each.listed] if at_accent else []
    chosen = inside if len(inside) == 1 else towns
    if len(chosen) == 1:
        return ground.accepted(chosen[0], found, CUT, named)
    return ground.for_review(inside, CUT, named) if inside else None


def ending(ground: Ground, text: str, named: Named) -> Resolution | None:
    """Accept the one listed town in the row's region whose name ends so, after a whole word."""
    found = ground.by_city(ground.near_names(named).ends.get(text, ()), named)
    inside = [each for each in found if each.fit == INSIDE and each.city]
    if len(inside) == 1 and inside[0].listed:
        return ground.accepted(inside[0], found, END, named)
    return None


def abroad(ground: Ground, text: str, named: Named) -> Resolution | None:
    """Accept the one town of this very name just across the border of the row's region."""
    claims: list[Claim] = []
    for country in NEIGHBOURS.get(named.country, "").split():
        entries = [each for each in ground.index(country).find(text) if each[1] in (OWN, OTHER)]
        claims += [each for each in ground.by_city(entries, named) if each.fit >= NEAR and each.hint == "nuts"]
    if len(claims) == 1:
        return ground.accepted(claims[0], claims, ABROAD, named)
    return ground.for_review(claims, ABROAD, named) if claims else None


def far_abroad(ground: Ground, text: str, named: Named) -> Resolution | None:
    """Accept the town whose own name it is where no other place of the neighbouring countries is called so.

    The row's country is then wrong. No name in the country may be like it, and a village has unlisted namesakes.
    """
    if len(text) < SHORTEST_ALONE or named.latitude is not None or named.postcode:
        return None
    if ground.index(named.country).find(text) or ground.near_names(named).like(text):
        return None
    claims: list[Claim] = []
    for country in NEIGHBOURS.get(named.country, "").split():
        claims += ground.by_city(ground.index(country).find(text), named)
    if len(claims) != 1 or claims[0].kind != OWN or not claims[0].listed or claims[0].people < TOWN:
        return None
    return replace(ground.accepted(claims[0], claims, ABROAD, named), score=FAR_ABROAD)


def held(ground: Ground, named: Named) -> Resolution | None:
    """Accept the one city of the row's region that stands beside a town which nobody knows, and so may hold it.

    A region called after its capital says nothing of where in it the town lies, nor does one that is the country;
    without the names of regions nothing is accepted so. Coordinates alone do not tell a union from its town.
    """
    if not ground.labels or not named.nuts or named.nuts.endswith(WHOLE_COUNTRY):
        return None
    for text, apart in holders(named.name):
        kinds = (OWN, OTHER) if apart else (OWN,)
        entries = [each for each in ground.index(named.country).find(text) if each[1] in kinds]
        claims = [each for each in ground.by_city(entries, named) if each.fit == INSIDE and each.listed]
        if len(claims) == 1 and (_is_region(ground, claims[0]) or not _is_of_region(ground, claims[0], named)):
            return ground.accepted(claims[0], claims, HELD, named)
    return None


def _is_region(ground: Ground, claim: Claim) -> bool:
    """Say whether a city is all of its region, as many in Germany are."""
    return ground.cities_of(claim.place.nuts3) == {claim.city}


def _is_of_region(ground: Ground, claim: Claim, named: Named) -> bool:
    """Say whether the region of a city, or of the row, is called after it."""
    codes = (claim.place.nuts3, *ground.regions.covered(named.nuts[:5]))
    names = chain.from_iterable(re.split(r"[/,()]|\s[-–]\s", ground.labels.get(code, "")) for code in codes)
    found = chain.from_iterable(ground.index(claim.place.country).find(key(name)) for name in names)
    return any(ground.places[number].city == claim.city for number, _ in found)
