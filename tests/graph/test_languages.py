"""A language is added in one place: a column of the words of needs, taken up by search and questionnaire."""

import csv
from pathlib import Path

import pytest

from graph.languages import language_name
from graph.practice_index import NEED_WORDS, languages_of_needs, need_words
from graph.stems import in_all, stems
from ingest.countries import LANGUAGES

ADDED = {"elderly|older|ageing": "ouderen|bejaarden", "children": "kinderen"}


@pytest.fixture
def with_dutch(tmp_path: Path) -> Path:
    """Copy the file with one more column."""
    with NEED_WORDS.open(encoding="utf-8", newline="") as file:
        rows = [row | {"nl": ADDED.get(row["en"], "")} for row in csv.DictReader(file)]
    made = tmp_path / "need_words.csv"
    with made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return made


def test_a_language_that_is_added_as_a_column_is_taken_up(with_dutch: Path) -> None:
    assert "nl" not in languages_of_needs()
    assert set(languages_of_needs(with_dutch)) == {*languages_of_needs(), "nl"}
    said = [stem for word in ("bejaarde", "kinderen") for stem in in_all(word, languages_of_needs(with_dutch))]
    english = {stem for stem in said for stem in need_words(with_dutch).get(stem, ())}
    assert {*stems("elderly", "en"), *stems("children", "en")} <= english
    assert not set(stems("bejaarde", "nl")) & need_words().keys(), "only the column tells it"


def test_a_column_without_words_is_a_language_of_signs_alone() -> None:
    assert {"fi", "ro"} == set(languages_of_needs(only_filled=False)) - set(languages_of_needs())
    assert not any(word == "" for word in need_words())


def test_each_official_language_of_the_eu_has_a_name_and_a_stemmer_where_there_is_one() -> None:
    names = {code: language_name(code) for code in LANGUAGES}
    assert all(len(name) > 2 for name in names.values())
    assert set(stems("habitações", "pt")) & set(stems("habitação", "pt"))
    assert {code for code in ("bg", "cs", "mt", "sl") if len(stems("kinderen", code)) > 1} == set()
    assert stems("kinderen", "nl") == ("kinder", "kinderen")
