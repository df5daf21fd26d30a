"""The form in which a practice is written down: what is typed stays until it is kept."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import data
from dashboard.city_names import find_city
from dashboard.submissions import scheme_names
from graph.submission_fields import FIELDS, KINDS, Told

GROUPS: Mapping[str, tuple[str, ...]] = {
    "What it is": ("summary", "problem", "solution", "results", "transferability"),
    "What else is known": ("involvement", "approach", "failed", "prerequisites"),
    "Facts": ("cost", "currency", "band", "staff", "months", "start", "end"),
    "How sure it is": ("maturity", "evidence", "adaptability", "proof", "proof_page", "page"),
}
"""Fields by the headings under which they stand; the rest stands first."""
SHORT = 3
"""So many short fields stand side by side."""


def draw(key: str, start: Mapping[str, Any]) -> None:
    """Draw the fields, within a form.

    `start` is what they hold at first: `place` and `country` of the city, its GeoNames id `city`, and fields by name.
    """
    st.session_state.setdefault(f"{key}-held", (start.get("place", ""), start.get("country", ""), start.get("city", 0)))
    for name in ("place", "country", *FIELDS):
        st.session_state.setdefault(f"{key}-{name}", _shown(name, start.get(name, "")))
    st.text_input(_label("title"), key=f"{key}-title", help=FIELDS["title"].meaning)
    first = st.columns(4)
    with first[0]:
        st.text_input("City that began it (needed)", key=f"{key}-place", max_chars=120)
    with first[1]:
        st.selectbox("Its country", ["", *data.countries()], key=f"{key}-country", format_func=_country)
    with first[2]:
        st.selectbox(FIELDS["kind"].label, KINDS, key=f"{key}-kind", format_func=str.capitalize)
    with first[3]:
        st.text_input(_label("language"), key=f"{key}-language", max_chars=2, help=FIELDS["language"].meaning)
    for heading, names in GROUPS.items():
        st.subheader(heading)
        _group(key, names)
    for name in ("challenges", "domains"):
        held = scheme_names(FIELDS[name].scheme)
        st.multiselect(FIELDS[name].label, list(held), key=f"{key}-{name}", format_func=held.__getitem__)


def _group(key: str, names: tuple[str, ...]) -> None:
    long = [name for name in names if FIELDS[name].long]
    short = [name for name in names if not FIELDS[name].long]
    for place in range(0, len(short), SHORT):
        for column, name in zip(st.columns(SHORT), short[place : place + SHORT], strict=False):
            with column:
                _short(f"{key}-{name}", name)
    for name in long:
        st.text_area(_label(name), key=f"{key}-{name}", height=90, help=FIELDS[name].meaning)


def _short(key: str, name: str) -> None:
    field = FIELDS[name]
    if field.scheme:
        held = {"": "Not stated", **scheme_names(field.scheme)}
        st.selectbox(field.label, list(held), key=key, format_func=held.__getitem__, help=field.meaning)
    else:
        st.text_input(_label(name), key=key, help=field.meaning)


def _label(name: str) -> str:
    field = FIELDS[name]
    return f"{field.label} (needed)" if field.needed else field.label


def _country(code: str) -> str:
    return data.countries()[code] if code else "Any"


def _shown(name: str, said: Any) -> Any:  # noqa: ANN401 - a text, or the keys that are chosen
    if name in ("challenges", "domains"):
        return [part.strip() for part in str(said).split(";") if part.strip()]
    if name == "kind":
        return said or KINDS[0]
    return said or ("en" if name == "language" else "")


def typed(key: str, revises: str = "", adoption: int = 0) -> Told:
    """Read what was typed; raises an error with what to mend where the city is not found."""
    held: dict[str, Any] = {name: st.session_state.get(f"{key}-{name}") or "" for name in FIELDS}
    held |= {name: "; ".join(held[name]) for name in ("challenges", "domains")}
    place, country = (str(st.session_state.get(f"{key}-{name}") or "").strip() for name in ("place", "country"))
    return Told(_city(key, place, country), **held, revises=revises, adoption=adoption)


def _city(key: str, place: str, country: str) -> int:
    """Find the city that is meant; one that was not changed is the one that it was, whatever others bear its name."""
    if not place:
        return 0
    was = st.session_state.get(f"{key}-held", ("", "", 0))
    return int(was[2]) if (place, country) == was[:2] and was[2] else find_city(data.endpoint(), place, country)


def empty(key: str) -> None:
    """Empty the fields, so that the next drawing begins anew."""
    for name in ("held", "place", "country", *FIELDS):
        st.session_state.pop(f"{key}-{name}", None)
