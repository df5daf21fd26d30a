"""What somebody writes of a practice that he submits: each field with its meaning, and how it is brought to plain data.

All fields but the city are texts, "" where nothing is said; keys of schemes stand with semicolons between.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from graph.errors import BadParameter
from graph.plain_text import line, note
from ontology.terms import terms

KINDS = ("city", "company", "citizen", "other")
"""Who submits."""
LONGEST_TITLE, LONGEST_LIST, LAST_YEAR = 200, 1_000, 2100
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
Check = Callable[[str, str], str]
"""Brings what was written to what is kept; the second text names the field where something is wrong."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the author tells; `city` is the GeoNames id of the city that began it.

    `revises` is the key of the practice of which this is a newer version, or ""; `adoption` the number of the record
    of the city whose change it takes up, or 0.
    """

    city: int
    title: str
    language: str = "en"
    kind: str = "city"
    summary: str = ""
    problem: str = ""
    solution: str = ""
    approach: str = ""
    involvement: str = ""
    results: str = ""
    transferability: str = ""
    failed: str = ""
    challenges: str = ""
    domains: str = ""
    cost: str = ""
    currency: str = ""
    band: str = ""
    staff: str = ""
    months: str = ""
    prerequisites: str = ""
    maturity: str = ""
    evidence: str = ""
    adaptability: str = ""
    proof: str = ""
    proof_page: str = ""
    page: str = ""
    start: str = ""
    end: str = ""
    revises: str = ""
    adoption: int = 0


def keys(scheme: str) -> dict[str, str]:
    """List the keys of a scheme with their labels."""
    begin = f"{scheme}-"
    return {one.name.removeprefix(begin): one.label for one in terms() if one.name.startswith(begin)}


def _line(most: int, *, needed: bool = False) -> Check:
    return lambda said, what: line(said, what, most, needed=needed)


def number(said: str, what: str) -> str:
    """Bring an amount to digits: thousands may be parted by commas or blanks, as Excel shows them."""
    plain = re.sub(r"[\s\u00a0\u202f]|,(?=\d{3}(\D|$))", "", said)
    if plain and not (re.fullmatch(r"\d{1,12}(\.\d{1,2})?", plain)):
        raise BadParameter(f'{what} is "{said[:40]}", which is no number; write it as 40000, without a currency.')
    return plain


def currency(said: str, what: str) -> str:
    """Bring a currency to its code."""
    code = said.strip().upper()
    if code and not re.fullmatch(r"[A-Z]{3}", code):
        raise BadParameter(f'{what} is "{said[:40]}"; write the code of three letters, such as EUR.')
    return code


def one_of(scheme: str) -> Check:
    """Take one key of a scheme, or its label."""

    def check(said: str, what: str) -> str:
        return _key(said.strip(), keys(scheme), what) if said.strip() else ""

    return check


def _several(scheme: str) -> Check:
    def check(said: str, what: str) -> str:
        parts = (part.strip() for part in said.split(";"))
        return "; ".join(dict.fromkeys(_key(part, keys(scheme), what) for part in parts if part))

    return check


def _key(said: str, known: Mapping[str, str], what: str) -> str:
    labels = {label.casefold(): key for key, label in known.items()}
    if said not in known and said.casefold() not in labels:
        raise BadParameter(f'{what}: "{said[:40]}" is not on the list; write one of {", ".join(known)}.')
    return said if said in known else labels[said.casefold()]


def _kind(said: str, what: str) -> str:
    return _key(said.strip().lower() or KINDS[0], {one: one for one in KINDS}, what)


def _language(said: str, what: str) -> str:
    code = said.strip().lower()
    if not re.fullmatch(r"[a-z]{2}", code):
        raise BadParameter(f'{what} is "{said[:40]}"; write its code of two letters, such as en or sl.')
    return code


def _web(said: str, what: str) -> str:
    address = line(said, what, 400, needed=False)
    try:
        host = urlsplit(address).hostname if address.startswith(("https://", "http://")) else None
    except ValueError:
        host = None
    if address and (not host or " " in address):
        raise BadParameter(f"{what} is no address of the web; write it with https:// before it, or leave it empty.")
    return address


def when(said: str, what: str) -> str:
    """Take a year, a month or a day."""
    told = said.strip().removesuffix(" 00:00:00")
    if not told:
        return ""
    try:
        if not _DAY.fullmatch(told):
            raise ValueError
        year = date.fromisoformat(f"{told}{'-01-01'[: 10 - len(told)]}" if len(told) != 7 else f"{told}-01").year
    except ValueError:
        raise BadParameter(f'{what} is "{said[:40]}"; write a year or a day, such as 2024 or 2024-03-09.') from None
    if not 1900 <= year <= LAST_YEAR:
        raise BadParameter(f"{what} is the year {year}; write one from 1900 to {LAST_YEAR}.")
    return told


@dataclass(frozen=True, slots=True)
class Field:
    """A field that the author fills in; `needed` says that nothing is handed in without it."""

    label: str
    meaning: str
    check: Check
    needed: bool = False
    long: bool = False
    scheme: str = ""


def _text(label: str, meaning: str, *, needed: bool = False) -> Field:
    return Field(label, meaning, note, needed, long=True)


def _chosen(label: str, meaning: str, scheme: str, *, several: bool = False) -> Field:
    return Field(label, meaning, _several(scheme) if several else one_of(scheme), scheme=scheme)


FIELDS: Mapping[str, Field] = {
    "title": Field("Title", "Name of the practice.", _line(LONGEST_TITLE, needed=True), needed=True),
    "language": Field("Language", "Language of your texts, as a code of two letters such as en.", _language, True),
    "kind": Field("You write for", f"Who submits: {', '.join(KINDS)}.", _kind),
    "summary": _text("In one sentence", "What it is, for the list."),
    "problem": _text("Problem", "What it was made for.", needed=True),
    "solution": _text("Solution", "How it meets the problem.", needed=True),
    "approach": _text("Wider policy", "In which policy of the city it stands."),
    "involvement": _text("Who took part", "Who took part in making it, and how."),
    "results": _text("Results", "What changed and by how much.", needed=True),
    "transferability": _text("How others can take it up", "What another city needs to take it up.", needed=True),
    "failed": _text("What failed", "What did not work. Empty where it is not known."),
    "challenges": _chosen("Challenges", "Keys with semicolons between.", "challenge", several=True),
    "domains": _chosen("Domains", "Keys with semicolons between.", "domain", several=True),
    "cost": Field("Cost", "What it cost one city in all, as a number.", number),
    "currency": Field("Currency", "Code of the currency, such as EUR.", currency),
    "band": _chosen("Order of magnitude in euro", "Where the amount is not known.", "cost"),
    "staff": Field("Person-months in the first year", "As a number.", number),
    "months": Field("Months to the first result", "As a number.", number),
    "prerequisites": Field("Must be in place", "Conditions, with semicolons between.", _line(LONGEST_LIST)),
    "maturity": _chosen("Maturity", "How far it has been tried.", "maturity"),
    "evidence": _chosen("Evidence", "How its effect was shown.", "evidence"),
    "adaptability": _chosen("Adaptability", "How far its parts can be changed.", "adaptability"),
    "proof": Field("Document that shows it", "Title of a study, report or table.", _line(LONGEST_TITLE)),
    "proof_page": Field("Its address", "Where it can be looked up.", _web),
    "page": Field("Web page of the practice", "Address with https:// before it.", _web),
    "start": Field("Start", "Year or day of the start.", when),
    "end": Field("End", "Year or day of the end. Empty while it lasts.", when),
}
NEEDED = tuple(name for name, field in FIELDS.items() if field.needed)


def check_field(name: str, said: str) -> str:
    """Bring one field to what is kept; raises BadParameter with what to mend."""
    return FIELDS[name].check(said, FIELDS[name].label)


def checked(told: Told) -> Told:
    """Bring all that was written to plain data; raises BadParameter with what to mend."""
    if told.city <= 0:
        raise BadParameter("No city is named; choose the city that began the practice.")
    held = {name: check_field(name, getattr(told, name)) for name in FIELDS}
    if held["currency"] and not held["cost"]:
        raise BadParameter("A currency stands without a cost; write the cost, or empty the currency.")
    if held["proof_page"] and not held["proof"]:
        raise BadParameter("The address of a document stands without its title; write the title.")
    if held["start"] and held["end"] and held["end"] < held["start"][: len(held["end"])]:
        raise BadParameter(f"The end {held['end']} lies before the start {held['start']}; mend one of them.")
    return Told(
        told.city, **held, revises=line(told.revises, "The older version", 400, needed=False), adoption=told.adoption
    )


def missing(told: Told) -> list[str]:
    """Name the fields without which the practice cannot be handed in."""
    return [FIELDS[name].label for name in NEEDED if not getattr(told, name)]
