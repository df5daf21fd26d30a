SELECT geonames, name, lat, long, population, state
FROM cities
WHERE country = $country AND coalesce(population, 0) >= $minPopulation
ORDER BY population DESC, name
