"""The commands for lists that users fill in or bring: `ncp template` and `ncp map`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.command import Command

if TYPE_CHECKING:
    from ingest.mapping import Question


@click.command(cls=Command)
@click.argument("name", metavar="memberships|practices|exchanges|certificates|studies")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this .xlsx file.")
def template(name: str, output: Path | None) -> None:
    """Write a workbook to fill in: headers, what each column means, lists of allowed values.

    Example: ncp template memberships -o members.xlsx
    """
    from ingest.template import template as find
    from ingest.template_workbook import write

    found = find(name)
    target = output or Path(f"{name}.xlsx")
    if target.suffix.lower() != ".xlsx":
        raise click.UsageError(f"the template is a workbook, so name it .xlsx, not {target.name!r}")
    write(found, target)
    click.echo(f"Written: {target}", err=True)


@click.command("map", cls=Command)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--template", "name", default="memberships", show_default=True, help="What the table holds.")
@click.option("--sheet", default="", help="Sheet of the workbook that holds the table.")
@click.option("--folder", is_flag=True, help="Keep the answers for all files of this folder.")
def map_columns(file: Path, name: str, sheet: str, folder: bool) -> None:
    """Say what the columns of your own table mean; the answers are kept beside it and used by `ncp build`.

    Example: ncp map exports/climate_alliance/mitglieder.xlsx --template memberships
    """
    from dataclasses import replace

    from ingest.mapped import table_of
    from ingest.mapping import ENDING, FOR_ALL, ask, samples, save
    from ingest.template import template as find

    found = find(name)
    title, header, rows = table_of(found, file, file.name, sheet)
    introduce(header, samples(rows))
    mapping = ask(header, rows, found.columns, lambda question: answer(question, header))
    if lacking := mapping.lacking(found.columns):
        raise click.UsageError(f"nothing says {lacking[0]}, and a table of {name} must have it")
    target = file.parent / (FOR_ALL if folder else file.name + ENDING)
    save(replace(mapping, template=name, sheet=title), target)
    if mapping.ignored:
        click.echo(f"Left out: {', '.join(mapping.ignored)}")
    click.echo(f"Written: {target}", err=True)


def introduce(header: tuple[str, ...], shown: Mapping[str, tuple[str, ...]]) -> None:
    """Show each column with a few of its values, and how to answer."""
    for number, each in enumerate(header, start=1):
        click.echo(f"{number:3}  {each}: {'; '.join(shown.get(each, ()))}")
    click.echo("For each question give a number or a name of a column, =VALUE for all rows, or - for none.")


def answer(question: "Question", header: tuple[str, ...]) -> str:
    """Prompt until the answer is a column, a value or a dash."""
    numbers: Mapping[str, str] = {str(number): each for number, each in enumerate(header, start=1)}
    if question.word:
        text = f"{question.column.name}: what does {question.word!r} mean ({', '.join(question.choices)})"
    else:
        text = f"{question.column.name}: {question.column.meaning}"
    while True:
        said = click.prompt(text, default=question.proposal or "-").strip()
        said = said if question.word else numbers.get(said, said)
        if said == "-":
            return ""
        if said in question.choices or (said.startswith("=") and not question.word):
            return str(said)
        click.echo(f"{said!r} is none of these: {', '.join(question.choices)}")


COMMANDS = (template, map_columns)
