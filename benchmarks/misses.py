"""Why towns are not found: which share no rule can find, because no list at hand holds them."""

from collections import Counter
from collections.abc import Sequence

from graph.names import key, readings
from graph.nearness import kilometres
from graph.records import Named, Place

REACH = 15
"""Kilometres within which a town counts as found."""
Miss = tuple[Named, float, float, float | None, int]
"""A field, where it is in truth, how far from there it was found (None: not at all), and in how many rows it stands."""


def print_causes(
    misses: Sequence[Miss], no_town: Sequence[bool], places: Sequence[Place], fields: int, rows: int
) -> None:
    """Print how many of all fields and of their rows were not found within reach, by cause."""
    told = [
        "the field names no town" if none else cause(miss, places) for miss, none in zip(misses, no_town, strict=True)
    ]
    for why, times in Counter(told).most_common():
        held = sum(miss[4] for miss, one in zip(misses, told, strict=True) if one == why)
        print(f"  {times:>4} fields ({times / fields:5.2%}) {held:>5} rows ({held / rows:5.2%}) {why}")


def cause(miss: Miss, places: Sequence[Place]) -> str:
    """Say why a field was not found within reach."""
    named, latitude, longitude, gap, _ = miss
    if gap is not None:
        return f"found, {'15 to 30' if gap <= 30 else 'over 30'} km from what the gold says"
    said = {one for reading in readings(named.name) for one in reading.keys}
    near = (place for place in places if place.country == named.country and abs(place.latitude - latitude) < 0.2)
    around = [place for place in near if kilometres((place.latitude, place.longitude), (latitude, longitude)) <= REACH]
    bearing = [place for place in around if said & {key(name) for name in (place.name, *place.alternates)}]
    if not bearing:
        return "no list at hand holds a place of such a name within 15 km of the truth"
    known = any(place.city for place in bearing)
    return "listed, but left to people or to nobody" if known else "listed, but its municipality is not known"
