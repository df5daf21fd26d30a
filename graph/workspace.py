"""A user's workspace: exports that come in, releases that go out, and which one is current."""

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from graph.errors import NothingPublished, WorkspaceBusy
from graph.rights import Actor, Right

BUILDING = ".building"
"""The folder of a release that is being made."""
ADDING = ".adding.lock"
"""The lock of who lays files beside a published release, such as what the pages read."""
KEPT = 5
PATIENCE = 2.0
"""Seconds for which the removal of a folder is tried again."""


def default_workspace() -> Path:
    """Name the folder that is used when none is given."""
    return user_data_path("ncp-graph", appauthor=False)


@dataclass(frozen=True, slots=True)
class Release:
    """A published state of the graph: its folder, its store and what its manifest says."""

    folder: Path

    @property
    def id(self) -> str:
        """The release's name: when it was built, and the start of its content's hash."""
        return self.folder.name

    @property
    def store(self) -> Path:
        """The folder of the Oxigraph store."""
        return self.folder / "store"

    @property
    def tables(self) -> Path | None:
        """The folder of the tables that answer the questions on verdicts; None in releases that have none."""
        folder = self.folder / "tables"
        return folder if folder.is_dir() else None

    @property
    def manifest(self) -> dict[str, Any]:
        """Sources, hashes, counts, coverage and versions."""
        loaded: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        return loaded


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder that holds `exports/`, `releases/`, `desk/` and the name of the current release."""

    root: Path

    @property
    def exports(self) -> Path:
        """Where exports are dropped, one folder for each source."""
        return self.root / "exports"

    @property
    def releases_folder(self) -> Path:
        """Where releases lie, one folder each."""
        return self.root / "releases"

    @property
    def desk(self) -> Path:
        """Where the team's own records lie unless the settings name a database; no build and no rollback touches it."""
        return self.root / "desk"

    def prepare(self) -> None:
        """Make the folders if they are not there."""
        self.exports.mkdir(parents=True, exist_ok=True)
        self.releases_folder.mkdir(exist_ok=True)

    def releases(self) -> tuple[Release, ...]:
        """List the published releases, the newest first."""
        if not self.releases_folder.is_dir():
            return ()
        folders = [f for f in self.releases_folder.iterdir() if (f / "manifest.json").is_file()]
        finished = [f for f in folders if not f.name.startswith(".")]
        return tuple(Release(f) for f in sorted(finished, key=lambda f: f.name, reverse=True))

    def current(self) -> Release:
        """Open the release that is served; raises NothingPublished when there is none."""
        pointer = self.root / "current"
        if not pointer.is_file():
            raise NothingPublished(f"Nothing is published in {self.root} yet; run `ncp build` first.")
        release = Release(self.releases_folder / pointer.read_text("utf-8").strip())
        if not (release.folder / "manifest.json").is_file():
            raise NothingPublished(f"Release {release.id} is not in {self.root}; run `ncp rollback` or `ncp build`.")
        return release

    def release(self, named: str = "") -> Release:
        """Open the named release, or the one that is served."""
        if not named:
            return self.current()
        found = self.held(named)
        if not found:
            known = ", ".join(release.id for release in self.releases()) or "none"
            raise NothingPublished(f"There is no release {named}; published are: {known}.")
        return found

    def held(self, named: str) -> Release | None:
        """Give the named release where it lies here."""
        return next((release for release in self.releases() if release.id == named), None)

    def point_to(self, release: Release) -> None:
        """Serve this release from now on, by one rename."""
        pointer = self.root / "current.new"
        with pointer.open("w", encoding="utf-8") as file:
            file.write(release.id)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.root / "current")

    def rollback(self, to: str = "", *, actor: Actor) -> Release:
        """Serve the named release, or the one before the current, if the person may."""
        actor.must(Right.ROLLBACK)
        releases = self.releases()
        if to:
            wanted = [r for r in releases if r.id == to]
        else:
            now = self.current().id
            wanted = [r for r in releases if r.id < now][:1]
        if not wanted:
            known = ", ".join(r.id for r in releases) or "none"
            raise NothingPublished(
                f"There is no {'release ' + to if to else 'earlier release'}; published are: {known}."
            )
        self.point_to(wanted[0])
        return wanted[0]

    @contextmanager
    def building(self) -> Iterator[Path]:
        """Give a fresh folder for a new release; one build at a time, and debris of killed builds is cleared."""
        self.prepare()
        try:
            with FileLock(self.root / ".lock", timeout=0):
                self._clear_debris()
                folder = self.releases_folder / BUILDING
                folder.mkdir()
                try:
                    yield folder
                finally:
                    _remove(folder)
        except Timeout:
            raise WorkspaceBusy(f"Another build runs in {self.root}; wait until it ends.") from None

    @property
    def is_building(self) -> bool:
        """Tell whether a build runs, begun by a page or by the command line."""
        if not (self.releases_folder / BUILDING).is_dir():
            return False  # without asking for the lock, which a build that begins now needs
        try:
            with FileLock(self.root / ".lock", timeout=0):
                return False
        except Timeout:
            return True

    def tidy(self) -> None:
        """Clear what a build left that has ended; while another runs, nothing is touched, for it does so itself."""
        with suppress(Timeout):
            if any(self.releases_folder.glob(".*")):
                with FileLock(self.root / ".lock", timeout=0):
                    self._clear_debris()
        with suppress(Timeout):
            if self._halves():
                with FileLock(self.root / ADDING, timeout=0):
                    self._clear_halves()

    @contextmanager
    def adding(self) -> Iterator[None]:
        """Lay files beside published releases, one process at a time; halves that a killed one left are cleared."""
        with FileLock(self.root / ADDING):
            self._clear_halves()
            yield

    def _halves(self) -> list[Path]:
        return [*self.releases_folder.glob("[!.]*/.*"), *self.releases_folder.glob("[!.]*/*/.*")]

    def _clear_halves(self) -> None:
        for left in self._halves():
            _remove(left)

    def _clear_debris(self) -> None:
        for left in self.releases_folder.glob(".*"):
            _remove(left)

    def publish(self, folder: Path, release_id: str) -> Release:
        """Give the finished folder its name and serve it; older releases beyond the kept number go."""
        release = Release(self.releases_folder / release_id)
        folder.rename(release.folder)
        self.point_to(release)
        for old in self.releases()[KEPT:]:
            if old.id != release_id:
                shutil.rmtree(old.folder, ignore_errors=True)
        return release


def _remove(path: Path) -> None:
    """Remove a folder or a file, also while a thread of a store that is being closed still writes into it."""
    until = time.monotonic() + PATIENCE
    while True:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        if not path.exists() or time.monotonic() > until:
            return
        time.sleep(0.05)
