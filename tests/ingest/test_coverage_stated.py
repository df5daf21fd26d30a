"""What the samples say of their own coverage: known gaps, caps and slices, each with reason and page."""

from pathlib import Path

import pytest

from ingest.load import load
from ingest.source import sources

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.mark.parametrize(
    ("key", "programme", "completeness", "reason"),
    [
        ("keep", "urbact-4", "partial", "keep.eu held 1 % in August 2026"),
        ("keep", "espon-2030", "none", "keep.eu held nothing in August 2026"),
        ("kohesio", "cohesion-2014", "partial", "at most 200 a region"),
        ("cordis", "horizon-europe", "partial", "A slice of "),
    ],
)
def test_a_known_gap_a_cap_and_a_slice_are_stated(key: str, programme: str, completeness: str, reason: str) -> None:
    stated = load(key, sources()[key], SAMPLES / key, bounds=False).coverage
    found = [one for one in stated if one.programme == programme and reason in one.reason]
    assert {one.completeness for one in found} == {completeness}
    assert all(one.source.startswith("https://") for one in found)
    whole = [one for one in stated if one.programme == programme and one.completeness == "complete"]
    assert whole == [], "no part of it may speak for the whole"
