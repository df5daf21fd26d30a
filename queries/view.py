"""How an answer is first shown: as a table, a map, a network, bars or a matrix, and from which columns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.errors import BadInput

KINDS: Mapping[str, tuple[str, ...]] = {
    "table": (),
    "map": ("state",),
    "network": ("source", "target"),
    "bar": ("label", "value"),
    "matrix": ("row", "column", "value"),
}
"""Each kind of view with what the columns named after it are for, such as `view: bar name cities`."""
PLACED = ({"lat", "long"}, {"wkt"}, {"geonames"}, {"city"})
"""Columns of which one set must be there for a map."""


@dataclass(frozen=True, slots=True)
class View:
    """A kind of view, one of KINDS, and the columns that it is drawn from, in the order that KINDS tells."""

    kind: str
    columns: tuple[str, ...] = ()


def parse_view(text: str, columns: Collection[str], file: str) -> View:
    """Read the line `#+ view:`; the columns that it names must be columns of the answer."""
    kind, *named = text.split() or [""]
    if kind not in KINDS:
        raise BadInput(f'"{text}" is no view', f"write one of {', '.join(KINDS)}", file=file)
    roles = KINDS[kind]
    if kind == "network" and not named:
        named = list(roles)
    if len(named) != len(roles) and (kind != "map" or named):
        wanted = " ".join(roles) or "nothing"
        raise BadInput(f'the view "{text}" names {len(named)} columns', f'name after "{kind}": {wanted}', file=file)
    for name in named:
        if name not in columns:
            raise BadInput(f'the view names "{name}", which is no column', "mend it", file=file)
    if kind == "map" and not any(needed <= set(columns) for needed in PLACED):
        raise BadInput("a map needs lat and long, wkt, geonames or city", "add a column or change the view", file=file)
    return View(kind, tuple(named))
