"""Rows that differ from an earlier one in project and role alone are told again, and tell what reading them tells."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.loads import Loaded
from ingest.load import load, stream
from ingest.sources import cordis
from ingest.spill import Run
from ingest.tidy import Tidy

PROJECTS = "id;acronym;title;startDate;endDate;frameworkProgramme;legalBasis;topics\n" + "".join(
    f"{n};P{n};Title {n};2020-01-01;2022-12-31;H2020;H2020-EU.3.3.;T\n" for n in (1, 2, 3)
)
HEADER = "projectID;organisationID;name;activityType;street;city;country;nutsCode;role;endOfParticipation\n"
ROWS = (
    *("1;999;Câmara Municipal de Évora;PUB;Praça;Évora;PT;PT187;coordinator;false",),
    *("2;999;Câmara Municipal de Évora;PUB;Rua;Évora;PT;PT187;participant;false",),
    *("2;999;Câmara Municipal de Évora;PUB;Rua;Évora;PT;PT187;participant;false",),  # told before
    *("3;999;Câmara Municipal de Évora;PUB;Rua;Évora;PT;PT187;participant;true",),  # left early
    *("3;999;Câmara Municipal de Évora;PUB;Rua;Évora;PT;PT18;participant;false",),  # another region
    *("3.0;999;Câmara Municipal de Évora;PUB;Rua;Évora;PT;PT187;thirdParty;false",),  # a decimal number
    *("9;999;Câmara Municipal de Évora;PUB;Rua;Évora;PT;PT187;participant;false",),  # no such project
    *("1;999;Câmara Municipal de Évora;PUB;Rua;Évora;PT;PT187;partner;false;x",),  # ragged
    *("3;999;Câmara Municipal de Évora;PUB;Rua;Évora;PT;PT187;associatedPartner;false",),
    *("1;998;Body;PRC;;Kyiv;US;;participant;false", "2;998;Body;PRC;;Kyiv;US;;participant;false"),
)
TABLE = next(table for name, table in cordis.SOURCE.tables.items() if "organi" in name)
PLAIN = replace(
    cordis.SOURCE, tables={name: replace(t, again=None, quick=None) for name, t in cordis.SOURCE.tables.items()}
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "cordis"
    folder.mkdir()
    (folder / "project.csv").write_text(PROJECTS, "utf-8")
    (folder / "organization.csv").write_text(HEADER + "\n".join(ROWS) + "\n", "utf-8")
    return folder


def told(loaded: Loaded) -> tuple[object, ...]:
    rows = sorted(loaded.records, key=lambda one: (one.origin.file, one.origin.row))
    return rows, loaded.made, loaded.numbered, loaded.rows_read, loaded.projects, loaded.coverage


def test_rows_told_again_say_what_reading_them_says(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def take(tidy: Tidy, run: Run) -> None:
        taken.extend(run.projects)
        untouched(tidy, run)

    untouched = Tidy.again
    expected = told(load("cordis", PLAIN, export))
    monkeypatch.setattr(Tidy, "again", take)
    assert told(load("cordis", cordis.SOURCE, export)) == expected
    assert [key.removeprefix("cordis/") for key in taken] == [*"12233", "9", "3"], "not the decimal, ragged, far ones"
    assert told(stream("cordis", cordis.SOURCE, export, tmp_path)) == expected


def test_a_column_that_is_read_is_never_idle() -> None:
    """What a reading takes must be compared: a row is told again only where all of it is the same."""
    assert TABLE.again is not None
    of_body = {"organisationID", "id", "vatNumber", "name", "activityType"}
    of_place = {"city", "country", "geolocation", "nutsCode", "postCode"}
    of_part = {"projectID", "projectReference", "role", "endOfParticipation"}
    assert not TABLE.again.idle & (of_body | of_place | of_part)
