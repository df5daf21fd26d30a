"""Prints how well urban authorities are told from other organisations, on rows that were labelled by reading.

The part "called" holds only rows that were called urban authorities when they were drawn.

Usage: python -m benchmarks.authority
"""

import csv
from collections import Counter
from pathlib import Path

from graph.records import Named
from ingest.authority import judge

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold" / "authorities.csv"


def main() -> None:
    counts: Counter[tuple[str, str, str]] = Counter()
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            reading, _ = judge(row["organisation"], Named(row["town"], row["country"]))
            counts[row["part"], row["authority"], reading] += 1
    for part in ("tuned", "held-out", "called"):
        said = {label: counts[part, label, "authority"] for label in ("yes", "other", "no")}
        whole = sum(number for (of, *_), number in counts.items() if of == part)
        total, real = sum(said.values()), said["yes"] + counts[part, "yes", "place"]
        print(
            f"{part:<9} {whole} rows, {total} called authority: of the town named {said['yes'] / total:.1%}, "
            f"of another municipality {said['other'] / total:.1%}, no authority {said['no'] / total:.1%}"
            + (f"; found {said['yes'] / real:.1%} of {real} authorities" if part != "called" else "")
        )


if __name__ == "__main__":
    main()
