"""The process of a job: `python -m dashboard.job_run FOLDER` does what was asked and notes how far it is."""

import os
import signal
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from filelock import FileLock

from dashboard.job_kinds import KINDS
from dashboard.job_progress import Progress, Stopped
from dashboard.jobs import (
    ALIVE,
    ASKED,
    DONE,
    ENDED,
    FAILED,
    LOG,
    STOPPED,
    UNTOUCHED,
    Asked,
    Ended,
    read,
    stopped_told,
    write,
)
from dashboard.settings import settings
from graph.errors import NcpError
from graph.workspace import Workspace

NICE = 10
"""The pages go first where both want the processor."""


def main(folder: Path) -> None:
    """Do the job of a folder, and note its end."""
    with suppress(OSError, AttributeError):
        os.nice(NICE)
    signal.signal(signal.SIGTERM, _stop)
    with FileLock(folder / ALIVE, timeout=30):
        about = read(folder / ASKED)
        if about is not None:
            write(folder, ENDED, _run(folder, Asked(**about)))


def _run(folder: Path, asked: Asked) -> Ended:
    """Do the work, and say how it ended."""
    config = settings(None)
    before = _served(config.workspace)
    how, told, release = DONE, tuple[str, ...](), ""
    try:
        told, release = KINDS[asked.kind](config, asked, Progress(folder))
    except (Stopped, KeyboardInterrupt):
        how, told = STOPPED, (stopped_told(),)
    except NcpError as error:
        how, told = FAILED, (str(error),)
    except Exception as error:
        traceback.print_exc()
        how, told = FAILED, (_unforeseen(folder, error, before, _served(config.workspace)),)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return Ended(how, told, time.time(), release)


def _unforeseen(folder: Path, error: Exception, before: str, now: str) -> str:
    """Tell an error that no function tells by itself, and what it leaves behind."""
    left = UNTOUCHED if now == before else f"release {now} is published all the same"
    if isinstance(error, OSError):
        return f"A file could not be read or written ({error.strerror or error}); {left}."
    return f"It failed for a reason that nobody foresaw; {left}; {folder / LOG} tells more."


def _served(workspace: Workspace) -> str:
    try:
        return workspace.current().id
    except NcpError:
        return ""


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    """Leave what is being done; a second signal does not disturb the clearing up."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    # Threads that wait for a server that was left must not hold the process.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
