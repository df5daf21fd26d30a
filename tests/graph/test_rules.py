"""Rules are data with their questions and thresholds; a flag stands on coverage and says which sources it hangs on."""

from graph.rules import Cover, Evidence, Flag, holds, raise_flag, rules, settings
from queries.catalogue import load

BY_KEY = {rule.key: rule for rule in rules()}
URBACT = Cover("urbact", "urbact", "URBACT III 2014–2019", 2014, 2019)
COVENANT = Cover("covenant", "covenant-of-mayors", "Covenant 2008–2024", 2008, 2024)
SOURCES = ("urbact", "covenant", "keep", "cordis")
KEEP = Evidence("project/1", "keep", "VALORCOMP")


def flag(key: str, *evidence: Evidence, doubtful: tuple[str, ...] = (), **chosen: int) -> Flag | None:
    values = settings("usual", {name.replace("_", "-"): value for name, value in chosen.items()})
    return raise_flag(1, BY_KEY[key], evidence, (URBACT, COVENANT), doubtful, values, SOURCES)


def test_each_rule_has_a_question_that_takes_its_thresholds() -> None:
    assert list(BY_KEY) == ["R1", "R2", "R3", "R4", "R5"]
    for rule in rules():
        assert rule.question in load()
        parameters = {p.name for p in load()[rule.question].parameters}
        asked = {one.name.split("-")[0] for one in rule.thresholds if one.name not in ("min-families", "interval")}
        assert all(any(name.startswith(word) for name in parameters) for word in asked)


def test_presets_and_own_values() -> None:
    usual = {"min-families": 1, "max-links": 1, "before": 2021, "min-place-links": 1, "interval": 95, "max-breadth": 1}
    assert settings() == usual
    assert [settings(name)["interval"] for name in ("cautious", "wide")] == [99, 50]
    assert settings("cautious", {"before": 2007})["before"] == 2007
    assert settings("cautious")["min-place-links"] == 3


def test_absence_from_two_families_hangs_on_no_source() -> None:
    found = flag("R1")
    assert found and found.families == ("urbact", "covenant-of-mayors")
    assert (found.runs, found.stays, found.hangs_on) == (4, 4, ())


def test_absence_from_one_family_hangs_on_the_source_that_covers_it() -> None:
    found = flag("R1", doubtful=("covenant-of-mayors",))
    assert found and (found.stays, found.hangs_on) == (3, ("urbact",))
    assert flag("R1", doubtful=("covenant-of-mayors",), min_families=2) is None


def test_where_nothing_is_covered_there_is_no_flag_whatever_the_threshold() -> None:
    assert flag("R1", doubtful=("urbact", "covenant-of-mayors"), min_families=0) is None


def test_an_ended_link_needs_coverage_in_the_present_period_and_its_row() -> None:
    found = flag("R2", KEEP)
    assert found and found.families == ("covenant-of-mayors",)
    assert (found.stays, found.hangs_on) == (2, ("covenant", "keep"))
    assert flag("R2", KEEP, before=2025) is None


def test_a_link_that_two_sources_tell_hangs_on_neither() -> None:
    again = Evidence("project/1", "cordis", "VALORCOMP")
    found = flag("R5", KEEP, again)
    assert found and found.links == 1 and found.hangs_on == ()


def test_links_of_organisations_are_counted_once_each_against_the_threshold() -> None:
    second = Evidence("project/2", "cordis", "SMURF")
    assert flag("R5", KEEP, KEEP, min_place_links=2) is None
    found = flag("R5", KEEP, second, min_place_links=2)
    assert found and found.hangs_on == ("cordis", "keep")
    assert holds((KEEP, second), (URBACT,), 1, 1, without="keep")
    assert not holds((KEEP, second), (URBACT,), 2, 1, without="keep")


def test_what_must_hold_besides_is_asked_for_each_source_that_is_left_out() -> None:
    def bears(without: str) -> bool:
        return without != "keep"

    found = raise_flag(1, BY_KEY["R3"], (KEEP,), (URBACT,), (), settings(), SOURCES, bears)
    assert found and found.hangs_on == ("keep", "urbact")
    assert raise_flag(1, BY_KEY["R3"], (), (URBACT,), (), settings(), SOURCES, lambda _: False) is None
    assert raise_flag(1, BY_KEY["R3"], (), (URBACT,), ("urbact",), settings(), SOURCES, bears) is None
