--+ link: iri, endYear: gYear, title: any
WITH chosen AS (
  SELECT geonames, name, population
  FROM cities
  WHERE country = $country AND coalesce(population, 0) BETWEEN $minPopulation AND $maxPopulation AND authorityLinks + placeLinks BETWEEN 1 AND $maxLinks
),
ended AS (
  SELECT geonames FROM evidence GROUP BY geonames HAVING max(coalesce(CAST(endYear AS INTEGER), 9999)) < $before
)
SELECT DISTINCT c.geonames, c.name, c.population, e.link, e.title, e.reading, e.role, e.endYear, e.source, e.file, e.sheet, e."row"
FROM chosen c
JOIN evidence e USING (geonames)
SEMI JOIN ended USING (geonames)
ORDER BY c.population DESC, c.name, e.link, e.source, e."row"
