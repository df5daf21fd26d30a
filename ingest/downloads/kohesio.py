"""Projects of cohesion policy by country, as Kohesio gathers them from the lists of operations."""

from graph.countries import EU27, ISO_CODES
from ingest.fetch import Offer
from ingest.source import Download

OBJECTS = "https://kohesio.ec.europa.eu/api/data/object?id=data"
PERIODS = {"2021-2027": "pp21-27", "2014-2020": "pp14-20"}

OFFER = Offer(
    title="Kohesio projects of cohesion policy",
    licence="CC BY 4.0, reuse under Decision 2011/833/EU",
    page="https://kohesio.ec.europa.eu/en/services",
    downloads=tuple(
        Download(
            f"{ISO_CODES.get(country, country)}-{short}-latest.csv",
            f"{OBJECTS}/projects-{period}/latest/{ISO_CODES.get(country, country)}-{short}-latest.csv",
            f"projects of {period}",
            country,
        )
        for country in EU27
        for period, short in PERIODS.items()
    ),
)
