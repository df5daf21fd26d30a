"""The short questionnaire on the page: words of the need suggest answers, a person changes them, a link keeps them."""

import hashlib

import streamlit as st

from dashboard import address
from dashboard.words import counted
from graph.needs import METHOD, SCALE, Answers, questions, suggested

OPEN, NONE = "-", "none"
OPTIONS = {OPEN: "Open", **{str(place): word for place, word in enumerate(SCALE)}}


def ask(need: str) -> dict[str, int]:
    """Draw the questionnaire and give its answers."""
    hinted = suggested(need)
    page = _page(need)
    told = f"{counted(len(hinted), 'answer', 'answers')} suggested by your words" if hinted else "nothing suggested"
    with st.expander(f"Short questionnaire: {told}"):
        st.text(
            f"{METHOD}, a method of our own. Change what is not so; what is left open counts for nothing. "
            "A challenge or barrier is a need from half of the scale on."
        )
        with st.grid(2, min_column_width=330):
            given = {one.key: _statement(one.key, one.text, hinted, page) for one in questions() if not one.is_field}
        fields = _fields(hinted, page)
    answered = {key: int(code) for key, code in given.items() if code != OPEN}
    return answered | dict.fromkeys(fields, 1)


def _page(need: str) -> str:
    """Give the answers to another need fields of their own, so that its own words suggest them."""
    return f"helpdesk-{hashlib.sha256(need.encode()).hexdigest()[:8]}"


def _statement(key: str, text: str, hinted: Answers, page: str) -> str:
    return address.segments(text, f"a-{key}", OPTIONS, str(hinted.get(key, OPEN)), page=page)


def _hinted_fields(hinted: Answers) -> tuple[str, ...]:
    return tuple(one.key for one in questions() if one.is_field and one.key in hinted)


def _fields(hinted: Answers, page: str) -> tuple[str, ...]:
    options = {one.key: one.text for one in questions() if one.is_field}
    otherwise = () if st.query_params.get("fields") == NONE else _hinted_fields(hinted)
    return address.pressed("In which fields?", "fields", options, otherwise, page=page)


def codes(need: str, given: Answers) -> dict[str, str]:
    """Write the answers that differ from the suggested ones as codes of the address."""
    if not need:
        return {}
    hinted = suggested(need)
    keys = [one.key for one in questions() if not one.is_field]
    told = {f"a-{key}": _code(given, key) for key in keys if _code(given, key) != _code(hinted, key)}
    fields = tuple(one.key for one in questions() if one.is_field and one.key in given)
    if fields != _hinted_fields(hinted):
        told["fields"] = ".".join(fields) or NONE
    return told


def address_of(need: str, given: Answers) -> dict[str, str]:
    """Give the codes with which the page opens with these answers."""
    return {"need": need, **codes(need, given)}


def _code(given: Answers, key: str) -> str:
    return str(given[key]) if key in given else OPEN
