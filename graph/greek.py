"""Greek names in Latin letters, which every hand writes otherwise: Etoliko and Aitolikó sound the same."""

import re

COUNTRIES = ("CY", "EL")

_SOUNDS = (
    *(("ai", "e"), ("ei", "i"), ("oi", "i"), ("ou", "u"), ("ph", "f"), ("ch", "h"), ("kh", "h"), ("dh", "d")),
    *(("gh", "g"), ("th", "t"), ("ck", "k"), ("mp", "b"), ("nt", "d"), ("gk", "g"), ("ng", "g"), ("ks", "x")),
    *(("eu", "ef"), ("au", "af"), ("ev", "ef"), ("av", "af"), ("y", "i"), ("j", "i"), ("c", "k"), ("q", "k")),
    *(("v", "b"), ("w", "o")),
)
"""What is written in several ways and how it is brought to one, in this order."""

_DOUBLED = re.compile(r"(.)\1+")


def sound(text: str) -> str:
    """Return the key of a name with one letter for what sounds the same in Greek of today."""
    found = text.removeprefix("h") if text[1:2] in tuple("aeiouy") else text
    for written, said in _SOUNDS:
        found = found.replace(written, said)
    return _DOUBLED.sub(r"\1", found)
