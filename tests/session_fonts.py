"""The fonts that a test session sees: DejaVu where it is installed, and no other of the machine.

What another program brought along (a font with a picture at U+E123, say) changes no test then.
Pango and fc-list, here and in every process that a test begins, read FONTCONFIG_FILE.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

FAMILY = "DejaVu"
"""Families whose name begins so: DejaVu Sans has Hebrew, Arabic, Greek and Cyrillic."""
_SETTINGS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir prefix="relative">fonts</dir>
<cachedir prefix="relative">cache</cachedir>
</fontconfig>
"""


def begin() -> Path | None:
    """Let this process and all that it begins see the known fonts only; return a folder to remove.

    Returns None where the process that began this one has seen to it.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return None
    folder = Path(tempfile.mkdtemp(prefix="handouts-fonts-"))
    (folder / "fonts").mkdir()
    for file in _installed():
        (folder / "fonts" / file.name).symlink_to(file)
    (folder / "fonts.conf").write_text(_SETTINGS, "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    return folder


def _installed() -> list[Path]:
    """The files of the known fonts that the machine has."""
    if shutil.which("fc-list") is None:
        return []
    listed = subprocess.run(
        ["fc-list", "--format", "%{family[0]}\t%{file}\n"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = (line.partition("\t") for line in listed.stdout.splitlines())
    return sorted({Path(file) for family, _, file in found if family.startswith(FAMILY)})
