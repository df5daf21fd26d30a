"""The rows that things come from, and the names of the things that a row states."""

from collections import Counter
from collections.abc import Iterable

from graph.loads import FileRead
from graph.quads import ID, Quads, integer, iri, resource, segments, text
from graph.records import Origin
from ontology.terms import NCP, RDF

Place = tuple[str, str, str]
"""Source, file and sheet of a row."""


class RowWriter:
    """Writes each row once, when the first thing that it states is written."""

    def __init__(self, quads: Quads, files: Iterable[FileRead]) -> None:
        """Write to `quads`; of `files`, those that several tables read are told apart."""
        self._quads = quads
        self._row: Origin | None = None
        self._tail = ""
        self._node = ""
        self._said: dict[Place, tuple[str, tuple[str, ...]]] = {}
        self._used: Counter[str] = Counter()
        self._used_again: Counter[str] = Counter()
        tables = Counter(file.name.partition("#")[0] for file in files)
        self._again = {name for name, times in tables.items() if times > 1}

    def of(self, origin: Origin, because: str = "") -> str:
        """Give the node of a row; `because` says why it was set aside."""
        if origin is not self._row and origin != self._row:
            self._begin(origin)
        if because:
            self._quads.add(self._node, NCP.setAsideBecause, text(because))
        return self._node

    def _begin(self, origin: Origin) -> None:
        place = (origin.source, origin.file, origin.sheet)
        if place not in self._said:
            self._said[place] = segments(origin.source, origin.file, origin.sheet or "-"), _of_all(origin)
        where, said = self._said[place]
        self._row, self._tail = origin, f"{where}/{origin.row}>"
        self._used.clear()
        self._node = f"<{ID}record/{self._tail}"
        self._quads.say(self._node, *said, f"<{NCP.rowNumber}> {integer(origin.row)}")

    def thing(self, kind: str, origin: Origin) -> str:
        """Name the thing that a row states; a row may state several, also in a file that several tables read."""
        self.of(origin)
        node = f"<{ID}{kind}/{self._tail}"
        used = self._used_again if origin.file in self._again else self._used
        used[node] += 1
        more = used[node]
        return node if more == 1 else f"{node[:-1]}/{more}>"


def _of_all(origin: Origin) -> tuple[str, ...]:
    """Write what all rows of a sheet have in common."""
    said = [(RDF.type, iri(NCP.SourceRecord)), (NCP.ofDataset, resource("source", origin.source))]
    said += [(NCP.fileName, text(origin.file))]
    said += [(NCP.sheetName, text(origin.sheet))] if origin.sheet else []
    return tuple(f"<{predicate}> {value}" for predicate, value in said)
