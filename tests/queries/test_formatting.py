"""A query that is laid out anew asks the same: equal algebra, equal answer, and twice is once."""

import hashlib
import json
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from graph.errors import QueryRefused
from queries.catalogue import load
from queries.formatting import formatted
from queries.tokens import COMMENT, SPACE, tokens

MIXED = """#+ summary: x
prefix ncp: <https://w3id.org/ncp-graph/> prefix xsd: <http://www.w3.org/2001/XMLSchema#>
select ?a (count(distinct ?b) as ?n) where { ?a a ncp:City ; ncp:population ?p . # a word; with { signs
filter(?p>=3 && ?p<10 || !(?p in (4,5.5,-6))) optional{?a ncp:x ?b, ?c.} { ?a ncp:y 5 } union { ?a ncp:z "x;{"@en }
minus {?a ncp:k "4"^^xsd:integer}


{ select ?a where {?a ncp:l/ncp:m+|^ncp:o* [ ncp:q ?z ; ncp:r ?y ]} limit 3 } values (?u ?v) {(1 2) (3 undef)}
filter not exists { ?a ncp:o ?w } bind(if(?p<3,"a","b") as ?k) filter regex(str(?a),"^<\\\\d{2}>","i") }
group by ?a having (count(?b) > 3) order by desc(?n) limit 5"""
WANTED = """PREFIX ncp: <https://w3id.org/ncp-graph/>
SELECT ?city (COUNT(?x) AS ?n) WHERE {
  ?city a ncp:City ;
    ncp:population ?p .  # inhabitants
  OPTIONAL { ?city ncp:inRegion ?x }
}
ORDER BY DESC(?n)
"""
SEEN = re.compile(r"\[\]|N[0-9a-f]{32}|_:\w+|rdflib\.term\.BNode\('\w+'\)")
FEW = ["network/ego", "programmes/tree"]


def algebra(text: str) -> str:
    """Write the algebra of a query; blank nodes bear new names each time that it is read."""
    return SEEN.sub("blank", repr(prepareQuery(text).algebra))


def test_a_query_is_laid_out_as_one_writes_it_by_hand() -> None:
    told = (
        "prefix ncp:<https://w3id.org/ncp-graph/> select ?city (count(?x) as ?n) where { ?city a ncp:City; "
        "ncp:population ?p. # inhabitants\n optional{?city ncp:inRegion ?x}} order by desc(?n)"
    )
    assert formatted(told) == WANTED.replace("ncp: <", "ncp:<")
    assert formatted(WANTED) == WANTED


@pytest.mark.parametrize("name", FEW)
def test_a_saved_question_keeps_its_algebra_and_twice_is_once(name: str) -> None:
    made = formatted(load()[name].text)
    assert algebra(made) == algebra(load()[name].text)
    assert formatted(made) == made


def spread(text: str, seed: int) -> str:
    """Write a query with other blanks and other capitals where the grammar does not mind."""
    chance, pieces = Random(seed), list[str]()
    for token in tokens(text):
        if token.kind == SPACE:
            pieces.append(chance.choice([" ", "\n", "\n\n\n", "\t ", "  "]) if "\n" not in token.text else "\n")
        elif token.text in "{};" and token.kind != COMMENT:
            pieces.append(chance.choice([token.text, f" {token.text}", f"{token.text}\n"]))
        else:
            pieces.append(token.text)
    return "".join(pieces)


@pytest.fixture(scope="module")
def meant() -> str:
    found = algebra(MIXED)
    assert algebra(MIXED.replace("limit 3", "limit 4")) != found
    return found


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6))
def test_no_layout_changes_the_algebra(meant: str, seed: int) -> None:
    written = spread(MIXED, seed)
    made = formatted(written)
    assert made != written
    assert algebra(made) == meant


def test_comments_strings_and_front_matter_stay_letter_by_letter() -> None:
    made = formatted(MIXED)
    for piece in ("#+ summary: x\n", "# a word; with { signs\n", '"x;{"@en', r'"^<\\d{2}>"'):
        assert piece in made
    kinds = [[(t.kind, t.text.lower()) for t in tokens(text) if t.kind != SPACE] for text in (made, MIXED)]
    assert kinds[0] == kinds[1]


def test_what_does_not_parse_is_refused_with_its_place() -> None:
    with pytest.raises(QueryRefused, match="line 2, column"):
        formatted("SELECT ?s WHERE {\n ?s ?p }")


def test_the_bundled_editor_is_made_of_its_sources_and_bears_its_licences() -> None:
    folder = Path(__file__).parents[2] / "dashboard"
    sources = sorted((folder / "components" / "editor" / "src").iterdir(), key=lambda path: path.name)
    lock = folder / "components" / "editor" / "package-lock.json"
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in (*sources, lock))).hexdigest()
    first = (folder / "static" / "editor.js").read_text("utf-8").partition("\n")[0]
    assert digest in first, "run: npm ci --ignore-scripts && npm run build, in dashboard/components/editor"
    licences = (folder / "static" / "editor.licences.txt").read_text("utf-8")
    packages = json.loads(lock.read_text("utf-8"))["packages"]
    inside = {path.removeprefix("node_modules/"): one for path, one in packages.items() if path and not one.get("dev")}
    told = dict(re.findall(r"^(\S+) (\d[\w.]*) \((?:MIT)\)$", licences, re.M))
    assert {"codemirror", "codemirror-lang-sparql", "@codemirror/view"} <= set(told)
    assert all(inside[name]["version"] == version for name, version in told.items())
