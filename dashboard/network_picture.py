"""The picture of the ties of a layer as ECharts draws it, coloured by communities, core and periphery, or brokers."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import drawing
from dashboard.layers import City, Values
from graph.layout import Drawing
from graph.network import Node, Picture

BROKERS = 15
LABELLED = 12
"""So many cities, those with most partners, bear their names in the picture."""


def option(
    drawn: Drawing, picture: Picture, held: Values, colour: str, country: str, cities: Mapping[int, City]
) -> dict[str, Any]:
    """Compose the picture for ECharts; names are drawn as plain text."""
    ink = drawing.colours()
    groups = groups_of(picture, held, colour)
    palette = _palette(colour, sorted(set(groups)), ink)
    widest = max((_partners(held, city) for city in drawn.cities), default=1) or 1
    labelled = set(sorted(drawn.cities, key=lambda city: (-_partners(held, city), city))[:LABELLED])
    own = {city for city in drawn.cities if city in cities and cities[city].country == country}
    points = [
        _point(node, held, widest, group)
        | {
            "id": str(place),
            "itemStyle": {
                "color": palette[group],
                "borderColor": ink["text"],
                "borderWidth": 2.5 if int(node.key) in own else 0,
            },
            "label": {"show": int(node.key) in labelled | own},
        }
        for place, (node, group) in enumerate(zip(picture.nodes, groups, strict=True))
    ]
    series = {
        **drawing.NETWORK,
        "right": 24,
        "categories": [{"name": name, "itemStyle": {"color": palette[name]}} for name in palette],
        "data": points,
        "links": _lines(picture, drawn),
        "lineStyle": {"color": ink["line"], "opacity": 0.55},
        "label": drawing.label(ink, 130),
    }
    legend = {"top": 0, "left": 0, "textStyle": {"color": ink["text"]}, "data": list(palette)}
    return {"animation": False, "tooltip": {"formatter": "{b}", "confine": True}, "legend": legend, "series": [series]}


def _partners(held: Values, city: int) -> float:
    return held.get(city, {}).get("partners") or 0


def _point(node: Node, held: Values, widest: float, group: str) -> dict[str, Any]:
    """Place a city, larger with more partners, a diamond where the network would fall apart without it."""
    city = int(node.key)
    return {
        "name": node.label,
        "x": node.x * 500,
        "y": node.y * 500,
        "symbol": "diamond" if held.get(city, {}).get("cutCity") else "circle",
        "symbolSize": round(6 + 20 * (_partners(held, city) / widest) ** 0.5, 1),
        "category": group,
    }


def _lines(picture: Picture, drawn: Drawing) -> list[dict[str, Any]]:
    """Draw the ties, broader with more meetings."""
    most = max((times for _, _, times in drawn.ties), default=1)
    return [
        {"source": str(a), "target": str(b), "lineStyle": {"width": round(0.4 + 2.6 * times / most, 2)}}
        for (a, b), (_, _, times) in zip(picture.ties, drawn.ties, strict=True)
    ]


def groups_of(picture: Picture, held: Values, colour: str) -> list[str]:
    """Give the group of each city by which it is coloured: its community, its way to the core, or broker."""
    if colour == "communities":
        return [node.group for node in picture.nodes]
    rows = [held.get(int(node.key), {}) for node in picture.nodes]
    if colour == "core":
        return [_layer_of(row.get("stepsToCore")) for row in rows]
    bar = sorted((row.get("betweenness") or 0 for row in held.values()), reverse=True)[:BROKERS]
    return ["Broker" if (row.get("betweenness") or 0) >= max(bar[-1], 1) else "Other city" for row in rows]


def _layer_of(steps: object) -> str:
    return {0: "Core", 1: "One step away"}.get(steps, "Periphery") if isinstance(steps, int) else "No way to the core"


def _palette(colour: str, groups: Sequence[str], ink: Mapping[str, str]) -> dict[str, str]:
    if colour == "communities":
        inks, named = drawing.palette(), [group for group in groups if group.startswith("Community")]
        found = {group: inks[place % len(inks)] for place, group in enumerate(named)}
        return found | {group: ink["uncovered"] for group in groups if group not in found}
    fixed = {
        "Core": ink["absent"],
        "Broker": ink["absent"],
        "One step away": ink["linked"],
        "Other city": ink["linked"],
    }
    return {group: fixed.get(group, ink["uncovered"]) for group in groups}
