--+ project: iri
SELECT project, title, sources, keys
FROM sources_same_project
