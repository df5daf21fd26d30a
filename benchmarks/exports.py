"""Writes exports of the size of all CORDIS and of all Kohesio, in the form in which they are published.

Names of towns are those of the gazetteer; all else is made up from numbers, the same each time.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.records import Place

PROJECT = (
    *("id", "acronym", "status", "title", "startDate", "endDate", "totalCost", "ecMaxContribution", "legalBasis"),
    *("topics", "ecSignatureDate", "frameworkProgramme", "masterCall", "subCall", "fundingScheme", "nature"),
    *("objective", "contentUpdateDate", "rcn", "grantDoi"),
)
ORGANISATION = (
    *("projectID", "projectAcronym", "organisationID", "vatNumber", "name", "shortName", "SME", "activityType"),
    *("street", "postCode", "city", "country", "nutsCode", "geolocation", "organizationURL", "contactForm"),
    *("contentUpdateDate", "rcn", "order", "role", "ecContribution", "netEcContribution", "totalCost"),
    *("endOfParticipation", "active"),
)
OPERATION = (
    *("Operation_Unique_Identifier", "Operation_Local_Identifier", "Operation_Name_English"),
    *("Operation_Name_Programme_Language", "Country", "Postal_Code", "Operation_Start_Date", "Operation_End_Date"),
    *("Cofinancing_Rate", "Total_Eligible_Expenditure_amount", "Total_Eligible_Expenditure_Currency"),
    *("Project_EU_Budget", "Beneficiary_Unique_Identifier", "Location_Indicator_latitude_longitude"),
    *("Category_Of_Intervention", "Category_Label", "Thematic_Objective_ID", "Thematic_Objective_Label"),
    *("Policy_Objective_ID", "Policy_Objective_Label", "Fund_Code", "Fund_Name", "Programme_Code"),
    *("Programme_Name", "Region", "NUTS3_Code", "Programming_Period", "Operation_Summary_English"),
    *("Operation_Summary_Programme_Language", "ManagingAuthority", "Image_URL", "InfoRegio_ID", "InfoRegio_URL"),
)
BENEFICIARY = (
    *("Beneficiary_Name", "Beneficiary_Local_Identifier", "CountryCode", "NUTS1_Label", "NUTS2_Label"),
    *("NUTS3_Label", "NUTS1_Code", "NUTS2_Code", "LAU_Labels"),
)
KINDS = ("HES", "REC", "PRC", "PRC", "PUB", "OTH")
OBJECTIVE = "The work packages study one question each and share what they find with towns of all sizes. " * 12
EU = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)


def cordis(folder: Path, places: Sequence[Place], projects: int, parts: int) -> None:
    """Write project.csv and organization.csv with so many rows."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(1)
    _write(folder / "project.csv", PROJECT, _projects(projects))
    bodies = _bodies(chance, places, max(1, parts // 10))
    _write(folder / "organization.csv", ORGANISATION, _parts(chance, bodies, projects, parts))


def _write(path: Path, header: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def _projects(number: int) -> Iterator[Sequence[object]]:
    for n in range(number):
        year = 2014 + n % 7
        yield (
            *(100_000 + n, f"WORK{n}", "CLOSED", f"A question of towns, studied for the time {n}"),
            *(f"{year}-01-01", f"{year + 4}-12-31", "1999999,5", "1500000", f"H2020-EU.3.{n % 5 + 1}."),
            *(f"TOPIC-{n % 900}-{year}", f"{year - 1}-11-02", "H2020", f"H2020-CALL-{n % 90}", "", "RIA", ""),
            *(OBJECTIVE, "2024-01-01 10:00:00", 200_000 + n, f"10.3030/{100_000 + n}"),
        )


def _bodies(chance: random.Random, places: Sequence[Place], number: int) -> list[tuple[object, ...]]:
    towns = [place for place in places if place.country in EU and place.nuts3]
    weights = [place.population + 100 for place in towns]
    chosen = chance.choices(towns, weights, k=number)
    return [_body(chance, n, place) for n, place in enumerate(chosen)]


def _body(chance: random.Random, n: int, place: Place) -> tuple[object, ...]:
    kind = chance.choice(KINDS)
    name = f"Municipality of {place.name}" if kind == "PUB" else f"Institute {n} of {place.name}"
    where = f"{place.latitude:.5f},{place.longitude:.5f}" if n % 2 else ""
    return (
        *(900_000_000 + n, f"{place.country}{n:09}", name, "", "false", kind, f"Street {n}", ""),
        *(place.name, place.country, place.nuts3, where),
    )


def _parts(
    chance: random.Random, bodies: Sequence[tuple[object, ...]], projects: int, number: int
) -> Iterator[Sequence[object]]:
    for n in range(number):
        project = n * projects // number
        role = "coordinator" if project != (n - 1) * projects // number or not n else "participant"
        yield (
            *(100_000 + project, f"WORK{project}", *chance.choice(bodies), "", "", "2024-01-01 10:00:00"),
            *(200_000 + project, n % 30, role, "250000.5", "250000.5", "300000,75", "false", ""),
        )


def kohesio(folder: Path, places: Sequence[Place], projects: int) -> None:
    """Write one file for each country; half of the operations are of 2021–2027 and name their beneficiary and town."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(2)
    for number, country in enumerate(EU):
        towns = [place for place in places if place.country == country and place.nuts3]
        first, last = (projects * n // len(EU) for n in (number, number + 1))
        middle = (first + last) // 2
        for period, header, start, stop in (
            ("14-20", OPERATION, first, middle),
            ("21-27", (*OPERATION, *BENEFICIARY), middle, last),
        ):
            path = folder / f"{country}-pp{period}-latest.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                out = csv.writer(file)
                out.writerow(header)
                out.writerows(_operation(chance, n, country, towns, period) for n in range(start, stop))


def _operation(chance: random.Random, n: int, country: str, towns: Sequence[Place], period: str) -> tuple[object, ...]:
    place, years = chance.choice(towns), f"20{period.replace('-', '-20')}"
    year, cci = int(years[:4]) + n % 5, f"{years[:4]}{country}16RFPR{n % 9:03}"
    where = f"{place.latitude + n % 7 / 1000:.5f},{place.longitude:.5f}"
    code, objective = n % 120 + 1, n % 11 + 1
    row = (
        *(f"https://linkedopendata.eu/entity/Q{n + 1_000_000}", f"{cci}-{n}", f"Works in the town, lot {n}", ""),
        *(country, "", f"{n % 28 + 1:02}/03/{year}", f"31/12/{year + 3}", "85.0", 120_000 + n % 9_999, "EUR", 99_000),
        *("", where, code, f"Category {code}", f"TO{objective:02}", f"Objective {objective}", "", "", "ERDF"),
        *("European Regional Development Fund", cci, f"Regional programme {n % 9} of {country}", "", place.nuts3),
        *(years, "What is done. " * 20, "", "", "", "", ""),
    )
    if period == "14-20":
        return row
    name = f"Municipality of {place.name}" if n % 3 == 0 else f"Company {n % 40_000} Ltd"
    return (*row, name, f"{country}{n % 90_000}", country, "", "", "", "", "", place.name)
