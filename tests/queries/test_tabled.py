"""Questions with a twin in SQL: the tables of a release say what its store says."""

import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.endpoint import Embedded, Remote, value_of
from graph.stream import stream
from graph.workspace import Release, Workspace
from ingest.build import Built
from queries.answer_tables import answered_by_table, write_answers
from queries.ask import answer
from queries.binding import bind
from queries.catalogue import FOLDER, Question, load
from queries.tabled import has_terms, stream_tables, tables_for

WRITTEN = answered_by_table()
TWINS = [question for question in load().values() if question.twin]
COUNTRIES = ("PT", "SI", "RS", "EL")
OTHERWISE: dict[str, tuple[str, ...]] = {
    "country": COUNTRIES,
    "city": ("3173435", "2825297", "3196359"),
    "minPopulation": ("0", "20000"),
    "period": ("0", "2021"),
    "families": ("", "urbact interreg"),
    "states": ("absent uncovered linked", "linked"),
    "family": ("urbact", "cities-mission"),
    "roles": ("partner lead member signatory associate",),
    "before": ("2030",),
    "maxLinks": ("50",),
    "maxBreadth": ("3",),
    "minPlaceLinks": ("1",),
    "scheme": ("urbact", "contact-point"),
    "programme": ("urbact", "urban-innovation"),
    "text": ("MARIBOR", "PÁTRAS", "climat"),
}
"""Values beside the defaults that each question is asked with."""
ALWAYS = {
    "cities/names": {"minPopulation": "50000"},
    "gaps/judged-cities": {"minPopulation": "20000"},
    "gaps/newcomers": {"programme": "urbact-4"},
}
"""Values that keep an answer short, or that ask for what the product itself carries."""
OF_EXPORTS = {"rules/place-only"}
"""What no list that the product carries shows; the full exports do (tests/ingest/test_build.py)."""
UNKNOWN_THERE = {"lessons/partner-communities", "sources/same-name", "sources/same-project"}
"""What the small graph shows no case of."""


@pytest.fixture(scope="module")
def release(shipped_build: tuple[Workspace, Built]) -> Release:
    return shipped_build[0].current()


@pytest.fixture(scope="module")
def store(release: Release) -> Iterator[ox.Store]:
    yield ox.Store.read_only(str(release.store))


def chosen(question: Question) -> Iterator[dict[str, str]]:
    """The defaults, and each pair of a country and one other value."""
    always = ALWAYS.get(question.name, {})
    names = [parameter.name for parameter in question.parameters if parameter.name not in always]
    yield always
    places = OTHERWISE["country"] if "country" in names else ("",)
    others = [(name, value) for name in names if name != "country" for value in OTHERWISE.get(name, ())]
    for place, (name, value) in product(places, others or [("", "")]):
        given = always | ({"country": place} if place else {})
        yield given | ({name: value} if name else {})


def held(question: Question, values: dict[str, str], store: ox.Store, tables: Path) -> int:
    """Hold the tables against the store, by values and by terms; give the number of rows."""
    with stream(Embedded(store), bind(question, values)) as solutions:
        columns, told = solutions.columns, list(solutions.rows)
    rows = [tuple(map(value_of, row)) for row in told]
    other = answer(Embedded(store, tables=tables), question.name, values)
    assert tables_for(question, tables) == tables and other.columns == columns == tuple(question.columns)
    assert sorted(map(repr, other.rows)) == sorted(map(repr, rows)), values
    if has_terms(question):
        with stream_tables(question, values, tables) as solutions:
            assert sorted(map(repr, solutions.rows)) == sorted(map(repr, told)), values
    return len(rows)


@pytest.mark.parametrize("question", TWINS, ids=[question.name for question in TWINS])
def test_the_tables_answer_as_the_store_does(question: Question, release: Release, store: ox.Store) -> None:
    assert release.tables
    found = sum(held(question, values, store, release.tables) for values in chosen(question))
    assert found or question.name in OF_EXPORTS | {one.name for one in WRITTEN}


@pytest.fixture(scope="module")
def network(small_store: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph, in which there are projects, with the answers that a build writes; the folder of its tables."""
    folder = tmp_path_factory.mktemp("network")
    on_disk = ox.Store(str(folder / "store"))
    on_disk.extend(small_store)
    on_disk.flush()
    write_answers(folder)
    return folder / "tables"


@pytest.mark.parametrize("question", WRITTEN, ids=[question.name for question in WRITTEN])
def test_an_answer_that_a_build_writes_is_the_answer_of_the_store(
    question: Question, network: Path, small_store: ox.Store
) -> None:
    more = [{"family": ""}] if question.name == "network/roles" else []
    found = [held(question, values, small_store, network) for values in [*chosen(question), *more]]
    assert any(found) or question.name in UNKNOWN_THERE
    assert not more or found[-1] > max(found[:-1])


def test_a_table_that_comes_later_is_read_from_then_on(network: Path, small_store: ox.Store, tmp_path: Path) -> None:
    question, late = load()["network/participations"], tmp_path / "tables"
    shutil.copytree(network, late, ignore=shutil.ignore_patterns("network_participations*"))
    assert tables_for(question, late) is None and held(load()["network/roles"], {}, small_store, late)
    shutil.copy(network / "network_participations.parquet", late)
    assert held(question, {}, small_store, late)


def test_every_twin_lies_beside_its_question() -> None:
    beside = {path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.sql")}
    assert beside == {question.name for question in TWINS}
    assert {"gaps/unlinked", "gaps/periods", "gaps/judged-cities"} <= beside
    assert len([question for question in TWINS if has_terms(question)]) > 10


def test_a_cut_answer_says_so_and_rows_come_in_the_same_order(release: Release, store: ox.Store) -> None:
    cut = answer(Embedded(store, 10, release.tables), "gaps/unlinked", {})
    assert (len(cut.rows), cut.truncated) == (10, True)
    assert cut.rows == answer(Embedded(store, 10), "gaps/unlinked", {}).rows


def test_a_value_is_never_part_of_the_query(release: Release, store: ox.Store) -> None:
    here = Embedded(store, tables=release.tables)
    assert answer(here, "gaps/periods", {"families": "' OR true --"}).rows == []
    assert answer(here, "gaps/unlinked", {"states": "'; DROP VIEW cities; --"}).rows == []


def test_the_tables_answer_also_where_the_graph_lies_behind_a_service(release: Release) -> None:
    nowhere = Remote("http://127.0.0.1:9/query", tables=release.tables)
    rows: list[dict[str, Any]] = answer(nowhere, "gaps/overview", {}).records()
    assert {row["country"] for row in rows} >= set(COUNTRIES)


def test_a_release_that_lacks_a_table_is_asked_in_its_store(release: Release, store: ox.Store, tmp_path: Path) -> None:
    assert release.tables
    older = tmp_path / "tables"
    shutil.copytree(release.tables, older, ignore=shutil.ignore_patterns("set_aside*"))
    here = Embedded(store, tables=older)
    assert answer(here, "sources/set-aside", {}).rows == answer(Embedded(store), "sources/set-aside", {}).rows
