"""The command `ncp city`: one page on a city to take to a call, as PDF, Word, HTML or text."""

from datetime import date
from pathlib import Path

import click

from dashboard.command import Command, with_settings
from dashboard.given import Day
from dashboard.settings import Settings


@click.command(cls=Command)
@click.argument("name")
@click.option("--country", default="", metavar="CODE", help="EU code of the city's country, such as PT or EL.")
@click.option(
    "--format", "style", type=click.Choice(["pdf", "docx", "html", "text"]), default="text", show_default=True
)
@click.option("--to", "sought", default="", metavar="KEY", help="Doors to this programme, initiative or project.")
@click.option("--day", type=Day(), help="Day on which calls are judged (default today).")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@with_settings
def city(
    config: Settings, name: str, country: str, style: str, sought: str, day: date | None, output: Path | None
) -> None:
    """Write one A4 page on a city: who, where, verdict, doors, peers, calls, contact points, sources.

    NAME is the name of the city or its GeoNames id; several cities of the name are listed, never guessed.

    Example: ncp city "Bragança" --country PT --format pdf -o braganca.pdf
    """
    from dashboard.brief import compose
    from dashboard.brief_files import write
    from dashboard.city_names import find_city
    from dashboard.formats import writing
    from dashboard.introduction import world_of
    from dashboard.terminal import embedded
    from graph.errors import BadInput

    if output is None and style in ("pdf", "docx"):
        raise BadInput(f"a brief as {style} cannot be printed", f"name a file with -o FILE.{style}")
    endpoint = embedded(config)
    found = str(find_city(endpoint, name, country.upper()))
    release = config.workspace.current()
    known = world_of(endpoint, release)
    made = write(compose(endpoint, found, (day or date.today()).isoformat(), release.id, sought, known), style)
    if output is None:
        click.echo(made.decode(), nl=False)
        return
    with writing(output):
        output.write_bytes(made)
    click.echo(f"Written: {output}", err=True)


COMMANDS = (city,)
