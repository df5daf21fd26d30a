"""The command `ncp practices`: practices for a need in plain words, with filters by size, money and language."""

from pathlib import Path

import click

from dashboard.command import Command, output
from dashboard.settings import Settings


@click.command(cls=Command)
@click.argument("text", default="")
@click.option("--challenge", default="", metavar="KEY", help="Such as digital-inequality or trust.")
@click.option("--domain", default="", metavar="KEY", help="Such as care, housing or mobility.")
@click.option("--country", default="", metavar="CODE", help="EU code of the country of the city that began it.")
@click.option("--language", default="", metavar="CODE", help="Language of the description, such as en.")
@click.option("--min-population", default=0, help="Smallest number of inhabitants of that city.")
@click.option("--max-population", default=99_999_999, help="Largest number of inhabitants of that city.")
@click.option(
    "--max-cost",
    type=click.IntRange(0),
    default=0,
    help="Largest cost; one without a currency is compared as if in euro.",
)
@click.option("--only-known", is_flag=True, help="With --max-cost: leave out practices whose cost is not stated.")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="Print at most so many.")
@output
@click.pass_obj
def practices(
    config: Settings,
    text: str,
    challenge: str,
    domain: str,
    country: str,
    language: str,
    min_population: int,
    max_population: int,
    max_cost: int,
    only_known: bool,
    most: int,
    style: str,
    output: Path | None,
) -> None:
    """List practices that fit a need, the best first; accents and endings of words do not matter.

    Example: ncp practices "elderly people who are offline" --max-population 50000
    """
    from dashboard.practices import COLUMNS, NARROW, found, table
    from dashboard.published import OURS, Need, rows_of, texts_of
    from dashboard.submissions import profile_by
    from dashboard.terminal import embedded, show
    from graph.practice_index import index_of
    from graph.submissions import published_of

    need = Need(
        *(text, challenge, domain, country.upper(), language.lower()),
        *(min_population, max_population, max_cost, only_known),
    )
    endpoint = embedded(config)
    published = published_of(config.workspace, config.get("desk"))
    index = index_of(config.workspace.current(), endpoint)
    index = index.with_own(texts_of(published), OURS) if published else index
    rows = found(endpoint, index, need, rows_of(published, profile_by(endpoint)))
    columns = NARROW if style == "table" and output is None else COLUMNS
    show(columns, table(rows[:most], columns), style, output)
    click.echo(f"{min(len(rows), most)} of {len(rows)} practices that fit", err=True)


COMMANDS = (practices,)
