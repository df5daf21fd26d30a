"""A page as a person opens it by its link."""

from streamlit.testing.v1 import AppTest


def opened(view: str, codes: dict[str, str]) -> AppTest:
    """Run a page with these codes in its address."""
    app = AppTest.from_string(f"from dashboard.views import {view}\n{view}.show()", default_timeout=60)
    for key, code in codes.items():
        app.query_params[key] = code
    return app.run()
