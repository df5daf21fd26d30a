"""The matrix, nearness, passages and bridges on data made by hand, each answer counted by hand."""

import pytest

from graph.bridging import NOT_COMPUTED, OWN, PARTNERS, Stands, bridges, spread
from graph.lesson_matrix import Cell, challenge_cells, domain_cells
from graph.lesson_nearness import Hole, Place, nearest
from graph.lessons import Lesson, Transfer
from graph.passages import RULE, About, Told, lists, passages, sentences

EVENING = Lesson("1", "Evening hours", "practice", "a", "success", ("staff",), ("isolation",), ("employment",))
PHONE = Lesson("2", "A telephone beside the form", "practice", "b", "success", ("skills", "staff"), (), ("digital",))
RENT = Lesson("3", "Rooms without rent", "practice", "c", "success", ("money",), ("isolation",), ("economy", "culture"))
LESSONS = (EVENING, PHONE, RENT)


def claim(key: str, lesson: str, origin: str, goal: str, status: str) -> Transfer:
    return Transfer(key, lesson, origin, goal, "so", "A", status)


def test_cells_of_challenges_and_domains_count_what_bears_both() -> None:
    practices = [
        About(("isolation", "trust"), ("care",)),
        About(("isolation",), ("care", "digital")),
        About((), ("care",)),
        About(("trust",), ()),
    ]
    waiting = [About(("trust",), ("care",))]
    found = challenge_cells(("isolation", "trust"), ("care", "digital"), practices, LESSONS, waiting)
    assert {(c.row, c.column): (c.practices, c.lessons, c.waiting) for c in found} == {
        ("isolation", "care"): (2, 0, 0),
        ("isolation", "digital"): (1, 0, 0),
        ("isolation", ""): (0, 0, 0),
        ("trust", "care"): (1, 0, 1),
        ("trust", "digital"): (0, 0, 0),
        ("trust", ""): (1, 0, 0),
        ("", "care"): (1, 0, 0),
        ("", "digital"): (0, 1, 0),
        ("", ""): (0, 0, 0),
    }
    assert [(c.row, c.column) for c in found if not c.hole] == [("", "digital")]


def test_cells_of_two_domains_count_claims_that_stand_and_those_confirmed() -> None:
    claims = [
        claim("a", "1", "employment", "culture", "confirmed"),
        claim("b", "2", "digital", "culture", "proposed"),
        claim("c", "2", "digital", "employment", "withdrawn"),
        claim("d", "9", "digital", "employment", "confirmed"),
    ]
    practices = [About((), ("culture", "digital")), About((), ("digital",))]
    found = domain_cells(("culture", "digital", "employment"), practices, LESSONS, [practices[1]], claims)
    held = {(c.row, c.column): c for c in found}
    assert held["employment", "culture"] == Cell("employment", "culture", 0, 1, 1, 0)
    assert held["digital", "culture"] == Cell("digital", "culture", 1, 1, 0, 1)
    assert held["digital", "employment"].hole, "a withdrawn claim and one of an unknown lesson carry nothing"
    assert held["digital", "digital"] == Cell("digital", "digital", 2, 1, 0, 1)
    assert held["culture", "culture"] == Cell("culture", "culture", 1, 1, 0, 0)


def test_the_nearest_lesson_shares_the_barrier_and_says_why() -> None:
    town = Place("Bragança", 20_000, frozenset({"mountain", "border"}))
    places = {"1": Place("Celje", 20_000, frozenset({"mountain"})), "2": Place("Udine", 40_000)}
    hole = Hole("care", frozenset({"staff"}), frozenset({"isolation"}), town=town)
    found = nearest(hole, LESSONS, places)
    assert [(one.lesson.key, round(one.score, 3)) for one in found] == [
        ("1", 0.95),  # (0.5 * 1 + 0.25 * 1 + 0.15 * 1 + 0.1 * 1/2) / 1
        ("2", 0.417),  # (0.5 * 1/2 + 0.25 * 1/2 + 0.15 * 0) / 0.9
    ]
    assert found[0].reason == (
        "shares the barrier staff, addresses the same challenge (isolation), "
        "Celje has 20,000 inhabitants against 20,000 of Bragança, in a mountain region too"
    )
    assert "names no challenge" in found[1].reason
    assert [one.lesson.key for one in nearest(Hole("employment", frozenset({"staff"})), LESSONS, {})] == ["2"]
    from_culture = Hole("care", frozenset({"money", "staff"}), origin="culture")
    assert [one.lesson.key for one in nearest(from_culture, LESSONS, {})] == ["3"]
    assert nearest(Hole("care", frozenset({"law"})), LESSONS, {}) == []


@pytest.mark.parametrize(
    ("part", "text", "kind", "barriers"),
    [
        (
            "transferability",
            "A lack of trained staff must be met before one begins at all.",
            "barrier",
            ("staff", "skills"),
        ),
        ("results", "The budget of the region made it possible to open twelve shops.", "success", ("money",)),
        ("results", "Without the budget of the region no shop would have opened; it must stay.", "warning", ("money",)),
        ("whatFailed", "On Sundays the volunteers stayed at home with their families.", "failure", ("staff",)),
        ("prerequisite", "Two persons with training in advice on the labour market.", "warning", ("skills",)),
    ],
)
def test_a_passage_is_a_sentence_with_words_of_a_barrier_and_of_a_lesson(
    part: str, text: str, kind: str, barriers: tuple[str, ...]
) -> None:
    about = {"p": About(("trust",), ("care",))}
    told = [Told("p", part, f"It began in 2014. {text} Everybody was glad.", "en")]
    (found,) = passages(told, about)
    assert (found.statement, found.kind, found.barriers) == (text, kind, barriers)
    assert (found.challenges, found.domains) == (("trust",), ("care",))
    assert RULE in found.why
    assert passages(told, about, [found.key]) == [], "what somebody decided is not offered again"
    assert passages(told, about)[0].key == found.key, "the same text has the same key"


def test_other_sentences_parts_and_languages_are_not_offered() -> None:
    text = "The budget of the region made it possible to open twelve shops."
    for part, said, language in (
        ("solution", text, "en"),
        ("results", text, "pt"),
        ("results", "Twelve shops of the old town opened again within two years.", "en"),
        ("results", "All who came made it possible to open twelve shops again.", "en"),
        ("results", "Money made it possible.", "en"),
        ("results", f"Money made it possible {'and so on ' * 60}", "en"),
        ("results", "Thanks to the budget of the region twelve shops opened again.", "en"),
        ("results", "This good practice made it possible to open shops on a small budget.", "en"),
        ("results", "EUROSTAT tells of a lack of money in the old towns of most regions.", "en"),
        ("results", "The staff shared the skills required by those who came to the shop.", "en"),
        ("results", "The visit showed the need to build contacts between all partners.", "en"),
    ):
        assert passages([Told("p", part, said, language)], {}) == [], said
    assert sentences("One. Two! • three\nfour") == ["One.", "Two!", "three", "four"]
    assert {key for kind, key in lists() if kind == "sign"} == {"failure", "barrier", "warning", "success"}


def test_a_practice_bridges_by_its_cities_or_by_the_partners_of_its_city_or_is_not_computed() -> None:
    stands = [
        Stands("own", "Own", "began", 1, "Celje", 1, 10.0),
        Stands("own", "Own", "adopted", 2, "Udine", 2, 30.0),
        Stands("own", "Own", "adopted", 3, "Porto", 2, None),
        Stands("met", "Met", "began", 1, "Celje", 1, 10.0),
        Stands("none", "None", "began", 4, "Village", None, None),
        Stands("adopted", "Adopted", "adopted", 2, "Udine", 2, 30.0),
    ]
    found = {one.practice: one for one in bridges(stands, {1: {1: 3, 2: 1}})}
    own, met, none = found["own"], found["met"], found["none"]
    assert (own.basis, own.spread, own.communities, own.betweenness) == (OWN, pytest.approx(4 / 9), 2, 30.0)
    assert own.reason == "3 of its 3 cities have a community: they are of 2 communities"
    assert (met.basis, met.spread) == (PARTNERS, 0.375)
    assert met.reason == "Celje meets 4 cities of 2 communities in projects; 75% of them are of the largest"
    assert (none.basis, none.spread, none.betweenness) == (NOT_COMPUTED, None, None)
    assert none.reason == "Village has no tie in the network of authorities"
    assert found["adopted"].reason == "its city is not known"
    assert list(found) == ["own", "met", "adopted", "none"]
    assert (spread([4]), spread([]), spread([1, 1])) == (0, 0, 0.5)
