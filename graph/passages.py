"""Passages of practices that may hold a lesson: found by words, offered to people, and lessons only when one says so.

Rule "barrier words, edition 2": a sentence of 40 to 400 letters, in English, from the results or the transferability of
a practice, with a word of a barrier, by its stem, and words of a lesson as they are written (lack of, must, is
necessary …), and none that tell of praise, of statistics or of a need as such. All words stand in `lesson_words.csv`,
lists `barrier`, `sign` and `not`. Of what failed and of prerequisites each sentence is taken whose words name a
barrier. The kind that is suggested is that of the first list whose word is met, in the order of the file; for what
failed it is failure, for a prerequisite a warning.
"""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.lessons import Lesson
from graph.stems import WORD, stems

RULE = "barrier words, edition 2"
WORDS = Path(__file__).with_name("lesson_words.csv")
SHORTEST, LONGEST = 40, 400
GIVEN = {"whatFailed": "failure", "prerequisite": "warning"}
"""Parts of a description that are about lessons by themselves, and the kind of lesson that they hold."""
PARTS = {
    **{"results": "results", "transferability": "how others can take it up"},
    **{"whatFailed": "what failed", "prerequisite": "must be in place"},
}
LANGUAGE = "en"
STEMMED = "barrier"
"""The list whose words are met by their stems; `requires` and `required` do not say the same of a lesson."""
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"‘(•])|\s*[•\n]\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that may hold a lesson: from which part of which practice, why it is offered, and what it would be on.

    `words` are the words of barriers that were met and `signs` those of lessons, as they stand in the sentence.
    """

    key: str
    practice: str
    part: str
    statement: str
    kind: str
    barriers: tuple[str, ...]
    words: tuple[str, ...]
    signs: tuple[str, ...]
    challenges: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """Say why it is offered."""
        met = f"barrier words {', '.join(self.words)}" + (
            f"; lesson words {', '.join(self.signs)}" if self.signs else ""
        )
        return f"found by machine ({RULE}) in “{PARTS[self.part]}”: {met}"

    @property
    def as_lesson(self) -> Lesson:
        """What it would be as a lesson, so that nearness can be told of it too."""
        held = (self.barriers, self.challenges, self.domains)
        return Lesson(self.key, self.statement, "practice", self.practice, self.kind, *held, by=RULE)


@dataclass(frozen=True, slots=True)
class About:
    """What a practice is about: keys of challenges, domains and barriers."""

    challenges: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A text of a practice (its key): which part of the description, in which language ("" where that is not told)."""

    practice: str
    part: str
    text: str
    language: str = ""


def passages(texts: Iterable[Told], about: Mapping[str, About], decided: Iterable[str] = ()) -> list[Passage]:
    """Find the passages on which nobody decided yet, by practice, part and place in the text."""
    done = frozenset(decided)
    found = {one.key: one for text in texts for one in _of(text, about.get(text.practice, About()))}
    return [one for key, one in found.items() if key not in done]


def sentences(text: str) -> list[str]:
    """Part a text into sentences and points of a list."""
    return [" ".join(part.split()) for part in _END.split(text) if part.strip()]


def _of(told: Told, about: About) -> Iterator[Passage]:
    if told.part not in PARTS or told.language not in ("", LANGUAGE):
        return
    for sentence in sentences(told.text):
        if SHORTEST <= len(sentence) <= LONGEST and (found := _found(told, sentence, about)):
            yield found


def _found(told: Told, sentence: str, about: About) -> Passage | None:
    met = _met(sentence)
    barriers = {key: word for (kind, key), word in met.items() if kind == "barrier"}
    signs = {key: word for (kind, key), word in met.items() if kind == "sign"}
    if not barriers or not (told.part in GIVEN or (signs and not any(kind == "not" for kind, _ in met))):
        return None
    kind = GIVEN.get(told.part) or next(iter(signs))
    digest = hashlib.sha256(sentence.encode()).hexdigest()[:12]
    words = (tuple(barriers.values()), tuple(signs.values()))
    place = (told.practice, told.part, sentence, kind, tuple(barriers))
    return Passage(f"{told.practice}/{told.part}/{digest}", *place, *words, about.challenges, about.domains)


def _met(sentence: str) -> dict[tuple[str, str], str]:
    """Give the lists whose words a sentence bears, in the order of the file, each with the word as it stands."""
    bare = WORD.findall(sentence)
    written = [frozenset([word.casefold()]) for word in bare]
    by_stem = [frozenset(stems(word.casefold(), LANGUAGE)) for word in bare]
    known = {stemmed: (forms, frozenset().union(*forms)) for stemmed, forms in ((True, by_stem), (False, written))}
    found: dict[tuple[str, str], str] = {}
    for name, phrases in lists().items():
        forms, every = known[name[0] == STEMMED]
        for phrase in phrases:
            place = _place(phrase, forms) if every.issuperset(phrase) else -1
            if place >= 0:
                found[name] = " ".join(bare[place : place + len(phrase)])
                break
    return found


def _place(phrase: tuple[str, ...], forms: list[frozenset[str]]) -> int:
    """Find where a phrase begins among the forms of the words, -1 where it does not stand."""
    for start in range(len(forms) - len(phrase) + 1):
        if all(word in forms[start + step] for step, word in enumerate(phrase)):
            return start
    return -1


@cache
def lists() -> dict[tuple[str, str], tuple[tuple[str, ...], ...]]:
    """Read the lists of words, each phrase as its words or, for barriers, as their stems."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["list"], row["key"]): tuple(_phrase(words, row["list"] == STEMMED) for words in row["words"].split("|"))
        for row in rows
    }


def _phrase(words: str, stemmed: bool) -> tuple[str, ...]:
    bare = (word.casefold() for word in WORD.findall(words))
    return tuple(stems(word, LANGUAGE)[0] if stemmed else word for word in bare)
