"""Downloads from a real server on this machine that cuts, stalls, dribbles, lies, redirects and changes."""

import io
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.countries import EU27
from graph.errors import FetchError, WorkspaceBusy
from ingest.fetch import NOTES, Offer, Outcome, choose, fetch, offers
from ingest.limits import Limits
from ingest.load import load, unclaimed
from ingest.source import Download, sources
from ingest.web_address import kind_of
from tests.ingest.site import (
    Caller,
    Site,
    chunked,
    dribbles,
    dribbles_headers,
    keeps_open,
    packed,
    serving,
    stalls,
    well,
)

ROOT = Path(__file__).parents[2]
BODY = ("id;name\r\n" + "".join(f"{n};Mértola {n}\r\n" for n in range(20_000))).encode()
OTHER = BODY.replace("Mértola".encode(), b"Coruche.")
"""Another file of the same size."""
QUICK = Limits(seconds=20, stall=2, slowest=100, pause=0)
OLD = b"id;name\r\n1;before\r\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def one(site: Site, folder: Path, path: str = "/list.csv", name: str = "", limits: Limits = QUICK) -> Outcome:
    """Fetch one path of the site into folder/here."""
    download = Download(name or path.rpartition("/")[2], site.url(path), "a list")
    return told(download, folder, limits)


def told(download: Download, folder: Path, limits: Limits = QUICK) -> Outcome:
    offer = Offer("A list", "free", "https://example.org/lists", (download,))
    (outcome,) = fetch({"here": offer}, folder, lambda *_: None, limits)
    return outcome


def left(folder: Path) -> list[str]:
    """Name what lies in the folder beside the lock."""
    return sorted(p.name for p in (folder / "here").iterdir() if p.name != ".fetch.lock")


def archive(*texts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as made:
        for place, text in enumerate(texts):
            made.writestr(f"{place}.csv", text)
    return held.getvalue()


def test_a_file_comes_whole_and_a_second_time_only_its_stamp_is_asked(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = well(BODY)
    first = one(site, tmp_path)
    assert (first.state, first.size) == ("new", len(BODY))
    assert (tmp_path / "here" / "list.csv").read_bytes() == BODY
    notes = json.loads((tmp_path / "here" / NOTES).read_text())
    assert notes["list.csv"]["sha256"] == first.sha256
    second = one(site, tmp_path)
    assert (second.state, second.sha256) == ("unchanged", first.sha256)
    assert site.asked[1][1]["if-none-match"] == '"one"'
    assert left(tmp_path) == [NOTES, "list.csv"]


def test_a_date_of_change_serves_where_there_is_no_etag(site: Site, tmp_path: Path) -> None:
    day = "Tue, 01 Sep 2026 10:00:00 GMT"
    site.paths["/list.csv"] = well(BODY, etag="", modified=day, cut=5_000)
    assert one(site, tmp_path).state == "new"
    assert site.asked[1][1]["if-range"] == day
    assert one(site, tmp_path).state == "unchanged"


def test_a_newer_file_replaces_the_one_before(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = well(BODY)
    one(site, tmp_path)
    site.paths["/list.csv"] = well(OTHER, etag='"two"')
    assert one(site, tmp_path).state == "changed"
    assert (tmp_path / "here" / "list.csv").read_bytes() == OTHER


def test_a_cut_file_goes_on_from_where_it_was_cut(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = well(BODY, cut=70_001)
    assert one(site, tmp_path).state == "new"
    assert site.ranges() == ["", "bytes=70001-"]
    assert (tmp_path / "here" / "list.csv").read_bytes() == BODY


def test_a_later_call_goes_on_too_while_the_good_file_stays(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = well(OLD, etag='"old"')
    one(site, tmp_path)
    site.paths["/list.csv"] = lambda c: c.send(BODY[: 100 * c.count], length=len(BODY), ETag='"one"')
    failed = one(site, tmp_path)
    assert "broke before the file was whole" in failed.problem
    assert (tmp_path / "here" / "list.csv").read_bytes() == OLD
    assert ".list.csv.part" in left(tmp_path)
    site.paths["/list.csv"] = well(BODY)
    site.asked.clear()
    assert one(site, tmp_path).state == "changed"
    assert re.fullmatch(r"bytes=\d+-", site.ranges()[0])
    assert (tmp_path / "here" / "list.csv").read_bytes() == BODY
    assert left(tmp_path) == [NOTES, "list.csv"]


def halves(caller: Caller, etag: str | None) -> None:
    """Cut the first answer; then send the rest of another file, as servers do that take no notice of If-Range."""
    start = int(caller.headers.get("range", "bytes=0-")[6:-1])
    if not start:
        caller.send((BODY if caller.count == 1 else OTHER)[:9_000], length=len(BODY), ETag='"one"')
        return
    stamp = {"ETag": etag} if etag else {}
    span = f"bytes {start}-{len(OTHER) - 1}/{len(OTHER)}"
    caller.send(OTHER[start:], "206 Partial Content", Content_Range=span, **stamp)


@pytest.mark.parametrize("etag", ['"two"', None])
def test_two_halves_of_two_files_are_never_joined(site: Site, tmp_path: Path, etag: str | None) -> None:
    site.paths["/list.csv"] = lambda c: halves(c, etag)
    outcome = one(site, tmp_path)
    assert outcome.state == ""
    assert not (tmp_path / "here" / "list.csv").exists()


def test_a_file_that_changed_after_the_cut_is_fetched_from_its_start(site: Site, tmp_path: Path) -> None:
    def answer(caller: Caller) -> None:
        well(BODY, cut=9_000)(caller) if caller.count == 1 else well(OTHER, etag='"two"')(caller)

    site.paths["/list.csv"] = answer
    assert one(site, tmp_path).state == "new"
    assert (tmp_path / "here" / "list.csv").read_bytes() == OTHER


def test_halves_of_two_zip_files_of_one_size_are_found_by_their_checksums(site: Site, tmp_path: Path) -> None:
    one_, two = archive(b"a" * 50_000, b"b" * 50_000), archive(b"c" * 50_000, b"d" * 50_000)

    def answer(caller: Caller) -> None:
        if caller.count == 1:
            caller.send(one_[:30_000], length=len(one_), ETag='"same"')
        else:
            well(two, etag='"same"')(caller)

    site.paths["/data.zip"] = answer
    outcome = one(site, tmp_path, "/data.zip")
    assert "the ZIP file is broken or cut (0.csv)" in outcome.problem
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (lambda c: c.send(BODY[:500], length=len(BODY)), "the connection broke before the file was whole"),
        (lambda c: c.send(BODY, length=500), "the server announced 500 bytes and sent more"),
        (lambda c: c.send(b"", length=0), "the server sent an empty file"),
        (chunked(BODY, ends=False), "the connection broke before the file was whole"),
        (lambda c: c.send(BODY, length=None), "did not say how long the file is"),
        (lambda c: c.send(b"<html>Sorry</html>", Content_Type="text/html; charset=utf-8"), "a web page"),
        (lambda c: c.send(b"\n<!DOCTYPE html><p>Sorry", Content_Type="text/csv"), "a web page"),
        (lambda c: c.send(b'{"error": 1}', Content_Type="text/csv"), "something else than a csv file"),
        (lambda c: c.send(b"xyz", Content_Encoding="gzip"), "cannot be unpacked"),
        (lambda c: c.send(b"xyz", Content_Encoding="rot13"), "packed the file in an unknown way"),
        (lambda c: c.send(b"", "404 Not Found"), "the server answers 404 Not Found"),
        (lambda c: c.send(b"", "503 Service Unavailable"), "try again later"),
        (lambda c: c.raw(b"nonsense\r\n\r\n"), "the connection broke"),
        (stalls, "sent nothing for 1 seconds"),
    ],
)
def test_what_is_not_the_whole_file_never_takes_its_place(
    site: Site, tmp_path: Path, behaviour: object, sentence: str
) -> None:
    site.paths["/list.csv"] = well(OLD, etag='"old"')
    one(site, tmp_path)
    site.paths["/list.csv"] = behaviour  # type: ignore[assignment]
    outcome = one(site, tmp_path, limits=Limits(seconds=20, stall=1, pause=0))
    assert outcome.state == ""
    assert sentence in outcome.problem
    assert outcome.problem.startswith("here/list.csv: ")
    assert outcome.problem.count("\n") == 0 and outcome.problem.endswith(".")
    assert (tmp_path / "here" / "list.csv").read_bytes() == OLD


def test_an_error_of_the_server_is_tried_once_more_and_a_refusal_is_not(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = lambda c: c.send(BODY) if c.count > 1 else c.send(b"", "502 Bad Gateway")
    assert one(site, tmp_path).state == "new"
    site.paths["/gone.csv"] = lambda c: c.send(b"", "404 Not Found")
    one(site, tmp_path, "/gone.csv")
    assert [path for path, _ in site.asked] == ["/list.csv", "/list.csv", "/gone.csv"]


@pytest.mark.parametrize("behaviour", [dribbles, dribbles_headers])
def test_a_dribbling_answer_ends_by_the_whole_time(site: Site, tmp_path: Path, behaviour: object) -> None:
    site.paths["/list.csv"] = behaviour  # type: ignore[assignment]
    begun = time.monotonic()
    outcome = one(site, tmp_path, limits=Limits(seconds=1, stall=30, pause=0))
    assert time.monotonic() - begun < 2
    assert "not whole after 1 seconds" in outcome.problem


def test_a_dribbling_answer_ends_by_its_pace_long_before_that(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = dribbles
    begun = time.monotonic()
    outcome = one(site, tmp_path, limits=Limits(seconds=30, stall=0.5, slowest=1_000, pause=0))
    assert time.monotonic() - begun < 5
    assert re.search(r"only \d+ bytes came in", outcome.problem)


def test_packed_and_chunked_answers_are_read(site: Site, tmp_path: Path) -> None:
    site.paths |= {"/packed.csv": packed(BODY), "/chunked.csv": chunked(BODY), "/open.csv": keeps_open(BODY)}
    for path in list(site.paths):
        assert one(site, tmp_path, path).state == "new"
        assert (tmp_path / "here" / path[1:]).read_bytes() == BODY


def test_a_server_that_leaves_the_line_open_is_not_waited_for(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = keeps_open(BODY)
    begun = time.monotonic()
    assert one(site, tmp_path, limits=Limits(seconds=20, stall=10)).state == "new"
    assert time.monotonic() - begun < 3


def test_a_file_that_unpacks_beyond_its_limit_is_refused(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = packed(b"id;name\n" * 2_000_000)
    outcome = one(site, tmp_path, limits=Limits(seconds=20, most=1_000_000))
    assert "larger than the 1,000,000 bytes" in outcome.problem
    assert left(tmp_path) == []


def test_a_file_that_is_announced_too_large_is_not_begun(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = lambda c: c.send(BODY, length=10**12)
    assert "it has 1,000,000,000,000 bytes" in one(site, tmp_path).problem
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "target",
    ["ftp://127.0.0.1/x", "file:///etc/passwd", "https://example.org/x", "http://example.org/x", "http://10.0.0.1/x"],
)
def test_a_redirect_elsewhere_is_refused(site: Site, tmp_path: Path, target: str) -> None:
    site.paths["/list.csv"] = lambda c: c.send(b"", "302 Found", Location=target)
    assert "it was redirected to" in one(site, tmp_path).problem


def test_a_redirect_within_its_kind_is_followed_and_a_circle_is_not(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = lambda c: c.send(b"", "307 Temporary Redirect", Location="/real.csv")
    site.paths["/real.csv"] = well(BODY)
    assert one(site, tmp_path).state == "new"
    site.paths["/circle.csv"] = lambda c: c.send(b"", "301 Moved", Location="/circle.csv")
    assert "redirected more than 5 times" in one(site, tmp_path, "/circle.csv").problem


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://cordis.europa.eu/data/x.zip", "public"),
        ("http://cordis.europa.eu/data/x.zip", ""),
        ("http://127.0.0.1:8000/x", "loopback"),
        ("http://[::1]/x", "loopback"),
        ("https://192.168.1.1/x", ""),
        ("https://2130706433/x", ""),
        ("https://0x7f.0.0.1/x", ""),
        ("https://intranet/x", ""),
        ("https://printer.local/x", ""),
        ("https://user:secret@cordis.europa.eu/x", ""),
        ("https://127.0.0.1.:99999/x", ""),
        ("gopher://cordis.europa.eu/x", ""),
        ("", ""),
    ],
)
def test_only_https_on_the_public_web_and_this_machine_may_be_asked(address: str, kind: str) -> None:
    assert kind_of(address) == kind


def test_a_host_that_is_away_is_told_in_a_sentence_and_asked_once(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        away = f"http://127.0.0.1:{probe.getsockname()[1]}"
    files = tuple(Download(f"{n}.csv", f"{away}/{n}.csv", "a list") for n in range(3))
    offer = Offer("A list", "free", "https://example.org/lists", files)
    problems = [o.problem for o in fetch({"here": offer}, tmp_path, lambda *_: None, QUICK)]
    assert all("127.0.0.1 cannot be reached; what lay there before is as it was; " in text for text in problems)
    assert ["check the internet connection" in text for text in problems] == [True, False, False]


def test_a_file_that_the_user_put_there_or_changed_is_left_alone(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = well(BODY)
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "list.csv").write_bytes(OLD)
    assert "was not put there by ncp fetch" in one(site, tmp_path).problem
    assert (tmp_path / "here" / "list.csv").read_bytes() == OLD
    assert site.asked == []


def test_a_kill_between_note_and_rename_leaves_a_state_that_heals(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = well(OLD, etag='"old"')
    one(site, tmp_path)
    site.paths["/list.csv"] = well(BODY)
    one(site, tmp_path)
    (tmp_path / "here" / "list.csv").write_bytes(OLD)
    assert one(site, tmp_path).state == "changed"
    assert (tmp_path / "here" / "list.csv").read_bytes() == BODY


def test_two_at_once_are_told_apart(site: Site, tmp_path: Path) -> None:
    from filelock import FileLock

    site.paths["/list.csv"] = well(BODY)
    (tmp_path / "here").mkdir()
    with FileLock(tmp_path / "here" / ".fetch.lock"), pytest.raises(WorkspaceBusy, match="Another ncp fetch"):
        one(site, tmp_path)


def test_a_full_disk_is_told_and_the_good_file_stays(site: Site, tmp_path: Path) -> None:
    site.paths["/list.csv"] = well(BODY)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
        outcome = one(site, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert "the file cannot be written (File too large)" in outcome.problem


def test_ctrl_c_leaves_a_part_that_the_next_call_goes_on_with(site: Site, tmp_path: Path) -> None:
    def begins(caller: Caller) -> None:
        caller.send(BODY[:80_000], length=len(BODY), ETag='"one"')
        caller.stop.wait(30)

    site.paths["/list.csv"] = begins
    code = (
        "import sys; from pathlib import Path; from tests.ingest.test_fetch import told; "
        "from ingest.source import Download; told(Download('list.csv', sys.argv[1], 'x'), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, site.url("/list.csv"), str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    part = tmp_path / "here" / ".list.csv.part"
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as run:
        until = time.monotonic() + 20
        while time.monotonic() < until and not (part.is_file() and part.stat().st_size):
            time.sleep(0.02)
        time.sleep(0.2)
        run.send_signal(signal.SIGINT)
        assert run.wait(10) != 0
    assert left(tmp_path) == [".list.csv.part", ".list.csv.part.json"]
    got = part.stat().st_size
    assert 0 < got <= 80_000
    site.paths["/list.csv"] = well(BODY)
    assert one(site, tmp_path).state == "new"
    assert site.ranges()[-1] == f"bytes={got}-"
    assert left(tmp_path) == [NOTES, "list.csv"]


def test_ctrl_c_ends_the_transfer_itself(site: Site, tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    site.paths["/list.csv"] = stalls
    handler = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            one(site, tmp_path, limits=Limits(seconds=30, stall=30))
    finally:
        signal.signal(signal.SIGALRM, handler)
    until = time.monotonic() + 3
    while running() and time.monotonic() < until:
        time.sleep(0.05)
    assert not running()


def running() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "request with a deadline"]


def test_what_fetch_writes_beside_a_file_is_hidden_from_a_build(site: Site, tmp_path: Path) -> None:
    site.paths["/memberships.csv"] = stalls
    one(site, tmp_path, "/memberships.csv", limits=Limits(seconds=20, stall=0.3, pause=0))
    site.paths["/list.csv"] = well(BODY)
    one(site, tmp_path)
    assert [skipped.name for skipped in unclaimed(tmp_path, {})] == ["here/list.csv"]
    loaded = load("urbact", sources()["urbact"], tmp_path / "here")
    assert [skipped.name for skipped in loaded.skipped] == ["list.csv"]


def test_every_offer_names_safe_files_at_public_addresses_with_licence_and_page() -> None:
    for offer in offers().values():
        assert offer.title and offer.licence and kind_of(offer.page) == "public"
        names = [download.name for download in offer.downloads]
        assert len(names) == len(set(names))
        for download in offer.downloads:
            assert kind_of(download.address) == "public"
            assert re.fullmatch(r"[A-Za-z0-9][\w.-]+\.(zip|csv|txt|geojson|tsv|json|xlsx)", download.name)
            assert download.about and (not download.country or download.country in EU27)


def test_files_by_country_come_for_the_countries_that_are_named() -> None:
    assert not choose(["kohesio"])["kohesio"].downloads
    greek = choose(["kohesio"], ["EL"])["kohesio"].downloads
    assert [download.name for download in greek] == ["GR-pp21-27-latest.csv", "GR-pp14-20-latest.csv"]
    assert len(choose(["kohesio"], ["all"])["kohesio"].downloads) == 54
    assert "gisco" not in choose([]) and "cordis" in choose([])
    with pytest.raises(FetchError, match="'nowhere' is not offered for download; choose among cordis"):
        choose(["nowhere"])


def test_outlines_are_offered_with_their_terms() -> None:
    assert "non-commercial" in offers()["gisco"].terms
