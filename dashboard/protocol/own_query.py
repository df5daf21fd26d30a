"""A query of one's own over the SPARQL 1.1 Protocol: in its turn, and ended when nobody waits for it any more."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from dashboard.outputs.answered import Answered, Format, Manner
from dashboard.outputs.bounded import Bounded, Bounds
from dashboard.protocol.accept import best
from dashboard.protocol.asked import BadRequest, posted, query_of
from dashboard.protocol.door import user_of
from dashboard.protocol.own_formats import GRAPHS, of_rows, of_truth, query_as_question
from dashboard.protocol.service import Behind, Service
from dashboard.protocol.spool import Wanted, respond, unchanged
from graph.errors import QueryRefused
from graph.reply import Reply
from graph.turns import Ticket
from queries.guard import judge
from queries.positions import positions
from queries.run import Engine, submit
from queries.tokens import WORD, tokens

SHORTEST, LONGEST = 0.005, 0.25
"""Seconds between two looks whether an answer is there, at first and at the longest."""
_FORMS = ("select", "ask", "construct", "describe")


async def answer(service: Service, request: Request) -> Response:
    """Answer the query that a request asks, in the format that it likes best."""
    text = query_of(await posted(request))
    query = (await to_thread.run_sync(judge, text, service.limits.rows)).text
    offered = offered_for(query)
    media = best(request.headers.get("accept", ""), {media: media for media in offered})
    behind = service.now()
    wanted = Wanted(None, replace(offered[media], media=media), query, Manner(), behind=behind)
    if known := unchanged(service, request, wanted):
        return known
    engine = Engine(behind.store, service.limits, service.turns)
    reply = await waited(request, partial(submit, engine, text, user_of(request)))
    return await respond(service, request, replace(wanted, ask=partial(_given, service, query, reply)))


def offered_for(query: str) -> Mapping[str, Format]:
    """Give the formats by media type in which a query is answered, by its form."""
    words = (token.text.lower() for token in tokens(query) if token.kind == WORD)
    form = next(word for word in words if word in _FORMS)
    return of_rows() if form == "select" else of_truth() if form == "ask" else GRAPHS


async def waited(request: Request, take: Callable[[], Ticket[Reply]]) -> Reply:
    """Wait for the answer to what takes a turn; a caller who goes away ends the query."""
    try:
        ticket = await to_thread.run_sync(take)
    except QueryRefused as error:  # the query itself was judged before
        raise BadRequest(str(error), 429) from error
    wait = SHORTEST
    try:
        while not ticket.done:
            if await request.is_disconnected():
                raise BadRequest("Nobody waits for this answer any more.", 499)
            await asyncio.sleep(wait)
            wait = min(LONGEST, wait * 1.5)
        return ticket.result()
    finally:
        ticket.cancel()


@contextmanager
def _given(service: Service, query: str, reply: Reply, behind: Behind, bounds: Bounds) -> Iterator[Answered]:
    bounded = Bounded(bounds, reply.truncated)
    yield Answered(
        *(query_as_question(reply.columns), query, {}, behind.release, reply.columns, bounded.read(iter(reply.rows))),
        more=bounded.is_cut,
        places=partial(positions, service.endpoint(behind)),
    )
