"""A job as a page shows it: stage, share and counts while it runs, a button that stops it, and what came of it."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import address, officer, sign_in, tables
from dashboard.job_start import RIGHTS, Upload, start, stop
from dashboard.jobs import DONE, FAILED, Job, look
from dashboard.settings import settings
from dashboard.words import plain
from graph.errors import NcpError

SECONDS = 1
SHOWN = 12
"""So many sentences of an end are drawn; the others can be opened."""


def begin(kind: str, options: Mapping[str, Any], upload: Upload | None = None) -> None:
    """Begin a job and draw the page anew, or say in one sentence why not."""
    try:
        job = start(settings(None).workspace, kind, options, sign_in.actor(), officer.who(), upload)
    except NcpError as error:
        st.error(plain(str(error)))
        return
    address.write(view=kind, list=job.id if upload else "")
    st.rerun()


def refused(kind: str) -> str:
    """Say why the person may not begin such a job, or ""."""
    return sign_in.actor().why_not(RIGHTS[kind])


def in_the_way(job: Job | None, kind: str) -> bool:
    """Draw what runs, or how the last work of this kind ended; say whether something runs."""
    if job and (job.ended is None or job.asked.kind == kind):
        draw(job)
    return bool(job and not job.ended)


def draw(job: Job) -> None:
    """Draw a job: how far it is, or how it ended."""
    if job.ended is None:
        _running(job.folder)
        return
    head = f"The {job.name} of {_clock(job.asked.began)}{f' by {job.asked.by}' if job.asked.by else ''}"
    first, *others = job.ended.told or ("",)
    box = {DONE: st.success, FAILED: st.error}.get(job.ended.how, st.warning)
    box(plain(f"{head}: {first}"))
    tables.sentences(others, SHOWN)


@st.fragment(run_every=SECONDS)
def _running(folder: Path) -> None:
    job = look(folder)
    if job is None or job.ended:
        st.rerun()
    _far(job)
    told = sign_in.actor().why_not(RIGHTS[job.asked.kind])
    final = bool(job.reached and job.reached.final)
    if job.stopping and not final:
        st.text("It is being stopped …")
    elif final:
        st.text("It is being published, which cannot be stopped and takes a moment.")
    elif st.button("Stop", key="update-stop", disabled=bool(told), help=told or None):
        stop(folder, sign_in.actor())
        st.rerun(scope="fragment")


def _far(job: Job) -> None:
    """Draw stage, share and counts."""
    share = job.reached.share_at(time.time()) if job.reached else 0.0
    stage = job.reached.stage if job.reached else "Starting"
    # Not as a block: leaving it would tell that the work is done.
    box = st.status(plain(f"{stage} …"), expanded=True)
    box.progress(share, text=f"{share:.0%} of the {job.name}")
    since = f"Since {_clock(job.asked.began)}{f', by {job.asked.by}' if job.asked.by else ''}"
    counts = [f"{number:,} {what}" for what, number in (job.reached.counts if job.reached else {}).items()]
    box.text("; ".join((since, *counts)))


def _clock(seconds: float) -> str:
    """Write a moment as hour and minute, with the day when it is not today."""
    when, now = datetime.fromtimestamp(seconds, UTC), datetime.now(UTC)
    day = "" if when.date() == now.date() else f"{when.day} {when:%B} "
    return f"{day}{when:%H:%M} (UTC)"
