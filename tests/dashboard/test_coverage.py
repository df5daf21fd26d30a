"""What sources cover, chosen, counted and told in words."""

from dataclasses import replace

from dashboard.coverage import Statement, by_family, choose, lines

URBACT = Statement(
    source="urbact",
    title="URBACT networks",
    country="PT",
    family="urbact",
    family_name="URBACT",
    programme="urbact-2",
    programme_name="URBACT II",
    completeness="complete",
    since=2007,
    until=2015,
    start=2007,
    end=2013,
    reason="All networks.",
    page="https://urbact.eu/networks",
    issued="",
)
KEEP = replace(URBACT, source="keep", title="keep.eu", completeness="partial", since=2007, until=2013)
FOUR = replace(KEEP, programme="urbact-4", programme_name="URBACT IV", since=2021, until=2026, start=2021, end=2027)
OWN = replace(FOUR, source="urbact", title="URBACT networks", since=2023, until=2025)
ESPON = replace(FOUR, programme="espon-2030", programme_name="ESPON 2030", completeness="none", family="interreg")
NETWORK = replace(URBACT, programme="eurocities", family="city-networks", since=1986, until=0, start=1986, end=0)


def test_a_period_is_that_of_the_programme_and_of_the_statement_where_the_programme_has_none() -> None:
    everything = [URBACT, FOUR, NETWORK]
    assert choose(everything, period="2007") == [URBACT, NETWORK]
    assert choose(everything, period="2014") == [NETWORK], "URBACT II ended in 2013, its last network later"
    assert choose(everything, period="2021", family="urbact") == [FOUR]


def test_a_cell_shows_the_most_telling_statement_and_nothing_known_is_not_covered() -> None:
    urbact, keep = lines([URBACT, KEEP, FOUR, OWN, replace(ESPON, country="FI")])
    assert (urbact.state("PT"), keep.state("PT")) == ("complete", "partial")
    assert keep.state("FI") == urbact.state("FI") == "uncovered"
    assert keep.told("FI") == "ESPON 2030 2021–2026 none" and urbact.told("FI") == "no statement"
    assert keep.summary(["PT", "FI"]) == "partial in 1, not covered in 1"


def test_a_family_names_what_is_whole_and_what_is_in_part_only_once() -> None:
    families = {"interreg": "Interreg", "urbact": "URBACT", "life": "LIFE"}
    assert by_family([URBACT, KEEP, FOUR, OWN, ESPON], families) == [
        ("URBACT", "URBACT II 2007–2015", "URBACT IV 2021–2026"),
        ("Interreg", "Nothing", "Nothing: no source at hand covers it."),
        ("LIFE", "Nothing", "Nothing: no source at hand covers it."),
    ]
