"""An introduction told in words, for the command line and for a page: each step with its reason and its rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph.acquaintance import Node, World
from graph.endpoint import Endpoint
from graph.introduction import Chain, Start, Step, Target, Ways
from graph.warmth import kinds
from queries.ask import ask

COLUMNS = (
    *("chain", "step", "from", "to", "acquaintance", "through", "organisations", "years", "reason", "warmth"),
    *("chain_warmth", "evidence", "page"),
)
Row = tuple[object, ...]
Found = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Introduction:
    """What is told: a row for each step of each chain, the sentences that go with them, the chains themselves.

    `country` is the EU code of the town's country.
    """

    town: str
    target: str
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]
    chains: tuple[Chain, ...]
    country: str = ""


def introduce(endpoint: Endpoint, known: World, city: int, target: Target, *, spare: bool = True) -> Introduction:
    """Find the warmest chains from a city to what is sought, sparing central cities, and tell them."""
    telling = Telling(endpoint, known, city, target)
    already = telling.already()
    chains = () if already else Ways(known, telling.start, target).chains(spare=spare)
    code = str(telling.profile["country"])
    rows = tuple(row for number, chain in enumerate(chains, 1) for row in telling.rows(number, chain))
    return Introduction(telling.town, target.name, rows, tuple(telling.sentences(chains, already)), chains, code)


class Telling:
    """Puts an introduction into words; what it needs of the graph is asked once."""

    def __init__(self, endpoint: Endpoint, known: World, city: int, target: Target) -> None:
        """Look up the town and who is beside it."""
        self._known, self._city, self._target = known, city, target
        self._endpoint = endpoint
        self._kept: dict[tuple[str, str], list[Found]] = {}
        self.profile = self._ask("cities/profile", city=str(city))[0]
        self.town, self.country = str(self.profile["name"]), str(self.profile["countryName"])

    def _ask(self, name: str, **values: str) -> list[Found]:
        key = name, repr(values)
        if key not in self._kept:
            self._kept[key] = ask(self._endpoint, name, **values).records()
        return self._kept[key]

    @cached_property
    def start(self) -> Start:
        """The town with those beside it and its contact points that are in office."""
        near = self._ask("cities/neighbours", city=str(self._city))
        beside = tuple(int(row["geonames"]) for row in near if row["level"] == "NUTS 3")
        return Start(self._city, str(self.profile["nuts3"] or ""), beside, self.in_office)

    @cached_property
    def in_office(self) -> tuple[str, ...]:
        """The contact points that serve what is sought and are open."""
        return tuple(str(point["point"]) for point in self.points if self._open(point))

    @cached_property
    def every_point(self) -> list[Found]:
        """All contact points of the country."""
        return self._ask("programmes/contact-points", country=str(self.profile["country"]))

    @cached_property
    def points(self) -> list[Found]:
        """The contact points of the country that serve what is sought, what stands above it, or a part of it."""
        names = {row["name"] for row in self._ask("programmes/tree") if row["programme"] in self._target.keys}
        return [point for point in self.every_point if names & set(str(point["instruments"] or "").split("|"))]

    def _open(self, point: Found) -> bool:
        ended = point["until"] and int(str(point["until"])[:4]) < self._known.year
        return not point["vacant"] and not ended

    def already(self) -> str:
        """Say in what the urban authority of the town takes part itself, or ""."""
        links = self._ask("cities/links", city=str(self._city))
        sought = self._target.projects | {f"/programme/{key}" for key in self._target.initiatives}
        own = [
            row
            for row in links
            if row["reading"] == "authority"
            and row["status"] != "applied"
            and (row["link"] in sought or f"/programme/{str(row['link']).rpartition('/')[2]}" in sought)
        ]
        return "; ".join(dict.fromkeys(_titled(row) for row in own[:3]))

    def rows(self, number: int, chain: Chain) -> list[Row]:
        """Give a row for each step of a chain."""
        return [
            (number, place, *self._step(step), round(step.warmth, 3), round(chain.warmth, 3), *self._evidence(step))
            for place, step in enumerate(chain.steps, 1)
        ]

    def _step(self, step: Step) -> Row:
        through, years, sentence = self._how(step)
        bodies = [self._body(node) for node in (step.begin, step.end) if node.kind in ("authority", "organisation")]
        end = self._target.name if step.end.kind == "sought" else self._body(step.end)
        kind = kinds()[step.kind]
        who = self._point(step)["host"] if step.kind == "contact-point" else "; ".join(bodies)
        return self._body(step.begin), end, kind.label, through, who or "", years, f"{sentence} {kind.reason}"

    def _body(self, node: Node) -> str:
        if node.kind == "authority":
            city = self._ask("cities/profile", city=node.key)
            return f"Urban authority of {city[0]['name']} ({city[0]['country']})" if city else f"City {node.key}"
        for part in self._known.parts:
            if part.body == node.key:
                rows = self._ask("network/project", project=part.project)
                found = next((row for row in rows if row["body"] == node.key), None)
                return f"{found['organisation']}, {found['city']} ({found['country']})" if found else "An organisation"
        return "An organisation"

    def _how(self, step: Step) -> tuple[str, str, str]:
        """Name what both share, its years, and say the acquaintance in a sentence."""
        told: Mapping[str, Callable[[Step], tuple[str, str, str]]] = {
            "shared-project": self._project,
            "takes-part": self._project,
            "same-region": self._region,
            "same-town": self._own_town,
            "same-group": self._group,
            "same-association": self._association,
            "member": self._association,
            "same-agency": self._agency,
            "contact-point": self._contact,
        }
        return told[step.kind](step)

    def _project(self, step: Step) -> tuple[str, str, str]:
        row = self._ask("network/project", project=step.through.key)[0]
        years = span(row["startYear"], row["endYear"])
        named = f"{_titled(row)} ({row['programmeName']}, {years or 'years not known'})"
        over = str(row["endYear"] or "9999")[:4] < str(self._known.year)
        if step.kind == "takes-part":
            return _titled(row), years, f"It {'took' if over else 'takes'} part in {named}."
        return _titled(row), years, f"Both {'took' if over else 'take'} part in {named}, with {step.size} known bodies."

    def _region(self, step: Step) -> tuple[str, str, str]:
        region = f"{self.profile['region']} ({self.profile['nuts3']})"
        return region, "", f"Both towns lie in {region}."

    def _own_town(self, step: Step) -> tuple[str, str, str]:
        city = self._ask("cities/profile", city=step.through.key)[0]["name"]
        return str(city), "", f"Both have their seat in {city}, with {step.size} known bodies."

    def _agency(self, step: Step) -> tuple[str, str, str]:
        return (
            step.through.key,
            "",
            f"Both are called {step.through.key}: two seats of one, or one body numbered twice.",
        )

    def _group(self, step: Step) -> tuple[str, str, str]:
        name = self._known.groups.get(step.through.key, "a group")
        return name, "", f"Both joined through {name}, with {step.size} known cities."

    def _association(self, step: Step) -> tuple[str, str, str]:
        tree = {row["programme"]: row["name"] for row in self._ask("programmes/tree")}
        name = str(tree.get(step.through.key, step.through.key))
        since = self._membership(step.begin, step.through.key)
        years = span(since["startYear"], since["endYear"]) if since else ""
        if step.kind == "member":
            return name, years, f"It is a member of {name}{f' {years}' if years else ''}."
        return name, years, f"Both are members of {name}, with {step.size} known members."

    def _membership(self, body: Node, initiative: str) -> Found | None:
        links = self._ask("cities/links", city=body.key)
        return next((row for row in links if str(row["link"]).endswith(f"/programme/{initiative}")), None)

    def _point(self, step: Step) -> Found:
        return next(point for point in self.points if point["point"] == step.through.key)

    def _contact(self, step: Step) -> tuple[str, str, str]:
        point = self._point(step)
        since = span(str(point["since"] or "")[:4], str(point["until"] or "")[:4])
        instruments = str(point["instruments"]).replace("|", ", ")
        return str(point["name"]), since, f"{point['name']} serves {self.country} for {instruments}."

    def _evidence(self, step: Step) -> tuple[str, str]:
        """Name the rows of the sources that say so, and a page."""
        if step.kind == "contact-point":
            point = self._point(step)
            return f"Contact points: {point['page'] or 'no page'}", str(point["homepage"] or "")
        if step.kind in ("shared-project", "takes-part"):
            rows = self._ask("network/project", project=step.through.key)
            wanted = {_iri(node) for node in (step.begin, step.end)}
            own = [row for row in rows if str(row["body"]).rpartition("/id/")[2] in wanted]
            return "; ".join(map(_place, own)), str(rows[0]["page"] or "")
        if step.kind == "same-agency":
            return "; ".join(dict.fromkeys(self._named_in(node.key) for node in (step.begin, step.end))), ""
        if step.kind in ("same-association", "same-group", "member"):
            nodes = [node for node in (step.begin, step.end) if node.kind == "authority"]
            initiative = step.through.key if step.kind != "same-group" else self._initiative(step.through.key)
            found = [self._membership(node, initiative) for node in nodes]
            return "; ".join(_place(row) for row in found if row), ""
        return "Gazetteer: places and NUTS 3 regions", ""

    def _named_in(self, body: str) -> str:
        """Name a row that calls an organisation so."""
        project = next(part.project for part in self._known.parts if part.body == body)
        rows = self._ask("network/project", project=project)
        return next(_place(row) for row in rows if row["body"] == body)

    def _initiative(self, group: str) -> str:
        return next((member.initiative for member in self._known.members if member.group == group), "")

    def sentences(self, chains: Sequence[Chain], already: str) -> list[str]:
        """Say what was found, what the sources cannot tell, and whom to turn to."""
        if already:
            return [f"{self.town} needs no introduction: its urban authority takes part itself ({already})."]
        warm = [chain for chain in chains if chain.steps[0].kind != "contact-point"]
        told = [] if warm else [self._none()]
        if len(warm) and len(chains) < 3:
            these = "these" if len(chains) > 1 else "this one"
            told.append(f"No further chain differs from {these} and is warm enough.")
        return [*told, *self._coverage(), *self._who()]

    def _none(self) -> str:
        return (
            f"No chain of neighbours, associations and projects leads from {self.town} to {self._target.name} "
            f"that is warmer than {kinds()['coldest'].weight:g}."
        )

    def _coverage(self) -> list[str]:
        """Say which families that would tell are not covered completely for the country."""
        tree = {str(row["programme"]): str(row["family"]) for row in self._ask("programmes/tree")}
        wanted = {tree[key] for key in self._target.keys if key in tree}
        rows = self._ask("programmes/families", country=str(self.profile["country"]))
        open_ = [str(row["label"]) for row in rows if row["key"] in wanted and not row["searched"]]
        return [
            f"Not covered: no source lists {name} completely for {self.country}; there may be doors that we cannot see."
            for name in open_
        ]

    def _who(self) -> list[str]:
        """Name the contact points, in office or not."""
        if not self.points:
            others = "; ".join(f"{p['name']} ({str(p['instruments']).replace('|', ', ')})" for p in self.every_point)
            known = f"Its other contact points: {others}." if others else "No other contact point of it is known."
            return [f"No contact point of {self.country} for {self._target.name} is known. {known}"]
        return [f"Contact point: {point['name']}{self._state(point)}." for point in self.points]

    def _state(self, point: Found) -> str:
        host = f", hosted by {point['host']}" if point["host"] else ""
        return host if self._open(point) else f"{host}, {'vacant' if point['vacant'] else 'no longer in office'}"


def lines(found: Introduction) -> list[str]:
    """Write an introduction as lines for a terminal."""
    told = []
    for row in found.rows:
        step = dict(zip(COLUMNS, row, strict=True))
        if step["step"] == 1:
            told.append(f"Chain {step['chain']}, warmth {step['chain_warmth']}")
        told.append(f"  {step['step']}. {step['from']} -> {step['to']}  ({step['acquaintance']}, {step['warmth']})")
        told.append(f"     {step['reason']}")
        told.append(f"     {step['evidence']}")
    return [*told, *found.sentences]


def _iri(node: Node) -> str:
    return f"authority/{node.key}" if node.kind == "authority" else node.key.rpartition("/id/")[2]


def _titled(row: Found) -> str:
    return str(row["acronym"] or row["title"])


def _place(row: Found) -> str:
    sheet = f", sheet {row['sheet']}" if row["sheet"] else ""
    return f"{row['file']}{sheet}, row {row['row']} ({row['sourceTitle']})"


def span(begin: object, end: object) -> str:
    """Write years: "2015–2019", "since 2013", "until 2019", or "" when nobody tells them."""
    first, last = (str(value)[:4] if value else "" for value in (begin, end))
    if first and last:
        return first if first == last else f"{first}–{last}"
    return f"since {first}" if first else f"until {last}" if last else ""
