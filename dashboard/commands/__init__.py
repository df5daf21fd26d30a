"""The commands of `ncp`, found by walking this folder: each module lists its own in COMMANDS."""
