"""Words without accents and endings, so that "habitação", "habitacao" and "habitações" are one word.

The endings are taken off by the Snowball stemmers; a word is taken without accents too, because people leave them out.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import snowballstemmer

from graph.languages import language_name
from graph.names import fold

WORD = re.compile(r"[^\W_]+")


@cache
def _stemmer(language: str) -> "snowballstemmer.stemmer | None":
    """Find the stemmer of a language; words of a language without one are taken as they stand, without accents."""
    known = language_name(language).casefold()
    return snowballstemmer.stemmer(known) if known in snowballstemmer.algorithms() else None


@lru_cache(maxsize=100_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """Give the forms of a word: its stem as written, its stem without accents, and the word itself, all folded."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return (fold(word),)
    found = (fold(stemmer.stemWord(word)), fold(stemmer.stemWord(fold(word))), fold(word))
    return tuple(dict.fromkeys(stem for stem in found if stem))


def stemmed(text: str, language: str) -> Iterator[str]:
    """Give the stems of all words of a text, in their order."""
    for word in WORD.findall(text.casefold()):
        yield from stems(word, language)


def in_all(word: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Give every stem that a word may have, since nobody says in which of the languages it is written."""
    return tuple(dict.fromkeys(stem for language in languages for stem in stems(word, language)))
