"""Whether our own suggestions feed the rich, on the page Network: each list beside chance, as it is and corrected."""

from collections.abc import Sequence

import streamlit as st

from dashboard import address, equity_note, tables
from dashboard.equity import EVERY, LISTS, OF_COUNTRY, OF_SIZE, SIZES, TO_COUNTRY, TO_SIZE, Line, found, short, warning
from dashboard.words import plain
from graph.equity import CENTRAL, Share

COLUMNS = {
    "list": "List",
    "number": "Suggestions",
    "before": "Share as it is",
    "after": "With the correction",
    "chance": "By chance (95 %)",
    "pool": "In the pool",
    "feeds": "Feeds the rich",
}
WIDTHS = {"list": 20, "number": 10, "before": 14, "after": 14, "chance": 17, "pool": 8, "feeds": 17}
NONE = "Not computed: the release keeps no audit, for it was built before or holds no measures of the network."


def draw(country: str, place: str) -> None:
    """Draw the lists over all, for the towns of the country, and by size and country that they lead to."""
    st.header("Equity of our suggestions")
    held = equity_note.held()
    if not held:
        st.info(NONE)
        return
    st.text(
        f"The share of each list that leads to the {CENTRAL:.0%} of all tied cities with the strongest ties. A list "
        "feeds the rich when its share is above what 97.5 % of 1,000 draws from all that might have been suggested "
        "reach. What is shown on the pages is the list with its correction, where it has one."
    )
    for one in (one for key in LISTS if (one := found(held, key))):
        if said := warning(one):
            st.warning(plain(f"{LISTS[one.key].label}. {said}"))
    tables.text(COLUMNS, _rows(held, EVERY), name="Equity of our suggestions", widths=WIDTHS)
    st.subheader(plain(f"For towns of {place}"))
    own = _rows(held, OF_COUNTRY, country)
    if own:
        tables.text(COLUMNS, own, name="Equity of our suggestions for the country", widths=WIDTHS)
    else:
        st.text("Not computed: no town of the country was asked for.")
    _groups(held)


def _groups(held: Sequence[Line]) -> None:
    st.subheader("By size class and country")
    known = {key: LISTS[key].label for key in LISTS if found(held, key)}
    with st.container(width=360):
        key = address.select("List", "list", known, "introductions", page="network-equity")
    names = {"list": "Group", "number": "Suggestions"}
    for kind, about in (
        (OF_SIZE, "For towns of the size class"),
        (TO_SIZE, "To cities of the size class, central or not"),
    ):
        rows = _groups_of(held, key, kind, SIZES)
        if rows:
            st.text(about)
            tables.text({**COLUMNS, **names, "feeds": "More than chance"}, rows, name=about, widths=WIDTHS)
    countries = sorted({line.group for line in held if (line.key, line.kind) == (key, TO_COUNTRY)})
    with st.expander("To cities of each country, central or not"):
        rows = _groups_of(held, key, TO_COUNTRY, countries)
        tables.text(
            {**COLUMNS, **names, "feeds": "More than chance"}, rows, name="To cities of each country", widths=WIDTHS
        )


def _groups_of(held: Sequence[Line], key: str, kind: str, groups: Sequence[str]) -> list[tuple[str, ...]]:
    return [_row(group, one.before, one.after) for group in groups if (one := found(held, key, kind, group))]


def _rows(held: Sequence[Line], kind: str, group: str = "") -> list[tuple[str, ...]]:
    seen = [one for key in LISTS if (one := found(held, key, kind, group))]
    return [_row(LISTS[one.key].label, one.before, one.after) for one in seen]


def _row(label: str, before: Share, after: Share | None) -> tuple[str, ...]:
    shown = after or before
    chance = "" if before.chance is None else f"{before.chance:.1%} ({before.low:.1%} to {before.high:.1%})"
    pool = "" if before.pool is None else f"{before.pool:.1%}"
    feeds = f"not computed: {shown.why}" if shown.share is None else "yes" if shown.feeds else "no"
    return label, f"{before.suggestions:,}", short(before), short(after) if after else "none", chance, pool, feeds
