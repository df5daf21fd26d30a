"""The doors of a brief: the warmest introductions to what a city is not part of, as the page City finds them."""

from collections.abc import Iterator, Sequence

from dashboard.introduce import COLUMNS, Introduction, introduce
from dashboard.introduction import find_target
from graph.acquaintance import World
from graph.endpoint import Endpoint
from graph.introduction import MOST
from graph.verdicts import ranked
from queries.ask import ask

TRIED = 4
"""So many programme families are tried for doors where none is named."""

NO_MORE = "No further introduction is known that is warm enough."

Line = tuple[str, str]
"""One line of the brief: what it says, and a page that supports it or ""."""


def doors(endpoint: Endpoint, known: World, city: str, sought: str = "") -> list[Line]:
    """Tell up to three warm chains: to what is sought, else to the families in which the city is missing.

    Those that were searched come before those that no source covers, each in the order in which a contact point asks.
    """
    keys = (sought,) if sought else _missing(endpoint, city)
    found = (introduce(endpoint, known, int(city), find_target(endpoint, known, key)) for key in keys)
    lines: list[Line] = []
    first = ""
    for one in found:
        first = first or one.sentences[0]
        lines += _chains(one)
        if len(lines) >= MOST:
            break
    if not lines:
        return [(first or "No programme family is known in which the city is missing.", "")]
    return [*lines, (NO_MORE, "")] if len(lines) < MOST else lines[:MOST]


def _missing(endpoint: Endpoint, city: str) -> Sequence[str]:
    """List the keys of the first families in which the city is missing."""
    state = {str(row["family"]): str(row["state"]) for row in ask(endpoint, "cities/verdicts", city=city).records()}
    missing = [key for kind in ("absent", "uncovered") for key in ranked(k for k in state if state[k] == kind)]
    return missing[:TRIED]


def _chains(found: Introduction) -> Iterator[Line]:
    """Write each chain as one line, with the page of its last step."""
    steps = [dict(zip(COLUMNS, row, strict=True)) for row in found.rows]
    for number, chain in enumerate(found.chains, 1):
        own = [step for step in steps if step["chain"] == number]
        way = " → ".join([*(f"{step['to']}, {_how(step)}" for step in own[:-1]), _how(own[-1])])
        yield f"{found.target}: {way}; warmth {chain.warmth:.2f} of 1", str(own[-1]["page"] or "")


def _how(step: dict[str, object]) -> str:
    """Name the acquaintance and what both share, with its years."""
    through = ", ".join(str(step[part]) for part in ("through", "years") if step[part])
    return f"{step['acquaintance']} ({through})"
