"""What people write into the team's records, brought to plain text; an address of a person is told where to go."""

import re

from graph.errors import BadParameter

MAIL = re.compile(r"\S+@\S+\.\w{2,}")
ROLE, NAME, LONG = 40, 80, 4_000
"""Most letters of a role or initials, of the name of a list, and of a note."""


def line(said: str, what: str, most: int = ROLE, *, needed: bool = True) -> str:
    """Bring a text to one line; `what` names the field where something is wrong with it."""
    told = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    return _checked(told, what, most, needed)


def note(said: str, what: str) -> str:
    """Keep the lines of a text; control characters go."""
    rows = ("".join(c for c in row if c.isprintable() or c == "\t").rstrip() for row in said.splitlines())
    return _checked("\n".join(rows).strip(), what, LONG, needed=False)


def private(said: str, what: str, most: int) -> str:
    """Bring contact data of a person to one line, which may hold an e-mail address."""
    told = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    return _short(told, what, most)


def _checked(told: str, what: str, most: int, needed: bool) -> str:
    if needed and not told:
        raise BadParameter(f"{what} is empty; fill it in.")
    if MAIL.search(told):
        remedy = "write it under the contact persons, where it can be deleted for good"
        raise BadParameter(f"{what} holds an e-mail address; {remedy}.")
    return _short(told, what, most)


def _short(told: str, what: str, most: int) -> str:
    if len(told) > most:
        raise BadParameter(f"{what} has {len(told):,} letters; write at most {most:,}.")
    return told
