"""What our lists suggest to a sample of towns, and what each might have suggested, for the audit of equity.

Each list is asked as its page asks it, once as it is and once with the correction that spares central cities.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyarrow import parquet

from dashboard import companions, flags, next_links, practices
from dashboard.introduce import Telling
from dashboard.introduction import find_target
from dashboard.peers import first, material, need_of, side_of
from dashboard.published import Need
from dashboard.sizes import USE, scheme_named
from dashboard.words import RANGE_BOUNDS
from dashboard.work_rows import Met, first_calls, work
from dashboard.worklist_kept import TOWNS, flags_of, towns_of
from graph.acquaintance import Node, World
from graph.endpoint import Endpoint
from graph.equity import Door, Offer
from graph.errors import BadInput
from graph.introduction import Chain, Start, Target, Ways, doors_of
from graph.peer_fit import able, rank
from graph.peers import Town, peers
from graph.practice_index import index_of
from graph.priority import weights
from graph.workspace import Release
from ontology.terms import terms
from queries.ask import ask

Row = dict[str, Any]
Chains = tuple[Chain, ...]
Doors = tuple[Door, ...]
ASKED, CHAINS = 20, 20
"""So many unlinked towns of each country are asked for, drawn by a seed, and so many of them for chains."""
PAIRED = 5
"""So many towns of each country are paired for a domain and for no need."""
BUDGET, LOOKED_AT = 10, 40
"""Introductions that are planned for each country, among so many towns with the fewest partners."""
FOUND, FITTING = 5, 8
"""So many practices are read: of those found, and of those that may fit."""
SOUGHT = "urbact"
COLUMNS = (
    *("geonames", "name", "country", "population", "nuts3", "size", "typologies", "degurba"),
    *("authority_links", "place_links", "state"),
)


@dataclass(frozen=True)
class Ground:
    """A release and what the lists are made from."""

    endpoint: Endpoint
    release: Release
    known: World

    @cached_property
    def rows(self) -> list[Row]:
        """All towns of the worklist."""
        rows: list[Row] = parquet.read_table(self.release.folder / TOWNS, columns=list(COLUMNS)).to_pylist()
        return rows

    @cached_property
    def of(self) -> Mapping[int, Row]:
        """The towns by GeoNames id."""
        return {row["geonames"]: row for row in self.rows}

    @cached_property
    def beside(self) -> Mapping[str, list[int]]:
        """The linked cities of each NUTS 3 region."""
        held: dict[str, list[int]] = {}
        for row in self.rows:
            if row["state"] == "linked":
                held.setdefault(row["nuts3"], []).append(row["geonames"])
        return held

    @cached_property
    def seeking(self) -> dict[str, list[Row]]:
        """A sample of the towns of 5,000 and more whose authority has no link, by country, the same each time."""
        low, high = RANGE_BOUNDS["towns"]
        held: dict[str, list[Row]] = {}
        for row in self.rows:
            if low <= row["population"] <= high and not row["authority_links"] and row["typologies"]:
                held.setdefault(row["country"], []).append(row)
        return {
            country: random.Random(country).sample(own, min(ASKED, len(own))) for country, own in sorted(held.items())
        }

    @cached_property
    def layer(self) -> next_links.Layer:
        """The layer of all programmes, laid out once for all countries."""
        return next_links.layer_of(self.endpoint, self.known, release=self.release.folder)

    @cached_property
    def _laid(self) -> dict[str, next_links.Ground | None]:
        return {}

    def laid(self, country: str) -> next_links.Ground | None:
        """Lay a country's towns out in that layer, once for all aims; None where no town of it is covered."""
        if country not in self._laid:
            try:
                self._laid[country] = next_links.ground_in(self.layer, self.endpoint, self.known, country)
            except BadInput:
                self._laid[country] = None
        return self._laid[country]

    @cached_property
    def target(self) -> Target:
        """What the towns are introduced to."""
        return find_target(self.endpoint, self.known, SOUGHT)

    @cached_property
    def chains(self) -> list[tuple[Row, Chains, Chains]]:
        """The warmest chains of the towns, as they are and with central cities spared."""
        found, doors = [], doors_of(self.known, self.target)
        for towns in self.seeking.values():
            points = Telling(self.endpoint, self.known, towns[0]["geonames"], self.target).in_office
            for row in towns[:CHAINS]:
                beside = tuple(city for city in self.beside.get(row["nuts3"], ()) if city != row["geonames"])
                start = Start(row["geonames"], row["nuts3"], beside, points)
                ways = Ways(self.known, start, self.target, doors)
                found.append((row, ways.chains(spare=False), ways.chains()))
        return found

    @cached_property
    def paired(self) -> list[tuple[Row, Doors, Doors, Doors]]:
        """Some towns with all peers that may be suggested, the first as they are, and the first with central spared.

        Each town is asked for with a domain and with no need.
        """
        known = material(self.endpoint, self.release, self.known.year)
        needs = [need_of(known, term.label) for term in terms() if term.name.startswith("domain-")]
        door: dict[int, Door] = {city: (city,) for city in known.field.sides}
        found: list[tuple[Row, Doors, Doors, Doors]] = []
        for number, row in enumerate(row for towns in self.seeking.values() for row in towns[:PAIRED]):
            side = side_of(self.endpoint, known, row["geonames"])
            for need in (needs[number % len(needs)], need_of(known)):
                fits = able(rank(side, known.field, need).fits, need)
                orders = (fits, first(known, fits, spare=False), first(known, fits))
                pool, listed, spared = (tuple(door[one.mentor.town.geonames] for one in own) for own in orders)
                found.append((row, pool, listed, spared))
        return found

    def offer(self, row: Mapping[str, Any], pool: Iterable[Door], given: Iterable[Door]) -> Offer:
        """Note what a town is given."""
        return Offer(row["geonames"], row["country"], row["size"], tuple(pool), tuple(given))


def calls(here: Ground, spare: bool) -> list[Offer]:
    """Give the five first calls of each country; the unlinked towns of 5,000 and more might have been."""
    bounds, scheme, found = RANGE_BOUNDS["towns"], scheme_named(here.endpoint, USE), []
    for country in here.seeking:
        towns = towns_of(here.release, country, *bounds, scheme) or ()
        flagged = flags.weighed(flags_of(here.release, country, *bounds) or (), weights())
        first = first_calls(work(towns, flagged, Met()))
        pool = [(town.geonames,) for town in towns if town.state != "linked"]
        found.append(Offer(0, country, "", tuple(pool), tuple((one.town.geonames,) for one in first)))
    return found


def introductions(here: Ground, spare: bool) -> list[Offer]:
    """Give the doors of the warmest chains to URBACT; whoever takes part in it might have been one."""
    if not any(row["programme"] == SOUGHT for row in ask(here.endpoint, "programmes/tree").records()):
        return []
    city_of = {part.body: part.city for part in here.known.parts}
    parts = (part for project in here.target.projects for part in here.known.of_project.get(project, ()))
    pool = [(city,) for city in sorted({part.city for part in parts})]
    found = []
    for row, as_they_are, spared in here.chains:
        ends = [chain.steps[-1] for chain in (spared if spare else as_they_are)]
        doors = [(_city(step.begin, city_of),) for step in ends if step.kind != "contact-point"]
        found.append(here.offer(row, pool, doors))
    return found


def _city(body: Node, city_of: Mapping[str, int]) -> int:
    return int(body.key) if body.kind == "authority" else city_of[body.key]


def links(aim: str) -> Callable[[Ground, bool], list[Offer]]:
    """Make the list of next links of each country under an aim; its tied cities and what runs might have been doors."""

    def planned(here: Ground, spare: bool) -> list[Offer]:
        found = []
        for country in here.seeking:
            if laid := here.laid(country):
                made = next_links.plan(laid, aim, BUDGET, seeds=0, most=LOOKED_AT, spare=spare)
                found += next_links.offers(laid, made)
        return found

    return planned


def town(row: Row) -> Town:
    """Read a town to compare from a row of the worklist."""
    return companions.town({**row, "degurba": row["degurba"] or None, "authorityLinks": row["authority_links"]})


def peers_abroad(here: Ground, spare: bool) -> list[Offer]:
    """Give the peers of each town; linked towns abroad with half to twice its inhabitants might have been."""
    linked = [town(row) for row in here.rows if row["authority_links"] and row["typologies"] and row["population"]]
    found = []
    for row in (row for towns in here.seeking.values() for row in towns):
        own = town(row)
        fit = [o for o in linked if own.population <= 2 * o.population <= 4 * own.population]
        pool = [one for one in fit if one.country != own.country]
        given = peers(own, pool)
        found.append(here.offer(row, [(o.geonames,) for o in pool], [(o.town.geonames,) for o in given]))
    return found


def peers_for_a_need(here: Ground, spare: bool) -> list[Offer]:
    """Give the peers of some towns, each for a domain and for no need; all that may be suggested might have been."""
    return [here.offer(row, pool, spared if spare else listed) for row, pool, listed, spared in here.paired]


def practices_found(here: Ground, spare: bool) -> list[Offer]:
    """Give the hosts of the first practices that are found for each domain and challenge; any practice might be."""
    index = index_of(here.release, here.endpoint)
    rows = practices.found(here.endpoint, index, Need())
    pool = tuple((int(row["geonames"]),) for row in rows if row["geonames"])
    found = []
    for term in (term for term in terms() if term.name.startswith(("challenge-", "domain-"))):
        hits = practices.found(here.endpoint, index, Need(term.label))[:FOUND]
        found.append(Offer(0, "", "", pool, tuple((int(row["geonames"]),) for row in hits if row["geonames"])))
    return found


def practices_fitting(here: Ground, spare: bool) -> list[Offer]:
    """Give the hosts of the practices that may fit each town, as its page shows them; all that fit might be first."""
    asked = [row for towns in here.seeking.values() for row in towns]
    # These towns have begun none themselves, so that all are of others.
    every = ask(here.endpoint, "cities/practices", city=companions.NOBODY).records() if asked else []
    found = []
    for row in asked:
        fit = companions.practices_of({**row, "degurba": row["degurba"] or None}, every)
        doors = [(one.geonames,) for one in fit]
        found.append(here.offer(row, doors, doors[:FITTING]))
    return found
