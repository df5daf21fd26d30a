"""Every way in which a file can be wrong: read right, set aside, or refused in one sentence."""

import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from graph.errors import BadInput
from ingest import workbook
from ingest.reader import Line, read
from tests.samples.workbooks import write_workbook

HEADER = "name;country;note\n"


def lines(path: Path, sheet: str = "", header: str = "", header_rows: int = 1, encoding: str = "") -> list[Line]:
    found = read(path, path.name, sheet, header=header, header_rows=header_rows, encoding=encoding)
    return [line for _, line in found]


def write(folder: Path, content: str | bytes, name: str = "towns.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as error:
        lines(path)
    text = str(error.value)
    assert text.startswith(path.name)
    assert text.endswith(".")
    assert "\n" not in text
    return text


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_semicolon_comma_and_tab_are_told_from_the_header(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(("name", '"country; or, land"', "note")) + "\n" + delimiter.join(("Águeda", "PT", "a"))
    (line,) = lines(write(tmp_path, text))
    assert line.cells == {"name": "Águeda", "country; or, land": "PT", "note": "a"}


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    (line,) = lines(write(tmp_path, "\ufeff" + HEADER + "Águeda;PT;x\n"))
    assert line.cells["name"] == "Águeda"


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    (line,) = lines(write(tmp_path, (HEADER + "Ζαγορά;EL;x\n").encode("utf-16")))
    assert line.cells["name"] == "Ζαγορά"


def test_utf_16_without_its_mark_is_refused_by_name(tmp_path: Path) -> None:
    assert "UTF-16" in refused(write(tmp_path, (HEADER + "Ζαγορά;EL;x\n").encode("utf-16-le")))


@pytest.mark.parametrize(
    ("encoding", "town"),
    [
        ("cp1252", "Águeda é uma cidade portuguesa, São João da Madeira não é longe, Évora também é bonita"),
        ("cp1253", "Ζαγορά, Θεσσαλονίκη, Ιωάννινα, Καλαμάτα, Κοζάνη και Αθήνα είναι πόλεις της Ελλάδας"),
    ],
)
def test_another_encoding_is_named_with_the_row_and_the_remedy(tmp_path: Path, encoding: str, town: str) -> None:
    text = refused(write(tmp_path, (HEADER + f"Porto;PT;x\n{town};PT;x\n").encode(encoding)))
    assert encoding in text
    assert "UTF-8" in text
    assert "row" in text


@pytest.mark.parametrize(
    ("encoding", "town"),
    [("cp1252", "São João"), ("cp1253", "Ζαγορά"), ("cp1250", "Łódź"), ("latin-1", "Évora"), ("cp1251", "София")],
)
def test_an_encoding_that_the_table_declares_is_read(tmp_path: Path, encoding: str, town: str) -> None:
    text = HEADER + "Porto;PT;x\n" * 10_000 + f"{town};PT;x\n"
    assert lines(write(tmp_path, text.encode(encoding)), encoding=encoding)[-1].cells["name"] == town
    for other in ("utf-8", "utf-8-sig", "utf-16"):
        assert lines(write(tmp_path, text.encode(other)), encoding=encoding)[-1].cells["name"] == town


def test_an_encoding_declared_wrongly_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, (HEADER + "Øster;DK;x\n").encode("cp1252") + b"\xd2\n")
    with pytest.raises(BadInput, match="is not cp1253"):
        lines(path, encoding="cp1253")


def test_newlines_inside_the_header_are_blanks(tmp_path: Path) -> None:
    text = '"Name of\nbeneficiary";"Country\r\n code"\nLugo;IT\n'
    (line,) = lines(write(tmp_path, text))
    assert (line.number, line.cells) == (2, {"Name of beneficiary": "Lugo", "Country code": "IT"})


@pytest.mark.parametrize("name", ["towns.csv", "towns.xlsx"])
def test_a_header_below_titles_is_found_by_one_of_its_columns(tmp_path: Path, name: str) -> None:
    rows = [("List of operations, all regions",), (), ("name", "country, code"), ("Lugo", "IT")]
    if name.endswith("xlsx"):
        path = write_workbook(tmp_path / name, {"1": rows})
    else:
        quoted = [",".join(f'"{cell}"' for cell in row) for row in rows]
        path = write(tmp_path, "\n".join(quoted), name)
    (line,) = lines(path, header="country, code")
    assert (line.number, line.cells) == (4, {"name": "Lugo", "country, code": "IT"})
    with pytest.raises(BadInput, match="column 'town': no row above the table names this column"):
        lines(path, header="town")


def test_titles_with_commas_do_not_mislead_about_the_delimiter(tmp_path: Path) -> None:
    (line,) = lines(write(tmp_path, "List, of, operations, in, 2020\nname;country\nLugo;IT\n"), header="country")
    assert line.cells == {"name": "Lugo", "country": "IT"}


def test_a_header_of_two_rows_with_merged_cells_is_joined(tmp_path: Path) -> None:
    rows = [("Id", "Beneficiary", ""), ("", "Name", "Town"), ("1", "Comune di Lugo", "Lugo")]
    (line,) = lines(write_workbook(tmp_path / "towns.xlsx", {"1": rows}), header_rows=2)
    assert line.cells == {"Id": "1", "Beneficiary / Name": "Comune di Lugo", "Beneficiary / Town": "Lugo"}
    assert line.number == 3


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    text = HEADER + 'a;PT;"one\ntwo\r\nthree"\r\nb;PT;x\r\n\nc;PT;x\n'
    assert [(line.number, line.cells["name"]) for line in lines(write(tmp_path, text))] == [
        (2, "a"),
        (3, "b"),
        (5, "c"),
    ]


def test_doubled_quotes_and_mixed_line_ends_are_read(tmp_path: Path) -> None:
    found = lines(write(tmp_path, HEADER.replace("\n", "\r\n") + 'a;PT;"the ""old"" town"\nb;PT;x\r'))
    assert [line.cells["note"] for line in found] == ['the "old" town', "x"]


@pytest.mark.parametrize("row", ["a;PT\n", "a;PT;x;y\n"])
def test_a_ragged_row_carries_its_trouble(tmp_path: Path, row: str) -> None:
    first, second = lines(write(tmp_path, HEADER + row + "b;PT;x\n"))
    assert "cells where the header has 3" in first.trouble
    assert not second.trouble


def test_blank_cells_beyond_the_header_do_no_harm(tmp_path: Path) -> None:
    (line,) = lines(write(tmp_path, HEADER + "a;PT;x;;\n"))
    assert not line.trouble


def test_a_quote_that_closes_inside_a_cell_sets_the_row_aside(tmp_path: Path) -> None:
    first, second = lines(write(tmp_path, HEADER + '"a"b;PT;x\nc;PT;x\n'))
    assert "quotes" in first.trouble
    assert second.cells["name"] == "c"


def test_a_file_cut_off_inside_a_quote_is_refused(tmp_path: Path) -> None:
    text = refused(write(tmp_path, HEADER + 'a;PT;x\nb;PT;"and then'))
    assert "row 3" in text
    assert "cut off" in text


def test_nul_characters_are_refused_with_their_row(tmp_path: Path) -> None:
    assert "row 2" in refused(write(tmp_path, HEADER.encode() + b"a\0b;PT;x\n"))


def test_nul_characters_far_into_the_file_are_refused_with_their_row(tmp_path: Path) -> None:
    content = HEADER.encode() + b"a;PT;x\n" * 20_000 + b"a\0b;PT;x\n"
    assert "row 20002" in refused(write(tmp_path, content))


@pytest.mark.parametrize("page", ["<!DOCTYPE html>\n<html></html>", "  <HTML><body>Error 502", '<?xml version="1.0"?>'])
def test_a_web_page_saved_as_csv_is_refused(tmp_path: Path, page: str) -> None:
    assert "web page" in refused(write(tmp_path, page))


@pytest.mark.parametrize("name", ["towns.csv", "towns.tsv", "towns.xlsx"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    assert "empty" in refused(write(tmp_path, "", name))


def test_a_file_of_blanks_or_a_header_alone_is_refused(tmp_path: Path) -> None:
    assert "empty" in refused(write(tmp_path, "\n \n"))
    assert "no rows" in refused(write(tmp_path, HEADER))


def test_an_old_workbook_named_csv_is_refused(tmp_path: Path) -> None:
    assert "old Excel workbook" in refused(write(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600))


def test_a_workbook_named_csv_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "towns.csv", {"1": [("name",), ("a",)]})
    assert "workbook" in refused(path)


@pytest.mark.parametrize("name", ["towns.csv", "towns.xlsx"])
def test_a_column_without_a_name_or_named_twice_is_refused(tmp_path: Path, name: str) -> None:
    def table(*header: str) -> Path:
        if name.endswith("xlsx"):
            return write_workbook(tmp_path / name, {"1": [header, ("a", "b", "c")]})
        return write(tmp_path, ";".join(header) + "\na;b;c\n")

    assert "column 2 has no name" in refused(table("name", "", "note"))
    assert "two columns" in refused(table("name", "note", "note"))


def test_a_workbook_gives_whole_numbers_days_and_truth_values_as_text(tmp_path: Path) -> None:
    rows = [("postcode", "day", "flag", "share"), (48022.0, date(2011, 5, 2), True, 0.25)]
    (line,) = lines(write_workbook(tmp_path / "towns.xlsx", {"1": rows}))
    assert line.cells == {"postcode": "48022", "day": "2011-05-02", "flag": "true", "share": "0.25"}


def test_a_wrong_dimension_loses_no_rows(tmp_path: Path) -> None:
    rows = [("name",), *((f"town {n}",) for n in range(50))]
    assert len(lines(write_workbook(tmp_path / "towns.xlsx", {"1": rows}, dimension="A1:A2"))) == 50


def test_hidden_rows_are_rows(tmp_path: Path) -> None:
    hidden = '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>b</t></is></c></row>'
    path = write_workbook(tmp_path / "towns.xlsx", {"1": [("name",), ("a",)]}, raw=hidden)
    assert [line.cells["name"] for line in lines(path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ('<row r="3"><c r="A3"><f>1+1</f></c></row>', "formula"),
        ('<row r="3"><c r="A3" t="e"><v>#REF!</v></c></row>', "error value"),
    ],
)
def test_a_cell_without_a_value_is_refused_by_its_address(tmp_path: Path, raw: str, says: str) -> None:
    text = refused(write_workbook(tmp_path / "towns.xlsx", {"1": [("name",), ("a",)]}, raw=raw))
    assert "A3" in text
    assert says in text


def test_a_formula_with_its_result_is_read(tmp_path: Path) -> None:
    raw = '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>'
    path = write_workbook(tmp_path / "towns.xlsx", {"1": [("name",), ("a",)]}, raw=raw)
    assert [line.cells["name"] for line in lines(path)] == ["a", "2"]


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "towns.xlsx", {"1": [("name",), ("a",)]})
    with pytest.raises(BadInput, match="no sheet 'Partners'"):
        lines(path, "Partners")


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b"0" * 50_000_000})
    assert path.stat().st_size < 100_000
    assert "suspiciously" in refused(path)


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b"0" * 50_000_000})
    data = path.read_bytes()
    packed = data.index(struct.pack("<I", 50_000_000))
    lying = data.replace(struct.pack("<I", 50_000_000), struct.pack("<I", 1_000))
    assert packed > 0
    path.write_bytes(lying)
    assert "not as large as it says" in refused(path)


def listed_otherwise(path: Path, part: str, at: int, number: int) -> Path:
    """Write another number about a part into the list of contents: its CRC (16), packed (20) or unpacked size (24)."""
    data = bytearray(path.read_bytes())
    entry = data.index(part.encode(), data.index(b"PK\x01\x02")) - 46
    data[entry + at : entry + at + 4] = struct.pack("<I", number)
    path.write_bytes(bytes(data))
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_whose_parts_are_larger_together_than_any_real_one_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "towns.xlsx", {"1": [("name",), ("a",)]})
    for part in (SHEET, "xl/styles.xml"):
        listed_otherwise(path, part, 24, 300_000_000)
    assert "unpacks to over 400 MB" in refused(path)


def test_a_part_that_ends_before_its_size_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    rows = [("name",), *((f"town {n * 7919}",) for n in range(2_000))]
    path = write_workbook(tmp_path / "towns.xlsx", {"1": rows})
    assert "not as large as it says" in refused(listed_otherwise(path, SHEET, 20, 1_000))


def test_a_part_with_another_checksum_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "towns.xlsx", {"1": [("name",), ("a",)]})
    assert "damaged or cut off" in refused(listed_otherwise(path, SHEET, 16, 1))


def test_a_workbook_that_is_too_large_as_it_lies_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(tmp_path / "towns.xlsx", {"1": [("name",), ("a",)]})
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1_000)
    assert "is larger than" in refused(path)


def test_a_header_merged_over_columns_is_refused_or_joined(tmp_path: Path) -> None:
    path = tmp_path / "towns.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("1")
        sheet.merge_range("A1:B1", "Beneficiary")
        sheet.write("C1", "Country")
        sheet.write_row("A2", ("Name", "Town"))
        sheet.write_row("A3", ("Comune di Lugo", "Lugo", "IT"))
    assert "column 2 has no name" in refused(path)
    (line,) = lines(path, header_rows=2)
    assert line.cells == {"Beneficiary / Name": "Comune di Lugo", "Beneficiary / Town": "Lugo", "Country": "IT"}


@pytest.mark.parametrize("part", ["content.xml", "styles.xml", "META-INF/manifest.xml"])
def test_a_document_type_in_any_part_of_an_ods_is_refused(tmp_path: Path, part: str) -> None:
    path = ods(tmp_path / "towns.ods", ("name",), ("x",))
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert part in parts
    archive(path, parts | {part: ENTITIES.encode() + parts[part]})
    assert "declares a document type" in refused(path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "xl/../../x", "C:\\x", "..\\x"])
def test_an_archive_that_names_places_outside_itself_is_refused(tmp_path: Path, name: str) -> None:
    assert "outside" in refused(archive(tmp_path / "towns.xlsx", {name: b"x"}))


def test_a_workbook_that_is_cut_off_or_no_workbook_is_refused(tmp_path: Path) -> None:
    whole = write_workbook(tmp_path / "whole.xlsx", {"1": [("name",), ("a",)]}).read_bytes()
    assert "damaged" in refused(write(tmp_path, whole[: len(whole) // 2], "half.xlsx"))
    assert "damaged" in refused(write(tmp_path, b"PK\x03\x04 and no more", "other.xlsx"))
    assert "cannot be read" in refused(archive(tmp_path / "zip.xlsx", {"readme.txt": b"no sheets"}))


def test_a_flipped_byte_in_a_sheet_is_refused(tmp_path: Path) -> None:
    rows = [("name",), *((f"town {n * 7919}",) for n in range(2_000))]
    path = write_workbook(tmp_path / "towns.xlsx", {"1": rows})
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    refused(path)


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("List")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    rows = [("name", "day", "postcode", "flag"), ("Ζαγορά", date(2011, 5, 2), 37001, True)]
    for n, row in enumerate(rows, start=1):
        for m, value in enumerate(row):
            sheet.write(n, m, value, day) if isinstance(value, date) else sheet.write(n, m, value)
    book.save(str(tmp_path / "towns.xls"))
    ((title, line),) = read(tmp_path / "towns.xls", "towns.xls", header="name")
    assert (title, line.number) == ("List", 3)
    assert list(line.cells.values()) == ["Ζαγορά", "2011-05-02", "37001", "true"]


def ods(path: Path, *rows: tuple[str | float, ...], repeated: int = 1) -> Path:
    book, table = OpenDocumentSpreadsheet(), Table(name="1")
    for row in rows:
        line = TableRow(numberrowsrepeated=repeated if row is rows[-1] else 1)
        for value in row:
            kind = {"valuetype": "string"} if isinstance(value, str) else {"valuetype": "float", "value": value}
            cell = TableCell(numbercolumnsrepeated=repeated if row is rows[-1] else 1, **kind)
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def test_an_ods_workbook_is_read(tmp_path: Path) -> None:
    (line,) = lines(ods(tmp_path / "towns.ods", ("name", "postcode"), ("Łódź", 90001)))
    assert line.cells == {"name": "Łódź", "postcode": "90001"}
    assert "B2" in refused(ods(tmp_path / "towns.ods", ("name", "postcode"), ("Łódź", "#REF!")))


def test_a_web_page_or_a_text_saved_as_workbook_is_refused(tmp_path: Path) -> None:
    for name in ("towns.xls", "towns.xlsx", "towns.ods"):
        assert "web page" in refused(write(tmp_path, "<html><table><tr><td>Lugo</td></tr></table>", name))
        assert "no workbook" in refused(write(tmp_path, "name\tcountry\nLugo\tIT\n", name))


def test_an_old_workbook_cut_off_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refused(write(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "towns.xls"))


@pytest.mark.parametrize("last", ["XFD1048576", "A26000000"])
def test_a_stray_cell_far_below_the_others_fills_no_memory(tmp_path: Path, last: str) -> None:
    number = last.lstrip("XFDA")
    raw = f'<row r="{number}"><c r="{last}" t="inlineStr"><is><t>x</t></is></c></row>'
    text = refused(write_workbook(tmp_path / "towns.xlsx", {"1": [("name",), ("a",)]}, raw=raw))
    assert "spans" in text


def test_repeated_cells_of_an_ods_fill_no_memory(tmp_path: Path) -> None:
    assert "cannot be read" in refused(ods(tmp_path / "towns.ods", ("name",), ("x",), repeated=16_000))


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declaration", [ENTITIES, OUTSIDE, OUTSIDE.lower()])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels", "xl/sharedStrings.xml"])
def test_a_document_type_in_any_part_of_a_workbook_is_refused(tmp_path: Path, declaration: str, part: str) -> None:
    path = write_workbook(tmp_path / "towns.xlsx", {"1": [("name",), ("a",)]})
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    text = parts.get(part, b"<sst/>").decode()
    archive(path, parts | {part: (declaration + text).encode()})
    assert "declares a document type" in refused(path)


def test_xml_saved_under_the_name_of_a_table_is_refused(tmp_path: Path) -> None:
    for name in ("towns.xml", "towns.csv", "towns.json"):
        assert "web page" in refused(write(tmp_path, f'<?xml version="1.0"?>{ENTITIES}<x>&b;</x>', name))
