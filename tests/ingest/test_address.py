"""The town inside an address: told by postcode and form, and not at all when they do not tell it."""

import pytest

from ingest.address import spot


@pytest.mark.parametrize(
    ("address", "country", "town", "postcode"),
    [
        ("Heilbronner Str. 180, 70191, Stuttgart", "DE", "Stuttgart", "70191"),
        ("Mechelsestraat 44-46, 1000, Brussels", "BE", "Brussels", "1000"),
        ("Rue de l'Exemple 1, 1000 Bruxelles", "BE", "Bruxelles", "1000"),
        ("Piazza Maggiore 6, I-40124 Bologna, Italia", "IT", "Bologna", "40124"),
        ("Box 5, SE-221 00 LUND", "SE", "LUND", "221 00"),
        ("Brīvības iela 1, LV-1050, Rīga", "LV", "Rīga", "1050"),
        ("12, Example Street, Leeds, LS1 1AA", "UK", "Leeds", "LS1 1AA"),
        ("10 Example Street, London SW1A 1AA", "UK", "London", "SW1A 1AA"),
        ("1 Triq Eżempju, Valletta, VLT 1117, Malta", "MT", "Valletta", "VLT 1117"),
        ("Rue X 1, L-1234, Luxembourg", "LU", "Luxembourg", "1234"),
        ("Rue X 1, L-1234 Luxembourg, Luxembourg", "LU", "Luxembourg", "1234"),
        ("Náměstí 1, 130 00, Praha 3", "CZ", "Praha 3", "130 00"),
        ("Main Street, , Ennis", "IE", "Ennis", ""),
        ("Calle 12345, 5, 28001, Madrid, Chamartín", "ES", "Madrid", "28001"),
    ],
)
def test_the_town_is_told(address: str, country: str, town: str, postcode: str) -> None:
    assert spot(address, country) == (town, postcode)


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("Piazza Dante", "IT"),
        ("Rue de Lausanne, 1000", "BE"),
        ("Street 5, Mala ulica 3", "SI"),
        ("Calle 1, 28001", "ES"),
        ("P.O. Box 12", "MT"),
        ("Main Street 1, -", "IE"),
        ("", "PT"),
    ],
)
def test_what_is_not_told_is_not_guessed(address: str, country: str) -> None:
    assert spot(address, country).town == ""
