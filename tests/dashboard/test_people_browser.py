"""Signing in at a real OpenID Connect provider in Chromium: an officer, a reader, and tokens that do not hold."""

import json
import os
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from graph.audited import changes
from graph.desk import Desk, open_desk
from graph.outreach import Entry, contacts, log_contact
from graph.submission_fields import Told
from graph.submissions import hand_in, start
from graph.workspace import Workspace
from tests.dashboard.axe import findings
from tests.dashboard.conftest import free_port, running, write_workspace
from tests.dashboard.hostile import RELEASE, ROOT
from tests.dashboard.opened import settled
from tests.dashboard.provider import CLIENT, SECRET, Person, Provider, provider

pytestmark = pytest.mark.browser
BRAGANCA, MURSKA_SOBOTA = 2742027, 3194648
OLDER = "2026-02-01T100000000000Z-small999"
DAY = 86_400
HOSTILE = "=<b onclick=1>[a](b)"
ACCOUNTS = {
    "officer": Person({"email": "Desk.PT@example.eu", "email_verified": True, "name": "somebody"}),
    "reader": Person({"email": "reader@example.eu", "email_verified": True}),
    "administrator": Person({"groups": ["staff", "ncp-administrators"], "name": HOSTILE}),
    "expired": Person({"email": "desk.pt@example.eu", "email_verified": True}, age=DAY),
    "old": Person({"email": "desk.pt@example.eu", "email_verified": True}, age=DAY, life=2 * DAY),
    "forged": Person({"email": "desk.pt@example.eu", "email_verified": True}, forged=True),
    "wrong-audience": Person({"email": "desk.pt@example.eu", "email_verified": True, "aud": "another client"}),
}
PEOPLE = """
[[people]]
email = "desk.pt@example.eu"
name = "A. B."
role = "officer"
countries = ["PT"]

[[people]]
email = "reader@example.eu"
name = "R. R."
role = "{reader}"

[[people]]
issuer = "{issuer}"
claim = "groups"
value = "ncp-administrators"
role = "administrator"
"""
SECRETS = """
[auth]
redirect_uri = "{pages}/oauth2callback"
cookie_secret = "forty random letters would stand here, no less"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


@dataclass(frozen=True)
class House:
    """The pages behind a sign-in, the provider, the records and the workspace."""

    address: str
    provider: Provider
    desk: Desk
    workspace: Workspace

    def write(self, reader: str = "reader") -> None:
        write_people(self.workspace.root, self.provider.issuer, reader)


def write_people(root: Path, issuer: str, reader: str = "reader") -> None:
    (root / "people.toml").write_text(PEOPLE.format(issuer=issuer, reader=reader), "utf-8")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, small_endpoint: str) -> Iterator[House]:
    workspace = write_workspace(tmp_path_factory.mktemp("people"))
    older = workspace.releases_folder / OLDER
    older.mkdir()
    shutil.copy(workspace.current().folder / "manifest.json", older)
    text = (older / "manifest.json").read_text("utf-8")
    (older / "manifest.json").write_text(text.replace(RELEASE, OLDER), "utf-8")
    port, records = free_port(), f"sqlite:///{workspace.root}/desk.sqlite"
    with provider(free_port(), ACCOUNTS) as signs:
        told = {"pages": f"http://127.0.0.1:{port}", "issuer": signs.issuer, "client": CLIENT, "secret": SECRET}
        (workspace.root / "secrets.toml").write_text(SECRETS.format(**told), "utf-8")
        write_people(workspace.root, signs.issuer)
        own = {"NCP_ENDPOINT": small_endpoint, "NCP_WORKSPACE": str(workspace.root), "PYTHONPATH": str(ROOT)}
        with running(os.environ | own | {"NCP_DESK_URL": records}, port) as address:
            yield House(address, signs, open_desk(records), workspace)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1440, "height": 1400}, locale="en-GB")
    made.set_default_timeout(40_000)
    yield made
    made.close()


def sign_in(context: BrowserContext, house: House, who: str) -> Page:
    page = context.new_page()
    page.goto(house.address)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=who, exact=True).click()
    page.wait_for_url(f"{house.address}/**")
    settled(page)
    return page


def visit(page: Page, house: House, path: str) -> None:
    page.goto(f"{house.address}/{path}")
    settled(page)


def choose_older(page: Page) -> None:
    """Choose the other release; a page that is still being drawn closes the list again."""
    for _ in range(10):
        page.get_by_label("Release", exact=True).press("ArrowDown")
        page.wait_for_timeout(500)
        if page.get_by_role("option").count() > 1:
            page.get_by_role("option").nth(1).click()
            return
    raise AssertionError("the list of releases does not open")


def sidebar(page: Page) -> str:
    return page.get_by_test_id("stSidebar").inner_text()


def test_an_officer_signs_in_logs_a_call_is_refused_elsewhere_and_logs_out(
    context: BrowserContext, house: House
) -> None:
    page = sign_in(context, house, "officer")
    assert "A. B." in sidebar(page) and "officer of PT" in sidebar(page) and "ends in 11 h" in sidebar(page)
    visit(page, house, f"outreach?country=all&view=log&city={BRAGANCA}")
    page.get_by_label("Note").fill("they want to hear more")
    page.get_by_role("button", name="Log the contact").click()
    expect(page.get_by_text(re.compile(r"^Contact \d+ with Bragança on .* is kept\.")).first).to_be_visible()
    kept = contacts(house.desk, [BRAGANCA])[0]
    assert (kept.by, kept.who, kept.note) == ("A. B.", "A. B.", "they want to hear more")
    visit(page, house, f"outreach?country=all&view=log&city={MURSKA_SOBOTA}")
    told = "an officer of SI, an editor or an administrator may, and you are A. B., officer of PT."
    expect(page.get_by_text(told).first).to_be_visible()
    expect(page.get_by_role("button", name="Log the contact")).to_have_count(0)
    expect(page.get_by_role("button", name="Move")).to_be_disabled()
    other = context.new_page()
    visit(other, house, "sources")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    for _ in range(100):
        if house.provider.signed_out:
            break
        page.wait_for_timeout(100)
    assert house.provider.signed_out, "the provider was not told of the log-out"
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible(timeout=20_000)
    visit(page, house, "outreach")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text("they want to hear more")).to_have_count(0)


def test_of_two_people_in_one_process_nobody_sees_the_others_draft_filter_or_right(
    browser: Browser, context: BrowserContext, house: House
) -> None:
    path = f"outreach?country=all&view=log&city={BRAGANCA}"
    theirs = browser.new_context(viewport={"width": 1440, "height": 1400}, locale="en-GB")
    one, two = sign_in(context, house, "officer"), sign_in(theirs, house, "reader")
    visit(one, house, path)
    one.get_by_label("Note").fill("a draft that is not kept yet")
    visit(two, house, path)
    assert "a draft" not in two.locator("body").inner_text()
    expect(two.get_by_role("button", name="Log the contact")).to_have_count(0)
    expect(two.get_by_label("You (role or initials)")).to_have_count(0)
    two.goto(f"{house.address}/unlinked?country=SI&size=small")
    settled(two)
    visit(one, house, "unlinked")
    assert "SI" not in one.url and "A. B." in sidebar(one) and "R. R." not in sidebar(one)
    assert not findings(one)
    theirs.close()


def test_a_reader_reads_and_neither_writes_nor_serves_another_release(context: BrowserContext, house: House) -> None:
    kept = log_contact(house.desk, Entry(MURSKA_SOBOTA, "2026-03-02", "phone", "desk SI", "spoke"), "desk SI")
    page = sign_in(context, house, "reader")
    assert "R. R." in sidebar(page) and "reader" in sidebar(page)
    visit(page, house, "sources")
    choose_older(page)
    expect(page.get_by_text("You may not serve another release: only an administrator may")).to_be_visible()
    expect(page.get_by_role("button", name="Serve this release")).to_have_count(0)
    visit(page, house, f"outreach?country=all&view=contacts&contact={kept.id}")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    told = {"problem": "p", "solution": "s", "results": "r", "transferability": "t"}
    theirs = start(house.desk, Told(MURSKA_SOBOTA, "Handed in by a company", **told), "desk SI")
    hand_in(house.desk, theirs.id, "desk SI", theirs.version)
    visit(page, house, "practices?part=check")
    expect(
        page.get_by_text("You may not check and publish practices: an editor or an administrator may")
    ).to_be_visible()
    visit(page, house, f"practices?part=submit&submission={theirs.id}")
    expect(page.get_by_text("Nothing of yours is kept yet.")).to_be_visible()
    expect(page.get_by_text("Handed in by a company")).to_have_count(0)
    assert house.workspace.current().id == RELEASE


def test_a_button_that_still_stands_is_refused_when_the_role_was_taken(context: BrowserContext, house: House) -> None:
    kept = log_contact(house.desk, Entry(BRAGANCA, "2026-03-03", "mail", "desk PT", "wrote"), "desk PT")
    house.write(reader="editor")
    page = sign_in(context, house, "reader")
    visit(page, house, f"outreach?country=all&view=contacts&contact={kept.id}")
    page.get_by_label("Note").fill("changed by one who may no longer")
    house.write(reader="reader")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("and you are R. R., reader. What you typed stays in the fields.")).to_be_visible()
    assert next(one for one in contacts(house.desk) if one.id == kept.id).note == "wrote"


def test_an_administrator_by_group_serves_another_release_and_the_log_names_who(
    context: BrowserContext, house: House
) -> None:
    page = sign_in(context, house, "administrator")
    assert f"{HOSTILE} (" in sidebar(page) and "administrator" in sidebar(page)
    visit(page, house, "sources")
    choose_older(page)
    page.get_by_text("Yes, show it to everybody").click()
    page.get_by_role("button", name="Serve this release").click()
    expect(page.get_by_text("is served now").first).to_be_visible()
    assert house.workspace.current().id == OLDER
    with house.desk.reading() as connection:
        last = changes(connection)[0]
    assert (last.what, last.done, last.after) == ("release", "served", {"release": OLDER})
    assert last.by.startswith(f"{HOSTILE} (")
    house.workspace.point_to(house.workspace.release(RELEASE))


@pytest.mark.parametrize("who", ["expired", "forged", "wrong-audience"])
def test_a_token_that_does_not_hold_signs_nobody_in(context: BrowserContext, house: House, who: str) -> None:
    page = sign_in(context, house, who)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert not [one for one in context.cookies() if one["name"] == "_streamlit_user" and one["value"]]


def test_whose_sign_in_is_too_old_sees_no_page(context: BrowserContext, house: House) -> None:
    page = sign_in(context, house, "old")
    expect(page.get_by_text("Your sign-in is older than 12 hours")).to_be_visible()
    visit(page, house, f"outreach?view=log&city={BRAGANCA}")
    assert page.get_by_role("heading").all_inner_texts() == ["Sign in"]


def test_a_cookie_that_somebody_wrote_himself_signs_nobody_in(context: BrowserContext, house: House) -> None:
    page = sign_in(context, house, "reader")
    real = next(one for one in context.cookies() if one["name"] == "_streamlit_user")
    body, _, rest = real["value"].strip('"').partition(".")
    forged = json.dumps({"is_logged_in": True, "email": "desk.pt@example.eu", "email_verified": True})
    for value in (f"{body[:-2]}AA.{rest}", forged, real["value"][:-3] + "AAA"):
        context.clear_cookies()
        context.add_cookies([{"name": "_streamlit_user", "value": value, "url": house.address}])
        page.goto(house.address)
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_an_anonymous_visitor_gets_no_page_and_no_file(context: BrowserContext, house: House) -> None:
    page = context.new_page()
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status == 403 else None)
    for path in ("", "city?id=2742027"):
        visit(page, house, path)
        assert page.get_by_role("heading").all_inner_texts() == ["Sign in"]
        expect(page.get_by_test_id("stTopNavLink")).to_have_count(0)
    assert not findings(page)
    assert not refused, "what the page that asks to sign in needs itself is refused"
    for path in ("layer/x", "picture/x", "media/x"):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"{house.address}/{path}")
