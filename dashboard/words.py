"""The words of the pages: one term for one thing, as the field uses it."""

import re

STATES = {
    "linked": "Linked",
    "absent": "Searched and absent",
    "uncovered": "Not covered",
}
STATE_MEANINGS = {
    "linked": "At least one project, network or initiative names the city.",
    "absent": "No link was found, and at least one source covers the country completely.",
    "uncovered": "No link was found, but no source covers the country completely, or an open row may mean the city.",
}
SHORT_STATES = {"linked": "Linked", "absent": "Absent", "uncovered": "Not covered"}
NO_SOURCE = (
    "No source at hand covers {country} completely, so no city of it can be called absent. "
    "The page Sources says which export to put into which folder."
)
SIZES = {
    "very-small": "Very small (below 5,000)",
    "small": "Small (5,000–49,999)",
    "medium": "Medium (50,000–249,999)",
    "large": "Large (250,000 and more)",
    "unknown": "Population not known",
}
SIZE_BOUNDS = {
    "very-small": (1, 4_999),
    "small": (5_000, 49_999),
    "medium": (50_000, 249_999),
    "large": (250_000, 99_999_999),
}
UNITS = {
    "lau": "One local administrative unit",
    "laus": "Several local administrative units together",
    "place": "GeoNames place, municipality not known",
    "locality": "Locality below 500 inhabitants, municipality not known",
}
DEGURBA = {1: "City", 2: "Town or suburb", 3: "Rural area"}
ROLES = {
    "lead": "Lead partner",
    "partner": "Partner",
    "associated": "Associated partner",
    "third-party": "Third party",
    "member": "Member",
}
STATUSES = {
    "signed": "Signed",
    "on-hold": "On hold",
    "selected": "Selected",
    "labelled": "Labelled",
    "member": "Member",
    "associate": "Associate member",
    "observer": "Observer",
    "coordinator": "Coordinator",
    "supporter": "Supporter",
    "applied": "Applied, which is no link",
    "mentor": "Mentor",
    "lighthouse": "Lighthouse",
    "fellow": "Fellow",
    "left": "Left",
}
READINGS = {"authority": "The urban authority itself", "place": "An organisation in the town"}
METHODS = {
    "name": "by its name",
    "alternate": "by another name",
    "decision": "by a decision of people",
    "name-similar": "by the name that is most like it",
    "name-beginning": "by a name that begins so",
    "name-ending": "by a name that ends so",
    "name-within": "by the city named beside a place that nobody knows",
    "name-inflected": "by its name, as the language bends it",
    "name-abroad": "by its name, across the border",
    "name-despite-nuts": "by its name, against the region of the row",
}
COMPLETENESS = {
    "complete": "Complete",
    "partial": "Partial",
    "unknown": "Unknown",
    "none": "None",
    "uncovered": "Not covered",
}
COMPLETENESS_MEANINGS = {
    "complete": "the source names every participation of at least one programme chosen",
    "partial": "it names some, so that a missing town proves nothing",
    "unknown": "nobody has said how much it names",
    "uncovered": "it makes no statement, or is known to hold nothing; never to be read as zero",
}
MARKS = {"complete": "●", "partial": "◐", "unknown": "?", "uncovered": "·"}
"""Signs of the states of coverage, told apart without colour."""

PERIPHERAL = {
    "predominantly-rural": "Rural",
    "border": "Border",
    "island": "Island",
    "mountain": "Mountain",
    "outermost": "Outermost",
}
"""Official typologies by which a region is peripheral on the map."""

DISTANCES = {"0": "Any distance", **{str(km): f"{km} km and more" for km in (10, 25, 50, 100)}}
"""Straight-line distances to the nearest place of 50,000 to choose from."""

PRIORITIES = {
    "size": "Smaller towns first",
    "periphery": "Towns in rural, border, mountain or island regions first",
    "absent": "Towns that many programmes miss first",
    "firm": "Towns of which we are surest first",
    "gap": "Towns with fewer projects than others of their size first",
}
"""What each part of the score puts first, for who weighs them."""

CONTACTS = {"all": "All", "no": "Not contacted yet", "yes": "Contacted", "mine": "On my list"}

RANGES = {
    "towns": "5,000 and more",
    "small": "5,000–49,999",
    "medium": "50,000–249,999",
    "large": "250,000 and more",
    "very-small": "Below 5,000",
    "unknown": "Not known",
    "all": "All",
    "range": "Own range",
}
"""Numbers of inhabitants to choose from; the first is what a page shows at first."""

RANGE_BOUNDS = {"towns": (5_000, 99_999_999), "all": (0, 99_999_999), "unknown": (0, 0), **SIZE_BOUNDS}


def counted(number: int, one: str, many: str) -> str:
    """Write a number with its noun: "1 town", "2,310 towns"."""
    return f"{number:,} {one if number == 1 else many}"


_LINKS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""Where an address is broken by a sign without width, since Streamlit makes links of bare ones, escaped or not."""


def plain(name: str) -> str:
    """Write a name so that a label of Streamlit, which reads Markdown, shows it letter by letter."""
    parted = _LINKS.sub("\u2060", name)
    return "".join(f"\\{sign}" if sign.isascii() and not sign.isalnum() and sign != " " else sign for sign in parted)
