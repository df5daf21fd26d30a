"""What the computed tables hold, country by country, for reading by eye."""

from collections import Counter, defaultdict

from ingest.tables.seats import Unit


def _people(unit: Unit) -> int:
    return unit.population or unit.seat.population


def print_summary(units: list[Unit]) -> None:
    """Print for each country how many places and cities there are, and its ten largest cities."""
    by_country: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_country[unit.seat.country].append(unit)
    for country, own in sorted(by_country.items()):
        kinds = Counter(unit.kind for unit in own)
        places = sum(len(unit.members) for unit in own)
        known = sum(unit.population > 0 for unit in own)
        print(f"{country}: {places} places, {len(own)} cities, {known} with municipal population")
        print(f"    kinds: {dict(sorted(kinds.items()))}")
        for unit in sorted(own, key=_people, reverse=True)[:10]:
            print(f"    {unit.name} {unit.population} / {unit.seat.population} ({unit.kind})")
