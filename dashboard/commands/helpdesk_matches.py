"""The commands of `ncp helpdesk` on matches and experts."""

from dataclasses import replace
from pathlib import Path

import click

from dashboard.command import output
from dashboard.commands.helpdesk import _desk, _find, _held, _offered, _request, _who, helpdesk
from dashboard.given import Country
from dashboard.settings import Settings


@helpdesk.command("match")
@click.argument("number", type=int)
@click.option("--mentor", default="", metavar="CITY", help="GeoNames id or name of a mentor city.")
@click.option("--country", default="", metavar="CODE", help="EU code of its country, where the name is not alone.")
@click.option("--expert", type=int, help="Number of an expert.")
@click.option("--why", default="", metavar="REASON", help="Reason, where the city or expert is not one suggested.")
@click.option("--again", default="", metavar="REASON", help="New reason to ask one that was refused for the town.")
@click.option("--by", "who", default="", metavar="ROLE", help="Role or initials of who proposes.")
@click.pass_obj
def match(
    config: Settings, number: int, mentor: str, country: str, expert: int | None, why: str, again: str, who: str
) -> None:
    """Propose a mentor city or an expert for a request, or list who fits where none is named.

    Example: ncp helpdesk match 12 --mentor Kazincbarcika --by "desk PT"
    """
    from dashboard.help_offer import expert_offers, peer_offers
    from dashboard.refused import name_of
    from graph.errors import BadParameter
    from graph.help_matches import EXPERT_PILLAR, PEER, Offer, propose_match
    from graph.refusals import refusals

    one, held = _request(config, number), _held(config)
    offers = peer_offers(_offered(config, one.city, one.need, one.given).peers)
    refused = refusals(_desk(config), one.city)
    no = {each.mentor for each in refused if each.pillar == EXPERT_PILLAR}
    open_to = [each for each in held.experts if each.id not in no]
    offers += expert_offers(open_to, one.given, held.names.country(one.city), held.matches, held.requests)
    if not mentor and expert is None:
        for each in offers:
            click.echo(f"{each.pillar} {each.mentor}, fit {each.fit} %: {each.why}. {each.warning}")
        names = {each.id: each.name for each in held.experts}
        for each_no in refused:
            click.echo(f"Left out: {name_of(each_no, held.names.called, names)} {each_no.told}.")
        return
    wanted = (EXPERT_PILLAR, expert) if expert is not None else (PEER, _find(config, mentor, country))
    found = next((each for each in offers if (each.pillar, each.mentor) == wanted), None)
    if not (found or why):
        raise BadParameter("This one is not suggested for the request; say with --why why it fits.")
    offer = Offer(wanted[0], wanted[1], 0, why)
    if found:
        offer = replace(found, why=why or found.why)
    made = propose_match(_desk(config), number, offer, who, again)
    click.echo(f"Match {made.id} is proposed; request {number} waits on both sides.")


@helpdesk.command("answer")
@click.argument("number", type=int)
@click.argument("side", type=click.Choice(["town", "mentor"]))
@click.argument("said", type=click.Choice(["yes", "no"]))
@click.option("--why", default="", metavar="REASON", help="Reason of a no.")
@_who
@click.pass_obj
def answer(config: Settings, number: int, side: str, said: str, why: str, who: str) -> None:
    """Keep what the town or the mentor (city or expert) says to a match.

    Example: ncp helpdesk answer 3 mentor no --why "no time this year" --by "desk PT"
    """
    from graph.help_matches import answer_label, answer_match, match_of

    desk = _desk(config)
    with desk.reading() as connection:
        seen = match_of(connection, number).version
    made = answer_match(desk, number, "city" if side == "town" else side, said == "yes", who, seen, why)
    click.echo(f"Match {made.id}: {answer_label(made.answer)}.")


@helpdesk.command()
@output
@click.pass_obj
def experts(config: Settings, style: str, output: Path | None) -> None:
    """List the experts: bodies or roles, their fields, countries, and how many requests they help with.

    Example: ncp helpdesk experts
    """
    from dashboard.terminal import show
    from graph.help_matches import EXPERT_PILLAR, busy

    held = _held(config)
    taken = {one.id: busy(held.matches, held.requests, EXPERT_PILLAR, one.id) for one in held.experts}
    rows = [(one.id, one.name, one.fields, one.countries, taken[one.id], one.capacity) for one in held.experts]
    show(("expert", "name", "fields", "countries", "helps", "capacity"), rows, style, output)


@helpdesk.command("add-expert")
@click.argument("name")
@click.option("--field", "fields", multiple=True, metavar="KEY", help="Such as digital or care; again for each.")
@click.option(
    "--country", "countries", multiple=True, type=Country(), metavar="CODE", help="EU code; any where none is given."
)
@click.option("--capacity", type=int, default=1, show_default=True, help="Requests at once.")
@_who
@click.pass_obj
def add_expert(
    config: Settings, name: str, fields: tuple[str, ...], countries: tuple[str, ...], capacity: int, who: str
) -> None:
    """Keep an expert: a body or a role, never the name of a person.

    Example: ncp helpdesk add-expert "Adviser on digital inclusion" --field digital --capacity 2 --by "desk PT"
    """
    from graph.help_experts import add_expert as add

    made = add(_desk(config), name, fields, countries, capacity, who)
    click.echo(f"Expert {made.id} is kept.")


@helpdesk.command("forget-expert")
@click.argument("number", type=int)
@_who
@click.pass_obj
def forget_expert(config: Settings, number: int, who: str) -> None:
    """Delete an expert and all contact data there for good.

    Example: ncp helpdesk forget-expert 2 --by "desk PT"
    """
    from graph.help_experts import forget_expert as forget

    forget(_desk(config), number, who)
    click.echo(f"Expert {number} is deleted for good.")


COMMANDS = ()
