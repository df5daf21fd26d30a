"""The answer to a saved question on a page where it can be waited for and cancelled."""

from collections.abc import Mapping

from dashboard import data, running
from graph.endpoint import Table
from graph.kept_answers import Kept, read
from queries.binding import bind
from queries.catalogue import Question
from queries.tabled import tables_for


def answer(question: Question, values: Mapping[str, str]) -> Table | None:
    """Answer a saved question: at once where the release holds the answer, else in a process that can be ended.

    None while it waits or runs, which running.wait draws. Raises NcpError where there is no answer.
    """
    endpoint, query = data.endpoint(), bind(question, values)
    if tables_for(question, endpoint.tables):
        return data.answer(question.name, **values)
    if kept := _kept(endpoint, query):
        return kept
    held = running.answered(f"{data.served()} {query}", query, running.most(), saved=True)
    return held.table if held else None


def _kept(endpoint: object, query: str) -> Table | None:
    return read(endpoint.folder, query) if isinstance(endpoint, Kept) else None
