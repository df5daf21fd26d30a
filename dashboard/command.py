"""The kind of command that `ncp` is made of."""

from typing import Any

import click

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
        except KeyboardInterrupt:
            click.echo("Stopped; nothing that was published has changed.", err=True)
            ctx.exit(1)
