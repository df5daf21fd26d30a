"""A query laid out anew: lines, blanks and the case of keywords change, and nothing that it asks.

Every token stays in its place; blanks are set only where the text has some or where a sign parts what stands around
it. What comes out is read again and must say the same, else the text stays as it was.
"""

from collections.abc import Iterator, Mapping

from pyparsing import ParseResults
from rdflib import BNode
from rdflib.plugins.sparql.parser import parseQuery

from queries.guard import guard
from queries.tokens import COMMENT, SIGN, SPACE, WORD, Token, tokens

STEP = "  "
WIDE, SHORT = 110, 60
"""Columns after which a line goes on in the next one; letters that braces may hold in one line."""
INLINE = "{ in line"
_PARTS = ("{", ";", ".", "\n")
_CAPITALS = (
    "select distinct reduced construct describe ask where prefix base optional union minus graph filter bind as values "
    "undef exists not in order by asc desc limit offset group having count sum min max avg sample group_concat "
    "separator str lang langmatches datatype bound iri uri bnode rand abs ceil floor round concat strlen ucase lcase "
    "encode_for_uri contains strstarts strends strbefore strafter year month day hours minutes seconds timezone tz now "
    "md5 sha1 sha256 coalesce if strlang strdt sameterm isiri isuri isblank isliteral isnumeric substr replace "
    "regex"
)
_CLAUSES = (
    "prefix base select construct describe ask optional minus graph filter bind values group having order limit offset"
)
CAPITALS, CLAUSES = frozenset(_CAPITALS.split()), frozenset(_CLAUSES.split())
"""Words that are written in capitals, and those that begin a line."""


def formatted(text: str) -> str:
    """Lay a query out; raises QueryRefused where it does not parse."""
    guard(text)
    made = "\n".join(_Lines(text).laid()).strip() + "\n"
    try:
        return made if _shape(parseQuery(made)) == _shape(parseQuery(text)) else text
    except Exception:  # whatever the parser says of it: then the text stays
        return text


def _shape(node: object) -> object:
    """Give what a parsed query says, with blank nodes that no one named made alike."""
    if isinstance(node, Mapping) and not isinstance(node, ParseResults):
        return (getattr(node, "name", ""), tuple((str(key), _shape(part)) for key, part in node.items()))
    if isinstance(node, list | tuple | ParseResults):
        return tuple(_shape(part) for part in node)
    return "_:" if isinstance(node, BNode) else (type(node).__name__, repr(node))


class _Lines:
    """The lines of a query while they are made; `open` holds the brackets that stand open."""

    def __init__(self, text: str) -> None:
        self.rest = list(tokens(text))
        self.lines: list[str] = []
        self.line = ""
        self.open: list[str] = []
        self.goes_on = False
        self.ended = False

    def laid(self) -> Iterator[str]:
        """Give the lines."""
        gap = ""
        for place, token in enumerate(self.rest):
            if token.kind == SPACE:
                gap = token.text
                continue
            self._take(token, gap, self._next(place), self._is_short(place))
            gap = ""
        self._break()
        return iter(self.lines)

    def _next(self, place: int) -> str:
        later = (token.text.lower() for token in self.rest[place + 1 :] if token.kind != SPACE)
        return next(later, "")

    def _is_short(self, place: int) -> bool:
        """Tell whether the braces that open here hold one short thing, which stays in its line."""
        inside: list[Token] = []
        for token in self.rest[place + 1 :]:
            if token.text == "}":
                return sum(len(one.text) for one in inside) < SHORT
            if token.kind == COMMENT or token.text in _PARTS or token.text.lower() in CLAUSES or len(inside) > SHORT:
                return False
            inside.append(token)
        return False

    def _take(self, token: Token, gap: str, later: str, short: bool) -> None:
        if token.kind == COMMENT:
            self._comment(token, gap)
            return
        if self.ended:
            self._break()
        if gap.count("\n") > 1 and not self.line and self.lines and self.lines[-1]:
            self.lines.append("")
        word = token.text.lower() if token.kind == WORD else ""
        sign = token.text if token.kind == SIGN else ""
        if word in CLAUSES and "(" not in self.open and not self._follows(word):
            self._break(goes_on=False)
        if sign == "}" and self.open[-1:] != [INLINE]:
            self._break(goes_on=False)
        if sign in ("}", ")", "]") and self.open:
            self.open.pop()
        self._write(token.text.upper() if word in CAPITALS else token.text, gap, sign)
        self._after(INLINE if sign == "{" and short else sign, later)

    def _follows(self, word: str) -> bool:
        """Tell whether a keyword stands within a clause rather than at the head of one."""
        last = self.line.split()[-1:]
        return word in ("values", "select") and last == ["("]

    def _write(self, text: str, gap: str, sign: str) -> None:
        parts = sign in ("{", "}", ";", ".") or self.line.endswith((",", "{", "}"))
        blank = " " if self.line and sign != "," and (gap or parts) else ""
        if blank and not sign and len(self.line) + len(text) > WIDE:
            self._break(goes_on=True)
            blank = ""
        self.line += blank + text if self.line else self._indent() + text

    def _after(self, sign: str, later: str) -> None:
        """Say what follows a sign: a bracket that is open, a line that ends."""
        if sign in ("{", "(", "[", INLINE):
            self.open.append(sign)
        self.ended = sign == "{" or (sign == "}" and later not in ("union", ".", ")", ";", ","))
        if sign in (";", ".") and "(" not in self.open and "[" not in self.open:
            self.ended = True
            self.goes_on = sign == ";"
        elif sign in ("{", "}"):
            self.goes_on = False

    def _comment(self, token: Token, gap: str) -> None:
        if "\n" in gap or not self.line:
            self._break()
            if gap.count("\n") > 1 and self.lines and self.lines[-1]:
                self.lines.append("")
            self.line = self._indent() + token.text.rstrip()
        else:
            self.line += "  " + token.text.rstrip()
        self.ended = True

    def _break(self, goes_on: bool | None = None) -> None:
        if self.line:
            self.lines.append(self.line)
        self.line, self.ended = "", False
        if goes_on is not None:
            self.goes_on = goes_on

    def _indent(self) -> str:
        return STEP * (len([one for one in self.open if one == "{"]) + self.goes_on)
