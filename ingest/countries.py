"""Which country a source means, whatever it writes: EU code, ISO code, name or all at once."""

import re
import unicodedata
from functools import cache

from babel import Locale

from graph.countries import EU_CODES

PART_OF = {"GP": "FR", "MQ": "FR", "GF": "FR", "RE": "FR", "YT": "FR", "MF": "FR", "AX": "FI"}
OTHER_NAMES = {
    "czech republic": "CZ",
    "turkey": "TR",
    "turkiye": "TR",
    "former yugoslav republic of macedonia": "MK",
    "the former yugoslav republic of macedonia": "MK",
    "macedonia": "MK",
    "republic of north macedonia": "MK",
    "bosnia herzegovina": "BA",
    "moldova republic of": "MD",
    "republic of moldova": "MD",
    "russian federation": "RU",
    "slovak republic": "SK",
    "the netherlands": "NL",
    "palestine": "PS",
    "republic of ireland": "IE",
    "great britain": "UK",
    "hellas": "EL",
    "holland": "NL",
    "kosovo under unscr 1244 99": "XK",
    "united states of america": "US",
}
NO_COUNTRIES = {"EU", "EZ", "UN", "ZZ", "XA", "XB"}
LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"),
    *("hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
)
"""The official languages of the EU; no name of a country in one of them is that of another in another."""
POSTCODE_DIGITS = {"DE": 5, "EE": 5, "ES": 5, "FI": 5, "FR": 5, "IT": 5, "HR": 5, "LT": 5, "RO": 6}
"""Digits of a postcode; a spreadsheet that took it for a number has lost zeros in front."""
IN_TWO_TONGUES = re.compile(r"^(.+?)\s*\((.+)\)$")
CODE_AND_NAME = re.compile(r"^([A-Z]{2})\s+(?:\S.*)?/\s*\S")


def plain(text: str) -> str:
    """Write a name without accents, case and punctuation, so that spellings can be compared."""
    stripped = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", stripped.casefold().replace("&", " and ")).split())


@cache
def _names(*languages: str) -> dict[str, str]:
    """Lead the names of countries in some languages to EU codes."""
    names = dict(OTHER_NAMES)
    for language in languages:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES:
                names.setdefault(plain(name), EU_CODES.get(code, code))
    return names


@cache
def _codes() -> frozenset[str]:
    return frozenset(_names("en").values()) | frozenset(EU_CODES) | frozenset(PART_OF)


@cache
def country_code(written: str) -> str:
    """Find the EU code of a country ("EL" for "GR", "Greece", "Ελλάδα", "EL Greece / ΕΛΛΑΔΑ"); "" when it is none.

    A name with another in brackets ("ΕΛΛΑΔΑ (GREECE)") is read when both mean one country.
    """
    text = written.strip().rstrip("*")
    if both := IN_TWO_TONGUES.match(text):
        codes = {country_code(part) for part in both.groups()}
        if len(codes) == 1 and "" not in codes:
            return codes.pop()
    found = CODE_AND_NAME.match(text)
    code = (found.group(1) if found else text).upper()
    if len(code) == 2 and code in _codes():
        return PART_OF.get(code, EU_CODES.get(code, code))
    name = _names("en").get(plain(text), "") or _names(*LANGUAGES).get(plain(text), "")
    return PART_OF.get(name, name)
