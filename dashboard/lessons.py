"""Lessons across domains: what release and team's records hold together, the matrix, what is near a hole, the trace."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from graph.bridging import Bridge, Stands, bridges
from graph.desk import Desk
from graph.endpoint import Endpoint
from graph.lesson_desk import LessonRecord, WrittenLesson, decided_passages, lesson_records
from graph.lesson_matrix import Cell, challenge_cells, domain_cells
from graph.lesson_nearness import Hole, Near, Place, nearest
from graph.lessons import BARRIERS, LESSON, REFUSED, WITHDRAWN, Lesson, Transfer
from graph.passages import About, Passage, Told, passages
from graph.transfer_desk import claims
from ontology.terms import PREFIXES, SCHEME, label, terms
from queries.ask import ask

MOST_BARRIERS = 3
"""So many barriers are looked for at most where nobody chooses one: the most frequent of the cell."""
ID = PREFIXES["id"]


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice: its key, title, what it is about, and the city that began it."""

    key: str
    title: str
    challenges: tuple[str, ...]
    domains: tuple[str, ...]
    barriers: tuple[str, ...]
    geonames: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known: practices by key, lessons and claims of release and records, passages that wait."""

    practices: Mapping[str, Practice]
    lessons: tuple[Lesson, ...]
    claims: tuple[Transfer, ...]
    waiting: tuple[Passage, ...]
    records: Mapping[str, LessonRecord]

    def place_of(self, lesson: Lesson) -> Place | None:
        """Give the city of a lesson, where its practice tells one."""
        practice = self.practices.get(lesson.origin) if lesson.of == "practice" else None
        return practice.place if practice else None

    @property
    def places(self) -> dict[str, Place]:
        """Lead the keys of lessons and passages to their cities."""
        every = (*self.lessons, *(one.as_lesson for one in self.waiting))
        return {one.key: place for one in every if (place := self.place_of(one))}


@dataclass(frozen=True, slots=True)
class Released:
    """What the release alone holds of lessons; the same for as long as it is served."""

    practices: tuple[Practice, ...]
    lessons: tuple[Lesson, ...]
    claims: tuple[Transfer, ...]
    passages: tuple[Passage, ...]


def released(endpoint: Endpoint) -> Released:
    """Read practices, lessons and claims from the graph, and find the passages in the texts of the practices."""
    held: dict[str, Lesson] = {}
    for row in ask(endpoint, "lessons/list").records():
        held.setdefault(_key(row["lesson"], "lesson"), _lesson(row))
    practices = tuple(map(_practice, ask(endpoint, "lessons/practices").records()))
    about = {one.key: About(one.challenges, one.domains, one.barriers) for one in practices}
    texts = map(_text, ask(endpoint, "lessons/passages").records())
    claimed = map(_claim, ask(endpoint, "lessons/claims").records())
    return Released(practices, tuple(held.values()), tuple(claimed), tuple(passages(texts, about)))


def known(release: Released, desk: Desk) -> Known:
    """Put the team's records over the release: what people wrote since then holds."""
    records = {one.key: one for one in lesson_records(desk, (LESSON, REFUSED, WITHDRAWN))}
    own = {one.key: one.lesson for one in records.values() if one.status == LESSON}
    lessons = [own.pop(one.key, one) for one in release.lessons if one.key not in records or one.key in own]
    said = {one.transfer.key: one.transfer for one in claims(desk)}
    carried = [said.pop(one.key, one) for one in release.claims]
    practices = {one.key: one for one in release.practices}
    done = decided_passages(desk)
    waiting = [one for one in release.passages if one.key not in done]
    kept = {key: one for key, one in records.items() if one.status == LESSON}
    return Known(practices, (*lessons, *own.values()), (*carried, *said.values()), tuple(waiting), kept)


def by_challenge(of: Known) -> list[Cell]:
    """Count practices, lessons and waiting passages by challenge (rows) and domain (columns)."""
    return challenge_cells(keys("challenge"), keys("domain"), of.practices.values(), of.lessons, of.waiting)


def by_domain(of: Known) -> list[Cell]:
    """Count the lessons that are carried from each domain (rows) to each other (columns)."""
    return domain_cells(keys("domain"), list(of.practices.values()), of.lessons, of.waiting, of.claims)


def keys(scheme: str) -> tuple[str, ...]:
    """Give the keys of a scheme, in the order of their names."""
    start = f"{scheme}-"
    held = {term.name.removeprefix(start): term.label for term in terms() if term.name.startswith(start)}
    return tuple(sorted(held, key=held.__getitem__))


def named(scheme: str, key: str) -> str:
    """Name a concept as its scheme does; "" is what is not stated."""
    return label(SCHEME[f"{scheme}-{key}"]) if key else "not stated"


def hole(
    of: Known,
    domain: str,
    challenge: str = "",
    origin: str = "",
    barrier: str = "",
    town: Place | None = None,
) -> tuple[Hole, str]:
    """Say what a cell looks for, and in a sentence where its barriers come from."""
    barriers, basis = _barriers(of, domain, challenge, barrier)
    return Hole(domain, barriers, frozenset({challenge} - {""}), origin, town), basis


def near_lessons(of: Known, wanted: Hole) -> list[Near]:
    """Give the nearest lessons of other domains."""
    return nearest(wanted, of.lessons, of.places)


def near_passages(of: Known, wanted: Hole) -> list[Near]:
    """Give the nearest passages that wait for a person; they are no lessons yet."""
    return nearest(wanted, (one.as_lesson for one in of.waiting), of.places)


def town_of(endpoint: Endpoint, city: str) -> Place | None:
    """Look up a town to compare with, by its GeoNames id; None where none is named or no such city is held."""
    rows = ask(endpoint, "cities/profile", city=city).records() if city else []
    if not rows:
        return None
    row = rows[0]
    return Place(str(row["name"]), int(row["population"] or 0), frozenset(_several(row["typologies"])))


def written(passage: Passage) -> WrittenLesson:
    """Write a passage as the lesson that somebody may find in it; its source alone says it."""
    return WrittenLesson(
        *(passage.statement, "practice", passage.practice, passage.kind),
        barriers=passage.barriers,
        challenges=passage.challenges,
        domains=passage.domains,
        passage=passage.key,
    )


def _barriers(of: Known, domain: str, challenge: str, barrier: str) -> tuple[frozenset[str], str]:
    if barrier:
        return frozenset({barrier}), f"The barrier {named('barrier', barrier)} was chosen."
    cell = _count(of, domain, challenge)
    if cell:
        return _frequent(cell), "The barriers are those that practices, lessons and passages of this cell name most."
    if challenge and (wide := _count(of, domain, "")):
        told = f"Nothing in this cell names a barrier; these are the ones named most in {named('domain', domain)}"
        return _frequent(wide), f"{told}, whatever the challenge."
    return frozenset(BARRIERS), "Nothing here names a barrier; every barrier counts. Choose one to narrow it."


def _count(of: Known, domain: str, challenge: str) -> Counter[str]:
    every: tuple[Any, ...] = (*of.practices.values(), *of.lessons, *of.waiting)
    held = [one for one in every if domain in one.domains and (not challenge or challenge in one.challenges)]
    return Counter(key for one in held for key in one.barriers)


def _frequent(found: Counter[str]) -> frozenset[str]:
    ranked = sorted(found, key=lambda key: (-found[key], key))
    return frozenset(ranked[:MOST_BARRIERS])


def trace(endpoint: Endpoint, lesson: Lesson) -> list[dict[str, Any]]:
    """Follow a lesson to city, practice, project, programme, file and row."""
    if lesson.of == "practice":
        return ask(endpoint, "lessons/of-practice", practice=quote(lesson.origin, safe="")).records()
    if lesson.of == "project":
        return ask(endpoint, "lessons/of-project", project=lesson.origin).records()
    return list(_steps(ask(endpoint, "practices/lesson-trace", lesson=lesson.key).records()))


def _steps(rows: Sequence[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """Write the trace of an adoption step by step, each thing once."""
    found: dict[tuple[Any, ...], None] = {}
    for row in rows:
        found[1, "city", row["city"], "put it to use", None, None] = None
        found[2, "practice", row["practiceName"], "put to use there", None, None] = None
        for place, step, name, told in (
            (3, "project", "title", "it came out of it"),
            (4, "programme", "programme", ""),
        ):
            if row[name]:
                found[place, step, row[name], told or "funded the project", None, None] = None
        if row["file"]:
            found[5, "row", row["source"], "tells the project", row["file"], row["row"]] = None
    names = ("place", "step", "name", "told", "file", "row")
    yield from (dict(zip(names, one, strict=True)) for one in sorted(found, key=lambda one: (one[0], str(one[1:]))))


def bridging(endpoint: Endpoint) -> list[Bridge]:
    """Judge how far each practice bridges the communities of the network of authorities."""
    partners: dict[int, dict[int, int]] = {}
    for row in ask(endpoint, "lessons/partner-communities").records():
        partners.setdefault(int(row["geonames"]), {})[int(row["community"])] = int(row["partners"])
    return bridges(map(_stands, ask(endpoint, "lessons/practice-cities").records()), partners)


def _stands(row: Mapping[str, Any]) -> Stands:
    group, ways = row["community"], row["betweenness"]
    return Stands(
        *(_key(row["practice"], "practice"), str(row["title"]), str(row["relation"]), int(row["geonames"])),
        str(row["city"]),
        None if group is None else int(group),
        None if ways is None else float(ways),
    )


def _key(iri: object, kind: str) -> str:
    return unquote(str(iri).removeprefix(f"{ID}{kind}/"))


def _several(cell: object) -> tuple[str, ...]:
    return tuple(part for part in str(cell or "").split("|") if part)


def _practice(row: Mapping[str, Any]) -> Practice:
    place = Place(str(row["city"]), int(row["population"] or 0), frozenset(_several(row["typologies"])))
    geonames = int(row["geonames"] or 0)
    return Practice(
        _key(row["practice"], "practice"),
        str(row["title"]),
        _several(row["challenges"]),
        _several(row["domains"]),
        _several(row["barriers"]),
        geonames,
        place if geonames else None,
    )


def _lesson(row: Mapping[str, Any]) -> Lesson:
    of, _, origin = str(row["origin"]).removeprefix(ID).partition("/")
    return Lesson(
        key=_key(row["lesson"], "lesson"),
        statement=str(row["statement"]),
        of=of,
        origin=unquote(origin),
        barriers=_several(row["barriers"]),
        challenges=_several(row["challenges"]),
        domains=_several(row["domains"]),
        **{name: str(row[name] or "") for name in ("kind", "level", "evidence", "page", "language", "by", "day")},
    )


def _claim(row: Mapping[str, Any]) -> Transfer:
    names = ("from", "to", "reason", "by", "status", "why", "evidence", "day")
    said = (str(row[name] or "") for name in names)
    return Transfer(_key(row["claim"], "transfer"), _key(row["lesson"], "lesson"), *said)


def _text(row: Mapping[str, Any]) -> Told:
    return Told(_key(row["practice"], "practice"), str(row["part"]), str(row["text"]), str(row["language"] or ""))
