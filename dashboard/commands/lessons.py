"""The commands of `ncp lessons`: the matrix and its holes, what is near, where a lesson comes from, what waits."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.command import Commands, output
from dashboard.given import Concept
from dashboard.lesson_deeds import DEEDS, STATUSES, desk_at
from dashboard.settings import Settings

if TYPE_CHECKING:
    from dashboard.lessons import Known
    from graph.endpoint import Embedded


@click.group(cls=Commands)
def lessons() -> None:
    """Find lessons of one domain that help in another, and decide on what people or a machine propose.

    Example: ncp lessons matrix
    """


def known_of(config: Settings) -> tuple["Known", "Embedded"]:
    """Read what release and records hold, and give the release to ask."""
    from dashboard.lessons import known, released
    from dashboard.terminal import whole

    endpoint = whole(config)
    return known(released(endpoint), desk_at(config)), endpoint


@lessons.command()
@click.option("--by", "rows", type=click.Choice(("challenge", "domain")), default="challenge", show_default=True)
@output
@click.pass_obj
def matrix(config: Settings, rows: str, style: str, output: Path | None) -> None:
    """Count practices, lessons and waiting passages by challenge and domain, or lessons carried between domains.

    Example: ncp lessons matrix --by domain
    """
    from dashboard.lesson_rows import CELLS, cells, crossed
    from dashboard.lessons import by_challenge, by_domain
    from dashboard.terminal import show

    of, _ = known_of(config)
    found = by_challenge(of) if rows == "challenge" else by_domain(of)
    columns, told = crossed(found, rows) if style == "table" and output is None else (CELLS, cells(found, rows))
    show(columns, told, style, output)
    holes = sum(one.hole for one in found)
    click.echo(f"practices · lessons · waiting; {holes} of {len(found)} cells have no lesson", err=True)


@lessons.command("list")
@click.option("--domain", default="", type=Concept("domain"), metavar="KEY", help="Such as care, housing or mobility.")
@click.option("--barrier", default="", type=Concept("barrier"), metavar="KEY", help="Such as staff or money.")
@output
@click.pass_obj
def list_lessons(config: Settings, domain: str, barrier: str, style: str, output: Path | None) -> None:
    """List the lessons of release and team's records with their evidence.

    Example: ncp lessons list --barrier staff
    """
    from dashboard.lesson_rows import LESSONS
    from dashboard.lesson_rows import lessons as rows
    from dashboard.terminal import show

    of, _ = known_of(config)
    found = [
        one for one in of.lessons if (not domain or domain in one.domains) and (not barrier or barrier in one.barriers)
    ]
    show(LESSONS, rows(of, found), style, output)
    click.echo(f"{len(found)} lessons", err=True)


@lessons.command("claims")
@click.option("--status", type=click.Choice(("", *STATUSES)), default="", help="Claims in this state alone.")
@output
@click.pass_obj
def list_claims(config: Settings, status: str, style: str, output: Path | None) -> None:
    """List the claims that a lesson carries over, with state, reason and author.

    Example: ncp lessons claims --status proposed
    """
    from dashboard.lesson_rows import CLAIMS, claims
    from dashboard.terminal import show

    of, _ = known_of(config)
    found = [row for row in claims(of) if status in ("", row[CLAIMS.index("status")])]
    show(CLAIMS, found, style, output)
    click.echo(f"{len(found)} claims", err=True)


@lessons.command()
@click.argument("domain", type=Concept("domain"))
@click.option(
    "--challenge", default="", type=Concept("challenge"), metavar="KEY", help="Challenge of the hole, such as trust."
)
@click.option("--from", "origin", default="", metavar="DOMAIN", help="Lessons of this domain alone.")
@click.option(
    "--barrier",
    default="",
    type=Concept("barrier"),
    metavar="KEY",
    help="Barrier to share; else those named most in the cell.",
)
@click.option("--town", default="", metavar="GEONAMES", help="Compare size and kind of region with this town.")
@output
@click.pass_obj
def nearest(
    config: Settings,
    domain: str,
    challenge: str,
    origin: str,
    barrier: str,
    town: str,
    style: str,
    output: Path | None,
) -> None:
    """Give the nearest lessons of other domains for a hole, and why; passages that wait are marked.

    Example: ncp lessons nearest care --challenge digital-inequality
    """
    from dashboard.lesson_rows import NEAR, near
    from dashboard.lessons import hole, near_lessons, near_passages, town_of
    from dashboard.terminal import show

    of, endpoint = known_of(config)
    wanted, basis = hole(of, domain, challenge, origin, barrier, town_of(endpoint, town))
    rows = [("lesson", *row) for row in near(of, near_lessons(of, wanted))]
    rows += [("waits for a person", *row) for row in near(of, near_passages(of, wanted))]
    show(("state", *NEAR), rows, style, output)
    click.echo(basis, err=True)


@lessons.command("waiting")
@click.option(
    "--domain", default="", type=Concept("domain"), metavar="KEY", help="Passages of practices of this domain."
)
@click.option(
    "--challenge",
    default="",
    type=Concept("challenge"),
    metavar="KEY",
    help="Passages of practices that address this challenge.",
)
@output
@click.pass_obj
def list_waiting(config: Settings, domain: str, challenge: str, style: str, output: Path | None) -> None:
    """List the passages of practices that a machine offers as lessons, with the rule and the words that it found.

    Example: ncp lessons waiting --domain housing
    """
    from dashboard.lesson_rows import WAITING, waiting
    from dashboard.terminal import show

    of, _ = known_of(config)
    found = [
        one
        for one in of.waiting
        if (not domain or domain in one.domains) and (not challenge or challenge in one.challenges)
    ]
    show(WAITING, waiting(of, found), style, output)
    click.echo(f"{len(found)} passages wait for a person", err=True)


@lessons.command()
@click.argument("lesson")
@output
@click.pass_obj
def trace(config: Settings, lesson: str, style: str, output: Path | None) -> None:
    """Follow a lesson to city, practice, project, programme, file and row.

    Example: ncp lessons trace team-1
    """
    from dashboard.lesson_rows import TRACE
    from dashboard.lessons import trace as follow
    from dashboard.terminal import show
    from graph.errors import BadParameter

    of, endpoint = known_of(config)
    found = next((one for one in of.lessons if one.key == lesson), None)
    if found is None:
        raise BadParameter(f'There is no lesson "{lesson}"; `ncp lessons list` tells their keys.')
    show(TRACE, [tuple(row[name] for name in TRACE) for row in follow(endpoint, found)], style, output)


@lessons.command()
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="Print at most so many.")
@output
@click.pass_obj
def bridges(config: Settings, most: int, style: str, output: Path | None) -> None:
    """List practices by how far they bridge communities of the network, with the reason.

    Example: ncp lessons bridges --most 10
    """
    from dashboard.lesson_rows import BRIDGES
    from dashboard.lesson_rows import bridges as rows
    from dashboard.lessons import bridging
    from dashboard.terminal import show, whole

    found = bridging(whole(config))
    show(BRIDGES, rows(found[:most]), style, output)
    judged = sum(one.spread is not None for one in found)
    click.echo(f"{judged} of {len(found)} practices can be judged; of the others no city has a tie", err=True)


for deed in DEEDS:
    lessons.add_command(deed)
COMMANDS = (lessons,)
