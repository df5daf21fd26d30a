"""The tokens of a SPARQL text, so that strings, IRIs and comments are told from what is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

COMMENT, STRING, IRI, VARIABLE, NAME, WORD, NUMBER, SPACE, SIGN = (
    "comment",
    "string",
    "iri",
    "variable",
    "name",
    "word",
    "number",
    "space",
    "sign",
)
_FORMS = (
    (SPACE, r"[ \t\r\n]+"),
    (COMMENT, r"#[^\r\n]*"),
    (STRING, r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'),
    ("string2", r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''"),
    ("string3", r'"(?:[^"\\\r\n]|\\.)*"'),
    ("string4", r"'(?:[^'\\\r\n]|\\.)*'"),
    (IRI, r'<[^<>"{}|^`\\\x00-\x20]*>'),
    (VARIABLE, r"[?$]\w+"),
    (NAME, r"(?:[^\W\d_][\w.-]*)?:(?:[\w:%-]|\\[^\w\s]|\.(?=[\w:%.-]|\\[^\w\s]))*|_:[\w.-]*\w"),
    (NUMBER, r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"),
    (WORD, r"@?[^\W\d]\w*(?:-\w+)*"),
    (SIGN, r"."),
)
_TOKEN = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: what kind it is, as it is written, and where it begins."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Split a query; joined again, the tokens give the whole text."""
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        yield Token(STRING if kind.startswith("string") else kind, found[0], found.start())
