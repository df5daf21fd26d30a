WITH asked AS (SELECT $small_text AS sought),
hits AS (
  SELECT n.geonames, min(n.name) AS found,
         min(CASE WHEN n.small = a.sought THEN 0 WHEN starts_with(n.small, a.sought) THEN 1 ELSE 2 END) AS best
  FROM city_names n, asked a
  WHERE contains(n.small, a.sought)
  GROUP BY n.geonames
  ORDER BY best
  LIMIT 200
)
SELECT c.geonames, c.name, c.code AS country, c.population, c.state, h.found
FROM hits h
JOIN cities c ON c.geonames = h.geonames
ORDER BY h.best, c.population DESC, c.name, c.geonames
LIMIT 50
