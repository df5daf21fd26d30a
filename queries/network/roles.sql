--+ project: iri
SELECT geonames, name, country, population, project, programme, family, reading, role
FROM network_roles
WHERE $family IN ('', 'https://w3id.org/ncp-graph/id/programme/' || family)
