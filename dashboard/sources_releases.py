"""The parts of the page Sources about releases: what each changed, the way back to one, and whether it fits."""

from collections.abc import Sequence

import streamlit as st
from pyoxigraph import Store

from dashboard import checking, data, digest, tables, team_desk
from dashboard.release_list import Listed, consequences
from dashboard.settings import settings
from dashboard.words import counted, plain
from graph.deeds import roll_back
from graph.digest import Changed
from graph.endpoint import Embedded
from graph.errors import NcpError
from graph.rights import Right
from graph.tell_changes import sentences
from graph.workspace import Release

SHOWN = 12
"""So many sentences on a release are drawn; the others can be opened."""
DONE = "sources-served"


def draw(country: str) -> None:
    """Draw the list of releases, what one of them changed, the way back to it, and the check of what is served."""
    found = data.releases()
    if not found:
        return
    st.header("Releases")
    told = st.session_state.pop(DONE, "")
    if told:
        (st.success if told.startswith("Release") else st.error)(plain(told))
    st.text("Every build is a release of its own. Each change of an export shows as the difference to the one before.")
    columns = {"now": "State", "built": "Built on (UTC)", "size": "Size", "cities": "Cities", "links": "Links"}
    columns |= {"id": "Release"}
    rows = [("served" if one.served else "", one.built, one.megabytes, *_counts(one)) for one in found]
    widths = {"id": 360, "built": 220}
    tables.show(columns, rows, name="Published releases", numbers=("cities", "links"), widths=widths, most=6)
    chosen = _choose(found)
    _changes(chosen.release, country)
    _way_back(chosen, next((one for one in found if one.served), chosen))
    _check(next((one.release for one in found if one.served), chosen.release))


def _counts(one: Listed) -> tuple[object, ...]:
    return one.cities, one.links, one.release.id


def _choose(found: Sequence[Listed]) -> Listed:
    names = {one.release.id: f"{one.built}{' (served)' if one.served else ''}" for one in found}
    now = next((place for place, one in enumerate(found) if one.served), 0)
    with st.container(width=360):
        named = st.selectbox("Release", list(names), index=now, format_func=lambda key: names[key], key="sources-id")
    return next(one for one in found if one.release.id == named)


def _changes(release: Release, country: str) -> None:
    st.subheader("What this release changed")
    told = list(sentences(release.manifest)) if "sources" in release.manifest else ["Its manifest does not tell."]
    tables.sentences(told, SHOWN)
    if not digest.noted(release):
        st.text("It holds no list of cities that changed state.")
        return
    _digest(digest.changed(release, country=country), country)


def _digest(found: Sequence[Changed], country: str) -> None:
    where = data.countries().get(country, country) if country else "all countries"
    number = counted(len({one.geonames for one in found}), "city", "cities")
    st.text(f"{number} of {where} changed state, each with why.")
    if not found:
        return
    columns = {"country": "Country", "name": "City", "family": "Programme family", "before": "Before", "after": "Then"}
    columns |= {"cause": "Because of", "reason": "Reason", "evidence": "Row"}
    _, rows = digest.rows_of(found, full=False)
    tables.show(columns, rows, name=f"Cities of {where} that changed state", widths={"reason": 420}, most=8)
    heads, full = digest.rows_of(found, full=True)
    tables.download("Download the changes (CSV)", f"digest-{country or 'all'}.csv", heads, full, key="sources-digest")


def _way_back(wanted: Listed, now: Listed) -> None:
    """Draw the button that serves another release, once its consequences are read and agreed to."""
    if wanted.served:
        st.text("This release is served. Choose another one above to serve that instead.")
        return
    st.subheader("Serve this release instead")
    for sentence in consequences(wanted, now):
        st.text(sentence)
    if team_desk.tell_why_not(Right.ROLLBACK):
        return
    key = wanted.release.id
    agreed = st.checkbox("Yes, show it to everybody who uses this workspace", key=f"sources-agreed-{key}")
    if st.button("Serve this release", key="sources-serve", disabled=not agreed) and agreed:
        st.session_state[DONE] = _serve(key)
        st.rerun()


def _serve(key: str) -> str:
    try:
        back = roll_back(settings(None).workspace, team_desk.desk(), key, team_desk.who())
    except NcpError as error:
        return str(error)
    return f"Release {back.id} is served now."


def _check(release: Release) -> None:
    st.header("Shapes report")
    st.text("What a complete record is stands in the shapes; a release that breaks one is not published.")
    st.text(checking.noted(release) or "The manifest of this release does not tell of a check.")
    if not st.button("Check what is served again", key="sources-check"):
        return
    opened = Embedded(Store.read_only(str(release.store)))
    found = []
    with st.status("Holding the release against its shapes; this takes about a minute …", expanded=True) as status:
        for one in checking.check(opened):
            found.append(one)
            status.update(label=f"Checked: {one.name} …")
        wrong = [one for one in found if not one.holds]
        label = f"{counted(len(wrong), 'check fails', 'checks fail')}" if wrong else f"All {len(found)} checks hold"
        status.update(label=f"{label}.", state="error" if wrong else "complete", expanded=False)
    columns = {"state": "Result", "name": "Check", "found": "Found", "told": "What it says"}
    rows = [("holds" if one.holds else "fails", one.name, one.found, one.told) for one in (*wrong, *found)]
    tables.text(columns, list(dict.fromkeys(rows)), name="Shapes report", numbers=("found",), widths={"state": 8})
