"""The framework programmes for research: where a project belongs, which mission it serves, how much was read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.programme_tree import nodes
from ingest.tally import Tally

SIGNS = {"HORIZON": "horizon-europe", "EURATOM2027": "horizon-europe", "H2020": "h2020", "FP7": "fp7"}
"""How codes of legal bases, topics and calls begin, and names of files and folders too."""
BREAK = re.compile(r"[.\-]")
NOT_PARTS = {"", "EU"}
"""Pieces of a code that name no part: H2020-EU.3.3. is part 3.3."""
SEVERAL = re.compile(r"\s*[;|,]\s*")
CITIES_TOPIC = re.compile(r"^HORIZON-MISS-(?:[0-9A-Z]+-)*CIT(?:IES)?(?:-|$)")
"""Topics of the mission "Climate-neutral and smart cities", alone (CIT) or with another mission (CLIMA-CITIES)."""
PLATFORM_TOPIC = "H2020-LC-GD-1-2-2020"
"""The topic of Horizon 2020 under which the mission's platform NetZeroCities was called for."""
CITIES_MISSION = "cities-mission"


def programme_of(text: str) -> str:
    """Tell the framework programme from the beginning of a code; "" when it tells none."""
    upper = text.upper()
    return next((key for sign, key in SIGNS.items() if upper.startswith(sign)), "")


@lru_cache(maxsize=64)
def programme_of_file(name: str) -> str:
    """Tell the framework programme from the path of a file, such as "cordis-h2020projects-csv.zip/project.csv"."""
    upper = name.upper()
    found = {key for sign, key in SIGNS.items() if sign in upper}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def part(programme: str, bases: str) -> str:
    """Give the lowest node of the programme tree that holds all legal bases of a project."""
    lines = [_line(programme, base) for base in SEVERAL.split(bases) if programme_of(base) == programme]
    shared = [key for key in lines[0] if all(key in line for line in lines)] if lines else []
    return shared[-1] if shared else programme


def _line(programme: str, base: str) -> list[str]:
    """List the nodes on the way down to a legal basis: "HORIZON.2.5" is in part 2 and there in part 2.5."""
    if base.upper().startswith("EURATOM"):
        return [f"{programme}-euratom"]
    pieces = [piece.lower() for piece in BREAK.split(base)[1:] if piece.upper() not in NOT_PARTS]
    keys = ("-".join((programme, *pieces[:count])) for count in range(1, len(pieces) + 1))
    return [key for key in keys if key in nodes()]


@lru_cache(maxsize=16_384)
def mission(topics: str) -> str:
    """Give the key of the mission that called for one of the topics; "" when none did."""
    codes = SEVERAL.split(topics.upper())
    cities = any(code == PLATFORM_TOPIC or CITIES_TOPIC.match(code) for code in codes)
    return CITIES_MISSION if cities else ""


def unwrapped(title: str) -> str:
    """Take off quotes around a whole title; those of its own first and last words stay."""
    before, quote, _ = title[1:-1].partition('"')
    wrapped = len(title) > 1 and title.startswith('"') and title.endswith('"')
    return title[1:-1] if wrapped and (not quote or before.endswith((" ", "("))) else title


YEARS = {"fp7": (2007, 2013), "h2020": (2014, 2020), "horizon-europe": (2021, 0)}
WHOLE = {"fp7": (25_700, 110_000), "h2020": (35_200, 140_000), "horizon-europe": (15_000, 70_000)}
"""Least projects and participations of a whole programme; a few rows may be set aside because they are torn.

FP7 has 25,785 projects (https://oceanumeric.github.io/blog/EU-H2020), Horizon 2020 35,326
(https://github.com/ohusiev/enercomm-h2020-categorisation), the file of Horizon Europe of early 2025 15,341; both
finished programmes have five participations a project, of which the graph's countries have nearly all.
"""
OF_HORIZON = "cordis-horizonprojects-"
"""How the published file of Horizon Europe is named; its numbers grow, so they alone do not tell that it is whole."""
SIGNED_AHEAD = 2
"""Years between the last start of a project in that file and the last year of which nothing is to come."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a framework programme was read: "complete" or "partial", of which years (0: open), and why."""

    programme: str
    completeness: str
    reason: str
    since: int
    until: int


def extents(tally: Tally) -> Iterator[Extent]:
    """Weigh what was read of each programme: whole is only what reaches the published numbers."""
    for whole, (since, until) in YEARS.items():
        count = sum(n for under, n in tally.projects.items() if _belongs(under, whole))
        parts = sum(n for (under, _), n in tally.countries.items() if _belongs(under, whole))
        if not count:
            continue
        how, reason = _weighed(whole, count, parts, tally.files)
        if not until and how == "complete":
            until = tally.started - SIGNED_AHEAD
        yield Extent(whole, how, reason, since, until)


def _belongs(under: str, whole: str) -> bool:
    return under == whole or under.startswith(f"{whole}-")


def _weighed(whole: str, count: int, parts: int, files: set[str]) -> tuple[str, str]:
    most, partners = WHOLE[whole]
    if count < most:
        return "partial", f"A slice of {count:,} projects of the programme, which has {most:,} or more."
    if parts < partners:
        return "partial", f"All {count:,} projects were read, but only {parts:,} participations in them."
    if whole == "horizon-europe" and not any(OF_HORIZON in name.lower() for name in files):
        return "partial", f"A collection of {count:,} projects of a running programme, not the published file."
    return "complete", f"The programme as published, with {count:,} projects and {parts:,} participations."
