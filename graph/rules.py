"""The rules by which a city is flagged, read from the ontology, and how firmly each flag stands.

A rule is a concept of `ontology/schemes/rule.ttl` with the saved question that
finds its cities and the thresholds that a reader may set. A flag is raised only
where a source covers a programme family completely for the country.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.scheme_tables import concepts
from ontology.terms import NCP, SKOS

PRESETS = {"usual": NCP.defaultValue, "cautious": NCP.cautiousValue, "wide": NCP.wideValue}
"""Sets of thresholds by name, and the property that holds each."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a reader may set: its value in each preset, and what it means."""

    name: str
    label: str
    meaning: str
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `question` is "" while it is not computed."""

    key: str
    label: str
    meaning: str
    question: str
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """A source covers an instrument of a family completely for the country, in these years (0: open)."""

    source: str
    family: str
    told: str
    since: int
    until: int

    def reaches(self, year: int) -> bool:
        """Say whether it covers anything from this year on."""
        return not self.until or self.until >= year


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of a source that names the city in a project or an initiative of a family; `link` is its IRI."""

    link: str
    source: str
    told: str
    family: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A city that a rule flags: on which coverage, on which rows, and which sources it hangs on.

    `runs` counts the runs in which one source was left out; in those of `hangs_on` the flag does not stay.
    """

    city: int
    rule: Rule
    families: tuple[str, ...]
    covers: tuple[Cover, ...]
    evidence: tuple[Evidence, ...]
    runs: int
    hangs_on: tuple[str, ...]

    @property
    def stays(self) -> int:
        """Count the runs in which the flag stays."""
        return self.runs - len(self.hangs_on)

    @property
    def links(self) -> int:
        """Count the distinct projects and initiatives of the evidence."""
        return len({row.link for row in self.evidence})

    @property
    def breadth(self) -> int:
        """Count the programme families of the evidence."""
        return len({row.family for row in self.evidence})


@cache
def rules() -> tuple[Rule, ...]:
    """Read the rules, in the order of their keys."""
    rule, threshold = concepts("rule"), concepts("rule-threshold")
    thresholds = {iri: _threshold(of) for iri, of in threshold.items() if SKOS.notation in of}
    found = [_rule(of, thresholds) for of in rule.values() if SKOS.notation in of]
    return tuple(sorted(found, key=lambda one: one.key))


def _threshold(of: Mapping[str, list[str]]) -> Threshold:
    values = {preset: int(of[term][0]) for preset, term in PRESETS.items()}
    return Threshold(of[SKOS.notation][0], of[SKOS.prefLabel][0], of[SKOS.definition][0], values)


def _rule(of: Mapping[str, list[str]], thresholds: Mapping[str, Threshold]) -> Rule:
    own = tuple(thresholds[iri] for iri in of.get(NCP.hasThreshold, ()))
    question = of.get(NCP.askedBy, [""])[0]
    return Rule(of[SKOS.notation][0], of[SKOS.prefLabel][0], of[SKOS.definition][0], question, own)


def thresholds() -> tuple[Threshold, ...]:
    """List every threshold once, in the order in which the rules name them."""
    return tuple({one.name: one for rule in rules() for one in rule.thresholds}.values())


def settings(preset: str = "usual", chosen: Mapping[str, int] | None = None) -> dict[str, int]:
    """Give each threshold its value: the chosen one, else that of the preset."""
    given = chosen or {}
    return {one.name: given.get(one.name, one.values[preset]) for one in thresholds()}


def raise_flag(
    city: int,
    rule: Rule,
    evidence: Sequence[Evidence],
    covers: Sequence[Cover],
    doubtful: Collection[str],
    values: Mapping[str, int],
    sources: Collection[str],
    bears: Callable[[str], bool] = lambda _: True,
) -> Flag | None:
    """Flag a city that the rule's question found, or None where no coverage bears the flag.

    `covers` are those of the city's country, `doubtful` the families in which
    the city is not covered (an undecided row may mean it), `sources` all that
    speak of the country: each is left out once. `bears` says what else must hold when a source ("": none) is left out.
    """
    own = {one.name for one in rule.thresholds}
    since = values["before"] if "before" in own else 0
    bearing = tuple(one for one in covers if one.family not in doubtful and one.reaches(since))
    links, families = _links_needed(own, values, bool(evidence)), values["min-families"] if "min-families" in own else 1

    def stands(without: str) -> bool:
        return holds(evidence, bearing, links, families, without=without) and bears(without)

    if not stands(""):
        return None
    every = {*sources, *(one.source for one in bearing), *(row.source for row in evidence)}
    hangs = sorted(key for key in every if not stands(key))
    told = tuple(dict.fromkeys(one.family for one in bearing))
    return Flag(city, rule, told, bearing, tuple(evidence), len(every), tuple(hangs))


def _links_needed(own: Collection[str], values: Mapping[str, int], has_links: bool) -> int:
    if "min-place-links" in own:
        return values["min-place-links"]
    if "max-breadth" in own:
        return 0
    return 1 if has_links else 0


def holds(
    evidence: Sequence[Evidence], covers: Sequence[Cover], links: int, families: int, *, without: str = ""
) -> bool:
    """Say whether enough links and enough covered families are left when one source is left out."""
    left = {row.link for row in evidence if row.source != without}
    covered = {one.family for one in covers if one.source != without}
    return len(left) >= links and len(covered) >= max(families, 1)
