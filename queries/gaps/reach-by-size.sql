SELECT t.programme, t.name, t.family, c.size,
       count(DISTINCT c.geonames) AS cities,
       count(DISTINCT c.geonames) FILTER (l.authority) AS authorityCities
FROM cities c
JOIN links l ON l.geonames = c.geonames
JOIN tree t ON t.under = l.programme
WHERE c.country = $country AND c.size IS NOT NULL
GROUP BY t.programme, t.name, t.family, c.size
ORDER BY t.family, t.programme, cities DESC, c.size
