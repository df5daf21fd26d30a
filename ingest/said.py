"""What the team's records say beside decisions on names, and what of it enters the release."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.describe_lessons import describe_lessons
from graph.describe_support import Support
from graph.findings import Findings
from graph.keyword_desk import keyword_decisions_of
from graph.keywords import KeywordMapping
from graph.lesson_desk import lessons_of
from graph.lessons import Lesson, Transfer
from graph.quads import project
from graph.release import Loading
from graph.transfer_desk import transfers_of
from graph.workspace import Workspace
from ingest.help_said import support_of
from ingest.keyword_table import keyword_quads
from ingest.submitted import Submitted, submitted_by, submitted_quads


@dataclass(frozen=True, slots=True)
class Said:
    """What people decided on keywords, lessons and where else they hold, requests for help, and practices submitted."""

    mappings: tuple[KeywordMapping, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    support: Support = field(default_factory=Support)
    submitted: Submitted = field(default_factory=Submitted)

    @property
    def cities(self) -> set[int]:
        """The cities that help was asked for in, and those of practices."""
        return {*(one.city for one in self.support.requests), *self.submitted.cities}


def said_by(workspace: Workspace, desk: str = "") -> Said:
    """Read it at an address, or in the records of the workspace, which may not have any yet."""
    mappings = tuple(one.mapping for one in keyword_decisions_of(workspace, desk))
    lessons, transfers = tuple(lessons_of(workspace, desk)), tuple(transfers_of(workspace, desk))
    return Said(mappings, lessons, transfers, support_of(workspace, desk), submitted_by(workspace, desk))


def write_said(
    folder: Path, said: Said, findings: Findings, cities: Collection[int], graphs: Loading
) -> dict[str, Any]:
    """Write it; says how much entered, and what could not, since the release does not hold what it names."""
    quads, submitted = submitted_quads(said.submitted, findings, cities)
    graphs.append(keyword_quads(findings, said.mappings).write(folder))
    if said.submitted.cities:
        graphs.append(quads.write(folder))
    kept = [one for one in said.lessons if _held(one, findings)]
    keys = {one.key for one in kept}
    carried = [one for one in said.transfers if one.lesson in keys]
    if said.lessons:
        graphs.append(describe_lessons(kept, carried).write(folder))
    left = [f"{one.key}: {one.of} {one.origin}" for one in said.lessons if one.key not in keys]
    lessons = {"kept": len(kept), "claims": len(carried), "without_origin": left}
    return {"lessons": lessons, "submitted": submitted}


def _held(one: Lesson, findings: Findings) -> bool:
    if one.of == "project":
        wanted = project(one.origin)
        return any(link.target == wanted for link in findings.links)
    return one.origin in (findings.adoptions if one.of == "adoption" else findings.practices)
