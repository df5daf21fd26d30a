"""Which municipality a place belongs to, country by country, before distance is asked.

A unit is named by a key: "lau:CODE" for one LAU, "sum:KEY" for LAUs together,
"adm:KEY" for a municipality that GeoNames codes and no LAU was joined to.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from ingest.tables.inputs import Entry, facts, plain
from ingest.tables.seats import fits, written

ADMIN1_IS_MUNICIPALITY = {"SI", "MT"}
# GeoNames' codes of Riga, Daugavpils, Jelgava, Jūrmala, Liepāja, Rēzekne and Ventspils, and their LAUs.
LATVIAN_CITIES = {
    "25": "0010000",
    "06": "0050000",
    "11": "0090000",
    "13": "0130000",
    "16": "0170000",
    "23": "0210000",
    "32": "0270000",
}
ADMIN2_IS_MUNICIPALITY = {"BG", "CY", "DK", "EE", "HR", "LT", "LU", "NL", "RO", "SE"}
NO_LAU = ("EL", "IE", "LV", "PT")


def shares_a_word(entry: Entry) -> bool:
    """Tell whether place and LAU have a word of four letters in common."""
    words = {word for form in written(entry.lau_name) for word in form.split() if len(word) > 3}
    return any(words & set(name.split()) for name in entry.names) or fits(entry, entry.lau_name)


def _misnamed(entry: Entry) -> bool:
    """A place joined by its name alone whose people are too many for that LAU: a namesake, perhaps."""
    too_many = entry.population > 5000 and entry.population > 3 * entry.lau_population
    return entry.lau_how == "name+nuts3" and too_many and entry.lau_population > 0


def _misplaced(entry: Entry) -> bool:
    """A place whose code names a small neighbour: too many people, and another name."""
    too_many = entry.population > 3000 and entry.population > 1.6 * entry.lau_population > 0
    trusted = entry.country in ADMIN2_IS_MUNICIPALITY or entry.lau_how != "code"
    return too_many and not trusted and not shares_a_word(entry)


def _namesake(entry: Entry, by_name: dict[tuple[str, str], list[Entry]]) -> bool:
    """Tell whether another place of this name has about as many people: then its figure was copied here."""
    others = [o for name in entry.names for o in by_name[entry.country, name] if o is not entry]
    sizes = [size for o in others for size in (o.population, o.lau_population) if size]
    return any(entry.population < 1.5 * size and size < 1.5 * entry.population for size in sizes)


def doubtful(entries: list[Entry]) -> set[int]:
    """Name the places whose LAU is not to be believed.

    A misplaced one that has a namesake of its size elsewhere is a hamlet with
    the people of that namesake, and stays; so does the only place of its LAU.
    """
    by_name: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    alone = Counter((e.country, e.lau) for e in entries)
    for entry in entries:
        for name in entry.names:
            by_name[entry.country, name].append(entry)
    return {
        e.geonames
        for e in entries
        if e.lau and (_misnamed(e) or (_misplaced(e) and alone[e.country, e.lau] > 1 and not _namesake(e, by_name)))
    }


def joined(entry: Entry, doubts: set[int] | frozenset[int] = frozenset()) -> str:
    """Give the LAU of a place, unless its country's LAUs are no municipalities or the join is doubted."""
    return "" if entry.country in NO_LAU or entry.geonames in doubts else entry.lau


def fallback(entry: Entry) -> str:
    """Give the unit of a doubted place that is no part of a larger city."""
    return f"lau:{entry.country}-{entry.lau}" if entry.lau and _misnamed(entry) else f"place:{entry.geonames}"


@cache
def _portuguese_by_name() -> dict[str, str]:
    names = {row["code"]: plain(row["name"]) for row in facts("portugal_municipalities.csv")}
    return {name: code for code, name in names.items() if list(names.values()).count(name) == 1}


def _portugal(entry: Entry) -> str:
    """Follow the code, but let the seat of a municipality that no parish took be that of its own name."""
    is_seat = entry.feature == "PPLA2" and not entry.lau
    named = _portuguese_by_name().get(plain(entry.name), "") if is_seat else ""
    code = named or entry.admin2 or entry.lau[:4]
    return f"sum:PT-{code}" if code else ""


def _ireland(entry: Entry) -> str:
    code = {"27": "44"}.get(entry.admin2, entry.admin2)
    outside = code in ("04", "10") and entry.name not in ("Cork", "Galway")
    return f"sum:IE-{code}{'C' if outside else ''}"


def _latvia(entry: Entry) -> str:
    """Follow the municipalities of 2021; only the state cities are still the LAUs of 2019."""
    city = LATVIAN_CITIES.get(entry.admin1)
    return f"lau:LV-{city}" if city else f"sum:LV-{entry.admin1}"


def _slovakia(entry: Entry) -> str:
    if entry.name in ("Bratislava", "Košice") and entry.population > 100_000:
        return f"sum:SK-{entry.name}"
    if entry.admin1 == "02" and entry.admin2 in ("101", "102", "103", "104", "105"):
        return "sum:SK-Bratislava"
    return "sum:SK-Košice" if entry.admin1 == "03" and entry.admin2 in ("802", "803", "804", "805") else ""


@cache
def _greek_seats() -> dict[int, str]:
    return {int(row["seat"]): f"sum:EL-{row['code']}" for row in facts("greek_municipalities.csv")}


def _greece(entry: Entry) -> str:
    return _greek_seats().get(entry.geonames, "")


SPECIAL: dict[str, Callable[[Entry], str]] = {
    "EL": _greece,
    "PT": _portugal,
    "IE": _ireland,
    "LV": _latvia,
    "SK": _slovakia,
}


def _admin_key(entry: Entry) -> str:
    """Name the administrative unit of GeoNames that is a municipality in this country, or none."""
    if (entry.country, entry.admin1) in (("CZ", "52"), ("HR", "21")):
        return f"{entry.country}-{entry.admin1}"
    if entry.country in ADMIN1_IS_MUNICIPALITY:
        return f"{entry.country}-{entry.admin1}"
    if entry.country in ADMIN2_IS_MUNICIPALITY or entry.iso == "AX":
        return f"{entry.country}-{entry.admin1}.{entry.admin2}" if entry.admin2 else ""
    if entry.country == "PL" and entry.admin2[2:] > "60":
        return f"PL-{entry.admin2}"
    if entry.country == "AT" and entry.admin2:
        return f"AT-{entry.admin2}"
    if entry.iso == "FR" and entry.admin2 == "75":
        return "FR-75"
    if entry.iso in ("MF", "YT"):
        return "FR-97801" if entry.iso == "MF" else f"FR-{entry.admin1}"
    if entry.nuts3 == "HU110" or entry.country == "DE":
        return f"NUTS-{entry.nuts3}"
    return ""


def _laus_by_admin(entries: Iterable[Entry], doubts: set[int]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if key := _admin_key(entry):
            found[key] |= {joined(entry, doubts)} - {""}
    return found


def assign(entries: list[Entry]) -> dict[int, str]:
    """Give each place the key of its unit; a place without a key is missing from the answer."""
    doubts = doubtful(entries)
    laus = _laus_by_admin(entries, doubts)
    units: dict[int, str] = {}
    for entry in entries:
        special = SPECIAL.get(entry.country)
        key = special(entry) if special else ""
        units[entry.geonames] = key or _ordinary(entry, laus, doubts)
    return {geonames: key for geonames, key in units.items() if key}


def _ordinary(entry: Entry, laus: dict[str, set[str]], doubts: set[int]) -> str:
    if lau := joined(entry, doubts):
        return f"lau:{entry.country}-{lau}"
    admin = _admin_key(entry)
    known = laus.get(admin, set())
    if admin and len(known) == 1:
        return f"lau:{entry.country}-{min(known)}"
    whole = entry.country in ADMIN1_IS_MUNICIPALITY | ADMIN2_IS_MUNICIPALITY | {"PL"} or entry.iso == "MF"
    return f"adm:{admin}" if admin and not known and whole else ""
