"""Kohesio: operations of cohesion policy, country by country, as the Commission republishes them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.aside_reasons import REGION_ONLY
from graph.loads import Coverage
from graph.records import Named, Programme, Project, Record, SetAside, Subject, Theme
from ingest import cohesion, interreg
from ingest.cohesion import Where, programme
from ingest.keys import slug
from ingest.persons import body_name
from ingest.row import NotTakenError, Row, left_out
from ingest.source import Source, Table, state
from ingest.tally import Tally

PAGE = "https://kohesio.ec.europa.eu/en/data"
PERIODS = {"2014-2020": "cohesion-2014", "2021-2027": "cohesion-2021"}
LISTED = ("BG", "CZ", "EE", "HR", "HU", "LT", "LV", "PL", "RO", "SI", "SK")
"""Countries of the list of beneficiaries of 2023; the list names no other."""
MOST_A_REGION = 200
KEEP_IDS = ("P562941", "Keep_EU_ID", "Keep_ID", "keep.eu_id")
"""Columns that may hold keep.eu's number of an operation of Interreg (property P562941 of Kohesio)."""
THEMES = (
    ("Category_Of_Intervention", "Category_Label", "category-of-intervention"),
    ("Thematic_Objective_ID", "Thematic_Objective_Label", "thematic-objective"),
    ("Policy_Objective_ID", "Policy_Objective_Label", "policy-objective"),
)
"""Column of the codes, column of the labels, name of the list."""

LEFT = left_out(
    {
        "one number is enough": "Operation_Local_Identifier Beneficiary_Unique_Identifier",
        "a postcode alone names no town": "Operation_Name_Programme_Language Country Postal_Code",
        "long texts are not facts": "Operation_Summary_English Operation_Summary_Programme_Language",
        "no money yet": "Cofinancing_Rate Total_Eligible_Expenditure_amount Total_Eligible_Expenditure_Currency"
        " Project_EU_Budget",
        "the programme tells them": "Fund_Code Fund_Name ManagingAuthority",
        "finer than the objectives that are taken": "Specific_Objective_ID Specific_Objective_Label",
        "NUTS3 holds them": "Region NUTS1_Label NUTS1_Code NUTS2_Label NUTS2_Code NUTS3_Label NUTS3_Code",
        "a page is enough": "Image_URL InfoRegio_ID InfoRegio_URL LAU_Labels",
        "a point alone names no town": f"Location_Indicator_latitude_longitude {' '.join(KEEP_IDS)}",
    }
)
"""Columns that the graph does not hold, by reason."""


def values(row: Row, column: str) -> list[str]:
    """Read the values that a cell joins with "|"; [] when this form of the file lacks the column."""
    text = row.take(column) if row.has(column) else ""
    if "|" not in text:
        return [text] if text else []
    return [part for part in map(str.strip, text.split("|")) if part]


def last(iri: str) -> str:
    """Give the end of an address: "https://linkedopendata.eu/entity/Q73" is Q73."""
    return iri.rstrip("/").rsplit("/", 1)[-1]


def operations(row: Row) -> Iterator[Record]:
    """Yield one operation with its programme, its themes and the towns that it names."""
    period = row.take("Programming_Period")
    if period not in PERIODS:
        raise row.bad(f"{period!r} is not a known period", "add it to kohesio.PERIODS", "Programming_Period")
    number = last(row.take("Operation_Unique_Identifier"))
    if not number:
        raise NotTakenError("no identifier")
    cci, label = values(row, "Programme_Code"), values(row, "Programme_Name")
    if not cci and not label:
        raise NotTakenError("no programme")
    under = programme("".join(cci[:1]), "".join(label[:1]), PERIODS[period])
    if not interreg.stands_in_tree(under):
        yield under
    yield operation(row, number, under)
    yield from themes(row, f"kohesio/{number}", period)
    yield from parts(row, number, under)
    row.leave(LEFT)


def operation(row: Row, number: str, under: Programme) -> Project:
    """Read what an operation is called and when it runs."""
    title = row.take_first("Operation_Name_English", "Operation_Name_Programme_Language") or number
    keep = next((found[0] for column in KEEP_IDS if (found := values(row, column))), "")
    return Project(
        key=f"kohesio/{number}",
        title=title,
        programme=under.key,
        start=row.date("Operation_Start_Date"),
        end=row.date("Operation_End_Date"),
        page=f"https://kohesio.ec.europa.eu/en/projects/{number}",
        kind="operation",
        same=f"keep/{last(keep)}" if keep else "",
    )


def themes(row: Row, key: str, period: str) -> Iterator[Record]:
    """Yield the categories and objectives of an operation."""
    for codes, labels, name in THEMES:
        for theme in listed(f"kohesio-{name}-{period}", tuple(values(row, codes)), tuple(values(row, labels))):
            yield theme
            yield Subject("project", key, theme.key)


@lru_cache(maxsize=20_000)
def listed(scheme: str, codes: tuple[str, ...], labels: tuple[str, ...]) -> tuple[Theme, ...]:
    """Make the entries of a list that a row names; codes without a label each stand for themselves."""
    if len(codes) != len(labels):
        codes = labels = codes or labels
    named = zip(codes, labels, strict=True)
    return tuple(Theme(f"{scheme}/{slug(last(code))}", label, scheme) for code, label in named)


def parts(row: Row, number: str, under: Programme) -> Iterator[Record]:
    """Yield who carries the operation and in which town; a row that names no town is set aside with the reason."""
    country = row.country("CountryCode" if row.has("CountryCode") and row.take("CountryCode") else "Country")
    names, numbers = values(row, "Beneficiary_Name"), values(row, "Beneficiary_Local_Identifier")
    bodies = [body_name(name, country) for name in names]
    ids = numbers if len(numbers) == len(names) else [""] * len(names)
    carriers = [(name, each) for name, each in zip(bodies, ids, strict=True) if name]
    where = Where(country, region(row), places(row, country))
    found: list[Record] = list(cohesion.parts(f"kohesio/{number}", carriers, len(names), where))
    yield from found or [SetAside(REGION_ONLY, programme=under.key)]


def places(row: Row, country: str) -> list[Named]:
    """Read the towns that the row names, with the region and the point if there is but one."""
    labels = list(dict.fromkeys(values(row, "LAU_Labels")))
    nuts = region(row)
    latitude, longitude = point(row) if len(labels) == 1 else (None, None)
    return [Named(label, country, nuts, "", latitude, longitude) for label in labels]


def region(row: Row) -> str:
    """Read the NUTS3 code; of several codes what they have in common."""
    return shared(tuple(values(row, "NUTS3_Code")))


@lru_cache(maxsize=20_000)
def shared(several: tuple[str, ...]) -> str:
    """Give what NUTS codes have in common; "" when that is no more than the country."""
    codes = [code for code in several if re.fullmatch(r"[A-Z]{2}[0-9A-Z]{1,3}", last(code))]
    if not codes:
        return ""
    short, long = min(codes), max(codes)
    same = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), min(len(short), len(long)))
    return short[:same] if same > 2 else ""


def point(row: Row) -> tuple[float | None, float | None]:
    """Read latitude and longitude in degrees when there is one point; whole degrees are placeholders."""
    found = values(row, "Location_Indicator_latitude_longitude")
    numbers = re.findall(r"-?\d+\.\d+", found[0]) if len(found) == 1 else []
    if len(numbers) != 2:
        return None, None
    latitude, longitude = float(numbers[0]), float(numbers[1])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else (None, None)


def beneficiaries(row: Row) -> Iterator[Record]:
    """Set a beneficiary aside: the list names its region, no town and no project."""
    code = row.country("Country")
    if code not in LISTED:
        raise row.bad(f"{code!r} is no country of this list", "add it to kohesio.LISTED", "Country")
    row.ignore("Region", "Beneficiary Name", "Transliterated Name", why="no town follows from them; some are persons")
    row.ignore("Total Budget", "EU Contribution", "Number of Projects", why="sums over projects that are not named")
    yield SetAside(REGION_ONLY)


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State that the operations of the countries that were read are a part: many rows name no town."""
    found: list[Coverage] = []
    for parent, (first, last_year) in cohesion.PERIODS.items():
        countries = sorted({code for key, code in tally.countries if key.startswith(parent) and code})
        reason = (
            "Kohesio names the town of some operations only; where it names a place, that may be the head office"
            f" of the beneficiary. Rows that name no town: {tally.kinds['SetAside']:,} of {tally.kinds['Project']:,}."
        )
        if countries:
            found += state([parent], countries, "partial", reason, PAGE, first, min(tally.started, last_year))
    return tuple(found)


def covers_list(tally: Tally) -> tuple[Coverage, ...]:
    """State what the list of beneficiaries covers: no town at all."""
    reason = (
        f"The list of 2023 names {tally.kinds['SetAside']:,} beneficiaries with a region and no town, at most"
        f" {MOST_A_REGION} a region; it says nothing of any town."
    )
    return state(["cohesion-2014"], LISTED, "partial", reason, PAGE, 2014, 2020)


SOURCE = Source(
    title="Kohesio operations of cohesion policy",
    publisher="European Commission, Directorate-General for Regional and Urban Policy",
    licence="reuse under Commission Decision 2011/833/EU",
    page=PAGE,
    tables={
        "*pp14-20*.csv": Table(operations, {"Project": (100, 2_000_000)}, covers),
        "*pp21-27*.csv": Table(operations, {"Project": (10, 2_000_000)}, covers),
        "*beneficiaries*.tsv": Table(beneficiaries, {"SetAside": (1_000, 2_000_000)}, covers_list),
    },
)
