--+ name: @en
WITH classes AS (
  SELECT class, coalesce(minimum, 1) AS least, coalesce(below, 1000000000) AS most
  FROM gaps_size_schemes WHERE scheme = $scheme
),
floors AS (SELECT coalesce(min(least), 1) AS lowest FROM classes),
placed AS (
  SELECT c.geonames, c.linked, c.absent,
         coalesce(s.class, CASE WHEN coalesce(c.population, 0) = 0 THEN 'unknown'
                                WHEN c.population < f.lowest THEN 'below' ELSE 'above' END) AS size
  FROM cities c
  CROSS JOIN floors f
  LEFT JOIN classes s ON coalesce(c.population, 0) >= s.least AND coalesce(c.population, 0) < s.most
  WHERE c.country = $country
),
sizes AS (SELECT size, count(*) AS cities FROM placed GROUP BY size),
nodes AS (
  SELECT DISTINCT programme, name, family FROM programmes_tree
  WHERE kind IN ('family', 'programme', 'initiative')
),
reached AS (
  SELECT t.programme, p.size, count(DISTINCT p.geonames) AS linked,
         count(DISTINCT p.geonames) FILTER (l.authority) AS own
  FROM placed p
  JOIN links l ON l.geonames = p.geonames
  JOIN tree t ON t.under = l.programme
  GROUP BY t.programme, p.size
),
decided AS (
  SELECT d.family, p.size, count(*) AS cities
  FROM placed p
  JOIN (SELECT DISTINCT family FROM nodes) d
    ON contains('|' || p.linked || '|' || p.absent || '|', '|' || d.family || '|')
  GROUP BY d.family, p.size
),
certain AS (
  SELECT v.programme, v.until FROM programmes_covered v JOIN countries l ON l.code = v.country WHERE l.country = $country
),
counted AS (
  SELECT n.*, s.size, s.cities, v.until, v.programme IS NOT NULL AS whole,
         coalesce(r.linked, 0) AS linked, coalesce(r.own, 0) AS own,
         CASE WHEN v.programme IS NOT NULL THEN coalesce(d.cities, 0) END AS covered
  FROM nodes n
  CROSS JOIN sizes s
  LEFT JOIN reached r ON r.programme = n.programme AND r.size = s.size
  LEFT JOIN decided d ON d.family = n.family AND d.size = s.size
  LEFT JOIN certain v ON v.programme = n.programme
),
shared AS (
  SELECT *, CAST(linked AS HUGEINT) * 1000000000000000000 // nullif(covered, 0) AS parts FROM counted
)
SELECT programme, name, family, size, cities, covered,
       CASE WHEN linked > 0 OR whole THEN linked END AS linked,
       CASE WHEN own > 0 OR whole THEN own END AS authority,
       CAST(parts // 1000000000000000000 || '.' || lpad(CAST(parts % 1000000000000000000 AS VARCHAR), 18, '0')
            AS DECIMAL(38, 18)) AS share,
       until
FROM shared
ORDER BY family, programme, size
