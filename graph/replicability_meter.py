"""In how many towns of which size a practice works, was given up, or is planned: counted and told, never a promise.

A town counts as one where it works while it is running or was brought to its end there, unless the town rates it poor
or weak; such a town is told apart. The city that began a practice is none of its adopters.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORKS, LITTLE, STOPPED, PLANNED = "works", "little", "stopped", "planned"
OUTCOMES = {WORKS: "Works", LITTLE: "In use, rated poor or weak", STOPPED: "Stopped", PLANNED: "Planned"}
SIZES = {"very-small": "Very small", "small": "Small", "medium": "Medium", "large": "Large", "unknown": "Not known"}
NO_PROMISE = "As the towns report it; it says what happened there, not what will happen elsewhere."
NONE = "No town has reported that it uses this practice."
WEAK = 2
"""The highest rating that says that it did little."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one town reports: its inhabitants (None where nobody tells them), its size class, how far it came.

    `status` is a key of the scheme `adoption`, `rating` from 1 to 5 or None; one that is not `counts` waits.
    """

    city: str
    country: str
    population: int | None
    size: str
    status: str
    rating: int | None = None
    reason: str = ""
    counts: bool = True

    @property
    def outcome(self) -> str:
        """What the report says of the practice."""
        if self.status in (STOPPED, PLANNED):
            return self.status
        return LITTLE if self.rating is not None and self.rating <= WEAK else WORKS


def sentence(reports: Iterable[Report]) -> str:
    """Tell the meter in one sentence: "Works in 5 towns of 8,000 to 30,000; 2 stopped: staff left"."""
    every = list(reports)
    counted = [one for one in every if one.counts]
    waiting = len(every) - len(counted)
    of = {outcome: [one for one in counted if one.outcome == outcome] for outcome in OUTCOMES}
    parts = [_works(of[WORKS])] if of[WORKS] else []
    parts += [f"{_towns(len(of[LITTLE]))} in use, rated poor or weak"] if of[LITTLE] else []
    parts += [f"{len(of[STOPPED])} stopped: {_reasons(of[STOPPED])}"] if of[STOPPED] else []
    parts += [f"{len(of[PLANNED])} planned"] if of[PLANNED] else []
    told = f"{'; '.join(parts)}." if parts else NONE
    wait = f" {waiting} {'report waits' if waiting == 1 else 'reports wait'} to be confirmed." if waiting else ""
    return f"{told[0].upper()}{told[1:]}{wait}"


def _towns(number: int) -> str:
    return f"{number} {'town' if number == 1 else 'towns'}"


def _works(found: Sequence[Report]) -> str:
    known = sorted(one.population for one in found if one.population is not None)
    told = f"works in {_towns(len(found))}"
    if not known:
        return f"{told} of a size that nobody tells"
    size = f"{known[0]:,}" if known[0] == known[-1] else f"{known[0]:,} to {known[-1]:,}"
    open_ones = len(found) - len(known)
    return f"{told} of {size}{f', the size of {open_ones} not known' if open_ones else ''}"


def _reasons(found: Sequence[Report]) -> str:
    """Tell why towns stopped; a reason that several give stands once, with its number unless it is that of all."""
    said = Counter(_lower(one.reason) or "no reason told" for one in found)
    if len(said) == 1:
        return next(iter(said))
    return ", ".join(f"{reason} ({number})" if number > 1 else reason for reason, number in said.most_common())


def _lower(reason: str) -> str:
    told = reason.strip().rstrip(".")
    return told if told[1:2].isupper() else told[:1].lower() + told[1:]


def by_size(reports: Iterable[Report]) -> list[tuple[str | int, ...]]:
    """Count the towns of each size class by outcome, in the order of OUTCOMES; classes without a town are left out."""
    counted = Counter((one.size or "unknown", one.outcome) for one in reports if one.counts)
    rows = [(name, [counted[size, outcome] for outcome in OUTCOMES]) for size, name in SIZES.items()]
    return [(name, *numbers) for name, numbers in rows if any(numbers)]
