"""The SPARQL editor of the pages: CodeMirror as a component, which knows our prefixes, terms and parameters.

Its code is bundled in `static/editor.js` (components/editor says how) and travels once, under an address that holds the
hash of its content; what is known of terms travels the same way. What is typed stays in the browser until it is run,
formatted or saved.
"""

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.kept import Kept
from dashboard.maps import publish
from ontology.terms import PREFIXES, terms
from queries.catalogue import load, placeholder
from queries.tokens import NAME, VARIABLE, tokens

STATIC = Path(__file__).with_name("static")
KINDS = {"class": "class", "concept": "enum", "scheme": "namespace"}
"""How CodeMirror calls our kinds of terms; properties of both kinds are "property"."""
WORDS = {
    "label": "SPARQL query",
    "empty": "Write a query, or open a saved question below",
    "broken": "The editor could not be loaded; reload the page. A saved question can be asked on the page Ask.",
}

_scripts = Kept(2, "js", lambda content: gzip.compress(content, mtime=0))
published = _scripts.get


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did in the editor: "run", "format" or "save" the text of the tab that is in front.

    `name` and `origin` are the tab's; `number` tells deeds apart.
    """

    kind: str
    text: str
    name: str
    origin: str
    number: int


@cache
def _code() -> str:
    return f"script/{_scripts.add((STATIC / 'editor.js').read_bytes())}"


def _known() -> str:
    """Keep what the editor completes for the browser to fetch, and return its address."""
    return publish(_words())


@cache
def _words() -> bytes:
    told = {"prefixes": PREFIXES, "terms": _terms(), "parameters": _parameters()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _terms() -> list[tuple[str, str, str, str]]:
    """List our terms as they are written in a query, with label, definition and kind, then those of others in use."""
    own = [
        (
            f"{'scheme' if one.iri.startswith(PREFIXES['scheme']) else 'ncp'}:{one.name}",
            one.label,
            one.definition,
            KINDS.get(one.kind, "property"),
        )
        for one in terms()
        if "/" not in one.name
    ]
    used = {one.text for question in load().values() for one in tokens(question.text) if one.kind == NAME}
    known = {name for name, *_ in own}
    others = sorted(name for name in used - known if name.partition(":")[0] in PREFIXES and name[-1] != ":")
    return own + [(name, "", "", "property") for name in others if not name.startswith(("ncp:", "scheme:", "id:"))]


def _parameters() -> list[tuple[str, str]]:
    """List the placeholders of the saved questions with their meaning, the most used first."""
    found: dict[str, list[str]] = {}
    for question in load().values():
        meanings = {parameter.name: parameter.meaning for parameter in question.parameters}
        for text in {one.text for one in tokens(question.text) if one.kind == VARIABLE}:
            if parts := placeholder(text):
                found.setdefault(text, []).append(meanings[parts[0]])
    return [(text, told[0]) for text, told in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))]


def _button(act: str, label: str, told: str, style: str = "") -> str:
    return f'<button type="button" class="{style}" data-act="{act}" title="{told}">{label}</button>'


@cache
def _component() -> Callable[..., object]:
    buttons = (
        _button("new", "New tab", "Open an empty tab")
        + _button("close", "Close tab", "Close the tab that is in front")
        + _button("format", "Format", "Lay the query out (Shift+Alt+F); what it asks stays the same")
        + _button("save", "Save …", "Save the query, share it, or propose it for the library (Ctrl+S)")
        + _button("run", "Run", "Run the query (Ctrl+Enter)", "run")
    )
    return st.components.v2.component(
        "sparql_editor",
        html=(
            '<div class="bench"><div class="bar"><div role="tablist" aria-label="Open queries"></div>'
            f'{buttons}</div><p class="broken" role="alert" hidden></p><div class="sheet"></div>'
            '<p class="keys">Ctrl+Enter runs · Ctrl+Space completes · F8 goes to the error · '
            "Esc, then Tab leaves the editor</p></div>"
        ),
        css=(STATIC / "editor.css").read_text("utf-8"),
        js=(STATIC / "editor_mount.js").read_text("utf-8"),
    )


def editor(
    *,
    key: str,
    owner: str,
    begin: str,
    told: Mapping[str, Any],
    on_act: Callable[[], None],
) -> None:
    """Draw the editor; `on_act` is called with a deed in the session before the page is drawn anew.

    `begin` stands in the first tab; `told` holds what the page tells back: `open` (a question for a tab of its own),
    `put` (a text that replaces the one that was sent), `named` (under what name it was saved), `fault` (where the text
    does not parse).
    """
    _component()(
        key=key,
        data={
            "code": _code(),
            "known": _known(),
            "words": WORDS,
            "owner": owner,
            "begin": begin,
            "dark": st.context.theme.type == "dark",
            **told,
        },
        on_act_change=on_act,
    )


def deed(key: str) -> Deed | None:
    """Give what was done in the editor, within `on_act`."""
    done = getattr(st.session_state.get(key), "act", None)
    if not isinstance(done, Mapping):
        return None
    kind, text, name, origin = (str(done.get(field) or "") for field in ("kind", "text", "name", "origin"))
    return Deed(kind, text, name, origin, int(done.get("number") or 0))
