"""Which cities changed state and why: a small release is built, one cause is changed, and the next one is built."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import ingest.build
from dashboard.cli import main
from graph.desk import address_in, open_desk
from graph.digest import FILE, Changed, digest, read_digest
from graph.loads import Coverage
from graph.records import City, Place
from graph.workspace import Workspace
from ingest.build import build
from ingest.source import Source, sources

Gazetteer = tuple[tuple[Place, ...], tuple[City, ...]]
TOWNS = ("Celje", "Kranj", "Ptuj", "Velenje", "Sfântu Gheorghe")
HEADER = "call,project,topic,city,country,organisation,source\n"
ROWS = ("uia-call-1,ALPHA,,Celje,SI,,x", "uia-call-1,BETA,,Kranj,SI,,x")
MEMBERS = "city,country,status\nSfântu Gheorghe,RO,member\n"
KEY, CITY = "RO/sfantu-gheorghe", 667303


@pytest.fixture(scope="module")
def few(slice_of_europe: Gazetteer) -> Gazetteer:
    """Five names, seven cities, so that a build takes a second or two."""
    places, cities = slice_of_europe
    kept = tuple(city for city in cities if city.name in TOWNS)
    return tuple(place for place in places if place.city in {city.geonames for city in kept}), kept


def stating(completeness: str) -> Callable[[], dict[str, Source]]:
    """Let the table of urban innovation say that it is so complete for the two countries."""

    def stated() -> dict[str, Source]:
        known = dict(sources())
        own = known["urban_innovation"]
        said = (Coverage("uia", ("RO", "SI"), completeness, "The whole list.", "https://uia-initiative.eu"),)
        known["urban_innovation"] = replace(
            own, tables={name: replace(table, covers=said) for name, table in own.tables.items()}
        )
        return known

    return stated


def built(
    root: Path,
    gazetteer: Gazetteer,
    rows: tuple[str, ...] = ROWS,
    members: str = MEMBERS,
    completeness: str = "complete",
) -> list[Changed]:
    """Build a release and give what its digest says against the one before."""
    workspace = Workspace(root)
    for key, name, text in (
        ("urban_innovation", "projects.csv", HEADER + "\n".join(rows) + "\n"),
        ("polis", "members.csv", MEMBERS),
    ):
        (workspace.exports / key).mkdir(parents=True, exist_ok=True)
        (workspace.exports / key / name).write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.build, "gazetteer", lambda: gazetteer)
        patch.setattr(ingest.build, "sources", stating(completeness))
        release = build(workspace, lambda _: None, only=("urban_innovation", "polis")).release
    return read_digest(release.folder / FILE)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, few: Gazetteer) -> Path:
    root = tmp_path_factory.mktemp("first")
    assert built(root, few) == []
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "w", symlinks=True)
    return tmp_path / "w"


def told(found: list[Changed]) -> list[tuple[str, str, str, str, str]]:
    return [(one.name, one.family, one.before, one.after, one.cause) for one in found]


def test_a_new_project_is_the_reason_with_its_row(root: Path, few: Gazetteer) -> None:
    found = built(root, few, (*ROWS, "uia-call-1,GAMMA,,Ptuj,SI,,x"))
    assert told(found) == [("Ptuj", "urban-innovation", "absent", "linked", "project")]
    assert found[0].reason == "GAMMA is new and names it"
    assert found[0].evidence == "urban_innovation: projects.csv, row 4"


def test_a_corrected_row_moves_the_link_from_one_city_to_the_other(root: Path, few: Gazetteer) -> None:
    found = built(root, few, (ROWS[0], ROWS[1].replace("Kranj", "Velenje")))
    assert told(found) == [
        ("Kranj", "urban-innovation", "linked", "absent", "correction"),
        ("Velenje", "urban-innovation", "absent", "linked", "correction"),
    ]
    assert found[0].reason == "the source no longer names it in BETA"
    assert found[1].reason == 'the source now writes "Velenje" and no longer "Kranj" in BETA'
    assert found[1].evidence == "urban_innovation: projects.csv, row 3"


def test_a_decision_on_a_name_is_the_reason_and_so_is_taking_it_back(root: Path, few: Gazetteer) -> None:
    desk = open_desk(address_in(Workspace(root).desk))
    made = desk.decide(KEY, "accept", CITY, who="desk RO", why="the list says so")
    found = built(root, few)
    assert told(found) == [("Sfântu Gheorghe", "city-networks", "uncovered", "linked", "decision")]
    assert (found[0].geonames, found[0].evidence) == (CITY, "polis: members.csv, row 2")
    assert found[0].reason == 'a person decided that "Sfântu Gheorghe" means it, in POLIS'
    desk.undo(made.id, who="desk RO", why="a mistake")
    found = built(root, few)
    assert told(found) == [("Sfântu Gheorghe", "city-networks", "linked", "uncovered", "decision")]
    assert "was taken back" in found[0].reason


def test_a_change_of_coverage_tells_the_statement_before_and_now(root: Path, few: Gazetteer) -> None:
    found = built(root, few, completeness="partial")
    assert {(one.before, one.after, one.cause) for one in found} == {("absent", "uncovered", "coverage")}
    assert len(found) == len(few[1]) - 2  # Celje and Kranj stay linked
    assert found[0].reason == "Urban Innovative Actions is covered completely for the country no more"
    assert "before complete: The whole list." in found[0].evidence and "Now partial:" in found[0].evidence


def test_a_merger_tells_which_city_went_into_which(root: Path, few: Gazetteer) -> None:
    found = built(root, merged(few, "Kranj", "Ptuj"))
    assert told(found) == [
        ("Kranj", "", "linked", "gone", "merger"),
        ("Ptuj", "urban-innovation", "absent", "linked", "merger"),
    ]
    assert found[0].reason == "its places are part of Ptuj now"
    assert found[1].reason == "Kranj, which took part in BETA, is part of it now"


def merged(few: Gazetteer, gone: str, into: str) -> Gazetteer:
    """Let the places of one city belong to another."""
    places, cities = few
    key = {city.name: city.geonames for city in cities}
    moved = (replace(place, city=key[into]) if place.city == key[gone] else place for place in places)
    return tuple(moved), tuple(city for city in cities if city.name != gone)


def test_several_causes_at_once_are_told_apart(root: Path, few: Gazetteer) -> None:
    desk = open_desk(address_in(Workspace(root).desk))
    desk.decide(KEY, "accept", CITY, who="desk RO", why="the list says so")
    rows = (ROWS[0].replace("Celje", "Velenje"), ROWS[1], "uia-call-1,GAMMA,,Velenje,SI,,x")
    found = built(root, merged(few, "Kranj", "Ptuj"), rows)
    assert {line for line in told(found) if line[0] != "Kranj"} == {
        ("Celje", "urban-innovation", "linked", "absent", "correction"),
        ("Ptuj", "urban-innovation", "absent", "linked", "merger"),
        ("Sfântu Gheorghe", "city-networks", "uncovered", "linked", "decision"),
        ("Velenje", "urban-innovation", "absent", "linked", "correction"),
        ("Velenje", "urban-innovation", "absent", "linked", "project"),
    }


def test_the_command_prints_what_the_build_noted_and_compares_any_two(root: Path, few: Gazetteer) -> None:
    noted = built(root, few, ROWS[:1])
    old, new = Workspace(root).releases()[::-1][:2]
    assert digest(old.folder, new.folder) == noted
    words = ("--workspace", str(root), "digest", "--country", "si", "--format", "csv")
    lines = CliRunner().invoke(main, words).stdout.splitlines()
    assert lines[1].endswith(
        "Kranj,urban-innovation,linked,absent,correction,the source no longer tells BETA,"
        '"urban_innovation: projects.csv, row 3"'
    )
    done = CliRunner().invoke(main, ("--workspace", str(root), "digest", old.id))
    assert "no earlier release" in done.output
    done = CliRunner().invoke(main, ("--workspace", str(root), "digest", "--since", old.id))
    assert "1 cities changed state" in done.output
    assert (
        "  Kranj, urban-innovation: Linked → Searched and absent, by a correction in the source: the source no longer "
        "tells BETA (urban_innovation: projects.csv, row 3)."
    ) in done.output
