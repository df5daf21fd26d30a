"""Rows from JSON in the forms that exports have."""

import json
from pathlib import Path

import pytest

from graph.errors import BadInput
from ingest.reader import Line, read
from tests.listener import listening

TOWNS = [
    {"name": "Lugo", "place": {"country": "IT", "at": [44.42, 11.91]}, "since": 2011, "open": True},
    {"name": "Porto", "place": {"country": "PT"}, "tags": ["sea", "wine"], "note": None},
]


def lines(path: Path, sheet: str = "") -> list[Line]:
    return [line for _, line in read(path, path.name, sheet)]


def write(folder: Path, content: str | bytes, name: str = "towns.json") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path: Path, sheet: str = "") -> str:
    with pytest.raises(BadInput) as error:
        lines(path, sheet)
    text = str(error.value)
    assert text.startswith(path.name)
    assert "\n" not in text
    return text


COLUMNS = ["name", "place.country", "place.at", "since", "open", "tags", "note"]
ROWS = [
    (2, ["Lugo", "IT", "44.42|11.91", "2011", "true", "", ""]),
    (3, ["Porto", "PT", "", "", "", "sea|wine", ""]),
]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(TOWNS),
        "\ufeff" + json.dumps(TOWNS, indent=2, ensure_ascii=False),
        json.dumps({"meta": {"count": 2}, "response": {"docs": TOWNS}}),
        json.dumps({"total": 2, "towns": TOWNS}, indent=1),
        "\n".join(map(json.dumps, TOWNS)),
        "\r\n".join(map(json.dumps, TOWNS)) + "\r\n",
    ],
)
def test_a_list_a_list_under_a_key_and_one_record_a_line_are_read_alike(tmp_path: Path, content: str) -> None:
    found = lines(write(tmp_path, content))
    assert [(line.number, list(line.cells.values())) for line in found] == ROWS
    assert list(found[0].cells) == COLUMNS
    assert not any(line.trouble for line in found)


def test_one_record_alone_is_a_table_of_one_row(tmp_path: Path) -> None:
    (line,) = lines(write(tmp_path, json.dumps(TOWNS[0])))
    assert line.cells["place.country"] == "IT"


def test_a_list_is_chosen_by_name_where_there_are_several(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps({"calls": [{"a": 1}], "data": {"towns": TOWNS}}))
    assert "several lists of records: calls, data.towns" in refused(path)
    assert [line.cells["name"] for line in lines(path, "data.towns")] == ["Lugo", "Porto"]
    assert "no rows" in refused(path, "data.cities")


def test_lists_inside_records_are_no_tables_and_stay_json(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps({"towns": [{"name": "Lugo", "links": [{"to": "Porto"}]}]}))
    (line,) = lines(path)
    assert json.loads(line.cells["links"]) == [{"to": "Porto"}]


def test_numbers_keep_every_digit(tmp_path: Path) -> None:
    path = write(tmp_path, '[{"pic": 999981634, "at": 51.9863279000, "cost": 1e3, "none": []}]')
    assert lines(path)[0].cells == {"pic": "999981634", "at": "51.9863279000", "cost": "1000", "none": ""}


def test_what_is_no_record_is_set_aside(tmp_path: Path) -> None:
    deep = {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": 1}}}}}}}}}}
    twice = '{"a.b": 1, "a": {"b": 2}}'
    found = lines(write(tmp_path, f'["Lugo", {json.dumps(deep)}, {twice}, {{"name": "x"}}]'))
    assert [line.trouble for line in found] == [
        "this is no record",
        "its values are nested too deep",
        "two of its values are called a.b",
        "",
    ]


def test_a_file_cut_off_or_broken_is_refused_with_its_row(tmp_path: Path) -> None:
    whole = json.dumps(TOWNS)
    assert "row 3" in refused(write(tmp_path, whole[:-10]))
    assert "cut off" in refused(write(tmp_path, whole[:-10]))
    assert "row 3" in refused(write(tmp_path, json.dumps(TOWNS[0]) + "\n" + json.dumps(TOWNS[1])[:-5], "a.jsonl"))
    assert "cut off" in refused(write(tmp_path, '{"towns": [{"name": "Lugo"}'))
    assert "cut off" in refused(write(tmp_path, whole.encode("utf-16")))


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    assert "web page" in refused(write(tmp_path, "<!DOCTYPE html><html></html>"))
    assert "no rows" in refused(write(tmp_path, "[]"))
    assert "empty" in refused(write(tmp_path, " \n"))
    assert "no list of records" in refused(write(tmp_path, json.dumps({"towns": {"a": {}}, "n": []}, indent=1)))


def test_nesting_without_end_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    for content in ('[{"a":' + "[" * 200_000, '{"a":' * 200_000, '{"]}":' * 200_000, '[{"a":"' + "x" * 20_000_000):
        assert "nested too deep" in refused(write(tmp_path, content))


def test_brackets_inside_texts_are_no_nesting(tmp_path: Path) -> None:
    towns = [{"name": 'a"[{' * 40_000 + chr(92)}, {"name": "["}]
    assert [line.cells for line in lines(write(tmp_path, json.dumps(towns)))] == towns


@pytest.mark.parametrize(
    "content",
    [
        {"@context": "URL", "@graph": TOWNS},
        [{"@context": "URL", "name": "Lugo"}],
        {"@context": ["URL", {"name": "http://schema.org/name"}], "@graph": TOWNS},
        {"@graph": TOWNS, "@context": {"@import": "URL"}},
    ],
)
def test_json_ld_whose_context_lies_elsewhere_is_refused_and_nothing_is_fetched(
    tmp_path: Path, content: object
) -> None:
    with listening() as (url, calls):
        told = refused(write(tmp_path, json.dumps(content).replace("URL", url)))
    assert "a context at another address, which is never fetched; save it as plain JSON or as CSV." in told
    assert calls == []


def test_what_only_speaks_of_a_context_is_read(tmp_path: Path) -> None:
    [line] = lines(write(tmp_path, json.dumps([{"name": 'the "@context": "http://x" of a town'}])))
    assert line.cells["name"].startswith("the")
    assert lines(write(tmp_path, json.dumps({"@context": {"name": "http://schema.org/name"}, "@graph": TOWNS})))
