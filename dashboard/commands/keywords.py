"""The commands of `ncp keywords`: what keywords of the sources map to, what waits, and what the team decides."""

from collections.abc import Callable
from pathlib import Path

import click

from dashboard.command import Commands, output
from dashboard.settings import Settings

KEYWORD_STATES = ("", "decided", "suggested", "rejected", "none")
RELATIONS = ("exact", "close", "broad", "narrow", "related")


@click.group(cls=Commands)
def keywords() -> None:
    """Decide which challenge or domain a keyword of a source maps to; the next build follows it.

    Example: ncp keywords list --unmapped
    """


def _because(function: Callable[..., None]) -> Callable[..., None]:
    """Add who decides and why."""
    who = click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who decides.")
    why = click.option("--why", required=True, metavar="REASON", help="Reason, in a few words.")
    return who(why(function))


@keywords.command("list")
@click.option("--unmapped", is_flag=True, help="Keywords of practices on which nobody decided, with suggestions.")
@click.option("--status", type=click.Choice(KEYWORD_STATES), default="", help="Those in this state alone.")
@output
@click.pass_obj
def list_keywords(config: Settings, unmapped: bool, status: str, style: str, output: Path | None) -> None:
    """List the keywords with what they map to, who decided it, when and from what.

    Example: ncp keywords list --unmapped
    """
    from dashboard.terminal import embedded, show
    from queries.ask import ask

    endpoint = embedded(config)
    found = (
        ask(endpoint, "missing/unmapped-keywords") if unmapped else ask(endpoint, "practices/keywords", status=status)
    )
    show(found.columns, found.rows, style, output)
    click.echo(f"{len(found.rows)} keywords", err=True)


def _decide(config: Settings, keyword: str, concept: str, relation: str, status: str, who: str, why: str) -> None:
    from dashboard.review import desk_of
    from graph.keyword_desk import decide_keyword

    desk = desk_of(config.workspace, config.get("desk"))
    kept = decide_keyword(desk, keyword, concept, relation, status, by=who, why=why)
    click.echo(f"{kept.keyword}: {kept.status}{f' {kept.relation} {kept.concept}' if kept.concept else ''}.")
    click.echo("The next `ncp build` follows it.", err=True)


@keywords.command()
@click.argument("keyword")
@click.argument("concept")
@click.option("--relation", type=click.Choice(RELATIONS), default="close", show_default=True)
@_because
@click.pass_obj
def accept(config: Settings, keyword: str, concept: str, relation: str, who: str, why: str) -> None:
    """Decide that a keyword maps to a challenge, a domain or a concept of EuroVoc.

    Example: ncp keywords accept urbact/cafes domain-economy --relation broad --by "desk PT" --why "shops"
    """
    _decide(config, keyword, concept, relation, "decided", who, why)


@keywords.command()
@click.argument("keyword")
@click.argument("concept")
@_because
@click.pass_obj
def reject(config: Settings, keyword: str, concept: str, who: str, why: str) -> None:
    """Decide that a keyword does not map to a concept; it is not suggested again.

    Example: ncp keywords reject urbact/card domain-culture --by "desk PT" --why "a card for services"
    """
    _decide(config, keyword, concept, "related", "rejected", who, why)


@keywords.command()
@click.argument("keyword")
@_because
@click.pass_obj
def nothing(config: Settings, keyword: str, who: str, why: str) -> None:
    """Decide that a keyword stands for no challenge and no domain.

    Example: ncp keywords nothing urbact/proximity --by "desk PT" --why "says nothing by itself"
    """
    _decide(config, keyword, "", "", "none", who, why)


COMMANDS = (keywords,)
