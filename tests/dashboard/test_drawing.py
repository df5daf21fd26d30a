"""The page of a network that one takes along: nothing in it is fetched, and names stay text."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from dashboard.drawing import Addresses, network_page
from graph.network import Meeting, Node, ego
from tests.dashboard.hostile import ARGUMENTS

HOSTILE = [
    "<img src=//x.example/a.png onerror=document.title=1>",
    "</script><script>document.title=1</script>",
    "href src=//x.example @import url(//x.example)",
    '"><a href="//x.example">',
    "href <img src=x onerror=document.title=1>",
]


def page_of(name: str) -> str:
    centre, other = Node("1", name, "centre"), Node("2", name, "city")
    return network_page(ego(centre, [Meeting(Node("p", "A project", "project", name), other)]))


@pytest.mark.parametrize("name", HOSTILE)
def test_the_page_holds_a_hostile_name_as_text_and_fetches_nothing(name: str) -> None:
    page = page_of(name)
    asking = Addresses()
    asking.feed(page)
    assert asking.found == []
    assert "<img" not in page and "<a " not in page
    assert page.count("</script>") == page_of("Celje").count("</script>")
    assert "Content-Security-Policy" in page


def test_an_address_of_another_host_is_seen() -> None:
    asking = Addresses()
    asking.feed('<img src="//x.example/a.png"><style>@import "x"</style>')
    assert len(asking.found) == 2


@pytest.mark.browser
@pytest.mark.parametrize("name", HOSTILE)
def test_the_page_is_drawn_by_a_browser_without_a_request(name: str, chromium: str, tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    file.write_text(page_of(name), "utf-8")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_selector("canvas")
        box = page.locator("canvas").bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(600)
        assert page.title() != "1"
        assert page.locator("img").count() == 0
        browser.close()
    assert asked == [file.as_uri()]
