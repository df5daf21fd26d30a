"""What tells programme families apart: colours that every eye tells apart, and a second sign beyond them."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ImageColor

from dashboard import drawing, signs
from graph.network import Meeting, Node, ego

SIGHT = {
    "full": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
"""What an eye makes of linear red, green and blue (Machado, Oliveira and Fernandes 2009, whole severity)."""
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
THEMES = {"light": (signs.LIGHT, drawing.LIGHT), "dark": (signs.DARK, drawing.DARK)}


def linear(colour: str) -> NDArray[np.float64]:
    share = np.array(ImageColor.getrgb(colour)) / 255
    return np.asarray(np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4))


def lab(light: NDArray[np.float64]) -> NDArray[np.float64]:
    held = XYZ @ np.clip(light, 0, 1) / (0.9505, 1, 1.089)
    x, y, z = np.where(held > 0.008856, np.cbrt(held), 7.787 * held + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one: str, other: str, sight: str) -> float:
    eye = np.array(SIGHT[sight])
    return float(np.linalg.norm(lab(eye @ linear(one)) - lab(eye @ linear(other))))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES)
def test_colours_of_families_and_states_are_told_apart_by_every_eye(theme: str, sight: str) -> None:
    families, states = THEMES[theme]
    for one, other in combinations((*families, states["linked"], states["absent"]), 2):
        if {one, other} != {states["linked"], states["absent"]}:
            assert apart(one, other, sight) >= 19, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_of_a_family_is_seen_on_the_page(theme: str) -> None:
    paper = float(XYZ[1] @ linear(drawing.PAPER[theme]))
    for colour in THEMES[theme][0]:
        ink = float(XYZ[1] @ linear(colour))
        assert (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05) >= 3, colour


def test_eighteen_families_have_eighteen_signs_in_bars_and_in_networks() -> None:
    names = [f"Family {number:02}" for number in range(18)]
    given = signs.signs(names, signs.LIGHT)
    assert len({repr(sign.area("#ffffff")) for sign in given.values()}) == 18
    assert "decal" not in given[names[5]].area("#ffffff") and "decal" in given[names[6]].area("#ffffff")
    centre = Node("1", "Celje", "centre")
    picture = ego(centre, [Meeting(Node(name, f"A project of {name}", "project", name)) for name in names])
    option = drawing.network_option(picture)
    drawn = [node for node in option["series"][0]["data"] if node["symbol"] != "circle"]
    assert len({(node["symbol"], node["itemStyle"]["color"]) for node in drawn}) == 18
    assert {entry["name"]: entry["icon"] for entry in option["legend"]["data"]}[names[7]] == "triangle"
