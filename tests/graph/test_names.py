"""Names are folded to one form, and town fields are read from the most faithful to the loosest way."""

import pytest

from graph.names import LONGEST, REGION, WHOLE, WORDS, key, readings, skeleton, spelt_out, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bragança", "BRAGANCA"),
        ("Łódź", "lodz"),
        ("Großkirchheim", "Grosskirchheim"),
        ("Ærø", "AErO"),
        ("Kırklareli", "Kirklareli"),
        ("Sankt Pölten", "St. Polten"),
        ("Saint-Étienne", "St Etienne"),
        ("L'Aquila", "L’Aquila"),
        ("Θεσσαλονίκη", "ΘΕΣΣΑΛΟΝΙΚΗ"),
        ("Пловдив", "ПЛОВДИВ"),
        ("Czechowice - Dziedzice", "Czechowice-Dziedzice"),
        ("București", "Bucureşti"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("name", "two"), [("Köln", "koeln"), ("Århus", "aarhus"), ("Tønder", "toender")])
def test_letters_with_marks_are_also_known_spelt_out(name: str, two: str) -> None:
    assert key(spelt_out(name)) == two


def test_a_shortened_saint_is_written_out_wherever_it_stands_before_a_word() -> None:
    assert "moscianosantangelo" in next(readings("Mosciano S. Angelo")).keys
    assert "sanpietro" in next(readings("S. Pietro")).keys
    assert next(readings("Halle S")).keys == ("halles",)


def test_letters_of_a_postcode_in_front_may_go_though_they_could_be_an_article() -> None:
    assert any("etten" in each.keys[0] for each in readings("Al Etten-Leur") if each.step == WORDS)
    assert next(readings("La Rioja")).keys[0] == "larioja"


def test_small_words_fall_away_in_the_short_form_but_not_a_first_article() -> None:
    assert skeleton(words("Laa an der Thaya")) == skeleton(words("Laa N.Thaya")) == "laathaya"
    assert skeleton(words("La Rioja")) == "larioja"


@pytest.mark.parametrize(
    ("field", "town"),
    [
        ("Paris Cedex 16", "paris"),
        ("Fort De France Cédex", "fortdefrance"),
        ("Praha 3 – Žižkov", "praha"),
        ("Aarhus C", "aarhus"),
        ("Dublin 2", "dublin"),
        ("Wien 1010", "wien"),
        ("D-10115 Berlin", "berlin"),
        ("Bristol Bs2 0ej", "bristol"),
        ("Děčín IV", "decin"),
        ("Bruxelles / Brussel", "bruxelles"),
        ("Bruxelles / Brussel", "brussel"),
        ("Comune di Nardò", "nardo"),
        ("Municipality of Kozani", "kozani"),
        ("Sölvesborgs Kommun", "solvesborg"),
        ("Oulun Kaupunki", "oulu"),
        ("M. Wrocław", "wroclaw"),
        ("Aa Dordrecht", "dordrecht"),
        ("S.Giovanni Rotondo", "sangiovannirotondo"),
        ("Kells Co. Meath", "kells"),
        ("Tirano (SO)", "tirano"),
    ],
)
def test_a_field_is_read_without_what_stands_around_the_name(field: str, town: str) -> None:
    assert any(town in reading.keys for reading in readings(field) if reading.step != REGION)


def test_the_field_as_written_is_read_first() -> None:
    first = next(iter(readings("Frankfurt (Oder)")))
    assert first.step == WHOLE
    assert first.keys[0] == "frankfurtoder"


@pytest.mark.parametrize("field", ["Co. Galway", "Vilnius County", "Kalmar Län"])
def test_the_name_of_a_region_is_never_read_as_a_town(field: str) -> None:
    assert {reading.step for reading in readings(field)} <= {WHOLE, REGION}


def test_a_trailing_region_stands_around_the_town_and_is_no_town_itself() -> None:
    found = list(readings("Torla (Huesca)"))
    assert [reading.step for reading in found if "huesca" in reading.keys] == [REGION]
    assert any(reading.around == ("huesca",) for reading in found if reading.keys[0] == "torla")


@pytest.mark.parametrize("text", ["", " ", "...", "—", "\u202e\u200f", "()[]/,", "x" * (LONGEST + 1), "\x00"])
def test_what_is_no_name_has_no_reading(text: str) -> None:
    assert list(readings(text)) == []


def test_marks_of_direction_do_not_hide_a_name() -> None:
    assert key("\u202eBraga\u202c\u200f") == "braga"
