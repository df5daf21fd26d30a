--+ familyName: @en, reason: @en
SELECT c.geonames, c.name, c.population, s.family, s.familyName, s.period,
       coalesce(o.state, s.state) AS state, o.links, s.coveredUntil,
       CASE WHEN coalesce(o.state, s.state) <> 'linked' THEN coalesce(o.reason, s.reason) END AS reason
FROM cities c
JOIN slices s ON s.country = c.country
LEFT JOIN states o ON o.geonames = c.geonames AND o.family = s.family AND o.period = s.period
WHERE c.country = $country
  AND coalesce(c.population, 0) >= $minPopulation
  AND $period IN (0, s.period)
  AND ($families = '' OR contains(' ' || $families || ' ', ' ' || s.family || ' '))
ORDER BY c.population DESC, c.name, s.familyName, s.period
