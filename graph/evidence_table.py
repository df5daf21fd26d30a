"""Every row of a source that names a city in a project or an initiative, as a table beside the store.

It holds what the rules that flag a city rest on, with file and row, and says nothing that the store does not say. The
store looks each part of a row up by itself; here each part is read in one sweep, and all are joined for all countries.
"""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyoxigraph as ox

from graph.verdict_tables import FOLDER
from ontology.terms import PREFIXES

NAME = "evidence"

_LINKS = "{ ?link ncp:hasParticipation ?any } UNION { ?any org:organization ?link }"
_NODES = "{ ?node ncp:participationRole ?any } UNION { ?node ncp:membershipStatus ?any }"
_SWEEPS = {
    "nodes": (
        "?node ?city ?link ?concept ?reading",
        """{ ?node ncp:actingFor ?city ; ncp:participationRole ?concept .
             ?link ncp:hasParticipation ?node ; ncp:fundedUnder ?instrument . BIND ("authority" AS ?reading) }
           UNION
           { ?node ncp:locatedIn ?city ; ncp:participationRole ?concept .
             ?link ncp:hasParticipation ?node ; ncp:fundedUnder ?instrument . BIND ("place" AS ?reading) }
           UNION
           { ?node ncp:actingFor ?city ; ncp:membershipStatus ?concept ; org:organization ?link .
             FILTER (?concept != scheme:status-applied) BIND ("authority" AS ?reading) }""",
    ),
    "origins": (
        "?node ?record ?dataset ?file ?row",
        _NODES + " ?node prov:wasDerivedFrom ?record . "
        "?record ncp:ofDataset ?dataset ; ncp:fileName ?file ; ncp:rowNumber ?row .",
    ),
    "sheets": ("?record ?sheet", "?record ncp:sheetName ?sheet"),
    "left_in": ("?node ?year", _NODES + " ?node ncp:endYear ?year"),
    "titles": ("?link ?title", _LINKS + " ?link dcterms:title ?title"),
    "labels": ("?link ?title", _LINKS + " ?link skos:prefLabel ?title"),
    "ended_in": ("?link ?year", _LINKS + " ?link ncp:endYear ?year"),
    "closed_in": ("?link ?year", _LINKS + " ?link ncp:fundedUnder/ncp:endYear ?year"),
    "families": ("?link ?family", _LINKS + " ?link ncp:fundedUnder/ncp:inFamily ?family"),
    "own_families": ("?link ?family", _LINKS + " ?link ncp:inFamily ?family"),
}
_JOINED = """
SELECT DISTINCT CAST(split_part(n.city, '/city/', 2) AS BIGINT) AS geonames, n.link,
       coalesce(t.title, l.title) AS title, n.reading,
       regexp_extract(n.concept, '/(role|status)-(.*)$', 2) AS role,
       coalesce(i.year, e.year, c.year) AS "endYear",
       split_part(o.dataset, '/source/', 2) AS source, o.file, s.sheet, CAST(o.row AS BIGINT) AS "row",
       split_part(coalesce(f.family, w.family), '/programme/', 2) AS family
FROM nodes n JOIN origins o USING (node)
LEFT JOIN titles t USING (link) LEFT JOIN labels l USING (link) LEFT JOIN sheets s USING (record)
LEFT JOIN left_in i ON i.node = n.node LEFT JOIN ended_in e USING (link) LEFT JOIN closed_in c USING (link)
LEFT JOIN families f USING (link) LEFT JOIN own_families w USING (link)
ORDER BY geonames, n.link, source, o.file, s.sheet, "row", n.reading, role, title, "endYear", family
"""


def write_evidence(folder: Path) -> None:
    """Write the table into the folder of a release whose store is loaded."""
    store = ox.Store.read_only(str(folder / "store"))
    path = folder / FOLDER / f"{NAME}.parquet"
    with duckdb.connect(config={"threads": 1}) as database:
        for name, (columns, pattern) in _SWEEPS.items():
            database.register(name, _sweep(store, columns, pattern))
        database.sql(_JOINED).write_parquet(str(path), compression="zstd")


def _sweep(store: ox.Store, columns: str, pattern: str) -> pa.Table:
    heads = "".join(f"PREFIX {key}: <{PREFIXES[key]}>\n" for key in ("ncp", "scheme", "org", "prov", "dcterms", "skos"))
    query = f"{heads}SELECT DISTINCT {columns} WHERE {{ {pattern} }}"
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    rows = [[term.value for term in solution] for solution in found]
    cells = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table({name: pa.array(told, pa.string()) for name, told in zip(names, cells, strict=True)})
