"""Keys of projects and programmes, made from their names."""

import hashlib
import re
import unicodedata
from functools import lru_cache

SPELT = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i", "œ": "oe"})


@lru_cache(maxsize=20_000)
def slug(name: str) -> str:
    """Write a name in small Latin letters, digits and hyphens; names that would lose letters get a digest."""
    text = name.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(SPELT))
        text = "".join(c for c in text if not unicodedata.combining(c))
    short = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
    lost = not text.isascii() and any(c.isalpha() and not c.isascii() for c in text)
    if short and not lost and len(short) <= 80:
        return short
    digest = hashlib.sha256(" ".join(name.split()).encode()).hexdigest()[:8]
    return f"{short[:60].strip('-')}-{digest}".lstrip("-")


def compact(name: str) -> str:
    """Write a name as a slug without hyphens, so that "City Centre Doctor" and "CityCentreDoctor" are one."""
    return slug(name).replace("-", "")
