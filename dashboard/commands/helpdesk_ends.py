"""The commands of `ncp helpdesk` that end a request: closed with an outcome, taken back, deleted for good."""

import click

from dashboard.commands.helpdesk import _desk, _request, _who, helpdesk
from dashboard.settings import Settings

OUTCOMES = ("answered", "exchange", "adopted", "applied", "nothing")
"""As in graph.help_requests, which is read when a command runs; a test holds them together."""


@helpdesk.command()
@click.argument("number", type=int)
@click.argument("outcome", type=click.Choice(OUTCOMES))
@_who
@click.pass_obj
def close(config: Settings, number: int, outcome: str, who: str) -> None:
    """End a request with what came of it.

    Example: ncp helpdesk close 12 exchange --by "desk PT"
    """
    from graph.help_requests import close_request

    made = close_request(_desk(config), number, outcome, who, _request(config, number).version)
    click.echo(f"Request {made.id} is closed.")


@helpdesk.command()
@click.argument("number", type=int)
@_who
@click.pass_obj
def withdraw(config: Settings, number: int, who: str) -> None:
    """Take a request back.

    Example: ncp helpdesk withdraw 12 --by "town hall"
    """
    from graph.help_requests import withdraw_request

    made = withdraw_request(_desk(config), number, who, _request(config, number).version)
    click.echo(f"Request {made.id} is withdrawn.")


@helpdesk.command()
@click.argument("number", type=int)
@_who
@click.pass_obj
def forget(config: Settings, number: int, who: str) -> None:
    """Delete a request and its matches for good, from the log of changes and the files too.

    Example: ncp helpdesk forget 12 --by "desk PT"
    """
    from graph.help_requests import forget_request

    whole = forget_request(_desk(config), number, who)
    wait = "" if whole else " Another program holds the file open; delete again to clear the file as well."
    click.echo(f"Request {number} is deleted for good.{wait}")


COMMANDS = ()
