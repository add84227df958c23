"""`make quick`: what sets type, or begins a process to do so, is left out in the moment it begins.

A test is told by what it does, not by a mark: the import of WeasyPrint skips it, and so does a
process that would be Python or Java. A quick run can therefore never set type.
"""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

_PROGRAMS = {Path(sys.executable).name, "python3", "verapdf-check", "chromium"}


def begin() -> None:
    """Watch this process from now on."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "import" and arguments[0] == "weasyprint":
        pytest.skip("sets type: see make test", allow_module_level=True)
    if event == "subprocess.Popen" and Path(os.fsdecode(arguments[0])).name in _PROGRAMS:
        pytest.skip("begins a long process: see make test", allow_module_level=True)
