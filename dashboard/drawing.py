"""Pictures other than the map: stacked bars, the network of a city, and its page to take along."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from typing import Any

import streamlit as st
from pyvis.network import Network

from dashboard import signs
from dashboard.signs import Sign
from graph.network import Node, Picture

LIGHT = {
    "linked": "#0072b2",
    "absent": "#d55e00",
    "uncovered": "#87929e",
    "text": "#16222e",
    "line": "#c3ccd5",
    "paper": "#ffffff",
}
DARK = {
    "linked": "#56b4e9",
    "absent": "#f0902e",
    "uncovered": "#5d6b79",
    "text": "#e7edf3",
    "line": "#3d4b59",
    "paper": "#0f1822",
}
PAPER = {"light": "#ffffff", "dark": "#10171f"}
"""The colour of the page, by theme."""
SIZES = {"centre": 26, "project": 13, "initiative": 16, "city": 11, "near": 13, "far": 9}
NAMED = ("centre", "near", "far")
"""Nodes that always show their names, as far as these find room."""
FETCHED = re.compile(r"@import|url\((?!\s*[\"']?data:)", re.IGNORECASE)
"""What makes a style sheet fetch something."""

POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"


def colours() -> dict[str, str]:
    """Return the colours of the states in the theme that the reader sees."""
    dark = st.context.theme.type == "dark"
    return (DARK if dark else LIGHT) | {"paper": PAPER["dark" if dark else "light"]}


def palette() -> tuple[str, ...]:
    """Return the colours of programme families in the theme that the reader sees."""
    return signs.DARK if st.context.theme.type == "dark" else signs.LIGHT


def shares(names: Sequence[str], counts: Mapping[str, Sequence[int]], labels: Mapping[str, str], *, name: str) -> None:
    """Draw a bar of 100 % for each name, divided by state; `counts` holds a list for each state."""
    ink = colours()
    wholes = [max(1, sum(column)) for column in zip(*counts.values(), strict=True)]
    series = [
        {
            "name": labels[state],
            "type": "bar",
            "stack": "all",
            "barMaxWidth": 22,
            "itemStyle": {"color": ink[state]},
            "data": [round(100 * part / whole, 1) for part, whole in zip(values, wholes, strict=True)],
        }
        for state, values in counts.items()
    ]
    rule = {"lineStyle": {"color": ink["line"], "opacity": 0.5}}
    option = {
        "animation": False,
        "grid": {"left": 8, "right": 24, "top": 34, "bottom": 4, "containLabel": True},
        "legend": {"top": 0, "left": 0, "textStyle": {"color": ink["text"]}},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}, "valueFormatter": "%.1f %%"},
        "xAxis": {
            "type": "value",
            "max": 100,
            "axisLabel": {"formatter": "{value} %", "color": ink["text"]},
            "splitLine": rule,
        },
        "yAxis": {
            "type": "category",
            "data": list(names),
            "inverse": True,
            "axisTick": {"show": False},
            "axisLabel": {"color": ink["text"]},
        },
        "series": series,
    }
    st.echarts_chart(option, height=70 + 34 * len(names), alt=name)


NETWORK = {
    "type": "graph",
    "layout": "none",
    "roam": True,
    "selectedMode": "single",
    "labelLayout": {"hideOverlap": True},
    "emphasis": {"focus": "adjacency", "label": {"show": True}},
    "preserveAspect": True,
    "top": 64,
    "bottom": 24,
    "left": 24,
    "right": 90,
}
"""What every picture of a network has in common; positions are given, nothing wobbles."""


def label(ink: Mapping[str, str], width: int) -> dict[str, Any]:
    """Write names beside their points, set off from points and lines below; of two that would touch one is hidden."""
    return {
        "position": "right",
        "color": ink["text"],
        "fontSize": 11,
        "textBorderColor": ink["paper"],
        "textBorderWidth": 3,
        "minMargin": 5,
        "width": width,
        "overflow": "truncate",
    }


def families(picture: Picture, inks: Sequence[str]) -> Mapping[str, Sign]:
    """Give each programme family of a picture its sign."""
    return signs.signs(sorted({node.group for node in picture.nodes if node.group}), inks)


def _colour(node: Node, of_family: Mapping[str, Sign], ink: Mapping[str, str]) -> str:
    if node.kind == "centre":
        return ink["absent"]
    return of_family.get(node.group, Sign(ink["linked"])).colour


def _shape(node: Node, of_family: Mapping[str, Sign]) -> str:
    """Give the symbol of ECharts: a circle for a city, the family's own for a project."""
    through = node.kind in ("project", "initiative")
    return of_family.get(node.group, Sign("")).shape if through else "circle"


def _drawn_nodes(
    picture: Picture, of_family: Mapping[str, Sign], ink: Mapping[str, str], centre: str, others: str
) -> list[dict[str, Any]]:
    labelled = len(picture.nodes) <= 40
    through = picture.drawn("project", "initiative") <= 14
    return [
        {
            "id": str(number),
            "name": node.label,
            "x": node.x * 400,
            "y": node.y * 400,
            "symbol": _shape(node, of_family),
            "symbolSize": SIZES[node.kind],
            "category": node.group or (others if node.kind == "city" else centre),
            "itemStyle": {"color": _colour(node, of_family, ink)},
            "label": {"show": labelled or node.kind in NAMED or (through and node.kind == "initiative")},
        }
        for number, node in enumerate(picture.nodes)
    ]


def network_option(
    picture: Picture, *, centre: str = "This city", others: str = "Cities that share a project"
) -> dict[str, Any]:
    """Compose the picture of a network for ECharts; labels are drawn as plain text."""
    ink, of_family = colours(), families(picture, palette())
    middle = {"name": centre, "itemStyle": {"color": ink["absent"]}}
    rest = {"name": others, "itemStyle": {"color": ink["linked"]}}
    groups = [{"name": group, "itemStyle": {"color": sign.colour}} for group, sign in of_family.items()]
    symbols = {group: {"icon": sign.shape} for group, sign in of_family.items()}
    kinds = [middle, *groups, *([rest] if picture.drawn("city") else [])]
    series = {
        **NETWORK,
        "categories": kinds,
        "data": _drawn_nodes(picture, of_family, ink, centre, others),
        "links": [{"source": str(a), "target": str(b)} for a, b in picture.ties],
        "lineStyle": {"color": ink["line"], "width": 1},
        "label": label(ink, 120),
    }
    named = [{"name": kind["name"]} | symbols.get(str(kind["name"]), {"icon": "circle"}) for kind in kinds]
    legend = {"top": 0, "left": 0, "textStyle": {"color": ink["text"]}, "data": named}
    return {"animation": False, "tooltip": {"formatter": "{b}", "confine": True}, "legend": legend, "series": [series]}


def chosen_node(event: Any, picture: Picture) -> Node | None:  # noqa: ANN401 - Streamlit's own state
    """Return the node that was clicked in the picture, or None."""
    for group in event.selection.selected:
        if group["data_type"] == "node" and group["data_indices"]:
            number: int = group["data_indices"][0]
            return picture.nodes[number]
    return None


def network_page(picture: Picture) -> str:
    """Write the network as one HTML page that asks no other address and runs no name as markup.

    vis.js shows titles as HTML when one of them holds "href", so that word is
    broken by an invisible space.
    """
    of_family = families(picture, signs.LIGHT)
    net = Network(height="720px", width="100%", cdn_resources="in_line", bgcolor="#ffffff")
    net.toggle_physics(False)
    for number, node in enumerate(picture.nodes):
        text = node.label.replace("href", "h\u200bref").replace("HREF", "H\u200bREF")
        title = escape(f"{text} ({node.group})" if node.group else text)
        shape = signs.PAGE_SHAPES.get(_shape(node, of_family), "dot")
        net.add_node(
            number,
            label=text,
            title=title,
            shape=shape,
            size=SIZES[node.kind],
            x=node.x * 500,
            y=node.y * 500,
            color=_colour(node, of_family, LIGHT),
        )
    for a, b in picture.ties:
        net.add_edge(a, b, color=LIGHT["line"])
    return _closed(net.generate_html(notebook=False))


def _closed(page: str) -> str:
    """Take out what pyvis fetches from elsewhere; refuse the page when anything of it remains."""
    page = re.sub(r"<link\b[^>]*>", "", page)
    page = re.sub(r"<script\b[^>]*\bsrc\s*=[^>]*>\s*</script>", "", page)
    page = re.sub(r"<center>\s*<h1></h1>\s*</center>", "", page)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    page = page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{policy}', 1)
    asking = Addresses()
    asking.feed(page)
    if asking.found:
        raise ValueError(f"The page of the network would ask another address: {asking.found[0][:80]}.")
    return page


class Addresses(HTMLParser):
    """Collects what a page would fetch: addresses in its tags and in its style sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the addresses that a tag names."""
        self.tag = tag
        self.found += [str(value) for name, value in attrs if name in ("src", "href", "action", "data", "srcset")]

    def handle_data(self, data: str) -> None:
        """Note a style sheet that fetches something."""
        if self.tag == "style" and FETCHED.search(data):
            self.found.append("a style sheet")
