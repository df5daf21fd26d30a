"""Lets a job of a test know the places of a few regions alone, so that a real build takes seconds."""

import os
import pickle
import sys
from pathlib import Path

if "dashboard.job_run" in sys.orig_argv and "NCP_TEST_SLICE" in os.environ:
    import dashboard.reconcile
    import ingest.build
    import ingest.fetch

    held = pickle.loads(Path(os.environ["NCP_TEST_SLICE"]).read_bytes())
    ingest.build.gazetteer = dashboard.reconcile.gazetteer = lambda: held
    if site := os.environ.get("NCP_TEST_SITE"):
        from ingest.source import Download

        files = tuple(Download(name, f"{site}/{name}", "a table") for name in ("one.csv", "two.csv"))
        offer = ingest.fetch.Offer("A site", "CC0", site, files)
        ingest.fetch.offers = lambda: {"polis": offer}
