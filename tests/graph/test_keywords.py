"""Keywords and what they map to: decided by people, suggested by likeness, kept in the team's records."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from graph.audited import changes
from graph.describe_keywords import describe_keywords
from graph.desk import address_in, open_desk
from graph.errors import BadParameter, NotAllowed
from graph.keyword_desk import decide_keyword, keyword_decisions, keyword_decisions_of
from graph.keywords import DECIDED, NONE, REJECTED, SUGGESTED, KeywordMapping, in_force, suggest, target
from graph.rights import Actor, Role
from graph.stems import in_all, stems
from graph.workspace import Workspace
from ingest.keyword_table import shipped
from ontology.terms import SCHEME

HOUSING = KeywordMapping("x/housing", "close", "domain-housing", DECIDED, "authors")
LABELS = {"x/housing": "Housing", "x/social-housing": "Social housing", "x/cafes": "Cafés", "x/ferns": "Ferns"}


def test_a_word_is_the_same_without_accents_and_in_the_plural() -> None:
    assert set(stems("habitação", "pt")) & set(stems("habitacao", "pt"))
    assert stems("neighbourhoods", "en")[0] == stems("neighbourhood", "en")[0]
    assert set(in_all("Häuser".casefold(), ["de", "en"])) & set(in_all("haus", ["de"]))
    assert stems("sosedske", "sl") == ("sosedske",), "no stemmer is known for Slovenian"


def test_each_mapping_that_is_carried_is_whole_and_maps_to_what_exists() -> None:
    held = shipped()
    assert len(held) > 250
    assert len({(one.keyword, one.concept) for one in held}) == len(held)
    for one in held:
        assert (one.status == NONE) == (not one.concept) == (not one.relation), one
        assert one.by, one
        assert one.source, one
        assert not one.concept or target(one.concept)
        assert f"relation-{one.relation}" in SCHEME or not one.relation


def test_eurovoc_is_named_by_verified_numbers_alone() -> None:
    facts = Path(__file__).parents[3] / "shared" / "facts" / "eurovoc_terms_verified.csv"
    if not facts.is_file():
        pytest.skip("../shared is not here")
    verified = {line.partition(",")[0] for line in facts.read_text("utf-8").splitlines()}
    used = {one.concept.removeprefix("eurovoc-") for one in shipped() if one.concept.startswith("eurovoc-")}
    assert used <= verified


def test_a_suggestion_is_marked_and_made_by_shared_words_only() -> None:
    found = suggest(LABELS, [HOUSING], LABELS)
    assert [(one.keyword, one.concept, one.status, one.by) for one in found] == [
        ("x/social-housing", "domain-housing", SUGGESTED, "likeness of words")
    ]
    assert not found[0].classifies, "a suggestion waits for a person"
    refused = KeywordMapping("x/social-housing", "close", "domain-housing", REJECTED, "desk")
    assert [one.concept for one in suggest(LABELS, [HOUSING, refused], LABELS)] != ["domain-housing"]


def test_what_the_team_decides_wins_over_what_is_carried() -> None:
    nothing = KeywordMapping("x/housing", "", "", NONE, "desk")
    assert in_force([HOUSING], [nothing]) == [nothing]
    other = KeywordMapping("x/housing", "related", "domain-housing", DECIDED, "desk")
    assert in_force([HOUSING], [other]) == [other]
    assert in_force([nothing], [other]) == [other]


def test_a_practice_belongs_to_what_its_decided_keywords_say(tmp_path: Path) -> None:
    related = KeywordMapping("x/housing", "related", "challenge-burden", DECIDED, "authors")
    waiting = KeywordMapping("x/cafes", "related", "domain-economy", SUGGESTED, "likeness of words")
    written = describe_keywords([HOUSING, related, waiting], {"x/housing": {"p/1"}, "x/cafes": {"p/1"}}).write(tmp_path)
    lines = written.path.read_text("utf-8").splitlines()
    classed = [line for line in lines if "/id/practice/p%2F1>" in line]
    assert len(classed) == 1
    assert "inDomain" in classed[0]
    assert "domain-housing" in classed[0]
    assert sum("closeMatch" in line for line in lines) == 1


def test_a_decision_is_kept_changed_logged_and_needs_the_right(tmp_path: Path) -> None:
    desk = open_desk(address_in(tmp_path))
    first = decide_keyword(desk, "urbact/cafes", "domain-economy", "broad", by="desk PT", why="shops")
    again = decide_keyword(desk, "urbact/cafes", "domain-economy", status=REJECTED, by="desk SI", why="not a field")
    assert (first.version, again.version, again.id) == (1, 2, first.id)
    assert [(one.mapping.status, one.mapping.by) for one in keyword_decisions(desk)] == [("rejected", "desk SI")]
    with desk.reading() as connection:
        assert [(one.done, one.by) for one in changes(connection, ["keyword"])] == [
            ("changed", "desk SI"),
            ("added", "desk PT"),
        ]
    officer = desk.on_behalf(Actor("A. B.", Role.OFFICER, frozenset({"PT"})), lambda _: "PT")
    with pytest.raises(NotAllowed, match="decide on keywords"):
        decide_keyword(officer, "urbact/cafes", "domain-economy", by="me", why="so")


def test_the_command_keeps_a_decision_and_refuses_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCP_WORKSPACE", str(tmp_path))
    said = ("--by", "desk PT", "--why", "shops")
    done = CliRunner().invoke(main, ["keywords", "accept", "urbact/cafes", "domain-economy", *said])
    assert "urbact/cafes: decided close domain-economy." in done.output
    assert CliRunner().invoke(main, ["keywords", "nothing", "urbact/proximity", *said]).exit_code == 0
    wrong = CliRunner().invoke(main, ["keywords", "reject", "urbact/cafes", "domain-joy", *said])
    assert wrong.exit_code != 0
    assert [(one.keyword, one.status) for one in keyword_decisions_of(Workspace(tmp_path))] == [
        ("urbact/cafes", "decided"),
        ("urbact/proximity", "none"),
    ]


@pytest.mark.parametrize(
    ("keyword", "concept", "relation", "told"),
    [
        ("cafes", "domain-economy", "close", "is no key of a keyword"),
        ("urbact/cafes", "domain-joy", "close", "is no challenge, domain or concept of EuroVoc"),
        ("urbact/cafes", "state-linked", "close", "is no challenge"),
        ("urbact/cafes", "domain-economy", "near", "is no relation"),
    ],
)
def test_a_wrong_decision_is_refused_in_words(
    tmp_path: Path, keyword: str, concept: str, relation: str, told: str
) -> None:
    with pytest.raises(BadParameter, match=told):
        decide_keyword(open_desk(address_in(tmp_path)), keyword, concept, relation, by="me", why="so")
