"""What a build says of itself in the manifest of its release."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from graph.coverage import Covered
from graph.findings import Findings
from graph.loads import Loaded
from graph.verdicts import Verdict


def account(
    loads: Iterable[Loaded], findings: Findings, verdicts: Sequence[Verdict], covered: Iterable[Covered]
) -> dict[str, Any]:
    """Sum up a build: cities, states, links, decisions followed, sources with their rows, and coverage."""
    aside, reasons = findings.set_aside.rows, findings.set_aside.reasons
    states = Counter(verdict.state for verdict in verdicts)
    return {
        "cities": len(verdicts),
        "states": dict(states),
        "links": len({replace(link, role="", joined=None) for link in findings.links}),
        "decisions": {"followed": sorted(findings.followed)},
        "sources": [_source_account(loaded, aside, reasons) for loaded in loads],
        "coverage": sorted({(c.source, c.statement.programme, c.statement.completeness, c.country) for c in covered}),
    }


def _source_account(loaded: Loaded, aside: Counter[str], reasons: Counter[tuple[str, str]]) -> dict[str, Any]:
    return {
        "key": loaded.source,
        "title": loaded.title,
        "issued": loaded.issued,
        "rows_read": loaded.rows_read,
        "rows_set_aside": aside[loaded.source],
        "reasons": {reason: n for (source, reason), n in sorted(reasons.items()) if source == loaded.source},
        "made": dict(sorted(loaded.made.items())),
        "seconds": round(loaded.seconds, 2),
        "warnings": list(loaded.warnings),
        "files": [
            {"name": f.name, "sha256": f.sha256, "size": f.size, "rows": f.rows, "shipped": f.shipped, "saved": f.saved}
            for f in loaded.files
        ],
    }
