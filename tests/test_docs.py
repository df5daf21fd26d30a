"""The documents tell of every command, source, question and page, and only of what is there."""

import re
from pathlib import Path

import pytest

from dashboard.cli import main
from ingest.source import sources
from queries.catalogue import load

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("*.py") if path.stem != "__init__")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_described_and_has_an_example(command: str) -> None:
    assert f"| `ncp {command}` |" in text("docs/commands.md")
    help_text = main.commands[command].help or ""
    assert f"Example: ncp {command}" in help_text


def test_no_command_is_described_that_does_not_exist() -> None:
    told = set(re.findall(r"^\| `ncp ([\w-]+)` \|", text("docs/commands.md"), re.M))
    assert told == set(main.commands)


@pytest.mark.parametrize("key", sorted(sources()))
def test_every_source_has_its_page_and_its_sample(key: str) -> None:
    page = text(f"docs/sources/{key}.md")
    assert f"exports/{key}/" in page
    shipped_only = all(pattern.startswith("shipped/") for pattern in sources()[key].tables)
    assert shipped_only or any((ROOT / "tests" / "samples" / key).iterdir())


@pytest.mark.parametrize("name", sorted(load()))
def test_every_question_is_described(name: str) -> None:
    assert f"### {name}\n" in text("docs/questions.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_described_and_has_its_picture(page: str) -> None:
    assert f"`{page}`" in text("docs/pages.md")
    picture = ROOT / "docs" / "images" / f"{page}.png"
    assert picture.is_file(), f"run: python docs/screenshots.py --only {page}"
    assert picture.stat().st_size < 150_000


def test_the_readme_holds_both_commands_and_every_document_that_it_names() -> None:
    readme = text("README.md")
    first_screen = readme[: readme.index("## What you see")]
    assert "ncp up" in first_screen
    assert "python -m pytest" in first_screen
    for target in re.findall(r"\]\(((?!http)[^)#]+)", readme):
        assert (ROOT / target).exists(), target


def test_no_document_holds_two_sides_of_a_merge() -> None:
    texts = {path: path.read_text("utf-8") for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]}
    assert [path for path, text in texts.items() if re.search(r"^(<{7}|={7}$|>{7})", text, re.MULTILINE)] == []


def test_pins_name_no_registry() -> None:
    pins = text("pins.txt")
    assert "://" not in pins
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[^ ]+", line) for line in pins.splitlines())
