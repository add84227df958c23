"""Files as a trainer has them, written for one test."""

import datetime
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from handouts.importers import Given, Imported, import_files

# Nothing is written beside the project's files, and a slow machine fails no test.
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "handouts-hypothesis")
EXAMPLES = 300 if os.environ.get("HANDOUTS_EVERY") else 50
settings.register_profile("importing", database=None, deadline=None, max_examples=EXAMPLES)
settings.load_profile("importing")

ARTICLE = """Lawn or Meadow?

Ann Miller, MSc

A lawn is mown every week, and nobody asks why.

The chart below sets the two side by side.

What follows from it

Whoever has seen both will choose with open eyes.
"""
CHART = (
    "Short lawn\tTall lawn\nIs mown weekly.\tIs cut twice a year.\nIs even.\tIs <i>alive</i> .\n"
)

Import = Callable[..., Imported]


@pytest.fixture
def imported() -> Import:
    """Import an article and a chart given as text or bytes, by file name."""

    def run(
        article: str | bytes = ARTICLE,
        chart: str | bytes = CHART,
        names: tuple[str, str] = ("article.txt", "chart.tsv"),
    ) -> Imported:
        first, second = (
            Given(f"in/{name}", content if isinstance(content, bytes) else content.encode())
            for name, content in zip(names, (article, chart), strict=True)
        )
        return import_files([first, second], "two-lawns", datetime.date(2024, 5, 6))

    return run


def body(files: Imported) -> str:
    """Return the article below its front matter, without the comment at its end."""
    return files.files["article.md"].split("\n---\n", 1)[1].split("\n<!--\nLeft out")[0].strip()
