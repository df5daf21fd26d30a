"""Write the pictures of the documents: start the product on the current release and photograph every page.

    python docs/screenshots.py [--workspace DIR] [--country PT] [--city 2742027] [--only PAGE]

It needs Chromium on the path and the extra `test` (Playwright).
"""

import argparse
import io
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from PIL import Image, ImageColor
from playwright.sync_api import Page, sync_playwright
from pyoxigraph import Store
from pypdfium2 import PdfDocument

from dashboard.brief import compose
from dashboard.brief_files import pdf
from dashboard.data import streamlit_command
from dashboard.drawing import DARK, LIGHT
from dashboard.settings import settings
from graph.desk import Desk, address_in, open_desk
from graph.endpoint import Embedded
from graph.outreach import Entry, log_contact
from graph.server import serve
from graph.workspace import Workspace

ROOT = Path(__file__).parents[1]
IMAGES = Path(__file__).with_name("images")
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(address: str) -> None:
    """Wait until the pages answer."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The pages did not start.")


def photograph(page: Page, address: str, name: str) -> None:
    """Open an address, wait until nothing moves, and keep the picture."""
    page.goto(address)
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_selector("[data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached", timeout=60_000)
    if name.partition("-")[0] in MAPS:
        page.wait_for_selector("canvas[data-ready]", timeout=60_000)
    page.get_by_text("They are being worked out").wait_for(state="detached", timeout=60_000)
    page.wait_for_timeout(2_500)
    keep(page.screenshot(), name)


def keep(picture: bytes, name: str) -> None:
    """Keep a picture in the colours that it shows most and those of the states, so that it is small and true."""
    IMAGES.mkdir(exist_ok=True)
    drawn = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))
    shown, place, counts = np.unique(drawn.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    signs = [ImageColor.getrgb(ink) for ink in sorted({*LIGHT.values(), *DARK.values()})]
    palette = np.vstack([signs, shown[np.argsort(-counts)]])[:COLOURS].astype(int)
    nearest = np.array([np.abs(palette - colour).sum(axis=1).argmin() for colour in shown.astype(int)])
    made = Image.fromarray(nearest[place].reshape(drawn.shape[:2]).astype(np.uint8), "P")
    made.putpalette(palette.astype(np.uint8).tobytes())
    made.save(IMAGES / f"{name}.png", optimize=True)


VIEWS = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("*.py") if path.stem != "__init__")
FIRST = "overview"
"""The page at the root of the address."""
WORKS = "update"
"""The page that is photographed while it works."""
MAPS = ("unlinked", "review")
TALL = {"overview": 1350, "lessons": 1250, "workbench": 1250, "unlinked": 1150, "review": 1150}
"""Pages whose picture shows more than 900 pixels."""
COLOURS = 256
CODES = {
    "lessons": "row-challenge=economic-inequality&column-challenge=employment",
    "overview": "country={country}",
    "unlinked": "country={country}&size=towns",
    "city": "id={city}",
    "helpdesk": "need=we have little money and many elderly people offline&id=2737639",
    "outreach": "country={country}&view=steps",
    "programmes": "country={country}&id={city}",
    "network": "family=urbact&reading=authority&country={country}",
    "sources": "country={country}",
    "review": "country=all",
    "workbench": "question=gaps/size-classes&country={country}",
    "ask": "question=gaps/size-classes&country={country}",
}
"""What fills a page; a page without an entry is photographed as it opens."""


def show_contacts(desk: Desk, city: int) -> None:
    """Fill records for the picture alone: two contacts with one city, of officers named by their role."""
    today = date.today()
    for days, channel, note, step in (
        (-40, "event", "Spoke at an information day.", "send the conditions of the call"),
        (-5, "phone", "They ask who else applies.", "name three peers"),
    ):
        day, due = ((today + timedelta(days + more)).isoformat() for more in (0, 12))
        log_contact(desk, Entry(city, day, channel, "desk", note, step=step, due=due), "desk")


def take_all(address: str, country: str, city: str, only: str = "") -> None:
    """Photograph every page or only one, the worklist in dark colours too."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme)
            for name in (view for view in VIEWS if view != WORKS):
                where = f"{address}/{'' if name == FIRST else name}?{CODES.get(name, '')}"
                page.set_viewport_size({"width": 1440, "height": TALL.get(name, 900)})
                if only in ("", name) and (scheme == "light" or name == "unlinked"):
                    shown = name if scheme == "light" else f"{name}-dark"
                    photograph(page, where.format(country=country, city=city), shown)
        browser.close()


def take_build(address: str) -> None:
    """Photograph the page Update while a build runs, and stop the build."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 620})
        page.goto(f"{address}/update")
        page.get_by_role("button", name="Build a release").click(timeout=60_000)
        page.get_by_text("links found").wait_for(timeout=300_000)
        page.mouse.move(0, 0)  # under the pointer the sign of the work would turn into an arrow
        page.wait_for_timeout(1_500)
        keep(page.screenshot(), WORKS)
        page.get_by_role("button", name="Stop").click()
        page.get_by_text("Stopped; ").wait_for(timeout=60_000)
        browser.close()


def draw_brief(workspace: Workspace, city: str) -> None:
    """Draw the brief on a city as its PDF looks."""
    release = workspace.current()
    made = pdf(compose(Embedded(Store.read_only(str(release.store))), city, date.today().isoformat(), release.id))
    PdfDocument(made)[0].render(scale=1.2).to_pil().quantize(64).save(IMAGES / "brief.png", optimize=True)


def main() -> None:
    """Start the product, photograph it, end it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--country", default="PT")
    parser.add_argument("--city", default="2742027")
    parser.add_argument("--only", default="", help="one page, such as review")
    given = parser.parse_args()
    workspace, port = settings(given.workspace).workspace, free_port()
    with serve(workspace.current().store) as server, tempfile.TemporaryDirectory() as folder:
        desk = address_in(Path(folder))
        show_contacts(open_desk(desk), int(given.city))
        environment = os.environ | {
            "NCP_ENDPOINT": server.url,
            "NCP_WORKSPACE": str(workspace.root),
            "NCP_DESK_URL": desk,
        }
        process = subprocess.Popen(streamlit_command(port), env=environment)
        try:
            wait(f"http://127.0.0.1:{port}")
            take_all(f"http://127.0.0.1:{port}", given.country, given.city, given.only)
            if given.only in ("", WORKS):
                take_build(f"http://127.0.0.1:{port}")
            if given.only in ("", "brief"):
                draw_brief(workspace, given.city)
        finally:
            process.terminate()
            process.wait(10)


if __name__ == "__main__":
    main()
