"""The small graph with towns of hostile names, served by the real SPARQL server, and the pages in front of it."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.server import serve
from graph.workspace import Release, Workspace
from ontology.terms import files

ROOT = Path(__file__).parents[2]
RELEASE = "2026-03-01T100000000000Z-small000"
HOSTILE = {
    "9000001": '<img src=x onerror="document.title=1">',
    "9000002": "</script><script>document.title=2</script>",
    "9000003": "=cmd|' /C calc'!A1",
    "9000004": "![picture](http://outside.example/x.png) [link](javascript:void(0)) :red[href] **bold**",
}
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def hostile(number: str, name: str, place: int) -> str:
    """Write a town of Portugal whose name tries to be more than text."""
    literal = json.dumps(name)
    return f"""
    <city/{number}> a ncp:City ; skos:prefLabel {literal} ; ncp:population {12000 + place} ;
      ncp:populationYear "2019"^^xsd:gYear ; ncp:populationBasis scheme:basis-municipal ; ncp:inCountry country:PRT ;
      ncp:inRegion nuts:PT11E ; ncp:degreeOfUrbanisation scheme:degurba-3 ; ncp:sizeClass scheme:size-small ;
      ncp:unitKind scheme:unit-lau ; ncp:seat <https://sws.geonames.org/{number}/> ;
      wgs:lat {39.0 + place * 0.3} ; wgs:long -7.9 ; ncp:absentFrom <programme/urbact> ;
      ncp:notCoveredFor <programme/urban-innovation>, <programme/interreg>, <programme/framework-programme>,
        <programme/cities-mission>, <programme/covenant-of-mayors> .
    <https://sws.geonames.org/{number}/> a ncp:Place ; skos:prefLabel {literal} ; ncp:inCity <city/{number}> .
    <verdict/{number}> a ncp:Verdict ; ncp:forCity <city/{number}> ; ncp:state scheme:state-absent ;
      ncp:authorityLinks 0 ; ncp:placeLinks 0 ."""


def fill(store: ox.Store) -> None:
    """Load the ontology, the small graph and the hostile towns."""
    for path in files():
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    small = (ROOT / "tests" / "small" / "graph.trig").read_text("utf-8")
    head = "\n".join(line for line in small.splitlines() if line.startswith(("@base", "@prefix")))
    towns = "".join(hostile(number, name, i) for i, (number, name) in enumerate(HOSTILE.items()))
    for text in (small, f"{head}\ngraph:places {{ {towns} }}"):
        store.load(text.encode(), format=ox.RdfFormat.TRIG)
    store.flush()


def write_workspace(root: Path) -> Workspace:
    """Write a workspace whose current release is the small graph."""
    workspace = Workspace(root)
    workspace.prepare()
    folder = workspace.releases_folder / RELEASE
    folder.mkdir()
    fill(ox.Store(str(folder / "store")))
    about = {"id": RELEASE, "created": "2026-03-01T10:00:00+00:00", "sources": []}
    (folder / "manifest.json").write_text(json.dumps(about), "utf-8")
    workspace.point_to(Release(folder))
    return workspace


@pytest.fixture(scope="session")
def small_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the small graph as its current release."""
    return write_workspace(tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="session")
def small_endpoint(small_workspace: Workspace) -> Iterator[str]:
    """The small graph behind the real server; the pages find it by the environment."""
    with serve(small_workspace.current().store) as server:
        before = dict(os.environ)
        os.environ["NCP_ENDPOINT"] = server.url
        os.environ["NCP_WORKSPACE"] = str(small_workspace.root)
        yield server.url
        os.environ.clear()
        os.environ.update(before)


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until the pages answer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, "the pages ended while they started"
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer")


@pytest.fixture(scope="session")
def pages(small_endpoint: str) -> Iterator[str]:
    """The pages as a reader's machine runs them; gives their address."""
    from dashboard.data import streamlit_command

    port = free_port()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        streamlit_command(port), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The Chromium of this machine; without it a test is skipped here and fails in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("Chromium is not installed; install Debian's package chromium")
    pytest.skip("Chromium is not installed")
