"""Mappings of keywords: those that the product carries, those of the team, and suggestions for the rest."""

import csv
from collections.abc import Iterable
from pathlib import Path

from graph.describe_keywords import describe_keywords
from graph.findings import Findings
from graph.keywords import KeywordMapping, in_force, suggest
from graph.quads import Quads

FILE = Path(__file__).parent / "tables" / "keyword_mappings.csv"


def shipped() -> list[KeywordMapping]:
    """Read what the authors of the product decided, each line with its source."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [KeywordMapping(**row) for row in csv.DictReader(file)]


def keyword_quads(findings: Findings, people: Iterable[KeywordMapping]) -> Quads:
    """Write the mappings of the keywords of this release; suggestions are made for keywords that a practice bears."""
    held = [one for one in in_force(shipped(), people) if one.keyword in findings.keywords]
    borne = {key: label for key, label in findings.keywords.items() if key in findings.bearers}
    mapped = {one.keyword: findings.keywords[one.keyword] for one in held}
    return describe_keywords([*held, *suggest(borne, held, borne | mapped)], findings.bearers)
