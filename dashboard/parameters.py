"""The fields in which a reader fills the parameters of a saved question; each is kept in the address as a code.

A list is filled by a question of its own, which the parameter names; a value of the address that no list holds is told.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

import streamlit as st

from dashboard import address, cities, data
from graph.verdicts import inhabitants
from queries.binding import term
from queries.catalogue import Parameter, Question
from queries.own import spaced

ANY, OPEN = "All", "all"
"""What a list shows for a parameter that is left open, and its code in the address."""
LONGEST = 300
"""Letters of a text that a parameter may hold on the page."""


def fill(question: Question) -> dict[str, str]:
    """Draw a field for each parameter and return their values as codes; "" is left open."""
    if not question.parameters:
        return {}
    values: dict[str, str] = {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for parameter in question.parameters:
            with st.container(width=300 if parameter.kind in ("city", "programme") or parameter.choices else 220):
                values[parameter.name] = _field(parameter)(parameter, f"ask-{question.name}")
    for parameter in question.parameters:
        _tell(parameter, values[parameter.name])
    return values


def start(parameter: Parameter) -> str:
    """Return the value that the address gives, else the default; a number or day that is none gives way to it too."""
    given = st.query_params.get(parameter.name, parameter.default)
    return parameter.default if _misfit(parameter, given) else given


def _misfit(parameter: Parameter, given: str) -> str:
    """Say why what the address gives is no number or day; "" where it is one, or the field takes any text."""
    if parameter.type not in ("integer", "decimal", "date") or given in ("", OPEN):
        return ""
    try:
        term(given, parameter)
    except ValueError as error:
        return str(error)
    return ""


def choices(parameter: Parameter) -> dict[str, str]:
    """List the values of a parameter with what is shown of each, as the question that it names answers."""
    listed = data.countries() if parameter.kind == "country" else {}
    return dict(listed) or {str(row["value"]): str(row["label"]) for row in data.rows(parameter.choices)}


def _tell(parameter: Parameter, value: str) -> None:
    """Say what is wrong with a value, of this field or of the address that led here."""
    given = st.query_params.get(parameter.name, "")
    if parameter.choices and given not in ("", OPEN, *choices(parameter)):
        st.warning(f'"{given[:40]}" is none of the choices of {spaced(parameter.name)}; another is shown.')
    if wrong := _misfit(parameter, given):
        st.warning(f'{spaced(parameter.name)}: "{given[:40]}" does not fit, {wrong}; the default is shown.')
    if value:
        try:
            term(value, parameter)
        except ValueError as error:
            st.warning(f"{spaced(parameter.name)}: {error}.")


def _field(parameter: Parameter) -> Callable[[Parameter, str], str]:
    if parameter.kind == "city":
        return _city
    if parameter.choices:
        return _choice
    return {"integer": _whole, "decimal": _decimal, "date": _day}.get(parameter.type, _text)


def _choice(parameter: Parameter, page: str) -> str:
    options = choices(parameter)
    may_be_open = parameter.optional or (parameter.type == "string" and not parameter.default)
    shown = {OPEN: ANY, **options} if may_be_open else options
    if not shown:
        return _text(parameter, page)
    begin = parameter.default if parameter.default in shown else next(iter(shown))
    chosen = address.select(spaced(parameter.name), parameter.name, shown, begin, page=page, note=parameter.meaning)
    return "" if chosen == OPEN else chosen


def _city(parameter: Parameter, page: str) -> str:
    """Search a city by name; the list holds the cities that fit, the largest first."""
    begin, key = start(parameter), f"{page}-{parameter.name}"
    text = st.text_input(
        f"{spaced(parameter.name)}: search by name",
        key=f"{key}-text",
        placeholder="for example Gyor",
        help=parameter.meaning,
    )
    known = cities.profile(begin) if begin.isdecimal() and len(begin) <= 10 and begin[0] != "0" and not text else None
    options = {hit.id: hit.title for hit in cities.search(text or "")}
    if known:
        options = {begin: f"{known['name']} ({known['countryName']}, {inhabitants(int(known['population'] or 0))})"}
    if not options:
        return ""
    return str(
        st.selectbox(spaced(parameter.name), list(options), format_func=lambda c: options[c], key=f"{key}-{text}")
    )


def _whole(parameter: Parameter, page: str) -> str:
    begin = start(parameter)
    value = int(begin) if begin.lstrip("-").isdecimal() and len(begin) < 16 else None
    key = f"{page}-{parameter.name}"
    number = st.number_input(spaced(parameter.name), value=value, step=1, key=key, help=parameter.meaning)
    return "" if number is None else str(int(number))


def _decimal(parameter: Parameter, page: str) -> str:
    try:
        value = float(start(parameter))
    except ValueError:
        value = None
    key = f"{page}-{parameter.name}"
    number = st.number_input(spaced(parameter.name), value=value, key=key, help=parameter.meaning)
    return "" if number is None else str(number)


def _day(parameter: Parameter, page: str) -> str:
    value: date | None = None if parameter.optional else date.today()
    with suppress(ValueError):
        value = date.fromisoformat(start(parameter))
    key = f"{page}-{parameter.name}"
    chosen = st.date_input(spaced(parameter.name), value=value, key=key, help=parameter.meaning, format="YYYY-MM-DD")
    return chosen.isoformat() if isinstance(chosen, date) else ""


def _text(parameter: Parameter, page: str) -> str:
    given = start(parameter)[:LONGEST]
    key = f"{page}-{parameter.name}"
    label = spaced(parameter.name)
    return str(st.text_input(label, value=given, key=key, max_chars=LONGEST, help=parameter.meaning) or "")


def written(question: Question, values: Mapping[str, str]) -> dict[str, str]:
    """Give the codes for the address; what was opened against its default says so."""
    return {name: value or (OPEN if question.defaults.get(name) else "") for name, value in values.items()}
