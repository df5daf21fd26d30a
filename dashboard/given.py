"""What options are given: a day, a country, a key of a scheme; what is none is told with the option and the remedy.

A list that is empty because a country was misspelt would say that there is nothing.
"""

from datetime import date, datetime

import click


class Day(click.ParamType[date]):
    """A day that exists, as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError:
            remedy = "give one that exists, as YYYY-MM-DD, such as 2026-03-01"
            raise click.BadParameter(f"“{value}” is no day; {remedy}.", ctx, param) from None


class Country(click.ParamType[str]):
    """A country by its code; an empty text leaves it open."""

    name = "CODE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the EU code."""
        from graph.countries import eu_code

        if value and not eu_code(str(value)):
            told = f"“{value}” is no country that is known; give its EU code, such as PT or EL."
            raise click.BadParameter(told, ctx, param)
        return eu_code(str(value))


class Concept(click.ParamType[str]):
    """A key of a scheme, such as a domain; an empty text leaves it open."""

    name = "KEY"

    def __init__(self, scheme: str) -> None:
        """Take the scheme by its name: challenge, domain or barrier."""
        self.scheme = scheme

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the key as it is, or say which come near."""
        from difflib import get_close_matches

        from ontology.terms import SCHEME, terms

        key = str(value)
        if not key or f"{self.scheme}-{key}" in SCHEME:
            return key
        start = f"{self.scheme}-"
        known = sorted({term.name.removeprefix(start) for term in terms() if term.name.startswith(start)})
        near = get_close_matches(key, known, 3, 0.4) or known[:3]
        raise click.BadParameter(
            f"“{key[:40]}” is no {self.scheme}; give its key, such as {', '.join(near)}.", ctx, param
        )
