--each family
--+ project: iri
SELECT geonames, country, project, source
FROM network_authority_sources
WHERE asked = $family
