"""Tables inside ZIP archives: read as a stream, and refused before they can do harm."""

import struct
import zipfile
from pathlib import Path

import pytest

from graph.errors import BadInput
from ingest.archive import listed
from ingest.load import load
from ingest.reader import read
from ingest.source import Source, sources
from tests.samples.workbooks import write_workbook

TABLE = b"name;country\nLugo;IT\nPorto;PT\n"


def archive(path: Path, parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def names(path: Path, member: str) -> list[str]:
    return [line.cells["name"] for _, line in read(path, f"{path.name}/{member}")]


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as error:
        for name in listed(path, path.name):
            list(read(path, name))
    assert str(error.value).startswith(path.name)
    return str(error.value)


def test_members_are_read_under_their_names_whatever_their_form(tmp_path: Path) -> None:
    book = write_workbook(tmp_path / "book.xlsx", {"1": [("name",), ("Águeda",)]}).read_bytes()
    parts = {"a/towns.csv": TABLE, "towns.json": b'[{"name": "Gda\\u0144sk"}]', "book.xlsx": book}
    path = archive(tmp_path / "all.zip", parts | {"__MACOSX/._towns.csv": b"x", ".hidden": b"x"})
    assert listed(path, "deep/all.zip") == tuple(f"deep/all.zip/{name}" for name in parts)
    assert names(path, "a/towns.csv") == ["Lugo", "Porto"]
    assert names(path, "towns.json") == ["Gdańsk"]
    assert names(path, "book.xlsx") == ["Águeda"]


def test_an_error_in_a_member_names_archive_and_member(tmp_path: Path) -> None:
    path = archive(tmp_path / "all.zip", {"towns.csv": b"<html><body>Error 502"})
    assert refused(path).startswith("all.zip/towns.csv: this is a web page")


def test_the_published_archive_gives_what_its_unpacked_files_give(tmp_path: Path) -> None:
    folder = Path(__file__).parents[1] / "samples" / "urbact"
    source: Source = sources()["urbact"]
    inside = {file.name: file.read_bytes() for file in sorted(folder.glob("*.csv"))}
    archive(tmp_path / "urbact.zip", inside)
    packed = load("urbact", source, tmp_path, bounds=False)
    plain = load("urbact", source, folder, bounds=False)
    assert [one.record for one in packed.records] == [one.record for one in plain.records]
    assert "urbact.zip/urbact_networks.csv" in {file.name for file in packed.files}
    assert "urbact.zip/urbact_networks.csv" in {one.origin.file for one in packed.records}


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.zip", {"towns.csv": b"name\n" + b"0" * 50_000_000})
    assert path.stat().st_size < 100_000
    assert "suspiciously" in refused(path)


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    content = b"name\n" + b"\n".join(b"town %d" % n for n in range(900_000))
    path = archive(tmp_path / "bomb.zip", {"towns.csv": content})
    size = struct.pack("<I", len(content))
    assert size in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 1_000)))
    assert "damaged" in refused(path)


def test_an_archive_that_unpacks_to_more_than_all_of_kohesio_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "large.zip", {f"{n}.csv": TABLE for n in range(6)})
    size, huge = struct.pack("<I", len(TABLE)), struct.pack("<I", 4_000_000_000)
    data = path.read_bytes()
    begin = data.index(b"PK\x01\x02")
    path.write_bytes(data[:begin] + data[begin:].replace(size, huge))
    assert "unpacks to over 20000 MB" in refused(path)


def test_a_flood_of_parts_and_two_of_one_name_are_refused(tmp_path: Path) -> None:
    flood = {f"{n}.csv": b"" for n in range(50_001)}
    assert "50000 parts" in refused(archive(tmp_path / "many.zip", flood, zipfile.ZIP_STORED))
    path = archive(tmp_path / "twice.zip", {"a.csv": TABLE, "b.csv": TABLE})
    path.write_bytes(path.read_bytes().replace(b"b.csv", b"a.csv"))
    assert "one name" in refused(path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../x.csv", "C:\\x.csv", "..\\x.csv"])
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    assert "outside" in refused(archive(tmp_path / "towns.zip", {name: TABLE}))


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "locked.zip", {"towns.csv": TABLE}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert "password" in refused(path)


def test_an_unusual_packing_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "towns.zip", {"towns.csv": TABLE}, zipfile.ZIP_LZMA)
    assert "unusual" in refused(path)


def test_an_archive_cut_off_changed_or_replaced_by_a_web_page_is_refused(tmp_path: Path) -> None:
    content = b"name\n" + b"".join(b"town %d\n" % (n * 7919) for n in range(20_000))
    whole = archive(tmp_path / "whole.zip", {"towns.csv": content}).read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "page.zip").write_bytes(b"<html><body>Error 502")
    (tmp_path / "empty.zip").write_bytes(b"")
    changed = bytearray(whole)
    changed[len(changed) // 2] ^= 1
    (tmp_path / "changed.zip").write_bytes(bytes(changed))
    for name in ("half", "page", "empty", "changed"):
        assert "damaged" in refused(tmp_path / f"{name}.zip")
