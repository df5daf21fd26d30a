--+ body: iri, city: iri, project: iri
SELECT body, city, project, reading
FROM network_participations
