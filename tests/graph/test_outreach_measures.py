"""The contact point's own result, on cases that are counted by hand; too little is told and never shown as zero."""

from datetime import date, timedelta

import pytest

from graph.outreach_measures import ENOUGH, Begin, begin, outreach_figures

FLAG = date(2023, 1, 1)
TODAY = date(2026, 3, 1)


def later(days: int, start: date = FLAG) -> date:
    return start + timedelta(days=days)


def test_shares_and_medians_are_those_counted_by_hand() -> None:
    flagged = dict.fromkeys(range(1, 11), FLAG) | {20: later(-30, TODAY), 21: later(-91, TODAY)}
    engaged = {city: [later(10 * city)] for city in range(1, 13)}  # 1 to 9 within 90 days of the flag, 10 after it
    engaged[1] = [later(-400), later(10)]  # an earlier contact follows no flag, but is the first one
    engaged[30] = [later(-10, TODAY)]
    links = {
        2: [Begin(later(20 + 100), later(20 + 100))],
        3: [Begin(later(30 + 731), later(30 + 731))],  # a day too late
        4: [Begin(later(40), later(40))],  # on the day of the contact, so not after it
        5: [Begin(date(2024, 1, 1), date(2024, 12, 31))],  # the year alone, wholly inside
        6: [Begin(date(2023, 1, 1), date(2023, 12, 31))],  # the year of the contact alone: nobody can tell
    }
    told = {city: TODAY for city in range(1, 13) if city != 7}  # 7 is not covered
    followed, joined, to_contact, to_link = outreach_figures(flagged, engaged, links, told, TODAY)
    assert (followed.hits, followed.of, followed.waiting) == (9, 11, 1)
    assert followed.value == pytest.approx(9 / 11)
    assert (joined.hits, joined.of, joined.waiting, joined.untold) == (2, 10, 1, 2)
    assert joined.value == pytest.approx(0.2)
    assert (to_contact.value, to_contact.of) == (55.0, 10)
    assert to_link.value is None
    assert to_link.why == "cities of which it is known: 1, at least 10 are needed"
    assert str(followed) == "Flags followed by a contact within 90 days: 82% (9 of 11)"


def test_too_little_is_not_computed_and_says_why() -> None:
    engaged = {city: [later(10)] for city in range(ENOUGH - 1)}
    for figure in outreach_figures({}, engaged, {}, dict.fromkeys(engaged, TODAY), TODAY):
        assert figure.value is None
        assert "not computed" in str(figure)
        assert f"at least {ENOUGH} are needed" in str(figure)


def test_where_no_source_tells_nothing_is_called_not_joined() -> None:
    engaged = {city: [later(10)] for city in range(20)}
    until = {city: later(10 + 700) for city in range(20)}  # the sources end before the 24 months do
    for told in ({}, until):
        joined = outreach_figures({}, engaged, {}, told, TODAY)[1]
        assert (joined.value, joined.of, joined.untold) == (None, 0, 20)


def test_a_day_is_better_than_a_year() -> None:
    assert begin("2024-05-06", "2024") == Begin(date(2024, 5, 6), date(2024, 5, 6))
    assert begin("", "2024") == Begin(date(2024, 1, 1), date(2024, 12, 31))
    assert begin("", "") is None
