"""What lists of operations of cohesion policy share: the programme by its CCI number, who carries them and where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.records import Named, Participation, Programme
from ingest import interreg
from ingest.authority import municipality, plain_name
from ingest.keys import slug

PERIODS = {"cohesion-2014": (2014, 2020), "cohesion-2021": (2021, 2027)}
"""First and last year of each period of cohesion policy, by its node in the programme tree."""
SEVERAL = "Several beneficiaries of one operation"
Carrier = tuple[str, str]
"""Name of a body that carries an operation and its national number ("" when not told)."""


@dataclass(frozen=True, slots=True)
class Where:
    """The country of an operation, the region of its row ("" unknown) and the towns that the row names."""

    country: str
    nuts: str
    towns: Sequence[Named]
    precision: str = "implementation"


@lru_cache(maxsize=10_000)
def programme(cci: str, label: str, parent: str) -> Programme:
    """Place a programme by its CCI number under the cohesion policy of its period, or under Interreg."""
    node = interreg.programme_of_cci(cci, label)
    return node or Programme(f"{parent}-{slug(cci or label)}", label or cci, "Programme", parent, *PERIODS[parent])


def parts(key: str, carriers: Sequence[Carrier], count: int, where: Where) -> Iterator[Participation]:
    """Yield who takes part in which town; `count` says how many beneficiaries the row names, taken or not."""
    for town in where.towns:
        yield _at_town(key, carriers, count, where, town)
    names = {plain_name(town.name) for town in where.towns}
    for name, number in carriers:
        own = municipality(name, where.country)
        if own and own not in names and not any(is_town(name, town) for town in where.towns):
            home = Named(own.title(), where.country, where.nuts)
            identifiers = _identifiers(where.country, number)
            yield Participation(
                key, home, "beneficiary", "authority", name, identifiers=identifiers, kind="urban-authority"
            )


def _at_town(key: str, carriers: Sequence[Carrier], count: int, where: Where, town: Named) -> Participation:
    """Tie an operation to a town: by the municipality of that town if it carries it, else by the only beneficiary."""
    own = next((one for one in carriers if is_town(one[0], town)), None)
    name, number = own or (carriers[0] if count == 1 and carriers else (SEVERAL if count > 1 else "", ""))
    return Participation(
        project=key,
        city=town,
        role="beneficiary",
        reading="authority" if own else "place",
        organisation=name,
        identifier="" if name and name != SEVERAL else f"{key.replace('/', '-')}-beneficiary",
        precision=where.precision,
        identifiers=_identifiers(where.country, number),
        kind="urban-authority" if own else "",
    )


def _identifiers(country: str, number: str) -> tuple[tuple[str, str], ...]:
    return ((f"national-{country.lower()}", number),) if number else ()


def is_town(name: str, town: Named) -> bool:
    """Say whether a body is the municipality of a town, by its name ("Obec Lhota" at "Lhota")."""
    own, here = municipality(name, town.country), plain_name(town.name)
    return bool(own) and any(word[:4] in here or here[:4] in own for word in own.split() if len(word) > 2)
