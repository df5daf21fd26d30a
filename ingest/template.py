"""The documented tables that a user may fill in by hand: their columns, meanings and allowed values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from graph.countries import ISO_CODES, SERVED
from graph.errors import BadInput
from ingest.programme_tree import initiatives, nodes
from ontology.terms import terms

FOLDER = Path(__file__).parent / "templates"
EXCHANGE_KINDS = ("city-to-city", "peer-review", "twinning", "study-visit", "partnership-action")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ours: its name and meaning, whether a table must have it, what may stand in for it.

    `instead` names columns of the vocabulary that are taken when no column has this meaning;
    `values` the list of allowed values, a key of `allowed`.
    """

    name: str
    meaning: str = ""
    required: bool = False
    instead: tuple[str, ...] = ()
    values: str = ""
    date: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A table that a user may fill in."""

    name: str
    title: str
    what: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


@cache
def templates() -> Mapping[str, Template]:
    """Find every template; the name of its file is its name."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def template(name: str) -> Template:
    """Give one template by its name."""
    found = templates()
    if name not in found:
        raise BadInput(f"there is no template {name!r}", f"choose among {', '.join(found)}")
    return found[name]


def _read(path: Path) -> Template:
    said = tomllib.loads(path.read_text("utf-8"))
    columns = tuple(Column(**each | {"instead": tuple(each.get("instead", ()))}) for each in said["column"])
    return Template(path.stem, said["title"], said["what"], columns)


@cache
def allowed(values: str) -> Mapping[str, str]:
    """List the values that a column may hold, each with its English label."""
    match values:
        case "country":
            names = Locale("en").territories
            return {code: names[ISO_CODES.get(code, code)] for code in sorted(SERVED)}
        case "initiative":
            return {key: nodes()[key]["label"] for key in initiatives()}
        case "programme":
            return {key: row["label"] for key, row in nodes().items()}
        case "kind":
            return {key: each for key, each in _concepts("kind").items() if key in EXCHANGE_KINDS}
    return _concepts(values)


def meanings(values: str) -> Mapping[str, str]:
    """Tell what each allowed value means, in a sentence where there is one."""
    told = {term.name: term.definition for term in terms()}
    return {value: told.get(f"{values}-{value}", label) for value, label in allowed(values).items()}


def _concepts(scheme: str) -> dict[str, str]:
    """List the concepts of a scheme of the ontology by the last part of their key."""
    start = f"{scheme}-"
    return {term.name.removeprefix(start): term.label for term in terms() if term.name.startswith(start)}
