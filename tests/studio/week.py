"""What a trainer does in the studio in a week, step by step, by the words on its pages."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.studio import given

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MILLISECONDS = 60_000
WORK = 3 * MILLISECONDS
"""For what typesets many files."""
Look = Callable[[str], None]
"""Called with the name of what can be seen now: pictures of it are for a guide."""


@dataclass
class Week:
    """One window, and what is done in it."""

    page: "Page"
    folder: Path
    """Where the trainer's own files lie, and what she downloads."""
    look: Look = lambda _: None

    def __post_init__(self) -> None:
        """Give slow machines time."""
        self.page.set_default_timeout(MILLISECONDS)

    def begin(self, provider: str) -> None:
        """Say where trainings are to live, on the first page of an empty folder."""
        self.page.get_by_label("Your organisation, or your own name").fill(provider)
        self.page.get_by_label("Bring an example training").uncheck()
        folder = self.page.get_by_label("Folder")
        here = folder.input_value()
        folder.fill("/home/maria/Documents/Handouts")
        self.look("start")
        folder.fill(here)
        self.press("Begin")
        self.see("heading", "Trainings")

    def bring_in(self, *files: Path) -> None:
        """Make a training of files, after a look at what was recognised."""
        self.page.get_by_role("link", name="New training").first.click()
        self.page.get_by_label("Article and chart").set_input_files([*files])
        self.look("new-training")
        self.press("Look at it")
        self.see("heading", given.TITLE)
        self.look("recognised")
        self.press("Create training")
        self.see("img", "Page 1")

    def write_behind(self, heading: str, text: str, article: Path) -> None:
        """Type at the end of a heading, and wait until the file of the article has it."""
        editor = self.page.get_by_role("textbox", name="Article")
        editor.get_by_role("heading", name=heading).click()
        editor.press("End")
        editor.press_sequentially(text)
        self.wait_until(lambda: f"{heading}{text}" in article.read_text("utf-8"))
        self.page.get_by_text("Saved", exact=True).wait_for()
        self.look("article")

    def write_in_cell(self, text: str, chart: Path) -> None:
        """Type at the end of the chart's first cell, and wait until its file has it."""
        self.follow("Chart")
        self.page.get_by_role("gridcell").nth(1).dblclick()
        self.page.keyboard.press("End")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.wait_until(lambda: text in chart.read_text("utf-8"))
        self.see("img", "Page 1")
        self.look("chart")

    def make_all_files(self) -> Path:
        """Make the files of the training that is open, and download all of them."""
        self.press("Make all files")
        self.page.get_by_text("files made").wait_for(timeout=WORK)
        self.look("files")
        return self.download("Download all")

    def name_server(self, email: str, port: int, provider: Path) -> None:
        """Say in the settings who sends mail, and by which server of this machine."""
        self.follow("Settings")
        self.page.get_by_label("E-mail").fill(email)
        self.wait_until(lambda: email in provider.read_text("utf-8"))
        self.page.get_by_role("navigation", name="Parts of the settings").get_by_role(
            "link", name="Mail"
        ).click()
        self.page.get_by_label("Name of the server").fill("127.0.0.1")
        self.page.get_by_label("Port").fill(str(port))
        self.page.get_by_label("Encryption").select_option("none")
        self.wait_until(lambda: f"port: {port}" in provider.read_text("utf-8"))
        self.press("Test connection")

    def plan_session(self, date: str, place: str) -> None:
        """Make a session of the training."""
        self.follow("Trainings")
        self.follow("New session")
        self.page.get_by_label("Date").fill(date)
        self.page.get_by_label("Starts").fill("09:00")
        self.page.get_by_label("Ends").fill("16:00")
        self.page.get_by_label("Place").fill(place)
        self.page.get_by_label("Hours", exact=True).fill("6")
        self.look("new-session")
        self.press("Create session")
        self.see("heading", "Participants")

    def bring_list(self, roster: Path) -> None:
        """Drop the list of those who registered."""
        self.page.get_by_label("List of participants").set_input_files(roster)
        self.page.get_by_text("people to come").wait_for()
        self.look("participants")

    def make_packet(self) -> Path:
        """Make the packets, with the print plan on the page; download the participants'."""
        self.follow("Packet")
        self.press("Make packets")
        self.page.get_by_role("heading", name="To print, in this order").wait_for(timeout=WORK)
        self.look("packet")
        return self.download("Download Packet for participants")

    def tick(self, *names: str) -> None:
        """Say who was there."""
        self.follow("Attendance")
        for number, name in enumerate(names, start=1):
            self.page.get_by_role("checkbox", name=name).check()
            self.page.get_by_text(f"{number} of {len(given.PEOPLE)} were there").wait_for()
        self.look("attendance")

    def rename(self, name: str, new: str, roster: Path) -> None:
        """Write another name into the table of participants, and wait until their list has it."""
        self.follow("Participants")
        self.see("gridcell", name).dblclick()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(new)
        self.page.keyboard.press("Enter")
        self.wait_until(lambda: new in roster.read_text("utf-8"))

    def check_certificates(self) -> None:
        """Look at who gets a certificate, and how it looks."""
        self.follow("Check certificates")
        self.page.get_by_text("get a certificate").first.wait_for()
        self.look("check")

    def issue(self, number: int) -> Path:
        """Issue certificates, after their number was typed; download all."""
        self.follow("Issue certificates")
        self.page.get_by_label("To go on, type the number").fill(str(number))
        self.press(f"Issue {number} certificates")
        self.page.get_by_text(f"{number} certificates were issued").wait_for(timeout=WORK)
        self.look("issued")
        return self.download("Download all")

    def correct(self, name: str) -> None:
        """Reissue the certificate of somebody who has another name on the list now."""
        self.follow("Issue certificates")
        self.follow(f"Correct and reissue the certificate of {name}")
        self.look("correct")
        self.press("Correct and reissue")
        self.agree("Correct and reissue")
        self.page.get_by_text("is replaced by").wait_for()

    def void(self, name: str, why: str) -> None:
        """Declare the certificate of somebody void."""
        self.follow("Issue certificates")
        self.follow(f"Void the certificate of {name}")
        self.page.get_by_label("Why is it void?").fill(why)
        self.press("Void this certificate")
        self.agree("Void this certificate")
        self.page.get_by_text("is void from now on").wait_for()

    def mail(self, step: str, number: int) -> None:
        """Look at the messages of a step, and send them after their number was typed."""
        self.follow(step)
        self.page.get_by_label(f"To send, type the number {number}").fill(str(number), timeout=WORK)
        self.look("mail")
        self.press(f"Send to {number} {'person' if number == 1 else 'people'}")
        self.page.get_by_text(f"{number} of {number} message").wait_for(timeout=WORK)

    def verify(self, *certificates: Path) -> list[str]:
        """Drop certificates, and return what is found of each."""
        self.follow("Verify")
        self.page.get_by_label("Certificates, or photos of them").set_input_files([*certificates])
        self.press("Verify")
        self.see("heading", "What was found")
        found = self.page.locator("main section").get_by_role("heading")
        found.nth(len(certificates) - 1).wait_for(timeout=WORK)
        self.look("verified")
        return [text.lstrip("✓!✕ \n") for text in found.all_inner_texts()]

    def press(self, name: str) -> None:
        """Press the button of this name; where a page has it twice both do the same."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def agree(self, name: str) -> None:
        """Press the button of this name in the dialogue that asks."""
        self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow a link; its name may go on with how far a step has come."""
        self.page.get_by_role("link", name=name).first.click()

    def see(self, role: "str", name: str) -> "Locator":
        """Wait for something, by its role and name."""
        found = self.page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
        found.wait_for()
        return found

    def download(self, name: str) -> Path:
        """Download what a link or button of this name gives, into the trainer's folder."""
        with self.page.expect_download() as given_file:
            self.page.get_by_role("link", name=name, exact=True).first.click()
        target = self.folder / given_file.value.suggested_filename
        given_file.value.save_as(target)
        return target

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something that no page shows. Raises TimeoutError."""
        for _ in range(MILLISECONDS // 100):
            if is_so():
                return
            self.page.wait_for_timeout(100)
        raise TimeoutError
