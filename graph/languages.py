"""Official languages of a city: of its region where a law says so, else of its country by Unicode CLDR (in Babel).

Regions whose official languages are not those of the whole country stand in `region_languages.csv`, each with the law.
Other languages that a town hall may speak are not known here.
"""

import csv
from functools import cache
from pathlib import Path

from babel import Locale
from babel.languages import get_official_languages

from graph.countries import ISO_CODES

SOURCE = "Unicode CLDR, by Babel; for some regions the law beside each in graph/region_languages.csv"
REGIONS = Path(__file__).with_name("region_languages.csv")


@cache
def languages(country: str, region: str = "") -> frozenset[str]:
    """Give the official languages (ISO 639) at a place, by EU code of its country and NUTS code of its region."""
    for length in range(len(region), 2, -1):
        if region[:length] in _of_regions():
            return _of_regions()[region[:length]]
    told = get_official_languages(ISO_CODES.get(country, country))
    return frozenset(code.partition("_")[0] for code in told)


@cache
def language_name(code: str) -> str:
    """Name a language in English; one that nobody names keeps its code."""
    return str(Locale("en").languages.get(code, code))


@cache
def _of_regions() -> dict[str, frozenset[str]]:
    with REGIONS.open(encoding="utf-8", newline="") as file:
        return {row["nuts"]: frozenset(row["languages"].split()) for row in csv.DictReader(file)}
