"""Real builds: what is published, what stays when a build fails, and whether any flag is wrong."""

import csv
import hashlib
import os
import pickle
import shutil
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

import pyoxigraph as ox
import pytest
from python_calamine import CalamineWorkbook

import ingest.build
from graph.desk import address_in, open_desk
from graph.endpoint import Embedded
from graph.errors import BadInput, NcpError
from graph.tell_changes import sentences
from graph.workspace import Workspace
from ingest.build import Built, build
from queries.ask import answer

STEPS = """
import pickle
import sys
from pathlib import Path
import ingest.build
from graph.workspace import Workspace
ingest.build.gazetteer = lambda: pickle.loads(Path(sys.argv[2]).read_bytes())
ingest.build.build(Workspace(Path(sys.argv[1])), lambda step: print(step, flush=True))
"""
"""Builds a release beside the published one, on the places of a few regions, as a process of its own."""
NCP = "https://w3id.org/ncp-graph/"
MEMBERSHIPS = (Path(__file__).parents[1] / "samples" / "urbact" / "urbact_memberships.csv").read_bytes()
"""Far fewer rows than a real export has."""


def rows(store: ox.Store, query: str) -> list[list[str]]:
    prefixes = f"PREFIX ncp: <{NCP}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    found = store.query(prefixes + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [[getattr(value, "value", "") for value in row] for row in found]


def store(workspace: Workspace) -> ox.Store:
    return ox.Store.read_only(str(workspace.current().store))


@pytest.fixture(scope="module")
def few_regions(tmp_path_factory: pytest.TempPathFactory, europe: Path) -> Workspace:
    """A release of all that the product carries on the places of a few regions; nobody changes it."""
    workspace = Workspace(tmp_path_factory.mktemp("regions"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.build, "gazetteer", lambda: pickle.loads(europe.read_bytes()))
        build(workspace, lambda _: None)
    return workspace


def copied(few_regions: Workspace, tmp_path: Path) -> Workspace:
    """Give a workspace with the same release to whoever builds another: the files of a store never change."""
    workspace = Workspace(tmp_path / "workspace")
    shutil.copytree(few_regions.root, workspace.root, copy_function=os.link, ignore=shutil.ignore_patterns("LOCK"))
    return workspace


def test_the_product_alone_gives_a_release_in_which_the_example_countries_mean_something(
    shipped_build: tuple[Workspace, Built],
) -> None:
    workspace, built = shipped_build
    states = rows(
        store(workspace),
        "SELECT ?code ?state (COUNT(*) AS ?n) WHERE { ?v a ncp:Verdict ; ncp:forCity ?c ; ncp:state ?state ."
        " ?c ncp:inCountry/skos:notation ?code ; ncp:population ?p FILTER(?p >= 5000) } GROUP BY ?code ?state",
    )
    counted = {(code, state.rsplit("-", 1)[1]): int(number) for code, state, number in states}
    for country in ("PT", "SI", "IE", "RO"):
        assert counted[country, "linked"] > 10
    for country in ("PT", "SI", "RO"):
        assert counted[country, "absent"] > 10
    assert not any(state == "absent" for code, state in counted if code not in {"PT", "SI", "IE", "RO"})
    assert built.release.manifest["validation"]["conforms"]


def test_the_same_exports_twice_change_nothing_whatever_was_decided_and_taken_back(
    few_regions: Workspace, europe: Path, tmp_path: Path
) -> None:
    """The second build is a process of its own, in which sets of texts come in another order."""
    workspace = copied(few_regions, tmp_path)
    before = workspace.current()
    desk = open_desk(address_in(workspace.desk))
    wrong = desk.decide("SI/celje", "not-this", 3202781, who="desk SI", why="a slip")
    desk.undo(wrong.id, who="desk SI", why="it was a slip")
    command = [sys.executable, "-c", STEPS, str(workspace.root), str(europe)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    again = workspace.current()
    first, second = before.manifest, again.manifest
    assert again.id != before.id
    assert first["graphs"] == second["graphs"]
    assert first["content"] == second["content"]
    assert list(sentences(first)) == ["There is no earlier release to compare this one with."]
    assert list(sentences(second)) == [f"Nothing changed since release {before.id}."]
    assert (again.folder / "changes.csv").read_text("utf-8-sig").splitlines()[1:] == []


def test_the_manifest_tells_the_hash_of_the_quads_that_the_store_holds(
    shipped_build: tuple[Workspace, Built],
) -> None:
    workspace, built = shipped_build
    told = built.release.manifest["graphs"]["urbact"]
    graph = ox.NamedNode(f"{NCP}graph/urbact")
    text = store(workspace).dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    assert text is not None
    lines = sorted(line[:-2] + f" {graph} .\n" for line in text.decode().splitlines())
    assert len(lines) == told["quads"]
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == told["sha256"]


@pytest.mark.parametrize("step", ["Judging every city", "Loading the store", "Publishing"])
def test_a_build_killed_at_any_moment_leaves_the_old_release(
    few_regions: Workspace, europe: Path, tmp_path: Path, step: str
) -> None:
    workspace = copied(few_regions, tmp_path)
    before = workspace.current().id
    command = [sys.executable, "-c", STEPS, str(workspace.root), str(europe)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert any(line.startswith(step) for line in run.stdout)
        run.send_signal(signal.SIGKILL)
    assert workspace.current().id == before or step == "Publishing"
    assert len(rows(store(workspace), "SELECT ?c WHERE { ?c a ncp:City } LIMIT 5")) == 5
    with workspace.building() as folder:
        assert folder.is_dir()
    assert not list(workspace.releases_folder.glob(".*"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("urbact_memberships.csv", b""),
        ("urbact_memberships.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>"),
        ("urbact_memberships.csv", "Code_Network;NameCity;Ciudad\n1;Porto;x\n".encode("utf-16")),
        ("urbact_memberships.csv", b"Code_Network;NameCity;Surprise\n1;Porto;x\n"),
        ("urbact_memberships.csv", MEMBERSHIPS),
        ("urbact_memberships.csv", MEMBERSHIPS.replace(b"Partner", b"Bystander", 1)),
        ("urbact_memberships.csv", MEMBERSHIPS + b'9;"and then'),
    ],
    ids=["empty", "web page", "UTF-16", "columns", "too few rows", "new category", "cut off"],
)
def test_bad_input_is_told_in_one_sentence_and_nothing_published_changes(
    tmp_path: Path, name: str, content: bytes
) -> None:
    workspace = Workspace(tmp_path)
    workspace.prepare()
    (workspace.releases_folder / "old").mkdir()
    (workspace.releases_folder / "old" / "manifest.json").write_text("{}")
    (workspace.root / "current").write_text("old")
    folder = workspace.exports / "urbact"
    folder.mkdir()
    (folder / name).write_bytes(content)
    with pytest.raises(NcpError) as caught:
        build(workspace, lambda _: None)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert workspace.current().id == "old"
    assert [path.name for path in workspace.releases_folder.iterdir()] == ["old"]


def test_an_unknown_source_is_named_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="urbact"):
        build(Workspace(tmp_path), lambda _: None, only=("urbakt",))


def test_a_city_with_a_labelled_practice_is_linked_to_urbact(shipped_build: tuple[Workspace, Built]) -> None:
    """Sintra, Cascais and Palmela were in no network of URBACT I to III; URBACT labelled a practice of each."""
    query = (
        f"SELECT DISTINCT ?name WHERE {{ ?practice ncp:originCity ?c . ?c skos:prefLabel ?name ;"
        f" ncp:linkedTo <{NCP}id/programme/urbact> ; ncp:takesPartIn <{NCP}id/programme/urbact-good-practice> }}"
    )
    assert {name for (name,) in rows(store(shipped_build[0]), query)} >= {"Sintra", "Cascais", "Palmela"}


def plain(name: str) -> str:
    """Fold a name in a way of its own, so that this check shares no code with what it checks."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if c.isalnum())


def names_in_exports(shared: Path) -> dict[str, set[tuple[str, str]]]:
    """Read (country, name) of every URBACT and Covenant row straight from the exports."""
    found: dict[str, set[tuple[str, str]]] = {"urbact": set(), "covenant-of-mayors": set()}
    table = shared / "exports" / "urbact" / "urbact_memberships.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found["urbact"].add((row["Country"].replace("GR", "EL"), plain(row["NameCity"])))
    book = CalamineWorkbook.from_path(str(shared / "exports" / "covenant" / "df1_Signatories_2024.xlsx"))
    header, *body = book.get_sheet_by_name("1").to_python()
    name, country = header.index("organisation_name"), header.index("country_code")
    for line in body:
        code = str(line[country]).upper().replace("GR", "EL").replace("GB", "UK")
        found["covenant-of-mayors"].add((code, plain(str(line[name]))))
    return found


@pytest.mark.parametrize("name", ["Tecuci", "Vila do Bispo", "Šempeter-Vrtojba", "Filiaşi", "Limerick"])
def test_a_town_named_in_other_words_is_not_called_absent(shipped_build: tuple[Workspace, Built], name: str) -> None:
    """Offices before the name, a name read twice as UTF-8, a county beside its city: none may become a flag."""
    absent = rows(
        store(shipped_build[0]),
        f"SELECT ?name WHERE {{ ?c ncp:absentFrom <{NCP}id/programme/covenant-of-mayors> ; skos:prefLabel ?name }}",
    )
    assert plain(name) not in {plain(found) for (found,) in absent}
    assert len(absent) > 100


@pytest.mark.shared
@pytest.mark.parametrize("family", ["urbact", "covenant-of-mayors"])
def test_no_city_that_an_export_names_is_called_absent(
    full_build: tuple[Workspace, Built], shared: Path, family: str
) -> None:
    """The worst fault: a flag on a city whose name stands in the export. Homonyms that were told apart may remain."""
    workspace, _ = full_build
    absent = rows(
        store(workspace),
        "SELECT ?code ?name ?city WHERE { ?city ncp:absentFrom"
        f" <{NCP}id/programme/{family}> ; skos:prefLabel ?name ; ncp:inCountry/skos:notation ?code }}",
    )
    linked = rows(
        store(workspace),
        "SELECT ?code ?name WHERE { ?city ncp:linkedTo"
        f" <{NCP}id/programme/{family}> ; skos:prefLabel|skos:altLabel ?name ; ncp:inCountry/skos:notation ?code }}",
    )
    told_apart = {(code, plain(name)) for code, name in linked}
    named = names_in_exports(shared)[family] - told_apart
    wrong = [(code, name) for code, name, _ in absent if (code, plain(name)) in named]
    assert wrong == []
    assert len(absent) > 1000


@pytest.mark.shared
def test_the_full_exports_build_as_they_lie_there(full_build: tuple[Workspace, Built]) -> None:
    _, built = full_build
    sources = {source["key"]: source for source in built.release.manifest["sources"]}
    assert sources["covenant"]["rows_read"] == 11_973
    assert sources["keep"]["made"]["Participation"] > 8_000
    assert sources["cordis"]["made"]["Project"] > 1_000
    skipped = {file["name"]: file["reason"] for file in built.release.manifest["skipped"]}
    assert "kohesio/kohesio-beneficiaries-export_2023.tsv" not in skipped
    assert sources["kohesio"]["rows_read"] == 27_222
    aside = (built.release.folder / "set_aside.csv").read_text("utf-8-sig").splitlines()
    told = sum(source["rows_set_aside"] for source in sources.values())
    assert len(aside) - 1 >= told > 0


@pytest.mark.shared
def test_projects_of_the_cities_mission_are_listed_with_their_cities(release_store: ox.Store) -> None:
    found = answer(Embedded(release_store), "programmes/mission-projects", {})
    cells = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    own = {(row["acronym"], row["city"]) for row in cells if row["reading"] == "authority"}
    assert {("ReGreeneration", "Gent"), ("BIPED", "Århus")} <= own
    assert {row["acronym"] for row in cells} >= {"ReGreeneration", "BIPED", "SGA2-NZC", "SUN4Ukraine"}
    assert all(row["topics"].startswith("HORIZON-MISS-") for row in cells)
    assert any(row["member"] for row in cells)


@pytest.mark.shared
@pytest.mark.parametrize("rule", ["associate-only", "ended-link", "far-below", "place-only"])
def test_the_rules_find_the_same_in_the_tables_of_the_full_exports(
    rule: str, full_build: tuple[Workspace, Built], release_store: ox.Store
) -> None:
    release = full_build[0].current()
    by_store, by_tables = Embedded(release_store), Embedded(release_store, tables=release.tables)
    one = answer(by_store, f"rules/{rule}", {"country": "DE", "minPopulation": 0})
    other = answer(by_tables, f"rules/{rule}", {"country": "DE", "minPopulation": 0})
    assert sorted(map(repr, other.rows)) == sorted(map(repr, one.rows))
    assert one.rows


@pytest.mark.shared
@pytest.mark.parametrize("city", ["2735943", "2988507", "2742027"])  # Porto, Paris, Bragança
@pytest.mark.parametrize("question", ["cities/links", "network/ego"])
def test_links_and_partners_of_a_city_are_the_same_in_the_tables_of_the_full_exports(
    question: str, city: str, full_build: tuple[Workspace, Built], release_store: ox.Store
) -> None:
    release = full_build[0].current()
    one = answer(Embedded(release_store), question, {"city": city})
    other = answer(Embedded(release_store, tables=release.tables), question, {"city": city})
    assert sorted(map(repr, other.rows)) == sorted(map(repr, one.rows))
    assert len(one.rows) >= 10
