"""What people decide on lessons by command: keep or refuse a passage, enter a lesson, claim, give a claim a state."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from dashboard.command import Command
from dashboard.settings import Settings

if TYPE_CHECKING:
    from graph.desk import Desk
    from graph.lesson_desk import WrittenLesson

STATUSES = ("proposed", "confirmed", "contested", "withdrawn")


def _because(function: Callable[..., None]) -> Callable[..., None]:
    """Add who decides and why."""
    who = click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who decides.")
    why = click.option("--why", required=True, metavar="REASON", help="Reason, in a few words.")
    return who(why(function))


def desk_at(config: Settings) -> "Desk":
    """Open the team's records."""
    from dashboard.review import desk_of

    return desk_of(config.workspace, config.get("desk"))


@click.command(cls=Command)
@click.argument("passage")
@click.option("--statement", default="", metavar="TEXT", help="The lesson in words of your own; else the passage's.")
@click.option("--domain", "domains", multiple=True, metavar="KEY", help="Domain; else those of the practice.")
@_because
@click.pass_obj
def keep(config: Settings, passage: str, statement: str, domains: tuple[str, ...], who: str, why: str) -> None:
    """Decide that a passage is a lesson.

    Example: ncp lessons keep urbact/x/results/1a2b --by "lead" --why "the count is told"
    """
    from dataclasses import replace

    from graph.lesson_desk import keep_lesson

    written = _passage(config, passage)
    written = replace(written, statement=statement or written.statement, domains=domains or written.domains)
    kept = keep_lesson(desk_at(config), written, by=who, why=why)
    click.echo(f"{kept.key}: {kept.statement}")
    click.echo("The next `ncp build` takes it into the release.", err=True)


@click.command(cls=Command)
@click.argument("passage")
@_because
@click.pass_obj
def refuse(config: Settings, passage: str, who: str, why: str) -> None:
    """Decide that a passage holds no lesson; it is not offered again.

    Example: ncp lessons refuse urbact/x/results/1a2b --by "lead" --why "praise only"
    """
    from graph.lesson_desk import refuse_passage

    done = refuse_passage(desk_at(config), _passage(config, passage), by=who, why=why)
    click.echo(f"{done.passage}: no lesson.")


@click.command(cls=Command)
@click.argument("statement")
@click.option("--practice", default="", metavar="KEY", help="Practice that it was learned from.")
@click.option("--project", default="", metavar="KEY", help="Project that it was learned from.")
@click.option("--adoption", default="", metavar="KEY", help="Adoption that it was learned from.")
@click.option("--kind", default="success", show_default=True, help="success, barrier, failure or warning.")
@click.option("--barrier", "barriers", multiple=True, metavar="KEY", help="May be given several times.")
@click.option("--challenge", "challenges", multiple=True, metavar="KEY", help="May be given several times.")
@click.option("--domain", "domains", multiple=True, metavar="KEY", required=True, help="May be given several times.")
@click.option("--level", default="claimed", show_default=True, help="claimed, monitored, evaluated or compared.")
@click.option("--evidence", default="", metavar="TEXT", help="What shows it.")
@click.option("--page", default="", metavar="URL", help="Where that stands.")
@click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who tells it.")
@click.pass_obj
def add(config: Settings, /, statement: str, practice: str, project: str, adoption: str, who: str, **said: Any) -> None:  # noqa: ANN401 - options of any type
    """Enter a lesson that was learned from a practice, a project or an adoption.

    Example: ncp lessons add "Evening hours drew people." --practice urbact/x --domain care --by lead
    """
    from graph.errors import BadParameter
    from graph.lesson_desk import WrittenLesson, keep_lesson

    named = {"practice": practice, "project": project, "adoption": adoption}
    origins = [(of, key) for of, key in named.items() if key]
    if len(origins) != 1:
        raise BadParameter("Name what it was learned from: one of --practice, --project and --adoption.")
    kept = keep_lesson(desk_at(config), WrittenLesson(statement, *origins[0], **said), by=who)
    click.echo(f"{kept.key}: {kept.statement}")


@click.command(cls=Command)
@click.argument("lesson")
@click.argument("origin", metavar="FROM")
@click.argument("goal", metavar="TO")
@_because
@click.pass_obj
def claim(config: Settings, lesson: str, origin: str, goal: str, who: str, why: str) -> None:
    """Claim that a lesson of one domain is useful in another; somebody else confirms it.

    Example: ncp lessons claim team-1 employment culture --by lead --why "both are asked after six"
    """
    from graph.transfer_desk import propose

    made = propose(desk_at(config), lesson, origin, goal, by=who, reason=why)
    click.echo(f"Claim {made.id} is proposed: {lesson} from {origin} to {goal}.")


@click.command(cls=Command)
@click.argument("number", type=int, metavar="CLAIM")
@click.argument("status", type=click.Choice(STATUSES))
@click.option("--evidence", default="", metavar="TEXT", help="What shows it; needed to confirm.")
@_because
@click.pass_obj
def status(config: Settings, number: int, status: str, evidence: str, who: str, why: str) -> None:
    """Give a claim another state, with the reason; its author cannot confirm it.

    Example: ncp lessons status 1 confirmed --evidence "visit of 2025" --by "desk PT" --why "it held"
    """
    from graph.transfer_desk import set_status

    done = set_status(desk_at(config), number, status, by=who, why=why, evidence=evidence)
    click.echo(f"Claim {done.id} of {done.author} is {done.status}.")


def _passage(config: Settings, key: str) -> "WrittenLesson":
    from dashboard.lessons import known, released, written
    from dashboard.terminal import whole
    from graph.errors import BadParameter

    of = known(released(whole(config)), desk_at(config))
    found = next((one for one in of.waiting if one.key == key), None)
    if found is None:
        raise BadParameter(f'No passage "{key[:80]}" waits; `ncp lessons waiting` lists them.')
    return written(found)


DEEDS = (keep, refuse, add, claim, status)
