"""The sign-in on the pages: who is there, the page that asks to sign in, and the sidebar with role and log-out."""

import time
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.exposure import auth, providers
from dashboard.people import people
from dashboard.settings import settings
from dashboard.words import plain
from graph.errors import NotAllowed
from graph.rights import LOCAL, NOBODY, Actor

WIDTH = 220
_ended: set[tuple[str, ...]] = set()
"""Sign-ins whose person logged out; each bears the second in which it was made, so that the next one is another."""


@cache
def _auth(root: Path) -> dict[str, Any]:
    return auth(root)


def setup() -> dict[str, Any]:
    """Give how people sign in, as it stood when the pages started; {} where nobody has to."""
    return _auth(settings(None).workspace.root)


def claims() -> dict[str, Any]:
    """Give what the provider signed of whoever looks at the page; {} of somebody who is not signed in."""
    said = st.user.to_dict()
    return dict(said) if said.get("is_logged_in") is True and not gone() else {}


def gone() -> bool:
    """Tell whether this sign-in was ended, be it in another tab, which has yet to hear of it."""
    return _sign_in() in _ended


def _sign_in() -> tuple[str, ...]:
    said = st.user.to_dict()
    return tuple(str(said.get(name, "")) for name in ("iss", "sub", "iat")) if said.get("sub") else ()


def _leave() -> None:
    _ended.add(_sign_in())
    st.logout()


def actor() -> Actor:
    """Tell who looks at the page; raises NotAllowed where a sign-in does not hold."""
    if not setup():
        return LOCAL
    said = claims()
    return people(settings(None).workspace.root).actor(said, time.time()) if said else NOBODY


def gate() -> bool:
    """Tell whether the page may be drawn; else draw what to do instead."""
    try:
        who = actor()
    except NotAllowed as error:
        st.title("Sign in")
        st.warning(plain(str(error)))
        st.button("Log out", on_click=_leave, key="ncp-log-out")
        return False
    if who is NOBODY:
        _ask()
        return False
    if who.signed_in:
        _sidebar(who)
    return True


def _ask() -> None:
    st.title("Sign in")
    st.text("The pages are for the people of this network alone. Your provider says who you are.")
    for name in providers(setup()):
        label = f"Sign in with {plain(name)}" if name else "Sign in"
        st.button(label, type="primary", key=f"ncp-sign-in-{name}", on_click=st.login, args=(name or None,))


def _sidebar(who: Actor) -> None:
    with st.sidebar:
        st.text(f"{who.name}\n{who.told}\nSign-in ends in {_left()}")
        st.button("Log out", on_click=_leave, key="ncp-log-out")


def _left() -> str:
    """Say how long the sign-in holds, so that nobody types into a page that will not be saved."""
    hours = people(settings(None).workspace.root).hours
    minutes = max(0, int(claims()["iat"] + hours * 3600 - time.time()) // 60)
    return f"{minutes // 60} h" if minutes >= 120 else f"{minutes} min"
