"""Practices for a need: what the page and the command find, what is not stated, and the link that shows it again."""

import re

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from dashboard.cli import main
from dashboard.practices import NOT_STATED, cost, found
from dashboard.published import Need
from graph.endpoint import Embedded
from graph.practice_index import PracticeIndex, Text, index_of
from graph.workspace import Workspace
from tests.dashboard.opened import opened, settled

DESK, CHARTER = "A desk for women who start a business", "A charter of social responsibility with local firms"


def index(*told: tuple[str, str, str]) -> PracticeIndex:
    return PracticeIndex(None, [Text(name, "body", text, language) for name, text, language in told])


def test_accents_and_endings_of_any_language_present_are_forgiven() -> None:
    held = index(
        ("pt", "Habitações vazias para famílias", "pt"),
        ("de", "Die Bürgerinnen gestalten Plätze", "de"),
        ("en", "Neighbours repaired bicycles", "en"),
    )
    for need, name in {"habitacao": "pt", "HABITAÇÃO": "pt", "burgerin": "de", "neighbour repairs": "en"}.items():
        assert [practice for practice, _ in held.search(need)] == [name], need


def test_a_need_in_another_language_is_found_by_words_of_town_business() -> None:
    held = index(("old", "A house for older people", "en"), ("bees", "Beekeeping on roofs", "en"), ("x", "Roads", "en"))
    assert [practice for practice, _ in held.search("Senioren")] == ["old"]
    assert [practice for practice, _ in held.search("čebele")] == ["bees"]
    assert [practice for practice, _ in held.search("elderly")] == ["old"], "other English words say the same"


def test_a_title_weighs_more_than_a_text_and_hostile_needs_find_nothing() -> None:
    told = [Text("a", "title", "Repair café", "en"), Text("b", "body", "Repair is one of many words here", "en")]
    held = PracticeIndex(None, [*told, Text("c", "body", "Roads", "en")])
    assert [practice for practice, _ in held.search("repair")] == ["a", "b"]
    for need in ('"', "' OR 1=1 --", "a*", "NEAR(", "", "?" * 200, "\x00", "title:repair)"):
        assert {practice for practice, _ in held.search(need)} <= {"a", "b"}


def test_filters_and_text_meet_and_what_is_unknown_is_said(small_store: ox.Store) -> None:
    endpoint = Embedded(small_store)
    held = index_of(None, endpoint)
    assert [row["title"] for row in found(endpoint, held, Need("woman starting businesses"))] == [DESK]
    assert [row["title"] for row in found(endpoint, held, Need())] == [CHARTER, DESK]
    desk = found(endpoint, held, Need(challenge="economic-inequality", language="sl", cost=50_000, only_known=True))
    assert [(row["cost"], row["staff"], row["maturity"]) for row in desk] == [
        ("40,000 EUR", "18 person-months", "taken up elsewhere")
    ]
    charter = found(endpoint, held, Need("charter", cost=1))
    assert [(row["cost"], row["months"], row["languages"]) for row in charter] == [(NOT_STATED,) * 3]
    assert found(endpoint, held, Need("charter", cost=1, only_known=True)) == []
    assert cost(260000, None, None) == "260,000 (currency not stated)"
    assert cost(None, None, "under-10000") == "under 10,000 (euro)"


@pytest.mark.usefixtures("small_endpoint")
@pytest.mark.parametrize(
    "command", ["practices --challenge xyz a", "practices --domain xyz a", "concentration --country ZZ"]
)
def test_what_does_not_exist_is_told_instead_of_an_empty_list(small_workspace: Workspace, command: str) -> None:
    done = CliRunner().invoke(main, ["--workspace", str(small_workspace.root), *command.split()])
    assert done.exit_code == 1 and re.search('^"(xyz|ZZ)" is no (challenge|domain|country)', done.output), done.output


@pytest.mark.usefixtures("small_endpoint")
def test_the_page_follows_its_link_and_lists_what_is_not_mapped() -> None:
    app = opened("practices", {"need": "women business", "practice": "2"})
    assert not app.exception
    assert list(app.dataframe[0].value["title"]) == [DESK]
    told = [text.value for text in app.text]
    assert "Women who start a business find nobody who answers them in the evening." in told
    assert list(app.dataframe[1].value["name"]) == ["Governance"]
    assert list(app.dataframe[1].value["suggestion"]) == ["domain-governance"]
    assert app.query_params["practice"] == "2" or app.query_params["practice"] == ["2"]
    none = opened("practices", {"challenge": "lock-in"})
    assert any("No practice fits" in one.value for one in none.info)


@pytest.mark.browser
def test_an_official_finds_a_practice_and_hands_its_link_on(browser: Browser, pages: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    page.goto(f"{pages}/practices")
    settled(page)
    page.get_by_label("What do you need?").fill("evening advice for women")
    page.get_by_label("What do you need?").press("Enter")
    expect(page.get_by_text(re.compile("^1 practice, the best first"))).to_be_visible()
    page.wait_for_url(re.compile("need=evening"))
    other = browser.new_page()
    other.goto(f"{page.url}&practice=2")
    expect(other.get_by_text("Opening on Sundays drew nobody.")).to_be_visible()
    expect(other.get_by_role("cell", name="40,000 EUR")).to_be_visible()
