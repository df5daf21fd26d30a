"""Download what publishers offer into `exports/SOURCE/`: only what changed, and never half a file."""

import errno
import hashlib
import importlib
import json
import os
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

import ingest.downloads
from graph.errors import FetchError, WorkspaceBusy
from ingest.content import flaw
from ingest.limits import Fault, Limits
from ingest.part import Part, Stamp
from ingest.source import Download, sources
from ingest.transfer import Received, transfer
from ingest.web_address import host_of

NOTES = ".fetched.json"
"""The file beside the downloads that says what was fetched when; its name hides it from a build."""
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
STAYS = "what lay there before is as it was"
Hear = Callable[[Download, int, int], None]
"""Hears of a file the bytes that are there and the bytes of the whole (0: not told)."""


@dataclass(frozen=True)
class Offer:
    """What a publisher offers under one key; `terms` must be told, and agreed to, before anything is fetched."""

    title: str
    licence: str
    page: str
    downloads: tuple[Download, ...]
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of a fetched file: how its server named it, its SHA-256, the one before it, and the day."""

    stamp: Stamp
    sha256: str
    before: str
    fetched: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one download: "new", "changed", "unchanged", or "" with the reason in words."""

    key: str
    download: Download
    state: str
    size: int = 0
    sha256: str = ""
    problem: str = ""


def offers() -> Mapping[str, Offer]:
    """Find everything that can be fetched, by the name of its folder: the adapters' own first, then the rest."""
    found = {
        key: Offer(source.title, source.licence, source.page, source.downloads)
        for key, source in sources().items()
        if source.downloads
    }
    for module in sorted(pkgutil.iter_modules(ingest.downloads.__path__), key=lambda m: m.name):
        found.setdefault(module.name, importlib.import_module(f"ingest.downloads.{module.name}").OFFER)
    return found


def choose(keys: Iterable[str], countries: Iterable[str] = ()) -> dict[str, Offer]:
    """Take the named offers, or all that give rows; of files by country those of the countries named ("all": each)."""
    known, wanted = offers(), tuple(keys)
    for key in wanted:
        if key not in known:
            raise FetchError(f"{key!r} is not offered for download; choose among {', '.join(known)}.")
    named = frozenset(countries)
    chosen = wanted or tuple(key for key in known if key in sources())
    return {key: replace(known[key], downloads=tuple(_of(known[key], named))) for key in chosen}


def _of(offer: Offer, countries: frozenset[str]) -> Iterator[Download]:
    return (d for d in offer.downloads if not d.country or d.country in countries or "all" in countries)


def fetch(chosen: Mapping[str, Offer], exports: Path, hear: Hear, limits: Limits | None = None) -> Iterator[Outcome]:
    """Fetch file after file; one that fails stops no other, and a host that is away is asked once."""
    limits, away = limits or Limits(), set[str]()
    for key, offer in chosen.items():
        folder = exports / key
        for download in offer.downloads:
            with _alone(folder):
                outcome = _outcome(key, offer, download, folder, hear, limits, away)
            yield outcome


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second ncp fetch out of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".fetch.lock", timeout=0):
            yield
    except Timeout:
        raise WorkspaceBusy(f"Another ncp fetch writes to {folder}; wait until it ends.") from None


def _outcome(
    key: str, offer: Offer, download: Download, folder: Path, hear: Hear, limits: Limits, away: set[str]
) -> Outcome:
    host = host_of(download.address)
    try:
        if host in away:
            raise Fault(f"{host} cannot be reached", away=True)
        return fetch_one(key, download, folder, hear, replace(limits, most=min(limits.most, download.most)))
    except Fault as fault:
        if fault.away:
            away.add(host)
        remedy = fault.remedy or f"try again, or download it by hand from {offer.page} into {folder}"
        problem = f"{key}/{download.name}: {fault.problem}; {STAYS}; {remedy}."
        return Outcome(key, download, "", problem=problem)


def fetch_one(key: str, download: Download, folder: Path, hear: Hear, limits: Limits) -> Outcome:
    """Fetch one file beside its place and put it there by one rename, once it is known to be whole and right."""
    target, notes = folder / download.name, _notes(folder)
    held = _sha256(target) if target.is_file() else ""
    note = _known(notes, download, held)
    part = Part(folder / f".{download.name}.part")
    have = note.stamp if note and note.sha256 == held and note.stamp.address == download.address else None
    try:
        received = transfer(download.address, part, have, limits, lambda done, size: hear(download, done, size))
        if received is None:
            return Outcome(key, download, "unchanged", target.stat().st_size, held)
        return _put(key, download, target, part, received, notes, held)
    except OSError as error:
        full = error.errno in FULL
        problem = "the disk is full" if full else f"the file cannot be written ({error.strerror})"
        raise Fault(problem, "make room and try again" if full else "see to the folder's rights") from None


def _known(notes: Mapping[str, Note], download: Download, held: str) -> Note | None:
    """Find the note of the file that lies there; a file that we did not put there is left alone."""
    note = notes.get(download.name)
    if held and (note is None or held not in (note.sha256, note.before)):
        problem = "the file that lies there was not put there by ncp fetch, or was changed since"
        raise Fault(problem, "move it away to fetch it anew")
    return note


def _put(
    key: str,
    download: Download,
    target: Path,
    part: Part,
    received: Received,
    notes: Mapping[str, Note],
    held: str,
) -> Outcome:
    wrong = flaw(part.path, download.name, counted=received.counted, resumed=received.resumed)
    if wrong:
        part.drop()
        raise Fault(wrong)
    digest, size = _sha256(part.path), part.size()
    today = datetime.now(UTC).isoformat(timespec="seconds")
    note = Note(received.stamp, digest, held, today)
    # The note goes first: between the two, the file that lies there is still known as the one before.
    _write_notes(target.parent, {**notes, download.name: note})
    with part.path.open("rb") as file:
        os.fsync(file.fileno())
    part.path.replace(target)
    state = "unchanged" if digest == held else "changed" if held else "new"
    return Outcome(key, download, state, size, digest)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _notes(folder: Path) -> dict[str, Note]:
    """Read what is known of the files of a folder; what cannot be read is known no more."""
    try:
        held = json.loads((folder / NOTES).read_text("utf-8"))
        return {name: Note(**{**about, "stamp": Stamp(**about["stamp"])}) for name, about in held.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _write_notes(folder: Path, notes: Mapping[str, Note]) -> None:
    new = folder / f"{NOTES}.new"
    held = {name: asdict(note) for name, note in sorted(notes.items())}
    new.write_text(json.dumps(held, indent=1), "utf-8")
    new.replace(folder / NOTES)
