WITH chosen AS (SELECT * REPLACE (coalesce(size, 'unknown') AS size) FROM cities WHERE $country IN ('', country)),
known AS (SELECT coalesce(sum(families), 0) > 0 AS complete FROM countries WHERE $country IN ('', country)),
classes AS (
  SELECT * FROM (VALUES ('very-small', 1), ('small', 2), ('medium', 3), ('large', 4), ('unknown', 5)) AS listed (size, place)
),
counted AS (
  SELECT k.size, k.place, count(c.geonames) AS cities,
         count(*) FILTER (c.state = 'linked') AS linked,
         count(*) FILTER (c.state = 'absent') AS absent,
         count(*) FILTER (c.state = 'uncovered') AS uncovered
  FROM classes k
  LEFT JOIN chosen c ON c.size = k.size
  GROUP BY k.size, k.place
)
SELECT size, cities,
       CASE WHEN complete OR linked > 0 THEN linked END AS linked,
       CASE WHEN complete THEN absent END AS absent,
       uncovered
FROM counted, known
WHERE size <> 'unknown' OR cities > 0
ORDER BY place
