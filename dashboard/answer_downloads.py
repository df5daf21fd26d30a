"""An answer to take along in any format that fits it, and the line that cites it; the same function as `ncp ask`."""

import io
from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import data
from dashboard.outputs.answered import Answered, Manner
from dashboard.outputs.answered import cite as cited
from dashboard.outputs.write import answered, fitting, write
from queries.binding import bind
from queries.catalogue import Question


def offer(
    question: Question, values: Mapping[str, str], made: Callable[[], Answered] | None = None, cut: bool = False
) -> None:
    """Draw the choice of a format and the button that writes the whole answer in it.

    A query of one's own was answered before, and `made` gives its answer; the file of one that was `cut` is called so.
    """
    formats = fitting(question)
    now = release()
    with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
        style = str(
            st.selectbox(
                "Format", list(formats), format_func=lambda name: formats[name].title, key="ask-format", width=180
            )
        )
        chosen = formats[style]

        def written() -> bytes:
            out = io.BytesIO()
            if made:
                write(made(), style, out, Manner())
                return out.getvalue()
            with answered(data.endpoint(), question.name, values, now) as answer:
                write(answer, style, out, Manner())
            return out.getvalue()

        st.download_button(
            f"Download {chosen.title}",
            written,
            file_name=f"{question.name.replace('/', '-')}{'-truncated' if cut else ''}{chosen.suffix}",
            mime=chosen.media,
            on_click="ignore",
            key=f"ask-download-{style}",
        )


def cite(question: Question, values: Mapping[str, str]) -> None:
    """Show the line by which the answer can be cited."""
    told = {p.name: values.get(p.name, p.default) for p in question.parameters}
    with st.expander("How to cite this answer"):
        st.text(cited(question, bind(question, values), told, release()))


def release() -> str:
    """Name the release that answers, or the address of an endpoint that somebody named."""
    now = data.served()
    return now.release or now.address
