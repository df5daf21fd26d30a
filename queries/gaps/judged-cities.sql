--+ year: gYear
WITH wanted AS (SELECT '|' || regexp_extract($family, '/programme/(.*)$', 1) || '|' AS key)
SELECT geonames, name, code AS country, population, year, basis, size, unit,
       CASE WHEN contains('|' || absent || '|', key) THEN 'absent'
            WHEN contains('|' || linked || '|', key) THEN 'linked'
            ELSE 'uncovered' END AS verdict
FROM cities, wanted
WHERE coalesce(population, 0) >= $minPopulation
  AND (contains('|' || absent || '|', key) OR contains('|' || linked || '|', key)
       OR contains('|' || uncovered || '|', key))
