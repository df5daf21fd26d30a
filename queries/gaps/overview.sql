--+ name: @en
WITH counted AS (
  SELECT country,
         count(*) AS cities,
         count(*) FILTER (coalesce(population, 0) >= $minPopulation) AS towns,
         count(*) FILTER (coalesce(population, 0) >= $minPopulation AND state = 'linked') AS linked,
         count(*) FILTER (coalesce(population, 0) >= $minPopulation AND state = 'absent') AS absent,
         count(*) FILTER (coalesce(population, 0) >= $minPopulation AND state = 'uncovered') AS uncovered
  FROM cities
  GROUP BY country
)
SELECT k.code AS country, k.name, k."group", c.cities, c.towns,
       CASE WHEN k.families > 0 OR c.linked > 0 THEN c.linked END AS linked,
       CASE WHEN k.families > 0 THEN c.absent END AS absent,
       c.uncovered, k.families
FROM counted c
JOIN countries k ON k.country = c.country
ORDER BY k.name
