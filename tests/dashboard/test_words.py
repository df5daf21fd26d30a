"""The pages have a word for everything that a city can be in an initiative."""

from dashboard.words import STATUSES
from ontology.terms import terms


def test_every_status_of_a_membership_has_its_word() -> None:
    known = {term.name.removeprefix("status-") for term in terms() if term.name.startswith("status-")}
    assert set(STATUSES) == known
    assert "no link" in STATUSES["applied"]
