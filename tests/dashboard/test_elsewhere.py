"""The part of the page Ask that asks endpoints of others: nothing before the button, then an answer with its origin."""

import time
from pathlib import Path

import pytest

from tests.dashboard.test_pages import page, texts
from tests.graph.test_endpoint import JSON_HEAD, ROWS, listening

pytestmark = pytest.mark.usefixtures("small_endpoint")


def test_an_endpoint_is_asked_when_the_button_is_pressed_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([JSON_HEAD + b"\r\n" + ROWS, JSON_HEAD + b"\r\n" + ROWS[:-20]])
    with listening(lambda connection: connection.sendall(next(answers))) as (url, calls):
        (tmp_path / "ncp.toml").write_text(f'[targets.wikidata]\nurl = "{url}"\nseconds = 2\n', "utf-8")
        monkeypatch.setenv("NCP_WORKSPACE", str(tmp_path))
        app = page("ask")
        app.selectbox(key="elsewhere-target").set_value("wikidata").run()
        time.sleep(0.2)
        assert calls == []
        button = next(one for one in app.button if one.label == "Ask Wikidata")
        button.click().run()
        assert not app.exception and len(calls) == 1
        assert any(text.startswith(f"From Wikidata ({url}, CC0 1.0), asked ") for text in texts(app))
        next(one for one in app.button if one.label == "Ask Wikidata").click().run()
        assert [one.value for one in app.warning if one.value.startswith("Wikidata gave no answer. The endpoint")]
        assert not any(text.startswith("From Wikidata") for text in texts(app)), (
            "an older answer would pass for this one"
        )
