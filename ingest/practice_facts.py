"""What a town must know before it copies a practice, read from the columns of the template; empty cells say nothing."""

import re
from collections.abc import Callable

from graph.replicability import Replicability
from ingest.row import MAIL, Row
from ingest.template import allowed

TITLED = re.compile(r"\b(Mayor|mayor|Mr|Mrs|Ms|Dr|Prof|Professor)(\.?) [^\W\d_][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)+")
"""A title with the name of a person behind it."""
CURRENCY = re.compile(r"[A-Z]{3}")
Word = Callable[[Row, str, str], str]
"""What reads a word of a fixed list from a column; the last is the key of the list."""


def without_names(text: str) -> str:
    """Leave the names of persons behind a title out of a text."""
    return TITLED.sub(r"\1\2", text)


def facts(row: Row, word: Word, languages: tuple[str, ...]) -> Replicability:
    """Read the texts and facts of a practice; the texts are in the first of its languages."""
    cost, currency = number(row, "cost"), _currency(row)
    if currency and cost is None:
        raise row.bad("a currency stands without a cost", "write the cost, or empty the cell", "currency")
    return Replicability(
        written=languages[0] if languages else "",
        problem=_text(row, "problem"),
        solution=_text(row, "solution"),
        results=_text(row, "results"),
        transferability=_text(row, "transferability"),
        failed=_text(row, "what_failed"),
        cost=cost,
        currency=currency,
        band=word(row, "cost_band", "cost"),
        staff=number(row, "staff_months"),
        months=number(row, "months"),
        prerequisites=several(row, "prerequisites"),
        maturity=word(row, "maturity", "maturity"),
        evidence=word(row, "evidence", "evidence"),
        adaptability=word(row, "adaptability", "adaptability"),
        challenges=_concepts(row, "challenge"),
        domains=_concepts(row, "domain"),
    )


def _text(row: Row, column: str) -> str:
    """Read a text; an e-mail address in it stops, for persons have no place in the graph."""
    if MAIL.search(row.cells[column]):
        raise row.bad("the cell holds an e-mail address", "take it out; no data on persons is taken in", column)
    return row.take(column)


def several(row: Row, column: str) -> tuple[str, ...]:
    """Read values with semicolons between."""
    parts = (part.strip() for part in _text(row, column).split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def number(row: Row, column: str) -> float | None:
    """Read a number that is not negative; None when the cell is empty."""
    found = row.number(column)
    if found is not None and found < 0:
        raise row.bad(f"{found} is below nothing", "write a number, or leave the cell empty", column)
    return found


def _currency(row: Row) -> str:
    text = _text(row, "currency").upper()
    if text and not CURRENCY.fullmatch(text):
        raise row.bad(f"{text!r} is no currency", "write its code of three letters, such as EUR", "currency")
    return text


def _concepts(row: Row, column: str) -> tuple[str, ...]:
    known = allowed(column)
    labels = {label.casefold(): key for key, label in known.items()}
    found = []
    for said in several(row, column):
        key = said if said in known else labels.get(said.casefold(), "")
        if not key:
            raise row.bad(f"{said!r} is not a known {column}", f"write one of {', '.join(known)}", column)
        found.append(key)
    return tuple(found)
