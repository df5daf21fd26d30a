"""Every error that a user can meet, each told in one sentence with its remedy.

NcpError
├── BadInput            a row, column or file of an export is at fault
├── NothingPublished    there is no release yet
├── ReleaseBroken       a release did not pass its checks and was not published
├── WorkspaceBusy       another build runs in this workspace
├── FetchError          a file could not be downloaded
├── EndpointError       the SPARQL endpoint failed, was too slow or answered in part
├── QueryStopped        a query was ended: cancelled, out of time or out of memory
├── QueryRefused        a query asks for more than reading, or does not parse
│   └── TooManyQueries  as many of somebody's queries wait as may wait
├── UnknownQuestion     no saved question has this name
├── BadParameter        a value does not fit the parameter of a saved question or of a decision
├── DecisionConflict    a decision goes against one that is in force
├── EditConflict        a record of the team was changed by somebody else meanwhile
├── NotAllowed          a person's role does not allow it
├── PeopleUnknown       who has which role cannot be read, or the pages would be open to everybody
├── LibraryMissing      a library of the system that one format needs is not installed
└── DeskUnreachable     the database of the team's records does not answer
"""

from collections.abc import Mapping
from typing import Any


class NcpError(Exception):
    """An error whose text is one sentence for the person who meets it."""


class BadInput(NcpError):
    """An export cannot be taken in; the text names file, sheet, row, column and remedy."""

    def __init__(
        self,
        problem: str,
        remedy: str,
        *,
        file: str = "",
        sheet: str = "",
        row: int = 0,
        column: str = "",
    ) -> None:
        """Compose the sentence from where the problem is and what mends it."""
        place = [file] if file else []
        place += [f"sheet {sheet}"] if sheet else []
        place += [f"row {row}"] if row else []
        place += [f"column {column!r}"] if column else []
        where = ", ".join(place)
        super().__init__(f"{where}: {problem}; {remedy}." if where else f"{problem}; {remedy}.")


class NothingPublished(NcpError):
    """No release has been published in this workspace."""


class ReleaseBroken(NcpError):
    """A new release failed its checks; the published one stays."""


class WorkspaceBusy(NcpError):
    """Another build holds the workspace."""


class FetchError(NcpError):
    """A published file could not be downloaded; the text says what stays and what can be done."""


class EndpointError(NcpError):
    """The SPARQL endpoint gave no whole answer."""


class QueryRefused(NcpError):
    """A query was refused before it was run."""


class TooManyQueries(QueryRefused):
    """Somebody has as many queries in the queue as he may have."""


class QueryStopped(NcpError):
    """A query was ended before its answer was whole; the text says why. The next one is answered as usual."""


class UnknownQuestion(NcpError):
    """No saved question bears this name."""


class BadParameter(NcpError):
    """A value does not fit its parameter, or a part of a decision is missing."""


class DecisionConflict(NcpError):
    """Somebody decided on the name already; the text says who, when and what."""


class EditConflict(NcpError):
    """Somebody changed the record meanwhile; the error holds both texts."""

    def __init__(self, told: str, kept: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
        """Keep what stands in the record now beside what the writer wanted to write."""
        super().__init__(told)
        self.kept, self.wanted = dict(kept), dict(wanted)


class DeskUnreachable(NcpError):
    """The team's records cannot be read or written; nothing that was published has changed."""


class NotAllowed(NcpError):
    """Somebody may not do what was asked for; the text says who may. Nothing was written."""


class PeopleUnknown(NcpError):
    """The sign-in is set up wrongly, or not at all where it must be; the text says what to set."""


class LibraryMissing(NcpError):
    """A library of the system is not installed; all that does not need it works."""
