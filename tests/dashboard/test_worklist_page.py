"""The worklist as an officer uses it: filters, weights, my list, and a workbook out and in again."""

import io
import re
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from dashboard import cities, data
from dashboard.expectations import Expectations
from dashboard.flags import flagged
from dashboard.work_rows import Filter, Met, chosen, regions, work
from dashboard.work_workbook import TO_FILL, filled, take_over, workbook
from dashboard.worklist import worklist
from graph.city_lists import cities_of
from graph.desk import open_desk
from graph.endpoint import Remote
from graph.errors import BadInput
from graph.outreach import Entry, contacts, log_contact
from graph.priority import weights
from graph.rules import rules, settings
from tests.dashboard.hostile import HOSTILE
from tests.dashboard.opened import opened

pytestmark = pytest.mark.usefixtures("small_endpoint")
VINHAIS, MIRANDELA = 2732286, 2736961


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    where = f"sqlite:///{tmp_path}/desk.sqlite"
    monkeypatch.setenv("NCP_DESK_URL", where)
    monkeypatch.setenv("NCP_USER", "IP")
    return where


def page(**codes: str) -> AppTest:
    return opened("unlinked", codes)


def shown(app: AppTest) -> list[str]:
    return [str(name) for name in app.dataframe[0].value["name"]] if app.dataframe else []


def texts(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.text, *app.success, *app.error, *app.warning))


def town(name: str) -> int:
    return next(number for number, called in cities.names().items() if called == name)


def rows() -> list:  # type: ignore[type-arg]
    endpoint = Remote(data.served().address)
    towns = worklist(endpoint, "PT", 0, None, ("absent", "uncovered", "linked"))
    return work(towns, flagged(endpoint, "PT", towns, (), settings(), weights(), Expectations()), Met())


def test_weakly_linked_towns_stand_beside_unlinked_ones_with_one_reason(address: str) -> None:
    app = page(country="PT", size="all")
    assert "Mirandela" in shown(app) and "Guimarães" not in shown(app)
    table = app.dataframe[0].value.set_index("name")
    assert table.loc["Mirandela", "listed"].startswith("Linked, R")
    flagged_ones = table[table["listed"].str.contains(", R")]
    assert len(flagged_ones) > 2 and not flagged_ones["reason"].str.contains(r"\. ").any(), "one sentence each"


@pytest.mark.parametrize("rule", [rule.key for rule in rules() if rule.question])
def test_each_rule_that_is_computed_is_a_filter_by_itself(rule: str) -> None:
    every = rows()
    endpoint = Remote(data.served().address)
    towns = [one.town for one in every]
    flags = flagged(endpoint, "PT", towns, (rule,), settings(), weights(), Expectations())
    states = ("absent", "uncovered", "linked")
    found = chosen(work(towns, flags, Met(), (rule,)), Filter(states, ("lau", "laus", "place"), rules=(rule,)))
    assert {one.town.geonames for one in found} == {flag.geonames for flag in flags}


def test_the_state_in_a_programme_family_and_a_region_can_be_chosen(address: str) -> None:
    over_all = shown(page(country="PT", size="all", state="linked", order="population"))
    in_urbact = shown(page(country="PT", size="all", state="linked", family="urbact", order="population"))
    assert set(in_urbact) < set(over_all)
    named = regions([one.town for one in rows()])
    assert list(named) == sorted(named) and {len(code) for code in named} == {4, 5}
    part = shown(page(country="PT", size="all", state="linked", nuts="PT11E", order="population"))
    assert part and set(part) < set(over_all)


def test_towns_that_were_contacted_are_left_out_and_my_list_is_shown(address: str) -> None:
    desk = open_desk(address)
    app = page(country="PT", size="all", pick=str(town("Vinhais")))
    app.button(key="unlinked-add").click().run()
    assert "1 town added to the list of IP" in texts(app)
    assert cities_of(desk, "IP") == (town("Vinhais"),)
    app.text_input(key="unlinked-who").input("MK")  # and the button at once, before the page is drawn again
    app.button(key="unlinked-add").click().run()
    assert "1 town added to the list of MK" in texts(app)
    app.text_input(key="unlinked-who").input("IP").run()
    assert shown(page(country="PT", size="all", contact="mine")) == ["Vinhais"]
    log_contact(desk, Entry(town("Vinhais"), "2026-03-02", "phone", "IP"), "IP")
    assert "Vinhais" not in shown(page(country="PT", size="all", contact="no"))
    assert shown(page(country="PT", size="all", contact="yes")) == ["Vinhais"]


def test_records_that_do_not_answer_leave_the_worklist_usable(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NCP_DESK_URL", "postgresql+psycopg://desk:secret@127.0.0.1:1/none")
    app = page(country="PT", size="all")
    assert not app.exception and shown(app)
    assert "without contacts and lists" in texts(app) and "secret" not in texts(app)


def test_the_workbook_runs_no_name_as_a_formula_and_keeps_it_exact() -> None:
    read = CalamineWorkbook.from_filelike(io.BytesIO(workbook(rows()))).get_sheet_by_index(0).to_python()
    header, *lines = read
    assert tuple(header[-6:]) == TO_FILL
    assert HOSTILE["9000003"] in {line[header.index("name")] for line in lines}
    assert b"<f>" not in workbook(rows())


def answered(lines: list[dict[str, str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for place, column in enumerate(("geonames", "name", *TO_FILL)):
            sheet.write_string(0, place, column)
            for number, line in enumerate(lines, start=1):
                sheet.write_string(number, place, line.get(column, ""))
    return out.getvalue()


def test_a_workbook_is_read_back_and_twice_is_once(address: str) -> None:
    desk, number = open_desk(address), town("Vinhais")
    spoken = {
        "contacted on": "2026-03-02",
        "how": "phone",
        "note": "=HYPERLINK",
        "next step": "call",
        "due": "2026-04-01",
    }
    lines = [
        {"geonames": str(number), "my list": "yes", **spoken},
        {"geonames": str(town("Fafe"))},
        {"geonames": "12", "my list": "yes"},
        {"geonames": str(number), "my list": "perhaps"},
        {"geonames": str(number), "note": "called"},
        {"geonames": str(number), "contacted on": "soon"},
    ]
    what = filled(answered(lines), "team.xlsx", cities.names(), "IP")
    assert what.on == (number,) and len(what.entries) == 1
    assert [re.findall(r"row (\d+)", line) for line in what.refused] == [["4"], ["5"], ["6"], ["7"]]
    assert all(line.startswith("team.xlsx, row") and line.count("\n") == 0 for line in what.refused)
    assert "write yes or no" in what.refused[1]
    assert "1 put on your list, 0 taken off it, 1 contacts kept" in take_over(desk, what, "IP")
    assert "0 put on your list, 0 taken off it, 0 contacts kept" in take_over(desk, what, "IP")
    assert [(one.note, one.due) for one in contacts(desk)] == [("=HYPERLINK", "2026-04-01")]
    off = filled(answered([{"geonames": str(number), "my list": "no"}]), "team.xlsx", cities.names(), "IP")
    take_over(desk, off, "IP")
    assert cities_of(desk, "IP") == ()


def test_another_workbook_is_refused_in_a_sentence() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["a", "b"])
        book.worksheets()[0].write_row(1, 0, [1, 2])
    with pytest.raises(BadInput, match=r"other\.xlsx.*column"):
        filled(out.getvalue(), "other.xlsx", {}, "IP")
    with pytest.raises(BadInput, match=r"no\.xlsx"):
        filled(b"no workbook", "no.xlsx", {}, "IP")
