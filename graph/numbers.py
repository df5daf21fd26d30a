"""Numbers of organisations in public registers (PIC, VAT, national), cleaned so that one body has one number."""

import re
from functools import lru_cache

Number = tuple[str, str]
"""Register and number, such as ("pic", "999981634") or ("vat", "PT501306099")."""

PREFIXES = {"GR": "EL", "UK": "GB"}
"""Codes of countries that stand before VAT numbers in two ways."""
ONE_NUMBER = frozenset(("BE", "CZ", "DK", "ES", "FI", "HR", "IT", "PL", "PT", "RO", "SI"))
"""Countries where the VAT number of a legal person is its national number behind the country's code."""
BELGIAN = 10
"""Digits of a Belgian number; older ones lack the leading zero."""
LEAST_DIGITS = 6
PREFIXED = re.compile(
    r"(?:AT|BE|BG|CH|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|GR|HR|HU|IE|IS|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|RS|SE|SI|SK|UA|UK)"
    r"\w{6,}"
)
"""A VAT number that begins with the code of a country."""
STAND_INS = re.compile(r"(\d)\1*|0*1?23456789?0*|9?876543210?")
"""What people type where they know no number: one digit over and over, or digits in a row."""


MARKS = re.compile(r"[\W_]")
PIC = re.compile(r"\d{9}")


def clean(register: str, written: str, country: str) -> Number | None:
    """Write a number in one form; None for what stands in for a number, such as "N/A" or "0"."""
    mark = written if written.isdigit() else MARKS.sub("", written.upper())
    digits = mark if mark.isdigit() else "".join(filter(str.isdigit, mark))
    if len(digits) < LEAST_DIGITS or STAND_INS.fullmatch(digits):
        return None
    if register == "pic":
        return ("pic", mark) if PIC.fullmatch(mark) else None
    own = PREFIXES.get(country, country)
    if register == "vat":
        return "vat", _vat(mark, own)
    home = register.removeprefix("national-").upper()
    if home in ONE_NUMBER:
        return "vat", _vat(mark, home)
    return register, mark


def _vat(mark: str, country: str) -> str:
    """Put the country's code before a VAT number, once."""
    code, rest = (mark[:2], mark[2:]) if PREFIXED.fullmatch(mark) else (country, mark)
    code = PREFIXES.get(code, code)
    return f"{code}{rest.zfill(BELGIAN)}" if code == "BE" else f"{code}{rest}"


@lru_cache(maxsize=131_072)
def numbers(identifiers: tuple[tuple[str, str], ...], country: str) -> tuple[Number, ...]:
    """Clean all numbers of a body; what stands in for a number is left out."""
    found = (clean(register, written, country) for register, written in identifiers)
    return tuple(dict.fromkeys(number for number in found if number))
