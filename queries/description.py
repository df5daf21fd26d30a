"""The page of the documentation on the saved questions, written from the questions themselves."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from queries.catalogue import Parameter, Question, load

PAGE = Path(__file__).parents[1] / "docs" / "questions.md"
_HEAD = """# Questions

Every question is one file `queries/TOPIC/NAME.rq`, found by its name; the notation is that of grlc, so the
folder can be published as it is. The lines that begin with `#+` say what is asked, what the parameters and the
columns mean, and which competency question is answered. A value goes in as one whole RDF term:
`?_country_iri` takes the EU code of a country (EL and UK, as Eurostat writes them), `?_city_iri` the GeoNames id
of a city, `?_programme_iri` a key of the programme tree; `?__country_iri`, with two underscores, may be left open.

Ask one with `ncp ask NAME`, for example `ncp ask gaps/unlinked --country SI`; the page Ask of the dashboard does
the same. `ncp questions` prints this list. The questions under `checks/` hold when they return nothing.

This page is written by `python -m queries.description`.
"""


def describe(questions: Iterable[Question]) -> str:
    """Write the page: one part for each topic, one entry for each question."""
    parts = [_HEAD]
    for topic, members in groupby(questions, key=lambda question: question.topic):
        parts += [f"## {topic}\n", *(_entry(question) for question in members)]
    return "\n".join(parts)


def _entry(question: Question) -> str:
    answers = f" (answers {', '.join(question.answers)})" if question.answers else ""
    lines = [f"### {question.name}\n", f"{question.summary}{answers}. {question.description}\n"]
    if question.parameters:
        lines += ["| parameter | meaning | default |", "|---|---|---|"]
        lines += [_row(parameter) for parameter in question.parameters]
        lines.append("")
    lines += ["| column | meaning |", "|---|---|"]
    lines += [f"| `{column}` | {meaning} |" for column, meaning in question.columns.items()]
    return "\n".join(lines) + "\n"


def _row(parameter: Parameter) -> str:
    default = f"`{parameter.default}`" if parameter.default else "open" if parameter.optional else ""
    return f"| `{parameter.name}` | {parameter.meaning} | {default} |"


if __name__ == "__main__":
    PAGE.write_text(describe(load().values()), encoding="utf-8")
