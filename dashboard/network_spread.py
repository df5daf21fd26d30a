"""How unevenly projects are spread, on the page Network: the Lorenz curve and the trend over the periods."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import address, data, drawing, network_equity, tables
from dashboard.words import counted
from graph.concentration import gini, lorenz, top_share
from graph.spread import periods

MEASURES = {"measure": "Measure", "value": "Value", "counted": "Counted from"}
TREND = {"measure": "Measure", "group": "From period to period", "value": "Value", "counted": "Counted from"}
CURVE = {"cities": "Share of the towns, fewest projects first", "projects": "Share of the projects"}


def draw() -> None:
    """Draw the choice of country and family, the curve, and the trend."""
    countries = data.countries()
    families = {str(row["family"]): "" for row in data.rows("programmes/tree") if int(row["projects"] or 0)}
    names = data.programmes()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=220):
            country = address.country(countries, page="network")
        with st.container(width=300):
            known = {key: names.get(key, key) for key in sorted(families)}
            usual = "urbact" if "urbact" in known else next(iter(known), "")
            family = address.select("Trend of the family", "family", known, usual, page="network-spread")
    address.write(view="spread", country=country, family="" if family == usual else family)
    _curve(country, countries[country])
    _trend(country, countries[country], family, names.get(family, family))
    network_equity.draw(country, countries[country])


def _curve(country: str, place: str) -> None:
    st.header(f"Lorenz curve of {place}")
    rows = data.rows("gaps/participation-spread", country=country)
    known = [row for row in rows if row["authorityProjects"] is not None]
    counts = [int(row["authorityProjects"]) for row in known]
    if not sum(counts):
        st.info(
            "No project of an authority is known here, or the sources do not cover the country: no curve, not zero."
        )
        return
    st.text(
        f"{counted(len(known), 'town', 'towns')} from 5,000 inhabitants and {sum(counts):,} participations of their "
        f"authorities in projects; left out because the sources cannot tell: {len(rows) - len(known):,}. "
        "On the straight line all towns would have as many."
    )
    points = lorenz(counts)
    st.echarts_chart(_lorenz(points), height=420, alt="Lorenz curve; the tables below it hold its figures and points")
    linked = [count for count in counts if count]
    tables.text(
        MEASURES,
        [
            ("Gini, all covered towns", _figure(gini(counts)), f"{len(counts):,} towns, zeros included"),
            ("Gini, towns with a project", _figure(gini(linked)), f"{len(linked):,} towns"),
            ("Share of the top 10 % of all towns", _figure(top_share(counts, 0.1)), f"{len(counts):,} towns"),
            ("Share of the top 1 % of all towns", _figure(top_share(counts, 0.01)), f"{len(counts):,} towns"),
        ],
        name="Concentration",
    )
    with st.expander("The curve as a table"):
        tables.text(CURVE, [(f"{a:.1%}", f"{b:.1%}") for a, b in points], name="Points of the Lorenz curve")


def _lorenz(points: list[tuple[float, float]]) -> dict[str, Any]:
    ink = drawing.colours()
    axis = {
        "type": "value",
        "max": 100,
        "axisLabel": {"formatter": "{value} %", "color": ink["text"]},
        "nameTextStyle": {"color": ink["text"]},
        "splitLine": {"lineStyle": {"color": ink["line"], "opacity": 0.5}},
        "nameLocation": "middle",
        "nameGap": 30,
    }
    line = {"type": "line", "showSymbol": False}
    return {
        "animation": False,
        "grid": {"left": 16, "right": 24, "top": 34, "bottom": 28, "containLabel": True},
        "legend": {"top": 0, "left": 0, "textStyle": {"color": ink["text"]}},
        "tooltip": {"trigger": "axis", "confine": True},
        "xAxis": {**axis, "name": "Towns, those with the fewest projects first"},
        "yAxis": {**axis, "name": "Projects", "nameGap": 44},
        "series": [
            {
                **line,
                "name": "Projects of authorities",
                "data": [[round(100 * a, 2), round(100 * b, 2)] for a, b in points],
                "areaStyle": {"opacity": 0.15},
                "itemStyle": {"color": ink["linked"]},
            },
            {
                **line,
                "name": "All alike",
                "data": [[0, 0], [100, 100]],
                "lineStyle": {"type": "dashed", "color": ink["text"]},
                "itemStyle": {"color": ink["text"]},
            },
        ],
    }


def _trend(country: str, place: str, family: str, label: str) -> None:
    st.header(f"Trend of {label} in {place}")
    rows = [row for row in data.rows("network/authority-projects", family=family) if row["country"] == country]
    names = data.programmes()
    parts = [(int(row["geonames"]), names[str(row["programme"])], str(row["project"])) for row in rows]
    told = [(measure, group, _figure(value), said) for measure, group, value, said in periods(parts)]
    if not rows:
        st.info(
            "No source lists this family completely for the country, or no authority takes part: no trend, not zero."
        )
        return
    held: dict[str, set[int]] = {}
    for city, period, _ in parts:
        held.setdefault(period, set()).add(city)
    towns = {key: len(held[key]) for key in sorted(held)}
    alt = "Towns whose authority takes part, by period; the table below holds the same"
    st.echarts_chart(_bars(towns), height=260, alt=alt)
    bars = [(f"Towns in {key}", "", str(number), "") for key, number in towns.items()]
    tables.text(TREND, [*bars, *told], name="Trend from period to period", widths={"counted": 40})


def _bars(towns: Mapping[str, int]) -> dict[str, Any]:
    """Draw a bar for each period with its number of towns."""
    ink = drawing.colours()
    bar = {
        "type": "bar",
        "name": "Towns whose authority takes part",
        "barMaxWidth": 60,
        "itemStyle": {"color": ink["linked"]},
        "data": list(towns.values()),
    }
    return {
        "animation": False,
        "grid": {"left": 16, "right": 24, "top": 24, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis", "confine": True},
        "xAxis": {"type": "category", "data": list(towns), "axisLabel": {"color": ink["text"]}},
        "yAxis": {"type": "value", "minInterval": 1, "axisLabel": {"color": ink["text"]}},
        "series": [bar],
    }


def _figure(value: float | None) -> str:
    return "cannot be told" if value is None else f"{value:.3f}"
