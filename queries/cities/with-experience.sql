SELECT geonames, name, country, population, nuts3, typologies, degurba, latitude, longitude
FROM cities_with_experience
