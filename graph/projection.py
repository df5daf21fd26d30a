"""Cities that meet in projects: who takes part in what, and the ties that follow, by layer.

Only projects tie cities. A membership of an initiative never does: 11,000 signatories of the Covenant of Mayors
are no consortium. A project of n cities gives each pair 1/(n-1), so that its partners sum to one whatever its size.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
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
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, order=True)
class Layer:
    """A part of the network: one programme family, or all of them (""), under one of READINGS.

    `period` leaves only the projects of one programming period ("2014-2020"), `role` only the participations in one
    role, a key of `role-*`; "" leaves all.
    """

    family: str
    reading: str
    period: str = ""
    role: str = ""

    @property
    def key(self) -> str:
        """Name the layer, as in "urbact/authority", "all/any/2014-2020" or "interreg/any/partner"."""
        return "/".join(part for part in (self.family or "all", self.reading, self.period, self.role) if part)


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
    told = list(pairs)
    number = {name: n for n, name in enumerate(sorted({project for _, project in told}))}
    here = np.fromiter((city for city, _ in told), np.int64, len(told))
    there = np.fromiter((number[project] for _, project in told), np.int64, len(told))
    return _laid(here, there, np.array(sorted(cities), dtype=np.int64))


def _laid(cities: Codes, projects: Codes, more: Codes) -> Incidence:
    rows, row = np.unique(np.concatenate((cities, more)), return_inverse=True)
    columns, column = np.unique(projects, return_inverse=True)
    spots = (row[: len(cities)], column)
    matrix = Matrix((np.ones(len(cities)), spots), shape=(len(rows), len(columns)))
    matrix.data[:] = 1  # a pair that comes twice was added up
    return Incidence(tuple(rows.tolist()), matrix)


def layers(
    links: Iterable[Link], families: Mapping[str, str], periods: Mapping[str, str] = MappingProxyType({})
) -> dict[Layer, Incidence]:
    """Sort the links to projects into layers; a layer in which nobody meets anybody is left out.

    Each family, and all together, has a layer by reading, and of it one for each period and one for each role;
    `periods` leads programme keys to periods. A project whose period nobody knows is in no layer of a period.
    """
    told = _Coded(links, families, periods)
    found = {layer: told.incidence(layer) for layer in told.wanted()}
    return {layer: one for layer, one in sorted(found.items()) if _shared(one).any()}


def layer_of(links: Iterable[Link], layer: Layer, periods: Mapping[str, str] = MappingProxyType({})) -> Incidence:
    """Lay out one layer of links that are all of its family; nobody need meet anybody."""
    return _Coded(links, {}, periods).incidence(replace(layer, family=""))


class _Coded:
    """The links as columns of numbers, so that two millions of them are sorted into layers in seconds."""

    def __init__(self, links: Iterable[Link], families: Mapping[str, str], periods: Mapping[str, str]) -> None:
        numbers: list[dict[str, int]] = [{}, {"": 0}, {"": 0}, {"": 0}]
        rows = []
        for link in links:
            if link.target.startswith(f"<{ID}project/"):
                names = (link.target, families.get(link.programme, ""), periods.get(link.programme, ""), link.role)
                codes = [known.setdefault(name, len(known)) for known, name in zip(numbers, names, strict=True)]
                rows.append((link.city, link.reading == "authority", *codes))
        self.columns = np.array(rows, dtype=np.int64).reshape(-1, 6).T
        projects, self.families, self.periods, self.roles = numbers
        # Numbered by name and not by arrival, so that a run can be repeated.
        place = {name: n for n, name in enumerate(sorted(projects))}
        self.columns[2] = np.array([place[name] for name in projects], dtype=np.int64)[self.columns[2]]

    def wanted(self) -> list[Layer]:
        """List the layers that are told apart."""
        whole = [Layer(family, reading) for family in self.families for reading in READINGS]
        by_period = [replace(layer, period=name) for layer in whole for name in self.periods if name]
        return [*whole, *by_period, *(replace(layer, role=name) for layer in whole for name in self.roles if name)]

    def incidence(self, layer: Layer) -> Incidence:
        """Lay out the links of one layer."""
        city, authority, project, *others = self.columns
        kept = authority == 1 if layer.reading == "authority" else np.ones(len(city), dtype=bool)
        chosen = (layer.family, layer.period, layer.role)
        for column, known, name in zip(others, (self.families, self.periods, self.roles), chosen, strict=True):
            if name:
                kept = kept & (column == known.get(name, -1))
        return _laid(city[kept], project[kept], np.empty(0, dtype=np.int64))


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
    rows = np.flatnonzero(one.matrix @ _shared(one).astype(float))
    return Incidence(tuple(one.cities[row] for row in rows), Matrix(one.matrix[rows, :]))


def _shared(one: Incidence) -> NDArray[np.bool_]:
    """Mark the projects in which two cities or more take part."""
    return np.asarray(one.matrix.sum(axis=0)) > 1


def tie_persistence(meetings: Matrix) -> float:
    """Give the share of tied pairs that met in two or more projects (M12); nan where nobody is tied."""
    return float((meetings.data >= 2).mean()) if meetings.nnz else float("nan")


def _without_self(square: Matrix) -> Matrix:
    bare = Matrix(square)
    bare.setdiag(0)
    bare.eliminate_zeros()
    bare.sort_indices()
    return bare
