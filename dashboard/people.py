"""Who has which role, read from `people.toml` in the workspace; what the sign-in says of a person is held against it.

Only what the provider signed counts: an e-mail address that it calls verified, a subject, or a claim such as a group.
Whoever is named nowhere is refused, unless the file says that all others are readers.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.countries import SERVED
from graph.errors import BadParameter, NotAllowed, PeopleUnknown
from graph.plain_text import ROLE, line
from graph.rights import Actor, Role

FILE = "people.toml"
HOURS = 12
"""A sign-in holds so many hours unless the file says otherwise."""

SKEW = 300
"""Seconds that the provider's clock may run ahead of this one."""

KEYS = {"email", "subject", "issuer", "claim", "value", "name", "role", "countries"}
Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A person by `email` or `subject`, or all whose `claim` holds `value`; `issuer` is who must say so."""

    role: Role
    countries: frozenset[str]
    name: str = ""
    email: str = ""
    subject: str = ""
    claim: str = ""
    value: str = ""
    issuer: str = ""

    def means(self, claims: Claims) -> bool:
        """Tell whether this entry is about whoever signed in."""
        if self.issuer and claims.get("iss") != self.issuer:
            return False
        if self.email:
            return claims.get("email_verified") is True and _same(claims.get("email"), self.email)
        if self.subject:
            return claims.get("sub") == self.subject
        held = claims.get(self.claim)
        return self.value in (held if isinstance(held, list) else [held])


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who has a role, for how many hours a sign-in holds, and whether all others may read."""

    entries: tuple[Entry, ...]
    hours: int = HOURS
    others_read: bool = False

    def actor(self, claims: Claims, now: float) -> Actor:
        """Give the person that the provider's signed claims tell of; raises NotAllowed with what is wrong."""
        since = claims.get("iat")
        if isinstance(since, bool) or not isinstance(since, int | float) or not now - self.hours * 3600 < since:
            raise NotAllowed(f"Your sign-in is older than {self.hours} hours; sign in again.")
        if since > now + SKEW:
            raise NotAllowed(
                "Your sign-in is dated in the future; the clock of the provider or of this machine is wrong."
            )
        found = next((one for one in self.entries if one.means(claims)), None)
        if found is not None:
            return Actor(found.name or _called(claims), found.role, found.countries)
        if self.others_read:
            return Actor(_called(claims), Role.READER)
        raise NotAllowed(
            "You are signed in, but no role is given to you: ask the administrator to name you in people.toml."
        )


def people(root: Path) -> People:
    """Read who has which role; raises PeopleUnknown with the entry and what mends it. A changed file counts at once."""
    path = root / FILE
    try:
        about = path.stat()
    except OSError:
        remedy = "write it as docs/people.md shows"
        raise PeopleUnknown(f"{path}: the file that says who has which role is not there; {remedy}.") from None
    return _read(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> People:
    try:
        whole = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PeopleUnknown(f"{path}: the file cannot be read ({error}); mend it.") from None
    strange = set(whole) - {"hours", "others", "people"}
    _sure(path, not strange, f"{', '.join(sorted(strange))} is no setting", "write hours, others or [[people]]")
    hours, others = whole.get("hours", HOURS), whole.get("others", "refused")
    _sure(path, type(hours) is int and 0 < hours <= 168, f"hours is {hours!r}", "write a whole number from 1 to 168")
    _sure(path, others in ("refused", "reader"), f"others is {others!r}", "write refused or reader")
    listed = whole.get("people", [])
    _sure(path, isinstance(listed, list), "people is no list", "write [[people]] before each entry")
    entries = tuple(_entry(path, number, one) for number, one in enumerate(listed, 1))
    names = [one.name for one in entries if one.name]
    twice = sorted({name for name in names if names.count(name) > 1})
    _sure(
        path, not twice, f"the name {', '.join(twice)} stands there twice", "records would mix them up: tell them apart"
    )
    return People(entries, hours, others == "reader")


def _entry(path: Path, number: int, one: object) -> Entry:
    where = f"entry {number} of [[people]]"
    if not isinstance(one, dict):
        raise PeopleUnknown(f"{path}, {where}: it is no table; write [[people]] before each entry.")
    strange = set(one) - KEYS
    _sure(path, not strange, f"{where}: {', '.join(sorted(strange))} is no key", f"write {', '.join(sorted(KEYS))}")
    texts = {key: one.get(key, "") for key in KEYS - {"countries", "role", "name"}}
    wrong = [key for key, text in texts.items() if not isinstance(text, str)]
    _sure(path, not wrong, f"{where}: {', '.join(wrong)} is no text", "put it between quotation marks")
    _sure_whom(path, where, texts)
    role, countries = _role(path, where, one.get("role")), _countries(path, where, one.get("countries", []))
    _sure(path, (role is Role.OFFICER) == bool(countries), f"{where}: role and countries do not go together",
          'give an officer countries = ["PT"], and nobody else any')  # fmt: skip
    return Entry(role, countries, _name(path, where, one.get("name", ""), bool(texts["claim"])), **texts)


def _sure_whom(path: Path, where: str, texts: Mapping[str, str]) -> None:
    whom = [key for key in ("email", "subject", "claim") if texts[key]]
    _sure(path, len(whom) == 1, f"{where}: it names nobody or says twice whom", "give one of email, subject, claim")
    _sure(path, bool(texts["claim"]) == bool(texts["value"]), f"{where}: claim and value go together", "give both")
    _sure(path, bool(texts["email"] or texts["issuer"]), f"{where}: no issuer is named",
          "a subject or claim is one provider's own: give its issuer, such as https://accounts.example.eu")  # fmt: skip


def _role(path: Path, where: str, said: object) -> Role:
    _sure(path, said in set(Role), f"{where}: role is {said!r}", f"write one of {', '.join(Role)}")
    return Role(str(said))


def _countries(path: Path, where: str, said: object) -> frozenset[str]:
    listed: Sequence[object] = said if isinstance(said, list) else [said]
    unknown = [one for one in listed if one not in SERVED]
    _sure(path, not unknown, f"{where}: {unknown} is no country of the graph", 'write EU codes, such as ["PT", "EL"]')
    return frozenset(map(str, listed))


def _name(path: Path, where: str, said: object, many: bool) -> str:
    """Hold the name that the records will keep against what they take; many people of one claim bear their own."""
    if many and not said:
        return ""
    try:
        return line(said if isinstance(said, str) else "", "The name")
    except BadParameter as error:
        raise PeopleUnknown(f"{path}, {where}: {error}") from None


def _sure(path: Path, right: bool, problem: str, remedy: str) -> None:
    if not right:
        raise PeopleUnknown(f"{path}: {problem}; {remedy}.")


def _same(said: object, email: str) -> bool:
    return isinstance(said, str) and said.casefold() == email.casefold()


def _called(claims: Claims) -> str:
    """Name somebody whom the file does not name: as the provider does, with a mark that no other person bears."""
    whole = f"{claims.get('iss')} {claims.get('sub')}"
    mark = hashlib.sha256(whole.encode()).hexdigest()[:8]
    said = " ".join(str(claims.get("name") or "").split())[: ROLE - len(mark) - 3]
    try:
        return f"{line(said, 'The name')} ({mark})"
    except BadParameter:
        return f"somebody ({mark})"
