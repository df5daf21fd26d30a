"""Dumps of GeoNames: places, their names in all languages, and postcodes."""

from ingest.fetch import Offer
from ingest.source import Download

HOST = "https://download.geonames.org/export"

OFFER = Offer(
    title="GeoNames places, names and postcodes",
    licence="CC BY 4.0",
    page="https://download.geonames.org/export/dump/",
    downloads=(
        Download("cities500.zip", f"{HOST}/dump/cities500.zip", "places of 500 inhabitants and more"),
        Download("alternateNamesV2.zip", f"{HOST}/dump/alternateNamesV2.zip", "names of places by language"),
        Download("countryInfo.txt", f"{HOST}/dump/countryInfo.txt", "countries with their codes"),
        Download("allCountries-postcodes.zip", f"{HOST}/zip/allCountries.zip", "postcodes with their places"),
    ),
)
