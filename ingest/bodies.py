"""What sort of body a name tells of, where it tells any, and which numbers belong to urban authorities."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from graph.loads import Loaded
from graph.organisations import Bodies, Numbers, Telling
from graph.records import Named, Participation
from graph.resolution import Resolution
from ingest.authority import (
    BODIES,
    DISTRICT,
    ENGLISH_FIRST,
    FIRMS,
    FIRST,
    LARGER,
    LAST,
    LEARNING,
    NEVER,
    PART_OF_CITY,
    SERVICES,
    plain_name,
)

KINDS = tuple(
    (kind, re.compile(rf"\b(?:{'|'.join(words.split())})\b"))
    for kind, words in (
        ("education", LEARNING),
        ("company", FIRMS),
        ("association", BODIES),
        ("public", f"{SERVICES} {LARGER}"),
    )
)
"""Words by the kind of body that they tell of; the first that fits counts."""
SIGNS = r"municip\w+|city|town|commune|(?:state )?capital (?:city )?of"
"""Words of the English language that a municipality's name may hold."""


@lru_cache(maxsize=65_536)
def body_kind(name: str) -> str:
    """Give the kind of a body, a key of the scheme `body-*`, as far as its name tells it; "" when it does not."""
    plain = plain_name(name)
    for kind, words in KINDS:
        if words.search(plain):
            return kind
    if NEVER.search(plain) or PART_OF_CITY.search(plain) or DISTRICT.search(plain):
        return "public"
    return ""


@lru_cache(maxsize=64)
def _signs(country: str) -> re.Pattern[str]:
    own = [pattern for table in (FIRST, LAST) for codes, pattern in table.items() if country in codes.split()]
    return re.compile(rf"\b(?:{'|'.join((SIGNS, ENGLISH_FIRST, *own))})\b")


@lru_cache(maxsize=65_536)
def may_be_municipal(name: str, country: str) -> bool:
    """Say whether a name holds a word of a municipality, without telling plainly that it is one."""
    return bool(_signs(country).search(plain_name(name)))


TELLING = Telling(body_kind, may_be_municipal, plain_name)
"""How the names of bodies are read."""


def learn(loads: Iterable[Loaded], resolve: Callable[[Named], Resolution]) -> Bodies:
    """Learn from all sources which numbers belong to urban authorities, before the first graph is written."""
    found = Numbers(TELLING)
    for loaded in loads:
        for located in loaded.records if loaded.numbered else ():
            record = located.record
            if isinstance(record, Participation) and record.precision != "region":
                found.see(record, located.origin)
    return Bodies(found.settle(resolve), TELLING)
