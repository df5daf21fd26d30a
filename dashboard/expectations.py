"""What the model of expected links says of each city, with every source and with each source left out, and in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dashboard.expected import by_size, judged, misfits
from dashboard.worklist import FLOOR
from graph.endpoint import Endpoint
from graph.errors import BadInput
from graph.expected import Expected
from graph.judged import Judged, model
from queries.ask import ask

FAMILY = "urbact"
"""The family whose projects the model of expected links counts."""

Cities = Mapping[int, Expected]
Pair = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Expectations:
    """What is expected of each city that the model can speak of; `without` says the same by the source left out.

    Cities of a size class that the model does not fit are `unfit`. Where it can speak of none, `word` says why.
    """

    cities: Cities = field(default_factory=dict)
    without: Mapping[str, Cities] = field(default_factory=dict)
    unfit: frozenset[int] = frozenset()
    word: str = ""

    def below(self, city: int, percent: int, without: str = "") -> bool:
        """Say whether a city lies below the interval, also when a source is left out."""
        found = self.without.get(without, self.cities).get(city)
        return found is not None and city not in self.unfit and found.below(percent)


def expectations(endpoint: Endpoint) -> Expectations:
    """Fit the model on all sources, and again without each source that alone tells some of the projects."""
    try:
        data = judged(endpoint, FAMILY, FLOOR)
    except BadInput as error:
        return Expectations(word=f"{error}.")
    found = model(data, FLOOR)
    if not found.fit:
        return Expectations(word=found.word)
    without = {key: _left(data, pairs) for key, pairs in _alone(endpoint).items()}
    wrong = misfits(by_size(data, found))
    unfit = frozenset(one.city for one in found.cities if str(data.cities[one.city]["size"] or "unknown") in wrong)
    return Expectations({one.city: one for one in found.cities}, without, unfit)


def _alone(endpoint: Endpoint) -> dict[str, set[Pair]]:
    """Give the pairs of city and project that one source alone tells, by source."""
    told: dict[Pair, set[str]] = {}
    for row in ask(endpoint, "network/authority-sources", family=FAMILY).records():
        told.setdefault((int(row["geonames"]), str(row["project"])), set()).add(str(row["source"]))
    held: dict[str, set[Pair]] = {}
    for pair, sources in told.items():
        if len(sources) == 1:
            held.setdefault(next(iter(sources)), set()).add(pair)
    return held


def _left(data: Judged, pairs: Iterable[Pair]) -> Cities:
    left = Counter(data.projects)
    left.subtract(Counter(city for city, _ in pairs))
    return {one.city: one for one in model(replace(data, projects=left), FLOOR).cities} if any(left.values()) else {}


def spoken(expected: Expectations, cities: Iterable[int], percent: int) -> str:
    """Say of how many cities the model speaks, and how many of them lie below the interval."""
    if not expected.cities:
        return f"Rule R3 is not computed. {expected.word}".strip()
    chosen = set(cities) & expected.cities.keys()
    here = [expected.cities[city] for city in sorted(chosen - expected.unfit)]
    if not here:
        return "Rule R3: the model of expected links speaks of no city of this choice."
    below, deaf = sum(one.below(percent) for one in here), sum(one.from_nothing(percent) for one in here)
    large = len(chosen & expected.unfit)
    left = f" {large:,} more are of a size that the model does not fit; the rule leaves them out." if large else ""
    return (
        f"Rule R3: the model of expected links speaks of {len(here):,} cities here; {below or 'none'} of them "
        f"{'lie' if below > 1 else 'lies'} below the {percent} % interval, which begins at 0 projects for "
        f"{deaf:,}.{left}"
    )


def mean(value: float) -> str:
    """Write an expected number so that a small one does not read as none."""
    return f"{value:.1f}" if value >= 0.05 else "fewer than 0.1"


def far_below(like: Expected, label: str, percent: int, breadth: int) -> str:
    """Say how many projects a city has, how many are expected, in which interval, and how many families reach it."""
    low, high = like.interval(percent)
    projects = "no project" if not like.projects else f"{like.projects} project{'s' * (like.projects > 1)}"
    families = "no programme family" if not breadth else f"{breadth} programme famil{'y' if breadth == 1 else 'ies'}"
    return (
        f"its authority has {projects} in {label}, where cities of its size and country have {mean(like.mean)} "
        f"(of 100 such cities {percent} have {low} to {high}), and {families} "
        f"{'reach' if breadth > 1 else 'reaches'} it"
    )


def values_of(like: Expected, percent: int) -> str:
    """Write the figures of the model beside the threshold."""
    low, high = like.interval(percent)
    return (
        f"projects {like.projects}, expected {mean(like.mean)} ({like.mean_low:.1f} to {like.mean_high:.1f}), "
        f"interval {low} to {high} ({percent} %), gap {like.gap:.2f}, chance {like.chance:.3f}"
    )
