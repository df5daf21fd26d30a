"""Members of URBACT's networks that are no municipality are told apart, each with the page that names it."""

import csv
from pathlib import Path

from graph.loads import Loaded
from graph.quads import Quads
from graph.records import Participation
from ingest.load import load
from ingest.source import sources
from ingest.urbact_bodies import describe_members, member_body

SAMPLE = Path(__file__).parents[1] / "samples" / "urbact" / "urbact_memberships.csv"
RENAMED = {"Network": "RiConnect", "NameCity": "Porto", "Country": "PT", "Start": "2019", "End": "2022"}


def members(folder: Path, **changed: str) -> list[Participation]:
    """Load the sample with its first row changed."""
    with SAMPLE.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        first = next(reader)
    with (folder / SAMPLE.name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames or (), delimiter=";")
        writer.writeheader()
        writer.writerow(first | RENAMED | changed)
    loaded: Loaded = load("urbact", sources()["urbact"], folder, bounds=False)
    found = [one.record for one in loaded.records if one.origin.file == SAMPLE.name]
    return [record for record in found if isinstance(record, Participation)]


def test_a_member_that_a_page_names_as_another_body_is_an_organisation_in_its_town(tmp_path: Path) -> None:
    (porto,) = members(tmp_path)
    assert (porto.reading, porto.organisation, porto.city.name) == ("place", "Porto Metropolitan Area", "Porto")
    (other,) = members(tmp_path, Network="Urbinclusion")
    assert (other.reading, other.organisation) == ("authority", "")


def test_each_known_body_stands_in_the_graph_with_its_page(tmp_path: Path) -> None:
    quads = Quads("reference")
    describe_members(quads)
    written = quads.write(tmp_path).path.read_text("utf-8").splitlines()
    porto = f"/organisation/{member_body('urbact-3/riconnect', 'Porto').identifier}>"
    lines = [line for line in written if porto in line.split()[0]]
    assert any("foaf/0.1/page> <https://urbact.eu/networks/riconnect>" in line for line in lines)
    assert any('"Porto Metropolitan Area"' in line for line in lines)


def test_a_body_is_found_however_its_town_is_written_and_nowhere_else() -> None:
    assert member_body("urbact-3/riconnect", "Gdansk").name == member_body("urbact-3/riconnect", "GDAŃSK").name != ""
    assert member_body("urbact-3/riconnect", "Vienna").name == ""
    assert member_body("urbact-1/eukn", "Vienna").name == "Ministry"
