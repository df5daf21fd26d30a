"""The small graph, asked in this process and over the real server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pyoxigraph as ox
import pytest

from graph.endpoint import Embedded, Remote
from graph.server import serve
from queries.ask import answer


@pytest.fixture(scope="session")
def embedded(small_store: ox.Store) -> Embedded:
    return Embedded(small_store)


@pytest.fixture(scope="session")
def served(small_store: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("small") / "store"
    made = ox.Store(str(folder))
    made.extend(small_store)
    made.flush()
    del made
    return folder


@pytest.fixture(scope="session")
def remote(served: Path) -> Iterator[Remote]:
    with serve(served) as server:
        yield Remote(server.url)


class Rows(Protocol):
    """Answers a question on the small graph with these columns of it."""

    def __call__(self, name: str, *columns: str, **values: object) -> list[tuple[Any, ...]]:
        """Ask the question of this name with these values."""


@pytest.fixture(scope="session")
def rows(embedded: Embedded) -> Rows:
    def ask_for(name: str, *columns: str, **values: object) -> list[tuple[Any, ...]]:
        table = answer(embedded, name, values)
        places = [table.columns.index(column) for column in columns or table.columns]
        return [tuple(row[place] for place in places) for row in table.rows]

    return ask_for
