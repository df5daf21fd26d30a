"""Fifty people open pages of one process at the same moment, over the protocol of browsers, while they write."""

import asyncio
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from graph.desk import Desk, open_desk
from graph.outreach import Entry, contacts, log_once
from tests.dashboard.conftest import running
from tests.dashboard.hostile import ROOT

MANY = 50
BAR = 60.0
"""Seconds in which the last of fifty is answered on two cores that other tests keep busy."""

CALL = Entry(2742027, "2026-03-02", "phone", "desk PT", "spoke")
PAGES = (
    "outreach?view=contacts&country=all",
    "unlinked?country=PT",
    "city?id=2742027",
    "outreach?view=board&country=PT",
)


@dataclass(frozen=True)
class Seen:
    """What one person got: seconds until the page was drawn, whether it was drawn to its end, and every text on it."""

    seconds: float
    whole: bool
    text: str


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('fifty')}/desk.sqlite"


@pytest.fixture(scope="module")
def dashboard(small_endpoint: str, records: str) -> Iterator[str]:
    with running(os.environ | {"PYTHONPATH": str(ROOT), "NCP_DESK_URL": records}) as address:
        yield address


async def look(address: str, path: str) -> Seen:
    """Open a page as a browser does and read it until its script has ended."""
    begun, texts, whole = time.perf_counter(), [], False
    page, _, query = path.partition("?")
    wish = BackMsg()
    wish.rerun_script.query_string, wish.rerun_script.page_name = query, page
    async with connect(f"{address.replace('http', 'ws')}/_stcore/stream", max_size=None, open_timeout=BAR) as socket:
        await socket.send(wish.SerializeToString())
        async with asyncio.timeout(BAR):
            async for raw in socket:
                said = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
                texts.append(str(said.delta))
                if said.WhichOneof("type") == "script_finished":
                    whole = said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                    break
    return Seen(time.perf_counter() - begun, whole, " ".join(texts))


async def write(desk: Desk, number: int) -> None:
    await asyncio.to_thread(log_once, desk, replace(CALL, note=f"call {number}"), f"P{number}")


async def everybody(address: str, desk: Desk) -> list[Seen]:
    async with asyncio.TaskGroup() as group:
        seen = [group.create_task(look(address, PAGES[number % len(PAGES)])) for number in range(MANY)]
        for number in range(MANY):
            group.create_task(write(desk, number))
    return [one.result() for one in seen]


def test_fifty_people_at_once_are_all_answered_and_no_contact_is_lost_or_doubled(dashboard: str, records: str) -> None:
    desk = open_desk(records)
    seen = asyncio.run(everybody(dashboard, desk))
    assert all(one.whole for one in seen)
    assert not [one for one in seen if "exception" in one.text or "do not answer" in one.text]
    assert sorted(one.note for one in contacts(desk)) == sorted(f"call {number}" for number in range(MANY))
    after = asyncio.run(look(dashboard, PAGES[0]))
    assert after.whole and all(f"call {number}" in after.text for number in (0, MANY - 1))
    titles = ("Outreach", "Unlinked cities", "Bragança", "Outreach")
    assert all(ascii(titles[n % 4])[1:5] in one.text for n, one in enumerate(seen)), "another page was drawn"
    waited = sorted(one.seconds for one in seen)
    print(f"half of {MANY} people waited {waited[MANY // 2]:.1f} s at most, the last one {waited[-1]:.1f} s")
    assert waited[-1] < BAR
