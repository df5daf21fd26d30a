"""Which column of somebody's table means what: by its header, by a saved mapping, or asked.

A mapping is saved as `FILE.mapping.toml` beside the file, or as `mapping.toml` for all files of a folder.
"""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import tomli_w

from graph.errors import BadInput
from graph.names import key
from ingest.template import FOLDER, Column, allowed

ENDING = ".mapping.toml"
FOR_ALL = "mapping.toml"
PARTS = re.compile(r"[/|;,()\[\]]|\s[-–—]\s|:")
EXPLAINED = ("status", "role", "kind")
"""Lists of values whose words differ from network to network."""
PLACE = (
    Column("city", "Name of the city.", required=True, instead=("name", "organisation")),
    Column("country", "Country: code or name in a language of the EU."),
    Column("nuts", "NUTS code of any level and version."),
    Column("postcode", "Postcode."),
    Column("street", "Address; its town is taken where no city is named."),
    Column("latitude", "Latitude in degrees."),
    Column("longitude", "Longitude in degrees."),
)
"""What can be told of a city in a list of one's own."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a table mean.

    `columns` leads our names to the headers of the table, `constants` our names
    to a value that holds for all rows, `ignored` are headers left out knowingly,
    `values` leads our names to what the table's own words mean.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheet: str = ""
    template: str = ""

    def read(self, cells: Mapping[str, str], wanted: Iterable[Column]) -> dict[str, str]:
        """Give the cells of a row under our names; what the table does not have is "" or the constant."""
        return {column.name: self._cell(cells, column.name) for column in wanted}

    def _cell(self, cells: Mapping[str, str], name: str) -> str:
        header = self.columns.get(name, "")
        text = " ".join(cells.get(header, "").split()) or self.constants.get(name, "")
        return self.values.get(name, {}).get(text, text)

    def left(self, header: Iterable[str]) -> tuple[str, ...]:
        """List the headers that it neither maps nor leaves out."""
        known = {*self.columns.values(), *self.ignored}
        return tuple(each for each in header if each not in known)

    def lacking(self, wanted: Iterable[Column]) -> tuple[str, ...]:
        """List the columns that a table must have and that it gives no header or constant for."""
        return tuple(c.name for c in wanted if c.required and c.name not in {**self.columns, **self.constants})


@cache
def vocabulary() -> Mapping[str, frozenset[str]]:
    """Lead each header, folded, to the columns that it can mean, in the 24 languages of the EU."""
    found: dict[str, set[str]] = {}
    with (FOLDER / "column_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row["field"], *row["names"].split("|")):
                found.setdefault(key(name), set()).add(row["field"])
    return {name: frozenset(fields) for name, fields in found.items()}


def propose(header: Sequence[str], wanted: Sequence[Column]) -> ColumnMapping:
    """Map headers by their names alone; what could mean two things, or stands twice, is left open."""
    names = {column.name for column in wanted}
    sure = _unique(header, names)
    for column in wanted:
        for instead in column.instead:
            rest = [each for each in header if each not in sure.values()]
            if column.name not in sure and instead not in names and (found := _unique(rest, {instead})):
                sure[column.name] = found[instead]
    return ColumnMapping(sure)


def _unique(header: Sequence[str], names: set[str]) -> dict[str, str]:
    """Lead a column to the one header that means it; whole headers go before headers of several words."""
    found: dict[str, str] = {}
    for reading in (_whole, _parts):
        free = names - found.keys()
        meant = [(each, reading(each, free)) for each in header if each not in found.values()]
        counts = Counter(name for _, name in meant if name)
        found |= {name: each for each, name in meant if counts[name] == 1}
    return found


def _whole(header: str, names: set[str]) -> str:
    if header.casefold() in names:
        return header.casefold()
    meanings = vocabulary().get(key(header), frozenset()) & names
    return next(iter(meanings)) if len(meanings) == 1 else ""


def _parts(header: str, names: set[str]) -> str:
    """Read a header of several parts ("Município / Municipality") when all that is known of it means one thing."""
    meanings = {_whole(part, names) for part in PARTS.split(header)} - {""}
    return meanings.pop() if len(meanings) == 1 else ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked: which header means a column, or what a word of theirs means.

    `word` is "" when a header is asked for; `choices` are the headers or the allowed values.
    """

    column: Column
    choices: tuple[str, ...]
    proposal: str = ""
    word: str = ""


def ask(
    header: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    wanted: Sequence[Column],
    answer: Callable[[Question], str],
) -> ColumnMapping:
    """Ask what each column is; `answer` gives a header, "=" and a value for all rows, or "" for none."""
    guessed, columns, constants = propose(header, wanted).columns, dict[str, str](), dict[str, str]()
    for column in wanted:
        free = tuple(each for each in header if each not in columns.values())
        proposal = guessed.get(column.name, "")
        said = answer(Question(column, free, proposal if proposal in free else ""))
        if said.startswith("=") and said not in free:
            constants[column.name] = said[1:].strip()
        elif said:
            columns[column.name] = said
    left = tuple(each for each in header if each not in columns.values())
    values = {c.name: _explained(c, columns[c.name], rows, answer) for c in wanted if c.name in columns and c.values}
    return ColumnMapping(columns, left, constants, {name: told for name, told in values.items() if told})


def _explained(
    column: Column, header: str, rows: Sequence[Mapping[str, str]], answer: Callable[[Question], str]
) -> dict[str, str]:
    """Ask what the words of a column mean that are none of the allowed values."""
    if column.values not in EXPLAINED:
        return {}
    known = allowed(column.values)
    small = {*known, *known.values()}
    asked = (text for text in words(rows, header, small) if text.casefold() not in small)
    told = {text: answer(Question(column, tuple(known), word=text)) for text in asked}
    return {text: meant for text, meant in told.items() if meant}


def saved(path: Path, *folders: Path) -> ColumnMapping | None:
    """Find the mapping kept for a file: beside it, for its folder, or in one of the folders named."""
    places = [path.with_name(path.name + ENDING)]
    places += [folder / name for folder in folders for name in (path.name + ENDING,)]
    places += [folder / FOR_ALL for folder in (path.parent, *folders)]
    found = next((place for place in places if place.is_file()), None)
    return load(found) if found else None


def load(path: Path) -> ColumnMapping:
    """Read a saved mapping; a word in it that means nothing stops."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem, remedy = f"the mapping cannot be read ({error})", "write it again with `ncp map`"
        raise BadInput(problem, remedy, file=path.name) from error
    _check(said, path.name)
    return ColumnMapping(
        columns=said.get("columns", {}),
        ignored=tuple(said.get("ignored", ())),
        constants=said.get("constants", {}),
        values=said.get("values", {}),
        sheet=said.get("sheet", ""),
        template=said.get("template", ""),
    )


def _check(said: Mapping[str, Any], name: str) -> None:
    parts = {"columns": dict, "constants": dict, "values": dict, "ignored": list, "sheet": str, "template": str}
    for word, value in said.items():
        if not isinstance(value, parts.get(word, ())):
            remedy = f"a mapping has {', '.join(parts)}; write it again with `ncp map`"
            raise BadInput(f"{word!r} is not understood in a mapping", remedy, file=name)
    texts = [*said.get("columns", {}).values(), *said.get("constants", {}).values(), *said.get("ignored", ())]
    tables = said.get("values", {}).values()
    texts += [text for table in tables for text in (table.values() if isinstance(table, dict) else (table,))]
    if wrong := [text for text in texts if not isinstance(text, str)]:
        raise BadInput(f"{wrong[0]!r} stands where a text is expected", "put it in quotes", file=name)
    if wrong_table := [table for table in tables if not isinstance(table, dict)]:
        raise BadInput(f"{wrong_table[0]!r} stands where words are explained", "see docs/templates.md", file=name)


def save(mapping: ColumnMapping, path: Path) -> None:
    """Write a mapping as TOML."""
    said: dict[str, Any] = {
        "template": mapping.template,
        "sheet": mapping.sheet,
        "ignored": list(mapping.ignored),
        "columns": dict(mapping.columns),
        "constants": dict(mapping.constants),
        "values": {name: dict(words) for name, words in mapping.values.items()},
    }
    path.write_text(tomli_w.dumps({word: value for word, value in said.items() if value}), "utf-8", newline="\n")


def samples(rows: Iterable[Mapping[str, str]], most: int = 3) -> dict[str, tuple[str, ...]]:
    """Give a few distinct values of each column, for the person who is asked what it means."""
    found: dict[str, dict[str, None]] = {}
    for cells in rows:
        for header, text in cells.items():
            values = found.setdefault(header, {})
            if text.strip() and len(values) < most:
                values[" ".join(text.split())[:60]] = None
    return {header: tuple(values) for header, values in found.items()}


def words(rows: Iterable[Mapping[str, str]], header: str, known: Iterable[str], most: int = 50) -> Iterator[str]:
    """List the words of a column that are none of the known ones."""
    seen = {*known, ""}
    for cells in rows:
        text = " ".join(cells.get(header, "").split())
        if text not in seen and len(seen) < most:
            seen.add(text)
            yield text
