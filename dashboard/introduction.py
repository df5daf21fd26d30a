"""What introductions are looked for in, and between whom: who shares what, the town, and what is sought."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.acquaintance import Member, Part, Seat, World, world
from graph.central import central_of
from graph.endpoint import Endpoint, Table
from graph.errors import BadInput
from graph.introduction import Target
from graph.workspace import Release
from ontology.terms import PREFIXES
from queries.ask import ask

Found = dict[str, Any]
PROJECT = f"{PREFIXES['id']}project/"
MEETING = ("city-networks", "urban-agenda")
"""Families whose members work together; holders of a label or signatories of a covenant need not have met."""


def known_world(endpoint: Endpoint, year: int, rich: frozenset[int] = frozenset()) -> World:
    """Read who shares what in a release; `year` is that of the release, `rich` are the cities that are spared."""
    projects = {str(row["project"]): row for row in _whole(ask(endpoint, "network/project-years"))}
    parts = [
        _part(row, projects[str(row["project"])])
        for row in _whole(ask(endpoint, "network/participations"))
        if str(row["project"]) in projects
    ]
    rows = list(_whole(ask(endpoint, "network/memberships")))
    members = _members(endpoint, rows)
    groups = {str(row["group"]): str(row["groupName"]) for row in rows if row["group"]}
    agencies = _whole(ask(endpoint, "network/agencies"))
    seats = [Seat(f"{row['name']} ({row['country']})", str(row["body"])) for row in agencies]
    return world(parts, members, year, groups, seats, rich)


def world_of(endpoint: Endpoint, release: Release) -> World:
    """Read who shares what in a release that lies at hand, and which cities are central in it."""
    return known_world(endpoint, int(str(release.manifest["created"])[:4]), central_of(release.folder))


def known_members(endpoint: Endpoint) -> list[Member]:
    """Read which urban authorities are members of what, and whether the members of that meet."""
    return _members(endpoint, list(_whole(ask(endpoint, "network/memberships"))))


def _members(endpoint: Endpoint, rows: Iterable[Found]) -> list[Member]:
    families = {str(row["programme"]): row["family"] for row in ask(endpoint, "programmes/tree").records()}
    return [_member(row, families) for row in rows]


def _member(row: Found, families: Mapping[str, str]) -> Member:
    initiative = str(row["initiative"])
    meets = families.get(initiative) in MEETING
    return Member(_number(row["city"]), initiative, str(row["group"] or ""), meets)


def _whole(table: Table) -> Iterator[Found]:
    if table.truncated:
        raise BadInput("the answer on who takes part was cut", "ask the release itself, not an endpoint with a limit")
    for row in table.rows:
        yield dict(zip(table.columns, row, strict=True))


def _part(row: Found, project: Found) -> Part:
    years = (_year(project["startYear"]), _year(project["endYear"]))
    about = (str(row["body"]), _number(row["city"]), str(row["project"]))
    return Part(*about, str(project["programme"]), str(row["reading"]), *years)


def _number(city: object) -> int:
    return int(str(city).rpartition("/")[2])


def _year(value: object) -> int:
    return int(str(value)[:4]) if value else 0


def find_target(endpoint: Endpoint, known: World, text: str) -> Target:
    """Find what is sought: a programme, initiative or call by its key, or a project by key or acronym."""
    tree = {str(row["programme"]): row for row in ask(endpoint, "programmes/tree").records()}
    if text in tree:
        return _programme(tree, known, text)
    project = text if text.startswith(PROJECT) else PROJECT + text
    by_key = {part.project: part.programme for part in known.parts if part.project == project}
    if not by_key:
        by_key = _named_projects(endpoint, text)
    (iri, under), *others = by_key.items()
    if others:
        named = ", ".join(key.removeprefix(PROJECT) for key in list(by_key)[:5])
        raise BadInput(f"several projects are called {text!r}", f"give the key of one: {named}")
    return Target(text.removeprefix(PROJECT), frozenset({iri}), frozenset(), frozenset(_above(tree, under)))


def _named_projects(endpoint: Endpoint, text: str) -> dict[str, str]:
    rows = ask(endpoint, "network/projects", text=text).records()
    named = [row for row in rows if row["named"]] or rows
    if not named:
        remedy = "give a key of `ncp ask programmes/tree`, or the key or acronym of a project"
        raise BadInput(f"no programme, initiative or project is called {text!r}", remedy)
    return {str(row["project"]): str(row["programme"]) for row in named}


def _above(tree: Mapping[str, Found], key: str) -> list[str]:
    chain = [key]
    while (parent := tree.get(chain[-1], {}).get("parent")) and parent not in chain:
        chain.append(str(parent))
    return chain


def _programme(tree: Mapping[str, Found], known: World, key: str) -> Target:
    under = below(tree, key)
    projects = frozenset(part.project for part in known.parts if part.programme in under)
    return Target(str(tree[key]["name"]), projects, under, under | frozenset(_above(tree, key)))


def below(tree: Mapping[str, Found], key: str) -> frozenset[str]:
    """Give a node of the programme tree and all that stand below it."""
    return frozenset(each for each in tree if key in _above(tree, each))
