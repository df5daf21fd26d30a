"""What each source covers, for which country, programme and period, why we say so, and how fresh it is."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from dashboard import address, coverage, data, lacking, next_steps, sources_releases, tables
from dashboard.coverage import Statement
from dashboard.heat_map import heat_map
from dashboard.words import COMPLETENESS, counted, plain

TITLE = "Sources"
ORDER = 12
EVERY = "all"
SHORT = 150
"""So many statements are drawn as sentences that wrap; more of them in a table that scrolls."""
OPEN = 12
"""So many statements stand open; of more each programme family is opened on demand."""
WIDTHS = {"reason": 34, "coverage": 8, "years": 9}


def show() -> None:
    """Draw filters, heat map, statements, freshness, rows set aside, missing exports, releases and their check."""
    st.title(TITLE)
    st.text("How far each source can tell. A town missing from a source that is not complete may still take part.")
    everything = data.coverage()
    country, family, period, source = _filters(everything)
    found = coverage.choose(everything, family=family, period=period, source=source)
    _map(everything, found, country)
    _statements(coverage.choose(found, country=country), country)
    title = next((one.title for one in everything if source and one.source == source), "")
    _freshness(title)
    _set_aside(title, source)
    _exports()
    sources_releases.draw(country)


def _filters(everything: Sequence[Statement]) -> tuple[str, str, str, str]:
    """Draw the filters; "" stands for all."""
    names = data.countries()
    countries = {code: names.get(code, code) for code in {one.country for one in everything}}
    families = {one.family: one.family_name for one in everything}
    sources = dict(sorted(((one.source, one.title) for one in everything), key=lambda pair: pair[1].casefold()))
    periods = {key: f"{first}–{last}" for key, (first, last) in coverage.PERIODS.items()}
    fields = (
        ("Programme family", "family", {EVERY: "All programme families", **families}, 260),
        ("Programming period", "period", {EVERY: "All periods", **periods}, 170),
        ("Country", "country", {EVERY: "All countries", **dict(sorted(countries.items(), key=lambda p: p[1]))}, 200),
        ("Source", "source", {EVERY: "All sources", **sources}, 320),
    )
    chosen: dict[str, str] = {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for label, name, options, width in fields:
            with st.container(width=width):
                code = address.select(label, name, options, EVERY, page="sources")
                chosen[name] = "" if code == EVERY else code
    address.write(**chosen)
    return chosen["country"], chosen["family"], chosen["period"], chosen["source"]


def _map(everything: Sequence[Statement], found: Sequence[Statement], country: str) -> None:
    st.header("Coverage of each source by country")
    lines = coverage.lines(found)
    if not lines:
        st.info("No source makes a statement on this choice, so every city reads not covered for it.")
        return
    names = data.countries()
    codes = {code: names.get(code, code) for code in sorted({one.country for one in everything})}
    heat_map(lines, codes, country)
    silent = sorted({one.title for one in everything} - {line.title for line in lines}, key=str.casefold)
    if silent:
        text = counted(len(silent), "other source makes", "other sources make")
        st.text(f"{text} no statement on this choice; the list below names them.")
    with st.expander("The heat map in words"):
        rows = [(line.title, line.summary(tuple(codes))) for line in lines]
        rows += [(title, "no statement on this choice") for title in silent]
        tables.text({"title": "Source", "summary": "Countries"}, rows, name="Coverage by source", widths={"title": 35})


def _statements(found: Sequence[Statement], country: str) -> None:
    where = data.countries().get(country, country) if country else "all countries"
    st.header(f"Statements for {where}, with reason and source")
    columns = {
        "country": "Country",
        "programme": "Programme",
        "family": "Programme family",
        "coverage": "Coverage",
        "years": "Years",
        "reason": "Why we say so",
        "source": "Source",
        "page": "Where to check",
    }
    name = f"Coverage statements for {where}"
    if country:
        columns.pop("country")
    rows = [_row(one)[-len(columns) :] for one in found]
    if len(rows) <= OPEN:
        tables.text(columns, rows, name=name, links=("page",), widths=WIDTHS)
    elif len(rows) <= SHORT:
        _by_family(columns, found, name)
    else:
        wide = {
            "country": 70,
            "family": 190,
            "programme": 210,
            "coverage": 84,
            "years": 90,
            "reason": 480,
            "source": 220,
        }
        st.text("Choose a country, a family or a source to read the reasons in full.")
        tables.show(columns, rows, name=name, links=("page",), widths=wide)
    heads, full = coverage.rows_of(found, full=True)
    tables.download("Download CSV", f"coverage-{country or EVERY}.csv", heads, full, key="sources-coverage-csv")


def _by_family(columns: dict[str, str], found: Sequence[Statement], name: str) -> None:
    """Draw the statements of each programme family where they can be opened, so that one finds one's own."""
    families = {one.family: one.family_name for one in found}
    st.text(f"{counted(len(found), 'statement', 'statements')}; open a programme family to read them.")
    with st.container(gap="xsmall"):
        for family, title in families.items():
            held = [one for one in found if one.family == family]
            kinds = Counter(COMPLETENESS[one.completeness].lower() for one in held)
            told = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
            with st.expander(f"{plain(title)}: {told}"):
                rows = [_row(one)[-len(columns) :] for one in held]
                tables.text(columns, rows, name=f"{name}, {title}", links=("page",), widths=WIDTHS)


def _row(one: Statement) -> tuple[object, ...]:
    years = data.years(one.since, one.until)
    place = (one.country, one.programme_name, one.family_name)
    return (*place, COMPLETENESS[one.completeness], years, one.reason, one.title, one.page)


def _freshness(title: str) -> None:
    st.header("Age, licence and rows" if title else "Age, licence and rows of each source")
    columns = {
        "title": "Source",
        "publisher": "Publisher",
        "issued": "Date of the data",
        "saved": "Export saved on",
        "age": "Age in days",
        "rowsRead": "Rows read",
        "rowsTaken": "placed",
        "rowsSetAside": "set aside",
        "licence": "Licence",
        "page": "Page",
    }
    saved = data.saved_exports()
    told = [
        {**row, "age": next_steps.age(row, saved, date.today())[1]}
        for row in data.rows("sources/datasets")
        if title in ("", row["title"])
    ]
    undated = sum(row["age"] is None for row in told)
    st.text(
        "The age is counted from the date of the data that the publisher states, else from the day on which the "
        f"export was saved; of {counted(undated, 'source', 'sources')} neither is stated."
    )
    rows = [tuple(_fact(row, key, saved.get(str(row["source"]), "")) for key in columns) for row in told]
    numbers = ("age", "rowsRead", "rowsTaken", "rowsSetAside")
    widths = {"title": 250, "publisher": 230, "issued": 130, "saved": 130, "licence": 260}
    tables.show(
        columns, rows, name="Sources with age, rows and licence", numbers=numbers, links=("page",), widths=widths
    )


def _fact(row: dict[str, object], key: str, saved: str) -> object:
    if key == "issued":
        return data.day(row[key]) or "not stated"
    if key == "licence":
        return row[key] or "not stated"
    return (data.day(saved) or "no export") if key == "saved" else row[key]


def _set_aside(title: str, source: str) -> None:
    st.header("Rows set aside, by reason")
    aside = [row for row in data.set_aside() if title in ("", row[0])]
    if not aside:
        st.text("No row was set aside.")
        return
    whole = sum(rows for *_, rows in aside)
    st.text(
        f"{whole:,} notes on rows of {counted(len({row[0] for row in aside}), 'source', 'sources')}; "
        "a row with several names can bear several."
    )
    heads = {"title": "Source", "reason": "Reason", "rows": "Rows"}
    widths = {"title": 400, "reason": 640}
    tables.show(heads, aside, name="Rows set aside", numbers=("rows",), widths=widths, most=8)
    tables.download(
        "Download the counts (CSV)", "set-aside-counts.csv", tuple(heads), aside, key="sources-aside-counts"
    )
    file = data.set_aside_file()
    if file:
        st.download_button(
            "Download every row with its reason (CSV)",
            partial(data.set_aside_rows, file, source),
            file_name=f"set_aside{f'-{source}' if source else ''}.csv",
            mime="text/csv",
            on_click="ignore",
            key="sources-set-aside",
        )


def _exports() -> None:
    missing = lacking.missing_exports()
    if not missing:
        return
    st.header("What would cover more")
    st.text("No export of these sources was read; of some the product carries a small table of its own.")
    st.text(
        "Put the file into the folder, or fetch it, and build a release: on the page Update, or by ncp fetch and ncp "
        "build. The pages then show what it adds."
    )
    columns = {"title": "Source", "files": "File", "folder": "Folder for it", "how": "How to get it", "page": "Page"}
    rows = [(entry.title, entry.files, entry.folder, entry.how, entry.page) for entry in missing]
    widths = {"title": 250, "files": 240, "folder": 330, "how": 210}
    tables.show(columns, rows, name="Sources whose exports are missing", links=("page",), widths=widths)
