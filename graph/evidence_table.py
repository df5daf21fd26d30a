"""What the graph says row by row on who takes part in what, as tables beside the store.

evidence       each row of a source that names a city in a project or an initiative: what the rules rest on
city_links     the same and each application, with all that the page of a city tells of them
taking_part    one row for each project or initiative: its title, family and first year

The tables say nothing that the store does not say. The store looks each part of a row up by itself; here each part is
read in one sweep, and all are joined for all countries.
"""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyoxigraph as ox

from graph.verdict_tables import FOLDER
from ontology.terms import PREFIXES

_LINKS = "{ ?link ncp:hasParticipation ?any } UNION { ?any org:organization ?link }"
_NODES = "{ ?node ncp:participationRole ?any } UNION { ?node ncp:membershipStatus ?any }"
_INSTRUMENTS = (
    "{ SELECT DISTINCT ?instrument "
    "{ { ?any ncp:fundedUnder ?instrument } UNION { ?any org:organization ?instrument } } }"
)
_SWEEPS = {
    "nodes": (
        "?node ?city ?link ?instrument ?concept ?reading",
        """{ ?node ncp:actingFor ?city ; ncp:participationRole ?concept .
             ?link ncp:hasParticipation ?node ; ncp:fundedUnder ?instrument . BIND ("authority" AS ?reading) }
           UNION
           { ?node ncp:locatedIn ?city ; ncp:participationRole ?concept .
             ?link ncp:hasParticipation ?node ; ncp:fundedUnder ?instrument . BIND ("place" AS ?reading) }
           UNION
           { ?node ncp:actingFor ?city ; ncp:membershipStatus ?concept ; org:organization ?link .
             BIND (?link AS ?instrument) BIND ("authority" AS ?reading) }""",
    ),
    "origins": (
        "?node ?record ?dataset ?file ?row",
        _NODES + " ?node prov:wasDerivedFrom ?record . "
        "?record ncp:ofDataset ?dataset ; ncp:fileName ?file ; ncp:rowNumber ?row .",
    ),
    "sheets": ("?record ?sheet", "?record ncp:sheetName ?sheet"),
    "joined_in": ("?node ?year", _NODES + " ?node ncp:startYear ?year"),
    "left_in": ("?node ?year", _NODES + " ?node ncp:endYear ?year"),
    "titles": ("?link ?title", _LINKS + " ?link dcterms:title ?title"),
    "labels": (
        "?link ?title",
        "{ SELECT DISTINCT ?link { ?any org:organization ?link } } ?link skos:prefLabel ?title",
    ),
    "acronyms": ("?link ?acronym", _LINKS + " ?link ncp:acronym ?acronym"),
    "pages": ("?link ?page", _LINKS + " ?link foaf:page ?page"),
    "began_in": ("?link ?year", _LINKS + " ?link ncp:startYear ?year"),
    "ended_in": ("?link ?year", _LINKS + " ?link ncp:endYear ?year"),
    "closed_in": ("?link ?year", _LINKS + " ?link ncp:fundedUnder/ncp:endYear ?year"),
    "families": ("?link ?family", _LINKS + " ?link ncp:fundedUnder/ncp:inFamily ?family"),
    "own_families": ("?link ?family", _LINKS + " ?link ncp:inFamily ?family"),
    "of_family": ("?instrument ?family", _INSTRUMENTS + " ?instrument ncp:inFamily ?family"),
    "named": ("?instrument ?name", _INSTRUMENTS + " ?instrument skos:prefLabel ?name"),
    "family_names": (
        "?family ?name",
        "{ SELECT DISTINCT ?family { ?any ncp:inFamily ?family } } ?family skos:prefLabel ?name",
    ),
    "datasets": (
        "?dataset ?title",
        "{ SELECT DISTINCT ?dataset { ?any ncp:ofDataset ?dataset } } ?dataset dcterms:title ?title",
    ),
    "actors": ("?node ?actor", "{ ?node ncp:participant ?actor } UNION { ?node org:member ?actor }"),
    "bodies": (
        "?actor ?name",
        "{ SELECT DISTINCT ?actor { { ?any ncp:participant ?actor } UNION { ?any org:member ?actor } } } "
        "?actor skos:prefLabel ?name",
    ),
    "matches": ("?node ?match", "?node ncp:resolvedBy ?match"),
    "written": ("?match ?name", "?match ncp:sourceName ?name"),
    "methods": ("?match ?method", "?match ncp:matchMethod ?method"),
    "scores": ("?match ?score", "?match ncp:score ?score"),
    "precisions": ("?node ?precision", "?node ncp:placePrecision ?precision"),
}
_EVIDENCE = """
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
WHERE NOT ends_with(n.concept, '/status-applied')
ORDER BY geonames, n.link, source, o.file, s.sheet, "row", n.reading, role, title, "endYear", family
"""
_CITY_LINKS = """
SELECT DISTINCT CAST(split_part(n.city, '/city/', 2) AS BIGINT) AS geonames, n.link,
       CASE WHEN n.role = '' THEN 'initiative' ELSE 'project' END AS kind, coalesce(t.title, d.name) AS title,
       a.acronym, g.page, split_part(n.instrument, '/programme/', 2) AS programme, d.name AS "programmeName",
       coalesce(split_part(m.family, '/programme/', 2), '') AS family, n.reading,
       CASE WHEN n.role <> '' THEN n.role WHEN n.status = 'applied' THEN 'applicant' ELSE 'member' END AS role,
       split_part(p.precision, '/precision-', 2) AS "precision", nullif(n.status, '') AS status,
       CASE WHEN n.role = '' THEN j.year ELSE b.year END AS "startYear",
       CASE WHEN n.role = '' THEN i.year ELSE e.year END AS "endYear", y.name AS organisation,
       split_part(o.dataset, '/source/', 2) AS source, k.title AS "sourceTitle", o.file, s.sheet,
       CAST(o.row AS BIGINT) AS "row", w.name AS "sourceName", split_part(h.method, '/method-', 2) AS method,
       CAST(z.score AS DECIMAL(9, 6)) AS score
FROM (SELECT *, split_part(concept, '/role-', 2) AS role, split_part(concept, '/status-', 2) AS status FROM nodes) n
JOIN origins o USING (node) JOIN actors x USING (node) JOIN matches q USING (node)
LEFT JOIN titles t USING (link) LEFT JOIN acronyms a USING (link) LEFT JOIN pages g USING (link)
LEFT JOIN named d USING (instrument) LEFT JOIN of_family m USING (instrument) LEFT JOIN sheets s USING (record)
LEFT JOIN precisions p USING (node) LEFT JOIN joined_in j USING (node) LEFT JOIN left_in i USING (node)
LEFT JOIN began_in b USING (link) LEFT JOIN ended_in e USING (link) LEFT JOIN datasets k USING (dataset)
LEFT JOIN bodies y USING (actor) LEFT JOIN written w USING (match) LEFT JOIN methods h USING (match)
LEFT JOIN scores z USING (match)
ORDER BY ALL
"""
_TAKING_PART = """
SELECT DISTINCT v.link, v.kind, v.title, a.acronym, n.name AS family, b.year AS "startYear"
FROM (SELECT link, 'project' AS kind, title, family FROM families JOIN titles USING (link)
      UNION ALL SELECT link, 'initiative', title, family FROM own_families JOIN labels USING (link)) v
LEFT JOIN family_names n USING (family) LEFT JOIN acronyms a USING (link) LEFT JOIN began_in b USING (link)
ORDER BY ALL
"""
TABLES = {"evidence": _EVIDENCE, "city_links": _CITY_LINKS, "taking_part": _TAKING_PART}


def write_evidence(folder: Path) -> None:
    """Write the tables into the folder of a release whose store is loaded."""
    store = ox.Store.read_only(str(folder / "store"))
    with duckdb.connect(config={"threads": 1}) as database:
        for name, (columns, pattern) in _SWEEPS.items():
            database.register(name, _sweep(store, columns, pattern))
        for name, joined in TABLES.items():
            path = folder / FOLDER / f"{name}.parquet"
            database.sql(joined).write_parquet(str(path), compression="zstd")


def _sweep(store: ox.Store, columns: str, pattern: str) -> pa.Table:
    told = ("ncp", "scheme", "org", "prov", "dcterms", "skos", "foaf")
    heads = "".join(f"PREFIX {key}: <{PREFIXES[key]}>\n" for key in told)
    query = f"{heads}SELECT DISTINCT {columns} WHERE {{ {pattern} }}"
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    rows = [[term.value for term in solution] for solution in found]
    cells = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table({name: pa.array(told, pa.string()) for name, told in zip(names, cells, strict=True)})
