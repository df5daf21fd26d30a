"""Every saved question with every parameter at its extremes: it answers, or refuses in one sentence; none breaks."""

from itertools import chain

import pytest

from graph.endpoint import Embedded
from graph.errors import BadParameter
from queries.ask import answer
from queries.catalogue import Parameter, Question, load

GOOD = {
    "integer": ("0", "-1", "1", "999999999999999999", "-999999999999999999"),
    "decimal": ("0", "-0.5", "999999999999999999.999999999999999999"),
    "date": ("0001-01-01", "9999-12-31", "2024-02-29"),
    "string": ("", " ", "ž" * 1000, '" } #', "\\", "\u202e", "(.*", "x\ny"),
    "country": ("PT", "UK", "EL", "XK"),
    "city": ("1", "9999999999", "999999999999999"),
    "region": ("PT11E", "XX"),
}
BAD = {
    "integer": ("", "1.5", "1e9", "9" * 19, "x"),
    "decimal": ("", "1,5", "NaN", "1e9"),
    "date": ("", "2026-02-30", "2026-3-1", "today"),
    "string": ("x" * 20_001,),
    "country": ("XX", "", "PT> }"),
    "city": ("0", "-1", "x", "9999999999999999", "1> } #"),
}
KEYS = ("a", "no/such", "ž", "x%2Fy", "x" * 500)
BAD_KEYS = ("", "..", "a b", "<x>", '"')


def good(parameter: Parameter) -> tuple[str, ...]:
    kind = parameter.kind if parameter.type == "iri" else parameter.type
    opened = ("",) if parameter.optional else ()
    return (*opened, *GOOD.get(kind, KEYS))


def bad(parameter: Parameter) -> tuple[str, ...]:
    kind = parameter.kind if parameter.type == "iri" else parameter.type
    return tuple(value for value in BAD.get(kind, BAD_KEYS) if value or not parameter.optional)


WITH = [question for question in load().values() if question.parameters]


@pytest.mark.parametrize("question", WITH, ids=[question.name for question in WITH])
def test_a_question_answers_at_the_extremes_of_every_parameter(question: Question, embedded: Embedded) -> None:
    for parameter in question.parameters:
        for value in good(parameter):
            table = answer(embedded, question.name, {parameter.name: value})
            assert table.columns == tuple(question.columns), (parameter.name, value)
            assert table.seconds < 5
        for value in bad(parameter):
            with pytest.raises(BadParameter) as raised:
                answer(embedded, question.name, {parameter.name: value})
            assert str(raised.value).count("\n") == 0 and parameter.name in str(raised.value)


@pytest.mark.parametrize("question", WITH, ids=[question.name for question in WITH])
def test_a_question_answers_with_all_parameters_at_their_least_and_greatest(
    question: Question, embedded: Embedded
) -> None:
    for place in (0, -1):
        values = {parameter.name: good(parameter)[place] for parameter in question.parameters}
        assert answer(embedded, question.name, values).columns == tuple(question.columns)


def test_each_type_and_kind_has_its_extremes() -> None:
    used = {p.type if p.type != "iri" else p.kind for p in chain.from_iterable(q.parameters for q in WITH)}
    assert used - set(GOOD) <= {"programme", "project", "source", "practice", "lesson", "domain"}
