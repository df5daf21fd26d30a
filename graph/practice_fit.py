"""How well practices fit the need of a town, and why.

fit = 0.5 words + 0.2 needs + 0.2 town + 0.1 cost, from 0 to 1
      0.4 words + 0.15 needs + 0.15 town + 0.3 cost for a town that lacks money
words   score of the full-text search as a share of the best one (graph/practice_index.py)
needs   challenges and domains of the need that the practice has, divided by those of the need; 0 where none is named
town    likeness of the city that began it (graph/peers.py)
cost    1 under 10,000 euro, 0.75 under 100,000, 0.25 under 1 million, 0 beyond, 0.5 where it is not stated in euro

The weights are judgements. A cost without a currency counts as one that is not known. A practice that answers no word
of the need is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.first_steps import Candidate, band
from graph.names import fold
from graph.practice_index import PracticeIndex
from graph.stems import WORD

USUAL, POOR = (0.5, 0.2, 0.2, 0.1), (0.4, 0.15, 0.15, 0.3)
"""Weights of words, needs, town and cost, as a rule and for a town that lacks money."""
MONEY = "barrier-money"
COST_PART = {"none": 1.0, "under-10000": 1.0, "under-100000": 0.75, "under-1000000": 0.25}
UNKNOWN = 0.5
SHORTEST = 3
SAY_NOTHING = frozenset(
    word
    for line in (
        "the and our are has have had too many much more most little few some very not with without for from that",
        "they them who what how need needs want wants cannot can people town city here there their but because into",
        "temos tem muito muitos muita muitas pouco pouca poucos sem com para que não uma uns dos das nos nas por mas",
        "avem are mult multe mulți puțin puține puțini fără din care pentru sunt foarte este",
        "meillä paljon vähän ilman joka jotka sekä että ovat myös hyvin eikä",
        "wir haben viele viel wenig wenige ohne und der die das für mit nicht ein eine sind sehr",
        "nous avons beaucoup peu sans avec pour les des que qui une sont très pas",
        "tenemos muchos muchas poco poca sin con para que una los las son muy",
        "abbiamo molti molto poco poca senza con per che una gli sono",
    )
    for word in fold(line).split()
)
"""Words that say how much or little and nothing of the trouble; the search leaves them out."""


@dataclass(frozen=True, slots=True)
class Described:
    """A practice to compare: its IRI, what it costs, its challenges and domains, and how like its city the town is."""

    iri: str
    candidate: Candidate
    concepts: frozenset[str]
    likeness: float


@dataclass(frozen=True, slots=True)
class Fitting:
    """A practice that fits: how well, the words of the need that it speaks of, and the concepts that both share."""

    described: Described
    fit: float
    words: tuple[str, ...]
    shared: tuple[str, ...]


def telling(need: str) -> list[str]:
    """Give the words of a need that tell something of the trouble, as they stand there."""
    found = (word for word in WORD.findall(need.casefold()) if len(word) >= SHORTEST)
    return list(dict.fromkeys(word for word in found if fold(word) not in SAY_NOTHING))


def fitting(index: PracticeIndex, need: str, needs: Sequence[str], every: Mapping[str, Described]) -> list[Fitting]:
    """Put the practices that speak of a need in order, the best fit first; `needs` are those of the questionnaire."""
    words = telling(need)
    scores = {iri: score for iri, score in index.search(" ".join(words)) if iri in every and score > 0}
    top = max(scores.values(), default=1.0)
    spoken = {word: {iri for iri, _ in index.search(word)} for word in words}
    found = [_fitting(every[iri], score / top, needs, spoken) for iri, score in scores.items()]
    return sorted(found, key=lambda one: (-round(one.fit, 4), one.described.candidate.title, one.described.iri))


def _fitting(one: Described, words: float, needs: Sequence[str], spoken: Mapping[str, set[str]]) -> Fitting:
    wanted = [concept for concept in needs if not concept.startswith("barrier-")]
    shared = tuple(concept for concept in wanted if concept in one.concepts)
    share = len(shared) / len(wanted) if wanted else 0.0
    weights = POOR if MONEY in needs else USUAL
    parts = (words, share, one.likeness, cost_part(one.candidate))
    fit = sum(weight * part for weight, part in zip(weights, parts, strict=True))
    return Fitting(one, fit, tuple(word for word, several in spoken.items() if one.iri in several), shared)


def cost_part(one: Candidate) -> float:
    """Say how bearable a cost is for a small town, by the table above."""
    key = band(one)
    return COST_PART.get(key, 0.0) if key else UNKNOWN
