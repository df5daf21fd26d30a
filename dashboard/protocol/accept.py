"""Content negotiation: the format that a caller likes best of those in which an answer can be written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.errors import NcpError


class NotAcceptable(NcpError):
    """None of the media types that a caller accepts can be given; the text names those that can."""


@dataclass(frozen=True, slots=True)
class Range:
    """A media range of an Accept header and how much it is liked, from 0 to 1."""

    media: str
    liking: float

    def fits(self, media: str) -> int:
        """Say how closely a media type is meant: 3 by its name, 2 by its kind, 1 by */*, 0 not at all."""
        if self.media == media:
            return 3
        kind, _, part = self.media.partition("/")
        if part == "*" and media.startswith(f"{kind}/"):
            return 2
        return int(self.media == "*/*")


def ranges(header: str) -> list[Range]:
    """Read an Accept header; what cannot be read counts as not said."""
    found = []
    for piece in header.lower().split(","):
        media, *told = (part.strip() for part in piece.split(";"))
        if media:
            found.append(Range(media, _liking(told)))
    return found


def _liking(told: Sequence[str]) -> float:
    for one in told:
        name, _, value = one.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def best(header: str, offered: Mapping[str, str]) -> str:
    """Choose among media types that lead to formats, the first being given to whoever says nothing.

    Of several that are liked as much, the one that is meant most closely goes first, then the order of the offer.
    """
    wanted = ranges(header)
    if not wanted:
        return next(iter(offered.values()))
    scored = []
    for place, media in enumerate(offered):
        closest = max(wanted, key=lambda one: (one.fits(media), one.liking))
        if closest.fits(media) and closest.liking > 0:
            scored.append((closest.liking, closest.fits(media), -place, media))
    if not scored:
        shown = header if len(header) <= 80 else header[:80] + "…"
        raise NotAcceptable(f"Nothing is given as {shown}; accept one of {', '.join(offered)}.")
    return offered[max(scored)[-1]]
