--+ project: iri, startYear: gYear, endYear: gYear
SELECT project, programme, "startYear", "endYear"
FROM network_project_years
