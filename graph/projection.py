"""Cities that meet in projects: who takes part in what, and the ties that follow, by layer.

Only projects tie cities. A membership of an initiative never does: 11,000 signatories of the Covenant of Mayors
are no consortium. A project of n cities gives each pair 1/(n-1), so that its partners sum to one whatever its size.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.findings import Link
from graph.quads import ID

READINGS = ("authority", "any")
"""The urban authority itself takes part, or any organisation in the town, its authority included."""

Matrix: TypeAlias = sparse.csr_array
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, order=True)
class Layer:
    """A part of the network: one programme family, or all of them (""), under one of READINGS."""

    family: str
    reading: str

    @property
    def key(self) -> str:
        """Name the layer, as in "urbact/authority" or "all/any"."""
        return f"{self.family or 'all'}/{self.reading}"


@dataclass(frozen=True, slots=True)
class Incidence:
    """Who takes part in what: a row for each city (GeoNames id, ascending), a column for each project, 0 or 1."""

    cities: tuple[int, ...]
    matrix: Matrix

    @property
    def projects(self) -> int:
        """Count the projects."""
        return int(self.matrix.shape[1])


def incidence(pairs: Iterable[tuple[int, str]], cities: Iterable[int] = ()) -> Incidence:
    """Lay out pairs of city and project, each counted once; `cities` adds some that may have no project."""
    distinct = set(pairs)
    rows = sorted({city for city, _ in distinct} | set(cities))
    columns = sorted({project for _, project in distinct})
    row = {city: n for n, city in enumerate(rows)}
    column = {project: n for n, project in enumerate(columns)}
    spots = ([row[city] for city, _ in distinct], [column[project] for _, project in distinct])
    return Incidence(tuple(rows), Matrix((np.ones(len(distinct)), spots), shape=(len(rows), len(columns))))


def layers(links: Iterable[Link], families: Mapping[str, str]) -> dict[Layer, Incidence]:
    """Sort the links to projects into layers; a layer in which nobody meets anybody is left out."""
    pairs: dict[Layer, set[tuple[int, str]]] = {}
    for link in links:
        if not link.target.startswith(f"<{ID}project/"):
            continue
        for reading in READINGS if link.reading == "authority" else ("any",):
            for family in ("", families[link.programme]):
                pairs.setdefault(Layer(family, reading), set()).add((link.city, link.target))
    laid = {layer: incidence(members) for layer, members in sorted(pairs.items())}
    return {layer: one for layer, one in laid.items() if met(one).nnz}


def project_counts(one: Incidence) -> Numbers:
    """Count the distinct projects of each city (M1): k_i; 0 = none among those that were loaded."""
    return np.asarray(one.matrix.sum(axis=1), dtype=float)


def met(one: Incidence) -> Matrix:
    """Count for each pair of cities the projects in which both take part; nobody meets himself."""
    return _without_self(one.matrix @ one.matrix.T)


def strengths(one: Incidence) -> Matrix:
    """Weigh each tie by size-corrected meetings: the sum over shared projects p of 1/(n_p - 1), n_p cities in p."""
    sizes = np.asarray(one.matrix.sum(axis=0), dtype=float)
    weight = np.divide(1.0, sizes - 1, out=np.zeros_like(sizes), where=sizes > 1)
    return _without_self(one.matrix @ sparse.diags_array(weight) @ one.matrix.T)


def backbone(meetings: Matrix, times: int = 2) -> Matrix:
    """Keep the ties of cities that met in at least so many projects, each as 1."""
    kept = (meetings >= times).astype(float) if meetings.nnz else meetings
    return Matrix(kept)


def tied(one: Incidence) -> Incidence:
    """Keep the cities that meet another one: those with no tie are a class of their own before any measure."""
    rows = np.flatnonzero(np.diff(met(one).indptr))
    return Incidence(tuple(one.cities[row] for row in rows), Matrix(one.matrix[rows, :]))


def tie_persistence(meetings: Matrix) -> float:
    """Give the share of tied pairs that met in two or more projects (M12); nan where nobody is tied."""
    return float((meetings.data >= 2).mean()) if meetings.nnz else float("nan")


def _without_self(square: Matrix) -> Matrix:
    bare = Matrix(square)
    bare.setdiag(0)
    bare.eliminate_zeros()
    bare.sort_indices()
    return bare
