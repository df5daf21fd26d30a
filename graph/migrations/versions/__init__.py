"""The versions of the team's records, one file each."""
