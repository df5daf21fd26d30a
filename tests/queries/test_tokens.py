"""The tokens of SPARQL: joined again they give the text, and each is of its kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.tokens import COMMENT, IRI, NAME, NUMBER, SIGN, SPACE, STRING, VARIABLE, WORD, tokens


@given(st.text())
def test_joined_again_they_give_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# a ?b <c>", COMMENT),
        ('"a # b \\" ?c"', STRING),
        ("'a'", STRING),
        ('"""a " "" b\n?c"""', STRING),
        ("'''a ' b'''", STRING),
        ("<http://a/#b>", IRI),
        ("?_a_iri", VARIABLE),
        ("$a", VARIABLE),
        ("ncp:City", NAME),
        ("service:x", NAME),
        (":a", NAME),
        ("a:b.c%20\\#d", NAME),
        ("_:b1", NAME),
        ("12", NUMBER),
        ("1.5e3", NUMBER),
        ("SERVICE", WORD),
        ("@en-GB", WORD),
        ("{", SIGN),
        (" \n", SPACE),
    ],
)
def test_each_is_of_its_kind(text: str, kind: str) -> None:
    [token] = tokens(text)
    assert token.kind == kind


def test_a_comparison_is_no_iri_and_a_dot_ends_a_name() -> None:
    kinds = [(t.kind, t.text) for t in tokens("?a < ?b && ?c > ex:d.") if t.kind != SPACE]
    assert kinds == [
        (VARIABLE, "?a"),
        (SIGN, "<"),
        (VARIABLE, "?b"),
        (SIGN, "&"),
        (SIGN, "&"),
        (VARIABLE, "?c"),
        (SIGN, ">"),
        (NAME, "ex:d"),
        (SIGN, "."),
    ]
