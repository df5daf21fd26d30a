"""Precision at 5 of the search for practices, beside plain TF-IDF, on needs in plain words.

python -m benchmarks.practice_search ../shared/exports

`needs.csv` holds needs as a town official may put them, with the practices of URBACT that answer each, judged by
reading the table of good practices. TF-IDF is scikit-learn's with its own settings: words as they stand, cosine.
"""

import argparse
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from graph.practice_index import PracticeIndex, Text
from graph.records import Practice, Subject, Theme
from graph.replicability import TEXTS
from ingest.load import load
from ingest.source import sources

NEEDS = Path(__file__).with_name("needs.csv")
TOP = 5
Search = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Need:
    """A need, its language and the keys of the practices that answer it."""

    language: str
    need: str
    answers: tuple[str, ...]


def needs() -> list[Need]:
    """Read the needs with their answers."""
    with NEEDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Need(r["language"], r["need"], tuple(f"urbact/{key}" for key in r["answers"].split())) for r in rows]


def texts(exports: Path) -> Iterator[Text]:
    """Read the texts of the good practices as the index of a release holds them."""
    records = [one.record for one in load("urbact", sources()["urbact"], exports / "urbact").records]
    labels = {record.key: record.label for record in records if isinstance(record, Theme)}
    for record in records:
        if isinstance(record, Practice):
            yield Text(record.key, "title", record.title, "en")
            yield Text(record.key, "summary", record.summary, "en")
            named = {each.name for each in fields(record.facts)} & set(TEXTS)
            for name in sorted(named):
                part = "summary" if name in ("abstract", "problem") else "body"
                yield Text(record.key, part, getattr(record.facts, name), "en")
        elif isinstance(record, Subject) and record.of == "practice":
            yield Text(record.key, "keyword", labels[record.theme], "en")


def tf_idf(told: Sequence[Text]) -> Search:
    """Search the same texts by plain TF-IDF."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import linear_kernel

    whole: dict[str, list[str]] = {}
    for one in told:
        whole.setdefault(one.practice, []).append(one.text)
    keys, vectors = list(whole), TfidfVectorizer()
    matrix = vectors.fit_transform([" ".join(parts) for parts in whole.values()])

    def search(need: str) -> list[str]:
        scores = linear_kernel(vectors.transform([need]), matrix)[0]
        order = sorted(range(len(keys)), key=lambda place: (-scores[place], keys[place]))
        return [keys[place] for place in order if scores[place] > 0]

    return search


def precision(search: Search, asked: Sequence[Need]) -> tuple[float, float, int]:
    """Give mean precision at 5, its mean share of what can be reached, and for how many needs the first fits."""
    hits = [sum(key in one.answers for key in search(one.need)[:TOP]) for one in asked]
    firsts = sum(bool(set(search(one.need)[:1]) & set(one.answers)) for one in asked)
    reached = [hit / min(TOP, len(one.answers)) for hit, one in zip(hits, asked, strict=True)]
    return sum(hits) / TOP / len(asked), sum(reached) / len(asked), firsts


def main() -> None:
    """Print the figures as the table of docs/practices.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exports", type=Path)
    told = list(texts(parser.parse_args().exports))
    index = PracticeIndex(None, told)
    searches: dict[str, Search] = {
        "ours": lambda need: [key for key, _ in index.search(need)],
        "plain TF-IDF": tf_idf(told),
    }
    held = needs()
    english = [one for one in held if one.language == "en"]
    groups = {"all": held, "English": english, "six other languages": [one for one in held if one not in english]}
    print("| needs | search | precision at 5 | of what can be reached | first one fits |\n|---|---|---|---|---|")
    for group, asked in groups.items():
        for name, search in searches.items():
            at_five, reached, firsts = precision(search, asked)
            print(f"| {group} ({len(asked)}) | {name} | {at_five:.3f} | {reached:.3f} | {firsts} |")


if __name__ == "__main__":
    main()
