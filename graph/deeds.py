"""What changes the release that everybody sees, with who did it in the log of changes."""

from graph.audited import note_deed
from graph.desk import Desk
from graph.errors import DeskUnreachable, NcpError
from graph.plain_text import line
from graph.workspace import Release, Workspace

RELEASE = "release"


def roll_back(workspace: Workspace, desk: Desk, to: str = "", by: str = "") -> Release:
    """Serve the named release, or the one before the current, and log who did so; raises NotAllowed."""
    back = workspace.rollback(to, actor=desk.acting.actor)
    log_release(desk, "served", back.id, by)
    return back


def log_release(desk: Desk, done: str, release: str, by: str = "") -> None:
    """Log that somebody let a release be "built", "served" or "published"; `by` is the user of this machine."""
    by = line(desk.acting.signs(by) or "user of this machine", "Who works")
    try:
        with desk.writing() as connection:
            note_deed(connection, RELEASE, done, {"release": release}, by)
    except DeskUnreachable as error:
        raise NcpError(f"Release {release} is {done}, but the log of changes could not note it: {error}") from None
