"""A town says what the trouble is and sees what may help: practices, a town to talk to, a call, first steps."""

from datetime import date

import streamlit as st

from dashboard import (
    address,
    cities,
    city_search,
    data,
    helpdesk_answers,
    helpdesk_send,
    navigation,
    peer_ground,
    tables,
    team_desk,
    unfit,
)
from dashboard.companions import Call
from dashboard.help_offer import Grounds, Offered, offer, offer_from
from dashboard.help_rows import sentence
from dashboard.helpdesk_steps import step_table
from dashboard.peers import about, need_of, side_of
from dashboard.words import counted
from graph.help_known import known_mentors
from graph.help_matches import Offer
from graph.needs import Answers, needs
from graph.peer_fit import Known
from graph.practice_fit import telling
from graph.practice_index import PracticeIndex, index_of
from ontology.terms import SCHEME, label

PAGE = "helpdesk"
LONGEST = 300


def draw(codes: dict[str, str]) -> None:
    """Draw the question, the questionnaire, what may help, and the button that sends it."""
    need = address.text("What is the trouble? Say it in a sentence", "need", page=PAGE, longest=LONGEST)
    city = _city()
    profile = _town(city)
    given = helpdesk_answers.ask(need) if need else {}
    asked = {"need": need, "id": city if profile else "", "request": st.query_params.get("request", "")}
    address.write(**codes, **asked, **helpdesk_answers.codes(need, given))
    if not need or profile is None:
        st.info("Say what the trouble is and choose the town: practices, a peer, a call and first steps follow.")
        return
    if told := _told(given):
        st.text(told)
    found = offered(int(city), need, given)
    _practices(found)
    _peers(found)
    _calls(found)
    _steps(found)
    helpdesk_send.draw(int(city), str(profile["name"]), need, given, found.steps)


def _city() -> str:
    said = st.query_params.get("id", "")
    return said if said.isdecimal() and len(said) < 16 and cities.profile(said) else _none(said)


def _none(said: str) -> str:
    if said:
        unfit.note("Town", said, "find the town by its name")
    return ""


def _town(city: str) -> dict[str, object] | None:
    """Draw which town asks, and let another one be found."""
    profile = cities.profile(city) if city else None
    if profile is None:
        _search("")
        return None
    people = f"{profile['population']:,} inhabitants" if profile["population"] else "inhabitants not known"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"Town: {profile['name']}, {profile['countryName']}, {people}")
        if st.button("Page of the town", key="helpdesk-city", type="tertiary"):
            navigation.go("city", id=city)
    with st.expander("Another town"):
        _search(city)
    return profile


def _search(city: str) -> None:
    hit = city_search.pick("Your town, with or without accents", PAGE, city)
    if hit is not None:
        st.query_params["id"] = hit.id
        st.rerun()


def _told(given: Answers) -> str:
    """Tell the needs by kind."""
    parts = []
    for scheme, name in {"challenge": "Challenges", "barrier": "Barriers", "domain": "Fields"}.items():
        if found := needs(given, scheme):
            parts.append(f"{name}: {', '.join(label(SCHEME[concept]) for concept in found)}")
    return ". ".join(parts) and f"{'. '.join(parts)}."


@st.cache_resource(max_entries=2, show_spinner=False)
def _index(now: data.Served) -> PracticeIndex:
    return index_of(data.kept_release(now), data.endpoint())


def offered(city: int, need: str, given: Answers) -> Offered:
    """Find what may help a town."""
    now = data.served()
    grounds = Grounds(data.endpoint(), data.rows, _index(now), peer_ground.found())
    return offer(grounds, city, need, given, mentors(), date.today().isoformat())


def offer_of(city: int, need: str, mentor: int) -> Offer:
    """Make what the helpdesk may propose of a city that somebody names."""
    ground = peer_ground.found()
    side, peer = (side_of(data.endpoint(), ground, each) for each in (city, mentor))
    return offer_from(about(ground, side, need_of(ground, " ".join(telling(need))), mentors(), peer))


def mentors() -> Known:
    """Read what the team's records tell of mentors; nothing while they do not answer."""
    return team_desk.kept("mentors", lambda: known_mentors(team_desk.desk(), peer_ground.called), Known())


def _practices(found: Offered) -> None:
    st.header("Practices that may fit")
    if not found.practices:
        st.text("No practice at hand speaks of this. Say it in other words, or look on the page Practices.")
        return
    st.text(f"The best {len(found.practices)} of {counted(found.number, 'practice', 'practices')} that speak of it.")
    with st.grid(3, min_column_width=280, border=True):
        for one in found.practices:
            with st.container(gap="small"):
                tables.heading(one.title, 3)
                st.text(f"{one.city}, {data.countries().get(one.country, one.country)}")
                st.text(f"Why: it {one.why}.")
                st.text(f"Cost: {one.cost.removeprefix('cost ')}")
                if st.button("Read it", key=f"helpdesk-read-{one.practice}"):
                    navigation.go("practices", practice=one.practice)


def _peers(found: Offered) -> None:
    st.header("A town to talk to")
    if not found.peers.named:
        st.text("No city abroad is known to have done something about it that this town has not met yet.")
        return
    names = data.countries()
    rows = [
        (
            one.fit.mentor.town.name,
            names.get(one.fit.mentor.town.country, one.fit.mentor.town.country),
            sentence("; ".join(one.reasons)),
            sentence(one.warning or "nothing known"),
            f"{one.fit.value:.0%}",
        )
        for one in found.peers.named
    ]
    columns = {"name": "City", "country": "Country", "why": "Why", "but": "What speaks against it", "fit": "Fit"}
    tables.text(columns, rows, name="Towns to talk to", widths={"why": 40, "but": 26})


def _calls(found: Offered) -> None:
    st.header("A call")
    today = data.day(date.today().isoformat())
    if not found.calls:
        st.text(f"No call is known that is open or to come on {today}.")
        return
    st.text(f"Judged on {today} by what each call asks of a town. Calls state no field, so look whether yours fits.")
    columns = {"name": "Call", "told": "May this town apply?", "rule": "Main condition, quoted", "page": "Page"}
    rows = [(one.name, _judged(one, found), one.rule, one.page) for one in found.calls]
    tables.text(columns, rows, name="Calls for the town", links=("page",), widths={"name": 18, "told": 38, "page": 14})


def _judged(one: Call, found: Offered) -> str:
    """Tell the judgement; where a call asks for a peer, the first city that was named above is one."""
    peer = f". {found.peers.named[0].fit.mentor.town.name}, named above, would be one" if found.peers.named else ""
    return sentence(f"{one.told}{peer if one.asks.startswith('a peer from another') else ''}.")


def _steps(found: Offered) -> None:
    st.header("First steps, the cheapest first")
    if not found.steps:
        st.text("No step can be named without a practice or a town to talk to.")
        return
    step_table(found.steps, "First steps")
    st.text("Where a source does not state the cost, the step stands last: it may be cheap or dear.")
