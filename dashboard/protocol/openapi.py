"""The addresses of the service as OpenAPI 3.1, so that other programs can offer the questions with their parameters."""

from importlib.metadata import version
from typing import Any

from dashboard.outputs.answered import Format
from dashboard.outputs.write import fitting
from dashboard.protocol.own_formats import GRAPHS, of_rows
from dashboard.protocol.saved import DELIMITER, DELIMITERS, LIMIT
from graph.limits import Limits
from queries.binding import example
from queries.catalogue import Parameter, Question, load

_KINDS: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "iri": {"type": "string"},
    "string": {"type": "string"},
}
_PLAIN = {"text/plain": {"schema": {"type": "string"}}}
Told = dict[str, Any]


def describe(base: str, limits: Limits) -> Told:
    """Describe every address."""
    paths: Told = {"/query": _query()}
    for question in load().values():
        paths[f"/questions/{question.name}.{{format}}"] = {"get": _question(question)}
    most = f"at most {limits.seconds:g} seconds, {limits.rows:,} rows and {limits.size:,} bytes an answer"
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "National contact point graph: saved questions and SPARQL",
            "version": version("ncp-graph"),
            "description": f"Reads only; {most}. An answer that was cut says so in the header Answer-Truncated.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": base}],
        "paths": paths,
    }


def _query() -> Told:
    rows, graphs = list(of_rows()), list(GRAPHS)
    content: Told = {media: {"schema": {}} for media in [*rows, *graphs]}
    asked = {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}
    body = {
        "application/x-www-form-urlencoded": {"schema": asked},
        "application/sparql-query": {"schema": {"type": "string"}},
    }
    query = {"name": "query", "in": "query", "required": True, "schema": {"type": "string"}}
    told: Told = {"tags": ["sparql"], "responses": _responses(content, {400, 406, 503, 504})}
    summary = "Answer a SPARQL query that reads (SPARQL 1.1 Protocol)"
    return {
        "get": told | {"operationId": "query", "summary": summary, "parameters": [query]},
        "post": told | {"operationId": "queryPosted", "summary": summary, "requestBody": {"content": body}},
    }


def _question(question: Question) -> Told:
    formats = list(fitting(question).values())
    content = {one.media: {"schema": _schema(one)} for one in formats}
    return {
        "operationId": question.name.replace("/", "_").replace("-", "_"),
        "summary": question.summary,
        "description": question.description,
        "tags": [question.topic],
        "parameters": [_format(formats), *map(_parameter, question.parameters), *_manner()],
        "responses": _responses(content, {400, 404, 503, 504}),
    }


def _schema(made: Format) -> Told:
    return {"type": "string"} if made.text and "json" not in made.media else {}


def _format(formats: list[Format]) -> Told:
    suffixes = [one.suffix.removeprefix(".") for one in formats]
    told = "; ".join(f"{one.suffix.removeprefix('.')}: {one.title}" for one in formats)
    schema = {"type": "string", "enum": suffixes}
    return {"name": "format", "in": "path", "required": True, "description": told, "schema": schema}


def _parameter(parameter: Parameter) -> Told:
    schema = dict(_KINDS[parameter.type])
    if parameter.default:
        read = {"integer": int, "decimal": float}.get(parameter.type, str)
        schema["default"] = read(parameter.default)
    told: Told = {"name": parameter.name, "in": "query", "description": parameter.meaning, "schema": schema}
    if parameter.choices:
        told["description"] += f"; a value of /questions/{parameter.choices}.json"
    if shown := example(parameter):
        told["example"] = shown
    return told | {"required": not (parameter.optional or parameter.default or parameter.type == "string")}


def _manner() -> list[Told]:
    between = {"type": "string", "enum": list(DELIMITERS), "default": "comma"}
    most = {"type": "integer", "minimum": 1}
    return [
        {"name": DELIMITER, "in": "query", "description": "What stands between the values of a CSV", "schema": between},
        {"name": LIMIT, "in": "query", "description": "The most rows that are wanted", "schema": most},
    ]


_STATUS = {
    400: "The query or a parameter does not fit; one sentence says what would",
    404: "There is no such question or format",
    406: "None of the accepted formats can be given",
    503: "Too many questions are asked at once",
    504: "The answer took longer than it may",
}


def _responses(content: Told, problems: set[int]) -> Told:
    cut = {"Answer-Truncated": {"description": "Stands there when rows are missing", "schema": {"type": "string"}}}
    told: Told = {"200": {"description": "The answer", "headers": cut, "content": content}}
    return told | {str(one): {"description": _STATUS[one], "content": _PLAIN} for one in sorted(problems)}
