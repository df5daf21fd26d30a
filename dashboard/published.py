"""Published practices of the team's records beside those of the release: at once in list, search and filters."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from graph.describe_submissions import SOURCE, facts_of
from graph.practice_index import Text
from graph.replicability import band_of
from graph.submissions import KEY, Submission
from ontology.terms import BASE

MOST = 99_999_999
PRACTICE = f"{BASE}id/practice/"
OURS = f"{PRACTICE}{KEY.replace('/', '%2F')}"
Profile = Callable[[int], Mapping[str, Any] | None]
"""Tells what is known of a city by its GeoNames id, as cities/profile does."""
PARTS = {
    **{"description": "summary", "problem": "problem", "solution": "solution", "approach": "approach"},
    **{"involvement": "involvement", "results": "results", "transferability": "transferability"},
    "whatFailed": "failed",
}
"""Parts of a description as practices/told names them, and the fields of a submission."""


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody looks for; "" and the widest bounds ask for everything. `cost` 0 means any cost."""

    text: str = ""
    challenge: str = ""
    domain: str = ""
    country: str = ""
    language: str = ""
    smallest: int = 0
    largest: int = MOST
    cost: int = 0
    only_known: bool = False


def iri_of(key: str) -> str:
    """Write the IRI of a practice whose key may have several parts."""
    return f"{PRACTICE}{key.replace('/', '%2F')}"


def key_of(iri: object) -> str:
    """Read the key of a practice from its IRI."""
    return unquote(str(iri).rpartition("/")[2])


def submitted(iri: object) -> bool:
    """Tell whether a practice was submitted here, by its IRI."""
    return str(iri).startswith(OURS)


def rows_of(published: Iterable[Submission], profile: Profile) -> list[dict[str, Any]]:
    """Give published submissions as practices/catalogue gives practices; one whose city is not held is left out."""
    return [_row(one, known) for one in published if (known := profile(one.city))]


def _row(one: Submission, known: Mapping[str, Any]) -> dict[str, Any]:
    facts = facts_of(one)
    band = facts.band or (band_of(facts.cost, facts.currency) if facts.cost is not None else "")
    return {
        **{"practice": iri_of(one.key), "title": one.title, "summary": one.summary or None, "geonames": one.city},
        **{"city": known["name"], "country": known["country"], "population": known["population"]},
        **{name: "|".join(sorted(getattr(facts, name))) or None for name in ("challenges", "domains")},
        **{"cost": facts.cost, "currency": facts.currency or None, "band": band or None},
        **{"staff": facts.staff, "months": facts.months, "languages": one.language},
        **{name: getattr(facts, name) or None for name in ("maturity", "evidence", "adaptability")},
        **{"startYear": one.start[:4] or None, "endYear": one.end[:4] or None},
        **{"programmeName": SOURCE, "page": one.page or None},
    }


def fits(row: Mapping[str, Any], need: Need) -> bool:
    """Tell whether a practice passes the filters, as practices/catalogue holds them."""
    known = row["cost"] is not None
    return (
        need.challenge in ("", *(row["challenges"] or "").split("|"))
        and need.domain in ("", *(row["domains"] or "").split("|"))
        and need.country in ("", row["country"])
        and need.language in ("", row["languages"])
        and need.smallest <= (row["population"] or 0) <= need.largest
        and (not need.cost or not known or row["cost"] <= need.cost)
        and (known or not need.only_known)
    )


def texts_of(published: Iterable[Submission]) -> Iterator[Text]:
    """Give the texts that are searched, weighed as those of the release."""
    for one in published:
        parts = {"title": (one.title,), "summary": (one.summary, one.problem)}
        parts["body"] = (
            *(one.solution, one.approach, one.involvement, one.results, one.transferability, one.failed),
            one.prerequisites,
        )
        for part, several in parts.items():
            yield from (Text(iri_of(one.key), part, said, one.language) for said in several if said)


def told_of(one: Submission) -> list[dict[str, str]]:
    """Give the texts of a submission as practices/told does."""
    told = [{"part": part, "text": said} for part, name in PARTS.items() if (said := str(getattr(one, name)))]
    return [*told, *({"part": "prerequisite", "text": each} for each in facts_of(one).prerequisites)]
