"""Who is certified or labelled for what, and until when; for the pages and the command."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.endpoint import Endpoint
from graph.errors import BadInput
from ontology.terms import SCHEME, label
from queries.ask import ask

COLUMNS = {
    **{"holder": "Held by", "name": "City", "country": "In", "scheme": "For what", "kind": "Kind", "body": "Given by"},
    **{"standard": "Standard", "since": "Since", "until": "Until", "state": "State", "evidence": "What shows it"},
    **{"page": "Page", "file": "File", "row": "Row"},
}
NARROW = ("holder", "name", "country", "scheme", "since", "until", "state")
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which certificates are asked for; "" asks for all. `months` leaves those that run out so soon after the day."""

    country: str = ""
    city: str = ""
    scheme: str = ""
    kind: str = ""
    months: int | None = None

    def values(self, day: date) -> dict[str, str]:
        """Give the values of the question certificates/held."""
        asked = {"country": self.country, "city": self.city, "scheme": self.scheme, "kind": self.kind}
        return {**asked, "day": day.isoformat()}


def held(endpoint: Endpoint, wanted: Wanted, day: date) -> list[dict[str, Any]]:
    """List certificates with their state on a day; those that run out soon come with the soonest first."""
    if wanted.kind and f"certificate-{wanted.kind}" not in SCHEME:
        kinds = ", ".join(row["value"] for row in ask(endpoint, "choices/certificate-kinds").records())
        raise BadInput(f"{wanted.kind!r} is no kind of certificate", f"choose among {kinds}")
    rows = [said(row) for row in ask(endpoint, "certificates/held", **wanted.values(day)).records()]
    if wanted.months is None:
        return rows
    ending = ask(endpoint, "certificates/running-out", day=day.isoformat(), months=wanted.months).records()
    order = {row["certificate"]: place for place, row in enumerate(ending)}
    return sorted((row for row in rows if row["iri"] in order), key=lambda row: order[row["iri"]])


def of_practice(endpoint: Endpoint, practice: str, city: str, day: date) -> list[dict[str, Any]]:
    """List the certificates of one practice by its IRI; `city` is the GeoNames id of the one that began it."""
    return [row for row in held(endpoint, Wanted(city=city), day) if row["practice"] == practice]


def said(row: dict[str, Any]) -> dict[str, Any]:
    """Put a row into words; what no source says is "not stated"."""
    return {
        **{name: row[name] for name in ("name", "country", "scheme", "body", "practice", "page", "file", "row")},
        **{"iri": row["certificate"], "geonames": row["geonames"], "state": row["state"]},
        "holder": row["title"] or row["name"],
        "kind": label(SCHEME[f"certificate-{row['kind']}"]),
        **{name: str(row[name] or NOT_STATED) for name in ("standard", "since", "until", "evidence")},
    }


def table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Give the rows with these columns."""
    return [tuple(row[name] for name in columns) for row in rows]
