"""Links of a city over time: how many run in each year, by programme family, as a chart and as a table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from dashboard import data, drawing, signs, tables
from dashboard.folded import folded
from dashboard.words import counted

EARLIEST = 1990
HEAD, ROW = 46, 20
"""Pixels above the bars, and of each family in the legend."""


@dataclass(frozen=True, slots=True)
class Years:
    """Links that run in a year by family, how many links have no year or no end, and the families of all, in order."""

    running: Mapping[tuple[int, str], int]
    undated: int
    lasting: int
    known: tuple[str, ...]

    @property
    def span(self) -> range:
        """All years from the first to the last, those without a link too."""
        years = [year for year, _ in self.running]
        return range(min(years), max(years) + 1) if years else range(0)

    @property
    def families(self) -> list[str]:
        """The families that have a link in some year, those with most first."""
        totals: Counter[str] = Counter()
        for (_, family), number in self.running.items():
            totals[family] += number
        return [family for family, _ in totals.most_common()]


def count(links: Iterable[Mapping[str, Any]], names: Mapping[str, str], now: int) -> Years:
    """Count the links that run in each year to `now`; one that has a beginning and no end runs on.

    A link that several rows tell counts once; an application is none.
    """
    spans: dict[str, tuple[str, object, object]] = {}
    for row in links:
        if row["status"] != "applied":
            family = names.get(str(row["family"]), str(row["programmeName"]))
            spans.setdefault(str(row["link"]), (family, row["startYear"], row["endYear"]))
    running: Counter[tuple[int, str]] = Counter()
    undated = lasting = 0
    for family, begin, end in spans.values():
        first, last = _year(begin) or _year(end), _year(end) or now
        if not first:
            undated += 1
            continue
        lasting += not _year(end)
        running.update((year, family) for year in range(max(first, EARLIEST), min(last, now) + 1))
    return Years(running, undated, lasting, tuple(sorted({family for family, _, _ in spans.values()})))


def _year(value: object) -> int:
    text = str(value or "")[:4]
    return int(text) if text.isdecimal() else 0


def draw(city: str, links: Iterable[Mapping[str, Any]], names: Mapping[str, str], now: int) -> None:
    """Draw chart and table of the links of a city by year."""
    st.header("Links over time")
    found = count(links, names, now)
    if not found.running:
        st.text("No link of this city has a year.")
        return
    span = found.span
    notes = [f"{counted(found.undated, 'link', 'links')} without a year left out"] * bool(found.undated)
    notes += [f"{found.lasting} without an end run on to {now}"] * bool(found.lasting)
    st.text(f"Projects and memberships that run in each year{': ' if notes else ''}{'; '.join(notes)}.")
    st.text("A year without a link may be one that no source covers; see the states by programming period.")
    alt = f"Links by year, {span[0]} to {span[-1]}; the table below holds the numbers"
    st.echarts_chart(_chart(found), height=272 + ROW * len(found.families), alt=alt)
    folded("Links over time as a table", f"city-years-{city}", partial(_table, city, found))


def _table(city: str, found: Years) -> None:
    families = found.families
    rows = [(year, *(found.running.get((year, family), 0) for family in families)) for year in found.span]
    columns = {"year": "Year", **{family: family for family in families}}
    written = [(str(year), *numbers) for year, *numbers in rows]
    tables.text(columns, written, name="Links by year and programme family", numbers=families)
    tables.download("Download links by year", f"years-{city}.csv", tuple(columns), rows, key="city-years-csv")


def _chart(found: Years) -> dict[str, Any]:
    """Stack the families of each year, for ECharts, which the network below needs too; names are plain text in it."""
    ink, families, years = drawing.colours(), found.families, list(found.span)
    # As in the picture of the network below, so that a family has one colour on the page.
    sign = signs.signs(found.known, drawing.palette())
    series = [
        {
            "name": family,
            "type": "bar",
            "stack": "all",
            "barCategoryGap": "12%",
            "itemStyle": sign[family].area(ink["paper"]),
            "data": [found.running.get((year, family), 0) or None for year in years],
        }
        for family in families
    ]
    line = {"lineStyle": {"color": ink["line"]}}
    written = {"color": ink["text"]}
    below = {"left": 8, "right": 16, "top": HEAD + ROW * len(families), "bottom": 8, "containLabel": True}
    return {
        "animation": False,
        "grid": below,
        "legend": {"orient": "vertical", "left": 0, "top": 0, "itemGap": 6, "textStyle": written, "data": families},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}, "confine": True},
        "xAxis": {"type": "category", "data": [str(year) for year in years], "axisLabel": written, "axisLine": line},
        "yAxis": {
            "type": "value",
            "name": "Links",
            "minInterval": 1,
            "axisLabel": written,
            "nameTextStyle": written,
            "splitLine": {"lineStyle": {"color": ink["line"], "opacity": 0.5}},
        },
        "series": series,
    }


def now_of_release() -> int:
    """Give the year of the release, to which links that have no end are counted."""
    created = data.served().created[:4]
    return int(created) if created.isdecimal() else 2027
