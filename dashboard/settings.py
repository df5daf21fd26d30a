"""Settings from one place: option, environment (`NCP_…`), `ncp.toml` in the workspace, default."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import BadInput
from graph.workspace import Workspace, default_workspace

NAMES = {"desk": ("NCP_DESK_URL", "NCP_DESK")}
"""Variables of the environment that are called otherwise than their setting; the first one that is set counts."""

DEFAULTS: dict[str, Any] = {
    "port": 8501,
    "address": "127.0.0.1",
    "endpoint_port": 7878,
    "endpoint_address": "127.0.0.1",
    "seconds": 30,
    "rows": 100_000,
    "megabytes": 100,
    "memory": 2_000,
    "places": 2,
    "cors": "",
    "desk": "",
    "user": "",
    "store_user": "",
    "store_password": "",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the workspace is and what `ncp.toml` in it says."""

    workspace: Workspace
    file: dict[str, Any]

    def get(self, name: str, option: Any = None) -> Any:  # noqa: ANN401 - a setting is a number or a text
        """Look a setting up: the option if given, else environment, file, default."""
        if option is not None:
            return option
        default = DEFAULTS.get(name)
        given = (
            os.environ[variable] for variable in NAMES.get(name, (f"NCP_{name.upper()}",)) if variable in os.environ
        )
        found = next(given, self.file.get(name, default))
        return type(default)(found) if default is not None else found


def settings(workspace: Path | None) -> Settings:
    """Read the settings of a workspace; raises BadInput when `ncp.toml` cannot be read."""
    named = workspace or os.environ.get("NCP_WORKSPACE")
    root = Path(named) if named else default_workspace()
    path = root / "ncp.toml"
    if not path.is_file():
        return Settings(Workspace(root), {})
    try:
        return Settings(Workspace(root), tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"the settings cannot be read ({error})", "mend or remove the file", file=str(path)) from None
