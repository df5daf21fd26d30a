"""A throw-away server of PostgreSQL, started from Debian's files and reached by a socket alone."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
Control = Callable[[str], None]


@contextmanager
def server() -> Iterator[tuple[str, Control]]:
    """Run the server; gives the address of its database, and what starts and stops it."""
    if not BINARIES:
        pytest.skip("no server of PostgreSQL is installed")
    root = os.geteuid() == 0
    if root and "postgres" not in {user.pw_name for user in pwd.getpwall()}:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    before = ["runuser", "-u", "postgres", "--"] if root else []
    with tempfile.TemporaryDirectory(prefix="ncp-pg-", dir="/tmp") as folder:
        if root:
            subprocess.run(["chown", "postgres", folder], check=True)
        data, tools = f"{folder}/data", BINARIES[-1]
        initdb = [*before, tools / "initdb", "-D", data, "-U", "desk", "-A", "trust", "-N", "--no-locale", "-E", "UTF8"]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder)
        options = f"-c listen_addresses='' -k {folder} -c fsync=off"

        def control(word: str) -> None:
            how = ["-o", options, "-l", f"{folder}/log"] if word == "start" else ["-m", "fast"]
            run = [*before, tools / "pg_ctl", "-D", data, "-w", *how, word]
            subprocess.run(run, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)

        control("start")
        try:
            yield f"postgresql+psycopg://desk@/postgres?host={folder}", control
        finally:
            control("stop")
