"""The page Outreach and the log of a city: steps, board, two writers, records that go away and come back, deletion."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.outreach_lists import page_and_codes
from dashboard.review import desk_of
from graph.city_lists import add_cities, filters, lists, save_filter
from graph.contact_persons import persons
from graph.desk import Desk, open_desk
from graph.errors import BadParameter
from graph.outreach import Entry, board, change_contact, contacts, log_contact, set_state
from graph.workspace import Workspace
from tests.dashboard.hostile import HOSTILE
from tests.dashboard.opened import opened
from tests.database import Control

pytestmark = pytest.mark.usefixtures("small_endpoint")
CELJE, BRAGANCA, HOSTILE_TOWN = 3202781, 2742027, 9000001
TODAY = date.today()
CALL = Entry(CELJE, "2026-03-02", "phone", "desk SI", "spoke with the town hall")


@pytest.fixture
def desk(small_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("NCP_DESK_URL", f"sqlite:///{tmp_path}/desk.sqlite")
    yield desk_of(small_workspace, os.environ["NCP_DESK_URL"])


def page(name: str = "outreach", **codes: str) -> AppTest:
    app = opened(name, {"country": "all"} | codes if name == "outreach" else codes)
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    return "\n".join(element.value for element in app.text)


def said(app: AppTest) -> str:
    return "\n".join(one.value.replace("\\", "") for one in (*app.error, *app.warning, *app.success))


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [one for one in app.button if one.label.replace("\\", "") == label]
    button.click().run()
    assert not app.exception
    return app


def test_a_contact_is_logged_on_the_page_and_stands_in_the_log_of_the_city(desk: Desk) -> None:
    app = page(view="log", city=str(CELJE))
    app.text_input(key="outreach-who").input("desk SI").run()
    app.text_area(key=f"log-{CELJE}-note").input("they want a partner")
    app.text_input(key=f"log-{CELJE}-step").input("send the call")
    app.text_input(key=f"log-{CELJE}-who").input("desk SI")
    app.date_input(key=f"log-{CELJE}-due").set_value(TODAY)
    press(app, "Log the contact with Celje")
    assert "Contact 1 with Celje" in said(app)
    (kept,) = contacts(desk)
    assert (kept.city, kept.note, kept.due, kept.by) == (CELJE, "they want a partner", TODAY.isoformat(), "desk SI")
    assert app.text_area(key=f"log-{CELJE}-note").value == ""
    assert "they want a partner" in "".join(element.proto.body for element in page("city", id=str(CELJE)).get("html"))


def test_what_does_not_fit_is_told_and_stays_in_the_fields(desk: Desk) -> None:
    app = page(view="log", city=str(CELJE))
    app.text_area(key=f"log-{CELJE}-note").input("write to ana@example.org")
    press(app, "Log the contact with Celje")
    assert "is empty; fill it in" in said(app)
    app.text_input(key="outreach-who").input("desk SI")
    press(app, "Log the contact with Celje")
    assert "write it under the contact persons" in said(app)
    assert app.text_area(key=f"log-{CELJE}-note").value == "write to ana@example.org"
    assert contacts(desk) == []


def test_overdue_steps_stand_first_and_are_counted_by_officer(desk: Desk) -> None:
    for days, officer in ((3, "A"), (-2, "B"), (40, "A")):
        due = (TODAY + timedelta(days)).isoformat()
        log_contact(desk, replace(CALL, step=f"step {days}", due=due, officer=officer), "desk SI")
    app = page()
    assert {one.label: one.value for one in app.metric} == {
        "Overdue": "1",
        "Due within 7 days": "1",
        "Open in all": "3",
    }
    assert list(app.dataframe[0].value["step"]) == ["step -2", "step 3", "step 40"]
    assert next(iter(app.dataframe[0].value["late"])) == "overdue by 2 days"
    assert list(page(officer="A").dataframe[0].value["step"]) == ["step 3", "step 40"]
    assert len(page(country="PT").dataframe) == 0


def test_the_later_of_two_who_change_a_contact_sees_both_texts_and_loses_nothing(desk: Desk) -> None:
    kept = log_contact(desk, CALL, "desk SI")
    app = page(view="contacts", contact="1")
    app.text_input(key="outreach-who").input("M. K.")
    app.text_area(key="edit-1-note").input("nobody answered")
    change_contact(desk, 1, replace(CALL, note="they asked for a partner"), "A. B.", kept.version)
    press(app, "Save")
    assert "changed meanwhile by A. B." in said(app)
    table = "".join(element.proto.body for element in app.get("html"))
    assert "they asked for a partner" in table
    assert "nobody answered" in table
    assert app.text_area(key="edit-1-note").value == "nobody answered"
    assert contacts(desk)[0].note == "they asked for a partner"
    press(app, "Save")
    assert (contacts(desk)[0].note, contacts(desk)[0].version) == ("nobody answered", 3)
    app.text_area(key="edit-1-note").input("mine")
    change_contact(desk, 1, replace(CALL, note="theirs"), "A. B.", 3)
    press(press(app, "Save"), "Take what stands there")
    assert app.text_area(key="edit-1-note").value == "theirs"


def test_the_board_counts_moves_and_says_who_joined_with_its_coverage(desk: Desk) -> None:
    log_contact(desk, replace(CALL, city=2738752, day="2015-05-01"), "desk SI")
    log_contact(desk, replace(CALL, city=BRAGANCA), "desk SI")
    set_state(desk, CELJE, "applied", "A. B.", seen=0)
    app = page(view="board")
    assert {one.label: one.value for one in app.metric} == {
        "New": "0",
        "Contacted": "2",
        "Interested": "0",
        "Applied": "1",
        "Linked": "0",
    }
    assert "1 of your 2 contacted towns now appears in a project or an initiative" in texts(app)
    assert "1 not covered: no complete source of the country is younger than the contact" in texts(app)
    assert "Covered completely by at least one source: PT to 20" in texts(app)
    tables = "".join(element.proto.body for element in app.get("html"))
    assert "A. B." in tables
    shown = texts(app.toggle(key="outreach-figures").set_value(True).run())
    assert "Contacted cities that joined within 24 months: not computed (cities contacted" in shown
    assert list(page(view="board", state="applied").dataframe[-1].value["city"]) == ["Celje"]


def test_a_city_is_moved_and_the_later_of_two_is_told(desk: Desk) -> None:
    app = page("city", id=str(CELJE))
    app.text_input(key="city-who").input("M. K.")
    app.selectbox(key=f"move-{CELJE}").set_value("interested")
    press(app, "Move")
    assert board(desk)[CELJE].state == "interested"
    set_state(desk, CELJE, "linked", "A. B.", seen=1)
    app.selectbox(key=f"move-{CELJE}").set_value("contacted")
    press(app, "Move")
    assert "changed meanwhile by A. B." in said(app)
    assert board(desk)[CELJE].state == "linked"


def test_records_that_go_away_are_told_keep_what_was_typed_and_save_it_when_back(
    postgresql: str, cluster: tuple[str, Control], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCP_DESK_URL", postgresql)
    desk = open_desk(postgresql)
    log_contact(desk, replace(CALL, note="before"), "desk SI")
    app = page(view="log", city=str(CELJE))
    app.text_input(key="outreach-who").input("M. K.")
    app.text_input(key=f"log-{CELJE}-who").input("M. K.")
    app.text_area(key=f"log-{CELJE}-note").input("typed while it was away")
    cluster[1]("stop")
    try:
        press(app, "Log the contact with Celje")
        assert "do not answer" in said(app)
        assert "stays in the fields" in said(app)
        assert "before" in "".join(element.proto.body for element in app.get("html"))
        app.run()
        assert app.text_area(key=f"log-{CELJE}-note").value == "typed while it was away"
    finally:
        cluster[1]("start")
    press(app, "Log the contact with Celje")
    assert "is kept" in said(app)
    assert not app.error
    assert [one.note for one in contacts(desk)] == ["typed while it was away", "before"]


def test_an_edit_survives_records_that_go_away_and_a_page_that_opens_meanwhile_says_so(
    postgresql: str, cluster: tuple[str, Control], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCP_DESK_URL", postgresql)
    desk = open_desk(postgresql)
    log_contact(desk, CALL, "desk SI")
    app = page(view="contacts", contact="1")
    app.text_input(key="outreach-who").input("M. K.")
    app.text_area(key="edit-1-answer").input("yes, in May")
    cluster[1]("stop")
    try:
        press(app, "Save")
        assert app.text_area(key="edit-1-answer").value == "yes, in May"
        fresh = page(view="log", city=str(CELJE))
        assert "do not answer" in said(fresh)
        assert fresh.text_area(key=f"log-{CELJE}-note").value == ""
    finally:
        cluster[1]("start")
    press(app, "Save")
    assert contacts(desk)[0].answer == "yes, in May"


def test_a_file_of_records_that_was_replaced_is_read_and_the_old_one_not_written(
    desk: Desk, tmp_path: Path, small_workspace: Workspace
) -> None:
    log_contact(desk, replace(CALL, note="old"), "desk SI")
    assert "old" in "".join(element.proto.body for element in page(view="log", city=str(CELJE)).get("html"))
    for file in tmp_path.glob("desk.sqlite*"):
        file.unlink()
    fresh = desk_of(small_workspace, os.environ["NCP_DESK_URL"])
    log_contact(fresh, replace(CALL, note="restored"), "desk SI")
    shown = "".join(element.proto.body for element in page(view="log", city=str(CELJE)).get("html"))
    assert "restored" in shown


def test_contact_persons_are_added_and_deleted_for_good(desk: Desk, tmp_path: Path) -> None:
    app = page("city", id=str(CELJE))
    app.text_input(key="city-who").input("M. K.")
    assert not [field for field in app.text_input if field.key == f"person-{CELJE}-name"]
    app.session_state[f"persons-{CELJE}"] = True
    app.run()
    app.session_state[f"persons-{CELJE}"] = False  # what stood there once stays, so that no typed word is lost
    app.run().text_input(key=f"person-{CELJE}-name").input("Qwertzina Example")
    app.text_input(key=f"person-{CELJE}-reach").input("qwertzina@example.org")
    press(app, "Add")
    assert persons(desk)[0].reach == "qwertzina@example.org"
    assert "Qwertzina Example · qwertzina@example.org" in texts(app)
    app.session_state[f"changes-{CELJE}"] = True
    app.run()
    log = next(body for body in (e.proto.body for e in app.get("html")) if "Changes of the records" in body)
    assert "person 1 added" in log
    assert "wertzina" not in log
    press(app, "Delete for good")
    assert persons(desk) == []
    assert "deleted for good" in said(app)


def test_lists_and_saved_filters_are_shown_and_removed(desk: Desk) -> None:
    add_cities(desk, [CELJE, BRAGANCA], "desk SI")
    app = page(view="lists")
    app.text_input(key="outreach-who").input("desk SI")
    assert list(app.dataframe[0].value["city"]) == ["Celje", "Bragança"]
    app.text_input(key="filter-name").input("small in Portugal")
    app.text_input(key="filter-address").input("http://127.0.0.1:8501/unlinked?country=PT&size=small")
    press(app, "Save the filter")
    assert [(one.name, one.page, one.address) for one in filters(desk)] == [
        ("small in Portugal", "unlinked", "country=PT&size=small")
    ]
    press(app, "Remove")
    assert filters(desk) == []
    press(app, "Remove the list")
    assert lists(desk) == []
    assert set(board(desk)) == {CELJE, BRAGANCA}
    with pytest.raises(BadParameter, match="no address of a page"):
        page_and_codes("https://example.org/elsewhere?x=1")


def test_hostile_names_and_notes_stay_text(desk: Desk) -> None:
    for city, name in HOSTILE.items():
        log_contact(desk, replace(CALL, city=int(city), note=name, step=name, due=TODAY.isoformat()), "<b>A</b>")
    save_filter(desk, HOSTILE["9000004"][:80], "unlinked", "country=PT", "A")
    add_cities(desk, [int(city) for city in HOSTILE], "A", name=HOSTILE["9000001"][:80])
    for view in ("steps", "board", "contacts", "lists", "excel", "cohort"):
        app = page(view=view)
        marked = "".join(element.proto.body for element in app.get("html"))
        assert "<img src" not in marked
        assert "<b>A</b>" not in marked
    for city, name in HOSTILE.items():
        marked = "".join(element.proto.body for element in page(view="log", city=city).get("html"))
        assert name not in marked or name.startswith(("=", "!"))
