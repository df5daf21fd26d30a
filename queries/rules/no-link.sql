SELECT geonames, name, population, family
FROM cities, unnest(string_split(absent, '|')) AS listed (family)
WHERE country = $country AND coalesce(population, 0) BETWEEN $minPopulation AND $maxPopulation
  AND state = 'absent' AND absent <> ''
ORDER BY population DESC, name, family
