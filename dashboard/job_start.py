"""Start and stop long work: a process of its own for each job, one build or fetch at a time in a workspace."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from dashboard.jobs import (
    ASKED,
    ENDED,
    FAILED,
    LIST,
    LOG,
    LOST,
    NAMES,
    SENT,
    SHARED,
    STOP,
    STOPPED,
    UNTOUCHED,
    Asked,
    Ended,
    Job,
    folder_of,
    jobs,
    look,
    stopped_told,
    write,
)
from graph.errors import BadInput, NotAllowed, WorkspaceBusy
from graph.rights import Actor, Right
from graph.workspace import Workspace

RIGHTS = dict.fromkeys(SHARED, Right.BUILD) | {LIST: Right.READ}
MOST_LISTS = 2
"""So many lists are read at once; each takes a gazetteer into memory."""

MOST_BYTES = 10_000_000
"""Greatest size of an uploaded list."""

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
KEPT_SECONDS = 86_400
"""So long a list and its answer are kept."""

GRACE = 8.0
"""Seconds after which a process that was asked to stop is ended by force."""

_children: dict[Path, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent: its name as sent, and its bytes."""

    name: str
    content: bytes


def start(
    workspace: Workspace,
    kind: str,
    options: Mapping[str, Any],
    actor: Actor,
    by: str = "",
    upload: Upload | None = None,
) -> Job:
    """Begin a job in a process of its own; raises NotAllowed, WorkspaceBusy or BadInput."""
    actor.must(RIGHTS[kind])
    here = folder_of(workspace)
    here.mkdir(parents=True, exist_ok=True)
    if upload:
        options = {**options, "file": _checked(upload)}
    with FileLock(here / ".starting", timeout=10):
        _refuse_second(workspace, kind)
        _tidy(workspace, kind)
        folder = here / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(16)}"
        folder.mkdir()
        if upload:
            (folder / SENT).mkdir()
            (folder / SENT / options["file"]).write_bytes(upload.content)
        write(folder, ASKED, Asked(kind, actor.name or by, time.time(), options))
    _spawn(workspace, folder)
    begun = look(folder)
    assert begun
    return begun


def _refuse_second(workspace: Workspace, kind: str) -> None:
    """Let one build or fetch run at a time, and a few lists."""
    kinds = SHARED if kind in SHARED else (kind,)
    running = [job for job in jobs(workspace, *kinds) if not job.ended]
    if len(running) >= (1 if kind in SHARED else MOST_LISTS):
        since = datetime.fromtimestamp(running[0].asked.began, UTC)
        raise WorkspaceBusy(f"A {NAMES[running[0].asked.kind]} runs since {since:%H:%M} (UTC); wait until it ends.")


def neutral_name(name: str) -> str:
    """Keep of a file's name what is a name: letters, digits, blanks, dots within, hyphens; at most 60 of them."""
    last = re.split(r"[/\\]", name)[-1]
    path = Path(last)
    kept = re.sub(r"[^\w .-]", "_", path.stem).strip(" .")[:60] or "list"
    return f"{kept}{path.suffix.lower()}"


def _checked(upload: Upload) -> str:
    """Refuse what is no list or too large; give the name under which it is kept."""
    name = neutral_name(upload.name)
    if not name.endswith(ENDINGS):
        raise BadInput("the list is no table", f"save it as one of {', '.join(ENDINGS)}", file=name)
    if len(upload.content) > MOST_BYTES:
        problem = f"the list has {len(upload.content):,} bytes, more than {MOST_BYTES:,}"
        raise BadInput(problem, "cut it into several, or use `ncp reconcile`", file=name)
    return name


def _tidy(workspace: Workspace, kind: str) -> None:
    """Remove lists that are a day old, and builds and fetches that ended before another one begins."""
    ended = [job for job in jobs(workspace, *SHARED) if job.ended and kind in SHARED]
    ended += [job for job in jobs(workspace, LIST) if job.ended and time.time() - job.asked.began > KEPT_SECONDS]
    for job in ended:
        shutil.rmtree(job.folder, ignore_errors=True)


def is_for(job: Job, actor: Actor) -> bool:
    """Tell whether somebody may see a job: a list is for who sent it, builds and fetches for everybody who reads."""
    return actor.may(Right.READ) and (job.asked.kind in SHARED or not actor.signed_in or job.asked.by == actor.name)


def remove(job: Job) -> None:
    """Remove a job that ended, with the list that was sent and its answer."""
    if job.ended:
        shutil.rmtree(job.folder, ignore_errors=True)


def _spawn(workspace: Workspace, folder: Path) -> None:
    """Start the process, and wait for it in a thread, so that no dead one is left."""
    command = [sys.executable, "-m", "dashboard.job_run", str(folder)]
    environment = os.environ | {"NCP_WORKSPACE": str(workspace.root)}
    with (folder / LOG).open("wb") as log:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    _children[folder] = process
    threading.Thread(target=_wait, args=(folder, process), name="end of a job", daemon=True).start()


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait for the end of a process, clear what it left, and note the end where it could not do so itself."""
    process.wait()
    Workspace(folder.parent.parent).tidy()
    _children.pop(folder, None)
    found = look(folder)
    if found is None or (folder / ENDED).exists():
        return
    how, told = (STOPPED, stopped_told()) if found.stopping else (FAILED, LOST)
    if how == FAILED and found.reached is None:
        told = f"It could not begin; {UNTOUCHED}; {folder / LOG} says why."
    with suppress(OSError):
        write(folder, ENDED, Ended(how, (told,), time.time()))


def stop(folder: Path, actor: Actor) -> None:
    """Ask a job to stop, and end its process by force when it does not; what is being published is let be."""
    found = look(folder)
    if found is None or found.ended:
        return
    actor.must(RIGHTS[found.asked.kind])
    if not is_for(found, actor):
        raise NotAllowed("You may not stop the search of somebody else; who sent the list may.")
    (found.folder / STOP).touch()
    threading.Thread(target=_end, args=(found.folder,), name="stop of a job", daemon=True).start()


def _end(folder: Path) -> None:
    """Send the process home, by force after a while."""
    _signal(folder, signal.SIGTERM)
    until = time.monotonic() + GRACE
    while time.monotonic() < until:
        found = look(folder)
        if found is None or found.ended or (found.reached and found.reached.final):
            return
        time.sleep(0.1)
    _signal(folder, getattr(signal, "SIGKILL", signal.SIGTERM))


def _signal(folder: Path, number: int) -> None:
    """Signal the process of a job, if it is known, runs, and does not publish."""
    found = look(folder)
    if found and not found.ended and found.reached and not found.reached.final:
        with suppress(ProcessLookupError):
            os.kill(found.reached.pid, number)


def end_all(seconds: float = 5.0) -> None:
    """Stop the jobs that were started here, when the pages end; what is being published is waited for."""
    running = list(_children.items())
    for folder, process in running:
        with suppress(OSError):
            (folder / STOP).touch()
        process.terminate()
    for folder, process in running:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        if process.poll() is None:
            process.kill()
        _wait(folder, process)
