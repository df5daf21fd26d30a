"""The cities that changed state from one release to another, for the command line and for a page."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from typing import Any

from dashboard.words import STATES
from graph.digest import CAUSES, COLUMNS, FILE, Changed, digest, read_digest
from graph.workspace import Release

SHORT = ("country", "name", "family", "before", "after", "cause", "reason", "evidence")
NONE = "There is no earlier release to compare this one with."


def noted(release: Release) -> bool:
    """Say whether a release was compared with the one before when it was built."""
    return (release.folder / FILE).is_file()


def changed(release: Release, since: Release | None = None, country: str = "") -> list[Changed]:
    """List the cities of a country that changed state since the release before, or since a named one."""
    known = read_digest(release.folder / FILE) if since is None else digest(since.folder, release.folder)
    return [one for one in known if country in ("", one.country)]


def rows_of(found: Iterable[Changed], full: bool) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Give columns and rows of the digest: as keys in full, or in words."""
    if full:
        return COLUMNS, [astuple(one) for one in found]
    return SHORT, [
        (
            *(one.country, one.name, one.family or "the city itself", _state(one.before), _state(one.after)),
            *(CAUSES[one.cause], one.reason, one.evidence),
        )
        for one in found
    ]


def sentences(found: Iterable[Changed]) -> Iterator[str]:
    """Tell the digest in lines: each country, below it each change with its reason and row."""
    country = ""
    for one in found:
        if one.country != country:
            country = one.country
            yield country
        what = f"{one.name}{f', {one.family}' if one.family else ''}: {_state(one.before)} → {_state(one.after)}"
        row = f" ({one.evidence})" if one.evidence else ""
        yield f"  {what}, by {CAUSES[one.cause]}: {one.reason}{row}."


def _state(key: str) -> str:
    return STATES.get(key, key)
