"""The name under which a municipality is shown.

GeoNames names most seats in English or in the local language, and that name is
kept where it is the municipality's own. Where the municipality is called
otherwise, or GeoNames writes an old form, its official name is shown.
"""

from dataclasses import replace
from difflib import SequenceMatcher

from ingest.tables.inputs import Entry, plain
from ingest.tables.units import shares_a_word

# Where no place bears the municipality's name, that name says more than the name of its seat.
NAMED_OFFICIALLY = frozenset(("AT", "BE", "CZ", "DE", "DK", "ES", "FR", "IT", "NL", "RO", "SE", "SK"))
# Here the official names are known in full, with their accents, and are always shown but for the capital.
ALWAYS_OFFICIALLY = frozenset(("IE", "PT", "SI"))
ARTICLES = frozenset(("la", "el", "las", "los", "les", "o", "a", "os", "as"))
ALIKE = 0.8
RANKS = ("Municipiul ", "Oras ")
STYLES = (" City and County", " City")
COMMA_BELOW = str.maketrans("ŞşŢţ", "ȘșȚț")


def spoken(official: str) -> str:
    """Turn "Rinconada, La", "Sylt, Stadt" and "Dublin City" into names as they are said."""
    for rank in RANKS:
        official = official.removeprefix(rank)
    for style in STYLES:
        official = official.removesuffix(style)
    name, _, rest = official.partition(", ")
    article = rest if rest.lower() in ARTICLES else ""
    return f"l'{name}" if rest.lower() == "l'" else f"{article} {name}".strip()


def _is_alike(seat: Entry, official: str) -> bool:
    """Tell whether the seat bears the municipality's name, be it spelt a little otherwise."""
    if shares_a_word(replace(seat, lau_name=official)):
        return True
    # The LAU table writes Romanian names without their accents, and now and then with a slip.
    own, said = plain(seat.name), plain(spoken(official))
    alike = own.startswith(said) or SequenceMatcher(None, own, said).ratio() >= ALIKE
    return seat.country == "RO" and alike


def name_of(seat: Entry, official: str, is_fact: bool) -> str:
    """Choose between the name of the seat and the official name of its municipality."""
    name = seat.name.translate(COMMA_BELOW) if seat.country == "RO" else seat.name
    if len(official) < 2 or seat.feature == "PPLC":
        return name
    if seat.country in ALWAYS_OFFICIALLY:
        return spoken(official.partition("/")[0].replace(" - ", "-"))
    named = is_fact or seat.country in NAMED_OFFICIALLY
    return spoken(official) if named and not _is_alike(seat, official) else name
