"""How it comes in: exports read, resolved and built into a release."""
