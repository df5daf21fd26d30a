"""More commands of `ncp outreach`: lists of towns, saved filters, and what is deleted for good."""

from pathlib import Path

import click

from dashboard.command import output
from dashboard.commands.outreach import outreach
from dashboard.settings import Settings


@outreach.command()
@output
@click.pass_obj
def lists(config: Settings, style: str, output: Path | None) -> None:
    """List the towns on each list.

    Example: ncp outreach lists --format csv
    """
    from dashboard.city_names import city_names
    from dashboard.review import desk_of
    from dashboard.terminal import embedded, show
    from graph.city_lists import lists as held

    names = city_names(embedded(config))
    found = held(desk_of(config.workspace, config.get("desk")))
    rows = [
        (one.owner, one.name, city, names.called(city), names.country(city)) for one in found for city in one.cities
    ]
    show(("officer", "list", "geonames", "city", "country"), rows, style, output)


@outreach.command()
@output
@click.pass_obj
def filters(config: Settings, style: str, output: Path | None) -> None:
    """List the saved filters with the page and the address that they open.

    Example: ncp outreach filters
    """
    from dashboard.review import desk_of
    from dashboard.terminal import show
    from graph.city_lists import filters as held

    found = held(desk_of(config.workspace, config.get("desk")))
    rows = [(one.owner, one.name, one.page, one.address, one.at) for one in found]
    show(("officer", "name", "page", "address", "saved"), rows, style, output)


@outreach.command()
@click.argument("number", type=int)
@click.option("--person", is_flag=True, help="NUMBER is that of a contact person, not of a contact.")
@click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who deletes it.")
@click.pass_obj
def forget(config: Settings, number: int, person: bool, who: str) -> None:
    """Delete a contact, or a contact person, for good: from the log of changes and the files of the database too.

    Example: ncp outreach forget 12 --by "desk PT"
    """
    from dashboard.review import desk_of
    from graph.contact_persons import forget_person
    from graph.outreach import forget_contact

    desk = desk_of(config.workspace, config.get("desk"))
    whole = forget_person(desk, number, who) if person else forget_contact(desk, number, who)
    click.echo(f"{'Contact person' if person else 'Contact'} {number} is deleted for good.")
    if not whole:
        click.echo("Another program holds the file of the records open; run the command again to clear it as well.")


COMMANDS = ()
