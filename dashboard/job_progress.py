"""How far a job is, noted beside it a few times a second, and the moment in which it sees that it shall stop."""

import os
import signal
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dashboard.jobs import REACHED, STOP, Reached, write
from graph.workspace import Workspace

PAUSE = 0.25
"""Seconds between two notes of counts."""


class Stopped(BaseException):
    """Somebody asked the job to stop; no error, so that nothing that mends errors holds it up."""


class Progress:
    """Notes stage, share and counts of a job."""

    def __init__(self, folder: Path) -> None:
        """Begin to note in the folder of the job."""
        self.folder = folder
        self._now = Reached("Starting", 0.0, 0.0, 0.0, time.time(), os.getpid())
        self._written = 0.0
        self._note()

    def stage(self, name: str, share: float, until: float = 0.0, seconds: float = 0.0) -> None:
        """Begin a stage, which leads from one share of the whole to another in about so many seconds."""
        counts = self._now.counts
        self._now = Reached(name, share, max(share, until), seconds, time.time(), os.getpid(), counts, self._now.final)
        self._note()

    def count(self, what: str, number: int, share: float | None = None) -> None:
        """Note how many there are of something by now, and the share that this makes."""
        changed = replace(self._now, counts={**self._now.counts, what: number})
        self._now = changed if share is None else replace(changed, share=share, until=share)
        if time.monotonic() - self._written > PAUSE:
            self._note()

    def finish(self) -> None:
        """Let nothing stop it from now on, for what it made is being published."""
        self._refuse_to_go_on()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self._now = replace(self._now, final=True)

    def _note(self) -> None:
        if not self._now.final:
            self._refuse_to_go_on()
        write(self.folder, REACHED, self._now)
        self._written = time.monotonic()

    def _refuse_to_go_on(self) -> None:
        if (self.folder / STOP).exists():
            raise Stopped


class Plan:
    """Shares of the stages of a build, from how long each took when the current release was built."""

    def __init__(self, seconds: Mapping[str, float], last: Mapping[str, float]) -> None:
        """Take the seconds of the stages in their order; `last` are stages after those."""
        planned = {**seconds, **last}
        whole = sum(planned.values()) or 1.0
        self._shares: dict[str, tuple[float, float, float]] = {}
        gone = 0.0
        for name, took in planned.items():
            self._shares[name] = gone / whole, (gone + took) / whole, took
            gone += took
        self._share = 0.0

    def of(self, stage: str) -> tuple[float, float, float]:
        """Give the share at which a stage begins, that at which it ends, and its seconds; one unknown stands still."""
        begin, end, seconds = self._shares.get(stage, (self._share, self._share, 0.0))
        self._share = max(self._share, begin)
        return self._share, max(end, self._share), seconds


def plan(workspace: Workspace, usual: Mapping[str, float], last: Mapping[str, float]) -> Plan:
    """Plan by what the latest release took; where it does not tell the order of its steps, by what is usual."""
    releases = workspace.releases()
    about = releases[0].manifest if releases else {}
    took = {name: about["seconds"][name] for name in about.get("steps", ()) if name not in last}
    return Plan(took or usual, last)
