"""Peers and cohorts of the small graph: what the commands say, keep and write, read back by other programs."""

import io
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from docx import Document
from playwright.sync_api import Browser, expect
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook as Written

from dashboard.cli import main
from dashboard.eui_exchange import check
from dashboard.peers import ELSEWHERE, material, need_of
from graph.city_lists import add_cities, lists, remove_list
from graph.desk import address_in, open_desk
from graph.endpoint import Embedded
from graph.errors import BadParameter
from graph.workspace import Workspace
from tests.dashboard.conftest import write_workspace
from tests.dashboard.opened import opened, settled
from tests.graph.test_peer_fit import DOOR, FAR, HOME, side

VINHAIS, BRAGANCA, MIRANDELA, CELJE = 2732286, 2742027, 2737639, 3202781
DESK = "it began the practice “A desk for women who start a business”"
WOMEN = ("--need", "women who start a business")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return write_workspace(tmp_path_factory.mktemp("peers"))


def ncp(workspace: Workspace, *words: object) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(workspace.root), *map(str, words)])


def suggested(workspace: Workspace, *words: str) -> list[dict[str, str]]:
    result = ncp(workspace, "peers", "suggest", "Vinhais", *words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, str]] = json.loads(result.stdout)
    return found


def test_a_town_is_led_to_who_did_what_it_needs_and_a_no_is_not_forgotten(workspace: Workspace) -> None:
    (celje,) = suggested(workspace, *WOMEN)
    assert (celje["city"], celje["country"], celje["reason 1"]) == ("Celje", "SI", DESK)
    assert all(celje[f"reason {number}"] for number in (1, 2, 3)) and celje["warning"]
    asked = ncp(workspace, "peers", "ask", "Vinhais", "--peer", "Celje", *WOMEN, "--by", "desk PT")
    assert asked.stdout == "1: Celje is asked for Vinhais.\n", asked.output
    no = ("--said", "no", "--why", "nobody has time", "--by", "desk PT")
    assert ncp(workspace, "peers", "answer", 1, "--side", "mentor", *no).stdout == "1: declined.\n"
    assert suggested(workspace, *WOMEN) == []
    (kept,) = json.loads(ncp(workspace, "peers", "refused", "Vinhais", "--format", "json").stdout)
    assert (kept["key"], kept["with"], kept["because"]) == ("pair 1", "Celje", "nobody has time")
    again = ncp(workspace, "peers", "ask", "Vinhais", "--peer", "Celje", "--by", "desk PT")
    assert again.exit_code == 1 and "because nobody has time; ask again only with a new reason" in again.output
    new = ncp(workspace, "peers", "ask", "Vinhais", "--peer", "Celje", "--by", "d", "--again", "a new mayor's office")
    assert new.exit_code == 0, new.output
    assert json.loads(ncp(workspace, "peers", "refused", "Vinhais", "--format", "json").stdout) == []
    for who in ("town", "mentor"):
        said = ncp(workspace, "peers", "answer", 1, "--side", who, "--said", "yes", "--by", "desk PT")
    assert said.stdout == "1: both agree.\n"
    (row,) = json.loads(ncp(workspace, "peers", "list", "--format", "json").stdout)
    assert (row["town"], row["peer"], row["answer"]) == ("Vinhais", "Celje", "both agree")
    assert "because nobody has time" in row["no"] and row["asked again because"] == "a new mayor's office"
    assert ncp(workspace, "peers", "capacity", "Celje", 1, "--why", "letter", "--by", "d").exit_code == 0
    assert ncp(workspace, "peers", "suggest", "Vinhais").stderr.count("1 asked already") == 1
    assert ncp(workspace, "peers", "end", 1, "--by", "d").stdout.startswith("1: both agree, ended on ")
    assert "asked already" not in ncp(workspace, "peers", "suggest", "Vinhais").stderr


@pytest.mark.browser
def test_an_official_asks_a_peer_and_notes_the_answer(browser: Browser, pages: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="en-GB", accept_downloads=True)
    page.goto(f"{pages}/city?id={VINHAIS}")
    settled(page)
    page.get_by_label("You (role or initials)").fill("desk PT")
    page.get_by_label("You (role or initials)").press("Enter")
    settled(page)
    page.get_by_label("What the town needs").fill("women who start a business")
    page.get_by_role("button", name="Suggest peers").click()
    expect(page.get_by_text(f"1. {DESK}")).to_be_visible()
    expect(page.get_by_text("Left out: 1 of the same country.")).to_be_visible()
    settled(page)
    page.get_by_text("Draft for the EUI: a city-to-city exchange").click()
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Draft for Word").click()
    told = [part.text for part in Document(str(waiting.value.path())).paragraphs]
    assert "women who start a business" in told and DESK in told
    page.get_by_role("button", name="Ask Celje").click()
    expect(page.get_by_text("Celje is asked; note below what both answer.")).to_be_visible()
    page.get_by_role("combobox", name="What happened").click()
    page.get_by_role("option", name="The peer says no").click()
    page.get_by_label("Reason", exact=True).fill("nobody has time")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Celje: declined.")).to_be_visible()
    expect(page.get_by_text(re.compile("^Celje said no on .*, because nobody has time"))).to_be_visible()
    expect(page.get_by_role("button", name="Ask Celje")).to_have_count(0)
    expect(page.get_by_role("heading", name="Refused for this town")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Take the no back").click()
    expect(page.get_by_text(re.compile("^The no to Celje of .* is taken back"))).to_be_visible()
    expect(page.get_by_role("heading", name="Refused for this town")).to_have_count(0)
    page.get_by_text("How good this order is").click()
    expect(page.get_by_text("is not shown to do better than naming the largest cities first")).to_be_visible()


def test_a_draft_for_the_eui_names_peers_of_other_member_states_at_most_two(
    workspace: Workspace, tmp_path: Path
) -> None:
    word, sheet = tmp_path / "draft.docx", tmp_path / "draft.xlsx"
    for path in (word, sheet):
        made = ncp(workspace, "peers", "apply", "Vinhais", "--peer", "Celje", *WOMEN, "-o", path)
        assert made.exit_code == 0, made.output
    told = [part.text for part in Document(str(word)).paragraphs]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.read_bytes())).get_sheet_by_name("application").to_python()
    fields = {str(name): str(text) for name, text in rows}
    assert told[1:] == [text for row in rows[1:] for text in map(str, row)]
    assert fields["Peer 1"].startswith("Celje (SI, 49,473 inhabitants")
    assert fields["Expertise of peer 1"] == DESK
    assert fields["Official languages of peer 1"] == "Slovenian"
    home = ncp(workspace, "peers", "apply", "Vinhais", "--peer", "Guimarães", "-o", word)
    assert "Guimarães is of the same Member State; a peer must be of another one." in home.output
    with pytest.raises(BadParameter, match="one peer or two, not 3"):
        check(HOME, [DOOR, FAR, DOOR])
    with pytest.raises(BadParameter, match="lies in no Member State"):
        check(HOME, [side(9, "Away", "UK")])


def test_a_domain_halves_what_fits_the_words_alone(workspace: Workspace) -> None:
    found = material(Embedded(_store(workspace)), None, 2026)
    words = need_of(found, "women business")
    narrowed = need_of(found, "women business", domain="economy")
    key = max(words.scores, key=lambda one: words.scores[one])
    assert narrowed.scores[key] == words.scores[key] * ELSEWHERE
    only = need_of(found, domain="economy").scores
    assert only == {"https://w3id.org/ncp-graph/id/practice/1": 1.0}


def _store(workspace: Workspace) -> ox.Store:
    return ox.Store.read_only(str(workspace.current().store))


def filled(path: Path, towns: list[tuple[str, ...]], mentors: list[tuple[str, ...]]) -> Path:
    with Written(str(path)) as book:
        for name, columns, rows in (
            ("towns", ("city", "country", "need"), towns),
            ("mentors", ("city", "country", "capacity"), mentors),
        ):
            sheet = book.add_worksheet(name)
            for number, row in enumerate((columns, *rows)):
                sheet.write_row(number, 0, row)
    return path


def test_a_cohort_is_read_assigned_and_written(workspace: Workspace, tmp_path: Path) -> None:
    assert ncp(workspace, "cohort", "template", "-o", tmp_path / "empty.xlsx").exit_code == 0
    towns = [("Vinhais", "PT", "women business"), ("Bragança", "PT", ""), ("Mirandela", "PT", "")]
    given = filled(tmp_path / "c.xlsx", towns, [("Celje", "SI", "1"), ("Ljutomer", "SI", "")])
    made = ncp(workspace, "cohort", "assign", given, "-o", tmp_path / "pairs.xlsx")
    assert made.exit_code == 0 and "2 of 3 towns have a mentor" in made.stderr, made.output
    book = CalamineWorkbook.from_filelike(io.BytesIO((tmp_path / "pairs.xlsx").read_bytes()))
    pairs = book.get_sheet_by_name("pairs").to_python()
    assert ("Vinhais", "Celje") in {(row[0], row[2]) for row in pairs[1:]}
    assert all(row[6] and row[9] for row in pairs[1:]), "each pair has a reason and a warning"
    (_, alone) = book.get_sheet_by_name("without a mentor").to_python()
    assert alone[0] in ("Bragança", "Mirandela") and "their places went to towns" in str(alone[2])
    load = book.get_sheet_by_name("mentors").to_python()
    assert load[2] == ["Ljutomer", "SI", "1", "1", "not known, taken as 1"]
    mixed = filled(tmp_path / "m.xlsx", towns[::-1], [("Ljutomer", "SI", ""), ("Celje", "SI", "1")])
    assert ncp(workspace, "cohort", "assign", mixed).stdout == ncp(workspace, "cohort", "assign", given).stdout


@pytest.mark.parametrize(
    ("towns", "mentors", "told"),
    [
        ([("Nowhere", "PT", "")], [("Celje", "SI", "1")], "sheet towns, row 2, column 'city': no city of PT is called"),
        ([("Vinhais", "PT", "")], [("Celje", "SI", "many")], "sheet mentors, row 2, column 'capacity': \"many\" is no"),
        ([("Vinhais", "PT", ""), ("Vinhais", "", "")], [("Celje", "SI", "1")], "Vinhais is named twice; leave one row"),
    ],
)
def test_a_row_that_does_not_fit_is_told_with_its_place(
    workspace: Workspace,
    tmp_path: Path,
    towns: list[tuple[str, ...]],
    mentors: list[tuple[str, ...]],
    told: str,
) -> None:
    result = ncp(workspace, "cohort", "assign", filled(tmp_path / "c.xlsx", towns, mentors))
    assert result.exit_code == 1 and told in result.output, result.output


@pytest.mark.usefixtures("small_endpoint")
def test_a_cohort_of_two_lists_is_shown_with_its_reasons(small_workspace: Workspace) -> None:
    desk = open_desk(address_in(small_workspace.desk))
    add_cities(desk, [BRAGANCA, MIRANDELA], "desk PT", "cohort towns")
    add_cities(desk, [CELJE], "desk SI", "cohort mentors")
    app = opened("outreach", {"view": "cohort"})
    for key, name in (("cohort-towns", "cohort towns"), ("cohort-mentors", "cohort mentors")):
        box = app.selectbox(key=key)
        app = box.select(next(one.id for one in lists(desk) if one.name == name)).run()
    app = app.button(key="cohort-lists-go").click().run()
    assert not app.exception
    assert [one.value for one in app.success] == ["1 of 2 towns have a mentor."]
    drawn = "".join(element.proto.body for element in app.get("html"))
    assert "the best for the town of all mentors here" in drawn
    assert "only Celje would do" in drawn and "not known, taken as 1" in drawn
    for one in lists(desk):
        if one.name.startswith("cohort "):
            remove_list(desk, one.id, "desk")
