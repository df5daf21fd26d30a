"""Covenant of Mayors: municipalities that signed up to climate and energy targets."""

from collections.abc import Iterator

from graph.countries import SERVED
from graph.records import Coverage, Membership, Named, Record, SetAside
from ingest.row import NotTakenError, Row
from ingest.source import Source, Table, state
from ingest.tally import Tally

PAGE = "https://data.jrc.ec.europa.eu/collection/id-00354"
INITIATIVE = "covenant-of-mayors"
STATUSES = {"published": "signed", "on_hold": "on-hold"}
GROUP = "group of signatories"
WHOLE = 9_000
"""Least number of signatories in served countries with which a release counts as whole; 2024 has 11,458."""


def coordinates(row: Row, latitude: str, longitude: str) -> tuple[float | None, float | None]:
    """Read coordinates; whole degrees are placeholders, not places."""
    north, east = row.number(latitude), row.number(longitude)
    if north is None or east is None or (north.is_integer() and east.is_integer()):
        return None, None
    return north, east


def towns(name: str, country: str) -> tuple[Named, ...]:
    """Name the towns after which a group is called, for they may have no row of their own."""
    return tuple(Named(part.strip(), country) for part in name.split(",") if part.strip())


def signatories(row: Row) -> Iterator[Record]:
    """Yield the membership of one signatory; a group is set aside with the towns that it names."""
    row.ignore("mayor", why="personal name")
    row.ignore("coordinator_name", "supporter_name", "country_name", "population_adhesion", why="not asked for")
    row.ignore("adhesion_type", "action_plan_expected", "gcom_id", why="about plans and platforms")
    row.ignore("commitment_CoM2020_flag", "commitment_CoM2030_flag", why="one initiative, whatever the target")
    row.ignore("commitment_CoM2050_flag", "commitment_mayoradapt_flag", why="one initiative, whatever the target")
    row.ignore("group_organisation_id", "group_name", "organisation_id", why="members have rows of their own")
    country, name = row.country("country_code"), row.take("organisation_name")
    latitude, longitude = coordinates(row, "organisation_latitude", "organisation_longitude")
    status, since = (
        row.choose("signatory_status", STATUSES, "covenant.STATUSES"),
        row.date("date_of_adhesion"),
    )
    if row.flag("group_profile"):
        yield SetAside(GROUP, towns(name, country), INITIATIVE)
        return
    if not name:
        raise NotTakenError("no name")
    yield Membership(INITIATIVE, Named(name, country, "", "", latitude, longitude), status, since)


def facts(row: Row) -> Iterator[Record]:
    """Yield a signatory, or the towns of a group, from the shipped example."""
    country, names, status, since = (
        row.country("country"),
        row.take("name"),
        row.take("status"),
        row.date("since"),
    )
    latitude, longitude = row.number("latitude"), row.number("longitude")
    if status == "group":
        named = tuple(Named(part.strip(), country) for part in names.split(";") if part.strip())
        yield SetAside(GROUP, named, INITIATIVE)
        return
    yield Membership(INITIATIVE, Named(names, country, "", "", latitude, longitude), status, since)


def newest(tally: Tally) -> str:
    """Find the day of the newest signature, the age of the data."""
    return tally.newest


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State what a release covers: all signatories up to its newest signature, if it is whole."""
    count, day = tally.memberships[INITIATIVE], tally.newest
    until = int(day[:4] or 0)
    if count < WHOLE:
        reason = f"This file holds {count:,} signatories, fewer than a whole release."
        return state([INITIATIVE], SERVED, "partial", reason, PAGE, 2008, until)
    reason = f"The release lists every signatory until {day}, those on hold too."
    return state([INITIATIVE], SERVED, "complete", reason, PAGE, 2008, until)


SOURCE = Source(
    title="Covenant of Mayors signatories",
    publisher="European Commission, Joint Research Centre",
    licence="CC BY 4.0, reuse under Decision 2011/833/EU",
    page=PAGE,
    tables={
        "*signatories*.xlsx#[0-9]*": Table(
            signatories,
            {"Membership": (9_000, 30_000)},
            covers,
            missing=frozenset({"-", "null"}),
        ),
        "shipped/covenant_worked_example.csv": Table(
            facts,
            {"Membership": (400, 600)},
            state(
                [INITIATIVE],
                ("PT", "SI", "IE", "RO"),
                "complete",
                "The shipped example lists every signatory of the country known in January 2024.",
                PAGE,
                2008,
                2023,
            ),
            unless="*signatories*.xlsx",
        ),
    },
    issued=newest,
)
