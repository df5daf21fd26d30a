"""A query of one's own over the SPARQL 1.1 Protocol."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from dashboard.outputs.answered import Answered, Format, Manner
from dashboard.outputs.bounded import Bounded, Bounds
from dashboard.protocol.accept import best
from dashboard.protocol.asked import posted, query_of
from dashboard.protocol.own_formats import GRAPHS, of_rows, of_truth, query_as_question
from dashboard.protocol.service import Behind, Service
from dashboard.protocol.spool import Wanted, respond
from graph.stream import stream
from queries.guard import guard
from queries.positions import positions
from queries.tokens import WORD, tokens

MANY = 10**9
"""A limit that triples are given in the query; how many are wanted is counted as they come."""
_FORMS = ("select", "ask", "construct", "describe")


async def answer(service: Service, request: Request) -> Response:
    """Answer the query that a request asks, in the format that it likes best."""
    text = query_of(await posted(request))
    form, query = await to_thread.run_sync(_judged, text, service.limits.rows + 1)
    offered = offered_for(form)
    media = best(request.headers.get("accept", ""), {media: media for media in offered})
    style = replace(offered[media], media=media)
    return await respond(service, request, Wanted(partial(_ask, service, query), style, query, Manner()))


def offered_for(form: str) -> Mapping[str, Format]:
    """Give the formats by media type in which a form of query is answered."""
    return of_rows() if form == "select" else of_truth() if form == "ask" else GRAPHS


def _judged(text: str, limit: int) -> tuple[str, str]:
    """Give the form of a query and the query as it may be asked; triples are no rows, and are counted as they come."""
    query = guard(text, MANY)
    words = (token.text.lower() for token in tokens(query) if token.kind == WORD)
    form = next(word for word in words if word in _FORMS)
    return form, guard(text, limit) if form == "select" else query


@contextmanager
def _ask(service: Service, query: str, behind: Behind, bounds: Bounds) -> Iterator[Answered]:
    endpoint = service.endpoint(behind)
    with stream(endpoint, query, service.limits.size) as found:
        bounded = Bounded(bounds, found.truncated)
        question = query_as_question(found.columns)
        yield Answered(
            *(question, query, {}, behind.release, found.columns, bounded.read(found.rows)),
            more=bounded.is_cut,
            places=partial(positions, endpoint),
        )
