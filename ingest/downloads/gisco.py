"""Outlines of the NUTS 2024 regions, for the user's own maps; the product carries none of them."""

from ingest.fetch import Offer
from ingest.source import Download

PAGE = "https://ec.europa.eu/eurostat/web/gisco/geodata/statistical-units/territorial-units-statistics"
FOLDER = "https://gisco-services.ec.europa.eu/distribution/v2/nuts/geojson"

OFFER = Offer(
    title="GISCO outlines of the NUTS 2024 regions",
    licence="© EuroGeographics for the administrative boundaries",
    page=PAGE,
    downloads=tuple(
        Download(
            f"NUTS_RG_20M_2024_4326_LEVL_{level}.geojson",
            f"{FOLDER}/NUTS_RG_20M_2024_4326_LEVL_{level}.geojson",
            f"outlines of the {what}, 1:20 million, longitude and latitude",
            most=200_000_000,
        )
        for level, what in ((0, "countries"), (3, "NUTS 3 regions"))
    ),
    terms=(
        "The outlines are © EuroGeographics. They may be used for non-commercial purposes only, and every map that "
        "shows them must name EuroGeographics for the administrative boundaries."
    ),
)
