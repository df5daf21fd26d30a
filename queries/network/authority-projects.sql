--each family
--+ project: iri, startYear: gYear
SELECT geonames, country, programme, project, "startYear"
FROM network_authority_projects
WHERE asked = $family
