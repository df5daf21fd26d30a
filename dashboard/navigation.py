"""The pages, found by walking `views/`, and the ways between them."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import Page

from dashboard import views


@cache
def modules() -> tuple[tuple[str, ModuleType], ...]:
    """Import the page modules and order them as they want to stand."""
    found = [
        (item.name, importlib.import_module(f"{views.__name__}.{item.name}"))
        for item in pkgutil.iter_modules(views.__path__)
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].ORDER))


def pages() -> dict[str, Page]:
    """Make the pages of the navigation; the first one stands at the root of the address."""
    return {
        name: st.Page(module.show, title=module.TITLE, url_path=name, default=not place, help=module.__doc__)
        for place, (name, module) in enumerate(modules())
    }


def go(name: str, **codes: str) -> NoReturn:
    """Open another page with these codes in its address."""
    st.switch_page(pages()[name], query_params=codes)
