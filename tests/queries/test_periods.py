"""States by programming period on the small graph, counted by hand from programmes, memberships and statements."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from graph.endpoint import Embedded

Rows = Callable[..., list[tuple[Any, ...]]]

GUIMARAES, BRAGANCA, MIRANDELA, SOSTANJ, LJUTOMER = 2738752, 2742027, 2737639, 3190311, 3196307
PERIODS = (2007, 2014, 2021)
COLUMNS = ("family", "state", "links", "coveredUntil")


def states(rows: Rows, city: int) -> dict[str, list[tuple[Any, ...]]]:
    """The states of a city by family, in the order of the periods."""
    held: dict[str, list[tuple[Any, ...]]] = {}
    for family, *rest in rows("cities/periods", *COLUMNS, city=city):
        held.setdefault(family, []).append(tuple(rest))
    return held


NOT_COVERED = ("uncovered", None, None)


def test_a_project_counts_in_the_period_of_its_programme_and_a_membership_while_it_lasts(rows: Rows) -> None:
    found = states(rows, GUIMARAES)
    assert found["urbact"] == [("absent", None, 2013), ("linked", 1, 2019), NOT_COVERED]
    assert found["covenant-of-mayors"] == [("linked", 1, 2013), ("linked", 1, 2020), ("linked", 1, 2024)]
    assert found["cities-mission"] == [NOT_COVERED, NOT_COVERED, ("linked", 1, None)]
    assert found["interreg"] == [NOT_COVERED] * 3


def test_a_link_in_one_period_makes_no_absence_where_nothing_is_covered(rows: Rows) -> None:
    found = states(rows, BRAGANCA)
    assert found["interreg"] == [NOT_COVERED, ("linked", 1, None), NOT_COVERED]
    assert found["framework-programme"] == [NOT_COVERED, NOT_COVERED, ("linked", 1, None)]
    assert states(rows, LJUTOMER)["urbact"] == [("linked", 1, 2013), ("absent", None, 2019), NOT_COVERED]


def test_a_city_that_an_open_row_may_mean_is_not_covered_in_any_period(rows: Rows) -> None:
    assert [state for state, *_ in states(rows, SOSTANJ)["urbact"]] == ["uncovered"] * 3


def test_every_city_has_one_state_for_each_family_and_period(rows: Rows) -> None:
    cells = []
    for country in ("PT", "SI"):
        cells += rows("gaps/periods", "geonames", "period", *COLUMNS, country=country, period=0, minPopulation=0)
    assert len(cells) == len({cell[:3] for cell in cells}) == 12 * 3 * 6
    # Linked: urbact 2+2 (2007: Ljutomer, Celje; 2014: Guimarães, Celje), interreg 3, mission 1, framework 1,
    # covenant 3 in Portugal and 4 in Slovenia, all signed by 2013 and in force in each of three periods.
    by_family = Counter(cell[2] for cell in cells if cell[3] == "linked")
    assert by_family == {
        "urbact": 4,
        "interreg": 3,
        "cities-mission": 1,
        "framework-programme": 1,
        "covenant-of-mayors": 21,
    }
    absent = Counter((cell[2], cell[1]) for cell in cells if cell[3] == "absent")
    assert absent == {
        ("urbact", 2007): 9,
        ("urbact", 2014): 9,
        ("covenant-of-mayors", 2007): 3,
        ("covenant-of-mayors", 2014): 3,
        ("covenant-of-mayors", 2021): 3,
    }
    for *_, state, links, _until in cells:
        assert (links is None) == (state != "linked")


def test_the_list_of_a_country_agrees_with_the_page_of_each_city(rows: Rows) -> None:
    listed = rows("gaps/periods", "geonames", *COLUMNS, country="PT", period=0, minPopulation=0)
    for city in (GUIMARAES, BRAGANCA, MIRANDELA):
        assert [row[1:] for row in listed if row[0] == city] == rows("cities/periods", *COLUMNS, city=city)
    of_one = rows("gaps/periods", "period", country="PT", minPopulation=0)
    assert {row[0] for row in of_one} == {2014}


def test_each_state_that_is_no_link_tells_its_reason(rows: Rows) -> None:
    listed = rows("gaps/periods", "geonames", "family", "period", "state", "reason", country="SI", period=0)
    told = {row[1:3]: row[4] for row in listed if row[0] == SOSTANJ}
    assert told["urbact", 2014] == "an undecided row may mean the city"
    assert told["urbact", 2021] == told["urban-innovation", 2014] == "no source speaks of it"
    assert told["interreg", 2014] == "covered in part only"
    reasons = {(row[3], row[4]) for row in listed}
    assert {reason for state, reason in reasons if state == "linked"} == {None}
    assert {reason for state, reason in reasons if state == "absent"} == {"searched completely"}


def test_families_can_be_chosen(rows: Rows) -> None:
    assert {row[0] for row in rows("gaps/periods", "family", country="PT", families="urbact interreg")} == {
        "urbact",
        "interreg",
    }


def test_the_text_of_states_says_the_same_as_the_short_links(embedded: Embedded) -> None:
    held: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in embedded.select(
        "PREFIX ncp: <https://w3id.org/ncp-graph/> SELECT ?city ?text ?relation ?family WHERE { "
        "?verdict ncp:forCity ?city ; ncp:familyStates ?text . ?city ?relation ?family . "
        "VALUES (?relation ?place) { (ncp:linkedTo 0) (ncp:absentFrom 1) (ncp:notCoveredFor 2) } }"
    ).rows:
        city, text, relation, family = row
        held.setdefault((city, text), {}).setdefault(relation.rpartition("/")[2], set()).add(family.rpartition("/")[2])
    assert len(held) == 12
    for (_, text), kinds in held.items():
        told = [kinds.get(name, set()) for name in ("linkedTo", "absentFrom", "notCoveredFor")]
        assert [set(filter(None, part.split("|"))) for part in text.split(";")] == told
