"""Mentors and experts that were refused for a town, as rows for page and command, from peers and helpdesk alike."""

from collections.abc import Callable, Iterable, Mapping

from graph.desk import Desk
from graph.errors import BadParameter
from graph.help_known import take_back
from graph.refusals import EXPERT, Refusal, refusals

COLUMNS = ("key", "town", "with", "kind", "refused on", "because", "where")


def name_of(one: Refusal, called: Callable[[int], str], experts: Mapping[int, str]) -> str:
    """Name the mentor city or the expert that was refused."""
    return experts.get(one.mentor, f"expert {one.mentor}") if one.pillar == EXPERT else called(one.mentor)


def rows(
    found: Iterable[Refusal], called: Callable[[int], str], experts: Mapping[int, str]
) -> list[tuple[str, str, str, str, str, str, str]]:
    """List every no with its day and reason, with the columns of `COLUMNS`."""
    return [
        (
            *(one.key, called(one.city), name_of(one, called, experts)),
            *("expert" if one.pillar == EXPERT else "city", one.day, one.why),
            f"helpdesk, request {one.request}" if one.request else "peers",
        )
        for one in found
    ]


def take_back_by_key(desk: Desk, key: str, by: str) -> Refusal:
    """Take back the no that a key such as `match 12` names."""
    wanted = " ".join(key.lower().split())
    found = next((one for one in refusals(desk) if one.key == wanted), None)
    if found is None:
        raise BadParameter(f'There is no refusal "{key[:40]}"; `ncp peers refused` lists them with their keys.')
    take_back(desk, found, by)
    return found
