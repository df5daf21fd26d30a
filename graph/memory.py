"""What the system itself holds a child process to: memory, processor time, and no file of its memory when it dies."""

import contextlib
import math
import subprocess


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
