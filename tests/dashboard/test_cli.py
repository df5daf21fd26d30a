"""The command line, run as its users run it: a process of its own, on a real release."""

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import replace
from pathlib import Path

import csvw
import pytest
from python_calamine import CalamineWorkbook

from dashboard.fetching import bring
from graph.workspace import Workspace
from ingest.build import Built
from ingest.fetch import Offer
from ingest.source import Download
from tests.ingest.site import serving, well

BY_COUNTRY = "PREFIX ncp: <https://w3id.org/ncp-graph/> SELECT (COUNT(*) AS ?n) WHERE { ?c a ncp:City }"


def ncp(workspace: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "--workspace", str(workspace), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300)


@pytest.fixture
def workspace(shipped_build: tuple[Workspace, Built]) -> Path:
    return shipped_build[0].root


def test_unlinked_prints_what_an_officer_needs(workspace: Path) -> None:
    done = ncp(workspace, "unlinked", "--country", "PT", "--format", "csv")
    assert done.returncode == 0, done.stderr
    towns = list(csv.DictReader(io.StringIO(done.stdout.lstrip("\ufeff"))))
    assert len(towns) > 20
    for town in towns:
        assert town["city"] == f"https://w3id.org/ncp-graph/id/city/{town['geonames']}"
        assert town["country"] == "PT"
        assert int(town["population"]) >= 5000
        assert town["state"] in {"absent", "uncovered"}
        number = "0" if town["state"] == "absent" else "not covered"
        assert (town["authority_links"], town["place_links"]) == (number, number)
        assert town["reason"].startswith(town["name"])
    assert {"year", "nuts3", "degurba", "basis"} <= set(towns[0])
    names = {town["name"] for town in towns}
    assert not names & {"Porto", "Lisbon", "Braga", "Amarante"}


def test_linked_towns_and_villages_come_on_demand(workspace: Path) -> None:
    words = ("--format", "json", "--min-population", "0", "--state", "linked")
    done = ncp(workspace, "unlinked", "--country", "si", *words)
    towns = json.loads(done.stdout)
    assert {town["state"] for town in towns} == {"linked"}
    assert "Idrija" in {town["name"] for town in towns}


def test_the_class_of_a_size_scheme_bounds_the_list(workspace: Path) -> None:
    done = ncp(workspace, "unlinked", "--country", "SI", "--scheme", "eui-ia-4", "--size", "below", "--format", "json")
    towns = json.loads(done.stdout)
    assert towns
    assert {town["size"] for town in towns} == {"below the floor of the scheme"}
    assert all(0 < town["population"] < 25_000 for town in towns)


def test_towns_are_filtered_by_where_they_lie_on_the_map(workspace: Path) -> None:
    words = ("--peripheral", "border", "--min-distance", "80", "--state", "linked", "--state", "absent", "--state")
    done = ncp(workspace, "unlinked", "--country", "PT", *words, "uncovered", "--format", "json")
    towns = {town["name"]: town for town in json.loads(done.stdout)}
    assert "Porto" not in towns
    assert all("border" in town["typologies"] and town["kilometres"] >= 80 for town in towns.values())
    far = "rural, border and mountain region, 83 km from the nearest place of 50,000: "
    assert towns["Bragança"]["reason"].startswith(f"Bragança, {towns['Bragança']['population']:,} inhabitants, {far}")
    assert towns["Bragança"]["nearest"] == "Ponferrada"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--scheme", "urbakt"), "did you mean 'urbact'"),
        (("--scheme", "urbact", "--size", "tiny"), "choose among small, medium"),
        (("--size", "small", "--min-population", "10"), "leave out --min-population"),
        (("--peripheral", "remote"), "outermost"),
    ],
)
def test_a_size_that_is_none_is_told_in_a_sentence(workspace: Path, words: tuple[str, ...], says: str) -> None:
    done = ncp(workspace, "unlinked", "--country", "SI", *words)
    assert done.returncode != 0
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_country_without_complete_source_is_not_covered(workspace: Path) -> None:
    done = ncp(workspace, "unlinked", "--country", "FI", "--format", "json")
    towns = json.loads(done.stdout)
    assert towns
    assert {town["state"] for town in towns} == {"uncovered"}
    assert "no source covers Finland completely" in towns[0]["reason"]


def test_questions_can_be_listed_and_asked_with_their_parameters(workspace: Path, tmp_path: Path) -> None:
    listed = json.loads(ncp(workspace, "questions", "--format", "json").stdout)
    assert {"gaps/unlinked", "cities/profile"} <= {question["name"] for question in listed}
    done = ncp(workspace, "ask", "gaps/unlinked", "--country", "RO", "--minPopulation=100000", "--format", "json")
    assert done.returncode == 0, done.stderr
    towns = tmp_path / "towns.csv"
    written = ncp(workspace, "ask", "gaps/unlinked", "--country", "RO", "--limit", "2", "-o", str(towns))
    assert written.returncode == 0 and f"{towns}-metadata.json" in written.stderr
    read = csvw.CSVW(f"{towns}-metadata.json")
    assert read.is_valid and len(list(read.tables[0].iterdicts())) == 2
    about = json.loads(Path(f"{towns}-metadata.json").read_text("utf-8"))
    assert about["dc:bibliographicCitation"] in written.stderr and "truncated" in about["rdfs:comment"][1]
    cut = ncp(workspace, "ask", "gaps/unlinked", "--country", "RO", "--limit", "1", "--format", "csv")
    assert len(cut.stdout.splitlines()) == 2
    assert "truncated" in cut.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ask", "gaps/unlinkd"), "gaps/unlinked"),
        (("ask", "gaps/unlinked", "--country", "XX"), "XX"),
        (("ask", "gaps/unlinked", "--country", 'PT" } DROP ALL #'), "country"),
        (("rollback", "2020"), "2020"),
        (("changes", "2020"), "There is no release 2020"),
    ],
)
def test_an_error_is_one_sentence_and_status_1(workspace: Path, words: tuple[str, ...], sentence: str) -> None:
    done = ncp(workspace, *words)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_wrong_usage_is_status_2(workspace: Path) -> None:
    assert ncp(workspace, "unlinked").returncode == 2
    assert ncp(workspace, "ask", "gaps/unlinked", "country").returncode == 2


def test_an_empty_workspace_says_what_to_run(tmp_path: Path) -> None:
    done = ncp(tmp_path, "unlinked", "--country", "PT")
    assert done.returncode == 1
    assert "ncp build" in done.stderr


def test_sources_releases_version_and_check_speak_of_the_release(workspace: Path) -> None:
    current = Workspace(workspace).current().id
    sources = json.loads(ncp(workspace, "sources", "--format", "json").stdout)
    assert {"urbact", "keep", "covenant", "cordis"} <= {source["source"] for source in sources}
    assert f"* {current}" in ncp(workspace, "releases").stdout
    assert current in ncp(workspace, "--version").stdout
    assert "no earlier release" in ncp(workspace, "changes").stdout
    done = ncp(workspace, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "holds: checks/" in done.stdout


def test_coverage_is_drawn_as_a_heat_map_and_told_with_reasons_for_a_country(workspace: Path) -> None:
    drawn = ncp(workspace, "sources", "--coverage").stdout.splitlines()
    heads, urbact = drawn[0], next(line for line in drawn if line.startswith("URBACT networks"))
    place = next(i for i, pair in enumerate(zip(heads, drawn[1], strict=False)) if pair == ("P", "T"))
    assert urbact[place] == "●"
    assert any(line.startswith("· Not covered") for line in drawn)
    told = ncp(workspace, "sources", "--coverage", "--country", "pt", "--family", "urbact", "--format", "json")
    found = {row["programme"]: row for row in json.loads(told.stdout)}
    assert found["urbact-3"]["completeness"] == "complete" and found["urbact-4"]["completeness"] == "partial"
    assert all(row["reason"] and row["page"].startswith("https://") for row in found.values())


def test_coverage_goes_into_a_workbook_and_wrong_codes_are_told(workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "coverage.xlsx"
    words = ("--coverage", "--country", "SI", "--period", "2014", "--format", "xlsx")
    assert ncp(workspace, "sources", *words, "-o", str(target)).returncode == 0
    head, *rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert {row[head.index("country")] for row in rows} == {"SI"}
    assert "urbact-3" in {row[head.index("programme")] for row in rows}
    assert "urbact-4" not in {row[head.index("programme")] for row in rows}
    assert ncp(workspace, "sources", *words).returncode == 1
    wrong = ncp(workspace, "sources", "--coverage", "--country", "XX")
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (1, 1)
    assert ncp(workspace, "sources", "--country", "PT").returncode == 2


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_up_serves_the_pages_and_the_endpoint_and_ends_both(workspace: Path) -> None:
    port, endpoint_port = free_port(), free_port()
    words = ["--workspace", str(workspace), "up", "--no-browser", "--port", str(port)]
    words += ["--endpoint-port", str(endpoint_port)]
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | {"COLUMNS": "200"}) as run:
        assert run.stderr is not None
        told = "".join(iter_until(run.stderr, "Ctrl-C"))
        dashboard, endpoint = re.findall(r"http://127\.0\.0\.1:\d+\S*", told)[:2]
        assert urllib.request.urlopen(f"{dashboard}/_stcore/health", timeout=5).status == 200
        query = urllib.parse.urlencode({"query": BY_COUNTRY})
        request = urllib.request.Request(f"{endpoint}?{query}", headers={"Accept": "text/csv"})
        assert int(urllib.request.urlopen(request, timeout=20).read().split()[1]) > 50_000
        run.send_signal(signal.SIGTERM)
        run.wait(20)
    time.sleep(0.2)
    for number in (port, endpoint_port):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", number)) != 0


def iter_until(lines: object, word: str) -> list[str]:
    seen = []
    for line in lines:  # type: ignore[attr-defined]
        seen.append(line)
        if word in line:
            break
    return seen


def test_fetch_lists_what_is_offered_and_tells_terms_before_it_asks_anyone(tmp_path: Path) -> None:
    listed = ncp(tmp_path, "fetch", "--list")
    assert listed.returncode == 0, listed.stderr
    assert {"cordis", "kohesio", "gisco", "geonames"} <= set(re.findall(r"│ (\w+) +│", listed.stdout))
    refused = ncp(tmp_path, "fetch", "gisco")
    assert refused.returncode == 1
    assert "non-commercial" in refused.stderr and "Nothing was fetched of gisco" in refused.stderr
    assert not (tmp_path / "exports").exists()


@pytest.mark.parametrize("words", [("nowhere",), ("kohesio", "--country", "XX")])
def test_fetch_tells_a_wrong_name_in_one_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = ncp(tmp_path, "fetch", *words)
    assert done.returncode == 1
    assert repr(words[-1]) in done.stderr and "Traceback" not in done.stderr


def test_fetch_reports_each_file_and_fails_when_one_did_not_come(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    with serving() as site:
        site.paths |= {"/one.csv": well(b"id;name\r\n1;Celje\r\n"), "/two.csv": lambda c: c.send(b"", "404 Not Found")}
        files = tuple(Download(name, site.url(f"/{name}"), "a list") for name in ("one.csv", "two.csv"))
        offer = Offer("A list", "free", "https://example.org/lists", files)
        assert not bring({"here": offer}, tmp_path)
        assert bring({"here": replace(offer, downloads=files[:1])}, tmp_path)
    told = capsys.readouterr().err
    assert re.search(r"one\.csv +│ new ", told) and re.search(r"one\.csv +│ unchanged ", told)
    assert "here/two.csv: the server answers 404 Not Found; what lay there before is as it was; try again" in told
