--+ name: @en
SELECT t.programme, t.name, t.family, coalesce(c.size, 'unknown') AS size,
       count(DISTINCT c.geonames) AS cities,
       count(DISTINCT c.geonames) FILTER (l.authority) AS authorityCities
FROM cities c
JOIN links l ON l.geonames = c.geonames
JOIN tree t ON t.under = l.programme
WHERE c.country = $country
GROUP BY t.programme, t.name, t.family, coalesce(c.size, 'unknown')
ORDER BY t.family, t.programme, cities DESC, size
