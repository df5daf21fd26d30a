"""Put a saved question to the graph, fill its parameters, and take the answer along as a table."""

from functools import partial

import streamlit as st

from dashboard import address, data, tables
from dashboard.formats import workbook
from dashboard.parameters import fill, spaced
from graph.endpoint import Table
from graph.errors import BadParameter
from queries.catalogue import Question

TITLE = "Ask"
ORDER = 4
TOPICS = {
    "gaps": "Gaps",
    "cities": "Cities",
    "programmes": "Programmes and contact points",
    "network": "Network",
    "practices": "Practices and lessons",
    "sources": "Sources",
    "checks": "Checks of the data",
}
SHOWN = 20_000
SHORT = 26


def show() -> None:
    """Draw the choice of a question, its parameters and its answer."""
    st.title(TITLE)
    question = _choose()
    st.text(question.description)
    values = fill(question)
    address.write(question=question.name, **values)
    missing = [p.name for p in question.parameters if not values[p.name] and not p.optional and p.type != "string"]
    if missing:
        st.info("Fill the field above to see the answer.")
        return
    try:
        table = data.answer(question.name, **values)
    except BadParameter as error:
        st.warning(str(error))
        return
    _answer(question, table)


def _choose() -> Question:
    questions = data.questions()
    asked = st.query_params.get("question", "")
    topics = {key: TOPICS.get(key, key.capitalize()) for key in _order({q.topic for q in questions.values()})}
    first = questions[asked].topic if asked in questions else next(iter(topics))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=280):
            places = list(topics)
            topic = st.selectbox(
                "Topic", places, index=places.index(first), format_func=lambda t: topics[t], key="ask-topic"
            )
        of_topic = {name: q.summary for name, q in questions.items() if q.topic == topic}
        names = list(of_topic)
        place = names.index(asked) if asked in of_topic else 0
        chosen = st.selectbox(
            "Question", names, index=place, format_func=lambda n: of_topic[n], key=f"ask-question-{topic}"
        )
    return questions[str(chosen)]


def _order(topics: set[str]) -> list[str]:
    known = list(TOPICS)
    return sorted(topics, key=lambda topic: (known.index(topic) if topic in known else len(known), topic))


def _answer(question: Question, table: Table) -> None:
    if not table.rows:
        st.info("The answer holds no rows." if question.topic != "checks" else "The check holds: no rows were found.")
    else:
        _rows(question, table)
    with st.expander("What the columns mean"):
        for column, meaning in question.columns.items():
            st.text(f"{spaced(column)}: {meaning}")
    with st.expander("The query as it is asked (SPARQL)"):
        st.code(question.text, language="sparql")


def _rows(question: Question, table: Table) -> None:
    cut = " The answer is truncated: more rows exist than were read." if table.truncated else ""
    count = f"{len(table.rows):,} {'row' if len(table.rows) == 1 else 'rows'} in {table.seconds:.2f} seconds.{cut}"
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.text(count)
        _take_along(question.name.replace("/", "-"), table)
    if len(table.rows) > SHOWN:
        st.text(f"The table shows the first {SHOWN:,} rows; the download holds all that were read.")
    held = tables.arrow(table.columns, table.rows[:SHOWN])
    numbers = [c for c in table.columns if str(held.schema.field(c).type) in ("int64", "double")]
    st.dataframe(
        held,
        column_config=tables.config(_headings(question, table), numbers, meanings=question.columns),
        hide_index=True,
        height=tables.height(min(len(table.rows), SHOWN), 16),
        alt=question.summary,
    )


def _take_along(name: str, table: Table) -> None:
    with st.container(horizontal=True, width="content"):
        tables.download("Download CSV", f"{name}.csv", table.columns, table.rows, key="ask-csv")
        written = partial(workbook, table.columns, table.rows)
        st.download_button("Download Excel", written, file_name=f"{name}.xlsx", on_click="ignore", key="ask-xlsx")


def _headings(question: Question, table: Table) -> dict[str, str]:
    """Head a column with its meaning where that is short, else with its name."""
    meanings = {column: question.columns.get(column, "") for column in table.columns}
    return {column: m if 0 < len(m) <= SHORT else spaced(column) for column, m in meanings.items()}
