"""What projects and initiatives are called, for lists that hold their keys."""

from collections.abc import Iterable

from graph.endpoint import Endpoint
from graph.quads import programme, project
from ontology.terms import DCTERMS, NCP, SKOS

AT_ONCE = 200


def titles(endpoint: Endpoint, keys: Iterable[str]) -> dict[str, str]:
    """Look up projects (acronym and title) and initiatives by their keys; what the graph lacks is left out."""
    asked = {term.strip("<>"): key for key in keys if key for term in (project(key), programme(key))}
    terms, found = sorted(asked), dict[str, str]()
    for start in range(0, len(terms), AT_ONCE):
        for thing, acronym, title in endpoint.select(_query(terms[start : start + AT_ONCE])).rows:
            short = str(acronym or "")
            whole = str(title)
            found[asked[str(thing)]] = f"{short}: {whole}" if short and not whole.startswith(short) else whole
    return found


def _query(terms: list[str]) -> str:
    return (
        f"SELECT DISTINCT ?thing ?acronym ?title WHERE {{ VALUES ?thing {{ {' '.join(f'<{one}>' for one in terms)} }} "
        f"?thing <{DCTERMS.title}>|<{SKOS.prefLabel}> ?title . OPTIONAL {{ ?thing <{NCP.acronym}> ?acronym }} }}"
    )
