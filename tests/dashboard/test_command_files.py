"""Files and options that no command can use: one sentence with the remedy, a status that is not 0, nothing broken."""

import os
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import graph.keyword_desk
import graph.submissions
from dashboard.cli import main
from dashboard.commands import keywords, submissions
from graph.workspace import Workspace

CELJE, BRAGANCA = 3202781, 2742027
WRITERS = {
    "table.csv": ("unlinked", "--country", "PT"),
    "answer.csv": ("ask", "gaps/unlinked", "--country", "PT"),
    "brief.pdf": ("city", str(CELJE), "--format", "pdf"),
    "cohort.xlsx": ("cohort", "template"),
    "contacts.xlsx": ("outreach", "template"),
    "practices.xlsx": ("submissions", "template"),
    "draft.docx": ("peers", "apply", str(BRAGANCA), "--peer", str(CELJE)),
    "records.json": ("desk", "export"),
}
"""A command of each manner in which the product writes a file."""


def run(workspace: Workspace, *words: object) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(workspace.root), *map(str, words)])


def refused(result: Result) -> str:
    """Give the last line of a command that was refused in words."""
    assert isinstance(result.exception, SystemExit) and result.exit_code, result.output
    return result.output.strip().splitlines()[-1]


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_cannot_be_written_is_told_with_what_to_do(
    name: str, small_workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    words = (*WRITERS[name], *(() if name == "records.json" else ("-o",)))
    for place in (tmp_path / "nowhere" / name, tmp_path / "file" / name, Path("/proc") / name):
        told = refused(run(small_workspace, *words, place))
        assert told.startswith(f"{place}: ") and "; " in told and told.endswith(".")
        assert place.parent.is_dir() or str(place.parent) in told.partition(": ")[2] or name == "records.json"
    assert "is a directory" in refused(run(small_workspace, *words, tmp_path))


def test_what_is_no_file_is_written_to_and_stays_what_it_is(small_workspace: Workspace, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    done = run(small_workspace, "ask", "gaps/unlinked", "--country", "PT", "--format", "json", "-o", pipe)
    reader.join(20)
    assert done.exit_code == 0 and pipe.is_fifo() and b"Vinhais" in read[0]
    kept, link = tmp_path / "kept.json", tmp_path / "link.json"
    kept.touch()
    link.symlink_to(kept)
    run(small_workspace, "ask", "gaps/unlinked", "--country", "PT", "-o", link)
    assert link.is_symlink() and "Vinhais" in kept.read_text("utf-8")


def test_a_query_that_is_no_text_or_empty_is_told(small_workspace: Workspace, tmp_path: Path) -> None:
    binary, empty = tmp_path / "binary.rq", tmp_path / "empty.rq"
    binary.write_bytes(bytes(range(256)))
    empty.touch()
    assert "save the query as text in UTF-8" in refused(run(small_workspace, "ask", "--query", binary))
    assert "the file holds no query" in refused(run(small_workspace, "ask", "--query", empty))
    assert "/proc/self/mem" in refused(run(small_workspace, "ask", "--query", "/proc/self/mem"))


WRONG = {
    ("outreach", "contacts", "--country", "XX"): "no country that is known",
    ("review", "list", "--country", "Portugal"): "such as PT or EL",
    ("lessons", "list", "--domain", "houssing"): "such as housing",
    ("lessons", "nearest", "zz"): "no domain",
    ("submissions", "list", "--state", "zz"): "'sent-back'",
    ("keywords", "list", "--status", "zz"): "'suggested'",
    ("practices", "--most", "-3"): "range x>=1",
    ("outreach", "move", "999", "new", "--by", "desk"): "the graph holds no city 999",
}


@pytest.mark.parametrize("words", WRONG)
def test_an_option_that_names_nothing_is_told_and_gives_no_empty_list(
    words: tuple[str, ...], small_workspace: Workspace
) -> None:
    assert WRONG[words] in refused(run(small_workspace, *words))


def test_the_states_that_commands_offer_are_those_of_the_records() -> None:
    assert ("", *graph.submissions.STATES) == submissions.STATES
    assert set(keywords.KEYWORD_STATES) >= {"", *graph.keyword_desk.KINDS}
