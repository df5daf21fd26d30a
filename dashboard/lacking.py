"""Which sources no export was read of, and how to get one."""

from dataclasses import dataclass
from functools import cache

from dashboard import data
from dashboard.settings import settings
from ingest.descriptors import described
from ingest.source import Source
from ingest.source import sources as sources_known


@dataclass(frozen=True, slots=True)
class Missing:
    """A source of which no export was read: its title, the files to put where, how to get them, its page."""

    title: str
    files: str
    folder: str
    how: str
    page: str


def missing_exports() -> tuple[Missing, ...]:
    """List the sources of which the release holds no export, or only the small table that the product carries."""
    release = data.current()
    if release is None:
        return ()
    exports = settings(None).workspace.exports
    entries = release.manifest.get("sources", [])
    given = {entry["key"] for entry in entries if any(not file["shipped"] for file in entry["files"])}
    return tuple(
        Missing(source.title, files, str(exports / key), _how(key, source), source.page)
        for key, source in sources_known().items()
        if key not in given and (files := _files(source))
    )


def _files(source: Source) -> str:
    """Name the files that a source is read from, as patterns; "" when it needs none."""
    names = (name.partition("#")[0] for name in source.tables if not name.startswith("shipped/"))
    return ", ".join(dict.fromkeys(names))


def _how(key: str, source: Source) -> str:
    if source.downloads:
        return f"ncp fetch {key}"
    return "ncp template, or your own list" if key in networks() else "by hand"


@cache
def networks() -> frozenset[str]:
    """Name the sources that are read through a template."""
    return frozenset(described())
