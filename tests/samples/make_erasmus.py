"""Writes the samples of Erasmus+ overviews: python -m tests.samples.make_erasmus.

The header is that of the published overviews, 622 columns wide; the rows are invented examples of real forms.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.samples.workbooks import write_workbook

HERE = Path(__file__).parent / "erasmus"
GRANT = (
    "EU Grant award in euros (This amount represents the grant awarded after the selection stage and is indicative."
    " Please note that any changes made during or after the project's lifetime will not be reflected here.)"
)
FIRST = (
    *("Programme", "Key Action", "Action Type", "Call year", "Project Identifier", "Project Title", "Topics"),
    *("Project Summary", "Project Status", GRANT, "Is Good Practice", "Is Success Story", "Project Website"),
    *("Results Available", "Results Platform Project Card", "Participating countries"),
    *("Coordinating organisation name", "Coordinating organisation type"),
    *(f"Coordinator's {what}" for what in ("address", "region", "country", "website")),
)
PARTNERS = 100
PARTNER = ("name", "organisation type", "address", "region", "country", "website")
HEADER = (*FIRST, *(f"Partner {n} {what}" for n in range(1, PARTNERS + 1) for what in PARTNER))
COOPERATION = "Cooperation for innovation and the exchange of good practices"
SCHOOL = "School/Institute/Educational centre – General education (secondary level)"
CARD = "https://erasmus-plus.ec.europa.eu/projects/search/details/"
Body = tuple[str, str, str, str]
"""Name, type, address and country of an organisation."""


def row(number: str, title: str, year: str, action: str, *bodies: Body, key: str = COOPERATION) -> dict[str, str]:
    """Set one project under the columns; the first body coordinates."""
    countries = ",".join(dict.fromkeys(body[3] for body in bodies))
    general = ("Erasmus+", key, action, year, number, title, "Active citizenship", "A summary, of no use here.")
    results = ("finalized", "112527.93", "Yes", "No", "", "Yes", f"{CARD}{number}", countries)
    groups = [cell for body in bodies for cell in (*body[:3], "", body[3], "http://www.example.eu")]
    cells = (*general, *results, *groups)
    return dict(zip(HEADER, (*cells, *[""] * (len(HEADER) - len(cells))), strict=True))


def rows() -> Iterator[dict[str, str]]:
    """Yield projects whose partners live at addresses of every form."""
    yield row(
        "2016-1-DE02-KA204-000001",
        "Example of learning towns",
        "2016",
        "Strategic Partnerships for adult education",
        ("Stadt Stuttgart", "Local Public body", "Marktplatz 1, 70173, STUTTGART", "DE"),
        (
            "Example Learning Centre",
            "Non-governmental organisation/association/social enterprise",
            "Mechelsestraat 4-6, 1000, Brussels",
            "BE",
        ),
        ("Comune di Lugo", "Local Public body", "Piazza dei Martiri 1, 48022 Lugo", "IT"),
        ("Example Institute", "Research Institute/Centre", "12, Example Street, Leeds, LS1 1AA", "UK"),
        ("Gimnazjum Przykład", SCHOOL, "ul. Przykładowa 5, 80-803, Gdańsk", "PL"),
        ("EXAMPLE WAREHOUSE", "Other", "Rua do Exemplo 3, 3750-301, Águeda", "PT"),
        ("first-name last-name", "Informal group of young people", "Rue de l'Exemple 9, 31000, Toulouse", "FR"),
        ("Example School of Nowhere", SCHOOL, "Triq Eżempju", "MT"),
        ("Example College", "Higher education institution (tertiary level)", "Example Road 1, 00100, Nairobi", "KE"),
        (
            "Example Society",
            "Non-governmental organisation/association/social enterprise",
            "Example Square 2, 1000, Example",
            "",
        ),
    )
    foundations = (
        (f"Example foundation {n}", "Foundation", f"Náměstí {n}, 130 00, Praha 3", "CZ") for n in range(1, 101)
    )
    town = ("Obec Lhota", "Regional Public body", "Náměstí 1, 130 00, Praha 3", "CZ")
    yield row(
        "2019-3-CZ01-KA205-000002", "Hundred partners", "2019", "Strategic Partnerships for youth", town, *foundations
    )


def newer() -> list[list[str]]:
    """Set one project of 2022 under the columns of the results platform, whose export names fewer partners."""
    town = ("Dimos Larisaion", "Local public authority", "Ionos Dragoumi 1, 412 22, Larisa", "EL")
    key = "Partnerships for cooperation and exchanges of practices"
    told = row("2022-1-EL01-KA220-ADU-000003", "Second example", "2022", "Cooperation partnerships", town, key=key)
    called = {"Call year": "Funding Year", "Participating countries": "Participating Countries"}
    columns = HEADER[: len(FIRST) + len(PARTNER)]
    return [[called.get(column, column) for column in columns], [told[column] for column in columns]]


def main() -> None:
    """Write the overviews."""
    with (HERE / "ErasmusPlus_KA2_2019_Projects_Overview.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(rows())
    write_workbook(HERE / "ErasmusPlus_projects_2022.xlsx", {"Projects": newer()})


if __name__ == "__main__":
    main()
