"""The commands of `ncp desk`: the team's records as one file and back, and the log of changes."""

from pathlib import Path

import click

from dashboard.command import Commands, output
from dashboard.settings import Settings


@click.group(cls=Commands)
def desk() -> None:
    """Save the team's records to one file and restore them; list who changed what.

    Example: ncp desk export records.json
    """


@desk.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--persons", is_flag=True, help="With the contact data of persons, which are left out otherwise.")
@click.pass_obj
def export(config: Settings, file: Path, persons: bool) -> None:
    """Write all records to one file.

    Example: ncp desk export records.json
    """
    from dashboard.review import desk_of
    from graph.desk_backup import export_desk

    counts = export_desk(desk_of(config.workspace, config.get("desk")), file, persons)
    click.echo(_told(counts))
    if not persons:
        click.echo("Contact data of persons is left out; --persons takes it along.")


@desk.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def import_(config: Settings, file: Path) -> None:
    """Read such a file into a desk that holds no records yet: whole, or not at all.

    Example: ncp --workspace restored desk import records.json
    """
    from dashboard.review import desk_of
    from graph.desk_backup import import_desk

    click.echo(_told(import_desk(desk_of(config.workspace, config.get("desk")), file)))


@desk.command("log")
@output
@click.pass_obj
def log(config: Settings, style: str, output: Path | None) -> None:
    """List every change of the records, the latest first; contact data of persons is not shown.

    Example: ncp desk log --format csv -o log.csv
    """
    from dashboard.audit_log import COLUMNS, change_rows
    from dashboard.review import desk_of
    from dashboard.terminal import show

    show(COLUMNS, change_rows(desk_of(config.workspace, config.get("desk"))), style, output)


@desk.command("queries")
@click.option("--by", default="", help="Whose private ones are listed too: a role or initials.")
@click.option("--text", "number", type=int, help="Print the text of the query with this number.")
@output
@click.pass_obj
def queries(config: Settings, by: str, number: int | None, style: str, output: Path | None) -> None:
    """List the queries that were saved on the page Workbench, or print one as a file of the library.

    Example: ncp desk queries --text 12 > towns.rq
    """
    from dashboard.review import desk_of
    from dashboard.terminal import show
    from graph.saved_queries import saved_queries, saved_query

    records = desk_of(config.workspace, config.get("desk"))
    if number is not None:
        click.echo(saved_query(records, number, by).text)
        return
    rows = [(one.id, one.name, one.owner, one.reach, one.at, one.address) for one in saved_queries(records, by)]
    show(("number", "name", "owner", "reach", "saved", "address"), rows, style, output)


def _told(counts: dict[str, int]) -> str:
    kinds = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts.items() if number)
    return f"Records: {kinds or 'none'}."


COMMANDS = (desk,)
