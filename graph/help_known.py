"""What the records tell of mentors, from the pairs of peers and the matches of the helpdesk together."""

from collections.abc import Callable

from graph.desk import Desk
from graph.help_matches import AGREED, matches, take_back_match
from graph.help_requests import requests
from graph.peer_desk import mentors, pairs, take_back_pair, taken
from graph.peer_fit import Known
from graph.refusals import CITY, PAIR, Refusal, refusals


def known_mentors(desk: Desk, called: Callable[[int], str]) -> Known:
    """Gather who may have how many towns, how many each has, and who said no; `called` names a city."""
    told = pairs(desk)
    running = {one.id for one in requests(desk) if one.state == "running"}
    has = taken(told)
    has.update(
        one.mentor for one in matches(desk) if (one.pillar, one.answer) == (CITY, AGREED) and one.request in running
    )
    said_no = [one for one in refusals(desk) if one.pillar == CITY]
    return Known(
        {one.city: one.capacity for one in mentors(desk)},
        has,
        {(one.city, one.mentor): f"{called(one.mentor)} {one.told}" for one in reversed(said_no)},
        frozenset((one.city, one.peer) for one in told if one.answer != "declined" and not one.ended),
    )


def take_back(desk: Desk, one: Refusal, by: str) -> None:
    """Take a no back, in whichever place it was said; the town may have the mentor or expert suggested again."""
    take = take_back_pair if one.place == PAIR else take_back_match
    take(desk, one.number, by=by, seen=one.version)
