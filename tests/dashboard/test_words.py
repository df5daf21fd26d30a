"""The pages have a word for everything that a city can be in an initiative."""

import pytest

from dashboard.words import STATUSES, plain
from ontology.terms import terms


def test_every_status_of_a_membership_has_its_word() -> None:
    known = {term.name.removeprefix("status-") for term in terms() if term.name.startswith("status-")}
    assert set(STATUSES) == known
    assert "no link" in STATUSES["applied"]


@pytest.mark.parametrize("name", ["http://outside.example/x", "see www.outside.example", "ana@outside.example"])
def test_an_address_in_a_name_is_broken_so_that_no_label_links_to_it(name: str) -> None:
    shown = plain(name).replace("\\", "")
    assert shown != name
    assert shown.replace("\u2060", "") == name


def test_a_name_without_an_address_is_shown_letter_by_letter() -> None:
    assert plain("Sfântu *Gheorghe* (RO)").replace("\\", "") == "Sfântu *Gheorghe* (RO)"
