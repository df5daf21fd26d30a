"""Expected links: how many projects cities of that size and country have, by a negative binomial model.

ln E[projects] = exponent x ln(inhabitants) + a constant for each country, fitted by maximum likelihood. Zeros
stay in: they are what the question is about. Cities whose coverage is not complete must not be handed in.
"""

import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, pdtr

LEVEL = 0.95
"""Share of comparable cities that lie inside the interval, if the model holds."""
LEAST_CITIES = 30
"""With fewer cities no model is fitted."""
NO_POPULATION = "population missing or zero"
NO_LINK = "no city of the country has a project"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Observed:
    """A city that is covered completely: its inhabitants, None or 0 if unknown, and its authority's projects."""

    city: int
    country: str
    population: int | None
    projects: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What the model expects of a city, in projects.

    `mean_low` to `mean_high` is the confidence interval of the mean `mean`; `low`
    to `high` are the counts that comparable cities have; `chance` is the
    probability of so few projects or fewer; `gap` is M8, ln((k + 0.5)/(mean + 0.5)).
    """

    city: int
    projects: int
    mean: float
    mean_low: float
    mean_high: float
    low: int
    high: int
    chance: float
    dispersion: float = 0.0

    def below(self, percent: int) -> bool:
        """Say whether the count lies below the interval in which so many of 100 comparable cities lie."""
        return percent < 100 and self.chance < (1 - percent / 100) / 2

    def interval(self, percent: int) -> tuple[int, int]:
        """Give the counts between which so many of 100 comparable cities lie."""
        ends = ((1 - min(percent, 99) / 100) / 2, (1 + min(percent, 99) / 100) / 2)
        low, high = (_quantile(end, self.mean, self.dispersion) for end in ends)
        return low, high

    def from_nothing(self, percent: int) -> bool:
        """Say whether the interval begins at no project, for which its ends need not be computed."""
        spread = self.dispersion
        nothing = (1 + spread * self.mean) ** (-1 / spread) if spread else float(np.exp(-self.mean))
        return nothing >= (1 - min(percent, 99) / 100) / 2

    @property
    def gap(self) -> float:
        """The participation gap as a log ratio; negative means fewer than cities of that size and country have."""
        return float(np.log((self.projects + 0.5) / (self.mean + 0.5)))

    @property
    def outside(self) -> str:
        """Say where the count lies: "below", "within" or "above" the interval."""
        if self.projects < self.low:
            return "below"
        return "above" if self.projects > self.high else "within"


def _quantile(share: float, mean: float, dispersion: float) -> int:
    """Give the least count to which this share reaches, without the half second that scipy.stats takes to import."""
    size = 1 / dispersion if dispersion else 0.0

    def reached(count: int) -> float:
        return float(betainc(size, count + 1, size / (size + mean)) if size else pdtr(count, mean))

    low, high = -1, 1
    while reached(high) < share:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) >= share else (middle, high)
    return high


@dataclass(frozen=True, slots=True)
class Fit:
    """How the model fits; the pseudo-R² is McFadden's, against a model without size and country."""

    cities: int
    countries: int
    exponent: float
    exponent_low: float
    exponent_high: float
    dispersion: float
    log_likelihood: float
    pseudo_r2: float


@dataclass(frozen=True, slots=True)
class Model:
    """The fit and the cities in it; without a fit `word` says why. `left_out` counts cities by reason."""

    fit: Fit | None
    cities: tuple[Expected, ...]
    left_out: dict[str, int]
    word: str = ""


def expect(observed: Iterable[Observed], level: float = LEVEL) -> Model:
    """Fit the model to all cities that can be in it; never raises for want of data."""
    kept, left_out = _usable(list(observed))
    if not kept and not left_out:
        return Model(None, (), left_out, "No city is covered completely, so nothing can be expected.")
    if len(kept) < LEAST_CITIES:
        word = f"Only {len(kept)} cities can be in the model, fewer than {LEAST_CITIES}: no figure is given."
        return Model(None, (), left_out, word)
    sizes = {one.population for one in kept}
    if len(sizes) < 2:
        return Model(None, (), left_out, "All cities have the same population: no exponent can be told.")
    return _fitted(kept, left_out, level)


def _usable(observed: Sequence[Observed]) -> tuple[list[Observed], dict[str, int]]:
    """Leave out cities without population, and countries without any project, whose constant has no finite value."""
    sized = [one for one in observed if one.population and one.population > 0]
    linked = {one.country for one in sized if one.projects}
    kept = [one for one in sized if one.country in linked]
    counts = Counter({NO_POPULATION: len(observed) - len(sized), NO_LINK: len(sized) - len(kept)})
    return kept, {reason: number for reason, number in counts.items() if number}


def _fitted(kept: Sequence[Observed], left_out: dict[str, int], level: float) -> Model:
    from scipy.stats import norm

    countries = sorted({one.country for one in kept})
    matrix = _matrix(kept, countries)
    counts = np.array([one.projects for one in kept], dtype=np.float64)
    found = _maximise(counts, matrix)
    if found is None:
        return Model(None, (), left_out, "The model did not converge on these cities: no figure is given.")
    beta, dispersion, covariance, likelihood, null = found
    width = float(norm.ppf((1 + level) / 2))
    spread = width * float(np.sqrt(covariance[-1, -1]))
    size = float(beta[-1])
    fit = Fit(
        *(len(kept), len(countries), size, size - spread, size + spread),
        *(dispersion, likelihood, 1 - likelihood / null),
    )
    return Model(fit, _cities(kept, matrix, beta, covariance, dispersion, level), left_out)


def _matrix(kept: Sequence[Observed], countries: Sequence[str]) -> Floats:
    """One column for each country, then ln(inhabitants) about its mean, which keeps the search well conditioned."""
    column = {country: number for number, country in enumerate(countries)}
    matrix = np.zeros((len(kept), len(countries) + 1))
    matrix[np.arange(len(kept)), [column[one.country] for one in kept]] = 1
    sizes = np.log([float(one.population or 1) for one in kept])
    matrix[:, -1] = sizes - sizes.mean()
    return matrix


def _maximise(counts: Floats, matrix: Floats) -> tuple[Floats, float, Floats, float, float] | None:
    """Search from the Poisson fit, by Newton's method and where that fails by BFGS; None if neither converges."""
    from statsmodels.discrete.discrete_model import NegativeBinomial, Poisson

    full = {"check_rank": False, "hasconst": True}  # the countries sum to a constant, and no column is empty
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for method in ("newton", "bfgs"):
            try:
                start = Poisson(counts, matrix, **full).fit(disp=0, maxiter=200, method="newton").params
                model = NegativeBinomial(counts, matrix, **full)
                result = model.fit(start_params=np.append(start, 1.0), disp=0, maxiter=500, method=method)
                null = float(result.llnull)
                values, covariance = np.asarray(result.params), np.asarray(result.cov_params())
            except (np.linalg.LinAlgError, ValueError, FloatingPointError):
                continue
            sound = np.isfinite(values).all() and np.isfinite(covariance).all() and values[-1] > 0
            if result.mle_retvals["converged"] and sound and (np.diag(covariance) > 0).all():
                return values[:-1], float(values[-1]), covariance[:-1, :-1], float(result.llf), null
    return None


def _cities(
    kept: Sequence[Observed], matrix: Floats, beta: Floats, covariance: Floats, dispersion: float, level: float
) -> tuple[Expected, ...]:
    from scipy.stats import nbinom, norm

    logs = matrix @ beta
    spread = float(norm.ppf((1 + level) / 2)) * np.sqrt(np.sum((matrix @ covariance) * matrix, axis=1))
    means, lows, highs = np.exp(logs), np.exp(logs - spread), np.exp(logs + spread)
    size, share = 1 / dispersion, 1 / (1 + dispersion * means)
    few, many = nbinom.ppf((1 - level) / 2, size, share), nbinom.ppf((1 + level) / 2, size, share)
    chance = nbinom.cdf([one.projects for one in kept], size, share)
    figures = zip(kept, means, lows, highs, few, many, chance, strict=True)
    return tuple(
        Expected(one.city, one.projects, float(m), float(a), float(b), int(f), int(g), float(c), dispersion)
        for one, m, a, b, f, g, c in figures
    )
