"""Joins that the crosswalk makes and that a place's own position or code contradicts.

A place astray bears the name or the code of a municipality that lies elsewhere.
It loses that join before the municipalities are formed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ingest.tables.inputs import Entry, distance_km, radius_km
from ingest.tables.seats import RANK, fits
from ingest.tables.units import ADMIN1_IS_MUNICIPALITY, NO_LAU

FAR_KM = 20.0
FAR_IN_RADII = 3.0


def _let_go(entry: Entry) -> Entry:
    """Take the join away; where a code made it, that code and the region read from it go too."""
    freed = replace(entry, lau="", lau_name="", lau_population=0, lau_year="", lau_area=0.0, lau_how="", degurba=0)
    return replace(freed, admin2="", nuts3="") if entry.lau_how == "code" else freed


def _in_another_county(entry: Entry) -> bool:
    """Tell whether a Polish place was joined by name to a municipality outside its county."""
    county = entry.lau[4:6] + entry.lau[9:11]
    return entry.country == "PL" and bool(entry.lau and entry.admin2) and entry.admin2 != county


def _core(members: list[Entry]) -> Entry:
    """Choose the place that surely lies in its LAU: joined by code, of high rank, of many people."""
    return min(members, key=lambda e: (e.lau_how != "code", RANK.get(e.feature, 9), -e.population, e.geonames))


def _is_among_others(entry: Entry, core: Entry, country: Iterable[Entry]) -> bool:
    """Tell whether other municipalities lie much nearer, as they do not around a lonely island."""
    near = distance_km(entry, core) / 2
    return any(o.lau and o.lau != entry.lau and distance_km(entry, o) < near for o in country)


def _astray(members: list[Entry], country: list[Entry]) -> list[Entry]:
    core = _core(members)
    reach = max(FAR_KM, FAR_IN_RADII * radius_km(max(e.lau_area for e in members)))
    far = [e for e in members if distance_km(e, core) > reach and e.lau_area]
    return [e for e in far if _is_among_others(e, core, country)]


def _by_lau(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.lau and entry.country not in NO_LAU:
            groups[entry.country, entry.lau].append(entry)
    return groups


def _agreed(members: list[Entry]) -> list[Entry]:
    """Give all places of one GeoNames municipality the one LAU whose name one of them bears."""
    bearers = {e.lau: e for e in members if e.lau and fits(e, e.lau_name)}
    if len({e.lau for e in members if e.lau}) < 2 or len(bearers) != 1:
        return members
    right = next(iter(bearers.values()))
    return [
        replace(
            e,
            lau=right.lau,
            lau_name=right.lau_name,
            lau_population=right.lau_population,
            lau_year=right.lau_year,
            lau_area=right.lau_area,
            degurba=right.degurba,
            nuts3="",
        )
        if e.lau and e.lau != right.lau
        else e
        for e in members
    ]


def believed(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries with every join that is not to be believed mended or taken away."""
    known = {e.geonames: _let_go(e) if _in_another_county(e) else e for e in entries}
    coded: dict[str, list[Entry]] = defaultdict(list)
    countries: dict[str, list[Entry]] = defaultdict(list)
    for entry in known.values():
        if entry.country in ADMIN1_IS_MUNICIPALITY:
            coded[f"{entry.country}-{entry.admin1}"].append(entry)
    known |= {e.geonames: e for members in coded.values() for e in _agreed(members)}
    for entry in known.values():
        countries[entry.country].append(entry)
    for (country, _), members in _by_lau(known.values()).items():
        known |= {e.geonames: _let_go(e) for e in _astray(members, countries[country])}
    return [known[geonames] for geonames in sorted(known)]
