"""The verdict on a city: linked, searched and absent, or not covered, for each programme family.

linked      at least one project or membership acts for the city or has an organisation in it
absent      no link, a source covers the family completely for the country, and no undecided row may be the city
uncovered   all else: the sources cannot tell
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.findings import Link
from graph.quads import Quads, integer, iri, programme, resource, text
from graph.records import City
from ontology.terms import NCP, RDF, SCHEME

FIRST = (
    "urbact",
    "urban-innovation",
    "interreg",
    "framework-programme",
    "cohesion-policy",
    "cities-mission",
    "covenant-of-mayors",
    "urban-agenda",
)
"""Families in the order in which a contact point for towns asks after them; the others follow by key."""

NAMED = 3
"""So many families of a kind a reason names; of more it says how many they are."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows for one city; families by key, links counted as distinct projects and initiatives.

    `authority` counts those in which the urban authority takes part,
    `place` those that only reach an organisation in the town; `doubtful` says
    that an undecided row of a complete source may mean the city.
    """

    city: int
    linked: frozenset[str]
    absent: frozenset[str]
    uncovered: frozenset[str]
    authority: int
    place: int
    doubtful: bool = False

    @property
    def state(self) -> str:
        """The state over all families; a city that an undecided row may mean is not called absent."""
        if self.linked:
            return "linked"
        return "absent" if self.absent and not self.doubtful else "uncovered"


def judge(
    cities: Iterable[City],
    links: Iterable[Link],
    families: Mapping[str, str],
    complete: Mapping[str, frozenset[str]],
    undecided: Iterable[tuple[int, str]],
) -> Iterator[Verdict]:
    """Give every city its verdict; `families` leads programme keys to family keys."""
    everything = frozenset(families.values())
    of_city: dict[int, list[Link]] = {}
    for link in links:
        of_city.setdefault(link.city, []).append(link)
    doubtful: dict[int, set[str]] = {}
    for city_id, under in undecided:
        doubtful.setdefault(city_id, set()).add(families.get(under, ""))
    nothing: frozenset[str] = frozenset()
    for city in cities:
        own = of_city.get(city.geonames, [])
        linked = frozenset(families[link.programme] for link in own)
        doubts = complete.get(city.country, nothing) & doubtful.get(city.geonames, set())
        searched = complete.get(city.country, nothing) - linked - doubts
        authority = {link.target for link in own if link.reading == "authority"}
        place = {link.target for link in own} - authority
        uncovered = everything - linked - searched
        yield Verdict(city.geonames, linked, searched, uncovered, len(authority), len(place), bool(doubts))


def describe_verdict(quads: Quads, verdict: Verdict) -> None:
    """Write a verdict and its short links from city to family."""
    city = resource("city", verdict.city)
    quads.add(city, NCP.linkedTo, *(programme(key) for key in verdict.linked))
    quads.add(city, NCP.absentFrom, *(programme(key) for key in verdict.absent))
    quads.add(city, NCP.notCoveredFor, *(programme(key) for key in verdict.uncovered))
    node = resource("verdict", verdict.city)
    quads.add(node, RDF.type, iri(NCP.Verdict))
    quads.add(node, NCP.forCity, city)
    quads.add(node, NCP.state, iri(SCHEME[f"state-{verdict.state}"]))
    kinds = (verdict.linked, verdict.absent, verdict.uncovered)
    quads.add(node, NCP.familyStates, text(";".join("|".join(sorted(keys)) for keys in kinds)))
    quads.add(node, NCP.authorityLinks, integer(verdict.authority))
    quads.add(node, NCP.placeLinks, integer(verdict.place))


def describe_link(quads: Quads, link: Link) -> None:
    """Write the short link from a city to a project or an initiative."""
    city = resource("city", link.city)
    quads.add(city, NCP.takesPartIn, link.target)
    if link.reading == "authority":
        quads.add(city, NCP.authorityTakesPartIn, link.target)


def ranked(families: Iterable[str]) -> list[str]:
    """Put keys of families in the order in which a contact point asks after them."""
    return sorted(families, key=lambda key: (FIRST.index(key) if key in FIRST else len(FIRST), key))


def reason(
    name: str,
    population: int,
    country: str,
    links: tuple[int, int],
    *,
    absent: Sequence[str],
    undecided: Sequence[str],
    uncovered: Sequence[str],
    setting: str = "",
) -> str:
    """Say in words why a city has its state.

    `links` counts those of the authority and those of the place; families come
    as labels: absent ones with what was searched, undecided ones where a row of
    a complete source may mean the city, uncovered ones without a complete source.
    The most asked for stand first: those that are not named are counted. `setting`
    says where the city lies (graph.peripheral.setting).
    """
    who = ", ".join(part for part in (name, inhabitants(population), setting) if part)
    told = [f"{who}: {_found(links, absent, country)}."]
    if undecided:
        told.append(f"Undecided: a row of {_join(undecided)} may mean this city.")
    if uncovered:
        told.append(f"Not covered: {_join(uncovered)}.")
    return " ".join(told)


def inhabitants(population: int) -> str:
    """Write a number of inhabitants; 0 means that nobody has told it."""
    return f"{population:,} inhabitants" if population else "population not known"


def _found(links: tuple[int, int], absent: Sequence[str], country: str) -> str:
    searched = f"not found in {_join(absent, 'or')}, which our sources list completely for {country}" if absent else ""
    if any(links):
        return "; ".join(part for part in (_links(*links), searched) if part)
    return searched or f"no link found, but no source covers {country} completely, so this is no gap yet"


def _links(authority: int, place: int) -> str:
    own = f"its authority takes part in {authority} {'project or initiative' if authority == 1 else _MANY}"
    town = f"{place} {'project reaches' if place == 1 else 'projects reach'} only an organisation in the town"
    if authority and place:
        return f"{own}, and {town}"
    return own if authority else town


_MANY = "projects or initiatives"


def _join(words: Sequence[str], last: str = "and") -> str:
    """Join words; of more than one above the limit, the rest is counted."""
    if len(words) > NAMED + 1:
        return f"{', '.join(words[:NAMED])} {last} {len(words) - NAMED} more"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
