"""Where a programme of Interreg belongs in the programme tree, told from its name or from its CCI number."""

import re
from functools import cache

from graph.records import Programme
from ingest.keys import slug

PERIODS = {
    2000: ("interreg-3", 2006),
    2007: ("interreg-4", 2013),
    2014: ("interreg-5", 2020),
    2021: ("interreg-6", 2027),
}
"""First year of a period: the node of Interreg in that period, and its last year."""
OWN_NODES = {
    "URBACT": {2000: "urbact-1", 2007: "urbact-2", 2014: "urbact-3", 2021: "urbact-4"},
    "ESPON": {2000: "espon-2006", 2007: "espon-2013", 2014: "espon-2020", 2021: "espon-2030"},
}
"""Programmes that stand in the shipped tree by a key of their own."""
NAME = re.compile(r"^(\d{4}) ?[-–] ?(\d{4}) (\S.*)$")
NUMBERED_SINCE = 2014
"""Since this period a name tells its strand; before, what does not tell it hangs under the period."""
NUMBERED = re.compile(r"\b(?:III|IV|VI|V)-?([ABCD])\b", re.IGNORECASE)
STRANDS = (
    (re.compile(r"\bIPA\b|\bENP?I\b|\bNEXT\b|\bCBC\b|\bPEACE", re.IGNORECASE), "a"),
    (re.compile(r"\bInterreg Europe\b|\bINTERACT\b|\bIII ?C\b", re.IGNORECASE), "c"),
    (
        re.compile(
            r"^(?:Alpine Space|Archimed|Atlantic|Baltic Sea|Cadses|Caribbean|Central Europe|Danube|Indian Ocean|Madeira"
            r"|Medocc|Mediterranean|Northern Periphery|North Sea|North[ -]West Europe|South[ -](?:East|West) Europe"
            r"|Western Mediterranean)\b",
            re.IGNORECASE,
        ),
        "b",
    ),
    (re.compile(r"\S ?[-–/] ?\S"), "a"),
)
"""Strand of a programme whose name does not number it: first what is plainly said, last a pair of countries."""
PREFIX = re.compile(r"^interreg (?:(?:iii|iv|vi|v)-?[abcd] )?", re.IGNORECASE)
CCI = re.compile(r"^(2014|2021)TC16\w\w(CB|TN|IR|OR|PC)\d+$")
CCI_STRANDS = {"CB": "a", "PC": "a", "TN": "b", "IR": "c", "OR": "d"}
BY_CCI = {
    "2021TC16RFCB020": "2021 - 2027 Interreg VI-A Romania - Bulgaria",
    "2021TC16RFCB021": "2021 - 2027 Interreg VI-A Greece - Bulgaria",
    "2021TC16IPCB005": "2021 - 2027 Interreg VI-A IPA Bulgaria - Türkiye",
    "2021TC16IPCB006": "2021 - 2027 Interreg VI-A IPA Bulgaria - North Macedonia",
    "2021TC16IPCB007": "2021 - 2027 Interreg VI-A IPA Bulgaria - Serbia",
    "2021TC16NXTN002": "2021 - 2027 Interreg VI-B NEXT Black Sea Basin",
    "2021TC16FFTN004": "2021 - 2027 Interreg VI-B Danube",
    "2021TC16RFIR001": "2021 - 2027 Interreg VI-C Interreg Europe",
    "2021TC16FFIR001": "2021 - 2027 Interreg VI-C URBACT IV",
    "2021TC16RFIR004": "2021 - 2027 Interreg VI-C ESPON 2030",
}
"""Programmes whose CCI number and name were read beside each other (keep.eu, measured on 2026-08-06)."""


@cache
def programme(name: str) -> Programme | None:
    """Find the node of a programme that keep.eu names, such as "2014 - 2020 INTERREG VB Danube"; None if it is none."""
    found = NAME.match(name)
    first = int(found.group(1)) if found else 0
    if not found or first not in PERIODS:
        return None
    title = found.group(3).strip(" .")
    period, last = PERIODS[first]
    for family, keys in OWN_NODES.items():
        if re.search(rf"\b{family}\b", title):
            return Programme(keys[first], title, "Programme", "", first, last)
    under = f"{period}{_strand(title)}"
    if under == period and first >= NUMBERED_SINCE:
        return None
    return Programme(f"{under}-{slug(PREFIX.sub('', title))}", title, "Programme", under, first, last)


def _strand(title: str) -> str:
    """Tell the strand from a title; "" when the title does not tell it."""
    if found := NUMBERED.search(title):
        return found.group(1).lower()
    return next((letter for pattern, letter in STRANDS if pattern.search(title)), "")


@cache
def programme_of_cci(cci: str, label: str) -> Programme | None:
    """Find the node of a programme by its CCI number; None when the number is not one of Interreg."""
    if cci in BY_CCI:
        return programme(BY_CCI[cci])
    found = CCI.match(cci)
    if not found:
        return None
    period, last = PERIODS[int(found.group(1))]
    under = f"{period}{CCI_STRANDS[found.group(2)]}"
    return Programme(f"{under}-{cci.lower()}", label or cci, "Programme", under, int(found.group(1)), last)


def stands_in_tree(node: Programme) -> bool:
    """Say whether the shipped tree describes the programme, so that no source needs to."""
    return any(node.key in keys.values() for keys in OWN_NODES.values())
