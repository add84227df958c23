"""Verifying in the studio: files, photos, numbers, codes."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from handouts.certificates.change import Voiding
from handouts.workflows.page_picture import page_picture
from handouts.workflows.void import void
from tests.certificates.conftest import (
    HOSTILE,
    SESSION,
    TODAY,
    Desk,
    engine,
    issued,
    issued_once,
)
from tests.conftest import PATIENCE
from tests.studio.conftest import Running, run

__all__ = ["engine", "issued", "issued_once"]
"""Fixtures of the tests of certificates."""


@pytest.fixture
def visited(issued: Desk) -> Iterator[Running]:
    """Run the studio of a project that has issued certificates."""
    yield from run(issued.project.root)


def found(running: Running, text: str = "", **files: bytes) -> str:
    """Return the page with what was found."""
    given = [("files", (name.replace("_", "."), content)) for name, content in files.items()]
    with running.client() as client:
        answer = client.post("/verify", data={"text": text}, files=given or None)
        assert answer.status_code == 303
        address = answer.headers["location"]
        work = running.studio.works.at(address)
        assert work
        assert work.wait(PATIENCE)
        return client.get(address).text


def labels(page: str) -> list[str]:
    return re.findall(r'class="card verdict \w+" aria-label="([^:"]+):', page)


def photo(pdf: Path) -> bytes:
    """Return the back as a telephone takes it: large, turned a little, on a table."""
    sheet = Image.open(io.BytesIO(page_picture(pdf, 2, 2600))).convert("RGB")
    table = Image.new("RGB", (4000, 3000), "#8a6f52")
    turned = sheet.rotate(4, expand=True, fillcolor="#8a6f52")
    table.paste(turned, ((4000 - turned.width) // 2, (3000 - turned.height) // 2))
    made = io.BytesIO()
    table.save(made, "JPEG", quality=85)
    return made.getvalue()


@pytest.mark.long
def test_files_photos_and_numbers_have_their_verdicts(issued: Desk, visited: Running) -> None:
    entry, other = issued.entry(HOSTILE), issued.entry("Zoë Con")
    file = issued.path(entry)
    whole = file.read_bytes()
    void(issued.project, SESSION, Voiding(other.number, "a slip", TODAY))

    page = found(
        visited,
        entry.number.lower().replace("-", " "),
        a_pdf=whole,
        b_pdf=whole + b"\n",
        c_jpg=photo(file),
        d_txt=b"no certificate",
    )
    gone = found(visited, other.number)

    assert labels(page) == [
        "The number is known; compare the words",
        "Genuine",
        "Altered",
        "Its code is genuine; compare the words",
        "Unknown",
    ]
    assert "&lt;b&gt;Bobby&lt;/b&gt;" in page
    assert "<b>Bobby" not in page
    assert "14 November 2026" in page
    assert labels(gone) == ["Void"]
    assert "a slip" in gone


def test_where_nothing_was_issued_this_is_said(running: Running) -> None:
    page = found(running, "0000-0000-0000")

    assert "No certificate was issued here yet" in page


def test_nothing_to_verify_and_a_wrong_key_are_asked_for_again(running: Running) -> None:
    with running.client() as client:
        nothing = client.post("/verify", data={"text": " "})
        wrong = client.post("/verify", data={"text": "0000-0000-0000", "key": "no key"})

    assert nothing.status_code == wrong.status_code == 422
    assert "There is nothing yet to verify" in nothing.text
    assert "This is not a public key" in wrong.text


def test_what_was_found_long_ago_is_asked_for_again(running: Running) -> None:
    with running.client() as client:
        assert client.get("/verify/unknown").status_code == 404
