"""Every way in which the exports write a country leads to one EU code."""

import pytest

from graph.countries import CANDIDATES, EEA_CH, EU27, SERVED
from ingest.countries import country_code
from ingest.places import countries


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("EL", "EL"), ("GR", "EL"), ("gr", "EL"), ("Greece", "EL"), ("GREECE", "EL"),
        ("UK", "UK"), ("GB", "UK"), ("gb", "UK"), ("UNITED KINGDOM", "UK"), ("xk", "XK"), ("Kosovo*", "XK"),
        ("IT Italy / ITALIA", "IT"), ("EL Greece / ΕΛΛΑΔΑ (ELLADA)", "EL"), ("RS  / Serbia", "RS"),
        ("UK United Kingdom / UNITED KINGDOM", "UK"), ("CH Switzerland / SCHWEIZ/SUISSE/SVIZZERA", "CH"),
        ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Turkey", "TR"), ("Türkiye", "TR"),
        ("Bosnia-herzegovina", "BA"), ("Bosnia and Herzegovina", "BA"), ("Moldova, Republic Of", "MD"),
        ("Former Yugoslav Republic of Macedonia", "MK"), ("North Macedonia", "MK"), ("Palestine", "PS"),
        ("GP", "FR"), ("AX", "FI"), ("KE", "KE"), ("FAROE ISLANDS", "FO"),
        ("Atlantis", ""), ("ZZ", ""), ("EU", ""), ("", ""), ("12", ""),
    ],
)  # fmt: skip
def test_a_country_is_read_as_it_is_written(written: str, code: str) -> None:
    assert country_code(written) == code


def test_the_countries_served_are_those_of_the_gazetteer() -> None:
    assert set(SERVED) == {country.code for country in countries()}
    assert len(EU27) == 27
    assert len(SERVED) == 27 + len(EEA_CH) + len(CANDIDATES) + 1
