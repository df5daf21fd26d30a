"""EU Cities Mission: cities selected to be climate-neutral by 2030, and those that hold its label."""

from collections.abc import Iterator

from graph.certificate_records import Certificate, CertificationScheme
from graph.countries import SERVED
from graph.loads import Coverage
from graph.records import Membership, Record
from ingest.row import Row
from ingest.source import Source, Table, state
from ingest.tally import Tally

PAGE = "https://netzerocities.eu/mission-cities/"
INITIATIVE = "cities-mission"
STATUSES = {"selected": "selected", "labelled": "labelled"}
GIVEN = CertificationScheme("eu-mission-label", "EU Mission Label", "European Commission", page=PAGE)
MEMBERS = 112
"""Members announced on 28 April 2022: 100 cities of the EU, 12 of associated countries.

One of them, Eilat, lies outside the countries served, and one is a pair of cities: the numbers meet again.
"""


def members(row: Row) -> Iterator[Record]:
    """Yield one member and its status; the day of the label is kept, if there is one, and so is the label itself."""
    row.ignore("round", why="the day of the label tells it")
    row.ignore("member", why="the name as announced; the city is what is meant")
    city = row.city("city", country="country", nuts="nuts")
    since, status = row.take("since"), row.choose("status", STATUSES, "cities_mission.STATUSES")
    page = row.take("source") if row.has("source") else ""
    yield Membership(INITIATIVE, city, status, since)
    if status == "labelled":
        yield GIVEN
        yield Certificate(GIVEN.key, city, "city", GIVEN.body, since=since, page=page)


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State how much of the mission is known: complete only when no member is missing."""
    count = tally.memberships[INITIATIVE]
    if count >= MEMBERS:
        reason = f"All {MEMBERS} members announced on 28 April 2022 are known."
        return state([INITIATIVE], SERVED, "complete", reason, PAGE, 2022, 2026)
    reason = f"{count} of the {MEMBERS} members are known here; the others may lie in any country."
    return state([INITIATIVE], SERVED, "partial", reason, PAGE, 2022, 2026)


SOURCE = Source(
    title="EU Mission Climate-Neutral and Smart Cities",
    publisher="European Commission and NetZeroCities",
    licence="facts from public announcements, with the page beside each",
    page=PAGE,
    tables={
        "shipped/mission_cities.csv": Table(members, {"Membership": (100, 130)}, covers, unless="*.csv"),
        "*.csv": Table(members, {"Membership": (100, 300)}, covers),
    },
    issued="2026-02-16",
)
