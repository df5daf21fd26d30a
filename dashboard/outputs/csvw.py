"""What a CSV file cannot say of itself, as the W3C tells it (CSV on the Web): a file of metadata beside it.

`NAME.csv-metadata.json` is where readers of CSV on the Web look for it. It cites the answer and names its query, its
release, the licences of its sources, and the meaning and unit of each column.
"""

import json
from typing import Any
from urllib.parse import quote

from dashboard.outputs.answered import TRUNCATED, Answered, Manner
from dashboard.outputs.rdf import base_of

SUFFIX, MEDIA = "-metadata.json", "application/csvm+json"
DESCRIBED = {"csv": ",", "tsv": "\t"}
"""The formats that are described so, with what stands between their values."""


def about(answer: Answered, style: str, url: str, manner: Manner) -> dict[str, Any]:
    """Describe the file at an address, relative to that of the description; the rows are not read."""
    told = {"dc:title": answer.question.summary, "dc:description": answer.question.description}
    told |= {"dc:identifier": base_of(answer), "dc:bibliographicCitation": answer.citation}
    notes = [f"Query: {answer.query}", *([TRUNCATED] if answer.more() else [])]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@type": "Table",
        "url": quote(url, safe="?=&%/+"),
        **told,
        "dc:license": [f"{title}: {licence}" for title, licence in answer.licences],
        "rdfs:comment": notes,
        "dialect": {"delimiter": ";" if manner.semicolon and style == "csv" else DESCRIBED[style], "encoding": "utf-8"},
        "tableSchema": {"columns": [_column(answer, name) for name in answer.columns]},
    }


def _column(answer: Answered, name: str) -> dict[str, Any]:
    question = answer.question
    told = {"name": name, "titles": name, "dc:description": question.columns.get(name, name)}
    return told | (
        {"datatype": "number", "schema:unitText": question.units[name]}
        if name in question.units
        else {"datatype": "string"}
    )


def written(answer: Answered, style: str, url: str, manner: Manner) -> bytes:
    """Write the description as JSON."""
    return json.dumps(about(answer, style, url, manner), ensure_ascii=False, indent=1).encode() + b"\n"
