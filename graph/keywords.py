"""How keywords of sources stand to challenges, domains and EuroVoc: what people decided, what a method suggests."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.stems import stemmed
from ontology.terms import SCHEME, terms

DECIDED, SUGGESTED, REJECTED, NONE = "decided", "suggested", "rejected", "none"
CLASSIFIES = ("exact", "close", "broad")
"""Relations in which what bears the keyword belongs to the challenge or domain; one that is only related does not."""
METHOD = "likeness of words"
EUROVOC = "eurovoc-"
COMMON = 4
"""A word that stands in more keywords than this says too little to suggest anything by."""


@dataclass(frozen=True, slots=True)
class KeywordMapping:
    """A keyword, its relation (a key of `relation-*`, "" for none) to a concept, and who decided that, when, from what.

    `keyword` is the key of a theme, such as "urbact/housing"; `concept` the key of a concept of the schemes, such as
    "domain-housing", "eurovoc-1690" or "" when the keyword maps to nothing; `status` a key of `mapping-*`.
    """

    keyword: str
    relation: str
    concept: str
    status: str
    by: str
    decided: str = ""
    source: str = ""

    @property
    def classifies(self) -> bool:
        """Tell whether what bears the keyword belongs to the concept."""
        return self.status == DECIDED and self.relation in CLASSIFIES and not self.concept.startswith(EUROVOC)


def target(concept: str) -> str:
    """Give the IRI of a concept of the schemes or of EuroVoc; raises KeyError for one that does not exist."""
    if concept.startswith(EUROVOC):
        return f"http://eurovoc.europa.eu/{concept.removeprefix(EUROVOC)}"
    return SCHEME[concept]


def in_force(shipped: Iterable[KeywordMapping], people: Iterable[KeywordMapping]) -> list[KeywordMapping]:
    """Let what the team decided win over what the product carries, for each keyword and concept."""
    own = list(people)
    decided = {(one.keyword, one.concept) for one in own}
    nothing = {one.keyword for one in own if one.status == NONE}
    touched = {one.keyword for one in own if one.status == DECIDED}
    kept = [one for one in shipped if (one.keyword, one.concept) not in decided and one.keyword not in nothing]
    return [one for one in kept if one.status != NONE or one.keyword not in touched] + own


def suggest(
    borne: Mapping[str, str], held: Sequence[KeywordMapping], labels: Mapping[str, str]
) -> list[KeywordMapping]:
    """Suggest a challenge or domain for each keyword of `borne` that nobody decided on, by the words that it shares.

    A word counts when at most four keywords bear it; the concept that most shared words lead to is suggested.
    """
    settled = {one.keyword for one in held if one.status in (DECIDED, NONE)}
    refused = {(one.keyword, one.concept) for one in held if one.status == REJECTED}
    words = {key: frozenset(stemmed(label, "en")) for key, label in labels.items()}
    leads = _leads(words, held)
    found = []
    for keyword in sorted(borne.keys() - settled):
        votes = Counter(concept for word in words[keyword] for concept in leads.get(word, ()))
        ranked = sorted(votes, key=lambda concept: (-votes[concept], concept))
        fit = next((concept for concept in ranked if (keyword, concept) not in refused), "")
        found += [KeywordMapping(keyword, "related", fit, SUGGESTED, METHOD)] if fit else []
    return found


def _leads(words: Mapping[str, frozenset[str]], known: Iterable[KeywordMapping]) -> dict[str, set[str]]:
    """Lead each telling word to the concepts whose names or mapped keywords bear it."""
    frequent = Counter(word for several in words.values() for word in several)
    leads: dict[str, set[str]] = {}
    for word, concept in (*_named(), *_mapped(words, known)):
        if len(word) > 3 and frequent[word] <= COMMON:
            leads.setdefault(word, set()).add(concept)
    return leads


def _named() -> Iterator[tuple[str, str]]:
    for term in terms():
        if term.kind == "concept" and term.name.startswith(("challenge-", "domain-")):
            for word in stemmed(f"{term.label} {term.definition}", "en"):
                yield word, term.name


def _mapped(words: Mapping[str, frozenset[str]], known: Iterable[KeywordMapping]) -> Iterator[tuple[str, str]]:
    for one in known:
        if one.classifies:
            yield from ((word, one.concept) for word in words.get(one.keyword, ()))
