"""Long work in processes of its own: progress, stop, force, faults; what was published stays as it was."""

import json
import os
import signal
from hashlib import sha256

import pytest

from dashboard.job_progress import plan
from dashboard.job_start import end_all, start, stop
from dashboard.jobs import BUILD, FAILED, FETCH, STOPPED, Reached, folder_of, look, shared
from graph.errors import NotAllowed, WorkspaceBusy
from graph.rights import LOCAL, Actor, Role
from graph.workspace import Workspace
from tests.dashboard.conftest import cleared, ended, wait


@pytest.fixture
def workspace(job_workspace: Workspace) -> Workspace:
    return job_workspace


def state(workspace: Workspace) -> dict[str, str]:
    """Hash what no stop may change: releases, the name of the current one, records, exports."""
    roots = (workspace.releases_folder, workspace.desk, workspace.exports)
    files = [path for root in roots for path in root.rglob("*") if path.is_file()]
    held = [path for path in (*files, workspace.root / "current") if not path.name.endswith("-shm")]
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in sorted(held)}


def test_a_build_tells_how_far_it_is_is_stopped_and_changes_nothing(workspace: Workspace) -> None:
    before = state(workspace)
    job = start(workspace, BUILD, {}, LOCAL, "desk SI")
    with pytest.raises(WorkspaceBusy, match=r"A build runs since \d\d:\d\d"):
        start(workspace, BUILD, {}, LOCAL)
    with pytest.raises(WorkspaceBusy):
        start(workspace, FETCH, {"sources": [], "countries": []}, LOCAL)
    seen = wait(job, lambda one: one.reached and one.reached.counts.get("rows read"))
    assert seen.reached and 0 <= seen.reached.share <= seen.reached.until <= 1
    assert (workspace.releases_folder / ".building").is_dir()
    assert shared(workspace) and shared(workspace).id == job.id, "whoever looks sees it"  # type: ignore[union-attr]
    stop(job.folder, LOCAL)
    told = ended(job).ended
    assert told and told.how == STOPPED and told.told[0].startswith("Stopped; the published release")
    cleared(workspace)
    assert state(workspace) == before


def test_a_build_killed_by_force_has_ended_and_another_may_begin(workspace: Workspace) -> None:
    before = state(workspace)
    job = wait(start(workspace, BUILD, {}, LOCAL), lambda one: one.reached and one.reached.counts)
    assert job.reached
    os.kill(job.reached.pid, signal.SIGKILL)
    lost = ended(job).ended
    assert lost and lost.how == FAILED and "ended without a word" in lost.told[0]
    again = start(workspace, BUILD, {}, LOCAL)
    assert look(job.folder) is None, "of builds that ended the last is kept"
    stop(again.folder, LOCAL)
    ended(again)
    cleared(workspace)
    assert state(workspace) == before


def test_a_build_of_a_broken_export_says_so_in_one_sentence(workspace: Workspace) -> None:
    before = workspace.current().id
    (workspace.exports / "polis" / "members.csv").write_text("<!DOCTYPE html><html>Sign in</html>", "utf-8")
    told = ended(start(workspace, BUILD, {}, LOCAL)).ended
    assert told and told.how == FAILED and "members.csv" in told.told[0] and len(told.told) == 1
    assert workspace.current().id == before and not list(workspace.releases_folder.glob(".*"))


def test_only_who_may_build_starts_and_stops_a_build(workspace: Workspace) -> None:
    officer = Actor("desk SI", Role.OFFICER, frozenset({"SI"}))
    for kind in (BUILD, FETCH):
        with pytest.raises(NotAllowed, match="You may not fetch exports and build a release"):
            start(workspace, kind, {}, officer)
    assert not folder_of(workspace).exists()
    job = start(workspace, BUILD, {}, LOCAL)
    with pytest.raises(NotAllowed):
        stop(job.folder, officer)
    end_all()
    assert ended(job).ended, "it ends with the pages that began it"


def test_the_share_follows_what_the_steps_took_the_last_time_in_their_order(job_workspace: Workspace) -> None:
    release = job_workspace.current()
    about = release.manifest | {"steps": ["Reading", "Loading"], "seconds": {"Loading": 60.0, "Reading": 20.0}}
    (release.folder / "manifest.json").write_text(json.dumps(about, sort_keys=True), "utf-8")
    planned = plan(job_workspace, {"Judging": 1.0}, {"Publishing": 20.0})
    assert planned.of("Reading") == (0.0, 0.2, 20.0)
    assert planned.of("A new step") == (0.0, 0.0, 0.0), "it stands still"
    assert planned.of("Loading") == (0.2, pytest.approx(0.8), 60.0)
    assert planned.of("Publishing") == (pytest.approx(0.8), pytest.approx(1.0), 20.0)
    (release.folder / "manifest.json").write_text("{}", "utf-8")
    assert plan(job_workspace, {"Judging": 1.0}, {"Publishing": 1.0}).of("Publishing") == (0.5, 1.0, 1.0)


def test_within_a_stage_the_share_grows_by_the_time_it_usually_takes_and_never_to_its_end() -> None:
    reached = Reached("Loading", 0.2, 0.8, 60.0, 1000.0, 1)
    assert [round(reached.share_at(1000.0 + gone), 2) for gone in (-5, 0, 30, 60, 600)] == [0.2, 0.2, 0.5, 0.77, 0.77]
