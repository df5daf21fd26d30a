"""The commands of the saved questions: `ncp questions` lists them, `ncp ask` runs one."""

from pathlib import Path
from typing import TextIO

import click

from dashboard.command import Command, output, with_settings
from dashboard.settings import Settings


class Style(click.ParamType):  # type: ignore[type-arg]
    """A format of answers; which there are is looked up only when one is named, so that `ncp --help` stays quick."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take the name of a format, or say which there are."""
        from dashboard.outputs.write import formats

        known = ("table", *formats())
        if value not in known:
            self.fail(f"{value!r} is no format; choose from {', '.join(known)}", param, ctx)
        return value


@click.command(cls=Command)
@click.option("--check", is_flag=True, help="Refuse what is undocumented, or slow on the current release.")
@output
@with_settings
def questions(config: Settings, check: bool, style: str, output: Path | None) -> None:
    """List the saved questions with their parameters and defaults.

    Example: ncp questions
    """
    from dashboard.terminal import show
    from queries.catalogue import load

    if check:
        _check(config)
        return
    rows = [
        (name, q.summary, ", ".join(f"{key}={value}" for key, value in q.defaults.items()))
        for name, q in sorted(load().items())
    ]
    show(("name", "summary", "parameters"), rows, style, output)


def _check(config: Settings) -> None:
    """Print each complaint about a saved question; the status is 1 when there is one."""
    from dashboard.terminal import embedded
    from queries.catalogue import load
    from queries.lint import lint

    found = lint(load().values(), embedded(config))
    for name, complaint in found:
        click.echo(f"{name}: {complaint}")
    if found:
        raise click.exceptions.Exit(1)
    click.echo(f"{len(load())} questions are documented and quick.")


@click.command(cls=Command, context_settings={"ignore_unknown_options": True})
@click.argument("name", required=False, default="")
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 endpoint instead of the release.")
@click.option("--at", metavar="NAME", help="Ask the endpoint of others of this name: wikidata, kohesio, publications.")
@click.option("--query", type=click.File(encoding="utf-8"), help="Ask the query in this file, within the limits; or -.")
@click.option("--limit", type=click.IntRange(min=0), help="Give at most so many rows.")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="With --query: end it after so many.")
@click.option("--megabytes", type=click.FloatRange(min=0, min_open=True), help="With --query: cut the answer there.")
@click.option("--format", "style", type=Style(), help="table, or any of: csv, xlsx, parquet … (see docs/commands.md).")
@click.option("--semicolon", is_flag=True, help="Put semicolons between the values of CSV, as Excel wants in places.")
@click.option("--no-mark", is_flag=True, help="Write CSV and TSV without the byte order mark that Excel reads.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@with_settings
def ask(
    config: Settings,
    name: str,
    parameters: tuple[str, ...],
    endpoint: str | None,
    at: str | None,
    query: TextIO | None,
    limit: int | None,
    seconds: float | None,
    megabytes: float | None,
    style: str | None,
    semicolon: bool,
    no_mark: bool,
    output: Path | None,
) -> None:
    """Run a saved question; its parameters follow as --PARAMETER VALUE. The suffix of a file tells its format.

    Example: ncp ask gaps/unlinked --country SI -o towns.xlsx
    """
    if at:
        from dashboard.asking_elsewhere import put_out_foreign

        if endpoint or limit is not None or semicolon or no_mark:
            raise click.UsageError("--at goes with --format and -o alone")
        put_out_foreign(config, at, name, _pairs(parameters), style or "", output)
        return
    from dashboard.asking import Asked, put_out

    if query is not None:
        name, parameters = "", (name, *parameters) if name else ()
    elif not name:
        raise click.UsageError("name a saved question, or a file with --query")
    text = _read(query) if query else ""
    asked = Asked(name, _pairs(parameters), endpoint or "", limit, text, seconds, megabytes)
    put_out(config, asked, style or "", output, semicolon, not no_mark)


def _read(query: TextIO) -> str:
    """Read the query of a file; what is no text, or holds none, is told."""
    from graph.errors import BadInput

    name = str(getattr(query, "name", "-"))
    try:
        text = query.read()
    except (OSError, UnicodeDecodeError):
        raise BadInput("the file cannot be read as text", "save the query as text in UTF-8", file=name) from None
    if not text.strip():
        raise BadInput("the file holds no query", "write one SELECT, ASK, CONSTRUCT or DESCRIBE into it", file=name)
    return text


def _pairs(words: tuple[str, ...]) -> dict[str, str]:
    """Read --country PT --minPopulation=5000 into a mapping."""
    flat = [part for word in words for part in (word.split("=", 1) if word.startswith("--") else [word])]
    if len(flat) % 2 or any(not key.startswith("--") for key in flat[::2]):
        raise click.UsageError(f"parameters are written as --NAME VALUE, not {' '.join(words)!r}")
    return {key[2:]: value for key, value in zip(flat[::2], flat[1::2], strict=True)}


COMMANDS = (questions, ask)
