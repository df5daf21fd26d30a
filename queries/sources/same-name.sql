--each country
SELECT name, one, other, geonames, "otherGeonames"
FROM sources_same_name
WHERE asked = $country
