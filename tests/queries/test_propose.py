"""A query that is proposed for the library: what it lacks is told, and what lacks nothing is a file of the library."""

from pathlib import Path

import pyoxigraph as ox

from graph.endpoint import Embedded, Table
from queries.binding import bind
from queries.catalogue import FOLDER, Question, find, read
from queries.lint import undocumented, without_unit
from queries.own import own
from queries.propose import complaints, completed, file_name

TEXT = """PREFIX ncp: <https://w3id.org/ncp-graph/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name ?population WHERE {
  ?city skos:prefLabel ?name ; ncp:population ?population ; ncp:inCountry ?_country_iri .
}
"""
HEAD = "#+ summary: Cities\n#+ description: 'Cities: \"x\" # & <b>.'\n#+ defaults: {country: PT}\n"


def answer(store: ox.Store, question: Question) -> Table:
    return Embedded(store).select(bind(question, {"country": "PT"}))


def test_a_bare_query_is_told_what_it_lacks() -> None:
    first, told = complaints(TEXT)
    assert "not asked yet" in first and 'has no "summary"' in told
    assert 'has no "columns"' in list(complaints(completed(TEXT)))[1]
    whole = list(complaints(completed(TEXT, Table(("name", "population"), []))))
    assert any("that of any query" in one for one in whole)
    assert any("not asked yet" in one for one in whole)
    assert '"country" has no default and may not be left open.' in whole


def test_a_query_that_lacks_nothing_is_read_as_a_file_of_the_library(small_store: ox.Store, tmp_path: Path) -> None:
    table = answer(small_store, own(HEAD + TEXT))
    text = completed(HEAD + TEXT, table)
    assert list(complaints(text, table)) == ['"population" holds numbers and has no unit.']
    text = text.replace("#+ units: {}", "#+ units: {population: inhabitants}")
    assert list(complaints(text, table)) == []
    assert completed(text, table) == text
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / file_name(" Cities, ÅND <their> size! ")).write_text(text, "utf-8")
    (question,) = read(tmp_path)
    assert question.name == "cities/cities-nd-their-size"
    assert question.description == 'Cities: "x" # & <b>.'
    assert list(undocumented(question)) == [] == without_unit(question, table)
    assert answer(small_store, question).rows == table.rows
    assert list(complaints(text, Table(("other",), []))) == [
        "It gives the columns other, which are not those that it describes."
    ]


def test_a_question_of_the_library_can_be_proposed_again_as_it_is(small_store: ox.Store) -> None:
    text = (FOLDER / "network" / "ego.rq").read_text("utf-8")
    table = Table(tuple(find("network/ego").columns), [])
    assert list(complaints(text, table)) == []
    again = own(completed(text, table), "network/ego")
    assert again == own(text, "network/ego")


def test_any_name_makes_a_file_name() -> None:
    assert file_name("../../etc/passwd") == "etc-passwd.rq"
    assert file_name("Ω") == "query.rq"
