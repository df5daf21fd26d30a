"""Names of a city by the script that they are written in."""

import unicodedata
from collections.abc import Iterable

FIRST = ("Latin", "Greek", "Cyrillic", "Arabic", "Hebrew", "Georgian", "Armenian", "Cjk", "Hangul")
LABELS = {"Cjk": "Chinese characters", "Katakana": "Japanese", "Hiragana": "Japanese", "Hangul": "Korean"}


def script(name: str) -> str:
    """Name the script of the first letter of a name, such as "Greek"; "" where it has no letter."""
    for letter in name:
        if letter.isalpha():
            kind = unicodedata.name(letter, "").partition(" ")[0].capitalize()
            return LABELS.get(kind, kind)
    return ""


def by_script(names: Iterable[str]) -> list[tuple[str, str]]:
    """Sort names by script, Latin first; codes of three capital letters, as airports have them, are left out."""
    held: dict[str, list[str]] = {}
    for name in names:
        if not (len(name) == 3 and name.isupper()) and script(name):
            held.setdefault(script(name), []).append(name)
    order = sorted(held, key=lambda one: (FIRST.index(one) if one in FIRST else len(FIRST), one))
    return [(one, ", ".join(sorted(held[one], key=str.casefold))) for one in order]
