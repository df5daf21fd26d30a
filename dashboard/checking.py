"""A release against the shapes and the questions of checks/, for `ncp check` and the page Sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.endpoint import Embedded
from graph.validation import validate
from graph.workspace import Release
from queries.ask import ask
from queries.catalogue import load

SHAPES = "shapes"


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked: the shapes as a whole, one constraint that is broken, or one question."""

    name: str
    found: int
    told: str

    @property
    def holds(self) -> bool:
        """Say whether nothing speaks against it."""
        return not self.found


def check(opened: Embedded) -> Iterator[Checked]:
    """Check the shapes, then question after question; each is told as soon as it is known."""
    report = validate(opened.store)
    if report.conforms:
        yield Checked(SHAPES, 0, str(report))
    for result in report.results:
        yield Checked(SHAPES, result.count, str(result))
    known = load()
    for name in sorted(name for name in known if name.startswith("checks/")):
        found = len(ask(opened, name).rows)
        yield Checked(name, found, known[name].summary)


def noted(release: Release) -> str:
    """Say what the check before publication found, "" where the release does not tell."""
    told = release.manifest.get("validation") or {}
    if not told.get("conforms"):
        return ""
    return f"All {told['checks']} constraints of the shapes held when this release was built."
