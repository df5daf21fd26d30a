"""An answer to take along in any format that fits it, and the line that cites it; the same function as `ncp ask`."""

import io
from collections.abc import Mapping

import streamlit as st

from dashboard import data
from dashboard.outputs.answered import Manner
from dashboard.outputs.answered import cite as cited
from dashboard.outputs.write import answered, fitting, write
from queries.binding import bind
from queries.catalogue import Question


def offer(question: Question, values: Mapping[str, str]) -> None:
    """Draw the choice of a format and the button that writes the whole answer in it."""
    formats = fitting(question)
    release = _release()
    with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
        style = str(
            st.selectbox(
                "Format", list(formats), format_func=lambda name: formats[name].title, key="ask-format", width=180
            )
        )
        made = formats[style]

        def written() -> bytes:
            out = io.BytesIO()
            with answered(data.endpoint(), question.name, values, release) as answer:
                write(answer, style, out, Manner())
            return out.getvalue()

        st.download_button(
            f"Download {made.title}",
            written,
            file_name=f"{question.name.replace('/', '-')}{made.suffix}",
            mime=made.media,
            on_click="ignore",
            key=f"ask-download-{style}",
        )


def cite(question: Question, values: Mapping[str, str]) -> None:
    """Show the line by which the answer can be cited."""
    told = {p.name: values.get(p.name, p.default) for p in question.parameters}
    with st.expander("How to cite this answer"):
        st.text(cited(question, bind(question, values), told, _release()))


def _release() -> str:
    now = data.served()
    return now.release or now.address
