"""Decisions of people on names: which are in force, and what follows for a name that a row says.

A decision is kept under what the row says: country, cleaned name, and NUTS code, postcode and coordinates where
the row gives them ("SI/ravne/SI034/3325"). It holds for every row of every source that says the same. A decision
under fewer hints ("SI/ravne") holds for all rows of that name for which none is kept under more.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.errors import DecisionConflict
from graph.names import words
from graph.records import Named
from graph.resolution import Resolution

ACCEPT, REJECT, NOT_THIS, UNDO = "accept", "reject", "not-this", "undo"
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided on a name.

    `kind` is "accept" (it is this city), "not-this" (it is not this city), "reject" (it is none of the cities) or
    "undo"; `city` is a GeoNames id or None, `undoes` the decision that is taken back; `who` is a role or initials,
    `made` the time in UTC; `turn` counts the decisions on one key.
    """

    id: int
    key: str
    kind: str
    city: int | None
    who: str
    why: str
    made: str
    turn: int
    undoes: int | None = None

    def __str__(self) -> str:
        """Tell the decision in words."""
        what = {ACCEPT: f"it is {self.city}", NOT_THIS: f"it is not {self.city}", REJECT: "it is none of the cities"}
        said = what.get(self.kind, f"decision {self.undoes} is taken back")
        return f"decision {self.id} of {self.who} on {self.made}: {said}"


InForce = Mapping[str, tuple[Decision, ...]]


@lru_cache(maxsize=50_000)
def keys(named: Named) -> tuple[str, ...]:
    """Give the keys under which a decision on a name may be kept, the one with the most hints first."""
    found = "-".join(words(named.name) or words(named.street))
    if not found:
        return ()
    if len(found) > LONGEST_NAME:
        found = f"{found[:100]}-{hashlib.sha256(found.encode()).hexdigest()[:12]}"
    parts = [named.country, found, *_hints(named)]
    return tuple("/".join(parts[:size]) for size in range(len(parts), 1, -1))


def _hints(named: Named) -> list[str]:
    """Write the hints of a row as parts of a key; coordinates to a hundredth of a degree, 1 km."""
    hints = [named.nuts, "".join(words(named.postcode))]
    if named.latitude is not None and named.longitude is not None:
        hints.append(f"@{named.latitude:.2f},{named.longitude:.2f}")
    return [hint for hint in hints if hint]


def in_force(log: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """Give the decisions that hold, by key: those that nobody took back."""
    made = sorted(log, key=lambda one: one.id)
    gone = {one.undoes for one in made if one.kind == UNDO}
    found: dict[str, tuple[Decision, ...]] = {}
    for one in made:
        if one.kind != UNDO and one.id not in gone:
            found[one.key] = (*found.get(one.key, ()), one)
    return found


def contradicted(kind: str, city: int | None, held: Sequence[Decision]) -> Decision | None:
    """Find the decision in force that speaks against a new one, or says the same already."""
    for one in held:
        final = one.kind in (ACCEPT, REJECT)
        if final or (one.kind == NOT_THIS and one.city == city):
            return one
    return None


def check(kind: str, city: int | None, held: Sequence[Decision]) -> None:
    """Refuse a decision that goes against one in force."""
    against = contradicted(kind, city, held)
    if against:
        raise DecisionConflict(f"{against.key} is decided already ({against}); undo {against.id} first.")


def follow(found: Resolution, held: Sequence[Decision]) -> Resolution:
    """Let decisions win over the outcome of the machine.

    After "not this one" another city that the machine accepted stands; else what is left of its candidates
    goes to review.
    """
    final = next((one for one in held if one.kind in (ACCEPT, REJECT)), None)
    ids = tuple(one.id for one in held)
    if final and final.kind == ACCEPT:
        return Resolution("accepted", final.city, "decision", 1.0, ranked=found.ranked, decisions=ids)
    if final:
        return Resolution("none", None, "decision", 0.0, ranked=found.ranked, decisions=ids)
    return _without({one.city for one in held}, replace(found, decisions=ids))


def _without(out: set[int | None], found: Resolution) -> Resolution:
    """Take the excluded cities from an outcome; all others that bear the name may be meant then."""
    ranked = tuple(each for each in found.ranked if each.city not in out)
    passed = tuple(city for city in found.candidates if city not in out)
    if found.city is not None and found.city not in out:
        return replace(found, candidates=passed, ranked=ranked)
    left = tuple(dict.fromkeys((*(each.city for each in ranked), *passed)))
    rest = replace(found, city=None, place=None, candidates=left, ranked=ranked)
    if left:
        return replace(rest, outcome="review")
    return replace(rest, outcome="none", method="none", score=0.0)


def held_for(named: Named, held: InForce) -> tuple[Decision, ...]:
    """Give the decisions that hold for a name: those under the most hints."""
    return next((held[key] for key in keys(named) if key in held), ())


def deciding(resolve: Callable[[Named], Resolution], held: InForce) -> Callable[[Named], Resolution]:
    """Put the decisions in force on top of a resolver."""
    if not held:
        return resolve

    def decided(named: Named) -> Resolution:
        own = held_for(named, held)
        return follow(resolve(named), own) if own else resolve(named)

    return decided


def usable(held: InForce, cities: Collection[int]) -> tuple[dict[str, tuple[Decision, ...]], tuple[Decision, ...]]:
    """Part the decisions into those that can be followed and those whose city the gazetteer does not hold."""
    lost = tuple(one for several in held.values() for one in several if one.city and one.city not in cities)
    kept = {key: tuple(one for one in several if one not in lost) for key, several in held.items()}
    return {key: several for key, several in kept.items() if several}, lost
