"""What the graph is made of, as plain records before they become quads.

Adapters yield records that still carry the name a source wrote (`Named`);
the build finds the city that is meant and writes the quads.
"""

from dataclasses import dataclass

from graph.certificate_records import Certificate, CertificationScheme, Estimate, Study
from graph.replicability import NOT_STATED, Replicability


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: source key, file name, sheet (or ""), row number counted as a spreadsheet shows it."""

    source: str
    file: str
    sheet: str
    row: int


LAST_GEONAMES = 10**9 - 1
"""Ids above it are our own: of municipalities and localities without a GeoNames place of 500 inhabitants."""


@dataclass(frozen=True, slots=True)
class Place:
    """A GeoNames place and the city that it belongs to; coordinates in degrees WGS 84."""

    geonames: int
    name: str
    alternates: tuple[str, ...]
    country: str
    latitude: float
    longitude: float
    population: int
    nuts3: str
    city: int


@dataclass(frozen=True, slots=True)
class City:
    """A municipality, the unit that gets a verdict, named after its seat.

    `kind` is "lau", "laus", "place" or "locality"; `basis` says whose population
    counts, "municipal" or "geonames", and is "" when nobody tells the
    population; `year` is 0 and `degurba` is 0 when unknown. `geonames` is the
    GeoNames id of the seat; where GeoNames counts no place of 500 inhabitants
    it is a larger number of our own, made of the LAU code or of the name.
    """

    geonames: int
    name: str
    alternates: tuple[str, ...]
    country: str
    nuts3: str
    laus: tuple[str, ...]
    kind: str
    official_name: str
    population: int
    year: int
    basis: str
    degurba: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Named:
    """A city as a source names it, with every hint that its row holds.

    `country` is the EU code of two letters; `nuts` any NUTS code or "";
    coordinates are None when the source has none or only a placeholder; `street`
    is the rest of an address, at whose end a town may stand.
    """

    name: str
    country: str
    nuts: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    street: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """A node of the programme tree; `kind` is a class name of the ontology, `parent` a key or ""."""

    key: str
    label: str
    kind: str
    parent: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A call for applications; dates are ISO texts or ""; `min_population` 0 means no floor.

    `countries` are EU codes, `regions` keys of the scheme `region-category-*`; where one is empty, the call states no
    such condition. `rule` is the sentence of the page that states the main condition, quoted.
    """

    key: str
    label: str
    programme: str
    opens: str = ""
    closes: str = ""
    min_population: int = 0
    degurba: tuple[int, ...] = ()
    article11: bool = False
    page: str = ""
    grouping: bool = False
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    other_state: bool = False
    max_peers: int = 0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A funded undertaking; `key` is unique over all sources, dates are ISO days, years or "".

    `kind` is a key of the scheme `kind-*` or "" for a project without more to say;
    `contributes` is the key of an initiative that the project serves (a mission);
    `same` is the key under which another repository tells the same project.
    """

    key: str
    title: str
    programme: str
    acronym: str = ""
    start: str = ""
    end: str = ""
    page: str = ""
    kind: str = ""
    contributes: str = ""
    same: str = ""


@dataclass(frozen=True, slots=True)
class Participation:
    """The part of one organisation in one project, for one city.

    `reading` is "authority" when the urban authority itself takes part and
    "place" when only an organisation in the town does; `role` is a key of the
    scheme `role-*`; `identifier` is a stable key of the organisation or "".
    `precision` is a key of the scheme `precision-*`: where the town of the row
    comes from; a link of precision "region" never counts for a city.
    `identifiers` are pairs of register and number, such as ("pic", "999981634")
    or ("vat", "PT501306099"); `kind` is a key of the scheme `body-*` or "".
    `left_early` says that the organisation left the project before its end.
    """

    project: str
    city: Named
    role: str
    reading: str
    organisation: str = ""
    identifier: str = ""
    precision: str = "office"
    identifiers: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    left_early: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    """A city's membership in an initiative; `status` is a key of the scheme `status-*`.

    `practice` is the key of the practice for which the city was given a label, or "";
    `group` the key of the group through which the city joined, or "".
    """

    initiative: str
    city: Named
    status: str
    since: str = ""
    until: str = ""
    practice: str = ""
    group: str = ""

    @property
    def in_force(self) -> bool:
        """Say whether the membership is or was in force: an application is none, one that ended was one."""
        return self.status != "applied"


@dataclass(frozen=True, slots=True)
class Group:
    """Cities that joined an initiative together; its members are memberships that name it.

    `names` are those of towns that the group may be called after: they are no members, but not absent either.
    """

    key: str
    label: str
    initiative: str
    names: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """A described way of solving an urban problem, and the city that first put it to use.

    `programme` is the key of the instrument or initiative that published it,
    `project` the key of the project that it came out of or ""; `languages` are
    ISO 639-1 codes of the description; dates are ISO days, years or ""; `facts` is what a town must know to copy it.
    """

    key: str
    title: str
    programme: str
    city: Named
    summary: str = ""
    start: str = ""
    end: str = ""
    page: str = ""
    project: str = ""
    languages: tuple[str, ...] = ()
    facts: Replicability = NOT_STATED


@dataclass(frozen=True, slots=True)
class Theme:
    """A keyword of a source: `scheme` is the key of its list, `broader` the key of the theme above it or "".

    `title` says in words what `label` says as a code.
    """

    key: str
    label: str
    scheme: str
    broader: str = ""
    page: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a project or practice is about; `of` is "project" or "practice", `key` its key, `theme` that of a theme."""

    of: str
    key: str
    theme: str


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """A contact point: a function with a host; `kind` is a class name of the ontology."""

    key: str
    label: str
    kind: str
    host: str
    countries: tuple[str, ...]
    instruments: tuple[str, ...]
    homepage: str = ""
    since: str = ""
    until: str = ""
    vacant: bool = False
    note: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was read and not taken, with its reason; the names may still concern a city."""

    reason: str
    names: tuple[Named, ...] = ()
    programme: str = ""


Record = (
    Programme
    | Call
    | Project
    | Participation
    | Membership
    | Group
    | ContactPoint
    | Practice
    | Theme
    | Subject
    | SetAside
    | CertificationScheme
    | Certificate
    | Study
    | Estimate
)
