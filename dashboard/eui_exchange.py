"""What an application for an EUI city-to-city exchange asks, filled in as far as the graph knows: as Excel or Word.

The official form lies behind the application system and was not at hand: the fields are those that the published
conditions name (peer from another Member State, at most two, the applicant's degree of urbanisation or Article 11).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter import Workbook

from dashboard.brief_files import UNPRINTABLE
from dashboard.peers import Suggestion
from dashboard.review_workbook import SAFE
from graph.countries import EU27
from graph.endpoint import Endpoint
from graph.errors import BadParameter
from graph.languages import language_name
from graph.peer_field import Side
from graph.peer_words import deed
from queries.ask import ask

CALL = "eui-city-to-city"
MOST = 2
FILL = "(to be filled in by the town)"
TITLE = "EUI city-to-city exchange: draft of an application"
NOTE = (
    "Draft from what the graph knows. The official form was not at hand; the fields follow the published conditions. "
    "Copy them into the application system, where they may bear other names."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: fields with their contents, and the published rule with its page."""

    town: str
    fields: tuple[tuple[str, str], ...]
    rule: str
    page: str


def draft(endpoint: Endpoint, side: Side, need: str, peers: Sequence[Suggestion], day: date) -> Draft:
    """Fill in what is known; raises BadParameter where the conditions are not met."""
    check(side, [one.fit.mentor for one in peers])
    calls = ask(endpoint, "cities/calls", city=str(side.town.geonames), day=day.isoformat()).records()
    call = next((row for row in calls if str(row["call"]).endswith(CALL)), None)
    told = (
        ("Applicant", _place(side)),
        (
            "May the applicant apply?",
            f"{call['fits']}: {call['because']}" if call else "not known: the call is not here",
        ),
        ("Challenge that the exchange is about", need or FILL),
        *(field for number, one in enumerate(peers, 1) for field in _peer(number, one)),
        ("Why a second peer is needed", FILL if len(peers) == MOST else "no second peer"),
        ("Visits: how many, when, who travels (up to three within five months)", FILL),
        ("What the applicant will do with it", FILL),
    )
    rule, page = (str((call or {}).get(name) or "") for name in ("rule", "page"))
    return Draft(side.town.name, told, rule, page)


def check(side: Side, peers: Sequence[Side]) -> None:
    """Hold applicant and peers against the conditions."""
    if not 1 <= len(peers) <= MOST:
        raise BadParameter(f"An application names one peer or two, not {len(peers)}.")
    for one in (side, *peers):
        if one.town.country not in EU27:
            raise BadParameter(f"{one.town.name} lies in no Member State; both sides of an exchange must.")
    for one in peers:
        if one.town.country == side.town.country:
            raise BadParameter(f"{one.town.name} is of the same Member State; a peer must be of another one.")


def _place(side: Side) -> str:
    people = f", {side.town.population:,} inhabitants" if side.town.population else ""
    degree = f", degree of urbanisation {side.town.degurba}" if side.town.degurba else ""
    return f"{side.town.name} ({side.town.country}{people}{degree}), GeoNames {side.town.geonames}"


def _peer(number: int, one: Suggestion) -> tuple[tuple[str, str], ...]:
    spoken = ", ".join(sorted(map(language_name, one.fit.mentor.languages)))
    return (
        (f"Peer {number}", _place(one.fit.mentor)),
        (f"Expertise of peer {number}", deed(one.fit.best) if one.fit.best else FILL),
        (f"Why peer {number}", "; ".join(one.reasons)),
        (f"To be cleared with peer {number}", one.warning),
        (f"Official languages of peer {number}", spoken),
    )


def xlsx(made: Draft) -> bytes:
    """Write the draft as a workbook."""
    out = io.BytesIO()
    with Workbook(out, {**SAFE, "in_memory": True}) as book:
        sheet, bold = (
            book.add_worksheet("application"),
            book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        )
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 38)
        sheet.set_column(1, 1, 90)
        for row, (name, text) in enumerate((("Field", "Content"), *_lines(made))):
            sheet.write_string(row, 0, name, bold)
            sheet.write_string(row, 1, text, wrapped if row else bold)
    return out.getvalue()


def _lines(made: Draft) -> tuple[tuple[str, str], ...]:
    return (*made.fields, ("Rule, quoted", made.rule), ("Page of the rule", made.page), ("Note", NOTE))


def docx(made: Draft) -> bytes:
    """Write the draft for Word."""
    from docx import Document

    paper = Document()
    paper.core_properties.title, paper.core_properties.author = f"{TITLE}: {_xml(made.town)}", "ncp"
    paper.core_properties.language = "en"
    paper.add_paragraph(f"{TITLE}, {_xml(made.town)}", style="Title")
    for name, text in _lines(made):
        paper.add_paragraph(_xml(name), style="Heading 1")
        paper.add_paragraph(_xml(text))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _xml(text: str) -> str:
    return UNPRINTABLE.sub("", text)
