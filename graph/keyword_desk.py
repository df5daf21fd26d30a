"""What the team decided on keywords of the sources: what one maps to, that it does not, or that it maps to nothing."""

from dataclasses import dataclass

from sqlalchemy import select

from graph.audited import add, change
from graph.database import alone
from graph.desk import FILE, Desk, address_in, open_desk
from graph.desk_tables import KEYWORD
from graph.errors import BadParameter
from graph.keywords import DECIDED, EUROVOC, NONE, REJECTED, KeywordMapping, target
from graph.plain_text import line
from graph.workspace import Workspace
from ontology.terms import SCHEME

KINDS = (DECIDED, REJECTED, NONE)


@dataclass(frozen=True, slots=True)
class KeywordDecision:
    """A decision as it is kept; `concept` and `relation` are "" where a keyword maps to nothing."""

    id: int
    keyword: str
    concept: str
    relation: str
    status: str
    why: str
    by: str
    at: str
    version: int

    @property
    def mapping(self) -> KeywordMapping:
        """The mapping that follows from it."""
        return KeywordMapping(
            self.keyword, self.relation, self.concept, self.status, self.by, self.at[:10], f"team's records: {self.why}"
        )


def decide_keyword(
    desk: Desk, keyword: str, concept: str, relation: str = "close", status: str = DECIDED, *, by: str, why: str
) -> KeywordDecision:
    """Keep a decision; one on the same keyword and concept is changed, and the log keeps what stood there."""
    values = _checked(keyword, concept, relation, status) | {"why": line(why, "the reason", 500)}
    by = line(by, "who decides", 40)
    with desk.writing() as connection:
        alone(connection)
        same = (KEYWORD.c.keyword == keyword) & (KEYWORD.c.concept == values["concept"])
        held = connection.execute(select(KEYWORD).where(same)).mappings().one_or_none()
        if held is None:
            return KeywordDecision(**add(connection, KEYWORD, values, by))
        return KeywordDecision(**change(connection, KEYWORD, held["id"], values, by, held["version"]))


def _checked(keyword: str, concept: str, relation: str, status: str) -> dict[str, str]:
    if status not in KINDS or "/" not in keyword:
        raise BadParameter(
            f'"{keyword}" is no key of a keyword such as urbact/housing; `ncp keywords list` tells them.'
        )
    if status == NONE:
        return {"keyword": keyword, "concept": "", "relation": "", "status": status}
    known = concept.startswith(EUROVOC) or (concept.startswith(("challenge-", "domain-")) and concept in SCHEME)
    if not known:
        raise BadParameter(f'"{concept}" is no challenge, domain or concept of EuroVoc; write such as domain-housing.')
    if f"relation-{relation}" not in SCHEME:
        raise BadParameter(f'"{relation}" is no relation; write exact, close, broad, narrow or related.')
    target(concept)
    return {"keyword": keyword, "concept": concept, "relation": relation, "status": status}


def keyword_decisions(desk: Desk) -> list[KeywordDecision]:
    """List what was decided, the latest last."""
    with desk.reading() as connection:
        rows = connection.execute(select(KEYWORD).order_by(KEYWORD.c.id)).mappings()
        return [KeywordDecision(**row) for row in rows]


def keyword_decisions_of(workspace: Workspace, address: str = "") -> list[KeywordDecision]:
    """Read what was decided at an address, or in the records of the workspace, which may not have any yet."""
    if not address and not (workspace.desk / FILE).is_file():
        return []
    return keyword_decisions(open_desk(address or address_in(workspace.desk)))
