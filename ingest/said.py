"""What the team's records say beside decisions on names, and what of it enters the release: mappings, lessons, help."""

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


@dataclass(frozen=True, slots=True)
class Said:
    """What people decided on keywords, the lessons that they keep, where else these hold, and who asked for help."""

    mappings: tuple[KeywordMapping, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    support: Support = field(default_factory=Support)


def said_by(workspace: Workspace, desk: str = "") -> Said:
    """Read it at an address, or in the records of the workspace, which may not have any yet."""
    mappings = tuple(one.mapping for one in keyword_decisions_of(workspace, desk))
    transfers = tuple(transfers_of(workspace, desk))
    return Said(mappings, tuple(lessons_of(workspace, desk)), transfers, support_of(workspace, desk))


def write_said(folder: Path, said: Said, findings: Findings, graphs: Loading) -> dict[str, Any]:
    """Write it; says how many lessons entered, and which could not, since the release does not hold what they name."""
    graphs.append(keyword_quads(findings, said.mappings).write(folder))
    kept = [one for one in said.lessons if _held(one, findings)]
    keys = {one.key for one in kept}
    carried = [one for one in said.transfers if one.lesson in keys]
    if said.lessons:
        graphs.append(describe_lessons(kept, carried).write(folder))
    left = [f"{one.key}: {one.of} {one.origin}" for one in said.lessons if one.key not in keys]
    return {"kept": len(kept), "claims": len(carried), "without_origin": left}


def _held(one: Lesson, findings: Findings) -> bool:
    if one.of == "project":
        wanted = project(one.origin)
        return any(link.target == wanted for link in findings.links)
    return one.of == "practice" and one.origin in findings.practices
