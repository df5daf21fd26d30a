SELECT geonames, name, lat, long, population, state
FROM cities
WHERE country = $country AND population >= $minPopulation
ORDER BY population DESC, name
