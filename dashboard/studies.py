"""What studies of remote work and remote services found, over the member states; for the page and the command."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.endpoint import Endpoint
from graph.errors import BadInput
from ontology.indicators import units
from ontology.terms import SCHEME, label, terms
from queries.ask import ask

COMPARED = {
    **{"countryName": "Member state", "title": "Study", "effect": "Effect", "interval": "Interval"},
    **{"method": "Method", "evidence": "Evidence", "where": "Where", "period": "Period", "page": "Page"},
}
FIGURES = {"indicator": "Indicator", "unit": "Unit", **COMPARED}
NO_STUDY = "no study at hand"
NOT_STATED = "not stated"


def compared(endpoint: Endpoint, indicator: str, unit: str) -> list[dict[str, Any]]:
    """Put the figures of one indicator in one unit beside each other, member state by member state."""
    fitting = units().get(indicator)
    if fitting is None:
        raise BadInput(f"{indicator!r} is no indicator", f"choose among {', '.join(sorted(units()))}")
    if unit not in fitting:
        raise BadInput(f"{indicator} is not counted in {unit!r}", f"choose {' or '.join(fitting)}")
    return [_said(row) for row in ask(endpoint, "studies/compared", indicator=indicator, unit=unit).records()]


def figures(endpoint: Endpoint, topic: str = "", country: str = "") -> list[dict[str, Any]]:
    """List every figure with its indicator and unit; it is no comparison."""
    if topic and f"topic-{topic}" not in SCHEME:
        raise BadInput(f"{topic!r} is no topic of studies", "choose remote-work or remote-services")
    found = ask(endpoint, "studies/figures", topic=topic, country=country).records()
    return [_said(row | {"told": "study", "countryName": row["country"]}) for row in found]


def unit_of(endpoint: Endpoint, indicator: str) -> str:
    """Choose the unit of an indicator where none is named: the only one that studies tell it in."""
    fitting = units().get(indicator, ())
    told = {row["unit"] for row in figures(endpoint) if row["indicator"] == name(f"indicator-{indicator}")}
    held = [unit for unit in fitting if name(f"effect-unit-{unit}") in told]
    if len(held) > 1:
        remedy = f"name one of them with --unit: {', '.join(held)}"
        raise BadInput(f"{indicator} is told in several units, which are never put together", remedy)
    return next(iter(held or fitting), "")


def name(concept: str) -> str:
    """Give the label of a concept such as "indicator-travel-time"."""
    return label(SCHEME[concept])


def key_of(scheme: str, said: str) -> str:
    """Give the key of the concept of a scheme that bears this label."""
    start = f"{scheme}-"
    return next(each.name.removeprefix(start) for each in terms() if each.name.startswith(start) and each.label == said)


def at_hand(rows: Sequence[Mapping[str, Any]]) -> tuple[int, int, int]:
    """Count the figures, the member states with one and those without."""
    states = {row["countryName"]: row["found"] for row in rows}
    return sum(row["found"] for row in rows), sum(states.values()), sum(not found for found in states.values())


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """Put a figure into words; a member state without a study says so and nothing else."""
    held = {key: row.get(key) for key in ("country", "countryName", "title", "page", "indicator", "unit", "effect")}
    if row["told"] == NO_STUDY:
        return held | {
            "found": False,
            "title": NO_STUDY,
            **dict.fromkeys(("interval", "where", "period", "method", "evidence")),
        }
    return held | {
        "found": True,
        "interval": _interval(row),
        "where": f"{row['place']} ({row['placeKind']})",
        "period": _period(row),
        "method": name(f"study-{row['method']}"),
        "evidence": name(f"evidence-{row['evidence']}") if row["evidence"] else NOT_STATED,
    }


def _interval(row: Mapping[str, Any]) -> str:
    if row["low"] is None:
        return NOT_STATED
    level = f" ({float(row['level']):g} %)" if row["level"] is not None else ""
    return f"{float(row['low']):g} to {float(row['high']):g}{level}"


def _period(row: Mapping[str, Any]) -> str:
    years = dict.fromkeys(str(year) for year in (row["start"], row["end"]) if year)
    return "–".join(years) or NOT_STATED


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Give the rows with these columns."""
    return [tuple(row[key] for key in columns) for row in rows]
