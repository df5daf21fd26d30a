"""The difference between two releases in sentences, such as "CORDIS: + 3 projects, − 1 project"."""

from collections.abc import Iterator, Mapping
from typing import Any

WHAT = {"project": "projects", "practice": "practices", "participation": "participations"} | {
    "membership": "memberships",
    "town": "towns",
}
HOW = {"added": "+ ", "gone": "− ", "changed": ""}


def sentences(about: Mapping[str, Any]) -> Iterator[str]:
    """Tell what a release changed against the one before; `about` is its manifest."""
    changes = about.get("changes")
    if not changes:
        yield "There is no earlier release to compare this one with."
        return
    titles = {source["key"]: source["title"] for source in about["sources"]}
    since = changes["since"]
    told = [f"{titles.get(key, key)}: {one(sums)}." for key, sums in sorted(changes["sources"].items())]
    told += [f"{titles[key]}: read for the first time." for key in changes["first"]]
    told += [f"The source {key} was read for {since} and not for this release." for key in changes["left"]]
    told += list(_rest(changes))
    yield f"Against release {since}:" if told else f"Nothing changed since release {since}."
    yield from told


def one(sums: Mapping[str, Any]) -> str:
    """Tell what changed in one source."""
    parts = [part for what in WHAT for part in _of_kind(what, sums["counts"], sums["fields"])]
    return ", ".join(parts)


def _of_kind(what: str, counts: Mapping[str, int], fields: Mapping[str, int]) -> Iterator[str]:
    for how, sign in HOW.items():
        number = counts.get(f"{what} {how}", 0)
        if not number:
            continue
        noun = what if number == 1 else WHAT[what]
        told = [f"{name.partition(' ')[2]} {n:,}" for name, n in fields.items() if name.startswith(f"{what} ")]
        yield f"{sign}{number:,} {noun}" if sign else f"{number:,} {noun} changed ({', '.join(told)})"


def _rest(changes: Mapping[str, Any]) -> Iterator[str]:
    details = [name for name in changes["details"] if name not in ("derived", "coverage", "network", *changes["first"])]
    if details:
        yield f"Other details differ in {', '.join(details)}."
    if changes["states"]:
        told = ", ".join(f"{number:+,} {state}".replace("-", "− ") for state, number in changes["states"].items())
        yield f"Towns by state: {told.replace('+', '+ ')}."
