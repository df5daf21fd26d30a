"""Lists that users fill in: members of a network, practices of cities, exchanges between cities."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from babel import Locale

from graph.records import Membership, Named, Participation, Practice, Project, Record, Subject, Theme
from ingest.countries import country_code
from ingest.keys import slug
from ingest.practice_facts import facts
from ingest.programme_tree import below, find
from ingest.row import MAIL, Row
from ingest.template import allowed

YEAR_OR_MONTH = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
WORDS_BETWEEN = re.compile(r"[\s,;/]+")
EMPTY = "the cell is empty"
WITHOUT_CITY = {"partnership-action"}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list belongs to: its source's key and title, its programme, and its own words for statuses and kinds."""

    key: str
    title: str
    programme: str
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kind: str = ""


def memberships(listing: Listing, row: Row) -> Iterator[Record]:
    """Yield one city's membership in the network, or in a part of it."""
    row.ignore("source", why="stands beside each fact for the reader of the list")
    initiative, status = under(listing, row, "initiative"), word(listing, row, "status") or "member"
    since, until = period(row, "since", "until")
    yield Membership(initiative, place(row), status, since, until)


def practices(listing: Listing, row: Row) -> Iterator[Record]:
    """Yield one practice with its themes."""
    row.ignore("source", why="stands beside each fact for the reader of the list")
    title, city, programme = needed(row, "title"), place(row), under(listing, row, "programme")
    (start, end), spoken = period(row, "start", "end"), languages(row)
    key = f"{listing.key}/{slug(f'{city.name} {title}')}"
    yield Practice(
        key=key,
        title=title,
        programme=programme,
        city=city,
        summary=plain_text(row, "summary"),
        start=start,
        end=end,
        page=page(row),
        project=project(row),
        languages=spoken,
        facts=facts(row, partial(word, listing), spoken),
    )
    yield from themes(listing, row, key)


def exchanges(listing: Listing, row: Row) -> Iterator[Record]:
    """Yield one exchange and the part of one city in it."""
    row.ignore("source", why="stands beside each fact for the reader of the list")
    title, kind = needed(row, "title"), word(listing, row, "kind") or listing.kind
    if not kind:
        raise row.bad(EMPTY, f"write one of {', '.join(allowed('kind'))}", "kind")
    start, end = period(row, "start", "end")
    programme, organisation = under(listing, row, "programme"), plain_text(row, "organisation")
    key = f"{listing.key}/{slug(f'{title} {start[:4]}')}"
    yield Project(key, title, programme, "", start, end, page(row), kind)
    role = word(listing, row, "role")
    if kind in WITHOUT_CITY and not row.take("city"):
        row.ignore("country", "nuts", "postcode", why="the row names no city")
        return
    if not role:
        raise row.bad(EMPTY, f"write one of {', '.join(allowed('role'))}", "role")
    yield Participation(key, place(row), role, "place" if organisation else "authority", organisation)


READERS: Mapping[str, Callable[[Listing, Row], Iterator[Record]]] = {
    "memberships": memberships,
    "practices": practices,
    "exchanges": exchanges,
}
"""By template: the function that reads its rows."""


def needed(row: Row, column: str) -> str:
    """Read a text that must not be empty."""
    text = plain_text(row, column)
    if not text:
        raise row.bad(EMPTY, f"write the {column}, or delete the row", column)
    return text


def plain_text(row: Row, column: str) -> str:
    """Read a text; an e-mail address in it stops, for persons have no place in the graph."""
    text = row.take(column)
    if MAIL.search(row.cells[column]):
        raise row.bad("the cell holds an e-mail address", "take it out; no data on persons is taken in", column)
    return text


def place(row: Row) -> Named:
    """Read the city of a row with its hints."""
    needed(row, "city")
    is_country(row)
    if "nuts" in row.cells and (code := row.take("nuts")) and not NUTS.match(code):
        raise row.bad(f"{code!r} is no NUTS code", "write it as PT119, or leave the cell empty", "nuts")
    return row.city("city", country="country", nuts="nuts", postcode="postcode")


def is_country(row: Row) -> None:
    """Stop when the country of a row is none."""
    needed(row, "country")
    if not country_code(row.take("country")):
        remedy = "write its EU code, such as PT or EL, or its name in a language of the EU"
        raise row.bad(f"{row.take('country')!r} is no country", remedy, "country")


def under(listing: Listing, row: Row, column: str) -> str:
    """Read the programme of a row, which must be that of the source or a part of it; an empty cell means that one."""
    text = row.take(column)
    if not text:
        return listing.programme
    parts = below(listing.programme)
    if (found := find(text)) in parts:
        return found
    remedy = f"write one of {', '.join(parts)}" if len(parts) > 1 else f"write {parts[0]} or leave the cell empty"
    if found:
        remedy += ", or put the row into the folder of its own source"
    raise row.bad(f"{text!r} is not {listing.title} or a part of it", remedy, column)


def word(listing: Listing, row: Row, column: str, scheme: str = "") -> str:
    """Read a word of a fixed list, by key, by English label or as the source writes it; "" when empty."""
    text = row.take(column)
    known = allowed(scheme or column)
    if not text or text in known:
        return text
    own = {written.casefold(): meant for written, meant in listing.words.get(column, {}).items()}
    labels = {label.casefold(): key for key, label in known.items()}
    small = text.casefold()
    found = own.get(small) or labels.get(small) or labels.get(small.replace("-", " ")) or small * (small in known)
    if not found:
        remedy = f"write one of {', '.join(known)}, or say with `ncp map` what it means"
        raise row.bad(f"{text!r} is not a known {column}", remedy, column)
    return found


def period(row: Row, first: str, last: str) -> tuple[str, str]:
    """Read when something began and ended; an end before the beginning stops."""
    begin, end = when(row, first), when(row, last)
    if begin and end and end < begin[: len(end)]:
        raise row.bad(f"{end} lies before {begin}", f"correct {first} or {last}", last)
    return begin, end


def when(row: Row, column: str) -> str:
    """Read a day, a month or a year."""
    text = row.take(column)
    return text if YEAR_OR_MONTH.fullmatch(text) else row.date(column)


def page(row: Row) -> str:
    """Read a web address."""
    text = row.take("page")
    if text and not text.startswith(("https://", "http://")):
        raise row.bad(f"{text!r} is no web address", "write it with https:// in front, or leave the cell empty", "page")
    return text


def project(row: Row) -> str:
    """Read the key of a project."""
    text = row.take("project")
    if text and not re.fullmatch(r"[\w-]+/[\w-]+", text):
        remedy = "write it as PROGRAMME/NAME, such as urbact-3/boostinno, or leave the cell empty"
        raise row.bad(f"{text!r} is no key of a project", remedy, "project")
    return text


def languages(row: Row) -> tuple[str, ...]:
    """Read codes of languages."""
    codes = tuple(code.lower() for code in WORDS_BETWEEN.split(row.take("languages")) if code)
    known = Locale("en").languages
    if wrong := [code for code in codes if len(code) != 2 or code not in known]:
        raise row.bad(f"{wrong[0]!r} is no code of a language", "write codes such as en pt", "languages")
    return codes


def themes(listing: Listing, row: Row, practice: str) -> Iterator[Record]:
    """Yield the keywords of a practice."""
    for label in dict.fromkeys(part.strip() for part in row.take("themes").split(";")):
        if label:
            key = f"{listing.key}/{slug(label)}"
            yield Theme(key, label, listing.key)
            yield Subject("practice", practice, key)
