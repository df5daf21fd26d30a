--+ link: iri, endYear: gYear, title: any
WITH chosen AS (
  SELECT geonames, name, population
  FROM cities
  WHERE country = $country AND coalesce(population, 0) BETWEEN $minPopulation AND $maxPopulation AND authorityLinks = 0 AND placeLinks >= $minPlaceLinks
)
SELECT DISTINCT c.geonames, c.name, c.population, e.link, e.title, e.reading, e.role, e.endYear, e.source, e.file, e.sheet, e."row"
FROM chosen c
JOIN evidence e USING (geonames)
ORDER BY c.population DESC, c.name, e.link, e.source, e."row"
