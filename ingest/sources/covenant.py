"""Covenant of Mayors: municipalities that signed up to climate and energy targets."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.countries import SERVED
from graph.loads import Coverage
from graph.records import Group, Membership, Named, Record, SetAside
from ingest.countries import plain
from ingest.keys import slug
from ingest.reader import Line, read
from ingest.row import NotTakenError, Row
from ingest.source import Source, Table, state
from ingest.tally import Tally

PAGE = "https://data.jrc.ec.europa.eu/collection/id-00354"
INITIATIVE = "covenant-of-mayors"
STATUSES = {"published": "signed", "on_hold": "on-hold"}
GROUP = "a group of signatories whose members the export does not name"
SHEET = "[0-9]*"
NO_VALUE = frozenset({"-", "null"})
OFFICE = re.compile(r"^comune di ", re.I)
MEMBERS, NAMED, UNTOLD, ALONE = "(members)", "(towns named)", "(towns without a row)", "(group without a row)"
"""Cells that `opened` sets beside those of a row; the first three are about the group that the row is."""
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
    return tuple(Named(part, country) for part in parts(name))


def parts(name: str) -> list[str]:
    """Split the name of a group at its commas."""
    return [stripped for part in name.split(",") if (stripped := OFFICE.sub("", part.strip()))]


def opened(path: Path, name: str) -> Iterator[tuple[str, Line]]:
    """Yield the rows of the sheet, each with what the others say of the group that it is or belongs to.

    A group without a row of its own is told with the first of its members.
    """
    lines = list(read(path, name, SHEET))
    cells = [line.cells for _, line in lines if not line.trouble]
    members = Counter(each.get("group_organisation_id", "") for each in cells)
    signed = {(each.get("country_code", ""), plain(each.get("organisation_name", ""))) for each in cells}
    told_of = {each.get("organisation_id", "") for each in cells} | NO_VALUE
    for sheet, line in lines:
        through = line.cells.get("group_organisation_id", "-")
        own, code = line.cells.get("organisation_id", ""), line.cells.get("country_code", "")
        named = parts(line.cells.get("organisation_name", ""))
        untold = [part for part in named if (code, plain(part)) not in signed]
        is_list = len(named) > 1 and len(untold) * 2 <= len(named)
        told = {
            MEMBERS: str(members.get(own, 0)),
            NAMED: str(len(named) * is_list),
            UNTOLD: "\n".join(untold * is_list),
            ALONE: str(through not in told_of).lower(),
        }
        told_of.add(through)
        yield sheet, line._replace(cells=line.cells | told)


def signatories(row: Row) -> Iterator[Record]:
    """Yield the membership of one signatory, or the group that several belong to."""
    row.ignore("mayor", why="personal name")
    row.ignore("coordinator_name", "supporter_name", "country_name", "population_adhesion", why="not asked for")
    row.ignore("adhesion_type", "action_plan_expected", "gcom_id", why="about plans and platforms")
    row.ignore("commitment_CoM2020_flag", "commitment_CoM2030_flag", why="one initiative, whatever the target")
    row.ignore("commitment_CoM2050_flag", "commitment_mayoradapt_flag", why="one initiative, whatever the target")
    country, name = row.country("country_code"), row.take("organisation_name")
    latitude, longitude = coordinates(row, "organisation_latitude", "organisation_longitude")
    status, since = row.choose("signatory_status", STATUSES, "covenant.STATUSES"), row.date("date_of_adhesion")
    is_group, (through, others) = row.flag("group_profile"), belongs(row)
    if is_group:
        yield from group(row, name, country, status, since)
        return
    row.ignore("organisation_id", MEMBERS, NAMED, UNTOLD, why="about the group that a row may be")
    if not name:
        raise NotTakenError("no name")
    yield from others
    yield Membership(INITIATIVE, Named(name, country, "", "", latitude, longitude), status, since, group=through)


def belongs(row: Row) -> tuple[str, Sequence[Record]]:
    """Read the group of a signatory; one that has no row of its own is told with its member."""
    key, label, alone = row.take("group_organisation_id"), row.take("group_name"), row.flag(ALONE)
    if not key:
        return "", ()
    return f"covenant-{key}", [Group(f"covenant-{key}", label or key, INITIATIVE)] if alone else ()


def group(row: Row, name: str, country: str, status: str, since: str) -> Iterator[Record]:
    """Yield a group, and the towns that its name lists and that have no row; one without any member is set aside."""
    key, members, named = f"covenant-{row.take('organisation_id')}", int(row.take(MEMBERS)), int(row.take(NAMED))
    untold = row.take_lines(UNTOLD)
    if not members and not named:
        yield SetAside(GROUP, towns(name, country), INITIATIVE)
        return
    yield Group(key, name, INITIATIVE, () if named else towns(name, country))
    for town in untold:
        yield Membership(INITIATIVE, Named(town, country), status, since, group=key)


def facts(row: Row) -> Iterator[Record]:
    """Yield a signatory, a group with the towns that it may be called after, or one whose members are not named."""
    country, name, status = row.country("country"), row.take("name"), row.take("status")
    since, joined = row.date("since"), row.take("group")
    latitude, longitude = row.number("latitude"), row.number("longitude")
    named = tuple(Named(part.strip(), country) for part in name.split(";") if part.strip())
    key = f"covenant-{slug(joined)}" if joined else ""
    if status == "group" and not joined:
        yield SetAside(GROUP, named, INITIATIVE)
        return
    if joined:
        yield Group(key, joined, INITIATIVE, named if status == "group" else ())
    if status != "group":
        yield Membership(INITIATIVE, Named(name, country, "", "", latitude, longitude), status, since, group=key)


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
            missing=NO_VALUE,
            lines=opened,
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
