"""Names of places brought to one form, and the ways in which a town field can be read."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from graph.words import (
    CENTRE_MARKS,
    COUNTY_WORDS,
    LEADING_OFFICES,
    NEAR_WORDS,
    REGION_WORDS,
    SAINTS,
    SHORT_SAINTS,
    SMALL_WORDS,
    TRAILING_OFFICES,
)

LONGEST = 200
"""A longer text is a sentence and no name, so it is not read at all."""

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_SPELT_OUT = re.compile("[äöüøåÄÖÜØÅ]")
_MARKS = re.compile("[\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_COUNTRY_PREFIX = re.compile(r"\b[A-Za-z]{1,3}\s?[-–]\s?(?=\d{3})")
_CEDEX = re.compile(r"\bc[eéo]dex\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;:/|()\[\]\n\t+&]+|\s[-–—]+\s?|[–—]+\s?|(?<=\w{4})\.\s|[-]\s")
_FOREIGN = re.compile("[\u0590-\u109f\u1100-\u1dff\u2c60-\ua63f\ua6a0-\ufaff\ufb50-\uffff]")


WHOLE, CLEANED, PART, WORDS, REGION = 0, 1, 2, 3, 4
"""How far a reading departs from the text.

The field as written; without office words and codes; its first part or one
side of a slash; the first words of it, which the rest must bear out; the name
of something wider, which never decides.
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a town field: keys to look up in turn and how far the reading departs from the text.

    `around` holds the keys of the other parts, which may name a wider region.
    """

    keys: tuple[str, ...]
    step: int
    around: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Return the text in small letters without accents, ligatures and directional marks."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_LETTERS)


def words(text: str) -> list[str]:
    """Return the folded words of a name, every form of Saint being written "st"."""
    return [SAINTS.get(word, word) for word in _WORD.findall(fold(text))]


def key(text: str) -> str:
    """Return the form in which names are compared: folded, without spaces and punctuation."""
    return "".join(words(text))


def spelt_out(text: str) -> str:
    """Return the name with ä, ö, ü, ø, å as two letters ("Muenchen"), or "" if it has none of them."""
    if text.isascii() or not _SPELT_OUT.search(text):
        return ""
    return text.casefold().translate(_DIGRAPHS)


def skeleton(found: list[str]) -> str:
    """Return the key without small words and initials after the first word, or "" if it is too short.

    "Laa an der Thaya" gives "laathaya"; "La Rioja" keeps its article.
    """
    kept = [word for word in found[1:] if len(word) > 1 and word not in SMALL_WORDS]
    short = "".join(found[:1] + kept)
    return short if kept and len(short) > 4 else ""


SHORTEST_INSIDE = 5
"""Letters of the shortest name that is looked for inside a longer text."""


def is_european(text: str) -> bool:
    """Say whether a name is written in a script used for names in Europe."""
    return text.isascii() or not _FOREIGN.search(text)


def is_code(text: str) -> bool:
    """Say whether an alternate name is a code such as that of an airport ("BRU")."""
    return len(text) < 5 and text.isascii() and text.isupper()


def readings(text: str) -> Iterator[Reading]:
    """Yield the readings of a town field, the most faithful first."""
    found = words(text) if len(text) <= LONGEST else []
    if not found:
        return
    whole = _keys_of(found)
    spelt = key(spelt_out(text))
    yield Reading((*whole, spelt) if spelt else whole, WHOLE)
    yield from _of_parts(_parts(_CEDEX.sub(" ", _COUNTRY_PREFIX.sub(" ", text))))


def sequences(text: str) -> Iterator[str]:
    """Yield the keys of every run of words inside a text, the longest first; what stands there may be a town."""
    found = [word for word in (words(text) if len(text) <= LONGEST else []) if not _DIGIT.search(word)][:12]
    for size in range(min(len(found), 5), 0, -1):
        for start in range(len(found) - size + 1):
            if len(run := "".join(found[start : start + size])) >= SHORTEST_INSIDE:
                yield run


def holders(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the keys of what may hold a town that nobody knows: later parts of the field, then last words of its first.

    With each goes whether it is a part of its own. A part that calls itself a county is wider than a municipality;
    a district can be one. What is near a town is not in it.
    """
    parts = [part for _, part in _parts(text[:LONGEST])]
    found = [(_region(part), True) for part in parts[1:] if COUNTY_WORDS.isdisjoint(part)]
    first = parts[0] if parts and COUNTY_WORDS.isdisjoint(parts[0]) else []
    found += [(_region(first), True)] if _region(first) != "".join(first) else []
    starts = (at for at in range(1, len(first)) if NEAR_WORDS.isdisjoint(first[at - 1 : at + 1]))
    found += [("".join(first[at:]), False) for at in starts if first[at] not in SMALL_WORDS]
    yield from (each for each in dict.fromkeys(found) if len(each[0]) >= SHORTEST_INSIDE)


def beside(street: str) -> tuple[str, ...]:
    """Return the keys of the parts of an address behind its first, which may name a region or a larger town."""
    return tuple("".join(part) for _, part in _parts(street[:LONGEST])[1:])


def _parts(text: str) -> list[tuple[str, list[str]]]:
    """Return the parts of a field, each with the sign before it and its words without numbers."""
    signs = ["", *_BREAK.findall(text)]
    pieces = zip(signs, _BREAK.split(text), strict=True)
    parts = ((sign, part) for sign, piece in pieces for part in _before_region(_cleared(words(piece))))
    return [(sign, part) for sign, part in parts if part]


def _before_region(part: list[str]) -> tuple[list[str], ...]:
    """Cut a part before a word for a region that stands inside it ("Kells Co. Meath")."""
    places = (number for number, word in enumerate(part[:-1]) if number and word in REGION_WORDS)
    cut = next(places, 0)
    return (part[:cut], part[cut:]) if cut else (part,)


def _of_parts(parts: list[tuple[str, list[str]]]) -> Iterator[Reading]:
    """Yield the readings of the parts: together, then each with the others around it."""
    if len(parts) > 1:
        yield Reading(_keys_of([word for _, part in parts for word in part]), CLEANED)
    names = [_region(part) for _, part in parts]
    late: list[Reading] = []
    for number, (sign, part) in enumerate(parts):
        around = tuple(name for name in names[:number] + names[number + 1 :] if len(name) > 2)
        if names[number] != "".join(part) or (number and "/" not in sign):
            late.append(Reading((names[number],), REGION))
        else:
            yield from _of_part(part, PART if len(parts) > 1 else CLEANED, around)
    yield from (reading for reading in late if len(reading.keys[0]) > 2)


def _of_part(part: list[str], step: int, around: tuple[str, ...]) -> Iterator[Reading]:
    """Yield the readings of one part: as it stands, without office words, then by its first words."""
    if len("".join(part)) > 2:
        yield Reading(_keys_of(part), step, around)
    bare = _without_offices(part)
    if (once := _without_offices(part, 1)) not in (part, bare):
        yield Reading(_keys_of(once), step, around)
    if bare != part:
        yield Reading((*_keys_of(bare), *_without_genitive(bare)), step, around)
    if len(bare) > 1 and len(bare[0]) == 2 and len("".join(bare[1:])) > 3:
        yield Reading(_keys_of(bare[1:]), WORDS)
    for size in range(len(bare) - 1, 0, -1):
        if len("".join(bare[:size])) > 3:
            yield Reading(_keys_of(bare[:size]), WORDS, ("".join(bare[size:]),))


def _cleared(found: list[str]) -> list[str]:
    """Return the words without numbers, postcodes and the mark of a postal district ("Aarhus C")."""
    kept = [word for word in found if not _DIGIT.search(word)]
    while len(kept) > 1 and (len(kept[-1]) == 1 or kept[-1] in CENTRE_MARKS):
        kept.pop()
    return kept


def _region(part: list[str]) -> str:
    """Return the key of a part without the words for a region ("Co. Galway" as "galway")."""
    return "".join(word for word in part if word not in REGION_WORDS)


def _without_offices(part: list[str], most: int = 9) -> list[str]:
    """Return the words without those for a municipality or country and without rests of a postcode.

    Of the words in front at most so many go: in "Município de Vila do Bispo" the second belongs to the name.
    """
    start, end, gone = 0, len(part), 0
    while start < end - 1 and gone < most and (part[start] in LEADING_OFFICES or _is_stray(part[start])):
        start, gone = start + 1, gone + 1
        if part[start - 1] in LEADING_OFFICES and part[start] in SMALL_WORDS and start < end - 1:
            start += 1
    while end > start + 1 and part[end - 1] in TRAILING_OFFICES:
        end -= 1
    return part[start:end]


def _is_stray(word: str) -> bool:
    """Say whether a first word is what a Dutch postcode leaves behind ("Aa Dordrecht")."""
    return len(word) == 2 and word not in SMALL_WORDS and word not in ("st", "ag", "sv")


def _without_genitive(part: list[str]) -> tuple[str, ...]:
    """Return the key without the ending that Nordic names take before "kommun" or "kaupunki"."""
    joined = "".join(part)
    return (joined[:-1],) if len(joined) > 4 and joined[-1] in "sn" else ()


def _keys_of(found: list[str]) -> tuple[str, ...]:
    """Return the keys of folded words: all of them, without small words, and with "S." written out."""
    return tuple(dict.fromkeys(each for each in ("".join(found), skeleton(found), *_with_saints(found)) if each))


def _with_saints(found: list[str]) -> list[str]:
    """Return the keys of words with "S." written out, wherever it stands before another ("Mosciano S. Angelo")."""
    if "s" not in found[:-1]:
        return []
    at = found.index("s")
    return ["".join((*found[:at], saint, *found[at + 1 :])) for saint in SHORT_SAINTS]
