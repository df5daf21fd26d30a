"""Practices for a need: full text and filters, what each costs and needs, and what its source tells."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import address, certificate_part, data, study_part, tables
from dashboard.practices import COLUMNS, NO_CURRENCY, found, table
from dashboard.published import MOST, Need
from dashboard.words import counted
from graph.practice_index import PracticeIndex, index_of
from ontology.terms import terms

TITLE = "Practices"
ORDER = 4
PAGE = "practices"
HEADINGS = {
    **{"title": "Practice", "city": "City", "country": "In", "population": "Inhabitants"},
    **{"challenges": "Challenges", "domains": "Domains", "cost": "Cost", "staff": "Staff", "months": "First result"},
    **{"maturity": "Maturity", "evidence": "Evidence", "languages": "Languages", "years": "Years", "score": "Fit"},
}
PARTS = {
    **{"description": "In one sentence", "abstract": "Summary", "problem": "Problem", "solution": "Solution"},
    **{"approach": "Wider policy", "involvement": "Who took part", "results": "Results"},
    **{"transferability": "How others can take it up", "whatFailed": "What failed", "prerequisite": "Must be in place"},
}
FACTS = {
    **{"cost": "Cost", "staff": "Staff in the first year", "months": "Time to the first result"},
    **{"maturity": "Maturity", "evidence": "Evidence", "adaptability": "Adaptability"},
    **{"languages": "Languages", "challenges": "Challenges", "domains": "Domains", "years": "Years"},
}
LANGUAGES = {"": "Any", "en": "English", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian"}
LANGUAGES |= {"nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "sl": "Slovenian"}


def show() -> None:
    """Draw the need, the practices that fit, and what is known of the one that is chosen."""
    st.title(TITLE)
    need, codes = _ask()
    rows = found(data.endpoint(), _index(data.served()), need)
    picked = _list(rows, need)
    key = picked["practice"] if picked else st.query_params.get("practice", "")
    address.write(**codes, practice=key, **study_part.ahead(PAGE))
    chosen = next((row for row in rows if row["practice"] == key), None)
    if chosen:
        _details(chosen)
    study_part.draw(PAGE)
    with st.expander("Keywords that are mapped to no challenge and no domain"):
        _unmapped()


def _choices(scheme: str) -> dict[str, str]:
    start = f"{scheme}-"
    held = {term.name.removeprefix(start): term.label for term in terms() if term.name.startswith(start)}
    return {"": "Any", **{key: held[key].capitalize() for key in sorted(held, key=held.__getitem__)}}


def _ask() -> tuple[Need, dict[str, str]]:
    text = address.text("What do you need? In your own words", "need", page=PAGE, longest=200)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=250):
            challenge = address.select("Challenge", "challenge", _choices("challenge"), "", page=PAGE)
        with st.container(width=220):
            domain = address.select("Domain", "domain", _choices("domain"), "", page=PAGE)
        with st.container(width=200):
            country = address.select("Country", "in", {"": "Any", **data.countries()}, "", page=PAGE)
        with st.container(width=150):
            language = address.select("Language", "language", LANGUAGES, "", page=PAGE)
        with st.container(width=150):
            largest = address.number("Inhabitants at most", "largest", 0, page=PAGE, note="0 means any size")
        with st.container(width=150):
            told = f"0 means any cost. A cost with “{NO_CURRENCY}” is compared as if it were in euro."
            cost = address.number("Cost at most", "cost", 0, page=PAGE, note=told)
        with st.container(width="content"):
            known = address.segments("Costs", "known", {"all": "All", "stated": "Stated only"}, "all", page=PAGE)
    need = Need(text, challenge, domain, country, language, 0, largest or MOST, cost, known == "stated")
    codes = {"need": text, "challenge": challenge, "domain": domain, "in": country, "language": language}
    codes |= {"largest": str(largest or ""), "cost": str(cost or ""), "known": "" if known == "all" else known}
    return need, codes


@st.cache_resource(max_entries=2, show_spinner=False)
def _index(now: data.Served) -> PracticeIndex:
    return index_of(data.kept_release(now), data.endpoint())


def _list(rows: Sequence[dict[str, Any]], need: Need) -> dict[str, Any] | None:
    if not rows:
        st.info("No practice fits. Use other words, or widen size, cost or language.")
        return None
    fit = "the best first" if need.text else "by country and city"
    st.text(
        f"{counted(len(rows), 'practice', 'practices')}, {fit}. “Not stated” means that the source does not say it."
    )
    columns = {key: name for key, name in HEADINGS.items() if key != "score" or need.text}
    place = tables.choose(
        columns,
        table(rows, tuple(columns)),
        name="Practices that fit",
        key=f"{PAGE}-list",
        numbers=("population", "score"),
        widths={"title": 330, "city": 120, "country": 50, "challenges": 170, "domains": 210, "cost": 210},
    )
    tables.download("Download CSV", "practices.csv", COLUMNS, table(rows), key=f"{PAGE}-csv")
    return None if place is None else rows[place]


def _details(row: dict[str, Any]) -> None:
    tables.heading(str(row["title"]), 2)
    st.text(f"{row['city']}, {row['country']}. {row['programme']}.")
    tables.text(
        {"what": "What a town must know", "told": "What the source tells"},
        [(name, row[key]) for key, name in FACTS.items()],
        name=f"Facts of {row['title']}",
        widths={"what": 30},
    )
    told = data.rows("practices/told", practice=str(row["practice"]))
    for part, name in PARTS.items():
        for one in (one for one in told if one["part"] == part):
            tables.heading(name, 3)
            st.text(str(one["text"]))
    certificate_part.labels(str(row["iri"]))
    if row["page"]:
        st.link_button("Page of the publisher", str(row["page"]))


def _unmapped() -> None:
    rows = data.rows("missing/unmapped-keywords")
    st.text(f"{counted(len(rows), 'keyword', 'keywords')}. What a machine suggests waits for a person.")
    columns = {"name": "Keyword", "practices": "Practices", "suggestion": "Suggested by machine"}
    tables.show(
        columns,
        [tuple(row[key] for key in columns) for row in rows],
        name="Keywords that are mapped to nothing yet",
        numbers=("practices",),
    )
