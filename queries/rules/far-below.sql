--+ link: iri, endYear: gYear, title: any
WITH chosen AS (
  SELECT geonames, name, population, CASE WHEN linked = '' THEN 0 ELSE len(string_split(linked, '|')) END AS breadth
  FROM cities
  WHERE country = $country AND coalesce(population, 0) BETWEEN $minPopulation AND $maxPopulation
    AND (linked <> '' OR absent <> '')
)
SELECT DISTINCT c.geonames, c.name, c.population, c.breadth, e.family, e.link, e.title, e.reading, e.role, e.endYear, e.source, e.file, e.sheet, e."row"
FROM chosen c
LEFT JOIN evidence e ON e.geonames = c.geonames AND c.breadth > 0
WHERE c.breadth = 0 OR (c.breadth <= $maxBreadth AND e.geonames IS NOT NULL)
ORDER BY c.population DESC, c.name, e.link, e.source, e."row"
