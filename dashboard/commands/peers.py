"""The commands of `ncp peers`: cities abroad to learn from, whom the team asked, what both answered, a draft."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.command import Commands, output
from dashboard.settings import Settings

if TYPE_CHECKING:
    from dashboard.peers import Material
    from graph.desk import Desk
    from graph.endpoint import Endpoint
    from graph.peer_field import Side
    from graph.peer_fit import Known, Need


@click.group(cls=Commands)
def peers() -> None:
    """Find cities abroad that a town can learn from, ask them, and keep what both answered.

    Example: ncp peers suggest "Bragança" --need "elderly people who are offline"
    """


def _need(function: Callable[..., None]) -> Callable[..., None]:
    """Add the town and what it needs."""
    function = click.option("--domain", default="", metavar="KEY", help="Such as care, housing or mobility.")(function)
    challenge = click.option("--challenge", default="", metavar="KEY", help="Such as digital-inequality or trust.")
    text = click.option("--need", "text", default="", metavar="WORDS", help="What the town needs, in plain words.")
    country = click.option("--country", default="", metavar="CODE", help="EU code of the town's country.")
    town = click.argument("town")
    return town(country(text(challenge(function))))


def _by(function: Callable[..., None]) -> Callable[..., None]:
    return click.option("--by", "who", required=True, metavar="ROLE", help="Role or initials of who writes.")(function)


class _Ground:
    """What the commands work on: the release, the team's records, and one town with its need."""

    def __init__(self, config: Settings, town: str, country: str, text: str, challenge: str, domain: str) -> None:
        from dashboard.city_names import city_names, find_city
        from dashboard.peers import material, need_of, side_of
        from dashboard.terminal import embedded
        from graph.help_known import known_mentors

        release = config.workspace.current()
        self.endpoint: Endpoint = embedded(config)
        self.material: Material = material(self.endpoint, release, int(str(release.manifest["created"])[:4]))
        self.desk: Desk = _desk(config)
        self.side: Side = side_of(self.endpoint, self.material, find_city(self.endpoint, town, country.upper()))
        self.need: Need = need_of(self.material, text, challenge, domain)
        self.records: Known = known_mentors(self.desk, city_names(self.endpoint).called)

    def named(self, text: str) -> "Side":
        """Look up a city that is named as a peer."""
        from dashboard.city_names import find_city
        from dashboard.peers import side_of

        return side_of(self.endpoint, self.material, find_city(self.endpoint, text, ""))


def _desk(config: Settings) -> "Desk":
    from dashboard.review import desk_of

    return desk_of(config.workspace, config.get("desk"))


@peers.command()
@_need
@output
@click.pass_obj
def suggest(
    config: Settings,
    town: str,
    country: str,
    text: str,
    challenge: str,
    domain: str,
    style: str,
    output: Path | None,
) -> None:
    """Name three cities abroad for a town, with three reasons and one warning each.

    Example: ncp peers suggest "Bragança" --need "elderly people who are offline"
    """
    from dashboard.peers import COLUMNS, rows, suggest
    from dashboard.terminal import show

    ground = _Ground(config, town, country, text, challenge, domain)
    found = suggest(ground.material, ground.side, ground.need, ground.records)
    show(COLUMNS, rows(found), style, output)
    for sentence in found.left_out:
        click.echo(sentence, err=True)


@peers.command("ask")
@_need
@click.option("--peer", required=True, metavar="NAME", help="City that is asked: its name or GeoNames id.")
@click.option("--again", default="", metavar="REASON", help="New reason to ask a city that said no.")
@_by
@click.pass_obj
def ask_peer(
    config: Settings,
    town: str,
    country: str,
    text: str,
    challenge: str,
    domain: str,
    peer: str,
    again: str,
    who: str,
) -> None:
    """Write down that a city is asked to be the peer of a town, with the reasons and the warning of today.

    Example: ncp peers ask "Bragança" --peer Udine --need "elderly people who are offline" --by "desk PT"
    """
    from dashboard.peers import about, proposal
    from graph.peer_desk import propose

    ground = _Ground(config, town, country, text, challenge, domain)
    found = about(ground.material, ground.side, ground.need, ground.records, ground.named(peer))
    wish = proposal(found, ground.side, ground.need)
    kept = propose(ground.desk, wish, by=who, day=date.today(), again=again)
    click.echo(f"{kept.id}: {found.fit.mentor.town.name} is asked for {ground.side.town.name}.")


@peers.command()
@click.argument("number", type=int)
@click.option("--side", type=click.Choice(["town", "mentor"]), required=True, help="Who answers.")
@click.option("--said", type=click.Choice(["yes", "no"]), required=True, help="What was answered.")
@click.option("--why", default="", metavar="REASON", help="Reason; a no needs one.")
@_by
@click.pass_obj
def answer(config: Settings, number: int, side: str, said: str, why: str, who: str) -> None:
    """Note what a town or a mentor answered; a no keeps the city from being suggested to the town again.

    Example: ncp peers answer 3 --side mentor --said no --why "nobody has time this year" --by "desk PT"
    """
    from graph.peer_desk import answer, pairs

    desk = _desk(config)
    seen = next((one.version for one in pairs(desk) if one.id == number), 0)
    kept = answer(desk, number, side, said, by=who, day=date.today(), seen=seen, why=why)
    click.echo(f"{kept.id}: {kept.told}.")


@peers.command()
@click.argument("number", type=int)
@_by
@click.pass_obj
def end(config: Settings, number: int, who: str) -> None:
    """Note that a pair has finished, so that the mentor has room again.

    Example: ncp peers end 3 --by "desk PT"
    """
    from graph.peer_desk import end, pairs

    desk = _desk(config)
    seen = next((one.version for one in pairs(desk) if one.id == number), 0)
    click.echo(f"{number}: {end(desk, number, by=who, day=date.today(), seen=seen).told}.")


@peers.command()
@click.argument("city")
@click.argument("towns", type=int)
@click.option("--why", required=True, metavar="SOURCE", help="Who said so.")
@_by
@click.pass_obj
def capacity(config: Settings, city: str, towns: int, why: str, who: str) -> None:
    """Keep how many towns a city may advise at once.

    Example: ncp peers capacity Udine 2 --why "letter of the town hall" --by "desk IT"
    """
    from dashboard.city_names import find_city
    from dashboard.terminal import embedded
    from graph.peer_desk import set_capacity

    kept = set_capacity(_desk(config), find_city(embedded(config), city, ""), towns, by=who, why=why)
    click.echo(f"{city} may have {kept.capacity} at once.")


@peers.command("list")
@output
@click.pass_obj
def list_pairs(config: Settings, style: str, output: Path | None) -> None:
    """List the pairs that were asked, the latest first, with what both answered.

    Example: ncp peers list --format csv
    """
    from dashboard.city_names import city_names
    from dashboard.peers import PAIR_COLUMNS, pair_rows
    from dashboard.terminal import embedded, show
    from graph.peer_desk import pairs

    show(PAIR_COLUMNS, pair_rows(pairs(_desk(config)), city_names(embedded(config)).called), style, output)


@peers.command()
@click.argument("town", default="")
@click.option("--country", default="", metavar="CODE", help="EU code of the town's country.")
@output
@click.pass_obj
def refused(config: Settings, town: str, country: str, style: str, output: Path | None) -> None:
    """List who was refused, by pairs of peers and by the helpdesk, with day and reason; for one TOWN or for all.

    Example: ncp peers refused "Bragança"
    """
    from dashboard.city_names import city_names, find_city
    from dashboard.refused import COLUMNS, rows
    from dashboard.terminal import embedded, show
    from graph.help_experts import experts
    from graph.refusals import refusals

    desk, endpoint = _desk(config), embedded(config)
    city = find_city(endpoint, town, country.upper()) if town else None
    names = {one.id: one.name for one in experts(desk)}
    show(COLUMNS, rows(refusals(desk, city), city_names(endpoint).called, names), style, output)


@peers.command("take-back")
@click.argument("key")
@_by
@click.pass_obj
def take_back(config: Settings, key: str, who: str) -> None:
    """Take a no back, named as `ncp peers refused` names it; the log of changes keeps what was said.

    Example: ncp peers take-back "match 12" --by "desk PT"
    """
    from dashboard.refused import take_back_by_key

    one = take_back_by_key(_desk(config), key, who)
    click.echo(f"The no of {one.day} ({one.key}) is taken back; it was: {one.why}")


@peers.command()
@_need
@click.option("--peer", "named", multiple=True, required=True, metavar="NAME", help="Peer; one or two.")
@click.option("-o", "--output", "path", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.pass_obj
def apply(
    config: Settings,
    town: str,
    country: str,
    text: str,
    challenge: str,
    domain: str,
    named: tuple[str, ...],
    path: Path,
) -> None:
    """Draft an application for an EUI city-to-city exchange as .xlsx or .docx; peers are of other Member States.

    Example: ncp peers apply "Bragança" --peer Udine --need "elderly people who are offline" -o draft.docx
    """
    from dashboard.eui_exchange import docx, draft, xlsx
    from dashboard.formats import writing
    from dashboard.peers import about

    if path.suffix.lower() not in (".xlsx", ".docx"):
        raise click.UsageError(f"name the draft .xlsx or .docx, not {path.name!r}")
    ground = _Ground(config, town, country, text, challenge, domain)
    told = [about(ground.material, ground.side, ground.need, ground.records, ground.named(one)) for one in named]
    made = draft(ground.endpoint, ground.side, ground.need.text, told, date.today())
    with writing(path):
        path.write_bytes((xlsx if path.suffix.lower() == ".xlsx" else docx)(made))
    click.echo(f"Written: {path}", err=True)


COMMANDS = (peers,)
