"""The list of flags: rule, values, coverage, rows, firmness, score and reason; page and command tell the same."""

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard.cli import main
from dashboard.expectations import Expectations, spoken
from dashboard.flags import Flagged, flagged
from dashboard.worklist import worklist
from graph.endpoint import Embedded
from graph.expected import Expected
from graph.priority import weights
from graph.rules import settings
from graph.workspace import Workspace
from tests.dashboard.opened import opened

EVERY = ("absent", "uncovered", "linked")


def flags(
    store: ox.Store, country: str, *keys: str, expected: Expectations | None = None, **weighed: int
) -> list[Flagged]:
    endpoint = Embedded(store)
    towns = worklist(endpoint, country, 0, None, EVERY)
    return flagged(endpoint, country, towns, keys, settings(), weights(weighed), expected or Expectations())


def test_the_list_is_ordered_by_its_score(small_store: ox.Store) -> None:
    found = [(one.name, one.rule, one.score) for one in flags(small_store, "PT")]
    assert found == [
        ("Sendim", "R1", 100.0),
        ("Vinhais", "R1", 93.3),
        ("Mirandela", "R4", 88.3),
        ("Mirandela", "R5", 88.3),
        ("Mirandela", "R2", 83.3),
    ]
    heavier = flags(small_store, "PT", firm=10, size=0)
    assert [one.rule for one in heavier] == ["R1", "R1", "R4", "R5", "R2"]
    assert heavier[-1].score == 68.8  # (3 + 3 + 10·½) / 16


def test_a_flag_lists_all_that_it_rests_on(small_store: ox.Store) -> None:
    (ended,) = flags(small_store, "PT", "R2")
    assert ended.values == "links 1 (at most 1); ended before 2021; families covered 1 (at least 1)"
    assert ended.coverage == "Covenant of Mayors 2008–2024 (Covenant of Mayors signatories)"
    assert ended.evidence.endswith("(keep: keep_closed_1420.xlsx, sheet Partners, row 5425)")
    assert (ended.stays, ended.runs, ended.hangs_on) == (2, 4, "covenant, keep")
    assert ended.reason == (
        "Mirandela, 21,600, rural, border and mountain region, 92 km from the nearest place of 50,000: "
        "1 project or initiative named it, and none since; "
        "Covenant of Mayors is covered completely for Portugal."
    )


def test_what_cities_like_it_have_stands_in_the_reason_and_in_the_score(small_store: ox.Store) -> None:
    like = Expected(3194648, 0, 2.0, 1.5, 2.5, 0, 6, 0.2)
    (flag,) = flags(small_store, "SI", expected=Expectations({3194648: like}))
    assert flag.part_gap == 0.8  # 1 − (0 + ½) / (2 + ½)
    assert flag.score == 78.6  # (2·⅔ + 3·⅔ + 3 + 2·¾ + 2·0.8) / 12
    assert flag.reason.endswith(
        "URBACT is covered completely for Slovenia; cities like it have 2.0 projects in URBACT."
    )
    rare = Expected(3194648, 0, 0.02, 0.01, 0.03, 0, 1, 0.9)
    (flag,) = flags(small_store, "SI", expected=Expectations({3194648: rare}))
    assert flag.reason.endswith("cities like it have fewer than 0.1 projects in URBACT.")


SOBOTA, MIRANDELA = 3194648, 2737639
FAR = Expected(SOBOTA, 0, 9.0, 6.0, 12.0, 1, 23, 0.013, 0.3)


def test_a_city_far_below_expectation_tells_number_interval_and_breadth(small_store: ox.Store) -> None:
    expected = Expectations({SOBOTA: FAR}, {"urbact": {}, "keep": {SOBOTA: FAR}})
    (flag,) = flags(small_store, "SI", "R3", expected=expected)
    assert flag.reason.endswith(
        "its authority has no project in URBACT, where cities of its size and country have 9.0 (of 100 such cities 95 "
        "have 1 to 23), and no programme family reaches it; URBACT is covered completely for Slovenia."
    )
    assert flag.values == (
        "projects 0, expected 9.0 (6.0 to 12.0), interval 1 to 23 (95 %), gap -2.94, chance 0.013; "
        "programme families 0 (at most 1)"
    )
    assert flag.coverage.startswith("URBACT II") and flag.evidence == "no row names the city"
    assert (flag.stays, flag.runs, flag.hangs_on) == (3, 4, "urbact")


def test_far_below_needs_the_interval_the_breadth_and_coverage(small_store: ox.Store) -> None:
    within = Expected(SOBOTA, 0, 3.0, 2.0, 4.0, 0, 9, 0.1, 0.3)
    assert flags(small_store, "SI", "R3", expected=Expectations({SOBOTA: within})) == []
    assert flags(small_store, "SI", "R3", expected=Expectations()) == []
    # Ljutomer is linked to three families; Šoštanj's coverage of URBACT is in doubt.
    broad = {city: Expected(city, 0, 9.0, 6.0, 12.0, 1, 23, 0.013, 0.3) for city in (3196307, 3190311)}
    assert flags(small_store, "SI", "R3", expected=Expectations(broad)) == []


def test_a_city_that_one_family_reaches_shows_the_row(small_store: ox.Store) -> None:
    like = Expected(MIRANDELA, 0, 9.0, 6.0, 12.0, 1, 23, 0.013, 0.3)
    (flag,) = flags(small_store, "PT", "R3", expected=Expectations({MIRANDELA: like}))
    assert "1 programme family reaches it" in flag.reason
    assert flag.evidence.endswith("sheet Partners, row 5425)")
    without = Expectations({MIRANDELA: like}, {"cordis": {}})
    (flag,) = flags(small_store, "PT", "R3", expected=without)
    assert flag.hangs_on == "cordis, urbact"


def test_a_city_of_a_size_that_the_model_does_not_fit_is_not_flagged(small_store: ox.Store) -> None:
    expected = Expectations({SOBOTA: FAR}, unfit=frozenset({SOBOTA}))
    assert flags(small_store, "SI", "R3", expected=expected) == []
    assert spoken(expected, [SOBOTA], 95) == "Rule R3: the model of expected links speaks of no city of this choice."
    two = Expectations({SOBOTA: FAR, MIRANDELA: FAR}, unfit=frozenset({MIRANDELA}))
    assert spoken(two, [SOBOTA, MIRANDELA], 95).endswith(
        "1 more are of a size that the model does not fit; the rule leaves them out."
    )


def test_what_the_model_can_say_is_said_where_it_flags_nobody() -> None:
    assert spoken(Expectations(word="Too few."), [SOBOTA], 95) == "Rule R3 is not computed. Too few."
    assert "speaks of no city" in spoken(Expectations({SOBOTA: FAR}), [1], 95)
    assert spoken(Expectations({SOBOTA: FAR}), [SOBOTA], 95) == (
        "Rule R3: the model of expected links speaks of 1 cities here; 1 of them lies below the 95 % interval, "
        "which begins at 0 projects for 0."
    )
    assert "none of them lies below the 99 % interval" in spoken(
        Expectations({SOBOTA: FAR}), [SOBOTA], 99
    ) or FAR.below(99)


def test_a_city_that_no_source_covers_is_never_flagged(small_store: ox.Store) -> None:
    assert [one.name for one in flags(small_store, "SI")] == ["Murska Sobota"]


def ncp(workspace: Workspace, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--workspace", str(workspace.root), "flags", *words])
    return done.exit_code, done.output


def test_the_command_writes_what_the_page_shows(small_workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "flags.csv"
    words = ("--country", "si", "--weight", "firm=0", "--format", "csv", "-o", str(target))
    assert ncp(small_workspace, *words)[0] == 0
    (row,) = csv.DictReader(io.StringIO(target.read_text("utf-8-sig")))
    assert (row["name"], row["rule"], row["score"], row["part_gap"]) == ("Murska Sobota", "R1", "79.2", "not computed")
    assert row["counted"] == "municipality, 2019"


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("--rule", "R9"), 1, 'There is no rule "R9"; give one of R1, R2, R3, R4, R5.'),
        (("--threshold", "before=soon"), 2, "write NAME=NUMBER with min-families"),
        (("--weight", "beauty=3"), 2, "write NAME=NUMBER with size"),
    ],
)
def test_wrong_words_are_told(small_workspace: Workspace, words: tuple[str, ...], status: int, sentence: str) -> None:
    code, told = ncp(small_workspace, "--country", "PT", *words)
    assert code == status
    assert sentence in told


def test_a_country_without_coverage_has_a_word_and_no_flag(small_workspace: Workspace) -> None:
    code, told = ncp(small_workspace, "--country", "AT", "--rule", "R1")
    assert code == 0
    assert "Nothing fits what was asked." in told
    assert "No source at hand covers AT completely, so no city of it can be called absent." in told


def page(**codes: str) -> AppTest:
    return opened("unlinked", codes)


@pytest.mark.usefixtures("small_endpoint")
def test_the_page_shows_rules_parts_and_what_is_not_computed() -> None:
    app = page(country="SI", size="all", rule="R1.R3", pick="3194648")
    assert not app.exception
    assert list(app.dataframe[0].value["name"]) == ["Murska Sobota"]
    assert list(app.dataframe[0].value["listed"]) == ["Absent, R1"]
    (details,) = [one.proto.body for one in app.get("html") if "Rules that flag Murska Sobota" in one.proto.body]
    assert "3 of 4 runs with one source left out; falls without urbact" in details
    assert "peripheral 0.67" in details and "gap not computed" in details
    assert any(text.value.startswith("Rule R3 is not computed. ") for text in app.text)


@pytest.mark.usefixtures("small_endpoint")
def test_thresholds_rules_and_weights_live_in_the_address() -> None:
    app = page(country="PT", size="all", rule="R2", before="2019")
    assert "No city fits" in app.info[-1].value
    app = page(country="PT", size="all", rule="R1", **{"w-size": "0", "set": "cautious"})
    assert list(app.dataframe[0].value["score"]) == [87.5, 87.5]  # (3 + 3 + 2·½) / 8
    kept = {key: app.query_params[key] for key in ("rule", "set", "w-size", "size")}
    assert {key: value[0] if isinstance(value, list) else value for key, value in kept.items()} == {
        "rule": "R1",
        "set": "cautious",
        "w-size": "0",
        "size": "all",
    }
    assert "min-families" not in app.query_params
    app.selectbox(key="unlinked-set").set_value("wide").run()
    assert app.number_input(key="unlinked-max-links").value == 3
    app.slider(key="unlinked-w-size").set_value(9).run()
    assert app.query_params["w-size"] == "9"
