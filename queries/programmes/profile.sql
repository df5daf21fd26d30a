--+ name: @en
WITH under AS (SELECT DISTINCT under FROM tree WHERE 'https://w3id.org/ncp-graph/id/programme/' || programme = $programme)
SELECT n.code AS country, n.name,
       count(DISTINCT l.target) AS projects,
       count(DISTINCT c.geonames) AS cities,
       count(DISTINCT c.geonames) FILTER (l.authority) AS "authorityCities"
FROM under u
JOIN links l ON l.programme = u.under AND l.project
JOIN cities c ON c.geonames = l.geonames
JOIN countries n ON n.country = c.country
GROUP BY n.code, n.name
ORDER BY cities DESC, n.name
