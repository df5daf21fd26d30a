"""Filters in the address: codes only, so that a link shows the same page to whoever opens it."""

from collections.abc import Collection, Mapping

import streamlit as st

from dashboard import remember, unfit

_COUNTRY = "ncp-country"
_BY_HAND = "ncp-by-hand"


def read(name: str, allowed: Mapping[str, str], otherwise: str) -> str:
    """Return the code that the address gives, or the other one when it gives none that is allowed."""
    code = st.query_params.get(name, "")
    return code if code in allowed else otherwise


def _tell(label: str, name: str, options: Mapping[str, str], otherwise: str) -> None:
    """Note that a link names a code that is none of these; a filter of the page cannot."""
    code = st.query_params.get(name, "")
    if code not in ("all", *options) and _moved(name):
        unfit.note(label, code, f"{options[otherwise]} is shown" if options.get(otherwise) else "another is shown")


def write(leave: Collection[str] = (), **codes: str) -> None:
    """Let the address hold exactly these codes and those to leave as they are; empty ones are left out."""
    wanted = {name: code for name, code in codes.items() if code}
    wanted |= {name: code for name, code in st.query_params.to_dict().items() if name in leave and name not in codes}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    for name, code in codes.items():
        st.session_state[_seen(name)] = code
    st.session_state.pop(_BY_HAND, None)


def _by_hand() -> None:
    """Note that somebody changed a filter: the browser may still send the address as it was before the last change."""
    st.session_state[_BY_HAND] = True


def _seen(name: str) -> str:
    return f"ncp-seen-{name}"


def _moved(name: str) -> bool:
    """Tell whether the address was changed by going back or by a link, and not by a filter of the page."""
    given = st.query_params.get(name, "")
    return bool(given) and st.session_state.get(_seen(name)) != given and not st.session_state.get(_BY_HAND)


def ahead(name: str, allowed: Mapping[str, str], otherwise: str, *, page: str) -> str:
    """Say which code a drop-down list will show that the page draws further down."""
    key = f"{page}-{name}"
    held = "" if _moved(name) else str(st.session_state.get(key, ""))
    return held if held in allowed else read(name, allowed, otherwise)


def _follow(name: str, key: str, value: object) -> None:
    """Set a widget from the address when it is new, or when the address was changed by going back."""
    if key not in st.session_state or _moved(name):
        st.session_state[key] = value


def select(
    label: str, name: str, options: Mapping[str, str], otherwise: str, *, page: str, note: str = "", alone: bool = True
) -> str:
    """Draw a drop-down list whose choice is a code in the address; unless `alone`, another field may read it."""
    key = f"{page}-{name}"
    if alone:
        _tell(label, name, options, otherwise)
    _follow(name, key, read(name, options, otherwise))
    chosen = st.selectbox(
        label,
        list(options),
        format_func=lambda code: options[code],
        key=key,
        help=note or None,
        on_change=_by_hand,
    )
    return str(chosen)


def segments(label: str, name: str, options: Mapping[str, str], otherwise: str, *, page: str) -> str:
    """Draw a row of buttons of which one is pressed, its code in the address."""
    key = f"{page}-{name}"
    _tell(label, name, options, otherwise)
    _follow(name, key, read(name, options, otherwise))
    chosen = st.segmented_control(
        label, list(options), format_func=lambda code: options[code], key=key, required=True, on_change=_by_hand
    )
    return str(chosen or otherwise)


def several(
    label: str, name: str, options: Mapping[str, str], otherwise: tuple[str, ...] = (), *, page: str
) -> tuple[str, ...]:
    """Draw a row of buttons of which several may be pressed; none pressed means all."""
    return pressed(label, name, options, otherwise, page=page) or tuple(options)


def pressed(
    label: str, name: str, options: Mapping[str, str], otherwise: tuple[str, ...] = (), *, page: str, note: str = ""
) -> tuple[str, ...]:
    """Draw a row of buttons of which several may be pressed, and give those that are."""
    key = f"{page}-{name}"
    given = tuple(code for code in st.query_params.get(name, "").split(".") if code in options)
    _follow(name, key, list(given or otherwise))
    chosen = st.pills(
        label,
        list(options),
        format_func=lambda code: options[code],
        selection_mode="multi",
        key=key,
        help=note or None,
        on_change=_by_hand,
    )
    return tuple(code for code in options if code in chosen)


def _whole(name: str, otherwise: int, top: int) -> int:
    given = st.query_params.get(name, "")
    return min(int(given) if given.isdecimal() and len(given) < 9 else otherwise, top)


def number(
    label: str, name: str, otherwise: int, *, page: str, top: int = 99_999_999, step: int = 1_000, note: str = ""
) -> int:
    """Draw a field for a whole number, such as one of inhabitants, kept in the address."""
    key = f"{page}-{name}"
    _follow(name, key, _whole(name, otherwise, top))
    return int(
        st.number_input(label, min_value=0, max_value=top, step=step, key=key, help=note or None, on_change=_by_hand)
    )


def scale(label: str, name: str, otherwise: int, *, page: str, top: int = 10, note: str = "") -> int:
    """Draw a slider for a whole number from 0 to `top`, kept in the address."""
    key = f"{page}-{name}"
    _follow(name, key, _whole(name, otherwise, top))
    return int(st.slider(label, 0, top, key=key, help=note or None, on_change=_by_hand))


def text(label: str, name: str, *, page: str, longest: int = 80) -> str:
    """Draw a field for a part of a name, kept in the address."""
    key = f"{page}-{name}"
    _follow(name, key, st.query_params.get(name, "")[:longest])
    return str(st.text_input(label, key=key, max_chars=longest, on_change=_by_hand)).strip()


def country(options: Mapping[str, str], *, page: str, label: str = "Country", everywhere: str = "") -> str:
    """Draw the choice of a country; it goes along and is remembered. `everywhere` adds a first choice "all"."""
    shown = {"all": everywhere, **options} if everywhere else dict(options)
    usual = st.session_state.get(_COUNTRY) or remember.country() or _home(options)
    chosen = select(label, "country", shown, usual if usual in shown else next(iter(shown)), page=page)
    if chosen in options:
        st.session_state[_COUNTRY] = chosen
    return chosen


def country_chosen() -> str:
    """Give the country that was chosen last on this visit, or ""."""
    return str(st.session_state.get(_COUNTRY, ""))


def _home(options: Mapping[str, str]) -> str:
    """Guess the reader's country from the language of the browser, "pt-PT" for Portugal."""
    region = (st.context.locale or "").partition("-")[2].upper()
    region = {"GR": "EL", "GB": "UK"}.get(region, region)
    return region if region in options else ("PT" if "PT" in options else "")
