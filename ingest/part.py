"""A download under way: the bytes that are there, and which state of which file they belong to."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a server names one state of a file: its address, ETag, date of change, and size in bytes (0: not told)."""

    address: str
    etag: str = ""
    modified: str = ""
    size: int = 0

    @property
    def validator(self) -> str:
        """What If-Range may name: a strong ETag, else the date of change."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified


@dataclass(frozen=True, slots=True)
class Part:
    """A file under way and, beside it, the stamp of what it is a part of; both are hidden from a build."""

    path: Path

    @property
    def _about(self) -> Path:
        return self.path.with_name(f"{self.path.name}.json")

    def size(self) -> int:
        """Say how many bytes are there."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def resumable(self, address: str) -> Stamp | None:
        """Read what the part belongs to; None when it cannot be continued from this address."""
        try:
            stamp = Stamp(**json.loads(self._about.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return stamp if self.size() and stamp.address == address and stamp.validator else None

    def begin(self, stamp: Stamp | None) -> None:
        """Begin anew; without a stamp the part cannot be continued later."""
        self.drop()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if stamp is not None:
            self._about.write_text(json.dumps(asdict(stamp)), "utf-8")

    def drop(self) -> None:
        """Remove the part and its stamp."""
        self.path.unlink(missing_ok=True)
        self.finish()

    def finish(self) -> None:
        """Remove the stamp alone: the part is whole."""
        self._about.unlink(missing_ok=True)
