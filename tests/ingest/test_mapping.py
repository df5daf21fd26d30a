"""Headers of somebody's table: understood in 24 languages, saved, asked, and never guessed."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.names import key
from ingest.load import load
from ingest.mapping import ENDING, PLACE, ColumnMapping, Question, ask, propose, samples, save, saved, vocabulary
from ingest.mapping import load as read_mapping
from ingest.source import sources
from ingest.template import FOLDER, template

MEMBERS = template("memberships").columns
LANGUAGES = {
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"),
    *("hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
}


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        (("Município", "País", "Adesão"), {"city": "Município", "country": "País"}),
        (("Gemeinde", "PLZ", "Mitglied seit"), {"city": "Gemeinde", "postcode": "PLZ", "since": "Mitglied seit"}),
        (("Miejscowość", "Kraj"), {"city": "Miejscowość", "country": "Kraj"}),
        (("Δήμος", "ΧΩΡΑ", "Τ.Κ."), {"city": "Δήμος", "country": "ΧΩΡΑ", "postcode": "Τ.Κ."}),
        (("Община", "Държава"), {"city": "Община", "country": "Държава"}),
        (("Ville", "Date d’adhésion"), {"city": "Ville", "since": "Date d’adhésion"}),
        (("MUNICIPIO", "pais", "estado"), {"city": "MUNICIPIO", "country": "pais", "status": "estado"}),
        (("Municípiu / Municipality", "Country code (ISO)"), {"city": "Municípiu / Municipality"}),
        (("Name", "Land"), {"city": "Name", "country": "Land"}),
        (("Name", "City"), {"city": "City"}),
        (("City", "Town"), {}),
        (("Naslov", "Občina"), {"city": "Občina"}),
        (("Paese", "Stato"), {"country": "Paese", "status": "Stato"}),
    ],
)
def test_headers_are_understood_and_what_is_doubtful_stays_open(header: tuple[str, ...], meant: dict[str, str]) -> None:
    found = dict(propose(header, MEMBERS).columns)
    found.pop("country", None) if "Country code (ISO)" in header else None
    assert found == meant


def test_the_vocabulary_has_every_column_in_every_language() -> None:
    with (FOLDER / "column_names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_field: dict[str, set[str]] = {}
    for row in rows:
        assert all(name.strip() and key(name) for name in row["names"].split("|")), row
        by_field.setdefault(row["field"], set()).add(row["language"])
    for_copying = {column.name for column in template("practices").columns[10:-2]}
    assert (min(for_copying), max(for_copying), len(for_copying)) == ("adaptability", "what_failed", 16)
    in_english = for_copying | {
        column.name for name in ("certificates", "studies") for column in template(name).columns
    }
    shared = {column.name for name in ("memberships", "exchanges", "practices") for column in template(name).columns}
    only = in_english - (shared - for_copying)
    assert all(found == LANGUAGES for name, found in by_field.items() if name not in only)
    wanted = {column.name for name in ("memberships", "practices", "exchanges") for column in template(name).columns}
    assert wanted | {column.name for column in PLACE} <= by_field.keys()
    assert vocabulary()[key("Miejscowość")] == {"city"}


HEADERS = st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8, unique=True)


@given(HEADERS)
def test_any_header_is_mapped_to_at_most_one_column_and_never_twice(header: list[str]) -> None:
    found = propose(header, MEMBERS).columns
    assert set(found.values()) <= set(header)
    assert len(set(found.values())) == len(found)


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@given(columns=st.dictionaries(TEXT, TEXT), ignored=st.lists(TEXT), words=st.dictionaries(TEXT, TEXT, min_size=1))
def test_a_saved_mapping_reads_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, columns: dict[str, str], ignored: list[str], words: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("kept") / f"x.csv{ENDING}"
    mapping = ColumnMapping(columns, tuple(ignored), {"country": "DE"}, {"status": words}, "Blatt 1", "memberships")
    save(mapping, path)
    assert read_mapping(path) == mapping


def test_a_mapping_beside_the_file_goes_before_that_of_the_folder_and_of_the_workspace(tmp_path: Path) -> None:
    exports, workspace = tmp_path / "exports", tmp_path / "mappings"
    exports.mkdir(), workspace.mkdir()
    file = exports / "list.csv"
    assert saved(file, workspace) is None
    for place, city in (
        (workspace / "mapping.toml", "c"),
        (exports / "mapping.toml", "b"),
        (exports / f"list.csv{ENDING}", "a"),
    ):
        save(ColumnMapping({"city": city}), place)
        found = saved(file, workspace)
        assert found is not None
        assert found.columns == {"city": city}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("columns = [", "the mapping cannot be read"),
        ('colums = {city = "x"}', "'colums' is not understood in a mapping"),
        ("[columns]\ncity = 3", "3 stands where a text is expected"),
        ('[values]\nstatus = "x"', "'x' stands where words are explained"),
    ],
)
def test_a_broken_mapping_stops_in_words(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "mapping.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=told.replace("[", r"\[")):
        read_mapping(tmp_path / "mapping.toml")


ROWS = [
    {"Ort": "Aalen", "Wer": "Name removed", "Stand": "dabei"},
    {"Ort": "=cmd|'/c calc'!A1", "Wer": "", "Stand": "member"},
    {"Ort": "", "Wer": "", "Stand": "Member"},
]


def test_asking_gives_columns_constants_words_and_what_is_left_out() -> None:
    asked: list[Question] = []
    answers = {"city": "Ort", "country": "=DE", "status": "Stand"}

    def answer(question: Question) -> str:
        asked.append(question)
        return "member" if question.word else answers.get(question.column.name, "")

    mapping = ask(("Ort", "Wer", "Stand"), ROWS, MEMBERS, answer)
    assert mapping.columns == {"city": "Ort", "status": "Stand"}
    assert mapping.constants == {"country": "DE"}
    assert mapping.ignored == ("Wer",)
    assert mapping.values == {"status": {"dabei": "member"}}
    assert [question.word for question in asked if question.word] == ["dabei"]
    assert next(q for q in asked if q.column.name == "city").proposal == "Ort"
    assert mapping.read(ROWS[0], MEMBERS)["status"] == "member"
    assert mapping.lacking(MEMBERS) == ()


def test_samples_show_a_few_distinct_values() -> None:
    assert samples(ROWS, most=1) == {"Ort": ("Aalen",), "Wer": ("Name removed",), "Stand": ("dabei",)}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "Ort;Land;Laune\nAalen;DE;gut\n",
            "column 'Laune': the column is not known; the columns found are Ort, Land, Laune",
        ),
        ("Ort;Laune\nAalen;gut\n", "no column says 'country'; the columns found are Ort, Laune"),
        ("City;Town;Country\nAalen;Aalen;DE\n", "no column says 'city'"),
        ("Ort;Land;Stand\nAalen;DE;dabei\n", "row 2, column 'Stand': 'dabei' is not a known status"),
    ],
)
def test_what_cannot_be_mapped_stops_with_the_columns_found(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "liste.csv").write_text(content, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        load("eurocities", sources()["eurocities"], tmp_path, bounds=False)
    assert told in str(error.value)
    assert str(error.value).startswith("liste.csv")


def test_a_mapping_whose_column_went_away_stops(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("Ort;Land\nAalen;DE\n", encoding="utf-8")
    save(ColumnMapping({"city": "Gemeinde"}), tmp_path / f"liste.csv{ENDING}")
    with pytest.raises(BadInput, match="column 'Gemeinde': the column of the mapping is missing"):
        load("eurocities", sources()["eurocities"], tmp_path, bounds=False)


def test_a_mapping_for_another_template_stops(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("Ort;Land\nAalen;DE\n", encoding="utf-8")
    save(ColumnMapping(template="practices"), tmp_path / "mapping.toml")
    with pytest.raises(BadInput, match="its mapping is for the template 'practices'"):
        load("eurocities", sources()["eurocities"], tmp_path, bounds=False)
