"""Towns whose names try to be more than text, beside the small graph."""

import json
from pathlib import Path

import pyoxigraph as ox

from ontology.terms import files

ROOT = Path(__file__).parents[2]
RELEASE = "2026-03-01T100000000000Z-small000"
HOSTILE = {
    "9000001": '<img src=x onerror="document.title=1">',
    "9000002": "</script><script>document.title=2</script>",
    "9000003": "=cmd|' /C calc'!A1",
    "9000004": "![picture](http://outside.example/x.png) [link](javascript:void(0)) :red[href] **bold**",
}
MARKUP = "<img src=x onerror=document.title=9> [href](javascript:void) :red[a]"
"""A name that rows of a source say."""

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def hostile(number: str, name: str, place: int) -> str:
    """Write a town of Portugal whose name tries to be more than text."""
    literal = json.dumps(name)
    return f"""
    <city/{number}> a ncp:City ; skos:prefLabel {literal} ; ncp:population {12000 + place} ;
      ncp:populationYear "2019"^^xsd:gYear ; ncp:populationBasis scheme:basis-municipal ; ncp:inCountry country:PRT ;
      ncp:inRegion nuts:PT11E ; ncp:degreeOfUrbanisation scheme:degurba-3 ; ncp:sizeClass scheme:size-small ;
      ncp:unitKind scheme:unit-lau ; ncp:seat <https://sws.geonames.org/{number}/> ;
      wgs:lat {39.0 + place * 0.3} ; wgs:long -7.9 ; ncp:absentFrom <programme/urbact> ;
      ncp:notCoveredFor <programme/urban-innovation>, <programme/interreg>, <programme/framework-programme>,
        <programme/cities-mission>, <programme/covenant-of-mayors> .
    <https://sws.geonames.org/{number}/> a ncp:Place ; skos:prefLabel {literal} ; ncp:inCity <city/{number}> .
    <verdict/{number}> a ncp:Verdict ; ncp:forCity <city/{number}> ; ncp:state scheme:state-absent ;
      ncp:familyStates ";urbact;cities-mission|covenant-of-mayors|framework-programme|interreg|urban-innovation" ;
      ncp:authorityLinks 0 ; ncp:placeLinks 0 ."""


def fill(store: ox.Store) -> None:
    """Load the ontology, the small graph and the hostile towns."""
    for path in files():
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    small = (ROOT / "tests" / "small" / "graph.trig").read_text("utf-8")
    head = "\n".join(line for line in small.splitlines() if line.startswith(("@base", "@prefix")))
    towns = "".join(hostile(number, name, i) for i, (number, name) in enumerate(HOSTILE.items()))
    for text in (small, f"{head}\ngraph:places {{ {towns} }}"):
        store.load(text.encode(), format=ox.RdfFormat.TRIG)
    store.flush()
