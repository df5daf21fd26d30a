"""Ask a saved question, or a query of one's own."""

from collections.abc import Mapping
from dataclasses import replace

from graph.endpoint import Endpoint, Table
from queries.binding import bind
from queries.catalogue import find
from queries.guard import ROWS, guard
from queries.tabled import from_tables


def ask(endpoint: Endpoint, name: str, **values: object) -> Table:
    """Answer the saved question of this name; what is None is left to its default."""
    return answer(endpoint, name, {key: value for key, value in values.items() if value is not None})


def answer(endpoint: Endpoint, name: str, values: Mapping[str, object]) -> Table:
    """Answer the saved question of this name with these values, from the tables of the release where it can be."""
    question, given = find(name), {key: str(value) for key, value in values.items()}
    if question.twin and endpoint.tables is not None:
        return from_tables(question, given, endpoint.tables, endpoint.limit)
    return endpoint.select(bind(question, given))


def run(endpoint: Endpoint, text: str, limit: int = ROWS) -> Table:
    """Answer a query of one's own, which may only read, with at most `limit` rows.

    It runs where the endpoint runs it: `queries.run` gives it a process of its own, its turn and a way to cancel it.
    """
    table = endpoint.select(guard(text, limit + 1))
    return replace(table, rows=table.rows[:limit], truncated=table.truncated or len(table.rows) > limit)
