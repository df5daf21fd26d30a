"""The commands `ncp certificates` and `ncp studies`: who is certified for what, and what studies found."""

from datetime import date
from pathlib import Path

import click

from dashboard.command import Command, output
from dashboard.given import Day
from dashboard.settings import Settings


@click.command(cls=Command)
@click.option("--country", default="", metavar="CODE", help="EU code of the country of the city.")
@click.option("--city", default="", metavar="ID", help="GeoNames id of the city.")
@click.option("--scheme", default="", metavar="KEY", help="Such as urbact-good-practice or eu-mission-label.")
@click.option("--kind", default="", metavar="KEY", help="certification, audit, city, host or practice.")
@click.option("--within", type=click.IntRange(0, 600), metavar="MONTHS", help="Only those that run out within so many.")
@click.option("--day", type=Day(), help="Day on which the state is told; default: today.")
@output
@click.pass_obj
def certificates(
    config: Settings,
    country: str,
    city: str,
    scheme: str,
    kind: str,
    within: int | None,
    day: date | None,
    style: str,
    output: Path | None,
) -> None:
    """List who is certified or labelled for what, and until when; an end that no source states is "not stated".

    Example: ncp certificates --country PT --within 12
    """
    from dashboard.certificates import COLUMNS, NARROW, Wanted, held, table
    from dashboard.terminal import embedded, show

    wanted = Wanted(country.upper(), city, scheme, kind, within)
    rows = held(embedded(config), wanted, day or date.today())
    columns = NARROW if style == "table" and output is None else tuple(COLUMNS)
    show(columns, table(rows, columns), style, output)
    open_ended = sum(row["until"] == "not stated" for row in rows)
    click.echo(f"{len(rows)} certificates and labels, {open_ended} without a stated end", err=True)


@click.command(cls=Command)
@click.option(
    "--indicator", default="", metavar="KEY", help="Compare this over the member states, such as travel-time."
)
@click.option("--unit", default="", metavar="KEY", help="Unit to compare in; needed where studies use several.")
@click.option("--topic", default="", metavar="KEY", help="Without --indicator: remote-work or remote-services.")
@click.option("--country", default="", metavar="CODE", help="Without --indicator: EU code of the country.")
@output
@click.pass_obj
def studies(
    config: Settings, indicator: str, unit: str, topic: str, country: str, style: str, output: Path | None
) -> None:
    """Compare what studies found for one indicator in one unit over the member states, or list every figure.

    Example: ncp studies --indicator travel-time --unit minutes-a-day
    """
    from dashboard.studies import COMPARED, FIGURES, at_hand, compared, figures, table, unit_of
    from dashboard.terminal import embedded, show

    endpoint = embedded(config)
    if not indicator:
        if unit:
            raise click.UsageError("--unit goes with --indicator")
        rows = figures(endpoint, topic, country.upper())
        show(tuple(FIGURES), table(rows, tuple(FIGURES)), style, output)
        click.echo(f"{len(rows)} figures; only those of one indicator in one unit can be compared", err=True)
        return
    if topic or country:
        raise click.UsageError("--topic and --country do not go with --indicator, which compares all member states")
    rows = compared(endpoint, indicator, unit or unit_of(endpoint, indicator))
    show(tuple(COMPARED), table(rows, tuple(COMPARED)), style, output)
    held, states, without = at_hand(rows)
    click.echo(f"{held} figures from {states} member states, {without} without a study at hand", err=True)


COMMANDS = (certificates, studies)
