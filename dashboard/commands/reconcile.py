"""The command `ncp reconcile`: someone's own list, given back with city, certainty, verdict and reasons."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.command import Command
from dashboard.settings import Settings

if TYPE_CHECKING:
    from ingest.mapping import ColumnMapping
    from ingest.own_list import OwnTable

ENDINGS = (".xlsx", ".csv")


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--mapping", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Saved mapping to use.")
@click.option("--column", "city", default="", metavar="NAME", help="Column that names the city.")
@click.option("--country", default="", metavar="CODE", help="EU code of the country of all rows.")
@click.option("--country-column", default="", metavar="NAME", help="Column that names the country.")
@click.option("--nuts-column", "nuts", default="", metavar="NAME", help="Column with NUTS codes.")
@click.option("--postcode-column", "postcode", default="", metavar="NAME", help="Column with postcodes.")
@click.option("--sheet", default="", help="Sheet of the workbook that holds the list.")
@click.option("--encoding", default="", help="Encoding of a text that is not UTF-8, such as cp1253.")
@click.option("--ask", "asked", is_flag=True, help="Ask what each column means; the answers are kept beside the file.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this .xlsx or .csv.")
@click.pass_obj
def reconcile(
    config: Settings,
    file: Path,
    mapping: Path | None,
    city: str,
    country: str,
    country_column: str,
    nuts: str,
    postcode: str,
    sheet: str,
    encoding: str,
    asked: bool,
    output: Path | None,
) -> None:
    """Find the city of each row of your own list, and give the list back with certainty, verdict and reasons.

    Example: ncp reconcile towns.csv --country PT -o found.xlsx
    """
    from dashboard.reconcile import best, counts_told, known, write
    from dashboard.reconcile import reconcile as find
    from dashboard.terminal import embedded
    from graph.desk import decisions_of
    from ingest.own_list import fitting, tables

    target = _target(file, output)
    endpoint = embedded(config)
    columns = {"city": city, "country": country_column, "nuts": nuts, "postcode": postcode}
    said = _said(file, mapping, {name: column for name, column in columns.items() if column}, country)
    base = known(decisions_of(config.workspace, config.get("desk")))
    table = best(tables(file, sheet or said.sheet, encoding, said.columns.values()), said, base)
    fits = fitting(table.header, said, file.name)
    if asked or ("city" not in {**fits.columns, **fits.constants} and sys.stdin.isatty()):
        fits = _asked(table, file)
    result = find(table, fits, base, endpoint)
    write(result, target)
    if table.encoding and not encoding:
        click.echo(f"The text is not UTF-8; it was read as {table.encoding}.", err=True)
    click.echo(counts_told("rows", result.outcomes))
    click.echo(counts_told("verdicts", result.verdicts))
    click.echo(f"Written: {target}", err=True)


def _target(file: Path, output: Path | None) -> Path:
    target = output or file.with_name(f"{file.stem}-reconciled.xlsx")
    if target.suffix.lower() not in ENDINGS:
        raise click.UsageError(f"the list is written as .xlsx or .csv, not as {target.name!r}")
    if target.resolve() == file.resolve():
        raise click.UsageError("the list would be written over itself; name another file with -o")
    return target


def _said(file: Path, path: Path | None, columns: dict[str, str], country: str) -> "ColumnMapping":
    """Join what the options say with a saved mapping; the options go first."""
    from dashboard.reconcile import said_by
    from ingest.mapping import ColumnMapping, load, saved

    return said_by((load(path) if path else saved(file)) or ColumnMapping(), columns, country)


def _asked(table: "OwnTable", file: Path) -> "ColumnMapping":
    """Ask what the columns mean and keep the answers beside the file."""
    from dataclasses import replace

    from dashboard.commands.lists import answer, introduce
    from ingest.mapping import ENDING, PLACE, ask, samples, save

    rows = [line.cells for line in table.lines if not line.trouble]
    introduce(table.header, samples(rows))
    mapping = replace(ask(table.header, rows, PLACE, lambda one: answer(one, table.header)), sheet=table.sheet)
    target = file.with_name(file.name + ENDING)
    save(mapping, target)
    click.echo(f"Written: {target}", err=True)
    return mapping


COMMANDS = (reconcile,)
