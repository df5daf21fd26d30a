"""Every way in which the exports write a country leads to one EU code."""

import pytest
from babel import Locale

from graph.countries import CANDIDATES, EEA_CH, EU27, ISO_CODES, SERVED
from ingest.countries import LANGUAGES, country_code
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
        ("Österreich", "AT"), ("ÖSTERREICH", "AT"), ("Portogallo", "PT"), ("Ελλάδα", "EL"), ("България", "BG"),
        ("Niemcy", "DE"), ("Saksa", "DE"), ("Magyarország", "HU"), ("Francia", "FR"), ("Éire", "IE"), ("Franza", "FR"),
        ("Atlantis", ""), ("ZZ", ""), ("EU", ""), ("", ""), ("12", ""),
    ],
)  # fmt: skip
def test_a_country_is_read_as_it_is_written(written: str, code: str) -> None:
    assert country_code(written) == code


def test_no_name_of_a_country_means_another_country_in_another_language() -> None:
    assert len(LANGUAGES) == 24
    for language in LANGUAGES:
        for code in (*EU27, *EEA_CH, "UK", *CANDIDATES):
            name = Locale(language).territories[ISO_CODES.get(code, code)]
            assert country_code(name) == code, (language, name)


def test_the_countries_served_are_those_of_the_gazetteer() -> None:
    assert set(SERVED) == {country.code for country in countries()}
    assert len(EU27) == 27
    assert len(SERVED) == 27 + len(EEA_CH) + len(CANDIDATES) + 1
