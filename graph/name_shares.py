"""In how many projects and initiatives each name stands, and how many countries share these projects."""

from array import array

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Codes = NDArray[np.int64]


class Shares:
    """Pairs of numbers, 12 bytes each: a project with a name that stands in it, or with a country that shares it.

    Projects and initiatives are told by the hashes of their keys.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._held, self._names = array("q"), array("I")
        self._shared, self._countries = array("q"), array("I")
        self._numbers: dict[str, int] = {}

    def hold(self, name: int, spot: int) -> None:
        """Note that a project or initiative holds the name of this number."""
        self._held.append(spot)
        self._names.append(name)

    def share(self, country: str, spot: int) -> None:
        """Note that a country shares a project."""
        self._shared.append(spot)
        self._countries.append(self._numbers.setdefault(country, len(self._numbers)))

    def counted(self, names: int) -> tuple[Codes, Codes]:
        """Give the distinct projects and initiatives of each name, and the distinct countries of these together."""
        held, shared = (np.frombuffer(spots, np.int64) for spots in (self._held, self._shared))
        spots = np.unique(np.concatenate((held, shared)))
        holds = _matrix(self._names, np.searchsorted(spots, held), (names, len(spots)))
        shares = _matrix(np.searchsorted(spots, shared), self._countries, (len(spots), len(self._numbers)))
        return np.diff(holds.indptr), np.diff((holds @ shares).indptr)


def _matrix(rows: object, columns: object, shape: tuple[int, int]) -> sparse.csr_array:
    """Mark pairs in a table, each once."""
    rows, columns = (np.asarray(each, np.int32) for each in (rows, columns))
    return sparse.csr_array(sparse.coo_array((np.ones(len(rows), bool), (rows, columns)), shape))
