--+ link: iri, endYear: gYear, title: any
WITH chosen AS (
  SELECT geonames, name, population
  FROM cities
  WHERE country = $country AND coalesce(population, 0) BETWEEN $minPopulation AND $maxPopulation AND authorityLinks + placeLinks >= 1
),
beside AS (
  SELECT geonames FROM evidence GROUP BY geonames
  HAVING bool_and(contains(' ' || $roles || ' ', ' ' || role || ' '))
)
SELECT DISTINCT c.geonames, c.name, c.population, e.link, e.title, e.reading, e.role, e.endYear, e.source, e.file, e.sheet, e."row"
FROM chosen c
JOIN evidence e USING (geonames)
SEMI JOIN beside USING (geonames)
ORDER BY c.population DESC, c.name, e.link, e.source, e."row"
