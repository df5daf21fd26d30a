"""The page of the documentation on the saved questions, written from the questions themselves."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from queries.catalogue import Parameter, Question, load
from queries.competency import ASKED, answered, told
from queries.view import View

PAGE = Path(__file__).parents[1] / "docs" / "questions.md"
_HEAD = """# Questions

Every question is one file `queries/TOPIC/NAME.rq`, found by its name; the notation is that of grlc, so the
folder can be published as it is. The lines that begin with `#+` say what is asked, what the parameters and the
columns mean, and which competency question is answered. A value goes in as one whole RDF term:
`?_country_iri` takes the EU code of a country (EL and UK, as Eurostat writes them), `?_city_iri` the GeoNames id
of a city, `?_programme_iri` a key of the programme tree; `?__country_iri`, with two underscores, may be left open.
Each question names the view in which it is first shown (table, map, network, bar or matrix), and a unit for each column
of numbers. `ncp questions --check` refuses what is undocumented, and what is slow on the current release.

Ask one with `ncp ask NAME`, for example `ncp ask gaps/unlinked --country SI`; the page Ask of the dashboard does
the same. `ncp questions` prints this list. The questions under `checks/` hold when they return nothing.

Where `NAME.sql` lies beside `NAME.rq`, the question is answered by that SQL from the tables that the build wrote into
the folder of the release (`tables/*.parquet`), several times faster; a test holds both to the same rows. With
`--endpoint`, and from a release that has no tables, the SPARQL is asked.

This page is written by `python -m queries.description`.
"""


def describe(questions: Iterable[Question]) -> str:
    """Write the page: one part for each topic, one entry for each question."""
    questions = list(questions)
    parts = [_HEAD, _competency(questions)]
    for topic, members in groupby(questions, key=lambda question: question.topic):
        parts += [f"## {topic}\n", *(_entry(question) for question in members)]
    return "\n".join(parts)


def _competency(questions: list[Question]) -> str:
    lines = ["## Competency questions\n", "| question | asks | answered by |", "|---|---|---|"]
    lines += [f"| {key} | {ASKED[key]} | {told(key, names)} |" for key, names in answered(questions).items()]
    return "\n".join(lines) + "\n"


def _entry(question: Question) -> str:
    answers = f" (answers {', '.join(question.answers)})" if question.answers else ""
    lines = [f"### {question.name}\n", f"{question.summary}{answers}. {question.description}\n"]
    if question.parameters:
        lines += ["| parameter | meaning | default |", "|---|---|---|"]
        lines += [_row(parameter) for parameter in question.parameters]
        lines.append("")
    lines += ["| column | meaning | unit |", "|---|---|---|"]
    lines += [
        f"| `{name}` | {meaning} | {question.units.get(name, '')} |" for name, meaning in question.columns.items()
    ]
    lines.append(f"\nFirst shown as {_view(question.view)}.")
    return "\n".join(lines) + "\n"


def _view(view: View) -> str:
    return view.kind + (f" of {', '.join(f'`{name}`' for name in view.columns)}" if view.columns else "")


def _row(parameter: Parameter) -> str:
    default = f"`{parameter.default}`" if parameter.default else "open" if parameter.optional else ""
    listed = f"; a value of `{parameter.choices}`" if parameter.choices else ""
    return f"| `{parameter.name}` | {parameter.meaning}{listed} | {default} |"


if __name__ == "__main__":
    PAGE.write_text(describe(load().values()), encoding="utf-8")
