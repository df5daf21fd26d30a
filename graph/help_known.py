"""What the records tell of mentors: those of the peers, and what the matches of the helpdesk add to it."""

from collections import Counter
from collections.abc import Callable

from graph.desk import Desk
from graph.help_matches import AGREED, DECLINED, PEER, matches
from graph.help_requests import requests
from graph.peer_desk import known
from graph.peer_fit import Known


def known_mentors(desk: Desk, called: Callable[[int], str]) -> Known:
    """Gather who may have how many towns, how many each has, and who said no; `called` names a city."""
    held, made = known(desk, called), [one for one in matches(desk) if one.pillar == PEER]
    running = {one.id for one in requests(desk) if one.state == "running"}
    taken = Counter(held.taken)
    taken.update(one.mentor for one in made if one.answer == AGREED and one.request in running)
    said_no = {
        (one.city, one.mentor): f"{called(one.mentor)} and the town did not agree: {one.declined}"
        for one in made
        if one.answer == DECLINED
    }
    return Known(held.capacity, dict(taken), {**said_no, **held.refused}, held.asked)
