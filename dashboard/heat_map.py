"""The heat map of sources by countries: a table of the browser, which is read aloud, printed and scrolled as one."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from dashboard.coverage import Line
from dashboard.words import COMPLETENESS, COMPLETENESS_MEANINGS, MARKS

STYLE = """<style>
.ncp-heat { overflow-x: auto; max-width: 100%; padding-bottom: 0.25rem }
.ncp-heat table { border-collapse: separate; border-spacing: 1px; margin: 0; font-size: 0.8125rem; line-height: 1 }
.ncp-heat caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.ncp-heat th { font-weight: 400; padding: 0; border: 0 }
.ncp-heat thead th { font-size: 0.6875rem; text-align: center; padding-bottom: 0.25rem }
.ncp-heat tbody th { text-align: left; white-space: nowrap; padding: 0 0.6rem 0 0; max-width: 21rem;
  overflow: hidden; text-overflow: ellipsis; position: sticky; left: 0; background: var(--ncp-ground); z-index: 1 }
.ncp-heat td { min-width: 1.2rem; width: 1.4rem; height: 1.4rem; padding: 0; border: 0; text-align: center;
  border-radius: 2px; font-size: 0.875rem }
.ncp-heat .complete, .ncp-key .complete { background: var(--ncp-complete); color: var(--ncp-on-complete) }
.ncp-heat .partial, .ncp-key .partial { background: var(--ncp-partial); color: var(--ncp-on-partial) }
.ncp-heat .unknown, .ncp-key .unknown { background: #f0d35c; color: #3d3200 }
.ncp-heat .uncovered, .ncp-key .uncovered { background: transparent; color: inherit;
  box-shadow: inset 0 0 0 1px color-mix(in srgb, currentColor 16%, transparent) }
.ncp-heat .chosen { text-decoration: underline; font-weight: 700 }
.ncp-heat td.chosen { outline: 2px solid var(--ncp-frame); outline-offset: -2px; text-decoration: none }
.ncp-key { display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; font-size: 0.875rem; margin: 0 0 0.6rem; padding: 0 }
.ncp-key span.mark { display: inline-block; width: 1.3rem; height: 1.3rem; line-height: 1.3rem; text-align: center;
  border-radius: 2px; margin-right: 0.45rem; font-size: 0.875rem }
.ncp-heat *, .ncp-key * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
@media (max-width: 640px) { .ncp-heat tbody th { max-width: 9rem } }
@media print { .ncp-tones { PRINTED }
  .ncp-heat { overflow: visible } .ncp-heat td { min-width: 0.8rem; width: 0.9rem; height: 0.95rem }
  .ncp-heat table, .ncp-heat thead th, .ncp-heat td { font-size: 0.5rem }
  .ncp-heat td.chosen { outline-width: 1px } .ncp-heat tbody th { max-width: 12rem; background: transparent } }
</style>"""
"""Tones of blue and yellow keep apart for every kind of colour vision and in grey; each cell bears a sign too."""

TONES = {
    "light": {
        "ground": "#ffffff",
        "frame": "#16222e",
        "complete": "#0072b2",
        "on-complete": "#ffffff",
        "partial": "#b5dbf3",
        "on-partial": "#10364f",
    },
    "dark": {
        "ground": "#10171f",
        "frame": "#ffffff",
        "complete": "#7cc8f5",
        "on-complete": "#08202f",
        "partial": "#1d4f74",
        "on-partial": "#cfe8f8",
    },
}
"""Colours by theme: complete stands out most; the ground lies behind names that stay while the map is scrolled."""


def _tones(theme: str, mark: str = "") -> str:
    return "; ".join(f"--ncp-{name}: {colour}{mark}" for name, colour in TONES[theme].items())


def heat_map(lines: Sequence[Line], countries: Mapping[str, str], chosen: str = "") -> None:
    """Draw sources by countries with their legend; the chosen country comes first and is framed."""
    names = {code: countries[code] for code in sorted(countries, key=lambda code: (code != chosen, code))}
    head = "".join(
        f'<th scope="col" title="{escape(name)}"{_chosen(code, chosen)}>{escape(code)}</th>'
        for code, name in names.items()
    )
    body = "".join(_line(line, names, chosen) for line in lines)
    table = f"<caption>{escape(told(lines, names))}</caption><thead><tr><td></td>{head}</tr></thead>"
    # A region that scrolls takes the focus, so that the keyboard can scroll it.
    frame = '<div class="ncp-heat" tabindex="0" role="region" aria-label="Heat map of sources by country">'
    tones = _tones("dark" if st.context.theme.type == "dark" else "light")
    style = STYLE.replace("PRINTED", _tones("light", " !important"))
    drawn = f"{_legend()}{frame}<table>{table}<tbody>{body}</tbody></table></div>"
    st.html(f'{style}<div class="ncp-tones" style="{tones}">{drawn}</div>')


def told(lines: Sequence[Line], countries: Mapping[str, str]) -> str:
    """Say in a sentence what the map shows."""
    whole = [line.title for line in lines if any(line.state(code) == "complete" for code in countries)]
    named = ", ".join(whole) or "none"
    return f"Coverage of {len(lines)} sources in {len(countries)} countries. Complete in at least one country: {named}."


def _chosen(code: str, chosen: str, state: str = "") -> str:
    names = " ".join(part for part in (state, "chosen" if code == chosen else "") if part)
    return f' class="{names}"' if names else ""


def _line(line: Line, countries: Mapping[str, str], chosen: str) -> str:
    cells = "".join(_cell(line, code, name, chosen) for code, name in countries.items())
    return f'<tr><th scope="row" title="{escape(line.title)}">{escape(line.title)}</th>{cells}</tr>'


def _cell(line: Line, code: str, name: str, chosen: str) -> str:
    state = line.state(code)
    words = f"{line.title}, {name}: {COMPLETENESS[state].lower()}. {line.told(code)}."
    label = escape(words)
    return f'<td{_chosen(code, chosen, state)} title="{label}" aria-label="{label}">{MARKS[state]}</td>'


def _legend() -> str:
    keys = "".join(
        f'<span><span class="mark {state}" aria-hidden="true">{mark}</span><b>{COMPLETENESS[state]}</b>: '
        f"{COMPLETENESS_MEANINGS[state]}</span>"
        for state, mark in MARKS.items()
    )
    return f'<div class="ncp-key">{keys}</div>'
