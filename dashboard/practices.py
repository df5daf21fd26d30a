"""Practices for a need: by full text, challenge, domain, size, money and language; for page and command."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.published import Need, fits, key_of, submitted
from graph.endpoint import Endpoint
from graph.errors import BadParameter
from graph.practice_index import PracticeIndex
from ontology.terms import SCHEME, label
from queries.ask import ask

COLUMNS = (
    *("title", "city", "country", "population", "challenges", "domains", "cost", "staff", "months"),
    *("maturity", "evidence", "adaptability", "languages", "years", "programme", "score", "practice"),
)
NARROW = ("title", "city", "country", "population", "domains", "cost", "score")
NOT_STATED = "not stated"
NO_CURRENCY = "currency not stated"


def found(
    endpoint: Endpoint, index: PracticeIndex, need: Need, own: Sequence[Mapping[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """List the practices that fit, the best first where there is a text, else by country, city and title.

    `own` are the published practices of the team's records as they stand now, of which a release may hold older ones;
    None where the records were not read.
    """
    _must_exist(need)
    values: dict[str, object] = {
        **{"challenge": need.challenge, "domain": need.domain, "country": need.country, "language": need.language},
        **{"minPopulation": need.smallest, "maxPopulation": need.largest, "onlyKnown": int(need.only_known)},
    }
    values |= {"maxCost": need.cost} if need.cost else {}
    held = ask(endpoint, "practices/catalogue", **values).records()
    if own is not None:
        mine = (dict(row) for row in own if fits(row, need))
        held = sorted([*(row for row in held if not submitted(row["practice"])), *mine], key=_order)
    rows = list(map(_said, held))
    if not need.text.strip():
        return rows
    scores = dict(index.search(need.text))
    hits = [row | {"score": round(scores[row["iri"]], 1)} for row in rows if row["iri"] in scores]
    return sorted(hits, key=lambda row: (-row["score"], row["title"]))


def _order(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(row["country"]), str(row["city"]), str(row["title"])


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """Put a row into words; what the source does not say is "not stated"."""
    last = row["endYear"] or ("today" if row["startYear"] else "")
    return {
        **{"iri": row["practice"], "practice": key_of(row["practice"])},
        **{name: row[name] for name in ("title", "summary", "geonames", "city", "country", "population", "page")},
        "challenges": _labels("challenge", row["challenges"]),
        "domains": _labels("domain", row["domains"]),
        "cost": cost(row["cost"], row["currency"], row["band"]),
        "staff": _amount(row["staff"], "person-months"),
        "months": _amount(row["months"], "months"),
        **{name: _labels(name, row[name]) for name in ("maturity", "evidence", "adaptability")},
        "languages": (row["languages"] or NOT_STATED).replace("|", ", "),
        "years": f"{row['startYear'] or '…'}–{last}" if row["startYear"] or last else NOT_STATED,
        "programme": row["programmeName"] or "",
        "score": None,
    }


def _labels(scheme: str, keys: str | None) -> str:
    """Name concepts as their scheme does."""
    return ", ".join(label(SCHEME[f"{scheme}-{key}"]) for key in keys.split("|")) if keys else NOT_STATED


def _must_exist(need: Need) -> None:
    """Refuse a challenge or domain that no scheme holds; an empty list would say that no practice is about it."""
    for scheme, key in (("challenge", need.challenge), ("domain", need.domain)):
        if key and f"{scheme}-{key}" not in SCHEME:
            raise BadParameter(f'"{key[:40]}" is no {scheme}; `ncp ask choices/{scheme}s` lists their keys.')


def _amount(number: object, unit: str) -> str:
    return NOT_STATED if number is None else f"{float(str(number)):g} {unit}"


def cost(amount: object, currency: str | None, band: str | None) -> str:
    """Tell a cost with its currency, or the band alone, or that it is not stated."""
    if amount is None:
        return f"{label(SCHEME[f'cost-{band}'])} (euro)" if band else NOT_STATED
    return f"{float(str(amount)):,.0f} {currency}" if currency else f"{float(str(amount)):,.0f} ({NO_CURRENCY})"


def table(rows: Sequence[dict[str, Any]], columns: Sequence[str] = COLUMNS) -> list[tuple[Any, ...]]:
    """Give the rows with these columns."""
    return [tuple(row[name] for name in columns) for row in rows]
