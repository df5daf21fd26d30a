"""How the database of the team's records changes from version to version."""
