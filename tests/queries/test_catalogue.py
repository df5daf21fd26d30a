"""The catalogue: what a question's file must say, and how a question is found."""

from pathlib import Path

import pytest

from graph.errors import BadInput, UnknownQuestion
from queries.catalogue import find, load, read
from queries.view import View

WHOLE = """#+ summary: Cities
#+ description: All cities.
#+ tags: [cities]
#+ view: table
#+ defaults: {country: PT}
#+ parameters: {country: EU code of the country, near: Another city}
#+ kinds: {near: city}
#+ columns: {city: City (IRI)}
#+ units: {}
SELECT ?city WHERE { ?city ?p ?_country_iri . ?city ?q ?__near_iri . FILTER (?city != "?_no_iri") } # ?_no_iri
"""


def written(folder: Path, text: str) -> Path:
    (folder / "queries" / "towns").mkdir(parents=True)
    (folder / "queries" / "towns" / "all.rq").write_text(text, encoding="utf-8")
    return folder / "queries"


def test_a_file_is_read_with_its_parameters(tmp_path: Path) -> None:
    [question] = read(written(tmp_path, WHOLE))
    assert (question.name, question.topic, question.summary) == ("towns/all", "towns", "Cities")
    country, near = question.parameters
    assert (country.name, country.type, country.kind, country.optional, country.default) == (
        *("country", "iri", "country", False, "PT"),
    )
    assert (near.kind, near.optional, near.default, near.meaning) == ("city", True, "", "Another city")
    assert question.columns == {"city": "City (IRI)"}
    assert question.view == View("table")
    assert not question.text.startswith("#+")


@pytest.mark.parametrize(
    "name", ["summary", "description", "tags", "view", "defaults", "parameters", "columns", "units"]
)
def test_what_is_missing_is_named_with_the_file(tmp_path: Path, name: str) -> None:
    lines = [line for line in WHOLE.splitlines() if not line.startswith(f"#+ {name}:")]
    with pytest.raises(BadInput, match=rf'queries/towns/all\.rq: the front matter has no "{name}"'):
        read(written(tmp_path, "\n".join(lines)))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("?_country_iri", "?_country_town", "has no known type; end it with one of iri"),
        ("?_country_iri", "?x", '"country" has no placeholder in the query'),
        ("near: Another city", "", 'the placeholder "near" has no meaning'),
        ("?__near_iri", "?__near_iri ; ?r ?__near_string", 'the placeholder "near" has two forms'),
        ("[cities]", "[cities", "no YAML"),
        ("view: table", "view: pie", '"pie" is no view; write one of table, map, network, bar, matrix'),
        ("view: table", "view: bar city", 'names 1 columns; name after "bar": label value'),
        ("view: table", "view: network", 'the view names "source", which is no column'),
        ("units: {}", "units: {town: m}", '"town" has a unit and is no column'),
        ("columns: {city: City (IRI)}", "columns: {town: Town}\n#+ view: map", "a map needs lat and long"),
    ],
)
def test_what_does_not_agree_is_named_with_the_file(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadInput, match=r"queries/towns/all\.rq") as raised:
        read(written(tmp_path, WHOLE.replace(old, new)))
    assert says in str(raised.value)


def test_a_view_names_the_columns_that_it_is_drawn_from(tmp_path: Path) -> None:
    [question] = read(written(tmp_path, WHOLE.replace("view: table", "view: network city city")))
    assert question.view == View("network", ("city", "city"))


def test_the_last_part_of_a_name_is_enough_where_it_is_the_only_one() -> None:
    assert find("unlinked") is find("gaps/unlinked")
    with pytest.raises(UnknownQuestion, match="did you mean cities/coverage or sources/coverage"):
        find("coverage")
    with pytest.raises(UnknownQuestion, match="did you mean gaps/unlinked"):
        find("gaps/unlinkd")
    with pytest.raises(UnknownQuestion, match="ncp questions"):
        find("zzzzzz")


def test_the_questions_of_the_pages_are_there() -> None:
    wanted = {
        "cities": "profile links verdicts coverage neighbours search eligible-calls",
        "gaps": "unlinked overview size-classes map reach-by-size newcomers participation-spread judged-cities",
        "programmes": "contact-points tree",
        "practices": "adopters lesson-trace",
        "sources": "coverage datasets set-aside matches-to-review",
    }
    for topic, names in wanted.items():
        assert {f"{topic}/{name}" for name in names.split()} <= set(load())
