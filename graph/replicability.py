"""What a town must know of a practice before it copies it; whatever the source does not say is left empty."""

from dataclasses import dataclass

TEXTS = ("abstract", "problem", "solution", "approach", "involvement", "results", "transferability", "failed")
"""The texts of a practice, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Replicability:
    """The texts and facts of a practice as its source tells them.

    `written` is the ISO 639-1 code of the language of the texts; `cost` a number or None, `currency` its ISO 4217 code
    or "" where the source names none; `staff` person-months in the first year, `months` those to the first result;
    `band`, `maturity`, `evidence`, `adaptability`, `challenges` and `domains` are keys of schemes.
    """

    written: str = ""
    abstract: str = ""
    problem: str = ""
    solution: str = ""
    approach: str = ""
    involvement: str = ""
    results: str = ""
    transferability: str = ""
    failed: str = ""
    cost: float | None = None
    currency: str = ""
    band: str = ""
    staff: float | None = None
    months: float | None = None
    prerequisites: tuple[str, ...] = ()
    maturity: str = ""
    evidence: str = ""
    adaptability: str = ""
    challenges: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


NOT_STATED = Replicability()

_BOUNDS = ((10_000, "under-10000"), (100_000, "under-100000"), (1e6, "under-1000000"), (1e7, "under-10000000"))


def band_of(cost: float, currency: str) -> str:
    """Give the cost band of an amount in euro; "" for any other currency and where none is named."""
    if currency != "EUR":
        return ""
    if cost == 0:
        return "none"
    return next((band for below, band in _BOUNDS if cost < below), "over-10000000")
