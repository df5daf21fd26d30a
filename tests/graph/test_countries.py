"""Country codes: what is taken, and which code a mistyped one is near."""

import pytest

from graph.countries import ISO3, country_iri, eu_code, nearest

BASE = "http://publications.europa.eu/resource/authority/country/"


@pytest.mark.parametrize(
    ("written", "code", "iso"),
    [
        ("PT", "PT", "PRT"),
        (" el ", "EL", "GRC"),
        ("GR", "EL", "GRC"),
        ("GB", "UK", "GBR"),
        ("XKX", "XK", "XKX"),
    ],
)
def test_codes_of_two_and_three_letters_lead_to_the_country(written: str, code: str, iso: str) -> None:
    assert eu_code(written) == code
    assert country_iri(written) == BASE + iso


@pytest.mark.parametrize("written", ["", "XX", "Portugal", "P T", "PT>"])
def test_what_is_no_code_leads_nowhere(written: str) -> None:
    assert country_iri(written) == ""
    assert nearest(written) in ISO3


def test_every_country_has_a_code_of_its_own() -> None:
    assert len(set(ISO3.values())) == len(ISO3)
