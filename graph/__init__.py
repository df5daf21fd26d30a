"""What is known: records, releases, identity, coverage and verdicts."""
