"""A workspace serves one release, and a failed build leaves it as it was."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import NothingPublished, WorkspaceBusy
from graph.rights import LOCAL
from graph.typed_table import write
from graph.workspace import KEPT, Workspace

HALF = """
import sys, time
from pathlib import Path
from graph.typed_table import table, write
from graph.workspace import Workspace

def rows():
    yield table({"country": "str"}, [{"country": "PT"}])
    print("half", flush=True)
    time.sleep(60)

workspace = Workspace(Path(sys.argv[1]))
with workspace.adding():
    write(workspace.current().folder / "towns.parquet", {"country": "str"}, rows())
"""


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


def test_half_a_table_that_a_killed_process_left_beside_a_release_is_cleared_once_nobody_writes(tmp_path: Path) -> None:
    """What the pages read is written after the release is published; while its writer lives, nothing is touched."""
    workspace = Workspace(tmp_path)
    published(workspace, "2026-01-01")
    folder = workspace.current().folder
    with subprocess.Popen([sys.executable, "-c", HALF, str(tmp_path)], stdout=subprocess.PIPE) as run:
        assert run.stdout is not None and run.stdout.readline() == b"half\n"
        workspace.tidy()
        assert [path.name.startswith(".towns.parquet.") for path in folder.glob(".*")] == [True]
        run.send_signal(signal.SIGKILL)
    workspace.tidy()
    assert [path.name for path in folder.iterdir()] == ["manifest.json"]
    (folder / "answers").mkdir()
    (folder / "answers" / ".half.json.1").write_text("half")
    with workspace.adding():
        assert not list(folder.rglob(".*"))


def test_a_table_that_cannot_be_finished_leaves_the_one_before_and_no_debris(tmp_path: Path) -> None:
    path = tmp_path / "towns.parquet"
    write(path, {"country": "str"}, [])
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        write(path, {"country": "str"}, (1 // 0 for _ in range(1)))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


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
