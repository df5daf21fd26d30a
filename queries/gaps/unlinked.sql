--+ city: iri, year: gYear
SELECT 'https://w3id.org/ncp-graph/id/city/' || geonames AS city, geonames, name, code AS country, population, year,
       basis, nuts3, region, degurba, unit, lat, long, kilometres, nearest, potential, state,
       CASE WHEN state <> 'uncovered' THEN authorityLinks END AS authorityLinks,
       CASE WHEN state <> 'uncovered' THEN placeLinks END AS placeLinks,
       linked AS linkedFamilies, absent AS absentFamilies, uncovered AS uncoveredFamilies
FROM cities
WHERE country = $country
  AND coalesce(population, 0) BETWEEN $minPopulation AND $maxPopulation
  AND contains($states, state)
ORDER BY population DESC, name
