WITH home AS (
  SELECT geonames, nuts3 FROM cities WHERE geonames = CAST(split_part($city, '/city/', 2) AS BIGINT)
)
SELECT c.geonames, c.name, c.population,
       CASE WHEN c.nuts3 = h.nuts3 THEN 'NUTS 3' ELSE 'NUTS 2' END AS level,
       c.nuts3, c.region, c.authorityLinks + c.placeLinks AS links, c.authorityLinks
FROM cities c
JOIN home h ON left(c.nuts3, 4) = left(h.nuts3, 4)
WHERE c.state = 'linked' AND c.geonames <> h.geonames
ORDER BY level DESC, links DESC, c.authorityLinks DESC, c.name
LIMIT 100
