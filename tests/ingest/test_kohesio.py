"""Kohesio: several values in a cell, the precision of places, persons left out, and the join with keep.eu."""

import csv
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.loads import Loaded, Located
from graph.records import Origin, Participation, Project, Record, SetAside, Subject, Theme
from ingest.load import load
from ingest.persons import body_name
from ingest.reader import read
from ingest.row import Row
from ingest.source import sources
from ingest.sources.kohesio import operations

SAMPLES = Path(__file__).parents[1] / "samples"
SERVED = frozenset({"IE", "IT", "RO", "BG"})


def kohesio() -> Loaded:
    return load("kohesio", sources()["kohesio"], SAMPLES / "kohesio", bounds=False)


def of(loaded: Loaded, number: str) -> list[Participation]:
    records = (one.record for one in loaded.records)
    return [r for r in records if isinstance(r, Participation) and r.project == f"kohesio/{number}"]


def test_each_town_of_an_operation_is_a_participation_and_the_region_is_what_their_codes_share() -> None:
    two = of(kohesio(), "Q9100002")
    assert [(p.city.name, p.city.nuts, p.reading, p.organisation) for p in two] == [
        ("Galway City", "IE04", "authority", "Galway City Council"),
        ("Ballina", "IE04", "place", "Several beneficiaries of one operation"),
    ]
    assert {p.precision for p in two} == {"implementation"}


def test_a_municipality_stands_for_its_own_town_when_the_row_names_none() -> None:
    (part,) = of(kohesio(), "Q9200002")
    assert (part.city.name, part.reading, part.precision) == ("Dumbraveni", "authority", "office")


def test_a_row_with_a_region_alone_gives_a_project_and_no_link() -> None:
    loaded = kohesio()
    assert not of(loaded, "Q9000001")
    told = {one.origin: one.record for one in loaded.records if isinstance(one.record, SetAside)}
    assert any(r.programme == "cohesion-2014-2014it16rfop008" for r in told.values())
    assert "kohesio/Q9000001" in {one.record.key for one in loaded.records if isinstance(one.record, Project)}


def test_categories_and_objectives_are_themes_of_the_operation() -> None:
    records = [one.record for one in kohesio().records]
    labels = {r.key: r.label for r in records if isinstance(r, Theme)}
    about = [labels[r.theme] for r in records if isinstance(r, Subject) and r.key == "kohesio/Q9000001"]
    assert about == [*("Energy renovation", "Cycle tracks"), *("Low-carbon economy", "Greener, carbon free Europe")]


def test_an_operation_of_interreg_meets_the_project_of_keep() -> None:
    keep = load("keep", sources()["keep"], SAMPLES / "keep", bounds=False)
    same = {
        key: [one.record for one in loaded.records if isinstance(one.record, Project) and one.record.same]
        for key, loaded in (("keep", keep), ("kohesio", kohesio()))
    }
    (mine,), (theirs,) = same["kohesio"], same["keep"]
    assert mine.same == theirs.same == "keep/51234"
    assert mine.programme == theirs.programme == "interreg-6a-romania-bulgaria"


@pytest.mark.parametrize(
    ("name", "country", "kept"),
    [
        ("Example Person-Name", "IE", False),
        ("ЕТ Примерен Човек", "BG", False),
        ("Azienda agricola Esempio", "IT", False),
        ("Maria Exemplo de Sá", "PT", False),
        ("Exemplo Cerâmica, S.A.", "PT", True),
        ("Пример ООД", "BG", True),
        ("Obec Lhota", "CZ", True),
        ("Universitatea Exemplu", "RO", True),
    ],
)
def test_only_names_of_bodies_are_taken(name: str, country: str, kept: bool) -> None:
    assert bool(body_name(name, country)) is kept
    assert "Example Person-Name" not in repr(kohesio().records)


def test_literal_quotes_of_the_list_of_beneficiaries_swallow_no_row() -> None:
    rows = [one for one in kohesio().records if one.origin.file.endswith(".tsv")]
    assert [one.origin.row for one in rows] == [2, 3, 4]


def test_a_country_that_the_list_never_had_stops_the_load(tmp_path: Path) -> None:
    text = (SAMPLES / "kohesio" / "kohesio-beneficiaries-export.tsv").read_text(encoding="utf-8")
    (tmp_path / "kohesio-beneficiaries.tsv").write_text(text.replace("Czechia", "Portugal"), encoding="utf-8")
    with pytest.raises(BadInput, match=r"'PT' is no country of this list; add it to kohesio\.LISTED"):
        load("kohesio", sources()["kohesio"], tmp_path, bounds=False)


def test_the_adapter_keeps_nothing_between_rows(tmp_path: Path) -> None:
    head, *rows = (SAMPLES / "kohesio" / "IE-pp21-27-latest.csv").read_text(encoding="utf-8-sig").splitlines()
    path = tmp_path / "IE-pp21-27.csv"
    many = [row.replace("Q91", f"Q{n}", 1) for n in range(5_000) for row in rows]
    path.write_text("\r\n".join([head, *many]), encoding="utf-8", newline="")
    records: Counter[str] = Counter()
    tracemalloc.start()
    for number, (_, line) in enumerate(read(path, path.name)):
        row = Row(line.cells, Origin("kohesio", path.name, "", line.number), SERVED)
        records.update(type(record).__name__ for record in operations(row))
        if number == 1_000:
            before = tracemalloc.get_traced_memory()[0]
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert records["Project"] == 20_000
    assert grown < 1_000_000


@pytest.mark.shared
def test_every_row_of_the_real_list_is_read_and_none_becomes_a_link(shared: Path) -> None:
    path = shared / "exports" / "kohesio" / "kohesio-beneficiaries-export_2023.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    loaded = load("kohesio", sources()["kohesio"], path.parent)
    kinds: Counter[type[Record] | type[Located]] = Counter(type(one.record) for one in loaded.records)
    assert kinds == {SetAside: len(rows)} == {SetAside: 27_222}
    countries = {row["Country"] for row in rows}
    assert {len(one.countries) for one in loaded.coverage} == {len(countries)} == {11}
    assert max(Counter((row["Country"], row["Region"]) for row in rows).values()) == 200
