"""The list of flags on the page Unlinked cities: rules, thresholds and weights in the address, and the table."""

from collections.abc import Collection, Mapping

import streamlit as st

from dashboard import address, data, navigation, tables
from dashboard.flags import Flagged, chosen_rules, rows_of
from dashboard.words import counted
from graph.priority import PARTS
from graph.rules import PRESETS, rules, settings, thresholds

PAGE = "unlinked"
COLUMNS = {
    "name": "City",
    "population": "Inhabitants",
    "rule": "Rule",
    "score": "Score",
    "parts": "Parts of the score",
    "stays": "Stays in",
    "reason": "Reason",
    "values": "Values",
    "evidence": "Rows",
    "coverage": "Coverage",
}
WIDTHS = {
    "name": 130,
    "population": 88,
    "rule": 60,
    "score": 60,
    "parts": 170,
    "stays": 110,
    "reason": 330,
    "values": 190,
    "evidence": 300,
    "coverage": 300,
}
SETS = {"usual": "Usual", "cautious": "Cautious", "wide": "Wide"}
INTRODUCTION = (
    "A city is flagged only where a source covers a programme family completely for the country. "
    "“Stays in” counts the runs, each with one source left out, in which the flag stays, and names the sources without "
    "which it falls. The score weighs the parts beside it. It says whom to reach first, not who will join: in a "
    "back-test on URBACT III, population alone told much better who joined than the parts Small and Peripheral do."
)


def codes() -> Collection[str]:
    """Name the codes that this list keeps in the address."""
    return {"set", "rule", *(one.name for one in thresholds()), *(f"w-{key}" for key in PARTS)}


def draw(country: str, place: str, bounds: tuple[int, int]) -> None:
    """Draw the choices and the flags of a country."""
    st.subheader("Flags by rule")
    st.text(INTRODUCTION)
    keys, values, weights = _choices()
    for rule in rules():
        if not rule.question:
            st.text(f"{rule.key}, {rule.label}: not computed.")
    found = data.flags(country, bounds, keys, values, weights)
    if not found:
        st.info("No city of this size is flagged by these rules. Choose another size, other rules or thresholds.")
        return
    _table(found, place)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.text(f"{counted(len(found), 'flag', 'flags')}, the highest score first. Click a name to open the city.")
        columns, rows = rows_of(found, full=True)
        tables.download("Download flags as CSV", f"flags-{country}.csv", columns, rows, key="unlinked-flags-csv")


def _choices() -> tuple[tuple[str, ...], dict[str, int], dict[str, int]]:
    known = {rule.key: f"{rule.key} {rule.label}" for rule in chosen_rules(())}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width="content"):
            keys = address.several("Rules", "rule", known, tuple(known), page=PAGE)
        with st.container(width=160):
            preset = address.select("Thresholds", "set", SETS, "usual", page=PAGE)
        with st.popover("Set thresholds"):
            values = _thresholds(preset)
        with st.popover("Weigh the score"):
            weights = _weights()
    _keep(keys if len(keys) < len(known) else (), preset, values, weights)
    return keys, values, weights


def _thresholds(preset: str) -> dict[str, int]:
    """Draw a field for each threshold; another preset begins anew from its own values."""
    if st.session_state.setdefault("ncp-preset", preset) != preset:
        st.session_state["ncp-preset"] = preset
        for one in thresholds():
            st.session_state[f"{PAGE}-{one.name}"] = one.values[preset]
            st.query_params.pop(one.name, None)
    return {
        one.name: address.number(
            one.label, one.name, one.values[preset], page=PAGE, top=9_999, step=1, note=one.meaning
        )
        for one in thresholds()
    }


def _weights() -> dict[str, int]:
    held = {}
    for key, part in PARTS.items():
        held[key] = address.number(part.label, f"w-{key}", part.weight, page=PAGE, top=10, step=1, note=part.meaning)
    return held


def _keep(keys: Collection[str], preset: str, values: Mapping[str, int], weights: Mapping[str, int]) -> None:
    """Let the address hold what differs from the usual."""
    usual = settings(preset)
    set_ = {name: "" if value == usual[name] else str(value) for name, value in values.items()}
    weighed = {f"w-{key}": "" if value == PARTS[key].weight else str(value) for key, value in weights.items()}
    own = {"rule": ".".join(keys), "set": "" if preset == next(iter(PRESETS)) else preset, **set_, **weighed}
    others = [name for name in st.query_params.to_dict() if name not in own]
    address.write(others, **own)


def _table(found: tuple[Flagged, ...], place: str) -> None:
    hit = tables.choose(
        COLUMNS,
        [_row(flag) for flag in found],
        name=f"Flags of {place} with rule, score, reason, evidence and coverage",
        key="unlinked-flags",
        numbers=("population", "score"),
        widths=WIDTHS,
        most=len(found),
        row=92,
        pixels=540,
    )
    if hit is not None:
        navigation.go("city", id=str(found[hit].geonames))


def _row(flag: Flagged) -> tuple[object, ...]:
    parts = {
        "small": flag.part_size,
        "peripheral": flag.part_periphery,
        "absent": flag.part_absent,
        "firm": flag.part_firm,
        "gap": flag.part_gap,
    }
    told = ", ".join(f"{name} {value if value != '' else 'not known'}" for name, value in parts.items())
    stays = f"{flag.stays} of {flag.runs} runs" + (f"; falls without {flag.hangs_on}" if flag.hangs_on else "")
    score = flag.score if flag.score != "" else None
    why = flag.reason.removeprefix(f"{flag.name}, {flag.population:,}").removeprefix(", ").removeprefix(": ")
    why = why[:1].upper() + why[1:]
    return (
        *(flag.name, flag.population, flag.rule, score, told, stays),
        *(why, flag.values, flag.evidence, flag.coverage),
    )
