"""Towns that are picked on a page: the map and the table pick the same ones, and the address keeps them."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

MOST = 100
"""So many towns the address keeps; more are kept for the visit alone."""


class Picks:
    """The picked towns of a page by GeoNames id, in the order in which they were picked."""

    def __init__(self, page: str) -> None:
        """Take the page by its name; nothing is read yet."""
        self._held, self._seen = f"{page}-picks", f"{page}-picks-seen"
        self._order, self._cells, self.table = f"{page}-drawn", f"{page}-cells", f"{page}-table"

    @property
    def ids(self) -> list[int]:
        """The picked towns."""
        return list(st.session_state.get(self._held, ()))

    def follow(self) -> None:
        """Take over what the address says, when it is new or was changed by going back."""
        said = st.query_params.get("pick", "")
        if st.session_state.get(self._seen) == said and self._held in st.session_state:
            return
        st.session_state[self._held] = [int(part) for part in said.split(".") if part.isdecimal() and len(part) < 16]
        st.session_state[self._seen] = said

    def code(self) -> str:
        """Write the picked towns for the address."""
        code = ".".join(map(str, self.ids[-MOST:]))
        st.session_state[self._seen] = code
        return code

    def put(self, ids: Sequence[int]) -> None:
        """Pick exactly these."""
        st.session_state[self._held] = list(dict.fromkeys(ids))
        st.session_state[self._seen] = st.query_params.get("pick", "")

    def turn(self, city: int) -> None:
        """Pick a town, or let it go when it was picked."""
        self.put([one for one in self.ids if one != city] if city in self.ids else [*self.ids, city])

    def from_map(self, key: str) -> Callable[[], None]:
        """Give what is to be done when a point of the map is clicked."""

        def clicked() -> None:
            city = getattr(st.session_state.get(key), "city", None)
            if city:
                self.turn(int(city))

        return clicked

    def from_table(self) -> None:
        """Pick what is ticked in the table; a click on a name picks that town too."""
        event = st.session_state[self.table]["selection"]
        order: Sequence[int] = st.session_state.get(self._order, ())
        ticked = [order[row] for row in event.get("rows", ()) if row < len(order)]
        others = [one for one in self.ids if one not in set(order)]
        cells = [tuple(cell) for cell in event.get("cells", ())]
        if cells and cells != st.session_state.get(self._cells):
            ticked += [order[int(row)] for row, column in cells if column == "name" and int(row) < len(order)]
        st.session_state[self._cells] = cells
        self.put([*others, *sorted(set(ticked), key=lambda city: self._place(city, ticked))])

    def _place(self, city: int, ticked: Sequence[int]) -> int:
        """Let towns that were picked before keep their place."""
        return self.ids.index(city) if city in self.ids else len(self.ids) + ticked.index(city)

    def tick(self, order: Sequence[int]) -> None:
        """Tick in the table, before it is drawn, the rows of the picked towns."""
        st.session_state[self._order] = list(order)
        picked: Collection[int] = set(self.ids)
        rows = [row for row, city in enumerate(order) if city in picked]
        held = st.session_state.get(self.table)
        if held is None or sorted(held["selection"]["rows"]) != rows:
            cells = [list(cell) for cell in st.session_state.get(self._cells) or ()]
            st.session_state[self.table] = {"selection": {"rows": rows, "columns": [], "cells": cells}}
