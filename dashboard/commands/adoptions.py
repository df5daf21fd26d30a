"""The commands of `ncp submissions` on the use of practices: what towns tell, what counts, the replicability meter."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.command import output, with_settings
from dashboard.commands.submissions import by, records, submissions
from dashboard.settings import Settings

if TYPE_CHECKING:
    from graph.adoptions import Adoption
    from graph.desk import Desk

STATUSES = ("planned", "running", "done", "stopped")
"""As in graph.adoptions, which is read when a command runs; a test holds them together."""


def _report(desk: "Desk", number: int) -> "Adoption":
    from graph.adoptions import adoptions
    from graph.errors import BadParameter

    found = next((one for one in adoptions(desk) if one.id == number), None)
    if found is None:
        raise BadParameter(f"There is no report {number}; `ncp submissions meter PRACTICE` tells those of a practice.")
    return found


def _use(function: Callable[..., None]) -> Callable[..., None]:
    """Add what a town tells of a practice."""
    words = {
        "reason": "Why it stopped, where it did.",
        "rating": "From 1 (poor) to 5 (very good).",
        "comment": "What the town says.",
        "changed": "What the town does otherwise.",
        "cost": "What it cost the town, as a number.",
        "currency": "Code of the currency of the cost, such as EUR.",
        "staff": "Person-months of the first year.",
        "months": "Months to the first result.",
        "start": "Year or day of the start.",
        "end": "Year or day of the end.",
    }
    for name, told in reversed(words.items()):
        function = click.option(f"--{name}", default=None, metavar="TEXT", help=told)(function)
    return function


@submissions.command("adopt")
@click.argument("practice")
@click.argument("city")
@click.option("--country", default="", metavar="CODE", help="EU code of the country, where the name is not alone.")
@click.option("--status", type=click.Choice(STATUSES), required=True, help="How far the town is.")
@_use
@by
@with_settings
def adopt_(config: Settings, practice: str, city: str, country: str, who: str, **said: str | None) -> None:
    """Tell that a town uses a practice, named by its key; `ncp practices --format csv` lists the keys.

    Example: ncp submissions adopt submitted/3 Celje --status running --rating 4 --by "desk SI"
    """
    from dashboard.city_names import city_names
    from dashboard.meter import adopt, origins
    from dashboard.published import rows_of
    from dashboard.submissions import profile_by
    from dashboard.terminal import embedded
    from graph.adoptions import Use
    from graph.errors import BadParameter
    from graph.submissions import published
    from queries.ask import ask

    endpoint, desk = embedded(config), records(config)
    try:
        found = city_names(endpoint).find(city, country.upper())
    except BadParameter as error:
        raise BadParameter(f"CITY: {error}.") from None
    known = [*ask(endpoint, "practices/catalogue").records(), *rows_of(published(desk), profile_by(endpoint))]
    values = {name: value or "" for name, value in said.items()}
    made = adopt(desk, Use(practice, found.id, **values), who, origins(known))
    click.echo(f"Report {made.id}: {found.title} uses {practice}.")


@submissions.command("feedback")
@click.argument("number", type=int)
@click.option("--status", type=click.Choice(STATUSES), help="How far the town is now.")
@_use
@by
@with_settings
def feedback_(config: Settings, number: int, who: str, **said: str | None) -> None:
    """Change what a town tells of a practice, by the number of its report; what is not named stays.

    Example: ncp submissions feedback 2 --status stopped --reason "staff left" --by "desk SI"
    """
    from collections.abc import Callable
    from dataclasses import replace

    from graph.adoptions import Use, amend

    desk = records(config)
    held = _report(desk, number)
    make: Callable[..., Use] = replace
    use = make(held.use, **{name: value for name, value in said.items() if value is not None})
    made = amend(desk, number, use, who, held.version)
    click.echo(f"Report {made.id} is changed: {made.status}.")


@submissions.command("confirm")
@click.argument("number", type=int)
@click.option("--drop", "gone", is_flag=True, help="Take the report out instead.")
@by
@click.pass_obj
def confirm_(config: Settings, number: int, gone: bool, who: str) -> None:
    """Confirm what somebody told of a town, so that it counts.

    Example: ncp submissions confirm 2 --by "desk SI"
    """
    from graph.adoptions import confirm, drop

    desk = records(config)
    (drop if gone else confirm)(desk, number, who, _report(desk, number).version)
    click.echo(f"Report {number} {'is taken out' if gone else 'counts now'}.")


@submissions.command()
@click.argument("practice")
@output
@click.pass_obj
def meter(config: Settings, practice: str, style: str, output: Path | None) -> None:
    """Tell what towns report of a practice, by its key: how many of which size, with which outcome, and its versions.

    Example: ncp submissions meter submitted/3
    """
    from dashboard.meter import COLUMNS, chain, origins, told_of
    from dashboard.published import rows_of
    from dashboard.submissions import profile_by, version_pairs
    from dashboard.terminal import embedded, show
    from graph.adoptions import adoptions
    from graph.replicability_meter import NO_PROMISE, sentence
    from graph.submissions import published
    from queries.ask import ask

    endpoint, desk = embedded(config), records(config)
    public, profile = published(desk), profile_by(endpoint)
    known = origins([*ask(endpoint, "practices/catalogue").records(), *rows_of(public, profile)])
    rows = ask(endpoint, "practices/adoptions", practice=practice).records()
    told = told_of(practice, rows, adoptions(desk), profile, known.get(practice, 0))
    table = [one.row for one in told]
    whole = style != "table" or output is not None
    kept = [place for place in range(len(COLUMNS)) if whole or any(row[place] not in (None, "") for row in table)]
    show([COLUMNS[place] for place in kept], [[row[place] for place in kept] for row in table], style, output)
    click.echo(f"{sentence(one.counted for one in told)} {NO_PROMISE}", err=True)
    versions = chain(practice, version_pairs(ask(endpoint, "practices/versions").records(), public))
    if len(versions) > 1:
        click.echo(f"Versions, the first one first: {' → '.join(versions)}", err=True)


COMMANDS = ()
