"""Who may do what: one table of roles and rights, and the person on whose behalf a function writes.

Every function that writes the team's records, publishes or gives out contact data asks here; the pages ask the same
to say beforehand what is not possible. Who has which role is configuration (docs/people.md), never in the graph.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.errors import NotAllowed


class Right(StrEnum):
    """What can be allowed; the value says it in words, {where} is " of PT" where a country is concerned."""

    READ = "read the pages"
    LIST = "keep lists, saved filters and queries, or put towns{where} on them"
    OUTREACH = "keep contacts with a city{where}, or move it on the board"
    PERSONS = "see or write contact persons of a city{where}"
    DECIDE = "decide on names{where}"
    REQUEST = "ask the helpdesk for help, or change what one asked"
    HELPDESK = "work on a request for help{where}"
    EXPERTS = "keep experts of the helpdesk and whom to speak with there"
    KEYWORDS = "decide on keywords of the sources"
    LESSONS = "keep lessons, or claims that they carry over"
    SUBMIT = "submit a practice, or tell that a city uses one"
    CHECK = "check and publish practices"
    PEERS = "ask peers for a town{where}, note their answers, or say how many towns a mentor{where} may have"
    CONFIRM = "confirm that a city{where} uses a practice"
    BUILD = "fetch exports and build a release"
    ROLLBACK = "serve another release"
    PUBLISH = "publish a release to another store"
    EXPORT_PERSONS = "take contact data of persons out of the records"
    RECORDS = "export or import all records"


class Role(StrEnum):
    """What a person is to the team; each role may do all that the one before may."""

    READER = "reader"
    OFFICER = "officer"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


_READER = frozenset({Right.READ, Right.SUBMIT, Right.REQUEST})
OF_COUNTRY = frozenset(
    {Right.LIST, Right.OUTREACH, Right.PERSONS, Right.DECIDE, Right.CONFIRM, Right.PEERS, Right.HELPDESK}
)
"""What an officer may do in the countries that are his."""

_OFFICER = _READER | OF_COUNTRY | {Right.LESSONS, Right.EXPERTS}
_EDITOR = _OFFICER | {Right.BUILD, Right.KEYWORDS, Right.CHECK}
MAY: Mapping[Role, frozenset[Right]] = {
    Role.READER: _READER,
    Role.OFFICER: _OFFICER,
    Role.EDITOR: _EDITOR,
    Role.ADMINISTRATOR: _EDITOR | {Right.ROLLBACK, Right.PUBLISH, Right.EXPORT_PERSONS, Right.RECORDS},
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who works here: the name that the records keep, role, and the countries of an officer (EU codes).

    `role` None is somebody who is not signed in; `signed_in` False is the user of this machine, who needs no sign-in.
    """

    name: str
    role: Role | None
    countries: frozenset[str] = frozenset()
    signed_in: bool = True

    @property
    def told(self) -> str:
        """The role in words."""
        if self.role is None:
            return "not signed in"
        if not self.signed_in:
            return f"user of this machine, {self.role}"
        where = f" of {', '.join(sorted(self.countries))}" if self.role is Role.OFFICER else ""
        return f"{self.role}{where}"

    def may(self, right: Right, country: str | None = None) -> bool:
        """Tell whether the person has a right; `country` None asks for no country, "" for one that is not known."""
        if self.role is None or right not in MAY[self.role]:
            return False
        return self.role is not Role.OFFICER or right not in OF_COUNTRY or country in (None, *self.countries)

    def why_not(self, right: Right, country: str | None = None) -> str:
        """Say in one sentence why the person may not, or "" where he may."""
        if self.may(right, country):
            return ""
        where = f" of {country}" if country else " of a country that is not known" if country == "" else ""
        who = f"{self.name}, {self.told}" if self.name else self.told
        return f"You may not {right.value.format(where=where)}: {_needed(right, country)} may, and you are {who}."

    def must(self, right: Right, country: str | None = None) -> None:
        """Refuse what the person may not do; raises NotAllowed."""
        if told := self.why_not(right, country):
            raise NotAllowed(told)


def _needed(right: Right, country: str | None) -> str:
    """Name the roles that have a right."""
    roles = [f"an {role}" if role is not Role.READER else "a reader" for role in Role if right in MAY[role]]
    if right in OF_COUNTRY and country:
        roles[0] = f"an officer of {country}"
    return f"{', '.join(roles[:-1])} or {roles[-1]}" if len(roles) > 1 else f"only {roles[0]}"


LOCAL = Actor("", Role.ADMINISTRATOR, signed_in=False)
"""The user of this machine, on the command line or on pages that nobody else reaches."""

NOBODY = Actor("", None)
"""Somebody who is not signed in where one must be; has no right at all."""


def _nowhere(_: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Acting:
    """On whose behalf records are read and written, and what tells the country of a city (GeoNames id, EU code)."""

    actor: Actor = LOCAL
    country_of: Callable[[int], str] = _nowhere

    def must(self, right: Right, city: int | None = None) -> None:
        """Refuse what the person may not do, or not for this city; raises NotAllowed."""
        of_country = city is not None and self.actor.role is Role.OFFICER
        self.actor.must(right, self.country_of(city) if of_country and city is not None else None)

    def must_own(self, owner: str) -> None:
        """Refuse to change what belongs to somebody else, unless an editor or an administrator does it."""
        self.actor.must(Right.LIST)
        if self.actor.role is Role.OFFICER and owner != self.actor.name:
            told = f"You may not change what belongs to {owner}: {owner}, an editor or an administrator may"
            raise NotAllowed(f"{told}, and you are {self.actor.name}, {self.actor.told}.")

    def signs(self, by: str) -> str:
        """Give the name that the records keep: of whoever is signed in, else as the user of this machine says it."""
        return self.actor.name if self.actor.signed_in else by
