"""What the team's records hold of the helpdesk, as a release may tell it: the name behind a title is left out."""

from dataclasses import replace

from graph.describe_support import Support
from graph.desk import FILE, address_in, open_desk
from graph.help_experts import experts
from graph.help_matches import Match, matches
from graph.help_requests import Request, requests
from graph.workspace import Workspace
from ingest.practice_facts import without_names


def support_of(workspace: Workspace, address: str = "") -> Support:
    """Read requests, matches and experts at an address, or of the workspace, which may not have any yet."""
    if not address and not (workspace.desk / FILE).is_file():
        return Support()
    desk = open_desk(address or address_in(workspace.desk))
    return Support(tuple(map(_request, requests(desk))), tuple(map(_match, matches(desk))), tuple(experts(desk)))


def _request(one: Request) -> Request:
    return replace(one, need=without_names(one.need), steps=without_names(one.steps))


def _match(one: Match) -> Match:
    why, warning, declined = map(without_names, (one.why, one.warning, one.declined))
    return replace(one, why=why, warning=warning, declined=declined)
