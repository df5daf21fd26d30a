"""Lists that somebody sends and files that are fetched, as jobs: what is refused, what stays, what comes back."""

import csv
import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from dashboard import job_start
from dashboard.job_kinds import ANSWER
from dashboard.job_start import Upload, is_for, neutral_name, remove, start, stop
from dashboard.jobs import DONE, FAILED, FETCH, LIST, SENT, STOPPED, Ended, Job, folder_of, job, look
from graph.errors import BadInput, NotAllowed, WorkspaceBusy
from graph.rights import LOCAL, NOBODY, Actor, Role
from graph.workspace import Workspace
from tests.dashboard.conftest import ended
from tests.ingest.site import Caller, Site, serving

NAME = "../../<img src=x onerror=alert(1)>=cmd|.CSV"
TOWNS = 'Občina;Država;Opomba\nŠoštanj;SI;=cmd|"/c calc"!A1\n<img src=x onerror=alert(1)>;SI;+1\n;SI;\n'
ANNA, BRUNO = (Actor(name, Role.READER) for name in ("desk SI", "desk PT"))


def send(workspace: Workspace, content: bytes, name: str = "towns.csv", actor: Actor = LOCAL, **options: object) -> Job:
    return start(workspace, LIST, options, actor, upload=Upload(name, content))


def end(sent: Job) -> Ended:
    found = ended(sent).ended
    assert found
    return found


def test_a_list_comes_back_with_its_cities_whatever_it_is_called_and_holds(job_workspace: Workspace) -> None:
    sent = send(job_workspace, TOWNS.encode(), NAME, ANNA)
    assert [path.name for path in (sent.folder / SENT).iterdir()] == ["_img src_x onerror_alert_1___cmd_.csv"]
    assert sent.folder.parent == folder_of(job_workspace), "nothing is written outside"
    told = end(sent)
    assert (told.how, told.told[0]) == (DONE, "Rows: 1 accepted, 1 none, 1 not read")
    read = list(csv.DictReader(io.StringIO((sent.folder / ANSWER).with_suffix(".csv").read_text("utf-8-sig"))))
    assert [row["city"] for row in read] == ["Šoštanj", "", ""]
    assert read[0]["verdict"] and read[0]["Opomba"].startswith("'=cmd")
    header, first, *_ = CalamineWorkbook.from_path(str(sent.folder / ANSWER)).get_sheet_by_index(0).to_python()
    assert dict(zip(header, first, strict=True))["Opomba"] == '=cmd|"/c calc"!A1', "text, not a formula"
    assert is_for(sent, ANNA) and not is_for(sent, BRUNO) and not is_for(sent, NOBODY)
    remove(ended(sent))
    assert job(job_workspace, sent.id) is None and not sent.folder.exists()


def test_a_long_list_tells_how_far_it_is_and_is_stopped_without_an_answer(job_workspace: Workspace) -> None:
    rows = "".join(f"Celje {number},SI\n" for number in range(20_000))
    sent = send(job_workspace, f"city,country\n{rows}".encode(), "towns.csv", ANNA)
    until = time.monotonic() + 60
    while not ((now := look(sent.folder)) and now.reached and now.reached.share > 0):
        assert time.monotonic() < until and not (now and now.ended)
        time.sleep(0.05)
    stop(sent.folder, ANNA)
    told = end(sent)
    assert (told.how, (sent.folder / ANSWER).exists()) == (STOPPED, False)
    remove(ended(sent))


@pytest.mark.parametrize(
    ("name", "content", "options", "told"),
    [
        ("towns.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>", {}, "towns.csv"),
        ("towns.xlsx", b"PK\x03\x04 no workbook", {}, "towns.xlsx"),
        ("towns.csv", b"city;b\nCelje;2\n", {"columns": {"city": "Town"}}, "column 'Town': the column is missing"),
    ],
)
def test_a_list_that_cannot_be_read_is_told_in_one_sentence(
    job_workspace: Workspace, name: str, content: bytes, options: dict[str, object], told: str
) -> None:
    found = end(send(job_workspace, content, name, **options))
    assert found.how == FAILED and len(found.told) == 1 and told in found.told[0]
    assert str(job_workspace.root) not in found.told[0]


def test_what_is_no_list_or_too_large_or_one_too_many_is_not_taken(
    job_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match=r"run.sh: the list is no table; save it as one of .csv"):
        send(job_workspace, b"#!/bin/sh", "run.sh")
    with pytest.raises(BadInput, match=r"has 10,000,001 bytes, more than 10,000,000"):
        send(job_workspace, b"x" * 10_000_001)
    with pytest.raises(NotAllowed):
        send(job_workspace, b"city;country\nCelje;SI\n", actor=NOBODY)
    assert not [path for path in folder_of(job_workspace).iterdir() if path.is_dir()]
    running = send(job_workspace, b"city;country\nCelje;SI\n", actor=ANNA)
    with pytest.raises(NotAllowed, match="who sent the list may"):
        stop(running.folder, BRUNO)
    monkeypatch.setattr(job_start, "MOST_LISTS", 1)
    with pytest.raises(WorkspaceBusy, match="A search for the cities of a list runs since"):
        send(job_workspace, b"city;country\nCelje;SI\n")
    stop(running.folder, ANNA)
    assert end(running).how == STOPPED
    monkeypatch.setattr(job_start, "KEPT_SECONDS", 0)
    stop(send(job_workspace, b"city;country\nCelje;SI\n").folder, LOCAL)
    assert look(running.folder) is None, "a list that is a day old is gone"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("/etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\x\\towns.XLSX", "towns.xlsx"),
        ("...csv", "list.csv"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("Δήμοι 2024.csv", "Δήμοι 2024.csv"),
        ("x" * 300 + ".csv", "x" * 60 + ".csv"),
    ],
)
def test_of_the_name_of_a_file_stays_what_is_a_name(sent: str, kept: str) -> None:
    assert neutral_name(sent) == kept


@pytest.fixture
def slow(job_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A publisher that offers two files and sends the second one slowly, the first time."""

    def second(caller: Caller) -> None:
        if caller.count == 1:
            caller.send(b"a;b\n1;2\n" * 200, length=100_000, ETag='"one"')
            caller.stop.wait(30)
        else:
            caller.send(b"a;b\n1;2\n" * 12_500, ETag='"one"')

    with serving() as made:
        made.paths |= {"/one.csv": lambda caller: caller.send(b"a;b\n1;2\n", ETag='"x"'), "/two.csv": second}
        monkeypatch.setenv("NCP_TEST_SITE", made.address)
        yield made


def test_a_fetch_is_stopped_with_whole_files_only_and_goes_on_the_next_time(
    job_workspace: Workspace, slow: Site
) -> None:
    options = {"sources": ["polis"], "countries": []}
    folder = job_workspace.exports / "polis"
    before = (folder / "members.csv").read_bytes()
    running = start(job_workspace, FETCH, options, LOCAL)
    until = time.monotonic() + 60
    while "/two.csv" not in [path for path, _ in slow.asked]:
        assert time.monotonic() < until
        time.sleep(0.05)
    now = look(running.folder)
    assert now and now.reached and now.reached.stage == "Fetching two.csv"
    assert now.reached.counts["files done"] == 1 and now.reached.share >= 0.5
    stop(running.folder, LOCAL)
    assert end(running).how == STOPPED
    assert _files(folder) == ["members.csv", "one.csv"] and (folder / "members.csv").read_bytes() == before
    told = end(start(job_workspace, FETCH, options, LOCAL))
    assert told.how == DONE
    assert told.told == (
        "polis/one.csv: unchanged, 8 bytes.",
        "polis/two.csv: new, 100,000 bytes.",
        "Build a release to take in what is new.",
    )
    assert _files(folder) == ["members.csv", "one.csv", "two.csv"]
    assert len(slow.asked) == 4


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
