"""The page Review: find, decide once, take back; who and why stand in the log, and the graph follows and forgets."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from streamlit.testing.v1 import AppTest

import ingest.build
from dashboard.evidence import evidence
from dashboard.review import bearings, desk_of, listed, names
from graph.decisions import in_force
from graph.records import City, Place
from graph.server import serve
from graph.workspace import Release, Workspace
from ingest.build import build
from tests.dashboard.opened import opened

Gazetteer = tuple[tuple[Place, ...], tuple[City, ...]]
KEY = "RO/sfantu-gheorghe"


@pytest.fixture
def workspace(slice_release: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The slice behind the real server, with no decision made yet."""
    with serve(slice_release.current().store) as server:
        monkeypatch.setenv("NCP_ENDPOINT", server.url)
        monkeypatch.setenv("NCP_WORKSPACE", str(slice_release.root))
        monkeypatch.setenv("NCP_USER", "desk RO")
        monkeypatch.delenv("NCP_DESK", raising=False)
        yield slice_release
    for file in slice_release.desk.glob("*"):
        file.unlink()


def page(**codes: str) -> AppTest:
    return opened("review", codes)


def texts(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.text, *app.success, *app.error, *app.info)).replace("\\", "")


def shown(app: AppTest) -> list[str]:
    return [str(name) for name in app.dataframe[0].value["name"]]


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def log(workspace: Workspace) -> list[tuple[str, int | None, str, str]]:
    return [(one.kind, one.city, one.who, one.why) for one in desk_of(workspace).log()]


def test_names_that_wait_stand_with_what_they_hold_up_candidates_and_rows(workspace: Workspace) -> None:
    app = page(country="RO", key=KEY)
    assert not app.exception
    assert "Sfântu Gheorghe" in shown(app)
    assert "2 rows, 1 project or initiative" in texts(app)
    (table,) = [one.proto.body for one in app.get("html") if "Candidates" in one.proto.body]
    assert "667303" in table and "The city itself is called so." in table
    rows = app.dataframe[1].value
    assert list(zip(rows["file"], rows["row"], rows["so_far"], strict=True))[:2] == [
        ("members.csv", 2, "open"),
        ("members.csv", 3, "open"),
    ]
    called = set(zip(rows["title"], rows["holds"], strict=True))
    assert called == {("POLIS", "polis"), ("Covenant of Mayors", "covenant-of-mayors")}, "the title, its key beside it"
    assert app.query_params["key"] == KEY


def test_a_decision_bears_who_and_why_holds_for_all_rows_and_is_taken_back(workspace: Workspace) -> None:
    app = page(country="RO", key=KEY)
    app.text_input(key="review-why").set_value("the list says Covasna").run()
    press(app, "review-choose-1")
    assert "Decided for 3 rows at once; it takes effect with the next build" in texts(app)
    ((kind, city, who, why),) = log(workspace)
    assert (kind, who, why) == ("accept", "desk RO", "the list says Covasna")
    assert "Sfântu Gheorghe" not in shown(page(country="RO"))
    assert "1 decision and 0 taken back" in texts(app)
    assert app.button(key="review-build").label == "Build a release"
    press(app, "review-undo")
    assert app.query_params["key"] == KEY
    assert [(one[0], one[1]) for one in log(workspace)] == [("accept", city), ("undo", city)]
    assert "Nothing waits" in texts(app)


def test_none_of_these_and_skip_open_the_next_name(workspace: Workspace) -> None:
    app = page(country="RO")
    first, second = shown(app)[:2]
    press(app, "review-skip")
    assert shown(app)[0] == second and shown(app)[-1] == first
    press(app, "review-none")
    assert log(workspace)[0][0] == "reject"
    assert second not in texts(app).split("Decided")[0]


def test_who_decides_must_be_said(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NCP_USER", "")
    app = press(page(country="RO", key=KEY), "review-none")
    assert "Say who decides" in texts(app)
    assert log(workspace) == []
    app.text_input(key="review-who").set_value("IP").run()
    press(app, "review-none")
    assert log(workspace)[0][:3] == ("reject", None, "IP")


def test_the_later_of_two_writers_is_told_what_the_first_decided(workspace: Workspace) -> None:
    app = page(country="RO", key=KEY)
    desk_of(workspace).decide(KEY, "not-this", 667303, who="desk SI", why="it lies elsewhere")
    press(app, "review-none")
    assert "was decided on meanwhile" in texts(app) and "desk SI" in texts(app)
    assert len(log(workspace)) == 1


def test_records_that_do_not_answer_are_told_and_nothing_is_lost(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCP_DESK", "postgresql+psycopg://desk:secret@127.0.0.1:1/none")
    app = page(country="RO")
    assert not app.exception
    assert "do not answer" in texts(app) and "secret" not in texts(app)


def test_a_name_that_is_markup_stays_text(workspace: Workspace) -> None:
    known = names(workspace.current())
    (nowhere,) = [each for each in listed(known, {}, outcomes=("none",)) if each.key == "SI/nowhere"]
    app = page(key=nowhere.key, show="none", country="SI")
    heading = next(one.proto.body for one in app.get("html") if "<h1" in one.proto.body)
    assert "=Nowhere" in heading
    app = page(name="<img src=x onerror=alert(1)>", city="'", key="../..", show="x")
    assert not app.exception and "No name fits" in texts(app)


def test_what_each_hint_said_is_put_into_words(workspace: Workspace) -> None:
    known = names(workspace.current())
    told = {hint for each in known for one in evidence(each).values() for hint in (one.borne, *one.hints)}
    assert told and all(sentence.endswith(".") and "(" not in sentence for sentence in told)
    assert sum(map(len, bearings(workspace.current()).values())) == sum(each.rows for each in known)


def test_the_names_that_lead_to_a_city_are_found_from_its_page(workspace: Workspace) -> None:
    app = page(city="3202781", country="all", show="all")
    assert "Only names that stand for Celje" in texts(app)
    assert shown(app) and all(each.city and each.city[0] == 3202781 for each in _with(workspace, shown(app)))


def _with(workspace: Workspace, told: list[str]) -> list:  # type: ignore[type-arg]
    return [each for each in names(workspace.current()) if each.name in told]


def quads(release: Release) -> list[str]:
    text = ox.Store.read_only(str(release.store)).dump(format=ox.RdfFormat.N_QUADS)
    assert text is not None
    return sorted(text.decode().splitlines())


def of_city(lines: list[str], city: int) -> list[str]:
    """What the graph says of a city: its links, verdicts and matches."""
    return [line for line in lines if f"/city/{city}>" in line or f"/verdict/{city}>" in line]


def test_a_wrong_match_is_undone_from_the_page_and_the_graph_is_as_if_it_had_never_been(
    tmp_path: Path, slice_of_europe: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.build, "gazetteer", lambda: slice_of_europe)
    workspace = Workspace(tmp_path)
    folder = workspace.exports / "polis"
    folder.mkdir(parents=True)
    (folder / "members.csv").write_text("city,country,status\nCelje,SI,member\n", "utf-8")
    monkeypatch.setenv("NCP_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("NCP_USER", "desk SI")
    monkeypatch.delenv("NCP_DESK", raising=False)
    before = build(workspace, lambda _: None, only=("polis",)).release
    first = quads(before)
    assert any("/linkedTo>" in line for line in of_city(first, 3202781))
    with serve(before.store) as server:
        monkeypatch.setenv("NCP_ENDPOINT", server.url)
        app = page(city="3202781", show="accepted", country="all")
        assert texts(app) and shown(app) == ["Celje"]
        press(app, "review-not-this")
        assert "it is not Celje" in texts(app)
    without = quads(build(workspace, lambda _: None, only=("polis",)).release)
    assert not [line for line in of_city(without, 3202781) if "/linkedTo>" in line or "/matchedTo>" in line]
    assert log(workspace)[0][:3] == ("not-this", 3202781, "desk SI")
    with serve(before.store) as server:
        monkeypatch.setenv("NCP_ENDPOINT", server.url)
        app = page(key="SI/celje", show="all", country="all")
        press(app, f"review-undo-{next(iter(in_force(desk_of(workspace).log()).values()))[0].id}")
    assert quads(build(workspace, lambda _: None, only=("polis",)).release) == first
