"""Draws the pictures of pages that the README shows: `make pictures`. Needs poppler's pdftoppm."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from handouts.builds.request import Request
from handouts.certificates.issue import certify
from handouts.certificates.options import CertificateOptions
from handouts.certificates.session_checks import over_at
from handouts.project.layout import Project
from handouts.workflows.build import build
from handouts.workflows.load import load_checked_session

DOCS = Path(__file__).resolve().parent
RESOLUTION = 60
"""Dots per inch: a letter page is 510 × 660 pixels."""
SESSION = "two-models/example"
PAGES = (
    ("print", "handout", 1),
    ("print", "chart", 1),
    ("print", "in-the-room", 1),
    ("print", "poster", 1),
    ("large-print", "handout", 5),
)
"""Edition, document, and page of each picture."""
ASKED = Request(
    documents=(*dict.fromkeys(document for _, document, _ in PAGES), "badges"),
    editions=tuple(dict.fromkeys(edition for edition, _, _ in PAGES)),
)

OWN = {
    "Lantern Street": "Harbour Street",
    "Robin Ashdown": "Helen Ashford",
    "Example Board": "Central Board",
    "Invented for this example: ": "",
    "0000": "4711",
    "www.example.org": "www.example.net",
    "trainings@": "workshops@",
    "555 0100": "555 0199",
}
"""What the example says of its provider, and what the pictured certificate says."""


def draw() -> None:
    """Build the example afresh and write `docs/pages/<edition>-<document>-<page>.png`."""
    target = DOCS / "pages"
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        shutil.copytree(DOCS.parent / "content", root / "content")
        files = [built.path for built in build(Project(root), ASKED)]
        paths = {(file.parent.name, file.stem): file for file in files}
        for edition, document, page in PAGES:
            _draw(paths[edition, document], page, target / f"{edition}-{document}-{page}")
        _draw(paths["example", "badges"], 1, target / "badges")
        _give_own_provider(root / "content" / "provider.yaml")
        session = load_checked_session(Project(root), *SESSION.split("/"))
        issued = certify(Project(root), session, CertificateOptions(over_at(session)))
        _draw(issued.folder / "certificates.pdf", 3, target / "certificate")


def _give_own_provider(file: Path) -> None:
    """Write another provider than the example's, under whose name nothing is issued."""
    text = file.read_text("utf-8")
    for theirs, ours in OWN.items():
        text = text.replace(theirs, ours)
    file.write_text(text, "utf-8")


def _draw(file: Path, page: int, target: Path) -> None:
    """Draw one page of a PDF as `<target>.png`."""
    subprocess.run(
        [
            *("pdftoppm", "-png", "-singlefile", "-r", str(RESOLUTION)),
            *("-f", str(page), "-l", str(page), str(file), str(target)),
        ],
        check=True,
    )


if __name__ == "__main__":
    draw()
