"""Who was there: ticked on any screen, told by reports, asked about."""

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.studio.conftest import Running, open_window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = "/training/two-models/session/example/attendance"
LIST = "Name,Email\nBo Lind,bo@example.org\nAda Poe,ada@example.org\n<b>Cy Orr,\n"
ZOOM = b"""\
Name (Original Name),User Email,Total Duration (Minutes)
Bo Lind,bo@example.org,300
Host <i>,,350
"""


@pytest.fixture
def roster(home: Path) -> Path:
    file = home / "content/two-models/sessions/example/roster.csv"
    file.write_text(LIST, "utf-8")
    return file


def test_one_tick_changes_the_count_and_one_row(running: Running, roster: Path) -> None:
    ada = {"row": "3", "name": "Ada Poe"}
    with running.client() as client:
        client.headers["hx-request"] = "true"
        assert "<b>Cy" not in client.get(HERE).text
        ticked = client.post(f"{HERE}/tick", data={**ada, "there": "on"})
        assert "<strong>1</strong> of 3 were there" in ticked.text
        assert "hx-retarget" not in ticked.headers
        assert "1 were there" in ticked.text  # the step says so too

        client.post(f"{HERE}/hours", data={**ada, "hours": "3,5"})
        assert roster.read_text("utf-8").splitlines()[2] == "Ada Poe,ada@example.org,yes,3.5"
        wrong = client.post(f"{HERE}/hours", data={**ada, "hours": "<i>"})
        assert "is not a number of hours" in wrong.text
        assert "<i>" not in wrong.text
        assert wrong.headers["hx-retarget"] == "#attendance"

        taken_back = client.post(f"{HERE}/tick", data=ada)
        assert taken_back.headers["hx-retarget"] == "#attendance"  # the hours went too
        assert roster.read_text("utf-8").splitlines()[2] == "Ada Poe,ada@example.org,no,"
        gone = client.post(f"{HERE}/tick", data={"row": "3", "name": "Eve"})
    assert "does not have Eve any longer" in gone.text


def test_all_were_there(running: Running, roster: Path) -> None:
    with running.client() as client:
        assert "<strong>3</strong> of 3 were there" in client.post(f"{HERE}/all").text
    assert roster.read_text("utf-8").count(",yes") == 3


def test_a_report_says_who_was_there_and_asks_who_is_unknown(
    running: Running, roster: Path
) -> None:
    with running.client() as client:
        taken = client.post(f"{HERE}/report", files={"report": ("meeting.csv", ZOOM)}).text
        assert "300 minutes in the report" in taken
        assert "Who is “Host &lt;i&gt;” in the report?" in taken
        data = {"written": "Host <i>", "person": "nobody"}
        settled = client.post(f"{HERE}/person", data=data).text
        assert "Who is" not in settled
        assert "<strong>1</strong> of 3 were there" in settled

        assert (
            client.post(f"{HERE}/drop-report", data={"report": "../roster.csv"}).status_code == 404
        )
        gone = client.post(f"{HERE}/drop-report", data={"report": "attendance.csv"}).text
        assert "<strong>0</strong> of 3 were there" in gone
        refused = client.post(f"{HERE}/report", files={"report": ("x.csv", b"")}).text
        assert "The report was not taken" in refused
    assert roster.is_file()
    assert not roster.with_name("attendance.csv").exists()


@pytest.mark.long
def test_the_first_tick_in_a_workbook_says_what_became_of_it(
    running: Running, roster: Path
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["People"], [], ["Name"], ["Bo Lind"], ["Ada Poe"]):
        book.active.append(row)
    roster.unlink()
    book.save(roster.with_suffix(".xlsx"))
    with running.client() as client:
        ticked = client.post(f"{HERE}/tick", data={"row": "5", "name": "Ada Poe", "there": "on"})
        assert "roster.xlsx is in the trash" in ticked.text
        assert "<strong>1</strong> of 2 were there" in ticked.text
        again = client.post(f"{HERE}/tick", data={"row": "5", "name": "Ada Poe", "there": "on"})
        assert "<strong>1</strong> of 2 were there" in again.text


@pytest.mark.parametrize("row", ["", "x", "-1", "²", "99999999"])
def test_no_other_row_is_ticked(running: Running, row: str) -> None:
    with running.client() as client:
        answer = client.post(f"{HERE}/tick", data={"row": row, "name": "Bo Lind"})
    assert answer.status_code == 400


@pytest.mark.long
def test_attendance_is_ticked_on_a_phone_as_fast_as_one_can(
    browser: "Browser", running: Running, roster: Path
) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - an extra

    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True}
    for page in open_window(browser, running, **phone):
        page.set_default_timeout(60_000)
        page.goto(HERE)
        for name in ("Bo Lind", "Ada Poe", "<b>Cy Orr"):
            box = page.get_by_role("checkbox", name=name)
            assert (box.locator("xpath=..").bounding_box() or {"height": 0})["height"] >= 44
            box.tap()
        expect(page.get_by_role("status").filter(has_text="were there")).to_have_text(
            "3 of 3 were there", timeout=60_000
        )
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390
    assert roster.read_text("utf-8").count("yes") == 3
