"""GraphML, GEXF and Pajek: each row a tie, from the two columns that the view network names.

The ties go through a file, so that only the names of the nodes are held, not the ties: networkx holds about 500 bytes
of each.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from dashboard.outputs.answered import TRUNCATED, Answered, Format, Manner
from graph.endpoint import value_of
from graph.errors import BadInput
from graph.network_files import FORBIDDEN, INSTEAD
from queries.catalogue import Question


@dataclass(frozen=True, slots=True)
class Tie:
    """A row as a tie: the numbers of its two nodes, and what else the row tells, by column."""

    source: int
    target: int
    told: dict[str, object]


def ends(question: Question, columns: tuple[str, ...]) -> tuple[str, str] | None:
    """Name the columns of the two ends of a tie; None where an answer tells of no ties."""
    if question.view.kind == "network":
        return question.view.columns[0], question.view.columns[1]
    return ("source", "target") if {"source", "target"} <= set(columns) else None


def ties(answer: Answered, nodes: dict[str, int]) -> Iterator[Tie]:
    """Give the ties and number their nodes on the way; a row without an end is left out."""
    both = ends(answer.question, answer.columns)
    if both is None:
        raise BadInput(f"the answer to {answer.question.name} tells of no ties", "choose another format")
    for row in answer.rows:
        told = {name: value_of(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        if both[0] in told and both[1] in told:
            first, second = (nodes.setdefault(clean(told.pop(name)), len(nodes) + 1) for name in both)
            yield Tie(first, second, told)


def clean(value: object) -> str:
    """Write a value as text that XML can hold."""
    return FORBIDDEN.sub(INSTEAD, str(value).lower() if isinstance(value, bool) else str(value))


def attributes(answer: Answered) -> dict[str, str]:
    """Name the columns that a tie bears, with the type of their values: what has a unit is a number."""
    both = ends(answer.question, answer.columns) or ()
    names = [name for name in answer.columns if name not in both]
    return {name: "double" if name in answer.question.units else "string" for name in names}


def _told(answer: Answered) -> str:
    return f"{answer.citation} {TRUNCATED}." if answer.more() else answer.citation


def _fits(value: object, kind: str) -> bool:
    return kind == "string" or (isinstance(value, int | float | Decimal) and not isinstance(value, bool))


@contextmanager
def _aside() -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        yield file


def _append(file: IO[bytes], out: IO[bytes]) -> None:
    file.seek(0)
    shutil.copyfileobj(file, out)


def write_graphml(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write GraphML: the ties with all other columns, after the nodes with their labels."""
    kinds, nodes = attributes(answer), dict[str, int]()
    keys = {name: f"e{place}" for place, name in enumerate(kinds)}
    with _aside() as file:
        for tie in ties(answer, nodes):
            data = "".join(
                f'<data key="{keys[name]}">{escape(clean(value))}</data>'
                for name, value in tie.told.items()
                if _fits(value, kinds[name])
            )
            file.write(f'<edge source="n{tie.source}" target="n{tie.target}">{data}</edge>\n'.encode())
        out.write(_graphml_head(answer, kinds, keys).encode())
        for label, number in nodes.items():
            out.write(f'<node id="n{number}"><data key="label">{escape(label)}</data></node>\n'.encode())
        _append(file, out)
    out.write(b"</graph></graphml>\n")


def _graphml_head(answer: Answered, kinds: dict[str, str], keys: dict[str, str]) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        f"<desc>{escape(clean(_told(answer)))}</desc>",
        '<key id="label" for="node" attr.name="label" attr.type="string"/>',
        *(
            f'<key id="{keys[name]}" for="edge" attr.name={quoteattr(name)} attr.type="{kind}"/>'
            for name, kind in kinds.items()
        ),
        '<graph edgedefault="undirected">\n',
    ]
    return "\n".join(lines)


def write_gexf(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write GEXF 1.2: the nodes, then the ties with all other columns."""
    kinds, nodes = attributes(answer), dict[str, int]()
    places = {name: place for place, name in enumerate(kinds)}
    with _aside() as file:
        for number, tie in enumerate(ties(answer, nodes)):
            values = "".join(
                f'<attvalue for="{places[name]}" value={quoteattr(clean(value))}/>'
                for name, value in tie.told.items()
                if _fits(value, kinds[name])
            )
            about = f'id="{number}" source="{tie.source}" target="{tie.target}"'
            file.write(f"<edge {about}><attvalues>{values}</attvalues></edge>\n".encode())
        out.write(_gexf_head(answer, kinds, places).encode())
        for label, number in nodes.items():
            out.write(f'<node id="{number}" label={quoteattr(label)}/>\n'.encode())
        out.write(b"</nodes><edges>\n")
        _append(file, out)
    out.write(b"</edges></graph></gexf>\n")


def _gexf_head(answer: Answered, kinds: dict[str, str], places: dict[str, int]) -> str:
    told = "".join(
        f'<attribute id="{places[name]}" title={quoteattr(name)} type="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        f"<meta><description>{escape(clean(_told(answer)))}</description></meta>\n"
        f'<graph defaultedgetype="undirected"><attributes class="edge">{told}</attributes>\n<nodes>\n'
    )


def write_pajek(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write a Pajek network: labels, and ties with their weight where a column of this name tells it, else 1."""
    nodes = dict[str, int]()
    with _aside() as file:
        for tie in ties(answer, nodes):
            weight = tie.told.get("weight", 1)
            told = weight if _fits(weight, "double") else 1
            file.write(f"{tie.source} {tie.target} {told}\n".encode())
        out.write(f"*Vertices {len(nodes)}\n".encode())
        for label, number in nodes.items():
            out.write(f'{number} "{_pajek(label)}"\n'.encode())
        out.write(b"*Edges\n")
        _append(file, out)


def _pajek(label: str) -> str:
    """Write a label in one line without the quotes and backslashes that would end it."""
    return " ".join(label.replace('"', "'").replace("\\", "/").split())


FORMATS = (
    Format("graphml", "GraphML (network)", ".graphml", "application/graphml+xml", write_graphml),
    Format("gexf", "GEXF (network)", ".gexf", "application/gexf+xml", write_gexf),
    Format("pajek", "Pajek (network)", ".net", "text/plain", write_pajek),
)
