"""Reach, hand-over, calls and candidates for peers, answered on the small graph as its head counts them by hand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from graph.endpoint import Embedded
from ontology.terms import PREFIXES
from queries.ask import answer

Rows = Callable[..., list[tuple[Any, ...]]]
BRAGANCA, VINHAIS, CELJE = 2742027, 2732286, 3202781


def test_reach_counts_linked_of_the_cities_of_which_the_sources_can_tell(rows: Rows) -> None:
    columns = ("programme", "size", "cities", "covered", "linked", "authority", "share")
    found = {row[:2]: row[2:] for row in rows("programmes/reach", *columns, country="SI")}
    assert found["urbact", "small"] == (5, 4, 2, 2, Decimal("0.5")), "Šoštanj may be meant by an undecided row"
    assert found["urbact", "very-small"] == (1, 1, 0, 0, 0)
    assert found["urbact-3", "small"][:4] == (5, 4, 1, 1), "Ljutomer was in URBACT II alone"


def test_reach_has_no_share_where_no_source_covers_the_programme(rows: Rows) -> None:
    found = {
        row[:2]: row[2:]
        for row in rows("programmes/reach", "family", "size", "programme", "covered", "share", country="PT")
    }
    assert found["interreg", "small"][1:] == (None, None)
    linked = dict(rows("programmes/reach", "programme", "linked", country="PT", scheme="urbact"))
    assert linked["interreg"] == 2, "known links are told all the same"


def test_reach_follows_the_size_scheme_and_drops_no_city(rows: Rows) -> None:
    found = set(rows("programmes/reach", "size", "cities", country="PT", scheme="urbact"))
    assert found == {("small", 5), ("medium", 1)}
    narrow = dict(rows("programmes/reach", "size", "cities", country="PT", scheme="contact-point"))
    assert sum(narrow.values()) == 6
    assert narrow["below"] == 5


def test_hand_over_names_the_points_of_both_sides(rows: Rows) -> None:
    found = rows("programmes/hand-over", "side", "name", "vacant", "families", city=BRAGANCA, country="SI")
    assert found == [
        ("here", "National URBACT Point Portugal", True, "urbact"),
        ("there", "Urban Contact Point Slovenia", None, "urban-innovation"),
        ("there", "National URBACT Point Slovenia", None, "urbact"),
    ]


def test_all_contact_points_are_listed_once_with_the_end_of_their_programmes(rows: Rows) -> None:
    found = rows("programmes/contact-points", "name", "ends", "issued", country="")
    assert len(found) == len({name for name, _, _ in found}) == 4
    assert {name: ends for name, ends, _ in found}["National URBACT Point Austria and Germany"] == 2020


def test_calls_are_judged_on_the_day_by_what_they_state(rows: Rows) -> None:
    columns = ("call", "state", "fits")
    assert set(rows("cities/calls", *columns, city=CELJE, day="2026-03-01")) == {
        ("eui-ia-4", "open", "yes"),
        ("eui-city-to-city", "open", "yes"),
    }
    assert ("eui-ia-4", "to come", "yes") in rows("cities/calls", *columns, city=CELJE, day="2026-02-24")
    assert [call for call, *_ in rows("cities/calls", *columns, city=CELJE, day="2026-07-01")] == ["eui-city-to-city"]
    small = {call: fits for call, _, fits in rows("cities/calls", *columns, city=VINHAIS, day="2026-03-01")}
    assert small == {"eui-ia-4": "in a grouping", "eui-city-to-city": "not known"}


def test_of_each_call_the_single_fact_that_blocks_is_named(small_store: ox.Store) -> None:
    """By hand: Vinhais has 7,900 inhabitants and is rural; nobody told whether it is an Article 11 city."""

    def told(city: int, change: str = "") -> dict[str, tuple[str, str]]:
        store = ox.Store()
        store.extend(small_store)
        if change:
            store.update(change, prefixes=PREFIXES)
        found = answer(Embedded(store), "cities/calls", {"city": city, "day": "2026-03-01"}).records()
        return {row["call"]: (row["fits"], row["because"]) for row in found}

    counts = "7,900 inhabitants, 25,000 are asked for"
    perhaps = "its degree of urbanisation is not accepted, and whether it is an Article 11 city is not known"
    assert told(VINHAIS) == {
        "eui-ia-4": ("in a grouping", f"{counts}, which several may have together"),
        "eui-city-to-city": ("not known", perhaps),
    }
    alone = "DELETE WHERE { GRAPH ?g { ?rule ncp:acceptsGrouping true } }"
    assert told(VINHAIS, alone)["eui-ia-4"] == ("no", counts)
    sure = "INSERT { GRAPH ?g { ?c ncp:isArticle11City false } } WHERE { GRAPH ?g { ?c ncp:inCountry ?k } }"
    assert told(VINHAIS, sure)["eui-city-to-city"] == ("no", "its degree of urbanisation is not accepted")
    abroad = "DELETE WHERE { GRAPH ?g { ?rule ncp:acceptsCountry country:SVN } }"
    assert told(CELJE, abroad)["eui-ia-4"] == ("no", "its country is not among those whose cities may apply")
    region = (
        "INSERT { GRAPH ?g { ?rule ncp:acceptsRegionCategory scheme:region-category-transition } } "
        "WHERE { GRAPH ?g { ?rule ncp:acceptsGrouping true } }"
    )
    assert told(CELJE, region)["eui-ia-4"] == ("not known", "the category of its region is not known")


def test_candidates_for_peers_are_linked_abroad_and_of_half_to_twice_the_size(rows: Rows) -> None:
    found = rows("cities/peer-candidates", "geonames", "country", "population", "authorityLinks", city=BRAGANCA)
    assert found
    assert {country for _, country, _, _ in found} == {"SI"}
    own = rows("cities/profile", "population", city=BRAGANCA)[0][0]
    assert all(own / 2 <= population <= own * 2 and links for _, _, population, links in found)


def test_experience_is_what_cities_began_or_their_authorities_took_part_in(rows: Rows) -> None:
    found = rows("cities/experience", "geonames", "title", "lead", "startYear", "endYear", "concepts")
    assert (CELJE, "Women Enterprise and Employment in local Development", 1, "2008", "2011", None) in found
    desk = "challenge-economic-inequality|domain-employment"
    assert (CELJE, "A desk for women who start a business", 0, None, None, desk) in found
    assert {city for city, *_ in found} == {city for (city,) in rows("cities/with-experience", "geonames")}
    told = rows("cities/with-experience", "geonames", "country", "nuts3", "typologies", "degurba")
    assert (CELJE, "SI", "SI034", "border|mountain|predominantly-rural", 2) in told


def test_practices_of_the_city_itself_are_left_out(rows: Rows) -> None:
    everyone = rows("practices/list", "practice", "geonames")
    for _, city in everyone:
        assert city not in {other for (other,) in rows("cities/practices", "geonames", city=city)}
    assert dict(rows("cities/practices", "practice", "adopters", city=VINHAIS)).values()
