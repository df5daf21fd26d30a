"""How long the pages take in Chromium, at the full exports and a generated country, beside an empty page of Streamlit.

    python -m benchmarks.pages [--exports ../shared/exports] [--workspace FOLDER] [--starts 2] [--runs 1] [--only NAME]

Builds once (or takes the release of --workspace, where it leaves it), starts endpoint and pages anew for each start,
and drives Chromium by Playwright: the first page after the start in a browser that has never been here, each page at
its first and at later visits in the tab that is open, each as a link in a new tab, and each filter. A page is there
when its last line stands and nothing runs any more. An empty page of Streamlit beside tells what the machine and the
browser take by themselves.
"""

import argparse
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from benchmarks.country import COUNTRY, FIRST, build
from dashboard.data import streamlit_command
from dashboard.settings import Settings
from dashboard.terminal import Door, streamlit
from graph.server import serve
from graph.workspace import Workspace

END = "All figures: release"
EMPTY = "empty page"
NEW, TAB = "new browser", "new tab"
GOALS = {NEW: 2.0, "first visit": 1.0, "second visit": 1.0, TAB: 2.0, "filter": 0.5}
"""Seconds within which a page is there: the first after a start, any other, and after the choice in a filter.

A link in a new tab loads Streamlit anew, as the first page does.
"""
REST = "ask"
"""The page that is open before one goes to the others."""
Held = dict[tuple[str, str], list[float]]
"""Seconds by what was opened and which visit it was."""
PAGES = {
    "overview": f"?country={COUNTRY}",
    "overview, DE": "?country=DE",
    "unlinked": f"unlinked?country={COUNTRY}",
    "unlinked, DE": "unlinked?country=DE",
    "unlinked, FR": "unlinked?country=FR",
    "unlinked, PT": "unlinked?country=PT",
    "city": f"city?id={FIRST + 7}",
    "city, Porto": "city?id=2735943",
    "city, whole network": f"city?id={FIRST + 7}&more=1",
    "city, introduction": "city?id=2735943&to=urbact",
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
    "helpdesk": "helpdesk",
    "helpdesk, Porto": "helpdesk?id=2735943",
    "lessons": "lessons",
    "practices": "practices",
    "workbench": "workbench",
    "update": "update",
}
"""Links of the pages; what is of a country is asked for the generated one, and for large real ones."""
OVER = """() => {
  window.ncpSeen = [];
  const page = document.querySelector('[data-testid=stApp]');
  new MutationObserver(() => {
    const seen = [performance.now(), page.dataset.testScriptState];
    window.ncpSeen.push(seen);
    requestAnimationFrame(() => { seen[0] = performance.now(); });
  }).observe(page, {attributeFilter: ['data-test-script-state'], childList: true, characterData: true, subtree: true});
}"""
"""Notes each change of the page, and whether its script runs, at the frame that shows it."""
RAN = """start => {
  const seen = window.ncpSeen.filter(one => one[0] > start);
  const last = seen.at(-1), now = performance.now();
  const ran = seen.some(one => one[1] === 'running') || (seen.length && now - start > 2000);
  return ran && last[1] === 'notRunning' && now - last[0] > 250 && last[0];
}"""
"""Tells when the page was drawn; a script that ends in the frame in which it began is not seen to run."""
GO = "link => { history.pushState({}, '', link); dispatchEvent(new PopStateEvent('popstate')); }"
"""Goes to a page as the browser's buttons do, without loading the application anew."""


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
    except PlaywrightError as error:
        print(f"{address}: {type(error).__name__}")
        return float("inf")
    finally:
        page.close()


def fresh(browser: Browser) -> BrowserContext:
    """Give a browser of a visitor who has never been here."""
    return browser.new_context(viewport={"width": 1440, "height": 900})


FILTERS = {
    "family": ("unlinked-family", 1),
    "family, all": ("unlinked-family", 0),
    "state, one more": ("unlinked-state", -1),
    "state, back": ("unlinked-state", -1),
    "contacts": ("unlinked-contact", 1),
    "contacts, all": ("unlinked-contact", 0),
    "distance": ("unlinked-far", 2),
    "distance, any": ("unlinked-far", 0),
    "kind of region": ("unlinked-peripheral", 0),
    "kind of region, back": ("unlinked-peripheral", 0),
    "region": (f"unlinked-{COUNTRY}-nuts", 1),
    "region, all": (f"unlinked-{COUNTRY}-nuts", 0),
    "order": ("unlinked-order", 1),
    "size": ("unlinked-size", 2),
    "size, back": ("unlinked-size", 0),
    "size scheme": ("unlinked-scheme", 2),
    "country": ("unlinked-country", 5),
}
"""The filters of the page Unlinked cities by the keys of their widgets, and which choice is taken.

No label is named, so that none can grow out of date here; -1 is the last choice.
"""


def filtered(page: Page, key: str, nth: int) -> float:
    """Take the n-th choice of a filter; give the seconds from the click until the page is drawn anew."""
    widget = page.locator(f".st-key-{key}")
    if widget.get_by_role("combobox").count():
        widget.get_by_role("combobox").click()
        target = page.get_by_role("option").nth(nth)
    else:
        target = widget.locator("button[data-variant]").nth(nth)
    target.wait_for()
    return drawn(page, target.click)


def drawn(page: Page, act: Callable[[], object]) -> float:
    """Do something; give the seconds until the page is drawn anew."""
    start = page.evaluate("() => performance.now()")
    act()
    ended = page.wait_for_function(RAN, arg=start, timeout=60_000).json_value()
    return (float(ended) - float(start)) / 1000


def walked(browser: Browser, address: str, links: Mapping[str, str], runs: int) -> Held:
    """Go from page to page in one tab, as one does all day; each page at its first and at later visits."""
    page, held = watched(browser, f"{address}/{REST}"), defaultdict(list)
    for number in range(runs + 1):
        for name, link in links.items():
            took = drawn(page, partial(page.evaluate, GO, f"/{link}"))
            print(f"{took:7.2f} s  {link}", flush=True)
            held[name, "second visit" if number else "first visit"].append(took)
            page.wait_for_timeout(300)
    page.context.close()
    return held


def watched(browser: Browser, link: str) -> Page:
    """Open a page in a browser of its own, and note from then on when it is drawn."""
    page = fresh(browser).new_page()
    page.goto(link)
    settled(page)
    page.wait_for_timeout(1500)
    page.evaluate(OVER)
    return page


def filters(browser: Browser, address: str) -> dict[str, float]:
    """Choose in each filter of the page Unlinked cities, one after the other."""
    page, found = watched(browser, f"{address}/{PAGES['unlinked']}"), {}
    for name, (key, nth) in FILTERS.items():
        found[name] = took = filtered(page, key, nth)
        print(f"{took:7.2f} s  filter: {name}", flush=True)
        page.wait_for_timeout(300)
    page.context.close()
    return found


def measure(workspace: Workspace, starts: int, runs: int, only: str) -> Held:
    """Take all figures, each by what was opened and which visit it was."""
    held: Held = defaultdict(list)
    links = {name: link for name, link in PAGES.items() if only in name}
    with tempfile.TemporaryDirectory() as name, empty_page(Path(name)) as empty, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for _ in range(starts):
            with started(workspace) as address:
                context = fresh(browser)
                held[EMPTY, NEW].append(visit(context, empty))
                held["first page", NEW].append(visit(context, address))
                for key, took in walked(browser, address, links, runs).items():
                    held[key].extend(took)
                held[EMPTY, TAB].append(visit(context, empty))
                for page, link in links.items():
                    held[page, TAB].append(visit(context, f"{address}/{link}"))
                context.close()
                for filter_, seconds in filters(browser, address).items():
                    held[filter_, "filter"].append(seconds)
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


def tell(held: Held) -> None:
    """Print median, slowest and goal of each figure, and an empty page of Streamlit beside."""
    bare = {kind: statistics.median(took) for (what, kind), took in held.items() if what == EMPTY}
    print(f"An empty page of Streamlit took {', '.join(f'{took:.2f} s in a {kind}' for kind, took in bare.items())}.")
    print(f"{'':28}{'':14}{'median':>8}{'slowest':>9}{'n':>4}{'goal':>6}")
    met = []
    for (what, kind), values in held.items():
        middle, goal = statistics.median(values), GOALS.get(kind)
        if what == EMPTY or not goal:
            continue
        met.append(middle <= goal)
        late = "" if met[-1] else "  missed"
        print(f"{what:28}{kind:14}{middle:8.2f}{max(values):9.2f}{len(values):4}{goal:6.1f}{late}")
    print(f"{sum(met)} of {len(met)} medians within their goals")


def main() -> None:
    """Read the arguments, build if need be, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exports", type=Path)
    parser.add_argument("--workspace", type=Path, help="one that was built here before")
    parser.add_argument("--towns", type=int, default=3000)
    parser.add_argument("--participations", type=int, default=60_000)
    parser.add_argument("--starts", type=int, default=2)
    parser.add_argument("--runs", type=int, default=1, help="visits of each page after its first")
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
    main()
