"""The picture of a city's network: what is chosen and where it stands."""

import math

from graph.network import Meeting, Node, Picture, ego

CENTRE = Node("1", "Bragança", "centre")


def project(number: int, group: str = "Interreg") -> Node:
    return Node(f"p{number}", f"Project {number}", "project", group)


def city(number: int) -> Node:
    return Node(f"c{number}", f"City {number}", "city")


def crowd(projects: int, cities: int) -> Picture:
    """A centre with so many projects, each city taking part in every seventh."""
    meetings = [
        Meeting(project(p, f"family {p % 3}"), city(c)) for p in range(projects) for c in range(p % 7, cities, 7)
    ]
    return ego(CENTRE, meetings)


def test_the_picture_holds_the_centre_its_projects_and_the_cities_in_them() -> None:
    picture = ego(CENTRE, [Meeting(project(1), city(1)), Meeting(project(1), city(2)), Meeting(project(2))])
    assert [node.key for node in picture.nodes][:3] == ["1", "p1", "p2"]
    assert (picture.projects, picture.cities, len(picture.ties)) == (2, 2, 4)
    assert (picture.nodes[0].x, picture.nodes[0].y) == (0.0, 0.0)


def test_the_centre_is_no_neighbour_of_its_own() -> None:
    picture = ego(CENTRE, [Meeting(project(1), CENTRE)])
    assert picture.cities == 0
    assert len(picture.ties) == 1


def test_a_large_network_is_cut_and_says_how_much_there_is() -> None:
    picture = crowd(60, 90)
    assert (picture.projects, picture.cities) == (60, 90)
    assert (picture.drawn("project"), picture.drawn("city")) == (36, 36)


def test_a_cut_leaves_no_programme_family_out() -> None:
    many = [Meeting(project(n, "large")) for n in range(100)]
    picture = ego(CENTRE, [*many, Meeting(project(200, "small"))], limit=10)
    assert "small" in {node.group for node in picture.nodes}


def test_no_two_nodes_stand_on_one_spot_and_none_outside_the_picture() -> None:
    picture = crowd(20, 30)
    spots = {(node.x, node.y) for node in picture.nodes}
    assert len(spots) == len(picture.nodes)
    assert max(math.hypot(x, y) for x, y in spots) <= 1.001


def test_the_same_network_is_always_drawn_the_same() -> None:
    assert crowd(20, 30) == crowd(20, 30)
