"""CORDIS' JSON since 2026, one file a project, unfolded into rows of the tables that the other forms have.

A record holds the columns of a project, and under `relations` whatever belongs to it: organisations, legal
bases and topics as associations, fields of science as categories.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.archive import DAMAGE, is_archive, members, of_series
from ingest.reader import Line

LARGEST = 50_000_000
"""Greatest size in bytes of one record; real ones stay below one million."""
TABLE = "table"
"""Column that tells which table a row belongs to."""
Node = Mapping[str, Any]


def lines(path: Path, name: str) -> Iterator[tuple[str, Line]]:
    """Yield the rows of all records in a file or in an archive of such files, numbered by record."""
    for number, text in enumerate(_texts(path, name), start=1):
        try:
            record = json.loads(text)
            found = list(rows(record))
        except (ValueError, RecursionError, AttributeError, TypeError):
            yield "", Line(number, {}, "this is no record of a project")
            continue
        yield from (("", Line(number, {TABLE: table} | cells)) for table, cells in found)


def _texts(path: Path, name: str) -> Iterator[bytes]:
    if not is_archive(path):
        yield path.read_bytes() if path.stat().st_size <= LARGEST else b""
        return
    archived = path.name
    with zipfile.ZipFile(path) as archive:
        for member in members(path, name[: name.rindex(archived) + len(archived)]):
            if of_series(member) and name.endswith(f"{archived}/{of_series(member)}"):
                yield _text(archive, member)


def _text(archive: zipfile.ZipFile, member: str) -> bytes:
    if archive.getinfo(member).file_size > LARGEST:
        return b""
    try:
        return archive.read(member)
    except DAMAGE:
        return b""


def rows(record: Node) -> Iterator[tuple[str, dict[str, str]]]:
    """Unfold one record: the project, its organisations, topics, legal bases and fields of science."""
    associations = list(_nodes(record, "associations"))
    programmes = [node for node in associations if _kind(node) == "programme"]
    bases = [node for node in programmes if _of(node, "type") == "relatedLegalBasis"]
    topics = [node for node in programmes if _of(node, "type") == "relatedTopic"]
    number = _of(record, "id")
    if not number.isdigit():
        raise ValueError("the record has no number")
    yield "project", _project(record, bases, topics)
    for node in (node for node in associations if _kind(node) == "organization"):
        yield "organization", {"projectID": number} | _organisation(node)
    for node in topics:
        yield "topics", {"projectID": number, "topic": _of(node, "code"), "title": _of(node, "title")}
    for node in bases:
        yield "legalBasis", {"projectID": number, "legalBasis": _of(node, "code"), "title": _of(node, "title")}
    for node in _nodes(record, "categories"):
        if _of(node, "classification") == "euroSciVoc":
            yield "euroSciVoc", {"projectID": number} | _field(node)


def _project(record: Node, bases: list[Node], topics: list[Node]) -> dict[str, str]:
    main = [node for node in bases if _of(node, "uniqueProgrammePart") == "true"] or bases
    told = (_of(node, "frameworkProgramme") for node in (*bases, *topics))
    columns = ("id", "acronym", "title", "startDate", "endDate", "status")
    return {column: _of(record, column) for column in columns} | {
        "frameworkProgramme": next(filter(None, told), ""),
        "legalBasis": ";".join(_of(node, "code") for node in main),
        "topics": ";".join(_of(node, "code") for node in topics),
    }


def _organisation(node: Node) -> dict[str, str]:
    address = node.get("address") or {}
    kinds = [_of(one, "code") for one in _nodes(node, "categories") if "ActivityType" in _of(one, "classification")]
    codes = [_of(one, "nutsCode") for one in _nodes(node, "regions")]
    return {
        "organisationID": _of(node, "id"),
        "vatNumber": _of(node, "vatNumber"),
        "name": _of(node, "legalName") or _of(node, "shortName"),
        "activityType": next(iter(kinds), ""),
        "city": _of(address, "city"),
        "country": _of(address, "country"),
        "postCode": _of(address, "postalCode"),
        "geolocation": _of(address, "geolocation"),
        "nutsCode": max(codes, key=len, default=""),
        "role": _of(node, "type"),
        "endOfParticipation": _of(node, "terminated"),
    }


def _field(node: Node) -> dict[str, str]:
    columns = {"euroSciVocCode": "code", "euroSciVocPath": "displayCode", "euroSciVocTitle": "title"}
    return {column: _of(node, key) for column, key in columns.items()}


def _nodes(node: Node, which: str) -> Iterable[Node]:
    """Give what a record or an organisation is related to, of one sort."""
    found = (node.get("relations") or {}).get(which) or []
    return [one for one in found if isinstance(one, dict)]


def _kind(node: Node) -> str:
    return _of(node, "contenttype")


def _of(node: Node, key: str) -> str:
    """Read a value of a node, or of its attributes, as text; "" when there is none."""
    value = node.get(key)
    if value is None:
        value = (node.get("attributes") or {}).get(key)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or isinstance(value, dict | list) else str(value)
