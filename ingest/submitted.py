"""Submitted practices and what towns tell of practices: what of it a release takes in, and what it has to leave out."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from graph.adoptions import Adoption, adoptions
from graph.describe_submissions import adoption_key, describe_submissions
from graph.findings import Findings
from graph.quads import Quads
from graph.submission_checks import PracticeCheck, last_checks
from graph.submission_fields import FIELDS
from graph.submissions import Submission, desk_if_any, published
from graph.workspace import Workspace
from ingest.practice_facts import without_names

_TEXTS = ("title", *(name for name, field in FIELDS.items() if field.long), "prerequisites", "proof")


@dataclass(frozen=True, slots=True)
class Submitted:
    """What is published, the checks by the number of the submission, and the reports that count."""

    practices: tuple[Submission, ...] = ()
    checks: tuple[tuple[int, PracticeCheck], ...] = ()
    adoptions: tuple[Adoption, ...] = ()

    @property
    def cities(self) -> frozenset[int]:
        """The cities that are named."""
        return frozenset([*(one.city for one in self.practices), *(one.city for one in self.adoptions)])


def submitted_by(workspace: Workspace, address: str = "") -> Submitted:
    """Read it at an address, or in the records of the workspace, which may not have any yet."""
    desk = desk_if_any(workspace, address)
    if desk is None:
        return Submitted()
    counted = tuple(one for one in adoptions(desk) if one.confirmed)
    return Submitted(tuple(published(desk)), tuple(last_checks(desk).items()), counted)


def submitted_quads(said: Submitted, findings: Findings, cities: Collection[int]) -> tuple[Quads, dict[str, Any]]:
    """Write it, and say what is left out since the release holds no such city or practice."""
    kept = [_plain(one) for one in said.practices if one.city in cities]
    findings.practices.update(one.key for one in kept)
    used = [one for one in said.adoptions if one.city in cities and one.practice in findings.practices]
    findings.adoptions.update(adoption_key(one.id) for one in used)
    quads = describe_submissions(kept, dict(said.checks), used, findings.practices)
    numbers = {one.id for one in kept}, {one.id for one in used}
    left = [f"{one.key}: city {one.city}" for one in said.practices if one.id not in numbers[0]]
    left += [f"report {one.id}: {one.practice}, city {one.city}" for one in said.adoptions if one.id not in numbers[1]]
    return quads, {"practices": len(kept), "adoptions": len(used), "left_out": left}


def _plain(one: Submission) -> Submission:
    """Leave the names of persons behind a title out of the texts."""
    make: Callable[..., Submission] = replace
    return make(one, **{name: without_names(str(getattr(one, name))) for name in _TEXTS})
