"""A trainer's week in the studio, from an empty folder on: no terminal, and no file edited."""

import contextlib
import datetime
import email
import io
import os
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.conftest import REPOSITORY
from tests.mail.servers import Post, serving
from tests.reading import pages
from tests.studio import given
from tests.studio.conftest import Running, open_window
from tests.studio.week import Look, Week

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.long
BEFORE = datetime.datetime(2027, 4, 9, 12)
DATE = "2027-04-10"
AFTER = datetime.datetime(2027, 4, 12, 9)
PICTURES = os.environ.get("HANDOUTS_PICTURES")
"""A folder for pictures of what can be seen: `make pictures` gives the guide's."""
MARIA, TOMAS, JO = (name for name, *_ in given.PEOPLE)


@pytest.fixture
def week(browser: "Browser", running_nowhere: Running, tmp_path: Path) -> Iterator[Week]:
    """Open a window of a studio that has no project yet, on the evening before the day."""
    running_nowhere.studio.now = lambda: BEFORE
    size = {"width": 1280, "height": 800}
    for page in open_window(browser, running_nowhere, accept_downloads=True, viewport=size):
        yield Week(page, tmp_path, drawing(page, Path(PICTURES)) if PICTURES else lambda _: None)


_HAS_PICTURES = """() => [...document.images].every(
    (each) => each.complete || each.getBoundingClientRect().top > innerHeight
)"""


def drawing(page: "Page", folder: Path) -> Look:
    """Return what draws the window as a small PNG, where the guide shows it."""

    guide = (REPOSITORY / "docs" / "studio.md").read_text("utf-8")

    def draw(name: str) -> None:
        if f"studio-{name}.png" not in guide:
            return
        page.wait_for_function(_HAS_PICTURES)
        seen = Image.open(io.BytesIO(page.screenshot()))
        seen.convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(
            folder / f"studio-{name}.png", optimize=True
        )

    return draw


def test_a_week_from_an_empty_folder_to_certificates_that_are_corrected_and_mailed(
    week: Week, running_nowhere: Running
) -> None:
    week.begin("Elm Street Training")
    content = week.folder / "empty/content"
    training = content / "two-ways-to-water-a-garden"

    week.bring_in(given.article(week.folder), given.chart(week.folder))
    week.write_behind("What to ask", " of the rain", training / "article.md")
    week.write_in_cell(" from its drum", training / "chart.yaml")
    made = zipped(week.make_all_files())
    handout = text_of(made[f"{training.name}/participants/print/handout.pdf"])
    assert "What to ask of the rain" in handout
    assert "once the hose is unrolled from its drum" in handout

    post = Post()
    with listening(post) as port:
        week.name_server("office@example.org", port, content / "provider.yaml")
        week.plan_session(DATE, "Elm Street Hall, Springfield")
        week.bring_list(given.roster(week.folder))
        (roster,) = training.glob("sessions/*/roster.*")
        packet = text_of(week.make_packet().read_bytes())
        assert "What to ask of the rain" in packet
        week.mail("Mail before the day", 3)
        assert post.people == sorted(address for _, address, _ in given.PEOPLE)

        running_nowhere.studio.now = lambda: AFTER
        week.tick(MARIA, TOMAS)
        week.check_certificates()
        issued = zipped(week.issue(2))
        texts = [text_of(each) for each in issued.values()]
        assert [sum(name in text for text in texts) for name in (MARIA, TOMAS, JO)] == [1, 1, 0]

        week.rename(TOMAS, f"{TOMAS}-Lane", roster)
        week.correct(TOMAS)
        week.void(MARIA, "Left before noon")
        post.taken.clear()
        week.mail("Mail after the day", 1)
    ((address, message),) = post.taken
    assert address == given.PEOPLE[1][1]
    assert any(f"{TOMAS}-Lane" in text_of(each) for each in attached(message))

    found = week.verify(*(put(week.folder / Path(name).name, issued[name]) for name in issued))
    assert sorted(found) == ["Replaced by another", "Void"]


@contextlib.contextmanager
def listening(post: Post) -> Iterator[int]:
    """Run a mail server, begun in a thread of its own: playwright has an event loop in this one."""
    with contextlib.ExitStack() as held, ThreadPoolExecutor(1) as another:
        yield another.submit(held.enter_context, serving(post)).result()


def put(file: Path, content: bytes) -> Path:
    """Write a file that she drops somewhere."""
    file.write_bytes(content)
    return file


def zipped(file: Path) -> dict[str, bytes]:
    """Return the files in a ZIP, by their paths."""
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def text_of(pdf: bytes) -> str:
    """Return the text of all pages of a PDF."""
    return " ".join(pages(PdfReader(io.BytesIO(pdf))))


def attached(message: bytes) -> list[bytes]:
    """Return the PDFs that are attached to a message."""
    parts: list[Message] = [*email.message_from_bytes(message).walk()]
    pdfs = [part for part in parts if part.get_content_type() == "application/pdf"]
    return [bytes(part.get_payload(decode=True)) for part in pdfs]
