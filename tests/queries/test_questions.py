"""Every saved question: complete, run on the small graph and on a real release, here and over the server."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pyparsing import ParseResults
from rdflib import Variable
from rdflib.plugins.sparql.parser import parseQuery

from graph.endpoint import Embedded, Remote
from ontology.terms import PREFIXES, terms
from queries.ask import answer
from queries.binding import bind
from queries.catalogue import FOLDER, Question, load
from queries.competency import ASKED, ELSEWHERE, answered
from queries.description import PAGE, describe
from queries.lint import lint, undocumented, unfit, without_unit
from queries.tokens import NAME, tokens

QUESTIONS = list(load().values())
ON_MORE = ("sources/same-name", "sources/same-project", "lessons/partner-communities", "practices/versions")
"""What the small graph holds none of; test_missing, test_lessons and test_submitted ask them of a graph with more."""
CHECKS = [question for question in QUESTIONS if question.topic == "checks"]


def each(questions: list[Question]) -> Any:  # noqa: ANN401
    return pytest.mark.parametrize("question", questions, ids=[question.name for question in questions])


@cache
def parsed(name: str) -> Any:  # noqa: ANN401
    """The file of a question as rdflib reads it; several tests look at the same one."""
    return parseQuery((FOLDER / f"{name}.rq").read_text(encoding="utf-8"))


@each(QUESTIONS)
def test_it_can_be_published_as_it_is(question: Question) -> None:
    """The file is a query, and without the comments that open it just the one that is asked."""
    assert parsed(question.name)
    whole = (FOLDER / f"{question.name}.rq").read_text(encoding="utf-8")
    assert whole.endswith(question.text)
    assert all(line.startswith("#") for line in whole.removesuffix(question.text).splitlines())


@each(QUESTIONS)
def test_its_front_matter_is_a_whole_and_a_clean_text(question: Question) -> None:
    assert list(undocumented(question)) == []


@each(QUESTIONS)
def test_it_runs_with_its_defaults_and_gives_the_columns_that_it_describes(
    question: Question, embedded: Embedded, remote: Remote
) -> None:
    here, there = answer(embedded, question.name, {}), answer(remote, question.name, {})
    assert here.columns == there.columns == tuple(question.columns)
    assert sorted(map(repr, here.rows)) == sorted(map(repr, there.rows))
    assert without_unit(question, here) == []
    if question.topic != "missing" and question.name not in ON_MORE:
        assert bool(here.rows) == (question.topic != "checks"), "a question finds something, a check nothing"


@each([question for question in QUESTIONS if any(parameter.optional for parameter in question.parameters)])
def test_it_runs_with_what_may_be_left_open_filled_and_open(question: Question, embedded: Embedded) -> None:
    examples = {"country": "SI", "source": "keep", "layer": "all/any", "programme": "urbact", "city": "3202781"}
    examples |= {"practice": "1", "challenge": "trust", "domain": "economy", "language": "sl", "status": "decided"}
    examples |= {"scheme": "hosts", "kind": "host", "barrier": "staff", "topic": "remote-work"}
    examples |= {"former": "PT118"}
    optional = [parameter for parameter in question.parameters if parameter.optional]
    filled = answer(embedded, question.name, {p.name: examples[p.kind or p.name] for p in optional})
    opened = answer(embedded, question.name, {p.name: "" for p in optional})
    assert len(filled.rows) <= len(opened.rows)
    assert filled.columns == opened.columns


@cache
def _known_terms() -> frozenset[str]:
    return frozenset(term.iri for term in terms())


@each(QUESTIONS)
def test_it_uses_terms_that_exist(question: Question) -> None:
    known = _known_terms()
    for token in tokens(question.text):
        prefix, _, local = token.text.partition(":")
        if token.kind == NAME and local and prefix in ("ncp", "scheme"):
            assert PREFIXES[prefix] + local in known, token.text


@each(QUESTIONS)
def test_it_excludes_by_one_pattern_only(question: Question) -> None:
    """Two patterns inside NOT EXISTS ran for minutes where one took 0.07 s."""
    text = " ".join(token.text for token in tokens(question.text))
    for part in text.split("NOT EXISTS")[1:]:
        inside = part[part.index("{") + 1 : part.index("}")]
        assert " . " not in inside.strip().removesuffix(".")
        assert ";" not in inside


def _variables(node: object) -> set[str]:
    if isinstance(node, Variable):
        return {str(node)}
    if isinstance(node, Mapping) and not isinstance(node, ParseResults):
        return set().union(*(_variables(part) for part in node.values()))
    if isinstance(node, (list, tuple, ParseResults)):
        return set().union(*(_variables(part) for part in node))
    return set()


def _surely_bound(part: Any) -> set[str]:  # noqa: ANN401
    """What a part of a group binds, if it is no optional one."""
    if part.name == "Bind":
        return {str(part["var"])}
    return set() if part.name in ("Filter", "OptionalGraphPattern") else _variables(part)


def _groups(node: object) -> Iterator[list[Any]]:
    """Every group of patterns of a parsed query, with its parts in order."""
    if isinstance(node, Mapping) and not isinstance(node, ParseResults):
        if getattr(node, "name", "") == "GroupGraphPatternSub":
            yield list(node.get("part") or [])
        for part in node.values():
            yield from _groups(part)
    elif isinstance(node, (list, tuple, ParseResults)):
        for part in node:
            yield from _groups(part)


@each(QUESTIONS)
def test_an_optional_part_hangs_on_what_is_surely_bound(question: Question) -> None:
    """A part that hangs on an earlier optional part matches everything where that one matched nothing."""
    for parts in _groups(parsed(question.name)[1]):
        surely = set().union(*(_surely_bound(part) for part in parts))
        for place, part in enumerate(parts):
            if part.name == "OptionalGraphPattern":
                before = set().union(*(_variables(other) for other in parts[:place]))
                shared = _variables(part) & before
                assert not shared or shared & surely, shared


@each(QUESTIONS)
def test_it_runs_on_a_real_release(question: Question, release_store: ox.Store) -> None:
    table = answer(Embedded(release_store), question.name, {})
    assert table.columns == tuple(question.columns)
    assert question.topic != "checks" or table.rows == []
    assert without_unit(question, table) == []
    assert table.seconds < 20


def test_the_page_of_the_documentation_describes_every_question() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for question in QUESTIONS:
        assert f"### {question.name}\n" in page
    assert page == describe(QUESTIONS), 'run "python -m queries.description"'


def test_each_competency_question_is_answered() -> None:
    found = answered(QUESTIONS)
    assert set(found) == set(ASKED) and len(ASKED) == 25
    for key, names in found.items():
        assert bool(names) != (key in ELSEWHERE), key


def test_the_competency_questions_exist(shared: Path) -> None:
    listed = shared / "design" / "competency_questions.csv"
    if not listed.exists():
        pytest.skip("the list does not lie in ../shared")
    assert {line.split(",")[0] for line in listed.read_text(encoding="utf-8").splitlines()[1:]} == set(ASKED)


def test_the_linter_refuses_what_is_undocumented_or_slow(embedded: Embedded) -> None:
    whole = load()["gaps/overview"]
    assert lint([whole], embedded) == []
    bare = replace(whole, summary=" Cities.", tags=(), units={}, columns={**whole.columns, "more": "More"})
    told = [complaint for _, complaint in lint([bare], embedded)]
    assert told[:3] == [
        '"summary" is empty or holds stray blanks',
        "the summary ends without a full stop, the description with one",
        "no tag is given",
    ]
    assert told[3].startswith("it gives the columns country, name")
    assert '"cities" holds numbers and has no unit' in told
    assert next(iter(unfit(whole, embedded, seconds=0))).endswith("s, more than 0 s")


BREAKS = {
    "checks/application-is-no-link": (
        "<city/3194648> ncp:takesPartIn <programme/covenant-of-mayors> . <membership/broken>"
        " ncp:membershipStatus <../scheme/status-applied> ; ncp:actingFor <city/3194648> ;"
        " <http://www.w3.org/ns/org#organization> <programme/covenant-of-mayors> ."
    ),
    "checks/absent-needs-coverage": "<city/3194648> ncp:absentFrom <programme/interreg> .",
    "checks/authority-is-taking-part": "<city/3194648> ncp:authorityTakesPartIn <programme/covenant-of-mayors> .",
    "checks/coverage-is-explained": "<coverage/broken> a ncp:CoverageStatement .",
    "checks/linked-is-taking-part": "<city/3194648> ncp:linkedTo <programme/interreg> .",
    "checks/observed-city-takes-part": (
        "<observation/broken> a ncp:NetworkObservation ; ncp:observedCity <city/3194648> ."
    ),
    "checks/one-reading": "<participation/broken> a ncp:Participation .",
    "checks/one-state-per-family": "<city/3194648> ncp:linkedTo <programme/urbact> .",
    "checks/practice-has-its-city": "<practice/broken> a ncp:Practice .",
    "checks/region-is-no-link": (
        "<participation/broken> ncp:placePrecision <../scheme/precision-region> ; ncp:locatedIn <city/3194648> ."
    ),
    "checks/one-verdict": "<verdict/second> ncp:forCity <city/3194648> .",
    "checks/state-agrees-with-verdict": (
        "<observation/broken> ncp:stateOf <city/3194648> ; ncp:periodState <../scheme/state-linked> ."
        " <slice/broken> <http://purl.org/linked-data/cube#observation> <observation/broken> ;"
        " ncp:sliceFamily <programme/interreg> ."
    ),
}
OTHER_HALF = {
    "checks/linked-is-taking-part": (
        "<city/3194648> ncp:takesPartIn <project/broken> . <project/broken> ncp:fundedUnder <programme/broken> ."
        " <programme/broken> ncp:inFamily <programme/interreg> ."
    ),
    "checks/one-reading": (
        "<participation/broken> a ncp:Participation ; ncp:actingFor <city/1> ; ncp:locatedIn <city/1>, <city/2> ."
    ),
}
"""What a check that looks both ways finds the other way."""


@each(CHECKS)
def test_a_check_finds_what_it_looks_for(question: Question, small_store: ox.Store) -> None:
    for fault in (BREAKS[question.name], OTHER_HALF.get(question.name)):
        broken = ox.Store()
        broken.extend(small_store)
        text = f"@base <{PREFIXES['id']}> . @prefix ncp: <{PREFIXES['ncp']}> . {fault or ''}"
        broken.load(text.encode(), format=ox.RdfFormat.TURTLE)
        assert len(answer(Embedded(broken), question.name, {}).rows) == bool(fault)


def test_bound_queries_hold_no_placeholder_that_must_be_filled() -> None:
    for question in QUESTIONS:
        for token in tokens(bind(question, {})):
            assert not token.text.startswith("?_") or token.text.startswith("?__"), question.name
