"""Ask a saved question."""

from collections.abc import Mapping

from graph.endpoint import Endpoint, Table
from queries.binding import bind
from queries.catalogue import find
from queries.tabled import from_tables, tables_for


def ask(endpoint: Endpoint, name: str, **values: object) -> Table:
    """Answer the saved question of this name; what is None is left to its default."""
    return answer(endpoint, name, {key: value for key, value in values.items() if value is not None})


def answer(endpoint: Endpoint, name: str, values: Mapping[str, object]) -> Table:
    """Answer the saved question of this name with these values, from the tables of the release where it can be."""
    question, given = find(name), {key: str(value) for key, value in values.items()}
    if folder := tables_for(question, endpoint.tables):
        return from_tables(question, given, folder, endpoint.limit)
    return endpoint.select(bind(question, given))
