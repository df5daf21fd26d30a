"""The equity audit of our suggestions: kept beside a release, printed, and told on the pages that show the lists."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import equity
from dashboard.cli import main
from dashboard.equity import AS_IT_IS, EVERY, LISTS, OF_COUNTRY, SPARED, Line, audit, found, kept
from dashboard.introduction import world_of
from dashboard.ready import make_ready
from graph import typed_table
from graph.endpoint import Embedded
from graph.equity import TOO_FEW
from graph.server import serve
from graph.workspace import Workspace
from tests.dashboard.conftest import write_workspace
from tests.dashboard.hostile import RELEASE
from tests.dashboard.opened import opened

BRAGANCA, VINHAIS, SOSTANJ = 2742027, "2732286", "3190311"


def line(key: str, order: str, share: float, kind: str = EVERY, group: str = "") -> Line:
    """A share of 100 suggestions where chance gives a fifth, and at most a quarter."""
    return Line(key, order, kind, group, 50, 100, share, 0.2, 0.15, 0.25, 0.2, "")


KEPT = (
    line("introductions", AS_IT_IS, 0.6),
    line("introductions", SPARED, 0.2),
    line("introductions", AS_IT_IS, 0.8, OF_COUNTRY, "SI"),
    line("introductions", SPARED, 0.5, OF_COUNTRY, "SI"),
    line("next-links-path", AS_IT_IS, 0.9),
    line("next-links-path", SPARED, 0.5),
    line("practices", AS_IT_IS, 0.2),
    replace(line("peers", AS_IT_IS, -1), chance=-1, low=-1, high=-1, pool=-1, why=TOO_FEW),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The small graph as a release with an audit beside it."""
    held = write_workspace(tmp_path_factory.mktemp("equity"))
    rows = [asdict(one) for one in KEPT]
    path = held.current().folder / equity.TABLE
    typed_table.write(path, equity.COLUMNS, [typed_table.table(equity.COLUMNS, rows)])
    return held


@pytest.fixture(scope="module")
def served(workspace: Workspace) -> Iterator[None]:
    """The release behind the real server; the pages find both by the environment."""
    with serve(workspace.current().store) as server:
        before = dict(os.environ)
        os.environ |= {"NCP_ENDPOINT": server.url, "NCP_WORKSPACE": str(workspace.root), "NCP_RELEASE": RELEASE}
        yield
        os.environ.clear()
        os.environ.update(before)


def page(shown: str, **codes: str) -> AppTest:
    app = opened(shown, codes)
    assert not app.exception
    return app


def said(elements: object) -> str:
    return " ".join(element.value for element in elements).replace("\\", "")  # type: ignore[attr-defined]


def test_what_is_kept_is_read_as_it_was_and_what_is_not_computed_stays_so(workspace: Workspace) -> None:
    held = kept(workspace.current())
    assert held == KEPT
    peers = found(held, "peers")
    assert peers and peers.before.share is None and not peers.before.feeds
    assert equity.told(peers.before) == f"not computed: {TOO_FEW}"
    assert found(held, "first-calls") is None


def test_the_command_prints_the_shares_and_the_warnings(workspace: Workspace) -> None:
    start = ["--workspace", str(workspace.root), "equity", "--format", "csv"]
    done = CliRunner().invoke(main, start)
    assert done.exit_code == 0, done.output
    assert "Doors of the warmest introductions,as it is,,50,100,0.6,0.2,0.15,0.25,0.2,3.0,yes," in done.output
    assert f"Peers abroad,as it is,,50,100,,,,,,,not computed,{TOO_FEW}" in done.output
    assert "Next links: steps to the core: These suggestions feed the rich" in done.output
    assert "Central cities are spared here" in done.output and "60.0%, 3.00 times what chance gives" in done.output
    own = CliRunner().invoke(main, [*start, "--by", "for-country", "--list", "introductions"])
    assert ",SI," in own.output and "Practices" not in own.output
    wrong = CliRunner().invoke(main, [*start, "--list", "fame"])
    assert wrong.exit_code and "choose among first-calls" in wrong.output


def test_a_page_says_what_the_correction_changed_and_warns_when_it_is_left_out(served: None) -> None:
    codes = {"view": "introduction", "id": VINHAIS, "to": "urbact"}
    spared = page("network", **codes)
    assert "Central cities are spared here" in said(spared.info)
    assert not spared.warning
    listed = page("network", **codes, central="listed")
    assert "These suggestions feed the rich" in said(listed.warning)
    assert "With central cities spared it is 20.0%" in said(listed.warning)
    assert listed.query_params["central"] == "listed"


def test_a_list_that_feeds_the_rich_though_it_is_corrected_is_warned_of(served: None) -> None:
    path = page("network", view="what-if", country="PT", aim="path-length")
    assert "It is corrected already; as it is, the share would be 90.0%" in said(path.warning)
    assert not page("network", view="what-if", country="PT").warning, "nothing is known of the list for isolation"
    slovenia = page("network", view="introduction", id=SOSTANJ, to="urbact")
    assert "to towns of Slovenia" in said(slovenia.warning), "the country has figures of its own"


def test_a_fair_list_is_not_warned_of(served: None) -> None:
    assert not page("practices", need="parks").warning


def test_the_page_network_shows_each_list_beside_chance(served: None) -> None:
    app = page("network", view="spread", country="PT")
    assert "Equity of our suggestions" in [one.value for one in app.header]
    assert "Next links: steps to the core. These suggestions feed the rich" in said(app.warning)
    tables = " ".join(element.proto.body for element in app.get("html"))
    assert "60.0% (ratio 3.00)" in tables and "20.0% (15.0% to 25.0%)" in tables
    assert f"not computed: {TOO_FEW}" in tables


def test_a_release_without_measures_has_no_audit_and_says_so(tmp_path: Path) -> None:
    bare = write_workspace(tmp_path)
    done = CliRunner().invoke(main, ["--workspace", str(bare.root), "equity"])
    assert done.exit_code == 0 and "Not computed: the release holds no measures" in done.output
    shutil.rmtree(bare.root)


def test_every_list_is_audited_on_the_small_graph_where_all_are_too_short(tmp_path: Path) -> None:
    release = write_workspace(tmp_path).current()
    endpoint = Embedded(ox.Store.read_only(str(release.store)))
    make_ready(release, endpoint)
    assert kept(release) == (), "no city is known to be central"
    known = replace(world_of(endpoint, release), rich=frozenset({BRAGANCA}))
    lines = list(audit(endpoint, release, known))
    told = {(one.key, one.order): one for one in lines if one.kind == EVERY}
    wanted = {(key, AS_IT_IS) for key in LISTS} | {(key, SPARED) for key in LISTS if LISTS[key].correction}
    assert set(told) == wanted
    assert {one.why for one in told.values()} == {TOO_FEW}
    assert told["introductions", AS_IT_IS].towns > 0
