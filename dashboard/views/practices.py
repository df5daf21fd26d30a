"""Practices for a need, what each costs and needs and how it fared elsewhere; practices to submit and to check."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import (
    address,
    adoption_part,
    certificate_part,
    check_part,
    data,
    equity_note,
    study_part,
    submission_part,
    tables,
    team_desk,
)
from dashboard.practices import COLUMNS, NO_CURRENCY, found, table
from dashboard.published import MOST, OURS, Need, rows_of, texts_of, told_of
from dashboard.words import counted, plain
from graph.languages import language_name
from graph.practice_index import PracticeIndex, index_of
from graph.submission_checks import PracticeCheck, criterion_label, last_checks
from graph.submissions import Submission, published
from ingest.countries import LANGUAGES as OF_THE_EU
from ontology.terms import terms

TITLE = "Practices"
ORDER = 6
PAGE = "practices"
VIEWS = {"find": "Find", "submit": "Submit", "check": "Check"}
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
LANGUAGES = {"": "Any"} | {code: language_name(code) for code in sorted(OF_THE_EU, key=language_name)}


def show() -> None:
    """Draw the chosen part: find a practice, submit one, or check what others submitted."""
    st.title(TITLE)
    part = address.segments("Part", "part", VIEWS, "find", page=PAGE)
    if part == "find":
        _find()
        return
    address.write(part=part, leave=("submission", "revises", "adoption"))
    (submission_part if part == "submit" else check_part).draw()


def _find() -> None:
    """Draw the need, the practices that fit, and what is known of the one that is chosen."""
    team_desk.tell()
    need, codes = _ask()
    now = data.served()
    own = team_desk.kept("published", lambda: tuple(published(team_desk.desk())), None)
    marks = tuple((one.id, one.version) for one in own or ())
    told = None if own is None else rows_of(own, submission_part.profile)
    rows = found(data.endpoint(), _index(now, marks, own or ()), need, told)
    picked = _list(rows, need)
    key = picked["practice"] if picked else st.query_params.get("practice", "")
    address.write(**codes, practice=key, **study_part.ahead(PAGE))
    chosen = next((row for row in rows if row["practice"] == key), None)
    if chosen:
        _details(chosen, own or (), {str(row["practice"]): str(row["title"]) for row in rows})
    elif key:
        st.warning(plain(f"The practice {key[:80]} is not among these: the filters leave it out, or it is not known."))
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


@st.cache_resource(max_entries=4, show_spinner=False)
def _index(now: data.Served, marks: tuple[tuple[int, int], ...], _own: Sequence[Submission]) -> PracticeIndex:
    index = index_of(data.kept_release(now), data.endpoint())
    return index.with_own(texts_of(_own), OURS) if marks else index


def _list(rows: Sequence[dict[str, Any]], need: Need) -> dict[str, Any] | None:
    if not rows:
        st.info("No practice fits. Use other words, or widen size, cost or language.")
        return None
    fit = "the best first" if need.text else "by country and city"
    st.text(
        f"{counted(len(rows), 'practice', 'practices')}, {fit}. “Not stated” means that the source does not say it."
    )
    if need.text:
        equity_note.draw("practices")
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


def _details(row: dict[str, Any], own: Sequence[Submission], titles: dict[str, str]) -> None:
    tables.heading(str(row["title"]), 2)
    st.text(f"{row['city']}, {row['country']}. {row['programme']}.")
    tables.text(
        {"what": "What a town must know", "told": "What the source tells"},
        [(name, row[key]) for key, name in FACTS.items()],
        name=f"Facts of {row['title']}",
        widths={"what": 30},
    )
    mine = next((one for one in own if one.key == row["practice"]), None)
    told = told_of(mine) if mine else data.rows("practices/told", practice=str(row["iri"]))
    for part, name in PARTS.items():
        for one in (one for one in told if one["part"] == part):
            tables.heading(name, 3)
            st.text(str(one["text"]))
    if mine:
        _check(mine)
    adoption_part.draw(row, own, titles)
    certificate_part.labels(str(row["iri"]), str(row["geonames"] or ""))
    if row["page"]:
        st.link_button("Page of the publisher", str(row["page"]))


def _check(one: Submission) -> None:
    """Draw what the second person found before it was published."""
    held = team_desk.kept("last-checks", lambda: last_checks(team_desk.desk()), dict[int, PracticeCheck]()).get(one.id)
    if held is None:
        return
    tables.heading("Checked before it was published", 3)
    for name, keys in zip(("Met", "Not met"), held.criteria, strict=True):
        if keys:
            st.text(f"{name}: {', '.join(map(criterion_label, keys))}.")


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
