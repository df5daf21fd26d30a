"""The commands of `ncp submissions`: submit practices, check and publish them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.command import Commands, output
from dashboard.settings import Settings

if TYPE_CHECKING:
    from graph.desk import Desk
    from graph.submissions import Submission

CRITERIA = ("impact", "participatory", "relevant", "transferable", "evidence")
"""As in graph.submission_checks, which is read when a command runs; a test holds them together."""
STATES = ("", "draft", "submitted", "in-check", "published", "sent-back", "withdrawn")
"""As in graph.submissions, for the same reason."""


@click.group(cls=Commands)
def submissions() -> None:
    """Submit practices, check and publish them, and tell what towns made of practices.

    Example: ncp submissions list
    """


def records(config: Settings) -> "Desk":
    """Open the team's records."""
    from dashboard.review import desk_of

    return desk_of(config.workspace, config.get("desk"))


def _one(desk: "Desk", number: int) -> "Submission":
    from graph.errors import BadParameter
    from graph.submissions import submissions as every

    found = next((one for one in every(desk) if one.id == number), None)
    if found is None:
        raise BadParameter(f"There is no submission {number}; `ncp submissions list` tells them.")
    return found


def by(function: Callable[..., None]) -> Callable[..., None]:
    """Add who does it."""
    return click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who does it.")(function)


def _list(function: Callable[..., None]) -> Callable[..., None]:
    """Add the check list and what the check says."""
    kinds = click.Choice(CRITERIA)
    met = click.option("--met", multiple=True, type=kinds, help="A criterion that is met; may be repeated.")
    lacks = click.option("--lacks", multiple=True, type=kinds, help="A criterion that is not; may be repeated.")
    return met(lacks(click.option("--say", default="", metavar="TEXT", help="What the author should know.")(function)))


@submissions.command()
@click.option("-o", "--output", "target", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--own", is_flag=True, help="With the submissions that are kept, to change them and read them back.")
@click.pass_obj
def template(config: Settings, target: Path, own: bool) -> None:
    """Write a workbook in which practices are written down, each in a row.

    Example: ncp submissions template -o practices.xlsx
    """
    from dashboard.city_names import city_names
    from dashboard.formats import writing
    from dashboard.submission_workbook import workbook
    from dashboard.terminal import embedded
    from graph.submissions import submissions as every

    with writing(target):
        target.write_bytes(workbook(every(records(config)), city_names(embedded(config))) if own else workbook())
    click.echo(f"Written: {target}")


@submissions.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--hand-in", "send", is_flag=True, help="Hand the practices in instead of keeping drafts.")
@by
@click.pass_obj
def import_(config: Settings, file: Path, send: bool, who: str) -> None:
    """Read practices from such a workbook: all rows, or none and a sentence for each cell to mend.

    Example: ncp submissions import practices.xlsx --by "desk PT" --hand-in
    """
    from dashboard.city_names import city_names
    from dashboard.submission_workbook import take
    from dashboard.terminal import embedded

    click.echo(str(take(records(config), file, city_names(embedded(config)), who, send=send)))


@submissions.command("list")
@click.option("--state", type=click.Choice(STATES), default="", help="Those in this state alone.")
@output
@click.pass_obj
def list_(config: Settings, state: str, style: str, output: Path | None) -> None:
    """List the submissions, the latest first, with the state of each.

    Example: ncp submissions list --state submitted
    """
    from dashboard.submissions import COLUMNS, profile_by, submission_rows
    from dashboard.terminal import embedded, show
    from graph.submissions import submissions as every

    held = [one for one in every(records(config)) if state in ("", one.state)]
    show(COLUMNS, submission_rows(held, profile_by(embedded(config))), style, output)


@submissions.command()
@output
@click.pass_obj
def checks(config: Settings, style: str, output: Path | None) -> None:
    """List the checks: criteria that were met and not, what was said, and what followed.

    Example: ncp submissions checks
    """
    from dashboard.submissions import CHECKS, check_rows
    from dashboard.terminal import show
    from graph.submission_checks import checks as every

    show(CHECKS, check_rows(every(records(config))), style, output)


@submissions.command()
@click.option("--for", "reader", default="", metavar="ROLE", help="Those to this author alone.")
@output
@click.pass_obj
def notices(config: Settings, reader: str, style: str, output: Path | None) -> None:
    """List what authors were told of their submissions; no mail is sent.

    Example: ncp submissions notices --for "desk PT"
    """
    from dashboard.submissions import NOTICES, notice_rows
    from dashboard.terminal import show
    from graph.submissions import notices as every

    show(NOTICES, notice_rows(every(records(config), reader)), style, output)


@submissions.command("hand-in")
@click.argument("number", type=int)
@by
@click.pass_obj
def hand_in_(config: Settings, number: int, who: str) -> None:
    """Hand a draft in, or one that was sent back; its author alone may.

    Example: ncp submissions hand-in 3 --by "desk PT"
    """
    from graph.submissions import hand_in

    desk = records(config)
    _tell(hand_in(desk, number, who, _one(desk, number).version))


@submissions.command("withdraw")
@click.argument("number", type=int)
@click.option("--again", is_flag=True, help="Make a draft of one that was withdrawn.")
@by
@click.pass_obj
def withdraw_(config: Settings, number: int, again: bool, who: str) -> None:
    """Take a submission back, also one that is published; its author alone may.

    Example: ncp submissions withdraw 3 --by "desk PT"
    """
    from graph.submissions import take_up, withdraw

    desk = records(config)
    _tell((take_up if again else withdraw)(desk, number, who, _one(desk, number).version))


@submissions.command("forget")
@click.argument("number", type=int)
@by
@click.pass_obj
def forget_(config: Settings, number: int, who: str) -> None:
    """Delete a draft, or what was withdrawn, for good with its checks and notices.

    Example: ncp submissions forget 3 --by "desk PT"
    """
    from graph.submissions import forget_submission

    whole = forget_submission(records(config), number, who)
    click.echo(f"Submission {number} is deleted for good.")
    if not whole:
        click.echo("Another program holds the file of the records open; it is cleared when that program ends.")


@submissions.command("check")
@click.argument("number", type=int)
@by
@click.pass_obj
def check_(config: Settings, number: int, who: str) -> None:
    """Begin the check of a submission; nobody checks his own.

    Example: ncp submissions check 3 --by "second officer"
    """
    from graph.submission_checks import take_into_check

    desk = records(config)
    _tell(take_into_check(desk, number, who, _one(desk, number).version))


@submissions.command("publish")
@click.argument("number", type=int)
@_list
@by
@click.pass_obj
def publish_(config: Settings, number: int, met: tuple[str, ...], lacks: tuple[str, ...], say: str, who: str) -> None:
    """Publish a submission that is in check; each criterion is met or not, and a lack needs --say.

    Example: ncp submissions publish 3 --met impact --met relevant --met transferable --met participatory
    --lacks evidence --say "no study yet" --by "second officer"
    """
    from dashboard.submissions import judged
    from graph.submission_checks import publish

    desk = records(config)
    _tell(publish(desk, number, judged(met, lacks), who, _one(desk, number).version, say))


@submissions.command("send-back")
@click.argument("number", type=int)
@_list
@by
@click.pass_obj
def send_back_(config: Settings, number: int, met: tuple[str, ...], lacks: tuple[str, ...], say: str, who: str) -> None:
    """Send a submission back to its author with what to mend.

    Example: ncp submissions send-back 3 --lacks impact --say "Say how many." --by "second officer"
    """
    from dashboard.submissions import judged
    from graph.submission_checks import send_back

    desk = records(config)
    _tell(send_back(desk, number, judged(met, lacks), who, _one(desk, number).version, say))


def _tell(one: "Submission") -> None:
    from graph.submissions import state_label

    click.echo(f"Submission {one.id} “{one.title}” is {state_label(one.state)} now.")


COMMANDS = (submissions,)
