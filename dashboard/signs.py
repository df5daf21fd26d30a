"""What tells programme families apart in a picture: a colour, and beyond six of them a second sign beside it.

The colours of each theme, the states' blue and orange among them, differ by 19 or more in CIELAB for eyes without
and with each of the three kinds of colour blindness, and from the page by 3 to 1 (tests/dashboard/test_signs.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LIGHT = ("#779966", "#664400", "#770066", "#113399", "#bb7799", "#881133")
DARK = ("#118866", "#887733", "#cc44aa", "#8888ff", "#ffaabb", "#aaee88")
SHAPES = ("diamond", "triangle", "rect")
"""Symbols of ECharts for the projects of a family: the first six, the next six, the rest."""
PAGE_SHAPES = {"diamond": "diamond", "triangle": "triangle", "rect": "square"}
"""The same symbols as vis.js calls them."""
STRIPES = {"dashArrayX": [1, 0], "dashArrayY": [3, 4], "rotation": -0.785, "symbolSize": 1}
DOTS = {"symbol": "circle", "dashArrayX": [[6, 6], [0, 6, 6, 0]], "dashArrayY": [5, 0], "symbolSize": 0.9}
DECALS: tuple[dict[str, Any] | None, ...] = (None, STRIPES, DOTS)
"""Patterns of ECharts laid over the bars of a family."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A colour, and which of the shapes and patterns goes with it."""

    colour: str
    step: int = 0

    @property
    def shape(self) -> str:
        """The symbol of ECharts for a node."""
        return SHAPES[self.step]

    def area(self, paper: str) -> dict[str, Any]:
        """Fill a bar in the colour, with the pattern in that of the page over it and a seam to the next bar."""
        decal = DECALS[self.step]
        style: dict[str, Any] = {"color": self.colour, "borderColor": paper, "borderWidth": 0.5}
        return style | ({"decal": decal | {"color": paper}} if decal else {})


def signs(names: Sequence[str], palette: Sequence[str]) -> Mapping[str, Sign]:
    """Give each name a sign of its own, in their order; 18 of them differ."""
    rounds = [divmod(place, len(palette)) for place in range(len(names))]
    return {name: Sign(palette[ink], step % len(SHAPES)) for name, (step, ink) in zip(names, rounds, strict=True)}
