"""The finder of introductions on the page Network: from any town to any programme, initiative or project."""

import streamlit as st

from dashboard import address, data, equity_note, layers, tables
from dashboard.introduce import COLUMNS, Introduction, introduce
from dashboard.introduction import find_target
from dashboard.network_around import pick
from dashboard.words import plain
from graph.errors import BadInput
from graph.verdicts import ranked

SHOWN = {
    "from": "From",
    "to": "To",
    "acquaintance": "Acquaintance",
    "through": "Through",
    "years": "Years",
    "reason": "Why it is warm",
    "warmth": "Warmth",
    "evidence": "Rows",
    "page": "Page",
}
WIDTHS = {"from": 13, "to": 13, "acquaintance": 9, "through": 12, "years": 7, "reason": 23, "warmth": 5, "evidence": 12}
MEANING = (
    "Warmth is the product of the steps, from 0 to 1: judgements whose reasons stand beside them, not measurements. "
    "Chains differ in everybody and everything that they lead through. No step is a person."
)


@st.cache_resource(show_spinner="Looking for introductions", max_entries=200)
def _found(now: data.Served, city: int, sought: str, spare: bool) -> Introduction:
    known = layers.world()
    return introduce(layers.endpoint(), known, city, find_target(layers.endpoint(), known, sought), spare=spare)


def draw() -> None:
    """Draw the choice of town and of what is sought, and the chains."""
    left, middle, right = st.columns([3, 3, 3])
    with left:
        city = pick("Town to be introduced", "id")
    with middle:
        wanted = _programme()
    with right:
        text = st.text_input("or a project, by acronym or key", key="network-project", placeholder="such as CITIES4CSR")
    sought = text.strip() or wanted
    spare = equity_note.switch("network")
    address.write(view="introduction", id=city, to=sought, **equity_note.code(spare))
    st.text(MEANING)
    if not city:
        st.text("Search the town that is to be introduced.")
        return
    try:
        found = _found(data.served(), int(city), sought, spare)
    except (BadInput, IndexError) as error:
        none = "The release holds no city with this number; find the city by its name."
        st.warning(plain(str(error)) if isinstance(error, BadInput) else none)
        return
    equity_note.draw("introductions", found.country, spare=spare)
    _show(found)


def _programme() -> str:
    """Draw the choice of a node of the programme tree; a project in the address stands in the field beside it."""
    given = st.query_params.get("to", "")
    tree = {str(row["programme"]): row for row in data.rows("programmes/tree")}
    first = ranked({str(row["family"]) for row in tree.values()})
    kinds = ("family", "programme", "initiative")
    order = sorted(
        (key for key, row in tree.items() if row["kind"] in kinds or key == row["family"]),
        key=lambda key: (first.index(str(tree[key]["family"])), key != tree[key]["family"], str(tree[key]["name"])),
    )
    if given and given not in tree and "network-project" not in st.session_state:
        st.session_state["network-project"] = given
    options = {key: f"{'' if key == tree[key]['family'] else '– '}{tree[key]['name']}" for key in order}
    if given in tree:
        options.setdefault(given, str(tree[given]["name"]))
    return address.select("Programme or initiative", "to", options, next(iter(options)), page="network", alone=False)


def _show(found: Introduction) -> None:
    tables.heading(f"{found.town} → {found.target}", 2)
    for sentence in found.sentences:
        st.text(sentence)
    shown = {key: label for key, label in SHOWN.items() if key != "page" or any(row[-1] for row in found.rows)}
    places = [COLUMNS.index(column) for column in shown]
    for number, chain in enumerate(found.chains, 1):
        st.subheader(f"Chain {number}, warmth {chain.warmth:.2f}")
        rows = [tuple(row[place] for place in places) for row in found.rows if row[0] == number]
        tables.text(shown, rows, name=f"Steps of chain {number}", links=("page",), widths=WIDTHS)
    if found.rows:
        tables.download("Download the chains as CSV", "introduction.csv", COLUMNS, found.rows, key="network-intro-csv")
