"""The map of towns: a canvas of the browser that needs no tile server.

The points travel once, under an address that holds the hash of their content;
a click comes back as the GeoNames id of the town.
"""

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from dashboard.kept import Kept
from dashboard.words import STATES

STATIC = Path(__file__).with_name("static")
ORDER = ("linked", "absent", "uncovered")
KEPT = 64
"""Layers kept in memory, the oldest go first; a layer of 15,000 towns is about 250 kB."""

_layers = Kept(KEPT, "json", lambda content: gzip.compress(content, compresslevel=5, mtime=0))


@dataclass(frozen=True, slots=True)
class Point:
    """A town on the map; coordinates in degrees, `state` one of linked, absent, uncovered."""

    id: int
    name: str
    latitude: float
    longitude: float
    population: int
    state: str


def publish(content: bytes) -> str:
    """Keep a layer for the browser to fetch, compressed by gzip, and return its address, relative to the page."""
    return f"layer/{_layers.add(content)}"


published = _layers.get


@cache
def _outlines() -> bytes:
    return (STATIC / "outlines.geojson").read_bytes()


def _encode(points: Sequence[Point]) -> bytes:
    columns = {
        "id": [p.id for p in points],
        "name": [p.name for p in points],
        "lon": [round(p.longitude, 4) for p in points],
        "lat": [round(p.latitude, 4) for p in points],
        "population": [p.population for p in points],
        "state": [ORDER.index(p.state) for p in points],
    }
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()


def _mark(state: str) -> str:
    shape = {
        "linked": '<circle class="linked" r="5"/>',
        "absent": '<path class="absent" d="M0-6 6 0 0 6-6 0z"/>',
        "uncovered": '<circle class="uncovered" r="4.5"/>',
    }[state]
    svg = f'<svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">{shape}</svg>'
    return f"<span>{svg}{escape(STATES[state])}</span>"


def _legend() -> str:
    sizes = "".join(
        f'<span><svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">'
        f'<circle class="size" r="{radius}"/></svg>{text}</span>'
        for radius, text in ((2.6, "below 50,000"), (4.2, "50,000–249,999"), (6.4, "250,000 and more inhabitants"))
    )
    return "".join(_mark(state) for state in ORDER) + sizes


def _button(act: str, label: str, path: str) -> str:
    return (
        f'<button type="button" data-act="{act}" aria-label="{label}" title="{label}"><svg width="14" height="14" '
        f'viewBox="0 0 14 14" fill="none" stroke="currentColor" stroke-width="2"><path d="{path}"/></svg></button>'
    )


@cache
def _component() -> Callable[..., object]:
    buttons = (
        _button("in", "Zoom in", "M7 1v12M1 7h12")
        + _button("out", "Zoom out", "M1 7h12")
        + _button("home", "Show all towns", "M1 5V1h4M9 1h4v4M13 9v4H9M5 13H1V9")
    )
    html = (
        '<div class="map"><canvas tabindex="0" role="application"></canvas>'
        '<div class="tip" hidden><b></b><span></span></div>'
        f'<div class="zoom">{buttons}</div><div class="legend">{_legend()}</div>'
        '<div class="said" aria-live="polite"></div></div>'
    )
    return st.components.v2.component(
        "town_map",
        html=html,
        css=(STATIC / "map.css").read_text("utf-8"),
        js="".join((STATIC / name).read_text("utf-8") for name in ("geometry.js", "gestures.js", "map.js")),
    )


def _words(points: Sequence[Point], place: str) -> dict[str, object]:
    counts = ", ".join(f"{sum(p.state == state for p in points):,} {STATES[state].lower()}" for state in ORDER)
    label = (
        f"Map of {len(points):,} towns of {place}: {counts}. Arrow keys move the map, plus and minus zoom, "
        "Page Down and Page Up go from town to town by population, Enter chooses the town. The table holds the same."
    )
    return {
        "label": label,
        "inhabitants": "inhabitants",
        "unknown": "population not known",
        "states": [STATES[state].lower() for state in ORDER],
        "broken": "The map could not be loaded; reload the page. The table holds the same towns.",
    }


def town_map(
    points: Sequence[Point],
    *,
    place: str,
    focus: str,
    key: str,
    height: int = 520,
    chosen: Sequence[int] = (),
    on_click: Callable[[], None] = lambda: None,
) -> int | None:
    """Draw the towns and return the GeoNames id of the one that was clicked in this run, or None.

    Those that are `chosen` stand out; `on_click` is called before the page is drawn anew.
    """
    result = _component()(
        key=key,
        data={
            "points": publish(_encode(points)),
            "outlines": publish(_outlines()),
            "words": _words(points, place),
            "focus": focus,
            "height": height,
            "chosen": list(chosen),
        },
        on_city_change=on_click,
    )
    clicked = getattr(result, "city", None)
    return int(clicked) if clicked else None
