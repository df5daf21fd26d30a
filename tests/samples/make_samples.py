"""Writes the workbooks among the samples: python -m tests.samples.make_samples.

The rows are public facts set into the columns of the real exports, quirks included.
"""

from datetime import date
from pathlib import Path

from tests.samples.workbooks import Cell, write_workbook

HERE = Path(__file__).parent
PROJECT_COLUMNS = (
    *(
        "Programme",
        "Acronym",
        "Project Name",
        "Project Name language 2",
        "Project Name language 3",
        "Lead Partner",
    ),
    *(
        "Period",
        "Street",
        "Postal code",
        "Town",
        "Country",
        "Budget",
        "Project total expenditure",
        "EU Funding",
    ),
    *("Project EU Funding expenditure", "ERDF budget", "ENI budget", "IPA budget", "ERDF eq. budget"),
    *(
        "Co-Financing sources",
        "Website",
        "Thematic1",
        "Thematic2",
        "Thematic3",
        "Specific Obj",
        "Thematic Obj",
    ),
    *("Inv. Priority", "Thematic Priorities (Interreg-IPA CBC specific)", "Description 1", "Description 2"),
    *("Description EN", "Expected Results 1", "Expected Results 2", "Expected Results EN", "Achievements 1"),
    *("Achievements 2", "Achievements EN", "Expected Outputs 1", "Expected Outputs 2", "Expected Outputs EN"),
    *("Delivered Outputs 1", "Delivered Outputs 2", "Delivered Outputs EN", "Project start", "Project end"),
    *("Priority Area", "Degree of comp.", "Strategy", "Call SN"),
)
PARTNER_COLUMNS = (
    *("Programme", "Acronym", "Project Partner", "Lead Partner", "Street", "Postal code", "Town", "Country"),
    *("Website", "Department", "Legal Status", "Country code", "NUTS1 (or equivalent)"),
    *("NUTS2 (or equivalent)", "NUTS3 (or equivalent)"),
)
CENTRAL = "2014 - 2020 INTERREG VB Central Europe"
NORDIC = "2014 - 2020 INTERREG V-A Sweden - Norway"
URBACT = "2014 - 2020 URBACT III"


def project(**cells: Cell) -> list[Cell]:
    """Set the cells of a project under their columns; words are joined by underscores."""
    known = {name.replace("_", " "): value for name, value in cells.items()}
    return [known.get(name, "") for name in PROJECT_COLUMNS]


PROJECTS = [
    project(
        Programme=CENTRAL,
        Acronym="RAINMAN",
        Project_Name="Heavy rain risk",
        Budget="3,045,287.90",
        EU_Funding=2488510.9,
        Project_start="2017/07/01",
        Project_end="2020/06/30",
    ),
    project(
        Programme=NORDIC,
        Acronym="Bioraff",
        Project_Name_language_2="Mer av trä",
        Lead_Partner="SP Processum AB",
        Budget="1,015,455.00",
        Project_start="2016/01/01",
        Project_end="2018/12/31",
    ),
    project(
        Programme=NORDIC,
        Acronym="Bioraff",
        Project_Name_language_2="Mer av trä",
        Lead_Partner="PFI AS",
        Budget="1,015,455.00",
        Project_start="2016/01/01",
        Project_end="2018/12/31",
    ),
    project(Programme=URBACT, Acronym="BoostINNO", Project_start="2015/09/15", Project_end="2018/05/03"),
]
PARTNERS: list[list[Cell]] = [
    [
        CENTRAL,
        "RAINMAN",
        "Saxon State Office for Environment",
        "Yes",
        "Zur Wetterwarte 11",
        1109.0,
        "Dresden",
        "Germany",
        "",
        "",
        "public",
        "DE Germany / DEUTSCHLAND",
        "DED  / SACHSEN",
        "DED2  / Dresden",
        "DED21  / Dresden, Kreisfreie Stadt",
    ],
    [
        CENTRAL,
        "RAINMAN",
        "Comune di Lugo",
        "No",
        "",
        48022.0,
        "LUGO",
        "Italy",
        "",
        "",
        "Public",
        "IT Italy / ITALIA",
        "ITH  / NORD-EST",
        "ITH5  / Emilia-Romagna",
        "ITH57  / Ravenna",
    ],
    [
        CENTRAL,
        "RAINMAN",
        "Městská část Praha 3",
        "No",
        "",
        "130 00",
        "Praha 3 – Žižkov",
        "Czech Republic",
        "",
        "",
        "n/a",
        "CZ Czech Republic / ČESKÁ REPUBLIKA",
        "",
        "",
        "",
    ],
    [
        NORDIC,
        "Bioraff",
        "SP Processum AB",
        "Yes",
        "",
        "",
        "Örnsköldsvik",
        "Sweden",
        "",
        "",
        "private",
        "SE Sweden / SVERIGE",
        "",
        "",
        "SE321  / Västernorrlands län",
    ],
    [
        URBACT,
        "BoostINNO",
        "Municipality of Gdańsk",
        "Yes",
        "",
        "80-803",
        "Gdańsk",
        "Poland",
        "",
        "",
        "public",
        "PL Poland / POLSKA",
        "",
        "",
        "PL633  / Trójmiejski",
    ],
    [
        URBACT,
        "BoostINNO",
        "Δήμος Αθηναίων",
        "No",
        "",
        "",
        "ΑΘΗΝΑ",
        "GREECE",
        "",
        "",
        "public",
        "EL Greece / ΕΛΛΑΔΑ (ELLADA)",
        "",
        "",
        "EL303  / Κεντρικός Τομέας Αθηνών",
    ],
    [
        URBACT,
        "BoostINNO",
        "Nunavik office",
        "No",
        "",
        "",
        "Kuujjuaq",
        "Canada",
        "",
        "",
        "public",
        "CA  / Canada",
        "",
        "",
        "",
    ],
]
CALLS: list[list[Cell]] = [
    [CENTRAL, 1.0, "2015/02/12", "2015/12/04", ""],
    ["2014 - 2020 INTERREG V-A Italy - France (Maritime)", 1.0, "2015/12/09", "2016/02/26", "72,909,844.71"],
    ["2014 - 2020 INTERREG VB Baltic Sea", 1.0, "", "", ""],
]
SIGNATORY_COLUMNS = (
    *(
        "organisation_id",
        "organisation_name",
        "coordinator_name",
        "supporter_name",
        "country_code",
        "country_name",
    ),
    *("population_adhesion", "organisation_latitude", "organisation_longitude", "group_organisation_id"),
    *("group_name", "commitment_CoM2020_flag", "commitment_CoM2030_flag", "commitment_CoM2050_flag"),
    *("commitment_mayoradapt_flag", "adhesion_type", "signatory_status", "mayor", "date_of_adhesion"),
    *("action_plan_expected", "group_profile", "gcom_id"),
)


GROUPS: dict[Cell, str] = {6.0: "Alkmaar, Bergen, Castricum", 8.0: "LAG Hradecky venkov", 30902.0: "MAS Opavsko"}


def signatory(
    key: Cell,
    name: str,
    code: str,
    country: str,
    place: tuple[Cell, Cell],
    status: str,
    day: date,
    *,
    group: bool = False,
    member_of: Cell = "-",
    mayor: str = "-",
) -> list[Cell]:
    """Set one signatory under the columns of the release."""
    flags: tuple[Cell, ...] = (True, False, False, False)
    joined = GROUPS.get(member_of, "null")
    first = (key, name, "-", "-", code, country, 30_000.0, *place, member_of, joined)
    return [*first, *flags, "As an individual signatory", status, mayor, day, True, group, "-"]


SIGNATORIES = [
    signatory(
        1.0,
        "Águeda",
        "pt",
        "Portugal",
        (40.5744, -8.4485),
        "published",
        date(2011, 5, 2),
        mayor="name removed",
    ),
    signatory(2.0, "Capo d'Orlando", "it", "Italy", (38.0, 14.0), "on_hold", date(2012, 11, 29)),
    signatory("3_med", "Ζαγορά", "gr", "Greece", (39.44, 23.1), "published", date(2014, 9, 30), mayor="name removed"),
    signatory(4.0, "Prizren", "xk", "Kosovo", (42.2153, 20.7415), "published", date(2020, 1, 8)),
    signatory(5.0, "Leeds", "gb", "United Kingdom", ("-", "null"), "published", date(2009, 2, 10)),
    signatory(
        6.0,
        "Alkmaar, Bergen, Castricum",
        "nl",
        "Netherlands",
        (52.2, 5.6),
        "published",
        date(2010, 1, 26),
        group=True,
    ),
    signatory(7.0, "Bergen", "nl", "Netherlands", (52.67, 4.7), "published", date(2010, 1, 26), member_of=6.0),
    signatory(11.0, "Alkmaar", "nl", "Netherlands", (52.63, 4.74), "on_hold", date(2015, 7, 1), member_of=6.0),
    signatory(8.0, "LAG Hradecky venkov", "cz", "Czechia", (50.2, 15.8), "published", date(2018, 3, 1), group=True),
    signatory(9.0, "Nechanice", "cz", "Czechia", (50.2377, 15.6329), "published", date(2018, 3, 1), member_of=8.0),
    signatory(12.0, "ROSOLINA", "it", "Italy", (45.0, 12.0), "on_hold", date(2016, 1, 1), group=True),
    signatory(13.0, "Opava", "cz", "Czechia", (49.94, 17.9), "published", date(2020, 5, 4), member_of=30902.0),
    signatory(10.0, "Zahlé", "lb", "Lebanon", (33.85, 35.9), "published", date(2014, 6, 6)),
]


MEMBRES = [
    ("Ville", "Pays", "Membre depuis", "Statut", "Code postal"),
    ("Nantes", "FR", 1994.0, "Individual member", 44000.0),
    ("Modena", "Italy", date(1998, 3, 1), "Collective member", "41121"),
    ("Leuven", "BE", "", "", 3000.0),
]


def main() -> None:
    """Write the workbooks."""
    write_workbook(
        HERE / "keep" / "keep_sample.xlsx",
        {
            "Projects (lead partners)": [PROJECT_COLUMNS, *PROJECTS],
            "Partners": [PARTNER_COLUMNS, *PARTNERS],
            "Calls": [("Programme", "Serial Number", "Start Date", "End Date", "Budget"), *CALLS],
        },
    )
    readme = [("Collection Acronym", "GCoM-MyCovenant"), ("Last Update", "January, 2024")]
    write_workbook(
        HERE / "covenant" / "df1_Signatories_sample.xlsx",
        {"README": readme, "1": [SIGNATORY_COLUMNS, *SIGNATORIES]},
    )
    write_workbook(HERE / "energy_cities" / "membres.xlsx", {"Membres": MEMBRES})


if __name__ == "__main__":
    main()
