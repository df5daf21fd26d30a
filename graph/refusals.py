"""Every no to a mentor city or an expert, said to a pair of peers or to a match of the helpdesk, read as one list.

A no stands for the town in both places until it is taken back: whoever said it is not suggested to the town, and is
asked again only with a reason that was not given before.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from graph.audited import changes
from graph.desk import Desk
from graph.desk_tables import PEER
from graph.errors import BadParameter
from graph.helpdesk_tables import HELP_MATCH

CITY, EXPERT = "peer", "expert"
PAIR, MATCH = "pair", "match"
AGAIN = "asked again because "


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no: of which town to whom, on which day and why; `request` is that of the helpdesk, 0 for a pair of peers."""

    place: str
    number: int
    city: int
    pillar: str
    mentor: int
    by_town: bool
    day: str
    why: str
    request: int
    version: int

    @property
    def key(self) -> str:
        """Name it as it is named to take it back: `pair 3`, `match 12`."""
        return f"{self.place} {self.number}"

    @property
    def told(self) -> str:
        """Tell the no with its day, its reason and where it was said."""
        if not self.request:
            return told_no(self.by_town, self.day, self.why)
        return f"did not agree on {self.day}, because {self.why} (request {self.request} of the helpdesk)"


def told_no(by_town: bool, day: str, why: str) -> str:
    """Tell the no of a pair with its day and reason."""
    return f"{'was refused by the town' if by_town else 'said no'} on {day}, because {why}"


def refusals(desk: Desk, city: int | None = None) -> list[Refusal]:
    """List what was refused for all towns or for one, the latest first."""
    with desk.reading() as connection:
        return read(connection, city)


def read(connection: Connection, city: int | None = None) -> list[Refusal]:
    """List it within a transaction."""
    pairs = select(PEER).where((PEER.c.town == "no") | (PEER.c.mentor == "no"))
    declined = select(HELP_MATCH).where(HELP_MATCH.c.answer == "declined")
    if city is not None:
        pairs, declined = pairs.where(PEER.c.city == city), declined.where(HELP_MATCH.c.city == city)
    found = [
        Refusal(PAIR, r.id, r.city, CITY, r.peer, r.town == "no", r.refused, r.why, 0, r.version)
        for r in connection.execute(pairs)
    ]
    found += [
        Refusal(MATCH, r.id, r.city, r.pillar, r.mentor, False, r.at[:10], r.declined, r.request, r.version)
        for r in connection.execute(declined)
    ]
    return sorted(found, key=lambda one: (one.day, one.place, one.number), reverse=True)


def must_be_new(connection: Connection, city: int, pillar: str, mentor: int, again: str) -> None:
    """Refuse to ask after a no, in whichever place it was said, without a reason or with one that was given before."""
    said = [one for one in read(connection, city) if (one.pillar, one.mentor) == (pillar, mentor)]
    if not said:
        return
    told = f"{'It' if pillar == CITY else 'The expert'} {said[0].told}"
    if not again:
        raise BadParameter(f"{told}; ask again only with a new reason.")
    if again.casefold() in _given(connection, city, pillar, mentor):
        raise BadParameter(f"{told}, and was asked for this reason before; give a new one.")


def _given(connection: Connection, city: int, pillar: str, mentor: int) -> set[str]:
    """Gather the reasons for which a mentor was asked again, from the log of pairs and from the matches."""
    kept = (HELP_MATCH.c.city == city) & (HELP_MATCH.c.pillar == pillar) & (HELP_MATCH.c.mentor == mentor)
    told = connection.execute(select(HELP_MATCH.c.why).where(kept)).scalars()
    given = {why.partition(AGAIN)[2].casefold() for why in told}
    if pillar == CITY:
        log = changes(connection, [PEER.name], city)
        lines = [values for one in log for values in (one.before or {}, one.after or {})]
        given |= {str(values.get("again", "")).casefold() for values in lines if values.get("peer") == mentor}
    return given - {""}
