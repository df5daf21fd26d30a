"""The commands of `ncp helpdesk`: what may help a town, requests, their assessment, matches and end, experts."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.command import Commands, output
from dashboard.given import Country
from dashboard.settings import Settings

if TYPE_CHECKING:
    from dashboard.help_offer import Grounds, Offered
    from dashboard.help_rows import Held
    from graph.desk import Desk
    from graph.help_requests import Request


@click.group(cls=Commands)
def helpdesk() -> None:
    """Let a town ask for help, find out what it needs, and match it with a mentor city or an expert.

    Example: ncp helpdesk look Mirandela "we have little money and many elderly people offline"
    """


def _desk(config: Settings) -> "Desk":
    from dashboard.review import desk_of

    return desk_of(config.workspace, config.get("desk"))


def _held(config: Settings) -> "Held":
    from dashboard.city_names import city_names
    from dashboard.help_rows import read
    from dashboard.terminal import embedded

    return read(_desk(config), city_names(embedded(config)))


def _request(config: Settings, number: int) -> "Request":
    from graph.help_requests import request_of

    with _desk(config).reading() as connection:
        return request_of(connection, number)


def _grounds(config: Settings) -> "Grounds":
    from dashboard.help_offer import Grounds
    from dashboard.peers import material
    from dashboard.terminal import embedded
    from graph.practice_index import index_of
    from queries.ask import ask

    endpoint, release = embedded(config), config.workspace.current()
    known = material(endpoint, release, int(str(release.manifest["created"])[:4]))
    return Grounds(endpoint, lambda name, **v: ask(endpoint, name, **v).records(), index_of(release, endpoint), known)


def _offered(config: Settings, city: int, need: str, given: dict[str, int]) -> "Offered":
    from dashboard.city_names import city_names
    from dashboard.help_offer import offer
    from dashboard.terminal import embedded
    from graph.help_known import known_mentors

    names = city_names(embedded(config))
    records = known_mentors(_desk(config), names.called)
    return offer(_grounds(config), city, need, given, records, date.today().isoformat())


def _given(need: str, answers: tuple[str, ...]) -> dict[str, int]:
    """Take the answers that the words of a need suggest, and let those that are told win."""
    from graph.needs import read, suggested

    return suggested(need) | read(",".join(answers))


def _who(function: Callable[..., None]) -> Callable[..., None]:
    return click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who writes.")(function)


def _answers(function: Callable[..., None]) -> Callable[..., None]:
    told = "Answer such as money=3, again for each; see `ncp helpdesk questions`."
    return click.option("--answer", "answers", multiple=True, metavar="KEY=N", help=told)(function)


def _town(function: Callable[..., None]) -> Callable[..., None]:
    country = click.option("--country", default="", metavar="CODE", help="EU code, where the name is not alone.")
    return click.argument("city")(click.argument("need")(country(function)))


def _find(config: Settings, city: str, country: str) -> int:
    from dashboard.city_names import find_city
    from dashboard.terminal import embedded

    return find_city(embedded(config), city, country.upper())


@helpdesk.command()
@output
def questions(style: str, output: Path | None) -> None:
    """List the statements and fields of the short questionnaire, with the concepts that each points at.

    Example: ncp helpdesk questions
    """
    from dashboard.terminal import show
    from graph.needs import questions as asked

    rows = [(one.key, one.text, "0 or 1" if one.is_field else "0 to 3", " ".join(one.concepts)) for one in asked()]
    show(("key", "question", "answer", "points at"), rows, style, output)


@helpdesk.command()
@_town
@_answers
@click.pass_obj
def look(config: Settings, city: str, need: str, country: str, answers: tuple[str, ...]) -> None:
    """Show practices, towns to talk to, calls and first steps for a town; nothing is kept.

    Example: ncp helpdesk look Mirandela "we have little money and many elderly people offline"
    """
    from dashboard.help_rows import sentence
    from graph.needs import findings

    given = _given(need, answers)
    found = _offered(config, _find(config, city, country), need, given)
    needs = ", ".join(f"{one.label} ({one.scheme}, {one.score:.2f})" for one in findings(given) if one.is_need)
    click.echo(f"Needs: {needs or 'none named'}.")
    for fits in found.practices:
        click.echo(f"Practice: {fits.title}, {fits.city} ({fits.country}): {fits.why}; {fits.cost}. {fits.page}")
    for one in found.peers.named:
        town = one.fit.mentor.town
        click.echo(f"Peer: {town.name} ({town.country}): {'; '.join(one.reasons)}. {sentence(one.warning)}.")
    for call in found.calls:
        click.echo(f"Call: {call.name}: {call.told}. {call.page}")
    for place, step in enumerate(found.steps, 1):
        before = f"; before it: {', '.join(step.before)}" if step.before else ""
        click.echo(f"Step {place}: {step.title}: {step.told}{before}.")


@helpdesk.command()
@_town
@_answers
@_who
@click.pass_obj
def send(config: Settings, city: str, need: str, country: str, answers: tuple[str, ...], who: str) -> None:
    """Send a request for help of a town, named by its GeoNames id or its name.

    Example: ncp helpdesk send Mirandela "many elderly people are offline" --answer money=3 --by "town hall"
    """
    from graph.help_requests import send_request

    found = _find(config, city, country)
    made = send_request(_desk(config), found, need, _given(need, answers), who)
    click.echo(f"Request {made.id} is kept; it waits on the helpdesk.")


@helpdesk.command("list")
@click.option("--country", default="", type=Country(), metavar="CODE", help="EU code of the country.")
@click.option("--open", "only_open", is_flag=True, help="Those alone that still wait on somebody.")
@output
@click.pass_obj
def list_requests(config: Settings, country: str, only_open: bool, style: str, output: Path | None) -> None:
    """List the requests with the state of each and on whom it waits, those that wait longest first.

    Example: ncp helpdesk list --open
    """
    from dashboard.help_rows import COLUMNS, chosen, request_rows
    from dashboard.terminal import show

    held = _held(config)
    rows = request_rows(held, chosen(held, country.upper(), only_open), date.today())
    show(COLUMNS, rows, style, output)
    click.echo(f"{len(rows)} requests", err=True)


@helpdesk.command("show")
@click.argument("number", type=int)
@click.pass_obj
def show_request(config: Settings, number: int) -> None:
    """Show a request: need, needs by the questionnaire, first steps, matches, and when it stood where.

    Example: ncp helpdesk show 12
    """
    from dashboard.help_rows import WHOM, finding_rows, match_rows, step_rows, told
    from graph.help_requests import times

    one, held = _request(config, number), _held(config)
    click.echo(f"{held.names.called(one.city)}: {one.need}\n{told(one)}; {held.waits(one, date.today())}")
    if one.question:
        click.echo(f"Asked back: {one.question} {one.reply or '(no reply yet)'}")
    for kind, concept, score, needed in finding_rows(one.given):
        click.echo(f"{kind}: {concept} {score}{' (a need)' if needed == 'yes' else ''}")
    for place, title, cost, before in step_rows(one):
        click.echo(f"Step {place}: {title}: {cost}; before it: {before}")
    for row in match_rows(held, number):
        click.echo(f"Match {row[0]} with {row[1]} ({row[3]}, fit {row[4]:.2f}): {row[5]}. {row[6]} [{row[7]}] {row[8]}")
    for at, by, state, waits in times(_desk(config), number):
        click.echo(f"{at} {by}: {state}, waits on {WHOM[waits]}")


@helpdesk.command()
@click.argument("number", type=int)
@_answers
@_who
@click.pass_obj
def assess(config: Settings, number: int, answers: tuple[str, ...], who: str) -> None:
    """Keep the needs of a request, by its own answers and those given here, and advise first steps.

    Example: ncp helpdesk assess 12 --answer money=3 --by "desk PT"
    """
    from graph.help_requests import assess as keep
    from graph.needs import read

    one = _request(config, number)
    given = one.given | read(",".join(answers))
    steps = _offered(config, one.city, one.need, given).steps
    made = keep(_desk(config), number, given, steps, who, one.version)
    click.echo(f"Request {made.id} is assessed, with {len(steps)} first steps.")


@helpdesk.command()
@click.argument("number", type=int)
@click.argument("question")
@_who
@click.pass_obj
def ask(config: Settings, number: int, question: str, who: str) -> None:
    """Ask the town of a request something; it waits on the town from now on.

    Example: ncp helpdesk ask 12 "How many are offline?" --by "desk PT"
    """
    from graph.help_requests import ask_back

    made = ask_back(_desk(config), number, question, who, _request(config, number).version)
    click.echo(f"Request {made.id} waits on the town.")


@helpdesk.command()
@click.argument("number", type=int)
@click.argument("text")
@_who
@click.pass_obj
def reply(config: Settings, number: int, text: str, who: str) -> None:
    """Answer what the helpdesk asked, as the town.

    Example: ncp helpdesk reply 12 "About 400." --by "town hall"
    """
    from graph.help_requests import reply as keep

    made = keep(_desk(config), number, text, who, _request(config, number).version)
    click.echo(f"Request {made.id} waits on the helpdesk.")


COMMANDS = (helpdesk,)
