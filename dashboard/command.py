"""The kind of command that `ncp` is made of, and what many commands have in common."""

import errno
from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Any

import click

from dashboard.formats import FORMATS
from dashboard.settings import Settings
from graph.errors import NcpError


class Command(click.Command):
    """A command whose errors are one sentence and status 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own type
        """Run the command; an error of ours is told, not traced."""
        try:
            return super().invoke(ctx)
        except NcpError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE or not error.filename:
                raise
            remedy = "look whether it is there and whether you may read and write it"
            click.echo(f"{error.filename}: it cannot be used ({error.strerror}); {remedy}.", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("Stopped; nothing that was published has changed.", err=True)
            ctx.exit(1)


class Commands(click.Group):
    """The group whose commands are of that kind."""

    command_class = Command


def with_settings(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the settings as its first argument."""

    @click.pass_obj
    def run(config: Settings, /, **options: Any) -> None:  # noqa: ANN401 - options of any type
        function(config, **options)

    return update_wrapper(run, function)


def output(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how and where a table is written."""
    style = click.option("--format", "style", type=click.Choice(FORMATS), default="table", show_default=True)
    target = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
    return style(target(function))
