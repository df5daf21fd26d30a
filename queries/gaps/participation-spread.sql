WITH counted AS (
  SELECT geonames,
         count(DISTINCT target) FILTER (project) AS projects,
         count(DISTINCT target) FILTER (project AND authority) AS own,
         count(DISTINCT target) FILTER (NOT project) AS memberships
  FROM links
  GROUP BY geonames
)
SELECT c.geonames, c.name, c.population, c.state,
       CASE WHEN state <> 'uncovered' THEN coalesce(l.projects, 0) END AS projects,
       CASE WHEN state <> 'uncovered' THEN coalesce(l.own, 0) END AS authorityProjects,
       CASE WHEN state <> 'uncovered' THEN coalesce(l.memberships, 0) END AS memberships
FROM cities c
LEFT JOIN counted l ON l.geonames = c.geonames
WHERE $country IN ('', c.country) AND c.population >= $minPopulation
ORDER BY projects DESC NULLS LAST, c.population DESC, c.name
