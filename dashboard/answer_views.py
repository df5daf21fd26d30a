"""The answer to a question as a map, a network, bars or a matrix; beside each stays the table, which holds the same."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import igraph
import streamlit as st

from dashboard import data, drawing, maps, navigation
from dashboard.maps import Point
from dashboard.outputs.geo import city_of, placed, point_of
from dashboard.outputs.networks import ends
from dashboard.words import ROLES, SIZES, STATES, counted
from graph.endpoint import Table
from ontology.terms import PREFIXES
from queries.catalogue import Question
from queries.positions import Spot, spots
from queries.view import View

NAMES = {"table": "Table", "map": "Map", "network": "Network", "bar": "Bars", "matrix": "Matrix"}
MAPPED, BARS, NODES, LABELLED, SIDE = 10_000, 30, 300, 40, 60
"""Most rows on a map, bars, nodes of a network and those that bear their names, and lines of a matrix."""
LAYER_PARTS = {"any": "any organisation", "authority": "authorities alone"}
IN_COLUMN = "as in the column unit"
"""How a question says that each row tells its own unit."""


def fitting(question: Question) -> dict[str, View]:
    """Give the views that an answer can be drawn in, the question's own first."""
    columns = tuple(question.columns)
    found = {question.view.kind: question.view, "table": View("table")}
    if placed(columns):
        found.setdefault("map", View("map"))
    both = ends(question, columns)
    if both:
        found.setdefault("network", View("network", both))
    return found


def draw(question: Question, view: View, table: Table) -> None:
    """Draw an answer in a view other than the table."""
    records = table.records()
    {"map": _map, "network": _network, "bar": _bars, "matrix": _matrix}[view.kind](question, view, records)


@st.cache_resource(show_spinner="Looking up the cities", max_entries=40, ttl="2h")
def _spots(now: data.Served, cities: tuple[int, ...]) -> dict[int, Spot]:
    return spots(data.endpoint(), cities)


def _map(question: Question, view: View, records: Sequence[Mapping[str, Any]]) -> None:
    kept = records[:MAPPED]
    cities = tuple(sorted({city for record in kept if (city := city_of(record))}))
    known = _spots(data.served(), cities)
    points = {point.id: point for number, record in enumerate(kept) if (point := _point(number, record, known, view))}
    if not points:
        st.info("None of the rows names a place that is known; the table shows them.")
        return
    missing = len(cities) - len(known)
    said = f"{counted(len(points), 'place', 'places')} of {counted(len(records), 'row', 'rows')}."
    unknown = f" Of {missing:,} cities the place is not known." if missing else ""
    st.text(f"{said} The colour tells the verdict on a city over all programme families.{unknown}")
    if len(records) > MAPPED:
        st.text(f"The map shows the places of the first {MAPPED:,} rows.")
    chosen = maps.town_map(
        list(points.values()), place="the answer", focus="answer", key=f"ask-map-{question.name}", height=520
    )
    if chosen in known:
        navigation.go("city", id=str(chosen))


def _point(number: int, record: Mapping[str, Any], known: Mapping[int, Spot], view: View) -> Point | None:
    city = city_of(record)
    spot = known.get(city) if city else None
    own = str(record.get(view.columns[0])) if view.columns else ""
    if spot:
        state = own if own in STATES else spot.state
        return Point(spot.geonames, spot.name, spot.latitude, spot.longitude, spot.population, state)
    place = point_of(record)
    if place is None:
        return None
    return Point(
        -1 - number, str(record.get("name") or f"Row {number + 1}"), *place, 0, own if own in STATES else "uncovered"
    )


def _bars(question: Question, view: View, records: Sequence[Mapping[str, Any]]) -> None:
    label, value = view.columns
    known = [record for record in records if isinstance(record[value], int | float) or _number(record[value])]
    shown = known[:BARS]
    if not shown:
        st.info("No row holds a value to draw; the table shows them.")
        return
    unit = question.units.get(value, "")
    unit = str(shown[0].get("unit") or "") if unit == IN_COLUMN else unit
    cut = f" The first {BARS} of {len(known):,} rows are drawn." if len(known) > BARS else ""
    st.text(f"{question.columns[value]}, in {unit}.{cut}" if unit else f"{question.columns[value]}.{cut}")
    st.echarts_chart(
        _bar_option([(_named(label, str(r[label])), float(r[value])) for r in shown]),
        height=60 + 26 * len(shown),
        alt=question.summary,
    )


def _named(column: str, cell: str) -> str:
    """Write a key as the pages call it: a class of size, or a layer of the network."""
    if column == "size":
        return SIZES.get(cell, cell)
    if column != "layer":
        return cell
    family, *others = cell.split("/")
    whole = "All families" if family == "all" else data.programmes().get(family, family)
    return ", ".join((whole, *(LAYER_PARTS.get(part, ROLES.get(part, part)) for part in others)))


def _number(value: object) -> bool:
    try:
        float(str(value))
    except ValueError:
        return False
    return True


def _bar_option(bars: Sequence[tuple[str, float]]) -> dict[str, Any]:
    ink = drawing.colours()
    return {
        "animation": False,
        "grid": {"left": 8, "right": 64, "top": 8, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}, "confine": True},
        "xAxis": {
            "type": "value",
            "axisLabel": {"color": ink["text"], "hideOverlap": True},
            "splitLine": {"lineStyle": {"color": ink["line"], "opacity": 0.5}},
        },
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": [name for name, _ in bars],
            "axisTick": {"show": False},
            "axisLabel": {"color": ink["text"], "width": 220, "overflow": "truncate"},
        },
        "series": [
            {
                "type": "bar",
                "barMaxWidth": 18,
                "itemStyle": {"color": ink["linked"]},
                "label": {"show": True, "position": "right", "color": ink["text"]},
                "data": [round(value, 4) for _, value in bars],
            }
        ],
    }


def _network(question: Question, view: View, records: Sequence[Mapping[str, Any]]) -> None:
    first, second = view.columns[:2]
    pairs = [(str(r[first]), str(r[second])) for r in records if r[first] is not None and r[second] is not None]
    if not pairs:
        st.info("No row tells of a tie; the table shows what there is.")
        return
    degree = Counter(name for pair in dict.fromkeys(pairs) for name in pair)
    kept = [name for name, _ in degree.most_common(NODES)]
    cut = f" The {NODES} with most ties are drawn." if len(degree) > NODES else ""
    drawn = f"{counted(len(degree), 'node', 'nodes')} and {counted(len(set(pairs)), 'tie', 'ties')}."
    st.text(f"{drawn}{cut} Click a node to see its ties alone.")
    option = _network_option(kept, pairs, degree, (question.columns[first], question.columns[second]))
    st.echarts_chart(option, height=560, alt=f"{question.summary}; the table holds the same")


def _network_option(
    names: Sequence[str], pairs: Sequence[tuple[str, str]], degree: Mapping[str, int], kinds: tuple[str, str]
) -> dict[str, Any]:
    """Compose the picture for ECharts; the places are computed, names are drawn as plain text."""
    ink, place = drawing.colours(), {name: number for number, name in enumerate(names)}
    ties = sorted({(place[a], place[b]) for a, b in pairs if a in place and b in place})
    spots_of = igraph.Graph(n=len(names), edges=ties).layout_kamada_kawai() if ties else [(0.0, 0.0)] * len(names)
    begins = {a for a, _ in pairs}
    most, same = max(degree.values()), len(set(kinds)) == 1
    colours = {kinds[0]: drawing.palette()[0], kinds[1]: ink["linked"]}
    nodes = [
        {
            "id": str(number),
            "name": name.removeprefix(PREFIXES["id"]),
            "x": round(float(spots_of[number][0]) * 100, 1),
            "y": round(float(spots_of[number][1]) * 100, 1),
            "symbol": "diamond" if name in begins and not same else "circle",
            "symbolSize": round(8 + 18 * (degree[name] / most) ** 0.5, 1),
            "category": kinds[0] if name in begins else kinds[1],
            "label": {"show": number < LABELLED},
        }
        for number, name in enumerate(names)
    ]
    series = {
        **drawing.NETWORK,
        "categories": [{"name": name, "itemStyle": {"color": colour}} for name, colour in colours.items()],
        "data": nodes,
        "links": [{"source": str(a), "target": str(b)} for a, b in ties],
        "lineStyle": {"color": ink["line"], "width": 1},
        "label": {"position": "right", "color": ink["text"], "fontSize": 11, "width": 130, "overflow": "truncate"},
    }
    legend = {"top": 0, "left": 0, "textStyle": {"color": ink["text"]}, "data": list(colours)}
    return {"animation": False, "tooltip": {"formatter": "{b}", "confine": True}, "legend": legend, "series": [series]}


_MATRIX = """<style>
.ncp-matrix { overflow-x: auto; max-width: 100% }
.ncp-matrix table { border-collapse: separate; border-spacing: 2px; font-size: 0.875rem; margin: 0 }
.ncp-matrix caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.ncp-matrix th { font-weight: 400; text-align: left; padding: 0.2rem 0.6rem 0.2rem 0; border: 0 }
.ncp-matrix td { text-align: center; padding: 0.2rem 0.6rem; border: 0; border-radius: 3px; white-space: nowrap }
</style>"""


def _matrix(question: Question, view: View, records: Sequence[Mapping[str, Any]]) -> None:
    down, across, value = view.columns
    lines = list(dict.fromkeys(str(record[down]) for record in records))
    heads = list(dict.fromkeys(str(record[across]) for record in records))
    cells = {(str(record[down]), str(record[across])): record[value] for record in records}
    most = max((float(cell) for cell in cells.values() if cell is not None and _number(cell)), default=0) or 1
    if len(lines) > SIDE:
        st.text(f"The matrix shows the first {SIDE} of {len(lines)} lines.")
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(line)}</th>{"".join(_cell(cells.get((line, name)), most) for name in heads)}</tr>'
        for line in lines[:SIDE]
    )
    # A region that scrolls takes the focus, so that the keyboard can scroll it.
    st.html(
        f'{_MATRIX}<div class="ncp-matrix" tabindex="0" role="region" aria-label="{escape(question.summary)}"><table>'
        f"<caption>{escape(question.summary)}</caption><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(value: object, most: float) -> str:
    """Write a cell, the stronger tinted the larger its number, or in the tone of its state."""
    tones = {"linked": "#0072b2 32%", "absent": "#d55e00 32%"}
    tone = tones.get(str(value), "")
    if value is not None and _number(value):
        tone = f"#0072b2 {round(36 * float(str(value)) / most)}%"
    style = f' style="background: color-mix(in srgb, {tone}, transparent)"' if tone else ""
    return f"<td{style}>{escape('' if value is None else STATES.get(str(value), str(value)))}</td>"
