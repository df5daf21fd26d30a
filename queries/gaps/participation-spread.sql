WITH counted AS (
  SELECT geonames,
         count(DISTINCT target) FILTER (project) AS projects,
         count(DISTINCT target) FILTER (project AND authority) AS own,
         count(DISTINCT target) FILTER (NOT project) AS memberships
  FROM links
  GROUP BY geonames
),
known AS (
  SELECT *, CASE WHEN absent <> '' AND state <> 'uncovered' THEN 0 END AS nothing FROM cities
)
SELECT c.geonames, c.name, c.population, c.state,
       coalesce(nullif(l.projects, 0), c.nothing) AS projects,
       CASE WHEN l.projects > 0 THEN l.own ELSE c.nothing END AS authorityProjects,
       coalesce(nullif(l.memberships, 0), c.nothing) AS memberships
FROM known c
LEFT JOIN counted l ON l.geonames = c.geonames
WHERE $country IN ('', c.country) AND coalesce(c.population, 0) >= $minPopulation
ORDER BY projects DESC NULLS LAST, c.population DESC, c.name
