"""The commands of `ncp review`: list the open names, decide, take back, and do so in a workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.command import Commands, output
from dashboard.given import Country
from dashboard.settings import Settings
from graph.decisions import ACCEPT, NOT_THIS, REJECT

if TYPE_CHECKING:
    from dashboard.review import Name
    from graph.decisions import Decision
    from graph.desk import Desk


@click.group(cls=Commands)
def review() -> None:
    """Decide which city a name stands for; decisions win over the machine at the next build.

    Example: ncp review list --country PT
    """


def _desk(config: Settings) -> "Desk":
    from dashboard.review import desk_of

    return desk_of(config.workspace, config.get("desk"))


def _because(function: Callable[..., None]) -> Callable[..., None]:
    """Add who decides and why."""
    who = click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who decides.")
    why = click.option("--why", required=True, metavar="REASON", help="Reason, in a few words.")
    return who(why(function))


@review.command("list")
@click.option("--country", default="", type=Country(), metavar="CODE", help="EU code of the country.")
@click.option("--name", "text", default="", metavar="TEXT", help="Part of the name.")
@click.option("--none", "unknown", is_flag=True, help="List names for which no city is known, too.")
@click.option("--all", "everything", is_flag=True, help="List accepted names, too, to find a wrong match.")
@click.option("--city", type=int, default=0, metavar="ID", help="Names that stand for this city, or may mean it.")
@click.option("--first", type=click.Choice(["rows", "projects", "countries"]), default="rows", show_default=True)
@output
@click.pass_obj
def list_names(
    config: Settings,
    country: str,
    text: str,
    unknown: bool,
    everything: bool,
    city: int,
    first: str,
    style: str,
    output: Path | None,
) -> None:
    """List the names that wait for a decision, those that hold up most rows, projects or countries first.

    Example: ncp review list --country PT -o open.xlsx
    """
    from dashboard.review import listed, names
    from dashboard.review_workbook import write
    from dashboard.terminal import show
    from graph.decisions import in_force

    held = in_force(_desk(config).log())
    outcomes = ("review", "none", "accepted") if everything else ("review", "none") if unknown else ("review",)
    found = listed(names(config.workspace.current()), held, country.upper(), text, outcomes, first, city)
    if style == "xlsx" or (output and output.suffix.lower() == ".xlsx"):
        target = output or Path("review.xlsx")
        write(found, target)
        click.echo(f"Written: {target}", err=True)
        return
    show(*_table(found, narrow=style == "table" and output is None), style, output)
    click.echo(f"{len(found)} names", err=True)


def _table(found: "list[Name]", narrow: bool) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    from dashboard.review import HOLDS

    if narrow:
        return ("key", "rows", "outcome", "city or candidates"), [(n.key, n.rows, n.outcome, n.may_be) for n in found]
    columns = ("key", "name", "country", "outcome", "score", "city or candidates", "evidence", *HOLDS, "sources")
    return columns, [_wide(each) for each in found]


def _wide(n: "Name") -> tuple[Any, ...]:
    said = (n.key, n.name, n.country, n.outcome, n.score, n.may_be, "; ".join(n.evidence))
    return (*said, n.rows, n.projects, n.countries, ", ".join(n.sources))


def _decide(config: Settings, key: str, kind: str, place: str, who: str, why: str) -> None:
    from dashboard.review import Wish, decide, names
    from dashboard.terminal import embedded

    known = names(config.workspace.current())
    made = decide(_desk(config), embedded(config), known, Wish(key, kind, place, why), who)
    _tell(made.decision, made.called)
    many, rows = len(made.holds), sum(each.rows for each in made.holds)
    click.echo(f"It holds for {many} name{'s' * (many > 1)} in {rows} row{'s' * (rows > 1)}.")


def _tell(made: "Decision", called: str = "") -> None:
    click.echo(f"{made.key}: {made}{f' ({called})' if called else ''}.")
    click.echo("The next `ncp build` follows it.", err=True)


@review.command()
@click.argument("key")
@click.argument("place")
@_because
@click.pass_obj
def accept(config: Settings, key: str, place: str, who: str, why: str) -> None:
    """Decide that a name stands for a city, given by GeoNames id or by name.

    Example: ncp review accept SI/ravne/SI034 3190311 --by "desk SI" --why "the lead partner told us"
    """
    _decide(config, key, ACCEPT, place, who, why)


@review.command("not-this")
@click.argument("key")
@click.argument("place")
@_because
@click.pass_obj
def not_this(config: Settings, key: str, place: str, who: str, why: str) -> None:
    """Decide that a name does not stand for a city; the other candidates stay.

    Example: ncp review not-this SI/ravne/SI034 3190311 --by "desk SI" --why "it lies elsewhere"
    """
    _decide(config, key, NOT_THIS, place, who, why)


@review.command()
@click.argument("key")
@_because
@click.pass_obj
def reject(config: Settings, key: str, who: str, why: str) -> None:
    """Decide that a name stands for none of the cities.

    Example: ncp review reject IE/kerry-local-authorities --by "desk IE" --why "a county"
    """
    _decide(config, key, REJECT, "", who, why)


@review.command()
@click.argument("number", type=int)
@_because
@click.pass_obj
def undo(config: Settings, number: int, who: str, why: str) -> None:
    """Take a decision back; after the next build the graph is as if it had never been.

    Example: ncp review undo 12 --by "desk SI" --why "it was the other one"
    """
    _tell(_desk(config).undo(number, who=who, why=why))


@review.command()
@output
@click.pass_obj
def log(config: Settings, style: str, output: Path | None) -> None:
    """List every decision that was ever made: who, when, why.

    Example: ncp review log --format csv
    """
    from dashboard.review import LOG, told
    from dashboard.terminal import show

    show(LOG, [told(one) for one in _desk(config).log()], style, output)


@review.command("read")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who decided.")
@click.pass_obj
def read_list(config: Settings, file: Path, who: str) -> None:
    """Record the decisions that were written into a list of `ncp review list -o FILE.xlsx`.

    Example: ncp review read open.xlsx --by "desk PT"
    """
    from dashboard.review import carry_out, names
    from dashboard.review_workbook import wishes
    from dashboard.terminal import embedded

    wanted = wishes(file)
    known = names(config.workspace.current())
    refused = carry_out(_desk(config), embedded(config), known, wanted, who)
    for line in refused:
        click.echo(f"{file.name}, {line}", err=True)
    click.echo(f"{len(wanted) - len(refused)} of {len(wanted)} decisions are recorded.")
    if refused:
        raise SystemExit(1)


COMMANDS = (review,)
