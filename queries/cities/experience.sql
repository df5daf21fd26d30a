--+ deed: iri, title: any, startYear: gYear, endYear: gYear
SELECT geonames, deed, kind, title, acronym, programme, lead, "startYear", "endYear", keywords, concepts
FROM cities_experience
