"""A row is read to its last column, and says exactly what is wrong with a cell."""

import pytest

from graph.countries import SERVED
from graph.errors import BadInput
from graph.records import Named, Origin
from ingest.row import NotTakenError, Row, mended


def row(missing: frozenset[str] = frozenset(), **cells: str) -> Row:
    return Row(cells, Origin("keep", "keep.xlsx", "Partners", 12), frozenset(SERVED), missing)


def test_a_column_neither_taken_nor_ignored_stops_and_is_named() -> None:
    one = row(Town="Lugo", Colour="red", mayor="name removed")
    one.take("Town")
    one.ignore("mayor", why="personal name")
    with pytest.raises(BadInput) as error:
        one.audit()
    assert str(error.value) == (
        "keep.xlsx, sheet Partners, row 12, column 'Colour': the column is not known; "
        "save the export without it, or take or ignore it in the adapter."
    )


def test_a_missing_column_stops_and_is_named() -> None:
    with pytest.raises(BadInput, match=r"column 'Town': the column is missing"):
        row(City="Lugo").take("Town")


def test_marks_for_no_value_read_as_nothing() -> None:
    one = row(frozenset({"-", "null"}), a="-", b="null", c=" two \u00a0 words\n")
    assert [one.take(name) for name in "abc"] == ["", "", "two words"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Town hall, mayor@example.eu", "Town hall,"),
        ("<first.last+eu@post.example.org>", "<>"),
        ("Teach@Work at 5 @ noon", "Teach@Work at 5 @ noon"),
        ("https://example.com/@town/a.html", "https://example.com/@town/a.html"),
    ],
)
def test_an_e_mail_address_is_never_taken_in_whatever_the_column(written: str, read: str) -> None:
    assert row(a=written).take("a") == read
    assert row(a=written).take_lines("a") == (read,)


def test_the_first_column_with_a_value_is_taken() -> None:
    assert row(a="", b="x").take_first("a", "b", "c") == "x"
    with pytest.raises(BadInput, match="'d'"):
        row(a="").take_first("d", "e")


def test_a_new_category_names_the_mapping_to_extend() -> None:
    with pytest.raises(
        BadInput, match=r"'Observer' is not a known category; correct the cell, or add it to urbact\.ROLES"
    ):
        row(role="Observer").choose("role", {"Partner": "partner"}, "urbact.ROLES")


def test_a_word_that_is_no_country_stops_with_the_mapping() -> None:
    with pytest.raises(BadInput, match=r"'Atlantis' is no country; correct it, or add it to ingest\.countries"):
        row(country="Atlantis").country("country")


@pytest.mark.parametrize(("text", "reason"), [("KE", "country not served"), ("", "no country")])
def test_a_country_outside_the_area_sets_the_row_aside(text: str, reason: str) -> None:
    with pytest.raises(NotTakenError, match=reason):
        row(country=text).country("country")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015/10/27", "2015-10-27"),
        ("2023-03-10 20:23:58", "2023-03-10"),
        ("27/10/2015", "2015-10-27"),
        ("27.10.2015", "2015-10-27"),
        ("42304", "2015-10-27"),
        ("", ""),
    ],
)
def test_a_day_is_read_in_each_way_it_is_written(text: str, day: str) -> None:
    assert row(d=text).date("d") == day


@pytest.mark.parametrize("text", ["2015/13/01", "soon", "10/27/2015", "99999"])
def test_what_is_no_day_stops(text: str) -> None:
    with pytest.raises(BadInput, match="is no date"):
        row(d=text).date("d")


def test_years_numbers_and_flags_are_read_or_refused() -> None:
    one = row(y="2015", n="1,234,567.5", c="2499638,25", e="", f="true", g="No", bad="maybe")
    assert (one.year("y"), one.number("n"), one.number("c"), one.number("e")) == (
        "2015",
        1234567.5,
        2499638.25,
        None,
    )
    assert (one.flag("f"), one.flag("g")) == (True, False)
    for read in (one.year, one.number, one.flag):
        with pytest.raises(BadInput, match="maybe"):
            read("bad")


def test_a_city_carries_its_hints() -> None:
    one = row(Town="LUGO", Code="IT Italy / ITALIA", NUTS="ITH57  / Ravenna", Post="48022")
    assert one.city("Town", country="Code", nuts="NUTS", postcode="Post") == Named("LUGO", "IT", "ITH57", "48022")
    one.audit()


def test_zeros_that_a_spreadsheet_took_from_a_postcode_come_back() -> None:
    assert row(p="1109").postcode("p", "DE") == "01109"
    assert row(p="1040").postcode("p", "BE") == "1040"
    assert row(p="IT-38122").postcode("p", "IT") == "IT-38122"


def test_several_countries_are_read_and_checked() -> None:
    assert row(c="AT DE").countries("c") == ("AT", "DE")
    with pytest.raises(BadInput, match="not served"):
        row(c="AT KE").countries("c")


def test_a_name_read_twice_as_utf_8_is_mended_and_others_stay() -> None:
    assert mended("\u00c5\u00a0empeter-Vrtojba") == "Šempeter-Vrtojba"
    for name in ("Šempeter", "Évora", "Łódź", "Αθήνα", "Ñ", "plain"):
        assert mended(name) == name
