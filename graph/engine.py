"""A query in a process of its own: it can be killed at any moment, and the system bounds its memory.

The server cannot promise that. Measured on 5 million quads with a limit of 5 s, after the client had gone: a cross
product went on for over 12 s, a path over everything was never ended, and the memory grew to 7 GB. A process that
evaluates one query and ends with it costs 0.06 s and 24 MB.
"""

import signal
import subprocess
import tempfile
import time
from functools import partial
from http.client import HTTPResponse
from pathlib import Path
from threading import Timer
from typing import IO

import pyoxigraph as ox

from graph.deadline import CHUNK, Full, Line
from graph.endpoint import Answer, Remote, is_marked_incomplete
from graph.errors import EndpointError, NcpError, QueryRefused, QueryStopped
from graph.limits import Limits
from graph.memory import bound, step_back, tied
from graph.reply import Read, Reply, read
from graph.server import binary
from graph.stop import CANCELLED, LATE, Stop

MARGIN = 2.0
"""Seconds of the processor beyond the time limit: the timer here ends a query first."""
_ENDED_BY_MEMORY = (-signal.SIGABRT, -getattr(signal, "SIGKILL", 9))


def evaluate(store: Path, query: str, triples: bool, limits: Limits, stop: Stop) -> Reply:
    """Answer a query that reads from a store on this disk; `triples` for CONSTRUCT and DESCRIBE."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as text, tempfile.TemporaryFile() as log:
        text.write(query.encode())
        text.seek(0)
        process = subprocess.Popen(_command(store, triples), stdin=text, stdout=subprocess.PIPE, stderr=log)
        bound(process, limits.memory, limits.seconds + MARGIN)
        step_back(process)
        stop.by(process.kill)
        timer = Timer(limits.seconds, stop, [LATE])
        timer.start()
        try:
            return _answer(process, triples, limits, start)
        except Full as error:
            raise QueryStopped(f"The first row is longer than {limits.size:,} bytes; ask for less.") from error
        except (SyntaxError, ValueError, OSError) as error:
            raise _reason(process, log, limits, stop) from error
        finally:
            timer.cancel()
            process.kill()
            process.communicate()


def _command(store: Path, triples: bool) -> list[str]:
    form = "nt" if triples else "json"
    asked = ["--location", str(store), "--union-default-graph", "--results-format", form]
    return [*tied(), binary(), "query", *asked]


class _Pipe:
    """What a process prints, at most so many bytes of it."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file, self._left = file, limit

    def read(self, size: int = -1) -> bytes:
        """Read what has come; the end is empty."""
        wanted = min(size, CHUNK) if size > 0 else CHUNK
        chunk: bytes = self._file.read1(max(1, min(wanted, self._left)))  # type: ignore[attr-defined]
        if chunk and not self._left:
            raise Full
        self._left -= len(chunk)
        return chunk


def _answer(process: subprocess.Popen[bytes], triples: bool, limits: Limits, start: float) -> Reply:
    assert process.stdout
    pipe = _Pipe(process.stdout, limits.size)
    answer: Answer = _parsed(pipe, triples)
    kind, columns, rows, truncated = read(answer, limits.rows)
    # Triples that end early still parse: only the status tells that there are no more.
    if not truncated and process.wait() != 0:
        raise ValueError("the process failed")
    return Reply(kind, columns, rows, truncated, time.perf_counter() - start)


def _parsed(pipe: _Pipe, triples: bool) -> Answer:
    if triples:
        return ox.parse(pipe, ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
    return ox.parse_query_results(pipe, ox.QueryResultsFormat.JSON)  # type: ignore[arg-type]


def _reason(process: subprocess.Popen[bytes], log: IO[bytes], limits: Limits, stop: Stop) -> NcpError:
    """Say in one sentence why a process gave no whole answer."""
    status = process.wait()
    if stop.why or status == -getattr(signal, "SIGXCPU", 24):
        return stopped(stop.why or LATE, limits)
    if status in _ENDED_BY_MEMORY:
        return QueryStopped(
            f"The query needed more than {limits.memory // 1_000_000:,} MB of memory and was stopped; ask for less."
        )
    log.seek(0)
    said = " ".join(log.read(2_000).decode(errors="replace").partition("Stack backtrace")[0].split())[:300]
    if status > 0 and said:
        return QueryRefused(f"The query cannot be answered: {said.rstrip('.')}.")
    return EndpointError(f"The engine ended with status {status} and no whole answer; ask again.")


def stopped(why: str, limits: Limits) -> QueryStopped:
    """Say why a query was ended."""
    told = {
        CANCELLED: "The query was cancelled.",
        LATE: f"The query was stopped at its time limit of {limits.seconds:g} s; ask for less.",
    }
    return QueryStopped(told.get(why, "The query was stopped, for nobody waited for its answer any more."))


def fetch(remote: Remote, query: str, limits: Limits, stop: Stop) -> Reply:
    """Answer a query that reads from an endpoint; a stop ends the wait here, the endpoint may evaluate on."""
    start, line = time.perf_counter(), Line()
    asked = remote.limited(limits.seconds, limits.rows, limits.size)
    stop.by(line.cut)
    try:
        found, incomplete = asked.fetch(query, partial(_received, asked), line)
    except EndpointError as error:
        raise (stopped(stop.why, limits) if stop.why else error) from error
    return Reply(*found[:3], found[3] or incomplete, time.perf_counter() - start)


def _received(asked: Remote, response: HTTPResponse, line: Line) -> tuple[Read, bool]:
    found = asked.received(response, line, lambda answer, _: read(answer, asked.limit))
    return found, is_marked_incomplete(response.headers)
