"""What came of a workbook that was read in, told alike for everything that is kept from one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: things that are new, that were changed, and that stood there already."""

    things: str
    added: int
    changed: int
    same: int

    def __str__(self) -> str:
        """Tell it in one line."""
        return f"{self.added} {self.things} added, {self.changed} changed, {self.same} as they were."
