"""What one source gave as quads: its projects, participations, memberships, matches, rows and coverage."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from graph.aside_reasons import NOT_FOUND, REGION_ONLY, REJECTED, SEVERAL
from graph.certificate_records import Certificate, CertificationScheme, Estimate, Study
from graph.describe_bodies import describe_authority, describe_contact_point, describe_group, describe_organisation
from graph.describe_certificates import (
    area_of,
    describe_certificate,
    describe_estimate,
    describe_scheme,
    describe_study,
)
from graph.describe_matches import MatchWriter
from graph.describe_organisations import match_of
from graph.describe_practices import describe_practice
from graph.describe_programmes import (
    add_date,
    describe_call,
    describe_programme,
    describe_project,
    describe_theme,
)
from graph.describe_rows import RowWriter
from graph.findings import Findings, Link
from graph.garbage import rarely_collected
from graph.loads import Loaded, Located
from graph.quads import Quads, concept, iri, programme, project, resource, true, web
from graph.records import (
    Call,
    ContactPoint,
    Group,
    Membership,
    Named,
    Origin,
    Participation,
    Practice,
    Programme,
    Project,
    SetAside,
    Subject,
    Theme,
)
from graph.resolution import Resolution
from graph.tellers import Tellers
from ontology.terms import DCTERMS, FOAF, NCP, ORG, PROV, RDF

BODIES = 100_000
"""So many organisations are remembered as written; one that is written twice is one in the graph all the same."""
PROJECTS = 4_096
"""So many projects are remembered with their tellers, because the rows of one stand together."""


Body = tuple[str, int, str, str, str]
"""What the node of a body follows from: reading, city, name, identifier, kind."""


class SourceWriter:
    """Writes one source's graph; a name is resolved once and its match written once."""

    def __init__(
        self,
        loaded: Loaded,
        resolve: Callable[[Named], Resolution],
        names: dict[int, str],
        iso3: dict[str, str],
        tellers: Tellers,
        findings: Findings,
        folder: Path | None = None,
    ) -> None:
        """Prepare to write.

        `names` gives a city's name, `tellers` the one source that describes a project;
        with a folder, only part of the quads is held in memory.
        """
        self.loaded, self.names, self.iso3 = loaded, names, iso3
        self.findings = findings
        self.quads = Quads(loaded.source, folder)
        self._rows = RowWriter(self.quads, loaded.files)
        self._matches = MatchWriter(self.quads, resolve, iso3, findings)
        self._main = lru_cache(PROJECTS)(tellers.main)
        self._told = lru_cache(PROJECTS)(tellers.of)
        self._bodies: dict[Body, str] = {}

    @rarely_collected()
    def write(self) -> Quads:
        """Write all records of the source."""
        for located in self.loaded.records:
            self._write_one(located)
            self.quads.relieve()
        return self.quads

    def _write_one(self, located: Located) -> None:
        self._at, record, origin = located, located.record, located.origin
        match record:
            case Programme():
                describe_programme(self.quads, record)
            case Call():
                describe_call(self.quads, record)
            case Project():
                self._project(record, origin)
            case Participation():
                self._participation(record, origin)
            case Membership():
                self._membership(record, origin)
            case Group():
                self._group(record, origin)
            case ContactPoint():
                self._contact_point(record, origin)
            case Practice():
                self._practice(record, origin)
            case Theme():
                describe_theme(self.quads, record)
                self.findings.keywords[record.key] = record.title or record.label
            case Subject():
                main = self._main(record.key)
                of = project(main) if record.of == "project" else resource(record.of, record.key)
                if record.of == "practice":
                    self.findings.bearers.setdefault(record.theme, set()).add(record.key)
                self.quads.add(of, DCTERMS.subject, resource("theme", record.theme))
            case SetAside():
                self._set_aside(record, origin)
            case CertificationScheme():
                describe_scheme(self.quads, record)
            case Certificate():
                self._certificate(record, origin)
            case Study():
                describe_study(self.quads, record)
            case Estimate():
                self._estimate(record, origin)

    def _project(self, record: Project, origin: Origin) -> None:
        main = self._main(record.key)
        if main != record.key:
            self.quads.add(project(main), NCP.sameProjectAs, project(record.key))
            self.quads.add(project(main), FOAF.page, *web(record.page))
            self.quads.add(project(main), PROV.wasDerivedFrom, self._rows.of(origin))
            return
        if self._told(record.key).source == self.loaded.source:
            describe_project(self.quads, record)
            self.findings.note_years(project(record.key), record.programme, record.start, record.end)
        self.quads.add(project(record.key), PROV.wasDerivedFrom, self._rows.of(origin))

    def _place(self, named: Named, under: str, origin: Origin, *, link: bool = True) -> tuple[str, int | None]:
        """Find the city of a row; a row whose city stays open is set aside with its candidates.

        `link` says whether the row would link the city: only then it leaves a doubt on the candidates.
        """
        match, found = self._matches.of(named, self._at)
        key = (self.loaded.source, under, named.country)
        if link:
            self.findings.undecided.update((city, under) for city in found.candidates)
        if found.outcome == "accepted" and found.city is not None:
            self.findings.placed[key] += 1
            if found.candidates:
                self.quads.add(self._rows.of(origin), NCP.resolvedBy, match)
            return match, found.city
        rejected = found.method == "decision"
        # A row that people gave to none of the cities may be no town of the country, so it leaves no doubt.
        self.findings.unplaced[key] += not rejected
        because = SEVERAL if found.candidates else REJECTED if rejected else NOT_FOUND
        record = self._rows.of(origin, because)
        self.quads.add(record, NCP.resolvedBy, match)
        candidates = ", ".join(f"{self.names[c]} ({c})" for c in found.candidates)
        self.findings.set_aside.add(origin, because, named.name, named.country, candidates)
        return match, None

    def _participation(self, record: Participation, origin: Origin) -> None:
        main = self._main(record.project)
        record = record if main == record.project else replace(record, project=main)
        teller, under, shared = self._told(main)
        if record.precision == "region":
            self._set_aside(SetAside(REGION_ONLY, programme=under), origin)
            return
        match, city = self._place(record.city, under, origin)
        record, joined = self.findings.bodies.read(record, city, origin)
        if city is None:
            return
        add, spot = self.quads.add, (record.project, city)
        link = Link(city, project(record.project), under, record.reading, self.loaded.source, record.role)
        own = teller == self.loaded.source
        if not own and (told := self.findings.told.get(spot)):
            add(told, PROV.wasDerivedFrom, self._rows.of(origin))
            if record.reading == "authority":
                self.findings.links.add(link)
            return
        node = self._rows.thing("participation", origin)
        if own and shared and record.reading == "authority":
            self.findings.told.setdefault(spot, node)
        add(project(record.project), NCP.hasParticipation, node)
        add(node, RDF.type, iri(NCP.Participation))
        acting = record.reading == "authority"
        add(node, NCP.actingFor if acting else NCP.locatedIn, resource("city", city))
        add(node, NCP.participant, self._participant(record, city))
        add(node, NCP.participationRole, concept(f"role-{record.role}"))
        add(node, NCP.placePrecision, concept(f"precision-{record.precision}"))
        add(node, NCP.leftEarly, *([true()] if record.left_early else []))
        add(node, NCP.resolvedBy, match)
        add(node, NCP.recognisedBy, *([match_of(joined)] if joined else []))
        add(node, PROV.wasDerivedFrom, self._rows.of(origin))
        self.findings.links.add(link)

    def _participant(self, record: Participation, city: int) -> str:
        """Write the body of a participation, once for all that it takes part in."""
        body = (record.reading, city, record.organisation, record.identifier, record.kind)
        node = self._bodies.get(body)
        if node is None:
            if len(self._bodies) >= BODIES:
                self._bodies.clear()
            node = self._bodies[body] = self._body(record, city)
        return node

    def _body(self, record: Participation, city: int) -> str:
        if record.reading == "authority":
            return describe_authority(self.quads, city, self.names[city], record.organisation)
        return describe_organisation(self.quads, record, city, self.names[city])

    def _membership(self, record: Membership, origin: Origin) -> None:
        match, city = self._place(record.city, record.initiative, origin, link=record.in_force)
        if city is None:
            return
        node = self._rows.thing("membership", origin)
        add = self.quads.add
        add(node, RDF.type, iri(NCP.InitiativeMembership))
        add(node, ORG.member, describe_authority(self.quads, city, self.names[city], ""))
        add(node, ORG.organization, programme(record.initiative))
        add(node, NCP.actingFor, resource("city", city))
        add(node, NCP.membershipStatus, concept(f"status-{record.status}"))
        add_date(self.quads, node, NCP.startDate, NCP.startYear, record.since)
        add_date(self.quads, node, NCP.endDate, NCP.endYear, record.until)
        if record.group:
            add(node, NCP.throughGroup, resource("group", record.group))
        if record.practice:
            add(node, NCP.givenFor, resource("practice", record.practice))
        add(node, NCP.resolvedBy, match)
        add(node, PROV.wasDerivedFrom, self._rows.of(origin))
        if record.in_force:
            target = programme(record.initiative)
            joined = (int(record.since[:4] or 0), int(record.until[:4] or 0))
            link = Link(city, target, record.initiative, "authority", self.loaded.source, joined=joined)
            self.findings.links.add(link)

    def _group(self, record: Group, origin: Origin) -> None:
        add = self.quads.add
        add(describe_group(self.quads, record), PROV.wasDerivedFrom, self._rows.of(origin))
        for named in record.names:
            add(self._rows.of(origin), NCP.resolvedBy, self._doubt(named, record.initiative))

    def _doubt(self, named: Named, under: str) -> str:
        """Call no city absent that a name may mean; give the written match."""
        match, found = self._matches.of(named, self._at)
        cities = found.candidates if found.city is None else (found.city,)
        self.findings.undecided.update((city, under) for city in cities)
        return match

    def _practice(self, record: Practice, origin: Origin) -> None:
        node, add = describe_practice(self.quads, record), self.quads.add
        self.findings.practices.add(record.key)
        add(node, PROV.wasDerivedFrom, self._rows.of(origin))
        match, city = self._place(record.city, record.programme, origin)
        add(node, NCP.resolvedBy, match)
        if city is not None:
            add(node, NCP.originCity, resource("city", city))

    def _certificate(self, record: Certificate, origin: Origin) -> None:
        holder = resource("practice", record.practice) if record.practice else self._where(record.city, origin)
        if holder:
            node = self._rows.thing("certificate", origin)
            describe_certificate(self.quads, node, record, holder)
            self.quads.add(node, PROV.wasDerivedFrom, self._rows.of(origin))

    def _estimate(self, record: Estimate, origin: Origin) -> None:
        place = self._where(record.place, origin) if record.place.name else area_of(self.quads, record.place)
        if place:
            node = self._rows.thing("estimate", origin)
            describe_estimate(self.quads, node, record, place)
            self.quads.add(node, PROV.wasDerivedFrom, self._rows.of(origin))

    def _where(self, named: Named, origin: Origin) -> str:
        """Give the node of the city that is meant, "" when it stays open; its row leaves no doubt on other cities."""
        match, city = self._place(named, "", origin, link=False)
        self.quads.add(self._rows.of(origin), NCP.resolvedBy, match)
        return "" if city is None else resource("city", city)

    def _contact_point(self, record: ContactPoint, origin: Origin) -> None:
        node = describe_contact_point(self.quads, record, self.iso3)
        self.quads.add(node, PROV.wasDerivedFrom, self._rows.of(origin))

    def _set_aside(self, record: SetAside, origin: Origin) -> None:
        node = self._rows.of(origin, record.reason)
        for named in record.names:
            self.quads.add(node, NCP.resolvedBy, self._doubt(named, record.programme))
        first = record.names[0] if record.names else Named("", "")
        names = "; ".join(named.name for named in record.names)
        self.findings.set_aside.add(origin, record.reason, names, first.country)
