"""Submissions, checks and reports in words: the rows that page and command show, and what both ask the graph for."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from dashboard.published import Profile, key_of
from graph.endpoint import Endpoint
from graph.submission_checks import PracticeCheck, criterion_label
from graph.submission_fields import keys
from graph.submissions import Notice, Submission, state_label
from queries.ask import ask

COLUMNS = ("number", "title", "city", "country", "state", "author", "since", "revises", "version")
CHECKS = ("submission", "outcome", "day", "by", "met", "lacks", "said")
NOTICES = ("number", "day", "told", "read")


def profile_by(endpoint: Endpoint) -> Profile:
    """Tell what is known of a city, asked once for each."""

    @cache
    def profile(city: int) -> Mapping[str, Any] | None:
        found = ask(endpoint, "cities/profile", city=str(city)).records()
        return found[0] if found else None

    return profile


def submission_rows(held: Iterable[Submission], profile: Profile) -> list[tuple[Any, ...]]:
    """List submissions with how far they are."""
    return [_row(one, profile(one.city) or {"name": f"City {one.city}", "country": ""}) for one in held]


def _row(one: Submission, known: Mapping[str, Any]) -> tuple[Any, ...]:
    place = (one.title, known["name"], known["country"], state_label(one.state))
    return (one.id, *place, one.author, one.at[:10], one.revises, one.version)


def check_rows(checks: Iterable[PracticeCheck]) -> list[tuple[Any, ...]]:
    """List checks with the criteria that were met and those that were not."""
    return [
        (one.submission, state_label(one.outcome), one.at[:10], one.by, *map(_criteria, one.criteria), one.note)
        for one in checks
    ]


def _criteria(keys: Iterable[str]) -> str:
    return ", ".join(map(criterion_label, keys))


def notice_rows(notices: Iterable[Notice]) -> list[tuple[Any, ...]]:
    """List what authors were told."""
    return [(one.id, one.at[:10], one.told, one.seen[:10]) for one in notices]


def scheme_names(scheme: str) -> dict[str, str]:
    """Name the keys of a scheme as they are offered."""
    return {key: f"{label[:1].upper()}{label[1:]}" for key, label in keys(scheme).items()}


def judged(met: Iterable[str], lacks: Iterable[str]) -> dict[str, bool]:
    """Put a check list together of the criteria that are met and those that are not."""
    return {**dict.fromkeys(met, True), **dict.fromkeys(lacks, False)}


def version_pairs(rows: Iterable[Mapping[str, Any]], published: Iterable[Submission]) -> list[tuple[str, str]]:
    """List which practice is a newer version of which, by their keys, in the answer to practices/versions and here."""
    held = [(key_of(row["practice"]), key_of(row["older"])) for row in rows]
    return [*held, *((one.key, one.revises) for one in published if one.revises)]
