"""Writes the sample of keep.eu's current export: python -m tests.samples.make_keep.

The columns are those of exports since 2021; projects, partners and numbers are made up.
"""

from pathlib import Path

from tests.samples.workbooks import Cell, write_workbook

HERE = Path(__file__).parent
PROJECTS = (
    *("Period", "Programme", "Project ID (2021-2027 only)", "Project acronym", "Project name in English"),
    *("Project name in language 2", "Description in English", "Expected Achievements in English"),
    *("Project start", "Project end", "Project's total budget / expenditure", "Project's EU funding"),
    *("Union co-financing rate", "Website", "Theme 1", "Theme 2", "Theme 3", "Keep ID"),
)
PARTNERS = (
    *("Programme", "Project ID (2021-2027 only)", "Project acronym", "Organisation in English"),
    *("Organisation in language 2", "Lead partner", "Street", "Postal code", "Town", "Country code"),
    *("NUTS2 code (or equivalent)", "NUTS3 code (or equivalent)", "Participant Identification Code"),
    *("Partner's ID if not PIC", "Type of Organisation", "Partner's total eligible budget / expenditure"),
    *("ERDF contribution (2014-2020 only)", "Website"),
)
DANUBE = "2021 - 2027 Interreg VI-A Romania - Bulgaria"
URBACT = "2021 - 2027 Interreg VI-C URBACT IV"
ESPON = "2007 - 2013 ESPON 2013"
OLD = "2000 - 2006 Alpine Space"


def line(columns: tuple[str, ...], **cells: Cell) -> list[Cell]:
    """Set cells under their columns by the first words of these; all others hold keep.eu's mark for nothing."""
    known = {name.replace("_", " ").casefold(): value for name, value in cells.items()}
    return [next((v for k, v in known.items() if name.casefold().startswith(k)), "N.a.") for name in columns]


def main() -> None:
    """Write the workbook; it has no sheet of calls."""
    projects = [
        line(PROJECTS, period="2021-2027", programme=DANUBE, project_acronym="Trails", project_id="ROBG00017",
             project_name_in_english="Example Danube Trails", project_start="2024/05/01", keep_id=51234),
        line(PROJECTS, period="2021-2027", programme=URBACT, project_acronym="Cities 4 Example",
             project_name_in_english="Cities for Example", project_start="2023/06/01", website="https://example.eu/"),
        line(PROJECTS, period="2007-2013", programme=ESPON, project_acronym="EXAMPLE13",
             project_name_in_english="Examples of towns", project_start="2010-02-01", project_end="2012-02-01"),
        line(PROJECTS, period="2000-2006", programme=OLD, project_acronym="ALPEX",
             project_name_in_language_2="Beispiele der Alpen"),
        line(PROJECTS, period="Other", programme="Other cooperation", project_acronym="ELSE"),
    ]  # fmt: skip
    partners = [
        line(PARTNERS, programme=DANUBE, project_acronym="Trails", organisation_in_english="Municipality of Ruse",
             lead_partner="Yes", postal_code="7000", town="Ruse", country_code="BG", nuts3="BG323",
             partner="BG 000530632 | 000530632", type="Local public authority"),
        line(PARTNERS, programme=DANUBE, project_acronym="Trails", organisation_in_language_2="Universitatea Exemplu",
             lead_partner="No", town="Giurgiu", country_code="RO", nuts3="RO314", participant="123456789",
             type="Higher education and research organisations"),
        line(PARTNERS, programme=DANUBE, project_acronym="Trails", organisation_in_english="Example Person-Name",
             lead_partner="No", town="Ruse", country_code="BG", type="General public"),
        line(PARTNERS, programme=URBACT, project_acronym="Cities 4 Example", organisation_in_english="City of Tartu",
             lead_partner="Yes", town="Tartu", country_code="EE", nuts3="EE008", type="Local public authority"),
        line(PARTNERS, programme=ESPON, project_acronym="EXAMPLE13", organisation_in_english="Example Consult Ltd",
             lead_partner="No", town="Leeds", country_code="UK"),
    ]  # fmt: skip
    sheets = {"Projects": [PROJECTS, *projects], "Partners": [PARTNERS, *partners]}
    write_workbook(HERE / "keep" / "keep_current_sample.xlsx", sheets)


if __name__ == "__main__":
    main()
