"""The command `ncp network`: the layers of the network, and one of them as a table or as a file for other programs."""

from pathlib import Path

import click

from dashboard.command import Command
from dashboard.formats import FORMATS
from dashboard.settings import Settings

GRAPHS = ("graphml", "gexf", "pajek")


@click.command(cls=Command)
@click.option("--layer", default="", metavar="NAME", help="Such as urbact/authority or all/any/2014-2020/partner.")
@click.option("--format", "style", type=click.Choice((*FORMATS, *GRAPHS)), default="table", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.pass_obj
def network(config: Settings, layer: str, style: str, output: Path | None) -> None:
    """List the layers of the network, or give one of them: its cities with their measures, or all of it as a graph.

    Example: ncp network --layer urbact/authority --format graphml -o urbact.graphml
    """
    from dashboard.network import layers_of, read, write
    from dashboard.terminal import show, whole
    from graph.errors import BadInput

    if not layer and style in GRAPHS:
        raise BadInput("a graph is of one layer", "name it with --layer; `ncp network` lists them")
    if not layer:
        show(*layers_of(whole(config)), style, output)
        return
    found = read(whole(config), layer)
    if style not in GRAPHS:
        show(*found.rows(), style, output)
    elif output is None:
        raise BadInput(f"{style} is written to a file", f"name it with -o FILE.{style}")
    else:
        write(found, style, output)
        click.echo(f"Written: {output}, {found.told()}.", err=True)


COMMANDS = (network,)
