WITH counted AS (
  SELECT country,
         count(*) AS cities,
         count(*) FILTER (population >= $minPopulation) AS towns,
         count(*) FILTER (population >= $minPopulation AND state = 'linked') AS linked,
         count(*) FILTER (population >= $minPopulation AND state = 'absent') AS absent,
         count(*) FILTER (population >= $minPopulation AND state = 'uncovered') AS uncovered
  FROM cities
  WHERE population IS NOT NULL
  GROUP BY country
)
SELECT k.code AS country, k.name, k."group", c.cities, c.towns,
       CASE WHEN k.families > 0 OR c.linked > 0 THEN c.linked END AS linked,
       CASE WHEN k.families > 0 THEN c.absent END AS absent,
       c.uncovered, k.families
FROM counted c
JOIN countries k ON k.country = c.country
ORDER BY k.name
