"""The 25 competency questions, and which saved questions answer them.

The team's own records are no part of a release, so what asks them is answered by a command or a page.
"""

from collections.abc import Iterable, Mapping

from queries.catalogue import Question

ASKED: Mapping[str, str] = {
    "A1": "Unlinked cities of a country that a source covers completely",
    "A2": "Cities flagged as weakly linked, by which rule and on which values",
    "A3": "Flagged cities that nobody has contacted",
    "A4": "Calls open on a day that a city is eligible for",
    "A5": "Contact points of a country with programme, host and languages",
    "A6": "Cities that joined a project after they were contacted",
    "A7": "Next steps that are due this week",
    "A8": "Well linked cities of the same region",
    "A9": "Cities of each size class that each programme reaches",
    "B1": "Practices for a challenge, in a language and within a cost",
    "B2": "Practices that cities of one's size class adopted, with their ratings",
    "B3": "What must be in place before a practice is copied",
    "B4": "Cities of a country that put a practice to use",
    "B5": "What others changed in a practice",
    "B6": "Risks of a practice and the lessons on them",
    "B7": "Expert or peer for a request, and why",
    "B8": "Open calls that fit the domain of a request",
    "C1": "Lessons of one domain confirmed in another",
    "C2": "Challenges with practices and without evaluated lessons",
    "C3": "Lessons that link each pair of domains",
    "C4": "Practices with very good and very poor feedback",
    "C5": "Origin of a lesson, from city to source record",
    "C6": "Cities that broker between separate partners",
    "C7": "Newcomers against the period before",
    "C8": "Spread of participation over cities, zeros included",
}
ELSEWHERE: Mapping[str, str] = {
    "A3": "the page Worklist, filter Contacts, for the contacts lie in the team's records",
    "A6": "`ncp outreach joined`, for the contacts lie in the team's records",
    "A7": "`ncp outreach steps`, for the steps lie in the team's records",
}


def answered(questions: Iterable[Question]) -> dict[str, list[str]]:
    """List the saved questions that answer each competency question."""
    found: dict[str, list[str]] = {key: [] for key in ASKED}
    for question in questions:
        for key in question.answers:
            found.setdefault(key, []).append(question.name)
    return found


def told(key: str, names: Iterable[str]) -> str:
    """Say by what a competency question is answered."""
    return ELSEWHERE.get(key) or ", ".join(f"`{name}`" for name in names)
