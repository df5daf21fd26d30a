"""Who may read which line of the log of changes where submitted practices and what towns tell are concerned."""

from graph.adoptions import may_confirm
from graph.audited import Change
from graph.desk_tables import ADOPTION, NOTICE, PRACTICE_CHECK, SUBMISSION
from graph.rights import Acting, Right
from graph.submissions import DRAFT

OURS = frozenset(table.name for table in (SUBMISSION, PRACTICE_CHECK, NOTICE, ADOPTION))


def may_read(who: Acting, one: Change) -> bool:
    """Tell whether somebody may read a line: of his own, and of others' what his right lets him work on."""
    if one.what not in OURS or not who.actor.signed_in:
        return True
    held = [each for each in (one.before, one.after) if each]
    if any(who.actor.name in (each.get("author"), each.get("reader")) for each in held):
        return True
    if one.what == ADOPTION.name:
        return one.city is not None and may_confirm(who, one.city)
    return who.actor.may(Right.CHECK) and all(each.get("state") != DRAFT for each in held)
