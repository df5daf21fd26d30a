"""The commands of `ncp outreach`: steps due, log a contact, move a city, lists, and all of it as a workbook."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.command import Commands, output, with_settings
from dashboard.given import Country
from dashboard.settings import Settings

if TYPE_CHECKING:
    from dashboard.conversion import Sight
    from dashboard.outreach import Held
    from graph.desk import Desk

STATES = ("new", "contacted", "interested", "applied", "linked")
CHANNELS = ("phone", "mail", "letter", "meeting", "event", "other")
"""As in graph.outreach, which is read when a command runs; a test holds them together."""


@click.group(cls=Commands)
def outreach() -> None:
    """Keep contacts with cities: what was said, what comes next, how far each city is, and who joined since.

    Example: ncp outreach steps --officer "desk PT"
    """


def _desk(config: Settings) -> "Desk":
    from dashboard.review import desk_of

    return desk_of(config.workspace, config.get("desk"))


def _held(config: Settings, country: str, officer: str) -> "Held":
    from dashboard.city_names import city_names
    from dashboard.outreach import Choice, read
    from dashboard.terminal import embedded

    return read(_desk(config), city_names(embedded(config)), Choice(country.upper(), officer))


def _seen(config: Settings, held: "Held", country: str) -> "tuple[Sight, set[str]]":
    """Read the links that began since the first contacts, in one country or in those of all contacts."""
    from dashboard.conversion import first_contacts, sight
    from dashboard.terminal import embedded

    countries = {country.upper()} - {""} or {held.names.country(one.city) for one in held.contacts} - {""}
    years = [day.year for day in first_contacts(held.contacts).values()]
    return sight(embedded(config), countries, min(years, default=0)), countries


def _part(function: Callable[..., None]) -> Callable[..., None]:
    """Add which part of the records is meant."""
    country = click.option("--country", default="", type=Country(), metavar="CODE", help="EU code of the country.")
    officer = click.option("--officer", default="", metavar="ROLE", help="Role or initials of the officer.")
    return country(officer(function))


@outreach.command()
@_part
@click.option("--days", type=click.IntRange(0), default=7, show_default=True, help="Due within so many days.")
@output
@click.pass_obj
def steps(config: Settings, country: str, officer: str, days: int, style: str, output: Path | None) -> None:
    """List the next steps that are due, the longest overdue first.

    Example: ncp outreach steps --days 14
    """
    from dashboard.outreach import STEP_COLUMNS, step_rows
    from dashboard.terminal import show

    until = (date.today() + timedelta(days)).isoformat()
    rows = [row for row in step_rows(_held(config, country, officer), date.today()) if row[2] <= until]
    show(STEP_COLUMNS, rows, style, output)


@outreach.command()
@_part
@output
@click.pass_obj
def contacts(config: Settings, country: str, officer: str, style: str, output: Path | None) -> None:
    """List the contacts, the latest first.

    Example: ncp outreach contacts --country PT --format csv
    """
    from dashboard.outreach import CONTACT_COLUMNS, contact_rows
    from dashboard.terminal import show

    show(CONTACT_COLUMNS, contact_rows(_held(config, country, officer)), style, output)


@outreach.command()
@_part
@click.option("--by", "of", type=click.Choice(["city", "officer", "country"]), default="city", show_default=True)
@output
@click.pass_obj
def board(config: Settings, country: str, officer: str, of: str, style: str, output: Path | None) -> None:
    """Show how far each city is, or count the cities by state for each officer or country.

    Example: ncp outreach board --by officer
    """
    from dashboard.outreach import BOARD_COLUMNS, board_rows, counts, counts_by
    from dashboard.terminal import show
    from graph.outreach import state_label

    held = _held(config, country, officer)
    if of == "city":
        show(BOARD_COLUMNS, board_rows(held)[1], style, output)
        told = ", ".join(f"{number} {state_label(state)}" for state, number in counts(held).items())
        click.echo(told, err=True)
    else:
        show((of, "cities", *map(state_label, STATES)), counts_by(held, of), style, output)


@outreach.command()
@_part
@output
@click.pass_obj
def joined(config: Settings, country: str, officer: str, style: str, output: Path | None) -> None:
    """Say which contacted towns appear in a project or initiative that began after the first contact.

    Example: ncp outreach joined --country PT
    """
    from dashboard.conversion import COLUMNS, coverage, outcomes, rows_of, sentence
    from dashboard.terminal import show

    held = _held(config, country, officer)
    seen, countries = _seen(config, held, "")
    found = outcomes(held.contacts, seen, held.names)
    show(COLUMNS, rows_of(found, held.names), style, output)
    click.echo(f"{sentence(found)} {coverage(seen, countries)}".strip(), err=True)


@outreach.command()
@_part
@output
@click.pass_obj
def figures(config: Settings, country: str, officer: str, style: str, output: Path | None) -> None:
    """Tell which share of flags a contact followed, which share of cities joined since, and in how many days.

    Example: ncp outreach figures --country PT
    """
    from dashboard.conversion import FIGURES, figure_rows, figures
    from dashboard.flag_days import flag_days
    from dashboard.terminal import show

    held = _held(config, country, officer)
    seen, countries = _seen(config, held, country)
    flagged = flag_days(config.workspace, countries)
    show(FIGURES, figure_rows(figures(held.contacts, seen, held.names, flagged, date.today())), style, output)


@outreach.command()
@click.argument("city")
@click.option("--country", default="", metavar="CODE", help="EU code of the country, where the name is not alone.")
@click.option("--day", default="", metavar="DATE", help="Day of the contact, YYYY-MM-DD; today when left out.")
@click.option("--channel", type=click.Choice(CHANNELS), required=True, help="By which way.")
@click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who made the contact.")
@click.option("--note", default="", metavar="TEXT", help="What was said.")
@click.option("--answer", default="", metavar="TEXT", help="What the city answered.")
@click.option("--step", default="", metavar="TEXT", help="What comes next.")
@click.option("--due", default="", metavar="DATE", help="Day on which the step is due, YYYY-MM-DD.")
@click.option("--officer", default="", metavar="ROLE", help="Who takes the step; who made the contact when left out.")
@with_settings
def log(config: Settings, city: str, country: str, day: str, who: str, **said: str) -> None:
    """Keep a contact with a city, named by its GeoNames id or its name.

    Example: ncp outreach log 2742027 --channel phone --by "desk PT" --note "call back" --step "send the call"
    """
    from dashboard.city_names import city_names
    from dashboard.terminal import embedded
    from graph.errors import BadParameter
    from graph.outreach import Entry, log_contact

    try:
        found = city_names(embedded(config)).find(city, country.upper())
    except BadParameter as error:
        raise BadParameter(f"CITY: {error}.") from None
    made = log_contact(_desk(config), Entry(found.id, day or date.today().isoformat(), who=who, **said), who)
    click.echo(f"Contact {made.id} with {found.title} on {made.day} is kept.")


@outreach.command()
@click.argument("city", type=int)
@click.argument("state", type=click.Choice(STATES))
@click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who moves it.")
@click.pass_obj
def move(config: Settings, city: int, state: str, who: str) -> None:
    """Move a city, by its GeoNames id, to another state on the board.

    Example: ncp outreach move 2742027 interested --by "desk PT"
    """
    from dashboard.city_names import city_names
    from dashboard.terminal import embedded
    from graph.outreach import board, set_state

    desk = _desk(config)
    held = board(desk).get(city)
    if held is None:
        city = city_names(embedded(config)).find(str(city)).id
    set_state(desk, city, state, who, held.version if held else 0)
    click.echo(f"City {city} is {state} now.")


@outreach.command()
@click.option("-o", "--output", "target", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.pass_obj
def template(config: Settings, target: Path) -> None:
    """Write an empty workbook for contacts.

    Example: ncp outreach template -o contacts.xlsx
    """
    from dashboard.formats import writing
    from dashboard.outreach_workbook import template as empty

    with writing(target):
        target.write_bytes(empty())
    click.echo(f"Written: {target}")


@outreach.command("export")
@_part
@click.option("--persons", is_flag=True, help="With the contact data of persons, which are left out otherwise.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.pass_obj
def export(config: Settings, country: str, officer: str, persons: bool, target: Path) -> None:
    """Write the contacts as a workbook that can be changed and read back.

    Example: ncp outreach export --country PT -o contacts.xlsx
    """
    from dashboard.formats import writing
    from dashboard.outreach_workbook import workbook
    from graph.contact_persons import persons_to_export

    held = _held(config, country, officer)
    cities = {one.city for one in held.contacts}
    private = persons_to_export(_desk(config), cities) if persons else None
    with writing(target):
        target.write_bytes(workbook(held.contacts, held.board, held.names, private))
    click.echo(f"Written: {target}, {len(held.contacts)} contacts")


@outreach.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who reads it in.")
@click.pass_obj
def import_(config: Settings, file: Path, who: str) -> None:
    """Read contacts from such a workbook: all rows, or none and a sentence for each row to mend.

    Example: ncp outreach import contacts.xlsx --by "desk PT"
    """
    from dashboard.city_names import city_names
    from dashboard.outreach_workbook import take
    from dashboard.terminal import embedded

    click.echo(str(take(_desk(config), file, city_names(embedded(config)), who)))


COMMANDS = (outreach,)
