"""The brief on a city: one tagged A4 page in a fixed order, names as text, the same lines in every format."""

import builtins
import html
import io
import re
import socket
import zlib
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.shared import Mm
from PIL import Image

from dashboard import brief_files
from dashboard.brief import HEADINGS, Brief, Item, Limits, Section, compose, cut
from dashboard.brief_doors import NO_MORE
from dashboard.city_names import find_city
from dashboard.cli import main
from dashboard.introduce import COLUMNS, introduce
from dashboard.introduction import find_target, known_world
from graph.endpoint import Embedded
from graph.errors import BadParameter, LibraryMissing
from graph.workspace import Workspace
from tests.dashboard.hostile import HOSTILE, fill

CELJE, BRAGANCA = "3202781", "2742027"
DAY = "2026-03-01"
SCALE = 2
LETTERS = "Ωραιόκαστρο, Стара Загора, Łódź and Gdańsk, Sfântu Gheorghe"


@pytest.fixture(scope="module")
def graph() -> Embedded:
    store = ox.Store()
    fill(store)
    return Embedded(store)


def words(page: bytes) -> str:
    """Read a PDF of one page; no line break counts."""
    document = pdfium.PdfDocument(page)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_range().split())


def unpacked(made: bytes) -> bytes:
    """Unpack the streams of a PDF."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.S)
    return made + b"".join(zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"x")


def long_brief(letters: int = 900, lines: int = 40) -> Brief:
    line = (f"{LETTERS}; " * 20)[:letters]
    sections = tuple(Section(heading, (Item(line, "https://example.org/a"),) * lines) for heading in HEADINGS)
    return Brief("1", "A town with a long name " * 6, sections, "Release", DAY)


def test_it_tells_of_the_city_in_the_fixed_order(graph: Embedded) -> None:
    made = compose(graph, CELJE, DAY, "R")
    assert tuple(section.heading for section in made.sections) == HEADINGS
    told = {section.heading: " ".join(item.text for item in section.items) for section in made.sections}
    assert "Celje, Slovenia" in told["Who"]
    assert "officially border, mountain, predominantly rural" in told["Where"]
    assert told["Verdict, with reasons"].startswith("Linked. ")
    assert "Not covered: " in told["Verdict, with reasons"]
    assert "EUI City-to-City" in told["Open calls"]
    assert "IPoP" in told["Contact points"]
    assert "13 December 2023" in told["Sources"] or "(" in told["Sources"]
    assert "Judged on 1 March 2026" in made.foot


def test_the_pdf_is_one_tagged_page_whose_text_keeps_the_order(graph: Embedded) -> None:
    made = brief_files.pdf(compose(graph, BRAGANCA, DAY))
    text = words(made)
    places = [text.index(heading) for heading in HEADINGS]
    assert places == sorted(places)
    document = pdfium.PdfDocument(made)
    assert document.is_tagged()
    assert document[0].get_size() == pytest.approx((595.28, 841.89), abs=0.1)
    inside = unpacked(made)
    assert b"pdfuaid" in inside and b"/Marked true" in inside
    assert re.search(rb"/Lang\s*\(en\)", inside)


def test_it_is_drawn_with_ink_within_its_margins_and_every_heading_can_be_read(graph: Embedded, tmp_path: Path) -> None:
    page = pdfium.PdfDocument(brief_files.pdf(compose(graph, CELJE, DAY)))[0]
    page.render(scale=SCALE).to_pil().save(tmp_path / "brief.png")
    picture = Image.open(tmp_path / "brief.png").convert("L")
    dark = picture.point(lambda value: 255 if value < 160 else 0)
    left, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
    assert left > 30 * SCALE and top > 25 * SCALE
    assert right < picture.width - 25 * SCALE and bottom < picture.height - 20 * SCALE
    assert right - left > picture.width / 2
    letters = page.get_textpage()
    for heading in HEADINGS:
        place = letters.search(heading, match_case=True).get_next()
        assert place, heading
        west, south, east, north = letters.get_charbox(place[0])
        high, low = picture.height - north * SCALE, picture.height - south * SCALE
        box = (int(west * SCALE) - 1, int(high) - 1, int(east * SCALE) + 1, int(low) + 1)
        assert min(picture.crop(box).tobytes()) < 110, f"{heading} is not drawn"


def doors(brief: Brief) -> list[Item]:
    return list(next(section.items for section in brief.sections if section.heading == "Three doors"))


def test_the_doors_are_the_warmest_introductions_that_the_page_shows(graph: Embedded) -> None:
    known = known_world(graph, int(DAY[:4]))
    city = find_city(graph, "Šoštanj", "")
    found = introduce(graph, known, city, find_target(graph, known, "urbact"))
    told = doors(compose(graph, str(city), DAY, sought="urbact", known=known))
    assert len(found.chains) == 2 and told.pop().text == NO_MORE
    for number, (chain, item) in enumerate(zip(found.chains, told, strict=True), 1):
        own = [dict(zip(COLUMNS, row, strict=True)) for row in found.rows if row[0] == number]
        places = [item.text.index(f"{step['acquaintance']} ({step['through']}") for step in own]
        assert places == sorted(places)
        assert item.text.startswith("URBACT: ") and item.text.endswith(f"; warmth {chain.warmth:.2f} of 1")
        assert item.page == (own[-1]["page"] or "")
    assert doors(compose(graph, str(city), DAY))[:2] == told, "the first family in which it was searched and is absent"


def test_a_chain_of_three_steps_is_whole_in_every_format_where_the_page_has_room() -> None:
    chain = "URBACT: Urban authority of a town, same NUTS 3 region → " * 6 + "warmth 0.28 of 1"
    made = Brief("1", "Town", tuple(Section(one, (Item(chain),) * 2) for one in HEADINGS[:3]), "", DAY)
    for told in (words(brief_files.pdf(made)), brief_files.html(made), brief_files.text(made)):
        assert told.count("warmth 0.28 of") == 6
    assert sum("warmth 0.28 of 1" in one.text for one in Document(io.BytesIO(brief_files.docx(made))).paragraphs) == 6


def test_a_sheet_of_word_has_no_more_lines_than_fit() -> None:
    told = Document(io.BytesIO(brief_files.docx(long_brief()))).paragraphs
    lines = [-(-len(one.text) // 100) for one in told if one.style and one.style.name in ("List Bullet", "Normal")]
    assert len(HEADINGS) * 3 < sum(lines) <= 46


def test_who_takes_part_or_has_no_warm_way_is_told_so_instead_of_a_door(graph: Embedded) -> None:
    guimaraes, vinhais = (str(find_city(graph, name, "PT")) for name in ("Guimarães", "Vinhais"))
    (own,) = doors(compose(graph, guimaraes, DAY, sought="urbact"))
    assert own.text.startswith("Guimarães needs no introduction")
    (none,) = doors(compose(graph, vinhais, DAY, sought="urbact"))
    assert none.text.startswith("No chain of neighbours, associations and projects leads from Vinhais to URBACT")


def test_a_brief_that_is_too_long_is_cut_and_says_how_much_is_left_out() -> None:
    text = words(brief_files.pdf(long_brief()))
    assert "and 36 more" in text or "and 37 more" in text
    assert "Sources" in text


def test_letters_of_greek_bulgarian_and_polish_are_drawn() -> None:
    sections = (Section("Who", (Item(LETTERS),)),)
    text = words(brief_files.pdf(Brief("1", LETTERS, sections, "", DAY)))
    for name in ("Ωραιόκαστρο", "Стара Загора", "Łódź", "Gdańsk", "Sfântu"):
        assert name in text


@pytest.mark.parametrize("city", sorted(HOSTILE))
def test_a_hostile_name_is_text_in_every_format(graph: Embedded, city: str) -> None:
    made, name = compose(graph, city, DAY), HOSTILE[city]
    page = brief_files.html(made)
    assert html.escape(name, quote=False) in page.replace("&#34;", '"').replace("&#39;", "'")
    assert "<script" not in page and "<img" not in page
    assert name.replace(" ", "") in words(brief_files.pdf(made)).replace(" ", "")
    assert name in Document(io.BytesIO(brief_files.docx(made))).paragraphs[0].text
    assert name in brief_files.text(made).replace("\n  ", " ")


def test_only_addresses_of_the_web_become_links() -> None:
    items = (Item("a", "javascript:alert(1)"), Item("b", "https://example.org/x"), Item("c", "http://[bad"))
    page = brief_files.html(Brief("1", "T", (Section("Who", items),), "", DAY))
    assert page.count("<a ") == 1
    assert "javascript" not in page


def test_nothing_that_a_page_names_is_fetched_from_the_web_or_from_this_machine(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.css"
    sheet.write_text("p { display: none }", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        picture = f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"
        page = f'<link rel="stylesheet" href="{sheet.as_uri()}"><img src="{picture}" alt=""><p>still here</p>'
        made = brief_files.document(page).write_pdf()
        with pytest.raises(TimeoutError):
            listener.accept()
    assert "still here" in words(made)


def test_word_has_its_real_styles_on_one_sheet_of_a4(graph: Embedded) -> None:
    made = Document(io.BytesIO(brief_files.docx(compose(graph, CELJE, DAY))))
    styles = [paragraph.style.name for paragraph in made.paragraphs]
    assert styles[0] == "Title"
    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert tuple(headings) == HEADINGS
    assert styles.count("List Bullet") >= len(HEADINGS)
    assert made.sections[0].page_width == pytest.approx(Mm(210), rel=0.001)


def test_the_text_can_be_pasted_into_a_mail(graph: Embedded) -> None:
    lines = brief_files.text(compose(graph, CELJE, DAY)).splitlines()
    assert lines[0] == "Subject: Celje (Slovenia)"
    assert all(len(line) < 100 or "http" in line for line in lines)
    assert "WHO" in lines


def test_what_is_cut_is_counted() -> None:
    made = cut(long_brief(50, 9), Limits(lines=4, letters=20))
    assert [item.text for item in made.sections[0].items][-1] == "and 5 more"
    assert all(len(item.text) <= 20 for item in made.sections[0].items)


def test_without_pango_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> ModuleType:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(LibraryMissing, match=r"apt-get install libpango-1.0-0 libpangoft2-1.0-0"):
        brief_files.pdf(long_brief(20, 1))
    assert brief_files.missing() == brief_files.PANGO
    assert brief_files.html(long_brief(20, 1))
    assert brief_files.docx(long_brief(20, 1))


def test_the_command_writes_what_the_page_writes(small_workspace: Workspace, graph: Embedded, tmp_path: Path) -> None:
    def ncp(*options: object) -> Result:
        return CliRunner().invoke(main, ["--workspace", str(small_workspace.root), "city", *map(str, options)])

    said = ncp(CELJE, "--day", DAY)
    for wrong in ("2026-13-45", "tomorrow", "20260301"):
        refused = ncp(CELJE, "--day", wrong)
        assert refused.exit_code == 2 and "'--day'" in refused.output and "YYYY-MM-DD" in refused.output
    release = small_workspace.current().id
    assert said.output == brief_files.text(compose(graph, CELJE, DAY, release))
    target = tmp_path / "x.pdf"
    assert ncp(CELJE, "--day", DAY, "--format", "pdf", "-o", target).exit_code == 0
    assert "Celje (Slovenia)" in words(target.read_bytes())
    assert "name a file with -o FILE.pdf" in ncp(CELJE, "--format", "pdf").output
    assert ncp("celje", "--country", "si", "--day", DAY).output == said.output
    assert "no city is called '77'" in ncp("77").output


def test_an_unknown_city_is_told(graph: Embedded) -> None:
    with pytest.raises(BadParameter, match="finds its GeoNames id"):
        compose(graph, "77", DAY)
