"""Texts that a spreadsheet opens: none is run as a formula."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: object) -> object:
    """Put an apostrophe before a text that a spreadsheet would run as a formula; other values stay."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
