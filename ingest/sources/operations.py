"""Lists of operations of managing authorities, each read as its mapping file says."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from graph.aside_reasons import REGION_ONLY
from graph.errors import BadInput
from graph.loads import Coverage
from graph.records import Named, Project, Record, SetAside, Subject, Theme
from ingest import cohesion, interreg
from ingest.cohesion import Where
from ingest.countries import country_code, plain
from ingest.keys import slug
from ingest.operation_lists import OperationList, headers, operation_lists
from ingest.persons import body_name
from ingest.row import NotTakenError, Row
from ingest.source import Source, Table, state

PAGE = "https://ec.europa.eu/regional_policy/"
SERIAL = re.compile(r"^[2-6]\d{4}(?:\.0)?$")
PLAIN = re.compile(r"^[A-Za-z0-9_.-]+$")
ORDERS = {"DMY": (2, 1, 0), "MDY": (2, 0, 1), "YMD": (0, 1, 2)}
"""Where year, month and day stand in a date, by the setting `date` of a mapping file."""


def take(row: Row, mapping: OperationList, field: str) -> str:
    """Read a field of a row; "" when the mapping file gives it no column."""
    if field not in mapping.columns:
        return ""
    columns, _, _ = headers(tuple(row.cells), mapping)
    if field not in columns:
        wanted = mapping.columns[field]
        raise row.bad(f"no column is called {wanted!r}", f"correct [columns] of {mapping.file}", field)
    return row.take(columns[field])


def several(row: Row, mapping: OperationList, field: str) -> list[str]:
    """Read the values that a cell joins with the separator of the mapping file."""
    text, separator = take(row, mapping, field), mapping.text("separator")
    found = text.split(separator) if separator else [text]
    return [part.strip() for part in found if part.strip()]


def day(row: Row, mapping: OperationList, field: str) -> str:
    """Read a day as ISO text in the order that the mapping file states; "" when empty."""
    text = take(row, mapping, field)
    if not text or mapping.text("date", "YMD") not in ORDERS or SERIAL.match(text):
        return row.date(headers(tuple(row.cells), mapping)[0][field]) if text and not text.endswith(".0") else ""
    numbers = re.split(r"[\s./-]+", text.split("T")[0].strip(" ."))[:3]
    try:
        year, month, day_ = (numbers[at] for at in ORDERS[mapping.text("date", "YMD")])
        named = mapping.months.get(plain(month)) or int(month)
        return date(int(year) + (2000 if len(year) == 2 else 0), named, int(day_)).isoformat()
    except (ValueError, IndexError):
        column = headers(tuple(row.cells), mapping)[0][field]
        remedy = f"correct the cell, or date and [months] of {mapping.file}"
        raise row.bad(f"{text!r} is no date", remedy, column) from None


def operation(row: Row, mapping: OperationList) -> Iterator[Record]:
    """Yield one operation with its programme, its category and the towns that it names."""
    _, left, unknown = headers(tuple(row.cells), mapping)
    if unknown:
        raise row.bad("the column is not known", f"name it in {mapping.file}", unknown[0])
    row.ignore(*left, why="the mapping file leaves them out")
    title = take(row, mapping, "title")
    if not title:
        raise NotTakenError("no title")
    under = cohesion.programme(
        take(row, mapping, "cci") or mapping.text("cci"),
        take(row, mapping, "programme") or mapping.text("programme"),
        mapping.text("period"),
    )
    if not interreg.stands_in_tree(under):
        yield under
    key = operation_key(row, mapping, title)
    start, end = day(row, mapping, "start"), day(row, mapping, "end")
    yield Project(key, title, under.key, start=start, end=end, kind="operation")
    for label in several(row, mapping, "theme"):
        scheme = f"operations-{mapping.name}"
        yield Theme(f"{scheme}/{slug(label)}", label, scheme)
        yield Subject("project", key, f"{scheme}/{slug(label)}")
    yield from who_and_where(row, mapping, key, under.key)


def operation_key(row: Row, mapping: OperationList, title: str) -> str:
    """Make the key: the list's own number, else a digest of what tells the operation apart."""
    prefix = mapping.text("key_prefix") or f"operations/{mapping.name}"
    number = take(row, mapping, "key")
    if "://" in number:
        number = number.rstrip("/").rsplit("/", 1)[-1]
    if number:
        return f"{prefix}/{number if PLAIN.match(number) else slug(number)}"
    told = "|".join((title, take(row, mapping, "beneficiary"), take(row, mapping, "start")))
    return f"{prefix}/{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def who_and_where(row: Row, mapping: OperationList, key: str, under: str) -> Iterator[Record]:
    """Yield the participations of a row; a row that names no town is set aside with the reason."""
    country = row.country(headers(tuple(row.cells), mapping)[0]["country"]) if take(row, mapping, "country") else ""
    country = country or country_code(mapping.text("country"))
    names, number = several(row, mapping, "beneficiary"), take(row, mapping, "number")
    bodies = [name for name in (body_name(each, country) for each in names) if name]
    carriers = [(name, number if len(names) == 1 else "") for name in bodies]
    found: list[Record] = list(cohesion.parts(key, carriers, len(names), where(row, mapping, country)))
    yield from found or [SetAside(REGION_ONLY, programme=under)]


def where(row: Row, mapping: OperationList, country: str) -> Where:
    """Read the towns of a row with their hints; a list of precision "region" names none."""
    nuts = re.match(r"[A-Z]{2}[0-9A-Z]{1,3}\b", take(row, mapping, "nuts"))
    region = nuts.group() if nuts else ""
    postcode = take(row, mapping, "postcode") if "postcode" in mapping.columns else ""
    latitude, longitude = point(row, mapping)
    precision = mapping.text("precision", "region")
    texts = several(row, mapping, "town")
    if pattern := mapping.text("town_pattern"):
        texts = [found.group(1).strip() for text in texts if (found := re.search(pattern, text))]
    names = list(dict.fromkeys(texts)) if precision != "region" else []
    towns = [Named(name, country, region, postcode, latitude, longitude) for name in names]
    if len(towns) > 1:
        towns = [replace(town, postcode="", latitude=None, longitude=None) for town in towns]
    return Where(country, region, towns, precision)


def point(row: Row, mapping: OperationList) -> tuple[float | None, float | None]:
    """Read latitude and longitude in degrees, from one column or from two."""
    texts = [take(row, mapping, "latitude"), take(row, mapping, "longitude")]
    joined = take(row, mapping, "point")
    if mapping.text("decimal") == ",":
        texts = [text.replace(",", ".") for text in texts]
    found = re.findall(r"-?\d+\.\d+", joined or " ".join(texts))
    if len(found) != 2 or abs(float(found[0])) > 90 or abs(float(found[1])) > 180:
        return None, None
    return float(found[0]), float(found[1])


def coverage(mapping: OperationList) -> tuple[Coverage, ...]:
    """State what the list covers, as its mapping file says."""
    cci, name = mapping.text("cci"), mapping.text("programme")
    under = cohesion.programme(cci, name, mapping.text("period")).key if cci or name else mapping.text("period")
    country, page = country_code(mapping.text("country")), mapping.text("page")
    return state([under], [country], mapping.completeness, mapping.reason, page, mapping.since, mapping.until)


def table(mapping: OperationList) -> Table:
    """Make the table that reads one list."""
    return Table(
        partial(operation, mapping=mapping),
        {"Project": (1, 2_000_000)},
        coverage(mapping),
        missing=mapping.missing,
        header=mapping.text("header"),
        header_rows=mapping.header_rows,
        encoding=mapping.text("encoding"),
    )


def of_folder(folder: Path | None) -> Source:
    """Make the source from the shipped mapping files and those that lie beside the lists."""
    tables: dict[str, Table] = {}
    for each in operation_lists(folder).values():
        glob = f"{each.text('files')}#{each.text('sheet')}".rstrip("#")
        if glob in tables:
            remedy = "narrow `files`, or call the file like the mapping file that it replaces"
            raise BadInput(f"another mapping file reads {glob!r} too", remedy, file=each.file)
        tables[glob] = table(each)
    return replace(FORM, tables=tables)


FORM = Source(
    title="Lists of operations of managing authorities",
    publisher="managing authorities of the programmes, named in each mapping file",
    licence="as each list states, named in its mapping file",
    page=PAGE,
    tables={},
    leaves={"*.toml": "a mapping file"},
    of_folder=of_folder,
)
SOURCE = of_folder(None)
