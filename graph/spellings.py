"""Names that a source misspelt, cut off, or wrote across a border."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.greek import COUNTRIES as GREEK
from graph.greek import sound
from graph.name_index import INNER, OTHER, OWN, SHORT, names_of
from graph.names import key, spelt_out, words
from graph.records import City, Place
from graph.words import SMALL_WORDS

SHORTEST_SLIP = 5
"""Letters of the shortest name that may be misspelt: below that, another name is always one letter away."""

TWO_SLIPS = 8
"""Letters from which on a name may have two slips."""

SHORTEST_CUT = 3
"""Letters of the shortest rest of a name that was cut off at a letter with an accent ("Krak" for Kraków)."""

SHORTEST_BEGINNING = 6
"""Letters of the shortest beginning that can stand for a whole name ("Murska" for Murska Sobota)."""

SHORTEST_MIXED = 7
"""Letters of the shortest name whose letters may stand in another order."""

SHORTEST_END = 5
"""Letters of the shortest end that can stand for a whole name."""

MOST_FOUND = 30

Entries = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A name that is like the one sought: how many slips away, which place bears it and whose name it is."""

    slips: int
    number: int
    kind: int


@dataclass(slots=True)
class Spellings:
    """The names of some places, to be searched for what is like them."""

    keys: list[str] = field(default_factory=list)
    entries: Entries = field(default_factory=list)
    cuts: dict[str, Entries] = field(default_factory=dict)
    sounds: dict[str, Entries] = field(default_factory=dict)
    ends: dict[str, Entries] = field(default_factory=dict)
    letters: dict[str, list[tuple[str, tuple[int, int]]]] = field(default_factory=dict)

    def enter(self, number: int, name: str, kind: int) -> None:
        """Take in a name of a place, whole and up to its first letter that is not plain ASCII."""
        whole, spelt = key(name), key(spelt_out(name))
        for each in (whole, spelt) if spelt else (whole,):
            self.keys.append(each)
            self.entries.append((number, kind))
        plain = next((at for at, sign in enumerate(name) if not sign.isascii()), 0)
        cut = key(name[:plain])
        if len(cut) >= SHORTEST_CUT and cut != whole:
            self.cuts.setdefault(cut, []).append((number, kind))

    def enter_ends(self, number: int, name: str, kind: int) -> None:
        """Take in the ends of a name of several words that follow a whole word ("Nevrokopi" of Kato Nevrokopi)."""
        found = words(name) if " " in name or "-" in name else []
        for at in range(1, len(found)):
            text = "".join(found[at:])
            if len(text) >= SHORTEST_END and SMALL_WORDS.isdisjoint(found[at - 1 : at + 1]):
                self.ends.setdefault(text, []).append((number, kind))

    def enter_sound(self, number: int, name: str, kind: int) -> None:
        """Take in how a Greek name sounds."""
        self.sounds.setdefault(sound(key(name)), []).append((number, kind))

    def like(self, text: str) -> list[Likeness]:
        """Return the names that are a few slips away: letters missing, added, changed, exchanged or written by ear."""
        if len(text) < SHORTEST_SLIP:
            return []
        most = 2 if len(text) >= TWO_SLIPS else 1
        found = process.extract(text, self.keys, scorer=OSA.distance, score_cutoff=most, limit=MOST_FOUND)
        likely = [(name, Likeness(int(slips), *self.entries[at])) for name, slips, at in found]
        likely += [(name, Likeness(2, *entry)) for name, entry in self._mixed(text) if most == 1]
        heard = self.sounds.get(sound(text), []) if self.sounds else []
        by_ear = [Likeness(1, *entry) for entry in heard]
        return [one for name, one in likely if _is_likely(text, name, one)] + by_ear

    def _mixed(self, text: str) -> list[tuple[str, tuple[int, int]]]:
        """Return the cities whose own names have the letters of a text in another order ("Bajadoz")."""
        if not self.letters:
            for name, entry in zip(self.keys, self.entries, strict=True):
                if entry[1] == OWN and SHORTEST_MIXED <= len(name) < TWO_SLIPS:
                    self.letters.setdefault("".join(sorted(name)), []).append((name, entry))
        return [each for each in self.letters.get("".join(sorted(text)), []) if each[0] != text]

    def beginning(self, text: str) -> Entries:
        """Return the cities whose own name begins with a text."""
        if len(text) < SHORTEST_BEGINNING:
            return []
        pairs = zip(self.keys, self.entries, strict=True)
        return [entry for name, entry in pairs if entry[1] == OWN and name.startswith(text)]


def _is_likely(text: str, name: str, one: Likeness) -> bool:
    """Say whether the slips are of a likely kind: two of them leave the first letter and are in a city's own name."""
    return one.slips == 1 or (name[:1] == text[:1] and one.kind == OWN)


def spellings(numbered: Iterable[tuple[int, Place]], cities: Mapping[int, City]) -> Spellings:
    """Gather the names of places; those of a city's parts only as they are written first."""
    found = Spellings()
    for number, place in numbered:
        for name, kind in dict.fromkeys(names_of(place, cities.get(place.city))):
            if kind in (OWN, SHORT, OTHER, INNER):
                found.enter(number, name, kind)
                if name == place.name:
                    found.enter_ends(number, name, kind)
                if place.country in GREEK:
                    found.enter_sound(number, name, kind)
    return found
