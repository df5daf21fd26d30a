SELECT programme, country, until
FROM programmes_covered
