"""What the three days of work share: two real releases with towns of hostile names, and people with a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Download, Page

from graph.records import City, Place
from tests.dashboard import opened
from tests.dashboard.hostile import HOSTILE

SECONDS = 40_000
NEAR = 3189075
"""Velenje, of an URBACT network: the towns of hostile names lie around it and in its region."""
IMAGE, SCRIPT, FORMULA, LINK = HOSTILE.values()

settled = partial(opened.settled, pause=0)

Gazetteer = tuple[tuple[Place, ...], tuple[City, ...]]


def with_hostile_towns(slice_of_europe: Gazetteer) -> Gazetteer:
    """Add towns of Slovenia whose names try to be more than text."""
    places, cities = slice_of_europe
    seat, city = (next(one for one in held if one.geonames == NEAR) for held in (places, cities))
    at = [(int(n), name, seat.latitude + 0.06 * place) for place, (n, name) in enumerate(HOSTILE.items(), 1)]
    new = {"alternates": (), "population": 16_000}
    return (
        (*places, *(replace(seat, geonames=n, name=name, latitude=y, city=n, **new) for n, name, y in at)),
        (*cities, *(replace(city, geonames=n, name=name, latitude=y, laus=(f"9{n}",), **new) for n, name, y in at)),
    )


@dataclass
class Person:
    """Somebody with a browser of their own; what it asked and what went wrong in it is kept."""

    context: BrowserContext
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Open an address and wait until the page stands."""
        page = self.context.new_page()
        page.goto(address)
        settled(page)
        return page


def outside(asked: list[str]) -> list[str]:
    """List the addresses that leave this machine."""
    return [
        url for url in asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"
    ]


@contextmanager
def person(browser: Browser, locale: str) -> Iterator[Person]:
    """Give somebody a browser; whatever it asked of another machine, or ran of a name, fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale=locale, accept_downloads=True)
    context.set_default_timeout(SECONDS)
    one = Person(context)
    context.on("request", lambda request: one.asked.append(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: one.asked.append(socket.url)))
    context.on("weberror", lambda error: one.errors.append(str(error.error)))
    yield one
    for page in context.pages:
        unharmed(page)
    context.close()
    assert outside(one.asked) == []
    assert one.errors == []


def unharmed(page: Page) -> None:
    """Hold that no name became more than text on the page."""
    assert page.get_by_test_id("stException").count() == 0
    assert page.title() not in ("1", "2", "9")
    assert page.locator("img[src=x], a[href^=javascript], a[href*='outside.example']").count() == 0


def go(page: Page, label: str, path: str) -> None:
    """Go to another page by the bar at the top."""
    page.get_by_role("link", name=label, exact=True).click()
    page.wait_for_url(f"**/{path}**")
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list: type a part of the choice, as one does where the list is long."""
    field = page.get_by_role("combobox", name=label, exact=True)
    field.click()
    field.fill(option)
    page.get_by_role("option").filter(has_text=option).first.click()
    settled(page)


def say(page: Page, label: str, text: str) -> None:
    """Fill in a field and leave it."""
    page.get_by_label(label, exact=True).fill(text)
    page.get_by_label(label, exact=True).press("Tab")
    settled(page)


def say_today(page: Page, label: str) -> None:
    """Type the day of today into the parts of a field for a day."""
    page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{date.today():%Y%m%d}")
    page.keyboard.press("Tab")


def taken(page: Page, button: str) -> Path:
    """Press a button that gives a file and return the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    download: Download = waiting.value
    return Path(download.path())
