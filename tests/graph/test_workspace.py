"""A workspace serves one release, and a failed build leaves it as it was."""

from pathlib import Path

import pytest

from graph.errors import NothingPublished, WorkspaceBusy
from graph.rights import LOCAL
from graph.workspace import KEPT, Workspace


def published(workspace: Workspace, name: str) -> None:
    with workspace.building() as folder:
        (folder / "manifest.json").write_text("{}")
        workspace.publish(folder, name)


def test_an_empty_workspace_says_that_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="ncp build"):
        Workspace(tmp_path).current()


def test_the_newest_release_is_served_and_rollback_goes_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    for name in ("2026-01-01", "2026-01-02"):
        published(workspace, name)
    assert workspace.current().id == "2026-01-02"
    assert workspace.rollback(actor=LOCAL).id == "2026-01-01"
    assert workspace.current().id == "2026-01-01"
    with pytest.raises(NothingPublished, match="no earlier release"):
        workspace.rollback(actor=LOCAL)
    assert workspace.rollback("2026-01-02", actor=LOCAL).id == workspace.current().id


def test_a_build_that_fails_leaves_no_debris_and_the_old_release(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    published(workspace, "2026-01-01")
    with pytest.raises(ZeroDivisionError), workspace.building() as folder:
        (folder / "half").write_text("half")
        raise ZeroDivisionError
    assert workspace.current().id == "2026-01-01"
    assert [path.name for path in workspace.releases_folder.iterdir()] == ["2026-01-01"]


def test_debris_of_a_killed_build_is_cleared_by_the_next(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.prepare()
    (workspace.releases_folder / ".building" / "store").mkdir(parents=True)
    published(workspace, "2026-01-01")
    assert [release.id for release in workspace.releases()] == ["2026-01-01"]


def test_what_a_killed_build_left_is_cleared_unless_another_runs(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.prepare()
    left, file = workspace.releases_folder / ".building", workspace.releases_folder / ".half.parquet.1"
    left.mkdir()
    file.write_text("half")
    workspace.tidy()
    assert not left.exists() and not file.exists()
    with workspace.building() as folder:
        workspace.tidy()
        assert folder.is_dir()


def test_two_builds_at_once_are_refused_in_words(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with (
        workspace.building(),
        pytest.raises(WorkspaceBusy, match="Another build"),
        Workspace(tmp_path).building(),
    ):
        pass


def test_only_the_newest_releases_are_kept(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    names = [f"2026-01-{day:02}" for day in range(1, KEPT + 4)]
    for name in names:
        published(workspace, name)
    assert [release.id for release in workspace.releases()] == names[: -KEPT - 1 : -1]


def test_a_build_is_seen_to_run_and_what_a_killed_one_left_is_not_taken_for_one(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert not workspace.is_building
    with workspace.building():
        assert workspace.is_building
    assert not workspace.is_building
    (workspace.releases_folder / ".building").mkdir()
    assert not workspace.is_building
