"""The rules of the worklist: which ones, from which thresholds, weighed how; and what the flags of a town rest on."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import address, tables
from dashboard.flags import Flagged
from dashboard.words import PRIORITIES
from graph.priority import PARTS
from graph.rules import PRESETS, rules, settings, thresholds

PAGE = "unlinked"
SETS = {"usual": "Usual", "cautious": "Cautious", "wide": "Wide"}
INTRODUCTION = (
    "A city is flagged only where a source covers a programme family completely for the country. The score says whom "
    "to reach first, not who will join: in a back-test on URBACT III no order of ours beat population alone over all "
    "cities, because larger cities join first, and the score puts small and peripheral towns first on purpose."
)
QUESTION = "How much should each of these count, from 0 (not at all) to 10?"
DETAILS = {
    "rule": "Rule",
    "score": "Score",
    "parts": "Parts of the score",
    "values": "Counted",
    "stays": "Stays in",
    "evidence": "Rows that name it",
    "coverage": "Covered completely",
}
SHARES = {"rule": 13, "score": 6, "parts": 13, "values": 13, "stays": 13}


def rules_chosen() -> tuple[str, ...]:
    """Draw the rules; none pressed means all."""
    known = {rule.key: f"{rule.key} {rule.label}" for rule in rules() if rule.question}
    st.text("Leave only towns that one of these rules flags:")
    keys = address.pressed("Rules", "rule", known, page=PAGE)
    for rule in rules():
        if not rule.question:
            st.text(f"{rule.key}, {rule.label}: not computed.")
    return keys


def thresholds_chosen() -> tuple[str, dict[str, int]]:
    """Draw the sets of thresholds and a field for each; another set begins anew from its own values."""
    preset = address.select("Thresholds", "set", SETS, "usual", page=PAGE)
    if st.session_state.setdefault("ncp-preset", preset) != preset:
        st.session_state["ncp-preset"] = preset
        for one in thresholds():
            st.session_state[f"{PAGE}-{one.name}"] = one.values[preset]
            st.query_params.pop(one.name, None)
    values = {
        one.name: address.number(
            one.label, one.name, one.values[preset], page=PAGE, top=9_999, step=1, note=one.meaning
        )
        for one in thresholds()
    }
    return preset, values


def weights_chosen() -> dict[str, int]:
    """Draw a slider for each part of the score."""
    st.text(QUESTION)
    held = {}
    for key, part in PARTS.items():
        label = PRIORITIES.get(key, part.label)
        held[key] = address.scale(label, f"w-{key}", part.weight, page=PAGE, note=part.meaning)
    st.text(INTRODUCTION)
    return held


def codes(keys: Sequence[str], preset: str, values: Mapping[str, int], weights: Mapping[str, int]) -> dict[str, str]:
    """Write for the address what differs from the usual."""
    usual = settings(preset)
    set_ = {name: "" if value == usual[name] else str(value) for name, value in values.items()}
    weighed = {f"w-{key}": "" if value == PARTS[key].weight else str(value) for key, value in weights.items()}
    return {"rule": ".".join(keys), "set": "" if preset == next(iter(PRESETS)) else preset, **set_, **weighed}


def details(flags: Sequence[Flagged], name: str) -> None:
    """Draw what the flags of a town rest on."""
    rows = [
        (f"{one.rule} {one.rule_name}", _score(one), _parts(one), one.values, _stays(one), one.evidence, one.coverage)
        for one in flags
    ]
    tables.text(DETAILS, rows, name=f"Rules that flag {name}", widths=SHARES)


def _score(one: Flagged) -> str:
    return f"{float(one.score):.1f}" if one.score != "" else "not known"


def _parts(one: Flagged) -> str:
    """Give each part of the score, from 0 to 1."""
    values = ((part.label.lower(), getattr(one, f"part_{key}")) for key, part in PARTS.items())
    return ", ".join(f"{label} {value if value != '' else 'not known'}" for label, value in values)


def _stays(one: Flagged) -> str:
    """Say in how many runs, each with one source left out, the flag stays."""
    told = f"{one.stays} of {one.runs} runs with one source left out"
    return f"{told}; falls without {one.hangs_on}" if one.hangs_on else told
