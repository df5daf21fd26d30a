"""The saved questions: each an .rq file whose front matter says what it asks and what its columns mean.

The notation is grlc's: lines that begin with `#+` hold YAML, and a placeholder
is a variable named `?_name_type`, or `?__name_type` when it may be left open.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import BadInput, UnknownQuestion
from queries.tokens import VARIABLE, tokens
from queries.view import View, parse_view

FOLDER = Path(__file__).parent
TYPES = ("iri", "integer", "decimal", "date", "string")
KINDS = ("country", "city", "programme", "project", "source", "practice", "lesson", "region", "domain")
CHOICES = {
    **{"country": "choices/countries", "programme": "choices/programmes", "source": "choices/sources"},
    **{"region": "choices/regions", "domain": "choices/domains"},
    **{"practice": "choices/practices", "lesson": "choices/lessons"},
}
"""The question whose answer fills the list of a parameter of each kind; its columns are value and label."""
FIELDS = ("summary", "description", "tags", "defaults", "parameters", "view", "columns", "units")
MAY_BE_EMPTY = ("defaults", "parameters", "units")
_PLACEHOLDER = re.compile(r"^\?(_{1,2})([A-Za-z][A-Za-z0-9]*)_([a-z]+)$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question takes.

    `type` is one of TYPES; `kind` says what an IRI names, one of KINDS, or is
    ""; `default` is "" when there is none; an optional one may be left open;
    `choices` names the question that lists its values, or is "".
    """

    name: str
    type: str
    kind: str
    optional: bool
    default: str
    meaning: str
    choices: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question; `name` is its path without suffix, such as "gaps/unlinked".

    `columns` leads each column to its meaning, `units` each column of numbers to its unit.
    `twin` is the same question in SQL, for the tables of a release (queries.tabled); "" where it has none.
    """

    name: str
    topic: str
    summary: str
    description: str
    tags: tuple[str, ...]
    answers: tuple[str, ...]
    defaults: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    view: View
    columns: Mapping[str, str]
    units: Mapping[str, str]
    text: str
    twin: str = ""


@cache
def load() -> dict[str, Question]:
    """Read every question on our graph, ordered by name; those to the endpoints of others are read by targets.py."""
    return {question.name: question for question in read(FOLDER) if not question.name.startswith("elsewhere/")}


def read(folder: Path) -> tuple[Question, ...]:
    """Read every .rq file under a folder."""
    return tuple(_read(path, folder) for path in sorted(folder.rglob("*.rq")))


def find(name: str) -> Question:
    """Give the question of this name; the last part is enough where it is the only one."""
    questions = load()
    if name in questions:
        return questions[name]
    same = [key for key in questions if key.rsplit("/", 1)[-1] == name]
    if len(same) == 1:
        return questions[same[0]]
    near = same or get_close_matches(name, questions, n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}" if near else 'see "ncp questions" for all'
    raise UnknownQuestion(f'There is no saved question "{name}"; {hint}.')


def placeholder(token: str) -> tuple[str, str, bool] | None:
    """Split a variable into name, type and whether it is optional; None when it is no placeholder."""
    found = _PLACEHOLDER.match(token)
    return (found[2], found[3], found[1] == "__") if found else None


def _read(path: Path, folder: Path) -> Question:
    name = path.relative_to(folder).with_suffix("").as_posix()
    made = parse(name, path.read_text(encoding="utf-8"), path.relative_to(folder.parent).as_posix())
    twin = path.with_suffix(".sql")
    return replace(made, twin=twin.read_text("utf-8")) if twin.is_file() else made


def parse(name: str, whole: str, file: str) -> Question:
    """Read a question from the text of its file; `file` is named where something is wrong with it."""
    matter, text = parted(whole, file)
    for field in FIELDS:
        if matter.get(field) is None or (field not in MAY_BE_EMPTY and not matter[field]):
            raise BadInput(f'the front matter has no "{field}"', f'add a line "#+ {field}: …"', file=file)
    return made(name, text, matter, file)


def made(name: str, text: str, matter: Mapping[str, Any], file: str) -> Question:
    """Make a question from its query and a front matter that has every field."""
    defaults = {str(key): str(value) for key, value in matter["defaults"].items()}
    columns = {str(column): str(meaning) for column, meaning in matter["columns"].items()}
    return Question(
        name=name,
        topic=name.rsplit("/", 1)[0],
        summary=str(matter["summary"]),
        description=str(matter["description"]),
        tags=tuple(matter["tags"]),
        answers=tuple(matter.get("answers", ())),
        defaults=defaults,
        parameters=_parameters(text, matter, defaults, file),
        view=parse_view(str(matter["view"]), columns, file),
        columns=columns,
        units=_units(matter["units"], columns, file),
        text=text,
    )


def parted(whole: str, file: str) -> tuple[dict[str, Any], str]:
    """Part a file into its front matter, read as YAML, and its query."""
    lines = whole.splitlines()
    matter = _front_matter([line for line in lines if line.startswith("#+")], file)
    return matter, "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n"


def _front_matter(lines: list[str], file: str) -> dict[str, Any]:
    """Read the YAML of the `#+` lines."""
    try:
        matter = yaml.safe_load("\n".join(line[2:].removeprefix(" ") for line in lines)) or {}
    except yaml.YAMLError as error:
        problem = " ".join(str(error).split())
        raise BadInput(f"the front matter is no YAML ({problem})", "mend it", file=file) from error
    if not isinstance(matter, dict):
        raise BadInput("the front matter is no list of names and values", "mend it", file=file)
    return matter


def _units(units: Mapping[str, Any], columns: Mapping[str, str], file: str) -> dict[str, str]:
    for name in units:
        if name not in columns:
            raise BadInput(f'"{name}" has a unit and is no column', "remove it", file=file)
    return {str(name): str(unit) for name, unit in units.items()}


def _parameters(text: str, matter: Mapping[str, Any], defaults: Mapping[str, str], file: str) -> tuple[Parameter, ...]:
    found: dict[str, Parameter] = {}
    meanings, kinds, choices = matter["parameters"], matter.get("kinds") or {}, matter.get("choices") or {}
    for token in tokens(text):
        parts = placeholder(token.text) if token.kind == VARIABLE else None
        if parts is None:
            continue
        name, kind_of_value, optional = parts
        _check(token.text, name, kind_of_value, meanings, file)
        kind = str(kinds.get(name, name if name in KINDS else "")) if kind_of_value == "iri" else ""
        listed = str(choices.get(name, CHOICES.get(kind, "")))
        made = Parameter(name, kind_of_value, kind, optional, defaults.get(name, ""), str(meanings[name]), listed)
        if found.setdefault(name, made) != made:
            raise BadInput(f'the placeholder "{name}" has two forms', "write it in one", file=file)
    for name in (*defaults, *meanings, *choices):
        if name not in found:
            raise BadInput(f'"{name}" has no placeholder in the query', "remove it", file=file)
    return tuple(found.values())


def _check(token: str, name: str, kind: str, meanings: Mapping[str, Any], file: str) -> None:
    if kind not in TYPES:
        raise BadInput(f'"{token}" has no known type', f"end it with one of {', '.join(TYPES)}", file=file)
    if name not in meanings:
        raise BadInput(f'the placeholder "{name}" has no meaning', 'name it under "#+ parameters:"', file=file)
