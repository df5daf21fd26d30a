"""The verdicts on a city as cards, one for each programme family, drawn at once: names stand in them as plain text."""

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from dashboard.cities import Verdict
from dashboard.drawing import colours
from dashboard.words import STATES

_STYLE = """<style>
.ncp-cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); gap: 1rem;
  list-style: none; margin: 0 !important; padding: 0 !important }
.ncp-cards li { border: 1px solid color-mix(in srgb, currentColor 18%, transparent); border-radius: 6px;
  margin: 0 !important; padding: 0.9rem 1rem; break-inside: avoid }
.ncp-cards p { margin: 0 0 0.35rem; overflow-wrap: anywhere; line-height: 1.5 }
.ncp-cards p:first-child { display: inline-block; border: 1px solid; border-left-width: 0.5rem; border-radius: 6px;
  padding: 0 0.5rem; font-size: 0.875rem }
</style>"""
"""The colour of a state frames its name, which stays in the colour of the text and can be read on any ground."""


def draw(verdicts: Sequence[Verdict]) -> None:
    """Draw a card for each verdict; one element costs the browser a tenth of what a hundred do."""
    ink = colours()
    cards = "".join(_card(verdict, ink[verdict.state]) for verdict in verdicts)
    st.html(f'{_STYLE}<ul class="ncp-cards" aria-label="Verdicts by programme family">{cards}</ul>')


def _card(verdict: Verdict, colour: str) -> str:
    badge = f'<p style="border-color: {colour}">{escape(STATES[verdict.state])}</p>'
    lines = "".join(f"<p>{escape(line)}</p>" for line in _lines(verdict))
    return f"<li>{badge}{lines}</li>"


def _lines(verdict: Verdict) -> Iterator[str]:
    """Say which family, on what links and evidence, what was searched and what is known in part."""
    yield verdict.family
    if verdict.links:
        yield f"Links: {verdict.links}"
    if verdict.evidence:
        yield f"Evidence: {verdict.evidence}"
    if verdict.doubtful:
        yield "An undecided row may mean this city."
    if verdict.searched:
        yield f"Searched: {verdict.searched}"
    if verdict.partly:
        yield f"Covered in part only: {verdict.partly}"
