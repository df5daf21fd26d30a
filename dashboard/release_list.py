"""The published releases with day, size and counts, and the way back to one, for the command line and a page."""

from dataclasses import dataclass

from dashboard.formats import day
from graph.workspace import Release, Workspace


@dataclass(frozen=True, slots=True)
class Listed:
    """A published release; a count is None where its manifest does not tell it."""

    release: Release
    served: bool
    created: str
    size: int
    cities: int | None
    links: int | None

    @property
    def built(self) -> str:
        """The day and the minute on which it was built, in UTC: several are often built on one day."""
        return f"{day(self.created)}, {self.created[11:16]}" if len(self.created) > 15 else day(self.created)

    @property
    def megabytes(self) -> str:
        """What it takes on the disk, such as "512 MB"."""
        return f"{max(1, round(self.size / 1_000_000)):,} MB"

    @property
    def counts(self) -> str:
        """Its cities and links in words."""
        told = ((self.cities, "cities"), (self.links, "links"))
        return ", ".join(f"{number:,} {noun}" for number, noun in told if number is not None)


def listed(workspace: Workspace) -> list[Listed]:
    """List the published releases, the newest first."""
    now = workspace.current().id
    return [_told(release, release.id == now) for release in workspace.releases()]


def _told(release: Release, served: bool) -> Listed:
    about = release.manifest
    created = str(about.get("created", ""))
    size = sum(path.stat().st_size for path in release.folder.rglob("*") if path.is_file())
    return Listed(release, served, created, size, about.get("cities"), about.get("links"))


def consequences(wanted: Listed, now: Listed) -> tuple[str, ...]:
    """Say what happens when another release is served."""
    counts = f" ({wanted.counts})" if wanted.counts else ""
    return (
        f"Every open dashboard of this workspace and the command line then show release {wanted.release.id}, "
        f"built on {wanted.built}{counts}.",
        f"Release {now.release.id} stays on the disk and can be served again in the same way.",
        "The team's own records (outreach, decisions, lists) stay as they are. "
        "The next build reads the exports anew and is served by itself.",
    )
