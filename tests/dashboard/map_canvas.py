"""The map of a page as a test walks over it: by keys from town to town, and by the mouse on a point."""

from playwright.sync_api import Page, expect

AT_REST = """(picture) => new Promise((still, moved) => {
    let [before, same, looks] = ["", 0, 0]
    const look = () => {
        const box = picture.getBoundingClientRect()
        const now = [box.x, box.y, box.width, box.height, picture.dataset.ready].join()
        same = now === before ? same + 1 : 0
        before = now
        if (same > 5) still(true)
        else if (looks++ > 300 || !picture.isConnected) moved(new Error("the map does not come to rest"))
        else setTimeout(look, 60)
    }
    look()
})"""
"""Resolves when the map lay in the same place, with the same towns, for a third of a second."""


def canvas(page: Page) -> None:
    """Wait until the map is drawn and nothing above it moves it any more."""
    page.locator("canvas[data-ready]").first.evaluate(AT_REST)


def step_to(page: Page, town: str) -> None:
    """Step with the keyboard from town to town until this one is told."""
    canvas(page)
    picture, told = page.locator("canvas[data-ready]"), page.locator(".map .tip b")
    picture.focus()
    for _ in range(40):
        page.keyboard.press("PageDown")
        if told.text_content() == town:
            return
    raise AssertionError(f"the keys do not lead to {town}")


def click_town(page: Page, town: str, aside: int = 3) -> None:
    """Click on the point of a town, some pixels beside its middle, once the map says that the mouse is on it."""
    step_to(page, town)
    picture, tip = page.locator("canvas[data-ready]"), page.locator(".map .tip")
    x, y = (int(part) for part in (picture.get_attribute("data-at") or "").split(","))
    box = picture.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 2)
    expect(tip).to_be_hidden()
    page.mouse.move(box["x"] + x + aside, box["y"] + y - aside)
    expect(tip).to_be_visible()
    expect(tip.locator("b")).to_have_text(town)
    page.mouse.down()
    page.mouse.up()
