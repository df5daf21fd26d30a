"""What-if of a country from a release: links that are added and a programme that is dropped, before and after."""

from collections.abc import Iterable, Sequence

from dashboard.introduction import below
from dashboard.next_links import Ground
from graph.acquaintance import World
from graph.endpoint import Endpoint
from graph.errors import BadInput
from graph.web import Web, far, figures, link, tie
from queries.ask import ask

Change = tuple[str, float | None, float | None]


def what_if(
    endpoint: Endpoint,
    known: World,
    here: Ground,
    *,
    add: Iterable[tuple[int, int]] = (),
    drop: str = "",
) -> list[Change]:
    """Try out links that are added and a programme that is dropped: each figure before and after.

    A town without a way to the core counts the same number of steps before and after.
    """
    web = here.web
    if drop:
        tree = {str(row["programme"]): row for row in ask(endpoint, "programmes/tree").records()}
        if drop not in tree:
            raise BadInput(f"there is no programme {drop!r}", "choose a key that `ncp ask programmes/tree` lists")
        under = below(tree, drop)
        gone = {part.project for part in known.parts if part.programme in under}
        web = Web(tie(cities for key, cities in here.projects.items() if key not in gone), web.towns, web.core)
    for town, other in add:
        web = link(web, town, (other,))
    before, after = figures(here.web, far(here.web)), figures(web, far(here.web))
    return [(name, before[name], after[name]) for name in before]


def changed(rows: Sequence[Change]) -> list[tuple[str, object, object, object]]:
    """Write the figures with their difference; "" where a figure cannot be told."""
    return [
        (name, _shown(a), _shown(b), _shown(b - a) if a is not None and b is not None else "") for name, a, b in rows
    ]


def _shown(value: float | None) -> object:
    return "" if value is None else int(value) if float(value).is_integer() else round(value, 4)
