"""Records of who is certified or labelled for what, and of what studies found out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.records import Named


@dataclass(frozen=True, slots=True)
class CertificationScheme:
    """A standard against which cities or practices are judged, or a label; what is not told is ""."""

    key: str
    label: str
    body: str = ""
    standard: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The statement of a body that a city or a practice met a scheme.

    `kind` is a key of the scheme `certificate-*`; `practice` the key of the practice that holds it, or "" where the
    city itself does; dates are ISO days, months, years or ""; `evidence` says in words what shows it.
    """

    scheme: str
    city: "Named"
    kind: str
    body: str
    practice: str = ""
    since: str = ""
    until: str = ""
    evidence: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """A study of an effect; `method` is a key of the scheme `study-*`, `evidence` of `evidence-*` or "".

    `topic` is a key of the scheme `topic-*`: what the study is about.
    """

    key: str
    title: str
    topic: str
    method: str
    evidence: str = ""
    body: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure of a study, with its interval in the same unit where the study states one.

    `place` names a city, or only a NUTS code, or only a country; `indicator` and `unit` are keys of the schemes
    `indicator-*` and `effect-unit-*`; `level` is the level of confidence of the interval in percent.
    """

    study: str
    place: "Named"
    indicator: str
    unit: str
    effect: float
    low: float | None = None
    high: float | None = None
    level: float | None = None
    start: str = ""
    end: str = ""
