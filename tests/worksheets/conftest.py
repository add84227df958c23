"""Hypothesis writes nothing beside the project's files."""

import tempfile
from pathlib import Path

from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "handouts-hypothesis")
