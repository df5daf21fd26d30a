"""A row, read to its last column: what is not taken must be ignored by name."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from graph.errors import BadInput
from graph.records import Named, Origin
from ingest.countries import POSTCODE_DIGITS, country_code

DAY = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
DAY_FIRST = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
SERIAL = re.compile(r"^[2-6]\d{4}$")
SERIAL_START = date(1899, 12, 30)
POINT = re.compile(r"^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$")
THOUSANDS = re.compile(r"^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
DECIMAL_COMMA = re.compile(r"^[-+]?\d+,\d+$")
NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}\b")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class NotTakenError(Exception):
    """A row that is in order but concerns nothing that the graph holds; the text is the reason."""


Left = frozenset[str]
"""Columns that are left out of every row of a table."""


def left_out(reasons: Mapping[str, str]) -> Left:
    """List columns that are left out, by the reason for which they are; several columns are parted by blanks."""
    return frozenset(column for columns in reasons.values() for column in columns.split())


def mended(text: str) -> str:
    """Read as UTF-8 what a step before the export took for Windows-1252 ("Å\xa0empeter" for "Šempeter")."""
    if text.isascii():
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def clean(text: str) -> str:
    """Write a cell with single blanks and without e-mail addresses."""
    if not text.isascii():
        text = mended(text)
    return " ".join((MAIL.sub("", text) if "@" in text else text).split())


def all_clean(cells: Sequence[str]) -> Sequence[str]:
    """Write cells with single blanks and without e-mail addresses; those of most rows are written so already."""
    whole = "\0".join(cells)
    as_is = whole.isascii() and "@" not in whole and "\0 " not in whole and " \0" not in whole
    return cells if as_is and " ".join(whole.split()) == whole else list(map(clean, cells))


@lru_cache(maxsize=50_000)
def iso_day(text: str) -> str:
    """Write a day as ISO text; "" when it is none."""
    try:
        if found := DAY.match(text):
            return date(*map(int, found.groups())).isoformat()
        if found := DAY_FIRST.match(text):
            return date(*map(int, reversed(found.groups()))).isoformat()
        if SERIAL.match(text):
            return (SERIAL_START + timedelta(days=int(text))).isoformat()
    except ValueError:
        pass
    return ""


def postcode_of(text: str, country: str) -> str:
    """Give back to a postcode the zeros in front that a spreadsheet took away."""
    return text.zfill(POSTCODE_DIGITS.get(country, 0)) if text.isdecimal() else text


def nuts_of(text: str) -> str:
    """Give the NUTS code that a text starts with ("ITH57  / Ravenna"); "" when there is none."""
    found = NUTS.match(text)
    return found.group() if found else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column name, and where it stands.

    `names` leads a column to what the table itself calls it, where the two differ.
    """

    cells: Mapping[str, str]
    origin: Origin
    served: Set[str]
    missing: Set[str] = frozenset()
    seen: set[str] = field(default_factory=set)
    names: Mapping[str, str] = field(default_factory=dict)

    def bad(self, problem: str, remedy: str, column: str = "") -> BadInput:
        """Make the error that names this row."""
        at, named = self.origin, self.names.get(column, column)
        return BadInput(problem, remedy, file=at.file, sheet=at.sheet, row=at.row, column=named)

    def has(self, column: str) -> bool:
        """Say whether this dialect of the table has a column."""
        return column in self.cells

    def take(self, column: str) -> str:
        """Read a cell as text, with single blanks and no e-mail address; a mark for "no value" reads as ""."""
        text = self.cells.get(column)
        if text is None:
            raise self.bad(
                "the column is missing",
                "save the export again with all its columns, or teach the adapter the new name",
                column,
            )
        self.seen.add(column)
        text = clean(text)
        return "" if text in self.missing else text

    def only(self, columns: Iterable[str]) -> "Row":
        """Give the row with some of its columns alone."""
        cells = {column: self.cells[column] for column in columns if column in self.cells}
        return Row(cells, self.origin, self.served, self.missing, names=self.names)

    def take_lines(self, column: str) -> tuple[str, ...]:
        """Read a cell that holds one value on each line, such as a padded list of keywords."""
        whole = self.take(column)
        lines = (" ".join(MAIL.sub("", mended(line)).split()) for line in self.cells[column].splitlines())
        return tuple(line for line in lines if whole and line and line not in self.missing)

    def take_first(self, *columns: str) -> str:
        """Read the first of several columns that this dialect has and that holds a value."""
        texts = [self.take(column) for column in columns if column in self.cells]
        if not texts:
            self.take(columns[0])
        return next((text for text in texts if text), "")

    def ignore(self, *columns: str, why: str) -> None:
        """Leave columns out knowingly; `why` tells the reader of the adapter the reason."""
        self.seen.update(columns)

    def leave(self, left: Left) -> None:
        """Leave out knowingly what was listed with its reasons."""
        self.seen.update(left)

    def audit(self) -> None:
        """Stop when a column was neither taken nor ignored."""
        if not self.seen.issuperset(self.cells):
            column = next(column for column in self.cells if column not in self.seen)
            raise self.bad(
                "the column is not known", "save the export without it, or take or ignore it in the adapter", column
            )

    def choose(self, column: str, mapping: Mapping[str, str], name: str) -> str:
        """Read a category; `name` says which mapping of the adapter to extend for a new one."""
        text = self.take(column)
        if text not in mapping:
            raise self.no_category(text, column, name)
        return mapping[text]

    def no_category(self, text: str, column: str, name: str) -> BadInput:
        """Say that a value is none of those known, and where to add it."""
        return self.bad(f"{text!r} is not a known category", f"correct the cell, or add it to {name}", column)

    def flag(self, column: str) -> bool:
        """Read true or false."""
        text = self.take(column)
        if text.casefold() not in FLAGS:
            raise self.bad(f"{text!r} is neither true nor false", "correct the cell", column)
        return FLAGS[text.casefold()]

    def number(self, column: str) -> float | None:
        """Read a number, with decimal point, decimal comma or thousands commas; None when empty."""
        text = self.take(column)
        if not text:
            return None
        if POINT.match(text):
            return float(text)
        if THOUSANDS.match(text):
            return float(text.replace(",", ""))
        if DECIMAL_COMMA.match(text):
            return float(text.replace(",", "."))
        raise self.bad(f"{text!r} is no number", "correct the cell", column)

    def year(self, column: str) -> str:
        """Read a year of four digits; "" when empty."""
        text = self.take(column)
        if text and not re.fullmatch(r"(19|20)\d\d", text):
            raise self.bad(f"{text!r} is no year", "correct the cell", column)
        return text

    def date(self, column: str) -> str:
        """Read a day as ISO text, from year-first, day-first or a serial number; "" when empty."""
        text = self.take(column)
        day = iso_day(text)
        if text and not day:
            raise self.bad(f"{text!r} is no date", "write it as YYYY-MM-DD", column)
        return day

    def country(self, column: str) -> str:
        """Read a country as EU code; a country whose towns the graph does not hold sets the row aside."""
        text = self.take(column)
        if not text:
            raise NotTakenError("no country")
        code = country_code(text)
        if not code:
            remedy = "correct it, or add it to ingest.countries.OTHER_NAMES"
            raise self.bad(f"{text!r} is no country", remedy, column)
        if code not in self.served:
            raise NotTakenError("country not served")
        return code

    def countries(self, column: str) -> tuple[str, ...]:
        """Read several countries, written with blanks between their codes."""
        codes = tuple(country_code(part) for part in self.take(column).split())
        if not codes or not set(codes) <= set(self.served):
            raise self.bad(f"{self.take(column)!r} holds no country or one that is not served", "correct it", column)
        return codes

    def city(self, name: str, *, country: str, nuts: str = "", postcode: str = "") -> Named:
        """Read a city as the source names it, with its country and the hints of the row."""
        code = self.country(country)
        text = self.take(name)
        return Named(text, code, self.nuts(nuts), self.postcode(postcode, code))

    def postcode(self, column: str, country: str) -> str:
        """Read a postcode and give back the zeros in front that a spreadsheet took away; "" when absent."""
        return postcode_of(self.take(column), country) if column in self.cells else ""

    def nuts(self, column: str) -> str:
        """Read the NUTS code that a cell starts with ("ITH57  / Ravenna"); "" when there is none."""
        if not column or column not in self.cells:
            return ""
        return nuts_of(self.take(column))
