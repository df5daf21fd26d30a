"""The saved questions by address: `/questions/NAME.csv?country=PT`, in every format by its suffix."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from posixpath import basename
from urllib.parse import quote, urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.outputs import csvw
from dashboard.outputs.answered import Answered, Format, Manner
from dashboard.outputs.bounded import Bounded, Bounds
from dashboard.outputs.write import answered, described, fitting, replied
from dashboard.protocol.accept import best
from dashboard.protocol.asked import BadRequest, pairs
from dashboard.protocol.door import user_of
from dashboard.protocol.own_query import waited
from dashboard.protocol.service import Behind, Service
from dashboard.protocol.spool import Ask, Wanted, respond, unchanged
from graph.reply import Reply
from queries.binding import bind
from queries.catalogue import Question, find, load
from queries.run import Engine, submit_bound
from queries.tabled import has_terms, tables_for

DELIMITER, LIMIT = "delimiter", "limit"
"""Parameters of every address, beside those of its question: what stands between values, and the most rows."""
DELIMITERS = {"comma": False, "semicolon": True}


async def listed(service: Service, request: Request) -> Response:
    """List the saved questions with their addresses."""
    base = str(request.base_url).rstrip("/")
    return JSONResponse(
        [
            {
                "name": one.name,
                "summary": one.summary,
                "tags": list(one.tags),
                "parameters": {p.name: p.meaning for p in one.parameters},
                "address": f"{base}/questions/{one.name}.json",
                "formats": list(fitting(one)),
            }
            for one in load().values()
        ]
    )


async def answer(service: Service, request: Request) -> Response:
    """Answer the question that the address names, in the format of its suffix or else as the caller accepts."""
    path = str(request.path_params["name"])
    if path.endswith(csvw.SUFFIX):
        return await _description(service, request, path.removesuffix(csvw.SUFFIX))
    question, style = named(path, request.headers.get("accept", ""))
    values, manner, rows = parameters(question, request.url.query)
    query = await to_thread.run_sync(bind, question, values)
    file = f"{question.name.replace('/', '-')}{style.suffix}"
    links = _links(style, question, request)
    wanted = Wanted(None, style, query, manner, rows, file, links, service.now())
    if known := unchanged(service, request, wanted):
        return known
    return await respond(
        service, request, replace(wanted, ask=await _asking(service, request, wanted, question, values))
    )


async def _description(service: Service, request: Request, path: str) -> Response:
    question, style = named(path, "")
    if style.name not in csvw.DESCRIBED:
        raise BadRequest(f"{style.title} tells by itself what it holds; ask for the metadata of a .csv or .tsv.", 404)
    values, manner, _ = parameters(question, request.url.query)
    behind, query = service.now(), await to_thread.run_sync(bind, question, values)
    told = await to_thread.run_sync(described, service.endpoint(behind), question, values, query, behind.release)
    body = csvw.written(told, style.name, _beside(style, question, request), manner)
    return Response(body, media_type=csvw.MEDIA, headers={"Answer-Release": behind.release})


def named(path: str, accept: str) -> tuple[Question, Format]:
    """Find the question and the format that a path names; raises UnknownQuestion, or BadRequest for a format."""
    name, dot, suffix = path.rpartition(".")
    if not dot:
        question = find(path)
        return question, _liked(question, accept)
    question = find(name)
    fits = {one.suffix: one for one in fitting(question).values()}
    if f".{suffix}" not in fits:
        known = ", ".join(fits)
        raise BadRequest(f'The answer to {question.name} is not given as ".{suffix}"; ask for one of {known}.', 404)
    return question, fits[f".{suffix}"]


def _liked(question: Question, accept: str) -> Format:
    formats = {one.media: one for one in fitting(question).values()}
    return formats[best(accept, {media: media for media in formats})]


def parameters(question: Question, text: str) -> tuple[dict[str, str], Manner, int]:
    """Read the values of an address, and how its answer is written."""
    values: dict[str, str] = {}
    for name, value in pairs(text):
        if name in values:
            raise BadRequest(f'"{name}" is given twice; give it once.')
        values[name] = value
    delimiter, limit = values.pop(DELIMITER, "comma"), values.pop(LIMIT, "")
    if delimiter not in DELIMITERS:
        raise BadRequest(f'"{delimiter[:40]}" is no {DELIMITER}; write {" or ".join(DELIMITERS)}.')
    if limit and not (limit.isascii() and limit.isdecimal() and 0 < int(limit[:18]) == int(limit[:19])):
        raise BadRequest(f'"{limit[:40]}" is no {LIMIT}; write a whole number of rows, such as 1000.')
    return values, Manner(semicolon=DELIMITERS[delimiter]), int(limit or 0)


def _links(style: Format, question: Question, request: Request) -> tuple[str, ...]:
    """Name the description that stands beside an answer which cannot describe itself."""
    if style.name not in csvw.DESCRIBED:
        return ()
    address = _beside(style, question, request, csvw.SUFFIX)
    return (f'<{address}>; rel="describedby"; type="{csvw.MEDIA}"',)


def _beside(style: Format, question: Question, request: Request, more: str = "") -> str:
    """Give the address of an answer, or of what lies beside it, relative to its folder."""
    given = urlencode(pairs(request.url.query))
    return f"{quote(basename(question.name))}{style.suffix}{more}{'?' if given else ''}{given}"


async def _asking(
    service: Service, request: Request, wanted: Wanted, question: Question, values: Mapping[str, str]
) -> Ask:
    """Read the answer from the tables of the release, else let a process give it that its time limit ends."""
    assert wanted.behind
    if tables_for(question, wanted.behind.tables) and has_terms(question):
        return partial(_from_tables, service, question, values)
    limits = service.limits.lowered(rows=wanted.rows or None)
    engine = Engine(wanted.behind.store, limits, service.turns)
    reply = await waited(request, partial(submit_bound, engine, wanted.mark, user_of(request)))
    return partial(_from_reply, service, question, values, wanted.mark, reply)


@contextmanager
def _from_tables(
    service: Service, question: Question, values: Mapping[str, str], behind: Behind, bounds: Bounds
) -> Iterator[Answered]:
    with answered(service.endpoint(behind), question.name, values, behind.release, bounds) as answer:
        yield answer


@contextmanager
def _from_reply(
    service: Service,
    question: Question,
    values: Mapping[str, str],
    query: str,
    reply: Reply,
    behind: Behind,
    bounds: Bounds,
) -> Iterator[Answered]:
    told = replied(service.endpoint(behind), question, query, values, behind.release, reply)
    bounded = Bounded(bounds, reply.truncated)
    yield replace(told, rows=bounded.read(told.rows), more=bounded.is_cut)
