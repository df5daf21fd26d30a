"""Full text of the practices, by stems, ranked by BM25: written while a release is made, asked by page and command.

SQLite's FTS5 ranks (a title weighs more than a keyword, a keyword more than a summary, that more than the long texts).
Words of a need are looked up in every language that the texts have, words of town business in six more (NEED_WORDS).
"""

import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph.endpoint import Embedded, Endpoint
from graph.names import fold
from graph.stems import WORD, in_all, stemmed, stems
from graph.workspace import Release
from ontology.terms import PREFIXES

NAME = "practices.sqlite"
PARTS = ("title", "keyword", "summary", "body")
WEIGHTS = (6.0, 4.0, 3.0, 1.0)
SHORTEST = 3
"""Shorter words of a need are not looked up."""
LONG, ENDING = 7, 3
"""A word of at least so many letters that no text bears is looked up without its last letters ("habitacao")."""
COMMON, FEW = 0.5, 20
"""Words that more than this share of the practices bear tell nothing, where there are more than a few."""
NEED_WORDS = Path(__file__).with_name("need_words.csv")
_HEADS = "".join(f"PREFIX {key}: <{PREFIXES[key]}>\n" for key in ("ncp", "skos", "dcterms"))
_QUERY = f"""{_HEADS}SELECT ?practice ?part ?text ?language WHERE {{
  ?practice a ncp:Practice .
  {{ ?practice skos:prefLabel ?text . BIND ("title" AS ?part) }}
  UNION {{ ?practice dcterms:subject/skos:prefLabel ?text . BIND ("keyword" AS ?part) }}
  UNION {{ VALUES ?short {{ dcterms:description dcterms:abstract ncp:problem }}
          ?practice ?short ?text . BIND ("summary" AS ?part) }}
  UNION {{ VALUES ?long {{ ncp:solution ncp:approach ncp:involvement ncp:results ncp:transferability ncp:whatFailed
                          ncp:prerequisite }}
          ?practice ?long ?text . BIND ("body" AS ?part) }}
  OPTIONAL {{ ?practice dcterms:language ?spoken }}
  BIND (IF(LANG(?text) != "", LANG(?text), COALESCE(?spoken, "en")) AS ?language)
}}"""


_RANKED = """SELECT practice, -bm25(practices, ?, ?, ?, ?, ?) FROM practices
WHERE practices MATCH ? ORDER BY 2 DESC, 1 LIMIT ?"""
_BORNE = "SELECT term, doc FROM terms WHERE term IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a practice: its IRI, which part of it, and in which language (ISO 639-1)."""

    practice: str
    part: str
    text: str
    language: str


def texts(endpoint: Endpoint) -> list[Text]:
    """Read the texts of all practices."""
    return [Text(*map(str, row)) for row in dict.fromkeys(endpoint.select(_QUERY).rows)]


def write_practice_index(folder: Path) -> None:
    """Write the index into the folder of a release whose store is loaded."""
    store = ox.Store.read_only(str(folder / "store"))
    path = folder / "tables" / NAME
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        fill(database, texts(Embedded(store)))
    database.close()


def fill(database: sqlite3.Connection, found: Iterable[Text]) -> None:
    """Make the index and write the texts."""
    database.execute(f"CREATE VIRTUAL TABLE practices USING fts5(practice UNINDEXED, {', '.join(PARTS)})")
    database.execute("CREATE VIRTUAL TABLE terms USING fts5vocab('practices', 'row')")
    database.execute("CREATE TABLE languages (code TEXT PRIMARY KEY)")
    _put(database, found)


def _put(database: sqlite3.Connection, found: Iterable[Text]) -> None:
    """Write the texts as stems, and the languages that they are in."""
    parts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        parts[one.practice][one.part].extend(stemmed(one.text, one.language))
        database.execute("INSERT OR IGNORE INTO languages VALUES (?)", (one.language,))
    for practice in sorted(parts):
        cells = [" ".join(parts[practice][part]) for part in PARTS]
        database.execute("INSERT INTO practices VALUES (?, ?, ?, ?, ?)", (practice, *cells))
    database.commit()  # nothing can be copied out of a database, or into one, while a change of it is open


class PracticeIndex:
    """An index to ask; it is read only, and each need opens it by itself."""

    def __init__(self, path: Path | None, found: Iterable[Text] = ()) -> None:
        """Take the index of a release, or make one in memory where a release has none."""
        self._path = path
        self._own = None if path else sqlite3.connect(":memory:", check_same_thread=False)
        if self._own:
            fill(self._own, found)

    def with_own(self, found: Iterable[Text], instead_of: str) -> "PracticeIndex":
        """Give the same index with these practices in place of those whose IRI begins so; ranks hold over all."""
        made, mine = PracticeIndex(None), sqlite3.connect(":memory:", check_same_thread=False)
        held = self._own or sqlite3.connect(f"file:{self._path}?mode=ro&immutable=1", uri=True)
        held.backup(mine)
        mine.execute("DELETE FROM practices WHERE substr(practice, 1, ?) = ?", (len(instead_of), instead_of))
        _put(mine, found)
        made._own = mine
        if held is not self._own:
            held.close()
        return made

    def search(self, need: str, most: int = 200) -> list[tuple[str, float]]:
        """Give the IRIs of the practices that fit a need in plain words, the best first, with their scores."""
        if self._own:
            return list(_search(self._own, need, most))
        database = sqlite3.connect(f"file:{self._path}?mode=ro&immutable=1", uri=True)
        try:
            return list(_search(database, need, most))
        finally:
            database.close()


def index_of(release: Release | None, endpoint: Endpoint) -> PracticeIndex:
    """Open the index of a release, or make one of what the endpoint tells."""
    path = release.folder / "tables" / NAME if release else None
    return PracticeIndex(path) if path and path.is_file() else PracticeIndex(None, texts(endpoint))


def _search(database: sqlite3.Connection, need: str, most: int) -> Iterator[tuple[str, float]]:
    languages = [code for (code,) in database.execute("SELECT code FROM languages ORDER BY code")]
    words = [word for word in WORD.findall(need.casefold()) if len(word) >= SHORTEST]
    asked = {word: _wanted(word, languages) for word in words}
    (count,) = database.execute("SELECT count(*) FROM practices").fetchone()
    stems_asked = json.dumps([stem for several in asked.values() for stem in several])
    borne = dict(database.execute(_BORNE, (stems_asked,)))
    parts = dict.fromkeys(
        part
        for word, several in asked.items()
        for part in _parts(word, several, borne, COMMON * count if count > FEW else count)
    )
    if parts:
        yield from database.execute(_RANKED, (0.0, *WEIGHTS, " OR ".join(parts), most))


def _parts(word: str, several: Sequence[str], borne: Mapping[str, int], most: float) -> Iterator[str]:
    """Write what is looked up for a word; one whose stems no text bears is looked up by its beginning.

    Words that most practices bear tell nothing and are left out. Stems hold letters and digits alone.
    """
    known = [stem for stem in several if stem in borne]
    if not known and len(word) >= LONG:
        yield f'"{fold(word)[: len(word) - ENDING]}"*'
    yield from (f'"{stem}"' for stem in known if borne[stem] <= most)


def _wanted(word: str, languages: Sequence[str]) -> list[str]:
    """Give the stems that are looked up for a word of a need: its own, and those of English words that say the same."""
    found = dict.fromkeys(in_all(word, languages))
    for stem in in_all(word, languages_of_needs()):
        found |= dict.fromkeys(need_words().get(stem, ()))
    return list(found)


@cache
def languages_of_needs(file: Path = NEED_WORDS, only_filled: bool = True) -> tuple[str, ...]:
    """Give the languages in which words of town business are known: the columns of the file that hold words.

    A column without words is a language in which signs of the questionnaire alone are written.
    """
    rows = _rows(file)
    return tuple(sorted(code for code in rows[0] if not only_filled or any(row[code] for row in rows)))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def need_words(file: Path = NEED_WORDS) -> dict[str, tuple[str, ...]]:
    """Lead the stem of a word of town business in any of the languages to English stems."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in _rows(file):
        english = dict.fromkeys(stem for word in row["en"].split("|") for stem in stemmed(word, "en"))
        for language in languages_of_needs(file):
            for word in filter(None, row[language].split("|")):
                if " " not in word:
                    for stem in stems(word.casefold(), language):
                        found[stem] |= english
    return {stem: tuple(several) for stem, several in found.items()}
