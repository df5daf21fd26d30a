"""What comes out of the printer: read and looked at as a PDF that Chromium prints of a page in the dark theme."""

import io

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from tests.dashboard.opened import settled

pytestmark = pytest.mark.browser


def printed(page: Page) -> tuple[list[str], list[np.ndarray]]:
    """Print what is open; gives the text and the picture of each sheet."""
    document = PdfDocument(io.BytesIO(page.pdf(format="A4", print_background=True)))
    texts = [sheet.get_textpage().get_text_bounded() for sheet in document]
    return texts, [np.asarray(sheet.render(scale=1).to_pil().convert("RGB")).astype(int) for sheet in document]


def test_a_dark_page_is_printed_whole_and_dark_on_white_without_what_acts(browser: Browser, pages: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme="dark", locale="en-GB")
    page = context.new_page()
    page.goto(f"{pages}/?country=PT")
    settled(page)
    expect(page.locator("[data-testid=stDataFrame] table")).to_have_count(1)
    page.wait_for_timeout(300)
    texts, sheets = printed(page)
    text = " ".join(" ".join(texts).split())
    assert len(sheets) > 1
    assert "Overview" in texts[0] and "All figures:" in texts[-1], "from the title to the last line"
    assert "Slovenia" in text, "the rows of a table that the browser draws as a picture are text"
    assert "Workbench" not in text and "Show the unlinked cities" not in text
    for sheet in sheets:
        assert (sheet.min(axis=2) > 250).mean() > 0.7, "the ground is white"
        assert (sheet.max(axis=2) < 100).any(), "the text is dark"
    blue = np.abs(sheets[0] - (0, 114, 178)).max(axis=2) < 30
    assert blue.any(axis=0).sum() > 200 and not blue[:, -20:].any(), "the bars are whole, in the colours of the paper"
    assert page.locator(".ncp-paper").count() == 0, "the page is as before"
    page.goto(f"{pages}/workbench?question=gaps/size-classes&country=PT")
    settled(page)
    assert words_of_charts(page) == "as on the screen"
    expect(page.get_by_role("textbox", name="SPARQL query")).to_contain_text("PREFIX")
    text = " ".join(" ".join(printed(page)[0]).split())
    assert "#+ summary: Cities by size class" in text and "GROUP BY ?size ?order ?complete ORDER BY ?order" in text
    assert "Ctrl+Enter" not in text and "New tab" not in text and "Choose one" not in text
    context.close()


def words_of_charts(page: Page) -> str:
    """Say how large the words of a chart come out on paper, which is 690 pixels wide; it is drawn anew for it."""
    screen = page.locator("[data-testid=stEChartsChart] canvas").first
    before = screen.bounding_box()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    drawn = page.locator(".ncp-paper canvas").first.evaluate("canvas => parseInt(canvas.style.width)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert before and before["width"] > 1_000 and screen.bounding_box() == before, "the screen is as before"
    return "as on the screen" if drawn <= 690 else f"shrunk from {drawn} pixels"
