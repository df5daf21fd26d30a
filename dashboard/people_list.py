"""Who has which role, and which role may do what, as rows; what `ncp people` prints."""

from pathlib import Path

from dashboard.exposure import FILE, auth, providers
from dashboard.people import Entry, people
from graph.rights import MAY, OF_COUNTRY, Right, Role

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]


def listed(root: Path) -> Table:
    """List the entries of the file in the order in which they count; none where nobody signs in."""
    entries = people(root).entries if auth(root) else ()
    rows = [
        (one.name or "as the provider says", one.role, ", ".join(sorted(one.countries)), _whom(one)) for one in entries
    ]
    return ("name", "role", "countries", "known by"), [tuple(map(str, row)) for row in rows]


def _whom(one: Entry) -> str:
    said = f"{one.claim} {one.value}" if one.claim else f"subject {one.subject}" if one.subject else one.email
    return f"{said}, by {one.issuer}" if one.issuer else said


def sentence(root: Path) -> str:
    """Say how people sign in."""
    found = auth(root)
    if not found:
        return f"Nobody signs in: there is no [auth] in {root / FILE}, so the pages answer this machine alone."
    held = people(root)
    others = "all others may read" if held.others_read else "all others are refused"
    named = ", ".join(name or "one provider" for name in providers(found))
    return f"People sign in with {named}, for {held.hours} hours; {others}."


def rights_table() -> Table:
    """Give each right with what each role has of it: yes, own countries, or no."""
    rows = [(right.value.format(where=""), *(_held(role, right) for role in Role)) for right in Right]
    return ("right", *map(str, Role)), rows


def _held(role: Role, right: Right) -> str:
    if right not in MAY[role]:
        return "no"
    return "own countries" if role is Role.OFFICER and right in OF_COUNTRY else "yes"
