"""Long work that a page began: what was asked, how far it is, how it ended.

Each job has a folder of its own in the workspace, so that it outlives the page that began it, and everybody who uses
the workspace sees it. Whether it still runs is told by a lock that its process holds and that dies with it.
"""

import json
import os
import re
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from graph.workspace import Workspace

BUILD, FETCH, LIST = "build", "fetch", "list"
NAMES = {BUILD: "build", FETCH: "fetch of exports", LIST: "search for the cities of a list"}
SHARED = (BUILD, FETCH)
"""What changes the data of everybody; of these one runs at a time, and everybody sees it."""

ID = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9a-f]{32}")
ASKED, REACHED, ENDED, STOP, ALIVE, LOG = "asked.json", "reached.json", "ended.json", "stop", ".alive", "log.txt"
SENT = "sent"
"""Folder of a job that holds the file that was sent for it."""

STARTING = 120
"""Seconds that a process may take until it says how far it is."""

DONE, FAILED, STOPPED = "done", "failed", "stopped"
UNTOUCHED = "the published release and the team's records are as they were"
LOST = f"It ended without a word, perhaps for want of memory or because somebody ended its process; {UNTOUCHED}."


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: its kind, by whom (role or initials, or ""), since when (seconds), and its options."""

    kind: str
    by: str
    began: float
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far it is: the stage, the share of the whole at its begin and end, how long it is expected to take, counts.

    `final` says that it can no longer be stopped, for what it made is being published.
    """

    stage: str
    share: float
    until: float
    seconds: float
    at: float
    pid: int
    counts: Mapping[str, int] = field(default_factory=dict)
    final: bool = False

    def share_at(self, now: float) -> float:
        """Estimate the share at a moment: within a stage by the time that it usually takes, never to its very end."""
        gone = min((now - self.at) / self.seconds, 0.95) if self.seconds > 0 else 0.0
        return min(max(self.share + (self.until - self.share) * max(gone, 0.0), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended, what there is to tell, and the release that it published or ""."""

    how: str
    told: tuple[str, ...]
    at: float
    release: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands at a moment."""

    folder: Path
    asked: Asked
    reached: Reached | None
    ended: Ended | None

    @property
    def id(self) -> str:
        """Its name, which nobody can guess."""
        return self.folder.name

    @property
    def name(self) -> str:
        """What it is, in words."""
        return NAMES[self.asked.kind]

    @property
    def stopping(self) -> bool:
        """Tell whether somebody asked it to stop."""
        return (self.folder / STOP).exists()


def folder_of(workspace: Workspace) -> Path:
    """Name the folder in which jobs lie."""
    return workspace.root / "jobs"


def jobs(workspace: Workspace, *kinds: str) -> list[Job]:
    """List the jobs of these kinds, the latest first."""
    here = folder_of(workspace)
    names = (
        sorted((path.name for path in here.iterdir() if ID.fullmatch(path.name)), reverse=True) if here.is_dir() else []
    )
    found = (look(here / name) for name in names)
    return [job for job in found if job and job.asked.kind in kinds]


def shared(workspace: Workspace) -> Job | None:
    """Give the latest build or fetch, running or ended."""
    return next(iter(jobs(workspace, *SHARED)), None)


def job(workspace: Workspace, name: str) -> Job | None:
    """Find a job by its name, or None where it is not kept."""
    return look(folder_of(workspace) / name) if ID.fullmatch(name) else None


def look(folder: Path) -> Job | None:
    """Read a job as it stands now; one whose process is gone without a word has ended too."""
    about = read(folder / ASKED)
    if about is None:
        return None
    asked = Asked(**about)
    runs = _is_alive(folder, asked)  # first, for a process tells its end before it lets go of the lock
    reached, ended = read(folder / REACHED), read(folder / ENDED)
    if ended is None and not runs:
        stopped = (folder / STOP).exists()
        how, told = (STOPPED, stopped_told()) if stopped else (FAILED, LOST)
        ended = {"how": how, "told": (told,), "at": asked.began}
    return Job(folder, asked, Reached(**reached) if reached else None, _ended(ended) if ended else None)


def _ended(held: Mapping[str, Any]) -> Ended:
    return Ended(**{**held, "told": tuple(held["told"])})


def stopped_told() -> str:
    """Say what a stop leaves behind."""
    return f"Stopped; {UNTOUCHED}."


def _is_alive(folder: Path, asked: Asked) -> bool:
    """Tell whether the process of a job runs, or may still be starting."""
    try:
        with FileLock(folder / ALIVE, timeout=0):
            pass
    except Timeout:
        return True
    except OSError:
        return False
    return not (folder / REACHED).exists() and time.time() - asked.began < STARTING


def read(path: Path) -> dict[str, Any] | None:
    """Read a note of a job; None where there is none."""
    try:
        held: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return held


def write(folder: Path, name: str, held: Asked | Reached | Ended) -> None:
    """Write a note whole, or not at all."""
    new = folder / f".{name}.{os.getpid()}"
    new.write_text(json.dumps(asdict(held), ensure_ascii=False), "utf-8")
    new.replace(folder / name)
