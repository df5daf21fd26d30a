"""The short questionnaire: what stands in a town's way, in the challenges, barriers and domains of our schemes.

It is a method of our own, first edition, and follows no published instrument; docs/helpdesk.md describes it.

Each statement is answered 0 (no), 1 (a little), 2 (much) or 3 (stops us), or left open; each field of work is ticked
or not. A statement points at one or two concepts.

score of a challenge or barrier = sum of the answers that point at it / (3 x number of answered statements that do)

It runs from 0 to 1; from 0.5 on the concept is a need. A domain is a need where its field is ticked. An open statement
counts for nothing, neither for nor against.

Words of the need suggest answers: a statement of which a sign stands in the text is suggested as 2, a field as ticked.
A suggestion is what a person sees first and may change; nothing is sent unseen.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.errors import BadParameter
from graph.practice_index import languages_of_needs, need_words
from graph.stems import WORD, in_all
from ontology.terms import SCHEME, label

METHOD = "Short questionnaire, first edition"
SCALE = ("No", "A little", "Much", "Stops us")
"""Answers to a statement, from 0 to 3."""
MOST, ENOUGH, SUGGESTED = 3, 0.5, 2
LEAST = 4
"""Letters that a stem of a sign has at least; shorter ones belong to other words too."""
FILE = Path(__file__).with_name("needs_questions.csv")
TONGUES = languages_of_needs(only_filled=False)
"""Languages in which the signs are written: the columns of need_words.csv."""


@dataclass(frozen=True, slots=True)
class Question:
    """A statement or a field of work, the concepts that it points at, and the words that suggest it."""

    key: str
    text: str
    concepts: tuple[str, ...]
    signs: tuple[str, ...]

    @property
    def is_field(self) -> bool:
        """Tell whether it is a field of work, which is ticked or not."""
        return self.concepts[0].startswith("domain-")


@dataclass(frozen=True, slots=True)
class Finding:
    """A concept with its score, from 0 to 1; a domain that is ticked has 1."""

    concept: str
    score: float

    @property
    def scheme(self) -> str:
        """The scheme of the concept: challenge, barrier or domain."""
        return self.concept.partition("-")[0]

    @property
    def label(self) -> str:
        """The concept as its scheme names it."""
        return label(SCHEME[self.concept])

    @property
    def is_need(self) -> bool:
        """Tell whether it is a need."""
        return self.score >= ENOUGH


Answers = Mapping[str, int]
"""Answers by the key of their question; a field that is ticked has 1."""


@cache
def questions() -> tuple[Question, ...]:
    """Read the statements and, after them, the fields of work."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Question(row["key"], row["question"], tuple(row["concepts"].split("|")), tuple(row["signs"].split("|")))
            for row in csv.DictReader(file)
        )


def checked(answers: Answers) -> dict[str, int]:
    """Hold answers against the questionnaire; those that are unknown or beyond the scale are told."""
    known = {one.key: one for one in questions()}
    for key, value in answers.items():
        if key not in known:
            raise BadParameter(f'"{key[:40]}" is no question; `ncp helpdesk questions` lists them.')
        if not 0 <= value <= (1 if known[key].is_field else MOST):
            told = "1 where it is ticked" if known[key].is_field else "0 (no), 1 (a little), 2 (much) or 3 (stops us)"
            raise BadParameter(f"The answer to {key} is {value}; write {told}.")
    fields = {key for key, value in answers.items() if known[key].is_field and not value}
    return {key: answers[key] for key in known if key in answers and key not in fields}


def findings(answers: Answers) -> list[Finding]:
    """Score all concepts that an answered question points at, by the formula above; the highest first."""
    held: dict[str, list[float]] = {}
    for one in questions():
        if one.key in answers:
            for concept in one.concepts:
                held.setdefault(concept, []).append(answers[one.key] / (1 if one.is_field else MOST))
    found = [Finding(concept, sum(shares) / len(shares)) for concept, shares in held.items()]
    return sorted(found, key=lambda one: -one.score)


def needs(answers: Answers, scheme: str = "") -> list[str]:
    """Give the concepts that are needs, or those of one scheme, the highest score first."""
    return [one.concept for one in findings(answers) if one.is_need and scheme in ("", one.scheme)]


def suggested(need: str) -> dict[str, int]:
    """Suggest answers by the words of a need, in any of the languages of the signs."""
    said = _stems(need)
    hit = [one for one in questions() if said & _signs(one.key)]
    return {one.key: 1 if one.is_field else SUGGESTED for one in hit}


@cache
def _signs(key: str) -> frozenset[str]:
    question = next(one for one in questions() if one.key == key)
    found = {sign: in_all(sign.casefold(), TONGUES) for sign in question.signs}
    return frozenset(stem for sign, several in found.items() for stem in several if len(stem) >= min(LEAST, len(sign)))


def _stems(text: str) -> set[str]:
    """Give the stems of a text, and those of English words that say the same of town business."""
    own = {stem for word in WORD.findall(text.casefold()) if len(word) > 2 for stem in in_all(word, TONGUES)}
    return own | {english for stem in own for english in need_words().get(stem, ())}


def written(answers: Answers) -> str:
    """Write answers as one text, such as "alone=2,money=3"."""
    return ",".join(f"{key}={value}" for key, value in checked(answers).items())


def read(text: str) -> dict[str, int]:
    """Read answers from such a text; raises BadParameter with what to write."""
    found: dict[str, int] = {}
    for part in filter(None, text.split(",")):
        key, _, value = part.partition("=")
        if not (value.strip().isdecimal() and len(value.strip()) == 1):
            raise BadParameter(f'"{part[:40]}" is no answer; write such as money=3.')
        found[key.strip()] = int(value)
    return checked(found)
