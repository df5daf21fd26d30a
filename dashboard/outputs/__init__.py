"""The formats in which an answer leaves: each module here holds a family of them in FORMATS, found by walking."""
