"""The town inside an address, told by its postcode and its form; what does not tell it is never guessed."""

import re
from functools import cache
from typing import NamedTuple

from graph.records import Named
from ingest.authority import municipality
from ingest.countries import country_code

FORMS = {
    "AL AT BE BG CH CY DK GE HU LI LU LV MD MK NO SI": r"\d{4}",
    "BA DE EE ES FI FR HR IT LT ME RS TR UA XK": r"\d{5}",
    "SE CZ SK EL": r"\d{3} ?\d{2}",
    "NL": r"\d{4}(?: ?[A-Z]{2})?",
    "PL": r"\d{2}-?\d{3}",
    "PT": r"\d{4}(?:-\d{3})?",
    "RO": r"\d{6}",
    "IS": r"\d{3}",
    "IE": r"[A-Z]\d[\dW](?: ?[A-Z\d]{4})?",
    "UK": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
    "MT": r"[A-Z]{3} ?\d{2,4}",
}
"""How a postcode is written, by country."""
CODE_LAST = {"IE", "MT", "UK"}
"""Countries that write the postcode after the town."""
NO_TOWN = {"", "-", "n/a", "na", "null", "unknown"}
BEARS_THE_COUNTRY = {"LU"}
"""Countries with a town of the same name, so that the last part of an address may be either."""
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[^\W\d_]{2}")


class Spot(NamedTuple):
    """The town of an address and its postcode; "" when the address does not tell it."""

    town: str
    postcode: str


@cache
def _postcode(country: str) -> re.Pattern[str]:
    form = next((form for codes, form in FORMS.items() if country in codes.split()), r"(?!)")
    return re.compile(rf"(?:[A-Z]{{1,3}}\s?[-–]\s?)?({form})", re.IGNORECASE)


def spot(address: str, country: str) -> Spot:
    """Find the town of an address such as "Heilbronner Str. 180, 70191, Stuttgart" or "Rue X 1, 1000 Bruxelles"."""
    parts = _parts(address, country)
    for at in range(len(parts) - 1, -1, -1):
        if found := _beside_postcode(parts, at, country):
            return found
    last = parts[-1] if len(parts) > 1 else ""
    return Spot("" if DIGIT.search(last) or not _may_be_town(last) else last, "")


def home(name: str, address: str, country: str) -> Named | None:
    """Give the town where a body has its address, or a municipality its own town; None when neither is told."""
    town, postcode = spot(address, country)
    if not town:
        town = municipality(name, country).title()
    return Named(town, country, "", postcode) if town else None


def _parts(address: str, country: str) -> list[str]:
    """Split an address at its commas and leave out a country at its end."""
    parts = [part for part in (" ".join(each.split()) for each in address.split(",")) if part]
    while len(parts) > 1 and country_code(parts[-1]) == country:
        if country in BEARS_THE_COUNTRY and _postcode(country).fullmatch(parts[-2]):
            break
        parts.pop()
    return parts


def _beside_postcode(parts: list[str], at: int, country: str) -> Spot | None:
    """Give the town beside a postcode: in the same part, after it, or before it where the country writes so."""
    code, part = _postcode(country), parts[at]
    if whole := code.fullmatch(part):
        before = parts[at - 1] if at and country in CODE_LAST and not DIGIT.search(parts[at - 1]) else ""
        town = parts[at + 1] if at + 1 < len(parts) else before
        return Spot(town if _may_be_town(town) else "", whole.group(1))
    begin = re.match(rf"{code.pattern}\s+(\D.*)$", part, re.IGNORECASE)
    if begin and _may_be_town(begin.group(2)):
        return Spot(begin.group(2), begin.group(1))
    end = re.match(rf"(\D+?)\s+{code.pattern}$", part, re.IGNORECASE) if country in CODE_LAST else None
    if end and _may_be_town(end.group(1)):
        return Spot(end.group(1), end.group(2))
    return None


def _may_be_town(text: str) -> bool:
    return text.casefold() not in NO_TOWN and bool(LETTERS.search(text))
