"""What the system itself holds a child process to: memory, processor time, and no file of its memory when it dies."""

import contextlib
import math
import os
import shutil
import subprocess

LATER = 5
"""How far a process steps back behind others that want the processor, in the steps of `nice`."""


def bound(process: subprocess.Popen[bytes], memory: int, seconds: float = math.inf) -> None:
    """Hold a process to so many bytes of addresses and seconds of the processor; where the system can (Linux).

    A process that outlives the program that started it is ended by its seconds.
    """
    try:
        from resource import RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, prlimit
    except ImportError:
        return
    limits = {RLIMIT_AS: memory, RLIMIT_CORE: 0}
    if seconds < math.inf:
        limits[RLIMIT_CPU] = math.ceil(seconds)
    with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
        for kind, most in limits.items():
            prlimit(process.pid, kind, (most, most))


def tied() -> list[str]:
    """Give the words before a command by which its process is killed when the one that started it dies; Linux only."""
    found = shutil.which("setpriv")
    return [found, "--pdeathsig", "KILL"] if found else []


def step_back(process: subprocess.Popen[bytes]) -> None:
    """Let other processes have the processor first; where the system can."""
    with contextlib.suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, process.pid, LATER)
