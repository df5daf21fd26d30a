"""Certificates, labels and studies: what the pages City and Practices show and the commands print."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, expect
from python_calamine import CalamineWorkbook

from dashboard.certificates import COLUMNS, Wanted, held, of_practice
from dashboard.cli import main
from dashboard.studies import NO_STUDY, at_hand, compared, figures, unit_of
from graph.endpoint import Embedded
from graph.errors import BadInput
from graph.workspace import Workspace
from tests.dashboard.opened import opened, settled

CELJE, FAFE, GUIMARAES = "3202781", "2739788", "2738752"
DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def endpoint(small_store: ox.Store) -> Embedded:
    return Embedded(small_store)


def asked(workspace: Workspace, *options: object) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(workspace.root), *map(str, options)])


def test_a_certificate_is_told_in_words_and_what_is_not_stated_says_so(endpoint: Embedded) -> None:
    label, host = held(endpoint, Wanted(), DAY)
    assert (host["holder"], host["kind"], host["since"], host["until"], host["state"]) == (
        *("Celje", "host label", "2025-01-01", "2027-12-31", "in force"),
    )
    assert (label["holder"], label["name"]) == ("A charter of social responsibility with local firms", "Guimarães")
    assert (label["until"], label["standard"], label["evidence"]) == ("not stated",) * 3
    assert of_practice(endpoint, label["practice"], GUIMARAES, DAY) == [label]
    assert [held(endpoint, Wanted(months=months), DAY) for months in (13, 14)] == [[], [host]]
    with pytest.raises(BadInput, match="'badge' is no kind of certificate; choose among"):
        held(endpoint, Wanted(kind="badge"), DAY)


def test_studies_are_compared_in_one_unit_and_states_without_any_are_listed(endpoint: Embedded) -> None:
    rows = compared(endpoint, "travel-time", "minutes-a-day")
    assert [(row["country"], row["title"], row["interval"], row["period"]) for row in rows] == [
        ("AT", NO_STUDY, None, None),
        ("DE", NO_STUDY, None, None),
        ("PT", "Ways to work before and after", "not stated", "2019–2022"),
        ("SI", "Remote work in municipalities", "-55 to -25 (95 %)", "2021"),
    ]
    assert at_hand(rows) == (2, 2, 2)
    assert [(row["method"], row["evidence"]) for row in rows[2:]] == [
        ("before and after", "monitored"),
        ("survey", "not stated"),
    ]
    assert len(figures(endpoint)) == 3
    assert unit_of(endpoint, "emissions") == "kilograms-a-year"
    with pytest.raises(BadInput, match="several units, which are never put together; name one of them with --unit"):
        unit_of(endpoint, "travel-time")
    with pytest.raises(BadInput, match="travel-time is not counted in 'share'; choose minutes-a-day or percent"):
        compared(endpoint, "travel-time", "share")
    with pytest.raises(BadInput, match="'joy' is no indicator"):
        compared(endpoint, "joy", "share")


@pytest.mark.usefixtures("small_endpoint")
def test_the_city_shows_its_own_labels_and_those_of_its_practices() -> None:
    told = {}
    for city in (CELJE, GUIMARAES, FAFE):
        app = opened("city", {"id": city})
        assert not app.exception
        assert "Certificates and labels" in [header.value for header in app.header]
        told[city] = "".join(table.proto.body for table in app.get("html")), [text.value for text in app.text]
    assert all(word in told[CELJE][0] for word in ("Host cities", "2027-12-31", "Register of hosts", "First edition"))
    assert all(word in told[GUIMARAES][0] for word in ("Good practice", "Another body", "not stated"))
    assert any("No certificate or label of the city" in text for text in told[FAFE][1])


@pytest.mark.usefixtures("small_endpoint")
def test_the_page_of_practices_shows_labels_and_studies_and_keeps_the_unit_in_its_address() -> None:
    app = opened("practices", {"practice": "1", "unit": "percent"})
    assert not app.exception
    drawn = "".join(table.proto.body for table in app.get("html"))
    assert "Certificates and labels of the practice" in drawn
    assert "Percent of the value before" in drawn
    assert any(text.value.startswith("1 figure from 1 member state; of 3 no study is at hand.") for text in app.text)
    assert app.query_params["unit"] in ("percent", ["percent"])


def test_the_commands_print_what_the_pages_show(small_workspace: Workspace, tmp_path: Path) -> None:
    found = asked(small_workspace, "certificates", "--format", "json", "--day", "2026-11-26")
    assert found.exit_code == 0, found.output
    rows = json.loads(found.stdout)
    assert [row["holder"] for row in rows] == ["A charter of social responsibility with local firms", "Celje"]
    assert set(rows[0]) == set(COLUMNS)
    assert "2 certificates and labels, 1 without a stated end" in found.stderr
    file = tmp_path / "studies.xlsx"
    written = ("--format", "xlsx", "-o", file)
    told = asked(small_workspace, "studies", "--indicator", "travel-time", "--unit", "minutes-a-day", *written)
    assert told.exit_code == 0
    assert "2 figures from 2 member states, 2 without a study at hand" in told.stderr
    (sheet, *_) = CalamineWorkbook.from_path(str(file)).sheet_names
    lines = CalamineWorkbook.from_path(str(file)).get_sheet_by_name(sheet).to_python()
    assert [line[0] for line in lines] == ["countryName", "Austria", "Germany", "Portugal", "Slovenia"]
    assert [line[1:3] for line in lines[1:3]] == [[NO_STUDY, ""]] * 2
    assert [line[2] for line in lines[3:]] == [-12.5, -40]
    listed = asked(small_workspace, "studies", "--country", "SI", "--format", "csv")
    assert [row["effect"] for row in csv.DictReader(listed.stdout.lstrip("\ufeff").splitlines())] == ["-40"]


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (("certificates", "--kind", "badge"), 1, "'badge' is no kind of certificate"),
        (("certificates", "--country", "XX"), 1, "give the EU code of a country"),
        (("studies", "--indicator", "travel-time"), 1, "several units, which are never put together"),
        (("studies", "--topic", "sport"), 1, "'sport' is no topic of studies; choose remote-work or remote-services"),
        (("studies", "--unit", "share"), 2, "--unit goes with --indicator"),
        (("studies", "--indicator", "emissions", "--country", "PT"), 2, "do not go with --indicator"),
    ],
)
def test_a_wrong_option_is_told_in_one_sentence(
    small_workspace: Workspace, options: tuple[str, ...], status: int, told: str
) -> None:
    found = asked(small_workspace, *options)
    assert (found.exit_code, told in found.stderr) == (status, True), found.stderr


@pytest.mark.browser
def test_an_official_reads_a_label_and_compares_studies(browser: Browser, pages: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="en-GB")
    page.goto(f"{pages}/city?id={CELJE}")
    settled(page)
    labels = page.get_by_role("table", name="Certificates and labels of the city")
    expect(labels.get_by_role("link", name="example.org")).to_have_attribute("href", "https://example.org/hosts")
    page.goto(f"{pages}/practices?unit=percent")
    settled(page)
    expect(page.get_by_text(re.compile("^1 figure from 1 member state; of 3 no study"))).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("percent of the value before", re.I))).to_contain_text(NO_STUDY)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()
