"""Ask a saved question on a terminal: print its table, or write it in any format to a file or to standard output."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import click

from dashboard.formats import writing
from dashboard.limits import MEGA
from dashboard.outputs import csvw
from dashboard.outputs.answered import TRUNCATED, Answered, Manner
from dashboard.outputs.bounded import Bounds
from dashboard.outputs.write import answered, by_suffix, fitting, formats, replied, write
from dashboard.own_queries import engine
from dashboard.settings import Settings
from dashboard.stores import find
from dashboard.terminal import embedded, show
from graph.endpoint import ROWS, Endpoint, value_of
from graph.errors import BadInput
from graph.remote_release import Latest
from queries.binding import bind
from queries.own import own, with_columns
from queries.run import run


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the question, its values, the address of an endpoint or "", and the most rows wanted.

    `text` is a query of one's own in place of a saved question; `seconds` and `megabytes` can lower its limits.
    """

    name: str
    values: Mapping[str, str]
    endpoint: str = ""
    limit: int | None = None
    text: str = ""
    seconds: float | None = None
    megabytes: float | None = None


def put_out(config: Settings, asked: Asked, style: str, output: Path | None, semicolon: bool, mark: bool) -> None:
    """Answer a question as a table on the terminal, or in a format; tell how to cite it, and when it was cut."""
    endpoint = _endpoint(config, asked.endpoint)
    release = endpoint.now().told if isinstance(endpoint, Latest) else config.workspace.current().id
    style, bounds = _style(style, output), Bounds() if asked.limit is None else Bounds(asked.limit)
    if asked.text:
        found = nullcontext(_own(config, endpoint, asked, release))
    else:
        found = answered(endpoint, asked.name, asked.values, release, bounds)  # type: ignore[assignment]
    with found as answer:
        if style == "table":
            _print(answer)
        else:
            _write(answer, style, output, Manner(semicolon, mark))
        if answer.more():
            click.echo(TRUNCATED, err=True)
        click.echo(f"Cite as: {answer.citation}", err=True)


def _endpoint(config: Settings, named: str) -> Endpoint:
    """Give the current release, or the store of this name or address with what lies here of the release it serves."""
    return Latest(find(config, named).asked(), config.workspace.held) if named else embedded(config)


def _own(config: Settings, endpoint: Endpoint, asked: Asked, release: str) -> Answered:
    """Answer a query of one's own within the limits; its first lines may be the front matter of a saved question."""
    question = own(asked.text)
    query = bind(question, asked.values)
    size = None if asked.megabytes is None else max(1, int(asked.megabytes * MEGA))
    reply = run(engine(config, asked.endpoint), query, rows=asked.limit, seconds=asked.seconds, size=size)
    return replied(endpoint, with_columns(question, reply.columns), query, asked.values, release, reply)


def _style(style: str, output: Path | None) -> str:
    """Choose the format: the one that is named, else the one that the file's suffix tells, else a table or CSV."""
    if output is None:
        return style or "table"
    return (style if style != "table" else "") or by_suffix(output.name) or "csv"


def _print(answer: Answered) -> None:
    values = [tuple(map(value_of, row)) for row in islice(answer.rows, ROWS)]
    show(answer.columns, values, "table", None)


def _write(answer: Answered, style: str, output: Path | None, manner: Manner) -> None:
    made = formats()[style]
    if style not in fitting(answer.question):
        raise BadInput(f"the answer to {answer.question.name} fits no {made.title}", "choose another format")
    if output is None:
        if not made.text:
            raise BadInput(f"{made.title} cannot be printed", f"name a file with -o FILE{made.suffix}")
        write(answer, style, sys.stdout.buffer, manner)
        sys.stdout.buffer.flush()
        return
    with writing(output), _beside(output) as out:
        write(answer, style, out, manner)
    click.echo(f"Written: {output}", err=True)
    if style in csvw.DESCRIBED:
        beside = output.with_name(output.name + csvw.SUFFIX)
        with writing(beside), _beside(beside) as out:
            out.write(csvw.written(answer, style, output.name, manner))
        click.echo(f"Written: {beside}, what the columns mean and how to cite them", err=True)


@contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
    """Write into a file beside, which takes its place when it is whole; a failure leaves what was there.

    What is no file, such as /dev/stdout or a pipe, is written to and stays what it is.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as out:
            yield out
        return
    path = path.resolve()
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
