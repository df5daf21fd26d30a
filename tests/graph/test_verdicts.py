"""Three states from links and coverage, and the sentence that tells why."""

from dataclasses import replace
from pathlib import Path

from graph.coverage import complete_families, cover, numbered
from graph.describe_coverage import describe_coverage
from graph.findings import Link
from graph.loads import Coverage, Loaded
from graph.quads import Quads
from graph.records import City
from graph.verdicts import Verdict, judge, ranked, reason

FAMILIES = {"urbact-3": "urbact", "urbact": "urbact", "keep-x": "interreg", "interreg": "interreg"}


def city(number: int, country: str = "PT") -> City:
    return City(number, f"Town {number}", (), country, "", (), "lau", "", 9_000, 2019, "municipal", 0, 40.0, -8.0)


def verdicts(
    links: list[Link], complete: dict[str, frozenset[str]], undecided: list[tuple[int, str]] | None = None
) -> dict[int, Verdict]:
    found = judge([city(1), city(2, "FR")], links, FAMILIES, complete, undecided or [])
    return {verdict.city: verdict for verdict in found}


def test_a_city_without_link_is_absent_only_where_a_source_is_complete() -> None:
    found = verdicts([], {"PT": frozenset({"urbact"})})
    assert (found[1].state, found[1].absent, found[1].uncovered) == ("absent", {"urbact"}, {"interreg"})
    assert (found[2].state, found[2].absent, found[2].uncovered) == ("uncovered", set(), {"urbact", "interreg"})


def test_links_are_counted_by_reading_and_a_project_of_both_counts_for_the_authority() -> None:
    links = [
        Link(1, "<a>", "keep-x", "place", "keep"),
        Link(1, "<a>", "keep-x", "authority", "keep"),
        Link(1, "<b>", "keep-x", "place", "keep"),
    ]
    found = verdicts(links, {"PT": frozenset({"urbact", "interreg"})})[1]
    assert (found.state, found.authority, found.place) == ("linked", 1, 1)
    assert (found.linked, found.absent) == ({"interreg"}, {"urbact"})


def test_a_city_that_an_undecided_row_may_mean_is_not_called_absent() -> None:
    found = verdicts([], {"PT": frozenset({"urbact"})}, [(1, "urbact-3")])[1]
    assert (found.state, found.uncovered) == ("uncovered", {"urbact", "interreg"})


def test_doubt_in_one_family_keeps_a_city_from_being_called_absent_over_all() -> None:
    complete = {"PT": frozenset({"urbact", "interreg"})}
    assert verdicts([], complete)[1].state == "absent"
    found = verdicts([], complete, [(1, "urbact-3")])[1]
    assert (found.state, found.absent, found.uncovered) == ("uncovered", {"interreg"}, {"urbact"})


def loaded(completeness: str = "complete") -> Loaded:
    statement = Coverage("urbact", ("PT", "FR", "US"), completeness, "All networks.", "urbact.eu")
    return Loaded("urbact", "URBACT", "", "", "", "", (), (statement,))


def test_a_source_stays_complete_while_nearly_all_its_rows_found_a_city() -> None:
    chains = {"urbact-3": ("urbact-3", "urbact")}
    placed, unplaced = {("urbact", "urbact-3", "PT"): 90}, {("urbact", "urbact-3", "PT"): 10}
    found = cover([loaded()], placed, unplaced, ["FR", "PT"], chains)
    assert {(item.country, item.statement.completeness) for item in found} == {("FR", "complete"), ("PT", "complete")}
    assert "90 of its 100 rows" in next(item.comment for item in found if item.country == "PT")


def test_too_many_unplaced_rows_make_a_source_partial() -> None:
    chains = {"urbact-3": ("urbact-3", "urbact")}
    placed, unplaced = {("urbact", "urbact-3", "PT"): 89}, {("urbact", "urbact-3", "PT"): 11}
    found = cover([loaded()], placed, unplaced, ["FR", "PT"], chains)
    assert complete_families(found, FAMILIES) == {"FR": frozenset({"urbact"})}


def test_two_statements_on_the_same_programme_and_year_keep_apart_in_the_graph(tmp_path: Path) -> None:
    lists = [
        Coverage("cohesion-2014", ("PT",), "partial", "A list.", "https://x.eu", 2014, end) for end in (2018, 2020)
    ]
    quads = Quads("coverage")
    for number, item in numbered(cover([replace(loaded(), coverage=tuple(lists))], {}, {}, ["PT"], {})):
        describe_coverage(quads, item.source, item.country, "PRT", item.statement, item.comment, number)
    written = quads.write(tmp_path).path.read_text("utf-8").splitlines()
    until = [line.split()[0] for line in written if "coveredUntil" in line]
    assert len(until) == len(set(until)) == 2


def test_the_reason_names_what_was_searched_what_is_undecided_and_what_was_not() -> None:
    told = reason(
        "Bragança",
        33300,
        "Portugal",
        (0, 0),
        absent=["Covenant of Mayors (to 2023)", "URBACT (URBACT III, to 2019)"],
        undecided=["Interreg"],
        uncovered=["EU Cities Mission"],
    )
    assert told == (
        "Bragança, 33,300 inhabitants: not found in Covenant of Mayors (to 2023) or URBACT (URBACT III, to 2019), "
        "which our sources list completely for Portugal. Undecided: a row of Interreg may mean this city. "
        "Not covered: EU Cities Mission."
    )


def test_the_reason_claims_nothing_where_nothing_is_covered() -> None:
    told = reason("Kuopio", 120000, "Finland", (0, 0), absent=[], undecided=[], uncovered=["URBACT"])
    assert "no source covers Finland completely" in told


def test_the_reason_names_the_families_that_are_asked_for_first_and_counts_the_others() -> None:
    keys = ranked(["life", "interreg", "city-networks", "urbact", "erasmus-plus", "urban-innovation"])
    assert keys == ["urbact", "urban-innovation", "interreg", "city-networks", "erasmus-plus", "life"]
    told = reason("Kuopio", 120000, "Finland", (0, 0), absent=[], undecided=[], uncovered=keys)
    assert told.endswith("Not covered: urbact, urban-innovation, interreg and 3 more.")
    whole = reason("Kuopio", 120000, "Finland", (0, 0), absent=[], undecided=[], uncovered=keys[:4])
    assert whole.endswith("interreg and city-networks.")


def test_the_reason_speaks_of_one_link_in_the_singular() -> None:
    told = reason("Sintra", 391000, "Portugal", (1, 1), absent=[], undecided=[], uncovered=[])
    assert "in 1 project or initiative, and 1 project reaches only an organisation" in told


def test_the_reason_tells_the_two_readings_apart() -> None:
    told = reason("Arad", 159000, "Romania", (0, 2), absent=["URBACT"], undecided=[], uncovered=[])
    assert "2 projects reach only an organisation in the town; not found in URBACT" in told
