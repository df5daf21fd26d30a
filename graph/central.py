"""Which cities are central already, as the measures of a release tell."""

from pathlib import Path

from pyarrow import parquet

from graph.describe_network import TABLE
from graph.equity import central

LAYER = {"family": "all", "reading": "any", "period": "all", "role": "all"}
"""The ties that count: those of all projects, by any organisation in the town."""


def central_of(folder: Path | None) -> frozenset[int]:
    """Read the tenth of the tied cities with the strongest ties; none where the release holds no measures."""
    path = folder / TABLE if folder else None
    if path is None or not path.is_file():
        return frozenset()
    held = [name for name in LAYER if name in parquet.read_schema(path).names]
    chosen = [(name, "=", LAYER[name]) for name in held]
    table = parquet.read_table(path, columns=["city", "tieStrength"], filters=chosen)
    return central(dict(zip(table["city"].to_pylist(), table["tieStrength"].to_pylist(), strict=True)))
