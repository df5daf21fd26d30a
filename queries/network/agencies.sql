--+ body: iri
SELECT name, country, body, geonames
FROM network_agencies
