SELECT geonames, name, code AS country, population
FROM cities
WHERE coalesce(population, 0) >= $minPopulation
