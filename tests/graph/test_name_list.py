"""The list of names: its rows come back name by name from disk, and its counts are those of sets."""

import csv
import random
from collections import defaultdict
from pathlib import Path

from graph.loads import Located
from graph.name_list import FILE, ROWS, ROWS_OF_A_NAME, NameList
from graph.name_rows import NameRows
from graph.records import Membership, Named, Origin, Participation
from graph.resolution import Resolution

NONE = Resolution("none", None, "name", 0.0)


def test_rows_come_back_name_by_name(tmp_path: Path) -> None:
    """Rows are listed in the order of the names that is asked for, those of one name as they came."""
    rows = NameRows(tmp_path)
    for name, text in ((1, "first"), (0, 'two\nlines, "quoted"'), (1, "Šempeter"), (2, "")):
        rows.add(name, (name, text))
    lines = [line.decode() for line in rows.by_name([2, 1, 0])]
    assert lines == ["2,\r\n", "1,first\r\n", "1,Šempeter\r\n", '0,"two\nlines, ""quoted"""\r\n']
    assert list(NameRows().by_name([0])) == []
    assert list(tmp_path.iterdir()) == []


def test_counts_are_those_of_sets(tmp_path: Path) -> None:
    """Projects and countries of each name are counted once, however often and in whatever order rows say them."""
    chance, names = random.Random(3), NameList(tmp_path)
    held: dict[str, set[str]] = defaultdict(set)
    shared: dict[str, set[str]] = defaultdict(set)
    rows: dict[str, list[str]] = defaultdict(list)
    for row in range(3_000):
        named = Named(f"Town {'abcdefghij'[chance.randrange(10)]}", chance.choice(("SI", "HR")))
        holds = f"keep/{chance.randrange(60)}" if chance.random() < 0.9 else "covenant"
        record = (
            Participation(holds, named, "partner", "place")
            if holds.startswith("keep")
            else Membership(holds, named, "signed")
        )
        entry = names.enter("keep", named, NONE)
        assert entry is not None
        names.count(entry, named.country, Located(record, Origin("keep", "f.csv", "", row)))
        held[entry.key].add(holds)
        rows[entry.key].append(f"{row}")
        if isinstance(record, Participation):
            shared[holds].add(named.country)
    names.write(tmp_path, {})
    with (tmp_path / FILE).open(encoding="utf-8", newline="") as file:
        told = {row["key"]: (int(row["projects"]), int(row["countries"])) for row in csv.DictReader(file)}
    countries = {key: set().union(*(shared.get(one, set()) for one in ones)) for key, ones in held.items()}
    assert told == {key: (len(ones), len(countries[key])) for key, ones in held.items()}
    with (tmp_path / ROWS).open(encoding="utf-8", newline="") as file:
        listed = [(row["key"], row["row"]) for row in csv.DictReader(file)]
    assert listed == [(key, row) for key in sorted(rows) for row in rows[key][:ROWS_OF_A_NAME]]
