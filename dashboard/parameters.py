"""The fields in which a reader fills the parameters of a saved question; each is kept in the address as a code."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

import streamlit as st

from dashboard import cities, data
from queries.catalogue import Parameter, Question

ANY = "All"


def fill(question: Question) -> dict[str, str]:
    """Draw a field for each parameter and return their values as codes; "" is left open."""
    if not question.parameters:
        return {}
    values: dict[str, str] = {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for parameter in question.parameters:
            key = f"ask-{question.name}-{parameter.name}"
            with st.container(width=300 if parameter.kind in ("city", "programme") else 220):
                values[parameter.name] = _field(parameter)(parameter, key)
    return values


def start(parameter: Parameter) -> str:
    """Return the value that the address gives, else the default."""
    return st.query_params.get(parameter.name, parameter.default)


def spaced(name: str) -> str:
    """Turn a name such as minPopulation into words."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return words[:1].upper() + words[1:]


def _field(parameter: Parameter) -> Callable[[Parameter, str], str]:
    if parameter.type == "iri":
        return _IRIS.get(parameter.kind, _text)
    return {"integer": _whole, "decimal": _decimal, "date": _day}.get(parameter.type, _text)


def _choice(parameter: Parameter, key: str, options: Mapping[str, str]) -> str:
    shown = {"": ANY, **options} if parameter.optional else dict(options)
    begin = start(parameter)
    place = list(shown).index(begin) if begin in shown else 0
    chosen = st.selectbox(
        spaced(parameter.name),
        list(shown),
        index=place,
        format_func=lambda c: shown[c],
        key=key,
        help=parameter.meaning,
    )
    return str(chosen or "")


def _country(parameter: Parameter, key: str) -> str:
    return _choice(parameter, key, data.countries())


def _programme(parameter: Parameter, key: str) -> str:
    return _choice(parameter, key, data.programmes())


def _source(parameter: Parameter, key: str) -> str:
    return _choice(parameter, key, data.sources())


def _city(parameter: Parameter, key: str) -> str:
    """Search a city by name; the list holds the cities that fit, the largest first."""
    begin = start(parameter)
    text = st.text_input(
        f"{spaced(parameter.name)}: search by name",
        key=f"{key}-text",
        placeholder="for example Gyor",
        help=parameter.meaning,
    )
    known = cities.profile(begin) if begin.isdecimal() and not text else None
    options = {hit.id: hit.title for hit in cities.search(text or "")}
    if known:
        options = {begin: f"{known['name']} ({known['countryName']}, {int(known['population'] or 0):,})"}
    if not options:
        return ""
    return str(
        st.selectbox(spaced(parameter.name), list(options), format_func=lambda c: options[c], key=f"{key}-{text}")
    )


def _whole(parameter: Parameter, key: str) -> str:
    begin = start(parameter)
    value = int(begin) if begin.lstrip("-").isdecimal() else None
    number = st.number_input(spaced(parameter.name), value=value, step=1, key=key, help=parameter.meaning)
    return "" if number is None else str(int(number))


def _decimal(parameter: Parameter, key: str) -> str:
    try:
        value = float(start(parameter))
    except ValueError:
        value = None
    number = st.number_input(spaced(parameter.name), value=value, key=key, help=parameter.meaning)
    return "" if number is None else str(number)


def _day(parameter: Parameter, key: str) -> str:
    value: date | None = None if parameter.optional else date.today()
    with suppress(ValueError):
        value = date.fromisoformat(start(parameter))
    chosen = st.date_input(spaced(parameter.name), value=value, key=key, help=parameter.meaning, format="YYYY-MM-DD")
    return chosen.isoformat() if isinstance(chosen, date) else ""


def _text(parameter: Parameter, key: str) -> str:
    return str(st.text_input(spaced(parameter.name), value=start(parameter), key=key, help=parameter.meaning) or "")


_IRIS: dict[str, Callable[[Parameter, str], str]] = {
    "country": _country,
    "city": _city,
    "programme": _programme,
    "source": _source,
}
