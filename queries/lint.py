"""What a saved question is held to: it is documented, runs, gives the columns that it tells, and is quick."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from graph.endpoint import Endpoint, Table
from graph.errors import NcpError
from queries.ask import answer
from queries.catalogue import KINDS, Question

SECONDS = 1.0
"""How long a question may take with its defaults on a full release."""
TRIES = 2


def undocumented(question: Question) -> Iterator[str]:
    """Say what the front matter of a question lacks."""
    texts = {"summary": question.summary, "description": question.description, **question.columns}
    for name, text in texts.items():
        if not text.strip() or text != " ".join(text.split()):
            yield f'"{name}" is empty or holds stray blanks'
    if question.summary.endswith(".") or not question.description.endswith("."):
        yield "the summary ends without a full stop, the description with one"
    if not question.tags:
        yield "no tag is given"
    for parameter in question.parameters:
        if not parameter.optional and parameter.name not in question.defaults:
            yield f'"{parameter.name}" has no default and may not be left open'
        if parameter.type == "iri" and parameter.kind not in KINDS:
            yield f'it is not told what "{parameter.name}" names'


def unfit(question: Question, endpoint: Endpoint, seconds: float = SECONDS) -> Iterator[str]:
    """Run a question with its defaults; say what is wrong with its answer, or that it is slow."""
    try:
        tables = [answer(endpoint, question.name, {}) for _ in range(TRIES)]
    except NcpError as error:
        yield str(error)
        return
    table, took = tables[0], min(table.seconds for table in tables)
    if table.columns != tuple(question.columns):
        yield f"it gives the columns {', '.join(table.columns)}, which are not those that it describes"
    for name in without_unit(question, table):
        yield f'"{name}" holds numbers and has no unit'
    if took > seconds:
        yield f"it takes {took:.1f} s, more than {seconds:g} s"


def without_unit(question: Question, table: Table) -> list[str]:
    """Name the columns of an answer that hold numbers and have no unit."""
    numbers = {
        name
        for place, name in enumerate(table.columns)
        if any(
            isinstance(row[place], int | float | Decimal) and not isinstance(row[place], bool)
            for row in table.rows[:1000]
        )
    }
    return [name for name in table.columns if name in numbers and name not in question.units]


def lint(questions: Iterable[Question], endpoint: Endpoint | None) -> list[tuple[str, str]]:
    """Pair each question with each complaint about it; without an endpoint only the front matter is judged."""
    return [
        (question.name, complaint)
        for question in questions
        for complaint in (*undocumented(question), *(unfit(question, endpoint) if endpoint else ()))
    ]
