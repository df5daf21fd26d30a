"""How long the pages take in Chromium, at the full exports and a generated country, beside an empty page of Streamlit.

    python -m benchmarks.pages [--exports ../shared/exports] [--towns 3000] [--participations 60000] [--runs 5]

Builds once (or takes the release of --workspace), starts endpoint and pages anew for each start, and drives Chromium
by Playwright: the first page after the start in a browser that has never been here, each page at its first ("cold") and
at later ("warm") visits in a browser that has, and each filter. A page is there when its last line stands and nothing
runs any more. Every figure is divided by an empty page in a browser that has been there.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.country import COUNTRY, FIRST, build
from dashboard.data import streamlit_command
from dashboard.settings import Settings
from dashboard.terminal import Door, streamlit
from graph.server import serve
from graph.workspace import Workspace

END = "All figures: release"
PAGES = {
    "overview": f"overview?country={COUNTRY}",
    "overview, DE": "overview?country=DE",
    "unlinked": f"unlinked?country={COUNTRY}",
    "unlinked, DE": "unlinked?country=DE",
    "unlinked, FR": "unlinked?country=FR",
    "unlinked, PT": "unlinked?country=PT",
    "city": f"city?id={FIRST + 7}",
    "city, Porto": "city?id=2735943",
    "outreach": "outreach",
    "network": f"network?country={COUNTRY}",
    "network, programmes": f"network?view=programmes&country={COUNTRY}",
    "network, around": f"network?view=around&id={FIRST + 7}",
    "network, introduction": f"network?view=introduction&id={FIRST + 7}&to=urbact",
    "network, what-if": "network?view=what-if&country=PT",
    "network, concentration": f"network?view=spread&country={COUNTRY}",
    "ask": "ask",
    "sources": f"sources?country={COUNTRY}",
    "programmes": f"programmes?country={COUNTRY}",
    "review": f"review?country={COUNTRY}",
}
"""Links of the pages; what is of a country is asked for the generated one, and for large real ones."""
OVER = """() => {
  window.ncpSeen = [];
  const look = () => {
    const state = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState;
    const last = window.ncpSeen.at(-1);
    if (!last || last[1] !== state) window.ncpSeen.push([performance.now(), state]);
    requestAnimationFrame(look);
  };
  look();
}"""
"""Notes at each frame whether the script of the page runs; a frame comes only when the browser is not busy."""


@contextmanager
def empty_page(folder: Path) -> Iterator[str]:
    """Run a page with a title and one line, with the options of the product."""
    script, port = folder / "empty.py", 8613
    script.write_text(f'import streamlit as st\nst.title("Empty")\nst.text("{END} none")\n', "utf-8")
    command = [str(script) if part.endswith("server.py") else part for part in streamlit_command(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(4)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()


def settled(page: Page, seconds: float = 60) -> None:
    """Wait until the last line of the page stands and nothing runs."""
    page.get_by_text(END).first.wait_for(timeout=seconds * 1000)
    quiet = "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    page.wait_for_function(f"{quiet} && !document.querySelector('[data-stale=true]')", timeout=seconds * 1000)


def visit(context: BrowserContext, address: str) -> float:
    """Open a link in a new tab and give the seconds until the page is there."""
    page = context.new_page()
    began = time.perf_counter()
    try:
        page.goto(address, wait_until="commit")
        settled(page)
        took = time.perf_counter() - began
        print(f"{took:7.2f} s  {address}", flush=True)
        return took
    except Exception as error:
        print(f"{address}: {type(error).__name__}")
        return float("inf")
    finally:
        page.close()


def fresh(browser: Browser) -> BrowserContext:
    """Give a browser of a visitor who has never been here."""
    return browser.new_context(viewport={"width": 1440, "height": 900})


def filtered(page: Page, label: str, before: str, click: str) -> float:
    """Choose in a filter; give the seconds from the click until the page is drawn anew."""
    if before:
        page.get_by_role("combobox", name=before).click()
    target = page.get_by_role("option" if before else "button", name=click, exact=False).first
    target.wait_for()
    start = page.evaluate("() => performance.now()")
    target.click()
    ended = (
        f"() => {{ const seen = window.ncpSeen.filter(one => one[0] > {start});"
        " return seen.some(one => one[1] === 'running') && seen.at(-1)[1] === 'notRunning'"
        " && performance.now() - seen.at(-1)[0] > 250 && seen.at(-1)[0]; }"
    )
    found = page.wait_for_function(ended, timeout=60_000).json_value()
    return (float(found) - float(start)) / 1000


FILTERS = {
    "family": ("State in which programme family", "URBACT"),
    "family, all": ("State in which programme family", "All together"),
    "state": ("", "Not covered"),
    "contacts": ("Contacts", "Not contacted"),
    "contacts, all": ("Contacts", "All"),
    "distance": ("km to a place of 50,000, computed", "50"),
    "distance, any": ("km to a place of 50,000, computed", "Any"),
    "kind of region": ("", "Mountain"),
    "region": ("Region (NUTS)", "BG41"),
    "region, all": ("Region (NUTS)", "All regions"),
    "order": ("", "Inhabitants"),
    "size": ("Inhabitants", "50,000–249,999"),
    "size, back": ("Inhabitants", "5,000 and more"),
    "size scheme": ("Size scheme", "URBACT"),
    "country": ("Country", "Spain"),
}


def filters(browser: Browser, address: str) -> dict[str, float]:
    """Choose in each filter of the page Unlinked cities, one after the other."""
    page = fresh(browser).new_page()
    page.goto(f"{address}/{PAGES['unlinked']}")
    settled(page)
    page.wait_for_timeout(1500)
    page.evaluate(OVER)
    found = {}
    for name, (before, click) in FILTERS.items():
        try:
            found[f"filter: {name}"] = took = filtered(page, name, before, click)
            print(f"{took:7.2f} s  {name}", flush=True)
        except Exception as error:
            print(f"filter {name}: {str(error).splitlines()[0]}")
        page.wait_for_timeout(300)
    page.context.close()
    return found


def measure(workspace: Workspace, starts: int, runs: int, only: str) -> dict[str, list[float]]:
    """Take all figures; "cold" is the first visit after a start."""
    held: dict[str, list[float]] = {}
    chosen = {name: link for name, link in PAGES.items() if only in name}
    with tempfile.TemporaryDirectory() as name, empty_page(Path(name)) as empty, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for _ in range(starts):
            with started(workspace) as address:
                context = fresh(browser)
                held.setdefault("empty, new browser", []).append(visit(context, empty))
                held.setdefault("first page, new browser", []).append(visit(context, address))
                time.sleep(1)
                for number in range(runs + 1):
                    held.setdefault("empty", []).append(visit(context, empty))
                    for page, link in chosen.items():
                        took = visit(context, f"{address}/{link}")
                        held.setdefault(f"{page} {'warm' if number else 'cold'}", []).append(took)
                context.close()
                for _ in range(runs):
                    for key, took in filters(browser, address).items():
                        held.setdefault(key, []).append(took)
        browser.close()
    return held


@contextmanager
def started(workspace: Workspace) -> Iterator[str]:
    """Start endpoint and pages as `ncp up` does, and wait until they answer."""
    from dashboard.terminal import _wait

    release, port = workspace.current(), 8612
    door = Door(port)
    with serve(release.store) as server, streamlit(Settings(workspace, {}), door, server.url, release.id) as process:
        began = time.perf_counter()
        _wait(process, f"http://127.0.0.1:{port}/_stcore/health")
        print(f"the pages answer {time.perf_counter() - began:.1f} s after their start")
        yield f"http://127.0.0.1:{port}"


def tell(held: dict[str, list[float]]) -> None:
    """Print median, 95th percentile and the ratio to the empty page."""
    empty = statistics.median(held["empty"])
    print(f"{'':34}{'median':>8}{'p95':>8}{'/ empty':>9}{'n':>4}")
    for name, values in held.items():
        ordered = sorted(values)
        late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        middle = statistics.median(ordered)
        print(f"{name:34}{middle:8.2f}{late:8.2f}{middle / empty:9.2f}{len(values):4}")


def main() -> None:
    """Read the arguments, build if need be, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exports", type=Path)
    parser.add_argument("--workspace", type=Path, help="one that was built here before")
    parser.add_argument("--towns", type=int, default=3000)
    parser.add_argument("--participations", type=int, default=60_000)
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    given = parser.parse_args()
    default = Path(__file__).parents[2] / "shared" / "exports"
    exports = given.exports or (default if default.is_dir() else None)
    with tempfile.TemporaryDirectory() as name:
        folder = given.workspace or Path(name)
        ready = Workspace(folder)
        if not ready.releases():
            ready = build(folder, exports, given.towns, given.participations)
        tell(measure(ready, given.starts, given.runs, given.only))


if __name__ == "__main__":
    sys.exit(main())
