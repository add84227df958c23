"""Draws the pictures of pages that the README shows: `make pictures`. Needs poppler's pdftoppm."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from handouts.pipeline import build
from handouts.project import Project
from handouts.request import Request

DOCS = Path(__file__).resolve().parent
RESOLUTION = 60
"""Dots per inch: a letter page is 510 × 660 pixels."""
PAGES = (
    ("print", "handout", 1),
    ("print", "handout", 2),
    ("print", "chart", 1),
    ("print", "matching", 1),
    ("large-print", "handout", 5),
)
"""Edition, document, and page of each picture."""


def draw() -> None:
    """Build the example afresh and write `docs/pages/<edition>-<document>-<page>.png`."""
    target = DOCS / "pages"
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        shutil.copytree(DOCS.parent / "content", root / "content")
        files = [built.path for built in build(Project(root), Request())]
        paths = {(file.parent.name, file.stem): file for file in files}
        for edition, document, page in PAGES:
            subprocess.run(
                [
                    *("pdftoppm", "-png", "-singlefile", "-r", str(RESOLUTION)),
                    *("-f", str(page), "-l", str(page)),
                    str(paths[edition, document]),
                    str(target / f"{edition}-{document}-{page}"),
                ],
                check=True,
            )


if __name__ == "__main__":
    draw()
