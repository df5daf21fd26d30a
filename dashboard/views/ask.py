"""Put a saved question to the graph, fill its parameters, and take the answer along as a table."""

import streamlit as st

from dashboard import (
    address,
    answer_downloads,
    answer_table,
    answer_views,
    data,
    elsewhere,
    navigation,
    running,
    saved_answer,
    unfit,
)
from dashboard.parameters import fill, written
from graph.endpoint import Table
from graph.errors import BadParameter, QueryStopped
from queries.catalogue import Question
from queries.own import spaced
from queries.view import View

TITLE = "Ask"
ORDER = 10
TOPICS = {
    "gaps": "Gaps",
    "cities": "Cities",
    "programmes": "Programmes and contact points",
    "network": "Network",
    "practices": "Practices and lessons",
    "certificates": "Certificates and labels",
    "studies": "Studies",
    "sources": "Sources",
    "missing": "What is missing",
    "checks": "Checks of the data",
    "choices": "Lists of the parameters",
}


def show() -> None:
    """Draw the choice of a question, its parameters and its answer, and below it the endpoints of others."""
    st.title(TITLE)
    _ours()
    elsewhere.show()


def _ours() -> None:
    question = _choose()
    st.text(question.description)
    values = fill(question)
    view = _view(question)
    shown = "" if view.kind == question.view.kind else view.kind
    address.write(question=question.name, view=shown, **written(question, values))
    missing = [p.name for p in question.parameters if not values[p.name] and not p.optional and p.type != "string"]
    if missing:
        st.info("Fill the field above to see the answer.")
        return
    try:
        table = saved_answer.answer(question, values)
    except (BadParameter, QueryStopped) as error:
        st.warning(str(error))
        return
    if table is None:
        running.wait()
        return
    _answer(question, values, table, view)


def _view(question: Question) -> View:
    """Let the reader choose how the answer is shown, where there is a choice."""
    views = answer_views.fitting(question)
    if len(views) == 1:
        return question.view
    names = {kind: answer_views.NAMES[kind] for kind in answer_views.NAMES if kind in views}
    return views[address.segments("View", "view", names, question.view.kind, page=f"ask-{question.name}")]


def _choose() -> Question:
    questions = data.questions()
    asked = st.query_params.get("question", "")
    if asked and asked not in questions:
        unfit.note("Question", asked, "another is shown")
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


def _answer(question: Question, values: dict[str, str], table: Table, view: View) -> None:
    if not table.rows:
        held = "The check holds: no rows were found."
        st.info(held if question.topic == "checks" else "The answer holds no rows.")
    else:
        _count(question, values, table)
        if view.kind == "table":
            answer_table.draw(question, table)
        else:
            answer_views.draw(question, view, table)
    answer_downloads.cite(question, values)
    with st.expander("What the columns mean"):
        for column, meaning in question.columns.items():
            unit = question.units.get(column, "")
            st.text(f"{spaced(column)}: {meaning}{f' [{unit}]' if unit else ''}")
    with st.expander("The query as it is asked (SPARQL)"):
        st.code(question.text, language=None)  # the colours of Streamlit are too pale to be read
    if st.button("Edit this question", help="Open its query in the editor of the page Workbench"):
        navigation.go("workbench", question=question.name, **written(question, values))


def _count(question: Question, values: dict[str, str], table: Table) -> None:
    cut = (
        " The answer is truncated: more rows exist than were read; a download holds them all."
        if table.truncated
        else ""
    )
    count = f"{len(table.rows):,} {'row' if len(table.rows) == 1 else 'rows'} in {table.seconds:.2f} seconds.{cut}"
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.text(count)
        answer_downloads.offer(question, values)
