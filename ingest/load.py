"""Run one adapter over its files and hand back all that it gave."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from graph.countries import SERVED
from graph.errors import BadInput
from graph.garbage import rarely_collected
from graph.loads import Coverage, FileRead, FileSkipped, Loaded, Located
from graph.records import Origin, Record, SetAside
from ingest.archive import listed
from ingest.project_rows import ProjectRows
from ingest.reader import Line, has_sheet, read
from ingest.recall import Recall
from ingest.row import NotTakenError, Row
from ingest.source import Covers, Source, Table
from ingest.spill import Held, Spill
from ingest.tally import Tally
from ingest.tidy import Tidy

COUNTRIES = frozenset(SERVED)
SHIPPED = Path(__file__).parent / "shipped"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: its table, where it lies and how it is called."""

    table: Table
    path: Path
    name: str
    sheet: str
    shipped: bool


@dataclass(slots=True)
class Reading:
    """What has been read so far of one source."""

    tidy: Tidy
    coverage: list[Coverage] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    rows: int = 0


def quiet(_: str) -> None:
    """Report no progress."""


def load(key: str, source: Source, folder: Path | None, progress: Progress = quiet, *, bounds: bool = True) -> Loaded:
    """Read all tables of one source and hold its records in memory; `bounds` enforces `expect`."""
    kept = Held()
    loaded = _load(key, source, folder, Tidy(kept, Held()), progress, bounds)
    return replace(loaded, records=tuple(kept))


@rarely_collected()
def stream(key: str, source: Source, folder: Path | None, aside: Path, progress: Progress = quiet) -> Loaded:
    """Read all tables of one source, however large; its records go to the folder `aside` and come from there again."""
    kept = Spill(aside / f"{key}.records")
    waiting = Spill(aside / f"{key}.waiting")
    loaded = _load(key, source, folder, Tidy(kept, waiting), progress, bounds=True)
    return replace(loaded, records=kept)


def _load(key: str, source: Source, folder: Path | None, tidy: Tidy, progress: Progress, bounds: bool) -> Loaded:
    started = time.perf_counter()
    source = source.of_folder(folder) if source.of_folder else source
    exports = _exports(folder)
    found = list(_match(source, exports))
    reading = Reading(tidy)
    for item in found:
        progress(f"{source.title}: {item.name}")
        _read_table(key, item, reading, bounds)
    tidy.finish()
    taken = tidy.tally
    _state(source.covers, taken, reading)
    return Loaded(
        source=key,
        title=source.title,
        publisher=source.publisher,
        licence=source.licence,
        page=source.page,
        issued=source.issued(taken) if callable(source.issued) else source.issued,
        records=(),
        coverage=tuple(reading.coverage),
        files=tuple(reading.files),
        skipped=tuple(_skipped(source, exports, {item.name for item in found if not item.shipped})),
        warnings=tuple(reading.warnings),
        rows_read=reading.rows,
        seconds=time.perf_counter() - started,
        made=taken.kinds,
        tree=tuple(tidy.tree),
        projects=taken.programmes,
        numbered=taken.numbered,
        same=taken.same,
    )


def _exports(folder: Path | None) -> dict[str, Path]:
    """List the files of a folder and the members of archives by their path in it; hidden ones are passed over."""
    if folder is None or not folder.is_dir():
        return {}
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith((".", "~")))
    return {name: path for path in files for name in listed(path, path.relative_to(folder).as_posix())}


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(Path(name).name.lower(), pattern.lower()) or fnmatchcase(name.lower(), pattern.lower())


def _match(source: Source, exports: Mapping[str, Path]) -> Iterator[Found]:
    """Pair tables with files, in the order of the tables; a table gives way to files that replace it."""
    for key, table in source.tables.items():
        if table.unless and any(_fits(name, table.unless) for name in exports):
            continue
        pattern, _, sheet = key.partition("#")
        if pattern.startswith("shipped/"):
            name = pattern.removeprefix("shipped/")
            yield Found(table, SHIPPED / name, name, "", True)
            continue
        for name, path in exports.items():
            absent = table.optional and sheet and _fits(name, pattern) and not has_sheet(path, name, sheet)
            if _fits(name, pattern) and not absent and not any(_fits(name, left) for left in source.leaves):
                yield Found(table, path, name, sheet, False)


def _skipped(source: Source, exports: Mapping[str, Path], read_: set[str]) -> Iterator[FileSkipped]:
    for name in exports:
        if name in read_:
            continue
        reasons = [why for pattern, why in source.leaves.items() if _fits(name, pattern)]
        replaced = any(_fits(name, key.partition("#")[0]) for key in source.tables)
        reason = "another file holds the same rows" if replaced else "no table of this source has this name"
        yield FileSkipped(name, reasons[0] if reasons else reason)


def unclaimed(exports: Path, keys: Mapping[str, Source]) -> tuple[FileSkipped, ...]:
    """List the files of an exports folder that lie in no source's folder."""
    files = _exports(exports)
    reason = "no source reads this folder"
    return tuple(FileSkipped(name, reason) for name in files if name.partition("/")[0] not in keys)


def _read_table(key: str, item: Found, reading: Reading, bounds: bool) -> None:
    rows = 0
    ragged: list[int] = []
    counts: Counter[type] = Counter()
    told = Tally() if callable(item.table.covers) else None
    many = _many(key, item, reading.tidy) if told is None else None
    for sheet, line in _lines(item, many):
        rows += 1
        origin = Origin(key, item.name, sheet, line.number)
        ragged += [line.number] if line.trouble else []
        records = _take(item.table, line, origin)
        if many:
            many.keep(line.cells, records)
        for record in records:
            counts[type(record)] += 1
        if told is not None:
            _count(told, origin, records)
        reading.tidy.row(origin, records)
    if many:
        rows += many.rows
        counts += many.taken
    _check_header(item, rows, ragged)
    if bounds:
        reading.warnings += _check(item, {kind.__name__: count for kind, count in counts.items()})
    reading.rows += rows
    _state(item.table.covers, told or Tally(), reading)
    reading.files.append(_file(item, rows))


def _count(tally: Tally, origin: Origin, records: Iterable[Record]) -> None:
    for record in records:
        tally.add(Located(record, origin))


def _state(covers: Covers, tally: Tally, reading: Reading) -> None:
    statements = covers(tally) if callable(covers) else covers
    reading.coverage += [one for one in statements if one not in reading.coverage]


def _many(key: str, item: Found, tidy: Tidy) -> ProjectRows | Recall | None:
    """Give what takes rows of a text many at once, where the table says how."""
    if not item.name.lower().endswith(".csv"):
        return None
    if item.table.quick:
        return ProjectRows(item.table.quick, (key, item.name, ""), tidy.project)
    return Recall(item.table.again, (key, item.name, ""), tidy.again) if item.table.again else None


def _lines(item: Found, many: ProjectRows | Recall | None) -> Iterable[tuple[str, Line]]:
    table = item.table
    if table.lines:
        return table.lines(item.path, item.name)
    return read(
        item.path,
        item.name,
        item.sheet,
        header=table.header,
        header_rows=table.header_rows,
        encoding=table.encoding,
        begin=many.begin if many else None,
    )


def _take(table: Table, line: Line, origin: Origin) -> list[Record]:
    """Read one row; what keeps it out is kept with its reason."""
    if line.trouble:
        return [SetAside(line.trouble)]
    row = Row(line.cells, origin, COUNTRIES, table.missing, names=line.names)
    try:
        records = list(table.read(row))
    except NotTakenError as reason:
        return [SetAside(str(reason))]
    row.audit()
    return records


def _check_header(item: Found, rows: int, ragged: list[int]) -> None:
    """Stop when most rows do not fit the header: then the header is wrong, not the rows."""
    if len(ragged) * 2 > rows:
        problem = f"{len(ragged):,} of {rows:,} rows do not fit the header, the first is row {ragged[0]}"
        raise BadInput(problem, "download the export again", file=item.name, sheet=item.sheet)


def _check(item: Found, counts: Mapping[str, int]) -> list[str]:
    """Stop below the least number of records, warn above the greatest."""
    warnings = []
    for name, (least, most) in item.table.expect.items():
        count = counts.get(name, 0)
        if count < least:
            raise BadInput(
                f"the file gives {count:,} records of {name} where at least {least:,} are expected",
                "download the export again, it may be cut off",
                file=item.name,
                sheet=item.sheet,
            )
        if count > most:
            warnings.append(f"{item.name}: {count:,} records of {name}, at most {most:,} were expected.")
    return warnings


def _file(item: Found, rows: int) -> FileRead:
    with item.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name = f"{item.name}#{item.sheet}" if item.sheet else item.name
    about = item.path.stat()
    saved = "" if item.shipped else datetime.fromtimestamp(about.st_mtime, UTC).date().isoformat()
    return FileRead(name, digest, about.st_size, rows, item.shipped, saved)
