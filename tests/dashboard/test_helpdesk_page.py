"""The page and the command Helpdesk: what a town is shown, what it sends, what the helpdesk does with it."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import peers
from dashboard.cli import main
from dashboard.commands import helpdesk_ends as commands
from dashboard.help_offer import Grounds, expert_offers, offer
from dashboard.unfit import HELD
from graph.desk import Desk, open_desk
from graph.endpoint import Embedded
from graph.first_steps import Candidate
from graph.help_experts import add_expert
from graph.help_matches import matches
from graph.help_requests import OUTCOMES, ask_back, requests, send_request
from graph.needs import suggested
from graph.peer_fit import Known
from graph.practice_fit import cost_part, telling
from graph.practice_index import index_of
from queries.ask import ask
from tests.dashboard.hostile import MARKUP
from tests.dashboard.opened import opened

VINHAIS, CELJE = 2732286, 3202781
NEED = "women who start a business have little money"
DESK = "A desk for women who start a business"


@pytest.fixture(scope="module")
def grounds(small_store: ox.Store) -> Grounds:
    endpoint = Embedded(small_store)
    known = peers.material(endpoint, None, 2026)
    return Grounds(endpoint, lambda name, **v: ask(endpoint, name, **v).records(), index_of(None, endpoint), known)


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    address = f"sqlite:///{tmp_path}/desk.sqlite"
    monkeypatch.setenv("NCP_DESK_URL", address)
    monkeypatch.setenv("NCP_USER", "desk PT")
    yield address


@pytest.fixture
def desk(records: str) -> Desk:
    return open_desk(records)


def test_a_town_is_shown_a_practice_with_its_reason_calls_and_steps_by_cost(grounds: Grounds) -> None:
    found = offer(grounds, VINHAIS, NEED, suggested(NEED), Known(), "2026-03-01")
    assert [one.title for one in found.practices] == [DESK]
    assert "speaks of “women”" in found.practices[0].why and "“little”" not in found.practices[0].why
    assert found.practices[0].cost == "40,000 EUR"
    assert [(one.fit.mentor.town.name, bool(one.warning)) for one in found.peers.named] == [("Celje", True)]
    assert found.calls and all(one.because for one in found.calls)
    first, second = found.steps
    assert (first.title, first.band) == ("Call Celje (SI) and ask what they would do first", "none")
    assert (second.practice, second.told) == ("2", "40,000 EUR")
    assert second.before == ("A room that is open in the evening.", "Two people who advise.")
    nothing = offer(grounds, VINHAIS, "ferns on the moon", {}, Known(), "2026-03-01")
    assert (nothing.practices, nothing.steps) == ((), ())


def test_words_of_quantity_are_not_searched_and_hostile_needs_find_nothing(grounds: Grounds) -> None:
    assert telling("we have little money and many elderly people offline") == ["money", "elderly", "offline"]
    assert telling("Temos pouco dinheiro e muitos idosos sem internet") == ["dinheiro", "idosos", "internet"]
    for need in ('"', "' OR 1=1 --", "NEAR(", MARKUP, "\x00", "?" * 300):
        assert offer(grounds, VINHAIS, need, {}, Known(), "2026-03-01").number <= 2


@pytest.mark.parametrize(
    ("cost", "currency", "band", "part"),
    [
        *(
            (None, "", "", 0.5),
            (0.0, "EUR", "", 1.0),
            (9_999.0, "", "", 0.5),
            (0.0, "", "", 1.0),
            (40_000.0, "EUR", "", 0.75),
        ),
        *(
            (None, "", "under-1000000", 0.25),
            (2e6, "EUR", "", 0.0),
            (9_000.0, "PLN", "", 0.5),
            (9_999.0, "EUR", "", 1.0),
        ),
    ],
)
def test_the_part_of_cost_is_the_one_of_the_table(cost: float | None, currency: str, band: str, part: float) -> None:
    assert cost_part(Candidate("k", "t", "c", 0.0, cost, currency, band)) == part


def test_an_expert_is_suggested_for_the_fields_that_both_share_while_it_has_room(desk: Desk) -> None:
    whole = add_expert(desk, "Both", ["care", "digital"], [], 1, "A")
    half = add_expert(desk, "Half", ["care"], ["PT"], 2, "A")
    others = [add_expert(desk, "Full", ["care"], [], 0, "A"), add_expert(desk, "Elsewhere", ["care"], ["ES"], 2, "A")]
    found = expert_offers([half, whole, *others], {"care": 1, "digital": 1}, "PT", [], [])
    assert [(one.mentor, one.fit, one.warning) for one in found] == [
        (whole.id, 100, ""),
        (half.id, 50, "does not work on digital"),
    ]
    assert expert_offers([whole], {"money": 3}, "PT", [], []) == []


def texts(app: AppTest) -> str:
    """What the page says, messages without the signs that keep Markdown out."""
    told = (one.value.replace("\\", "") for one in (*app.success, *app.error, *app.info))
    return "\n".join([*(one.value for one in app.text), *told])


@pytest.mark.usefixtures("small_endpoint")
def test_a_town_sends_its_request_and_the_helpdesk_takes_it_to_its_end(desk: Desk) -> None:
    app = opened("helpdesk", {"need": NEED, "id": str(VINHAIS), "a-staff": "3", "fields": "economy"})
    assert not app.exception
    assert "Town: Vinhais, Portugal" in texts(app)
    assert "Barriers: staff, money. Fields: economy and innovation." in texts(app)
    app.button(key="helpdesk-send").click().run()
    (sent,) = requests(desk)
    assert (sent.city, sent.need, sent.author) == (VINHAIS, NEED, "desk PT")
    assert sent.given == {"money": 2, "staff": 3, "economy": 1}
    assert f"Request {sent.id} is kept. It waits on the helpdesk since today." in texts(app)

    app = opened("helpdesk", {"need": NEED, "id": str(VINHAIS), "request": str(sent.id), "a-staff": "3"})
    next(one for one in app.button if "Keep as the assessment" in one.label).click().run()
    (known,) = requests(desk)
    assert (known.state, len(known.advised)) == ("assessed", 2)

    app = opened("helpdesk", {"view": "requests", "country": "all", "request": str(sent.id)})
    assert not app.exception
    assert list(app.dataframe[0].value["waits"]) == ["waits on the helpdesk since today"]
    next(one for one in app.button if one.label == "Propose Celje").click().run()
    (match,) = matches(desk)
    assert (match.mentor, match.pillar, match.answer) == (CELJE, "peer", "proposed")
    assert "waits on Vinhais and Celje since today" in texts(app)
    for _ in range(2):
        next(one for one in app.button if one.label.endswith(" agrees")).click().run()
    assert (matches(desk)[0].answer, requests(desk)[0].state) == ("both", "running")
    app.button(key=f"helpdesk-outcome-{sent.id}-go").click().run()
    assert requests(desk)[0].state == "closed" and not app.exception


@pytest.mark.usefixtures("small_endpoint")
def test_a_town_that_the_release_lacks_is_told_and_can_be_searched(desk: Desk) -> None:
    app = opened("helpdesk", {"need": NEED, "id": "99999999"})
    assert "“99999999” under “Town”" in " ".join(app.session_state[HELD])
    assert app.text_input(key="helpdesk-search").label.startswith("Your town")
    assert not opened("helpdesk", {"need": NEED}).warning


def test_a_question_back_waits_on_the_town_and_hostile_words_stay_text(desk: Desk) -> None:
    sent = send_request(desk, VINHAIS, f"{MARKUP} **bold** $x$", {}, MARKUP[:40])
    ask_back(desk, sent.id, MARKUP, "desk PT", sent.version)
    add_expert(desk, MARKUP, ["care"], [], 1, "desk PT")
    app = opened("helpdesk", {"view": "requests", "country": "all", "request": str(sent.id)})
    assert not app.exception
    assert "waits on Vinhais since today" in texts(app) and MARKUP in texts(app)
    app.text_area(key=f"helpdesk-reply-{sent.id}").set_value("write to ana@example.org").run()
    next(one for one in app.button if one.label == "Keep the reply").click().run()
    assert "e-mail address" in texts(app), "what was typed stays"
    app.text_area(key=f"helpdesk-reply-{sent.id}").set_value("About 400.").run()
    next(one for one in app.button if one.label == "Keep the reply").click().run()
    assert (requests(desk)[0].reply, requests(desk)[0].waits) == ("About 400.", "helpdesk")
    experts = opened("helpdesk", {"view": "experts"})
    drawn = unescape("".join(one.proto.body for one in experts.get("html")))
    assert not experts.exception and MARKUP in drawn


def test_the_command_goes_the_same_way(small_workspace: object, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(small_workspace.root)  # type: ignore[attr-defined]
    monkeypatch.delenv("NCP_ENDPOINT", raising=False)

    def run(*told: str) -> str:
        done = CliRunner().invoke(main, ["--workspace", root, "helpdesk", *told])
        assert done.exit_code == 0, (told, done.output, done.exception)
        return done.output

    assert "Practice: A desk for women" in run("look", str(VINHAIS), NEED)
    assert "Request 1 is kept" in run("send", str(VINHAIS), NEED, "--answer", "care=1", "--by", "town hall")
    assert "waits on the town" in run("ask", "1", "How many?", "--by", "desk PT")
    assert "waits on the helpdesk" in run("reply", "1", "four", "--by", "town hall")
    assert "with 2 first steps" in run("assess", "1", "--answer", "money=3", "--by", "desk PT")
    assert "Expert 1 is kept" in run("add-expert", "Office", "--field", "care", "--by", "desk PT")
    assert re.search(r"peer 3202781.*\nexpert 1, fit 33 %", run("match", "1"))
    assert "Match 1" in run("match", "1", "--expert", "1", "--by", "desk PT")
    assert "declined" in run("answer", "1", "mentor", "no", "--why", "no time", "--by", "desk PT")
    (row,) = json.loads(run("list", "--format", "json").partition("\n1 requests")[0])
    assert (row["city"], row["state"], row["waits"]) == ("Vinhais", "assessed", "waits on the helpdesk since today")
    told = run("show", "1")
    assert "money 1.0 (a need)" in told and "no time" in told and "Step 2: A desk" in told
    assert "Office" in run("experts") and "money" in run("questions")
    assert "Left out: Office did not agree on" in run("match", "1")
    assert "Match 2" in run("match", "1", "--mentor", str(CELJE), "--why", "we know them", "--by", "desk PT")
    assert (matches(desk)[0].mentor, matches(desk)[0].why, matches(desk)[0].fit) == (CELJE, "we know them", 50)
    assert "is closed" in run("close", "1", "answered", "--by", "desk PT")
    assert "deleted for good" in run("forget", "1", "--by", "desk PT")
    assert "deleted for good" in run("forget-expert", "1", "--by", "desk PT")
    assert requests(desk) == [] and commands.OUTCOMES == OUTCOMES
