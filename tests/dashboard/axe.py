"""What axe-core finds on a page, apart from what is Streamlit's own, and the stops of the keyboard on it."""

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class Known:
    """A finding that is Streamlit's own: the rule, the element of Streamlit that shows it, and why it stays."""

    rule: str
    element: str
    reason: str


KNOWN = (
    Known(
        "presentation-role-conflict",
        "[data-testid=stFileUploaderDropzone]",
        "The field that a file is dropped on is said to mean nothing and bears a name all the same.",
    ),
)
met: set[Known] = set()


def is_streamlits(page: Page, rule: str, target: list[Any]) -> bool:
    """Say whether a finding is one that is known of Streamlit, and note that it was met."""
    for known in KNOWN:
        inside = "([target, element]) => document.querySelector(target)?.matches(element) ?? false"
        plain = len(target) == 1 and isinstance(target[0], str)
        if known.rule == rule and plain and page.evaluate(inside, [target[0], known.element]):
            met.add(known)
            return True
    return False


def findings(page: Page, *rules: str) -> list[str]:
    """Tell what axe-core finds on the page as it is, by these rules or by all, apart from what is Streamlit's own."""
    options: dict[str, Any] = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
        if not is_streamlits(page, rule["id"], node["target"])
    ]


FOCUSED = """() => {
    let element = document.activeElement
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    if (element === document.body) return null
    const text = element.getAttribute("aria-label") || element.labels?.[0]?.innerText || element.innerText || ""
    return element.tagName === "MAIN" ? "" : text.replace(/^keyboard_arrow_right\\s*/, "").slice(0, 300)
}"""
"""The name of what has the focus, as it is read aloud; null at the end of the page."""

UNNAMED = """elements => elements
    .filter((element) => !element.closest("[aria-label]:not([aria-label='']), [aria-labelledby], [title]"))
    .map((element) => element.outerHTML.slice(0, 200))"""
"""Pictures and frames that bear no name and stand in nothing that does."""


def unnamed(page: Page) -> list[str]:
    """Tell the pictures and frames of the page that bear no name."""
    pictures: list[str] = page.locator("main canvas, main iframe, [data-testid=stMain] canvas").evaluate_all(UNNAMED)
    return pictures


UNEVEN = """labels => {
    const box = (element) => element.getBoundingClientRect()
    const seen = labels.map((label) => [box(label), box(label.parentElement), label])
    return seen.slice(1).filter(([label, field], n) => {
        const [before, beside] = seen[n]
        const row = field.left >= beside.right && Math.abs(field.bottom - beside.bottom) < 2
        return row && label.height === before.height && Math.abs(label.top - before.top) > 1.5
    }).map(([, , label]) => label.innerText)
}"""
"""Labels of fields that stand in one row with the field before, higher or lower than its label."""


def uneven(page: Page) -> list[str]:
    """Tell the fields whose label stands at another height than that of the field before in the same row."""
    labels: list[str] = page.locator("[data-testid=stWidgetLabel]:visible").evaluate_all(UNEVEN)
    return labels


def walk(page: Page, most: int = 120) -> list[str]:
    """Press Tab from the top of the page to its end and name each stop."""
    stops: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        name = page.evaluate(FOCUSED)
        if name is None:
            break
        stops.append(name)
    return stops
