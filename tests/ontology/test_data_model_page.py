"""The page and the picture of the data model speak of terms that exist."""

import re
from pathlib import Path

import pytest

from ontology.terms import SCHEME, terms

DOCS = Path(__file__).parents[2] / "docs"
PICTURE = "".join((DOCS / name).read_text("utf-8") for name in ("data-model.svg", "data-model-practices.svg"))
PAGE = (DOCS / "data-model.md").read_text("utf-8")
NAMES = {term.name for term in terms() if term.kind not in ("scheme", "concept")}
CLASSES = [term.name for term in terms() if term.kind == "class"]
IN_FAMILY_OF_ANOTHER = {
    "FundingInstrument",
    "OrganisationMatch",
    "UrbanContactPoint",
    "NationalURBACTPoint",
    "FrameworkProgrammeNCP",
}


def test_the_picture_names_no_unknown_term() -> None:
    words = set(re.findall(r"(?<![:\w])[a-z]+[A-Z]\w+", re.sub(r"<[^>]*>", " ", PICTURE)))
    assert {word for word in words if word not in NAMES | {"wasDerivedFrom"}} == set()


@pytest.mark.parametrize("name", CLASSES)
def test_the_picture_shows_every_class(name: str) -> None:
    assert re.search(rf"\b{name}\b", PICTURE) or name in IN_FAMILY_OF_ANOTHER


def test_the_picture_needs_nothing_from_outside() -> None:
    assert "<script" not in PICTURE
    assert re.findall(r"(?:href|src|url)\s*=?\s*[(\"']?https?:", PICTURE) == []


def test_the_page_names_no_unknown_term() -> None:
    quoted = set(re.findall(r"`([a-z]+[A-Z]\w+)`", PAGE))
    assert quoted - NAMES == set()
    assert all(name in SCHEME for name in re.findall(r"`(size-[\w-]+)`", PAGE))
