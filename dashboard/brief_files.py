"""A brief as HTML, PDF, Word and text for a mail: the same lines in the same order, names as text alone."""

import io
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.brief import Brief, Limits, cut
from graph.errors import LibraryMissing

TEMPLATES = Path(__file__).with_name("templates")
ROOMY, USUAL = Limits(6, 460), Limits()
TIGHTER = (USUAL, Limits(5, 220), Limits(4, 180), Limits(4, 140), Limits(3, 110), Limits(3, 80))
"""Limits that are tried in turn until a brief fits one page; the roomy ones leave a chain of three steps whole."""

ACROSS, DOWN = 100, 46
"""Letters of a line, and lines beside title and headings, on a sheet of Word, counted low: nothing here lays it out."""

SIZE, SMALL = 9.6, 8.4
"""Points of the letters, and of those of a brief that is long."""

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
PANGO = (
    "The PDF cannot be written, for the library Pango is missing; install it (Debian: apt-get install libpango-1.0-0 "
    "libpangoft2-1.0-0), or take the brief as HTML or Word."
)


def host(address: str) -> str:
    """Name the host of a web address; "" for anything that is no web address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    made.filters["web"] = host
    return made


def html(brief: Brief, limits: Limits = ROOMY, size: float = SIZE) -> str:
    """Write the brief as a page that asks no other address."""
    return _environment().get_template("brief.html").render(brief=cut(brief, limits), size=size)


def pdf(brief: Brief) -> bytes:
    """Write the brief as one tagged A4 page (PDF/UA-1); raises LibraryMissing where Pango is not installed."""
    for limits, size in ((ROOMY, SIZE), (ROOMY, SMALL), *((limits, SMALL) for limits in TIGHTER)):
        made = document(html(brief, limits, size))
        if len(made.pages) == 1:
            break
    return bytes(made.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))


def document(page: str) -> Any:  # noqa: ANN401 - WeasyPrint's own type
    """Lay a page out; nothing that it names is fetched, be it from the web or from this machine."""
    try:
        with redirect_stdout(io.StringIO()):  # it prints a page of advice before it fails
            from weasyprint import HTML
            from weasyprint.urls import URLFetcher
    except OSError as error:
        raise LibraryMissing(PANGO) from error
    return HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=())).render(pdf_variant="pdf/ua-1", pdf_tags=True)


def missing() -> str:
    """Say in one sentence what a PDF lacks on this machine; "" when it can be written."""
    try:
        document("<p>.</p>")
    except LibraryMissing as error:
        return str(error)
    return ""


def docx(brief: Brief) -> bytes:
    """Write the brief for Word, with the styles Title, Heading 1 and List Bullet, on A4."""
    from docx import Document
    from docx.shared import Mm, Pt

    made, short = Document(), _for_word(brief)
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(14)
    page.left_margin = page.right_margin = Mm(18)
    for name, size, before in (("Normal", 9, 0), ("Title", 18, 0), ("Heading 1", 11, 5), ("List Bullet", 9, 0)):
        style = made.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(1)
    made.core_properties.title, made.core_properties.author = _xml(f"Brief: {short.title}"), "ncp"
    made.core_properties.language = "en"
    made.add_paragraph(_xml(short.title), style="Title")
    for section in short.sections:
        made.add_paragraph(section.heading, style="Heading 1")
        for item in section.items:
            made.add_paragraph(_xml(_with_page(item.text, item.page)), style="List Bullet")
    made.add_paragraph(_xml(short.foot), style="Normal")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _for_word(brief: Brief) -> Brief:
    """Shorten a brief until its lines, counted, fit one sheet."""
    for limits in (ROOMY, *TIGHTER, Limits(2, 80)):
        short = cut(brief, limits)
        told = [_with_page(item.text, item.page) for section in short.sections for item in section.items]
        if sum(-(-len(one) // ACROSS) for one in (*told, short.foot)) <= DOWN:
            break
    return short


def _with_page(text: str, page: str) -> str:
    return f"{text} <{page}>" if host(page) else text


def _xml(text: str) -> str:
    """Leave out what no XML file may hold."""
    return UNPRINTABLE.sub("", text)


def text(brief: Brief) -> str:
    """Write the brief as plain text that can be pasted into a mail."""
    short = cut(brief, ROOMY)
    lines = [f"Subject: {_line(short.title)}", ""]
    for section in short.sections:
        lines += [section.heading.upper(), *(_bullet(_with_page(item.text, item.page)) for item in section.items), ""]
    return "\n".join([*lines, fill(_line(short.foot), 76)]) + "\n"


def _bullet(told: str) -> str:
    return fill(
        _line(told), 76, initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _line(told: str) -> str:
    """Bring a text to one line of letters that can be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in told).split())


WRITERS: dict[str, tuple[Callable[[Brief], str | bytes], str]] = {
    "pdf": (pdf, "application/pdf"),
    "docx": (docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (html, "text/html"),
    "text": (text, "text/plain"),
}
"""Formats of a brief: what writes it, and its media type."""


def write(brief: Brief, style: str) -> bytes:
    """Write the brief in a format."""
    made = WRITERS[style][0](brief)
    return made.encode() if isinstance(made, str) else made
