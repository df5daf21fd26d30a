WITH taken AS (
  SELECT DISTINCT l.geonames, l.target, l.authority, t.programme
  FROM links l
  JOIN tree t ON t.under = l.programme
  WHERE l.project
),
wanted AS (
  SELECT regexp_extract($programme, '/programme/(.*)$', 1) AS present,
         regexp_extract($earlier, '/programme/(.*)$', 1) AS past
)
SELECT c.geonames, c.name, c.code AS country, c.population,
       count(DISTINCT t.target) AS projects,
       count(DISTINCT t.target) FILTER (t.authority) AS authorityProjects
FROM wanted w
JOIN taken t ON t.programme = w.present
JOIN cities c ON c.geonames = t.geonames
WHERE $country IN ('', c.country)
  AND t.geonames NOT IN (SELECT p.geonames FROM taken p, wanted v WHERE p.programme = v.past)
GROUP BY c.geonames, c.name, c.code, c.population
ORDER BY c.population DESC, c.name
