"""A build as the command line and a page run it: the release, what its cities are compared with, and what to tell."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.ready import make_ready
from dashboard.settings import Settings
from dashboard.terminal import whole
from graph.release import Tell
from graph.tell_changes import sentences
from ingest.build import Built, build
from ingest.steps import Count, uncounted
from queries.answer_tables import write_answers


def build_release(
    config: Settings, tell: Tell, exports: Path | None = None, only: Sequence[str] = (), count: Count = uncounted
) -> Built:
    """Build and publish a release, then keep beside it what the pages need."""
    built = build(config.workspace, tell, exports, only, config.get("desk"), count=count, beside=write_answers)
    with config.workspace.adding():
        make_ready(built.release, whole(config), tell)
    return built


def told(built: Built) -> Iterator[str]:
    """Tell warnings, decisions that could not be followed, files that were not read, and what changed."""
    about = built.release.manifest
    yield from (warning for source in about["sources"] for warning in source["warnings"])
    for one in about["decisions"]["without_city"]:
        yield f"Not followed, for the gazetteer has no such city: {one}."
    for file in about["skipped"]:
        yield f"Not read: {file['name']}: {file['reason']}."
    yield from sentences(about)
