"""Who has which role, as the file says it, and who can reach the pages at all."""

import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import sign_in
from dashboard.cli import main
from dashboard.data import streamlit_command
from dashboard.exposure import auth, check, loopback, own_host, providers
from dashboard.people import People, people
from graph.errors import NotAllowed, PeopleUnknown
from graph.rights import Role
from graph.workspace import Workspace
from tests.dashboard.conftest import free_port, running
from tests.dashboard.hostile import ROOT

NOW = 1_800_000_000.0
ISSUER = "https://accounts.example.eu"
CLAIMS = {"iss": ISSUER, "sub": "s-1", "iat": NOW - 60, "email": "Desk.PT@example.eu", "email_verified": True}
OFFICER = '[[people]]\nemail = "desk.pt@example.eu"\nname = "A. B."\nrole = "officer"\ncountries = ["PT", "ES"]\n'
SUBJECT = f'[[people]]\nissuer = "{ISSUER}"\nsubject = "s-2"\nname = "M. K."\nrole = "administrator"\n'
GROUP = f'[[people]]\nissuer = "{ISSUER}"\nclaim = "groups"\nvalue = "editors"\nrole = "editor"\n'
SIGN_IN = """[auth]
redirect_uri = "https://ncp.example.eu/oauth2callback"
cookie_secret = "forty random letters would stand here, no less"
client_id = "ncp"
client_secret = "-"
server_metadata_url = "https://accounts.example.eu/.well-known/openid-configuration"
"""


def written(folder: Path, text: str) -> People:
    (folder / "people.toml").write_text(text, "utf-8")
    return people(folder)


def test_people_are_known_by_verified_mail_by_subject_and_by_claim(tmp_path: Path) -> None:
    held = written(tmp_path, OFFICER + SUBJECT + GROUP)
    officer = held.actor(CLAIMS, NOW)
    assert (officer.name, officer.role, officer.countries) == ("A. B.", Role.OFFICER, {"PT", "ES"})
    assert held.actor({**CLAIMS, "sub": "s-2", "email": None}, NOW).role is Role.ADMINISTRATOR
    editors = [
        held.actor({**CLAIMS, "email": "", "sub": sub, "name": "J.", "groups": ["x", "editors"]}, NOW) for sub in "ab"
    ]
    assert {one.role for one in editors} == {Role.EDITOR}
    assert editors[0].name != editors[1].name and all(one.name.startswith("J. (") for one in editors)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"email_verified": False}, "no role is given"),
        ({"email_verified": "true"}, "no role is given"),
        ({"email": "desk.pt@example.eu.evil.example"}, "no role is given"),
        ({"email": None, "sub": "s-2", "iss": "https://other.example"}, "no role is given"),
        ({"email": None, "groups": ["editors"], "iss": "https://other.example"}, "no role is given"),
        ({"email": None, "groups": "not editors"}, "no role is given"),
        ({"iat": NOW - 13 * 3600}, "older than 12 hours"),
        ({"iat": None}, "older than 12 hours"),
        ({"iat": "1"}, "older than 12 hours"),
        ({"iat": float("nan")}, "older than 12 hours"),
        ({"iat": NOW + 3600}, "dated in the future"),
    ],
)
def test_who_is_not_surely_meant_is_refused(tmp_path: Path, change: dict[str, object], told: str) -> None:
    with pytest.raises(NotAllowed, match=told):
        written(tmp_path, OFFICER + SUBJECT + GROUP).actor({**CLAIMS, **change}, NOW)


def test_others_read_only_where_the_file_says_so(tmp_path: Path) -> None:
    stranger = {**CLAIMS, "email": "x@example.eu", "name": "x@example.eu <b>"}
    with pytest.raises(NotAllowed):
        written(tmp_path, OFFICER).actor(stranger, NOW)
    found = written(tmp_path, f'others = "reader"\nhours = 1\n{OFFICER}').actor(stranger, NOW)
    assert found.role is Role.READER and found.name.startswith("somebody (")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hours = 0", "hours is 0; write a whole number from 1 to 168"),
        ('others = "everyone"', "write refused or reader"),
        ("person = []", "person is no setting"),
        ("people = 1", "people is no list"),
        (OFFICER.replace("officer", "boss"), "entry 1 of .*role is 'boss'; write one of reader, officer"),
        (OFFICER.replace('"ES"', '"XX"'), "entry 1 .*XX.* is no country"),
        (OFFICER.replace('countries = ["PT", "ES"]', ""), "role and countries do not go together"),
        (SUBJECT + 'countries = ["PT"]', "role and countries do not go together"),
        (SUBJECT.replace(f'issuer = "{ISSUER}"', ""), "no issuer is named"),
        (OFFICER + 'subject = "s"', "names nobody or says twice"),
        (GROUP.replace('value = "editors"', ""), "claim and value go together"),
        (OFFICER.replace("A. B.", "a@example.eu"), "entry 1 .*holds an e-mail address"),
        (OFFICER.replace("A. B.", "x" * 41), "has 41 letters; write at most 40"),
        (OFFICER.replace("A. B.", ""), "entry 1 .*is empty"),
        (OFFICER + SUBJECT.replace("M. K.", "A. B."), "the name A. B. stands there twice"),
        (OFFICER + "mail = 1", "mail is no key"),
        (OFFICER.replace('"desk.pt@example.eu"', "1"), "email is no text"),
        ("[[people", "cannot be read"),
    ],
)
def test_a_file_that_is_wrong_is_told_with_entry_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(PeopleUnknown, match=told) as error:
        written(tmp_path, text)
    assert "people.toml" in str(error.value)


def test_a_sign_in_that_is_set_up_by_halves_is_told(tmp_path: Path) -> None:
    assert auth(tmp_path) == {}
    (tmp_path / "secrets.toml").write_text(SIGN_IN, "utf-8")
    assert providers(auth(tmp_path)) == [""]
    for old, new, told in (
        ('client_id = "ncp"', "", "client_id is missing"),
        ("forty random letters would stand here, no less", "short", "cookie_secret is missing or short"),
        ("https://ncp", "http://ncp", "need https://"),
        ("/oauth2callback", "/", "oauth2callback"),
    ):
        (tmp_path / "secrets.toml").write_text(SIGN_IN.replace(old, new), "utf-8")
        with pytest.raises(PeopleUnknown, match=told):
            auth(tmp_path)
    two = SIGN_IN.replace("client_id", "[auth.one]\nclient_id") + '[auth.two]\nclient_id = "x"\nclient_secret = "x"\n'
    (tmp_path / "secrets.toml").write_text(two, "utf-8")
    with pytest.raises(PeopleUnknown, match=r"\[auth\.two\]: server_metadata_url is missing"):
        auth(tmp_path)


def test_no_address_beyond_this_machine_is_served_without_a_sign_in(tmp_path: Path) -> None:
    for address in ("0.0.0.0", "::", "192.168.1.7", "", "ncp.example.eu"):
        with pytest.raises(PeopleUnknown, match=r"set up \[auth\] in .*secrets\.toml .* or serve at 127\.0\.0\.1"):
            check(address, tmp_path)
    for address in ("127.0.0.1", "::1", "localhost"):
        check(address, tmp_path)
    (tmp_path / "secrets.toml").write_text(SIGN_IN, "utf-8")
    with pytest.raises(PeopleUnknown, match="says who has which role is not there"):
        check("0.0.0.0", tmp_path)
    written(tmp_path, OFFICER)
    check("0.0.0.0", tmp_path)


def test_ncp_up_refuses_before_it_starts_anything(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "up", "--address", "0.0.0.0", "--no-browser"])
    assert done.exit_code == 1
    assert done.output.startswith("Without a sign-in the pages would be open to everybody at 0.0.0.0: set up [auth]")
    assert not (tmp_path / "releases").exists()


def test_pages_that_are_started_by_hand_for_everybody_end_at_once(small_workspace: Workspace) -> None:
    command = streamlit_command(free_port(), "0.0.0.0", small_workspace.root)
    own = os.environ | {"NCP_WORKSPACE": str(small_workspace.root), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=own, capture_output=True, timeout=60)
    assert done.returncode and b"open to everybody at 0.0.0.0" in done.stderr


@pytest.fixture(scope="module")
def open_pages(small_endpoint: str) -> Iterator[str]:
    with running(os.environ | {"PYTHONPATH": str(ROOT), "NCP_ENDPOINT": small_endpoint}) as address:
        yield address


@pytest.mark.parametrize("header", [("Host", "ncp.example.eu"), ("X-Forwarded-For", "192.0.2.7"), ("Host", "[::2]:80")])
def test_without_a_sign_in_no_foreign_name_and_no_proxy_leads_in(open_pages: str, header: tuple[str, str]) -> None:
    request = urllib.request.Request(f"{open_pages}/", headers=dict([header]))
    with pytest.raises(urllib.error.HTTPError, match="403") as error:
        urllib.request.urlopen(request)
    assert b"this machine alone" in error.value.read()
    with urllib.request.urlopen(f"{open_pages}/") as answer:
        assert answer.status == 200


def test_no_setting_of_a_user_opens_another_way_in(tmp_path: Path) -> None:
    command = streamlit_command(1, root=tmp_path)
    told = dict(zip(command[5::2], command[6::2], strict=True))
    assert told["--server.address"] == "127.0.0.1" and told["--server.enableAgentApi"] == "false"
    assert told["--server.trustedUserHeaders"] == "{}", "a header of a request must not name the user"
    assert told["--secrets.files"] == str(tmp_path / "secrets.toml")


def test_names_of_this_machine() -> None:
    assert all(map(own_host, ("127.0.0.1:8501", "localhost:1", "[::1]:8501", "127.0.0.2")))
    assert not any(map(own_host, ("", "localhost.evil.example", "127.0.0.1.nip.example", "10.0.0.1", "[::")))
    assert loopback("[::1]") and not loopback("0.0.0.0")


def test_the_pages_know_the_user_of_this_machine_alone_where_nobody_signs_in(small_endpoint: str) -> None:
    assert not sign_in.actor().signed_in
    script = "from dashboard import sign_in\nimport streamlit as st\nst.text(sign_in.actor().told)"
    assert AppTest.from_string(script).run().text[0].value == "user of this machine, administrator"


def test_a_sign_in_that_went_away_while_the_pages_run_lets_nobody_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCP_WORKSPACE", str(tmp_path))
    (tmp_path / "secrets.toml").write_text(SIGN_IN, "utf-8")
    written(tmp_path, f'others = "reader"\n{OFFICER}')
    script = "from dashboard import sign_in\nimport streamlit as st\nst.text(sign_in.actor().told)"
    assert AppTest.from_string(script).run().text[0].value == "not signed in"
    (tmp_path / "secrets.toml").unlink()
    assert AppTest.from_string(script).run().text[0].value == "not signed in"


def test_ncp_people_lists_who_has_which_role_and_which_role_may_do_what(tmp_path: Path) -> None:
    def told(*options: str) -> str:
        return CliRunner().invoke(main, ["--workspace", str(tmp_path), "people", *options]).output

    assert told().startswith("Nobody signs in: there is no [auth] in")
    (tmp_path / "secrets.toml").write_text(SIGN_IN, "utf-8")
    assert "who has which role is not there" in told()
    written(tmp_path, OFFICER + GROUP)
    lines = told("--format", "csv").splitlines()
    assert lines[0] == "People sign in with one provider, for 12 hours; all others are refused."
    assert lines[2:] == [
        'A. B.,officer,"ES, PT",desk.pt@example.eu',
        f'as the provider says,editor,,"groups editors, by {ISSUER}"',
    ]
    rights = told("--rights", "--format", "csv").splitlines()
    assert "serve another release,no,no,no,yes" in rights
    assert "see or write contact persons of a city,no,own countries,yes,yes" in rights
