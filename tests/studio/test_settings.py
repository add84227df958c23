"""The settings: saved as they are filled in; pictures, the mail server, this computer."""

import io
import re
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import httpx
import pytest
from PIL import Image

from handouts.content import yaml_tree
from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

WITHIN = {"hx-request": "true"}


def provider(home: Path) -> dict[str, Any]:
    value = yaml_tree.read((home / "content/provider.yaml").read_text("utf-8")).value
    assert isinstance(value, dict)
    return value


def version(page: str) -> str:
    return page.partition('name="version" id="version" value="')[2].partition('"')[0]


def within(running: Running) -> httpx.Client:
    """Return a client that asks for parts of pages, as the window does."""
    client = running.client()
    client.headers.update(WITHIN)
    return client


def save(running: Running, section: str, **filled: Any) -> str:
    """Fill in a page of the settings as its window does, and return the answer."""
    path = "/settings" if section == "organisation" else f"/settings/{section}"
    with within(running) as client:
        page = client.get(path).text
        chosen = re.sub(r'<input type="(radio|checkbox)"(?![^>]* checked)[^>]*>', "", page)
        fields = dict(re.findall(r'name="([a-z_.0-9]+)" value="([^"]*)"', chosen))
        given = {**fields, **{name.replace("__", "."): value for name, value in filled.items()}}
        answer = client.post(f"/settings/save/{section}", data={**given, "version": version(page)})
        assert answer.status_code == 200
        return answer.text


def test_what_is_filled_in_is_saved_and_notes_stay(home: Path, running: Running) -> None:
    save(running, "organisation", name="Northgate", address="1 Street\nTown", website="")

    assert provider(home)["name"] == "Northgate"
    assert provider(home)["address"].strip() == "1 Street\nTown"
    assert "website" not in provider(home)
    assert "# Who signs certificates." in (home / "content/provider.yaml").read_text("utf-8")


def test_what_is_wrong_is_said_at_its_field(running: Running) -> None:
    told = save(running, "organisation", website="example")

    at_field = told.partition('id="problems-website"')[2].partition("</div>")[0]
    assert "problem" in at_field
    assert "Saved" in told


def test_html_in_a_name_is_shown_as_text(running: Running) -> None:
    save(running, "organisation", name='<b>"N"</b>')

    with running.client() as client:
        page = client.get("/settings").text
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_who_signs_waits_for_a_name_and_goes_with_it(home: Path, running: Running) -> None:
    told = save(running, "certificates", signatory__title="Director")
    assert "Not all is saved yet" in told
    assert "signatory" not in provider(home)

    save(running, "certificates", signatory__name="Robin Vale", signatory__title="Director")
    assert provider(home)["signatory"] == {"name": "Robin Vale", "title": "Director"}

    save(running, "certificates", signatory__name="")
    assert "signatory" not in provider(home)


def test_a_second_person_signs_and_gives_it_up_again(home: Path, running: Running) -> None:
    save(running, "certificates", signatory__name="Robin Vale")
    second = {"signatories__0__name": "Kim Oak", "signatories__0__title": "Chair"}
    save(running, "certificates", **second)
    assert provider(home)["signatories"] == [{"name": "Kim Oak", "title": "Chair"}]

    with running.client() as client:
        client.post("/settings/picture/second_signature", files={"picture": ("x.png", picture())})
        assert client.get("/settings/picture/second_signature").status_code == 200
    (two,) = provider(home)["signatories"]
    assert re.fullmatch(r"second-signature-[0-9a-f]{12}\.png", two["signature"])

    save(running, "certificates", signatories__0__name="")
    assert "signatories" not in provider(home)
    assert provider(home)["signatory"] == {"name": "Robin Vale"}


def test_how_certificates_look_is_chosen_and_taken_back(home: Path, running: Running) -> None:
    chosen = {"certificate_frame": "rules", "certificate_ground": "yes"}
    save(running, "certificates", certificate_script="yes", **chosen)
    assert {key: provider(home).get(key) for key in (*chosen, "certificate_script")} == {
        "certificate_frame": "rules",
        "certificate_ground": "yes",
        "certificate_script": "yes",
    }
    assert "certificate_face" not in provider(home)

    with within(running) as client:
        page = client.get("/settings/certificates").text
        given = {"certificate_face": "award", "certificate_frame": "engraved"}
        given |= {"signatory.name": "Robin Vale", "version": version(page)}
        client.post("/settings/save/certificates", data=given)
    assert provider(home)["certificate_frame"] == "engraved"
    assert not {"certificate_ground", "certificate_script"} & provider(home).keys()


def test_two_signatures_have_no_room_where_all_is_on_one_side(running: Running) -> None:
    both = {"signatory__name": "Robin Vale", "signatories__0__name": "Kim Oak"}
    told = save(running, "certificates", certificate_face="full", **both)
    at_field = told.partition('id="problems-certificate_face"')[2].partition("</div>")[0]
    assert "has room for one signature" in at_field
    assert "Approval" not in at_field


@pytest.mark.long
def test_a_picture_shows_what_certificates_look_like_now(running: Running) -> None:
    def shown() -> str:
        with within(running) as client:
            return client.get("/settings/certificates/picture").text

    save(running, "certificates", signatory__name="Robin Vale")
    before = shown()
    assert "data:image/jpeg;base64," in before
    save(running, "certificates", certificate_frame="plain")
    after = shown()
    assert "data:image/jpeg;base64," in after
    assert before != after
    both = {"signatories__0__name": "Kim Oak", "certificate_face": "full"}
    save(running, "certificates", **both)
    assert "has room for one signature" in shown()


def test_approvals_are_added_changed_and_removed(home: Path, running: Running) -> None:
    one = {
        "approval-body": ["Board A", "Board B", ""],
        "approval-number": ["", "7", ""],
        "approval-statement": ["A says so.", "B says so.", ""],
        "approval-profiles": ["", "", ""],
    }
    save(running, "certificates", **one)
    assert provider(home)["approvals"] == [
        {"body": "Board A", "statement": "A says so."},
        {"body": "Board B", "number": "7", "statement": "B says so."},
    ]

    save(running, "certificates", **{name: value[1:] for name, value in one.items()})
    (left,) = provider(home)["approvals"]
    assert left == {"body": "Board B", "number": "7", "statement": "B says so."}

    save(running, "certificates", **{name: [] for name in one})
    assert "approvals" not in provider(home)


def test_changes_of_two_windows_are_put_together(home: Path, running: Running) -> None:
    with within(running) as client:
        page = client.get("/settings").text
        before = {"name": "Harbour Street Training", "version": version(page)}
        client.post("/settings/save/organisation", data={**before, "phone": "555"})
        save(running, "mail", mail_server__host="smtp.example.net")
        answer = client.post(
            "/settings/save/organisation", data={**before, "email": "a@example.net"}
        )

    assert "hx-redirect" in answer.headers or "Not saved" in answer.text
    assert provider(home)["mail_server"]["host"] == "smtp.example.net"
    assert provider(home)["phone"] == "555"


def picture(mode: str = "RGBA") -> bytes:
    sheet = Image.new(mode, (400, 200))
    sheet.paste((0, 0, 0), (100, 50, 300, 150))
    made = io.BytesIO()
    sheet.save(made, "PNG")
    return made.getvalue()


def test_a_logo_is_taken_shown_and_given_up(home: Path, running: Running) -> None:
    with running.client() as client:
        client.post("/settings/picture/logo", files={"picture": ("../../x.png", picture())})
        name = provider(home)["logo"]
        shown = client.get("/settings/picture/logo")
        page = client.get("/settings/look").text
        client.post("/settings/picture/logo/remove")
        gone = client.get("/settings/picture/logo")

    assert re.fullmatch(r"logo-[0-9a-f]{12}\.png", name)
    with Image.open(io.BytesIO(shown.content)) as kept:
        assert kept.size == (200, 100)  # without its clear margin
    assert name in page
    assert "logo" not in provider(home)
    assert gone.status_code == 404
    assert (home / "content" / name).is_file()


@pytest.mark.parametrize(
    ("which", "content", "told"),
    [
        ("logo", b"%PDF-1.7", "no picture that can be printed"),
        ("logo", b"<svg><not closed", ""),
        ("signature", picture(), "Write first who signs"),
    ],
)
def test_a_picture_that_cannot_be_used_is_refused(
    home: Path, running: Running, which: str, content: bytes, told: str
) -> None:
    with running.client() as client:
        answer = client.post(f"/settings/picture/{which}", files={"picture": ("x", content)})

    assert answer.status_code == 422
    assert told in answer.text
    assert not [*(home / "content").glob("*.png"), *(home / "content").glob("*.svg")]


class Greeting(socketserver.StreamRequestHandler):
    """A mail server as far as it lets somebody in; it keeps what it was told."""

    told: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            self.told.append(line.decode().split()[0].upper())
            self.wfile.write(b"221 bye\r\n" if self.told[-1] == "QUIT" else b"250 here\r\n")
            if self.told[-1] == "QUIT":
                return


@pytest.fixture
def port() -> Iterator[int]:
    """Run a mail server, in a thread: a browser's loop may run in this one."""
    Greeting.told.clear()
    with socketserver.TCPServer(("127.0.0.1", 0), Greeting) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield int(server.server_address[1])
        server.shutdown()
        thread.join()


def test_the_connection_is_tried_and_nothing_sent(running: Running, port: int) -> None:
    with within(running) as client:
        none = client.post("/settings/mail/connection")
        save(
            running,
            "mail",
            mail_server__host="127.0.0.1",
            mail_server__port=str(port),
            mail_server__security="none",
        )
        fine = client.post("/settings/mail/connection")
        save(running, "mail", mail_server__host="127.0.0.1", mail_server__port="1")
        closed = client.post("/settings/mail/connection")

    assert Greeting.told == ["EHLO", "QUIT"]
    assert "There is no mail server yet" in none.text
    assert "Nothing was sent." in fine.text
    assert closed.status_code == 422
    assert "127.0.0.1:1 cannot be used" in closed.text


def test_a_password_needs_somebody_who_signs_in(running: Running) -> None:
    with within(running) as client:
        answer = client.post("/settings/mail/password", data={"password": "secret"})

    assert answer.status_code == 422
    assert "A password belongs to a user name" in answer.text


def test_what_this_computer_has_is_shown(running: Running) -> None:
    with running.client() as client:
        page = client.get("/settings/computer").text

    assert "Pango" in page
    assert "This computer has all that is needed." in page


@pytest.mark.long
def test_a_signature_is_drawn(window: "Page", home: Path, running: Running) -> None:
    save(running, "certificates", signatory__name="Robin Vale")
    window.set_default_timeout(60_000)
    window.goto("/settings/certificates")
    place = window.get_by_role("img", name="Place to sign")
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box
    window.mouse.move(box["x"] + 40, box["y"] + 60)
    window.mouse.down()
    window.mouse.move(box["x"] + 160, box["y"] + 90, steps=4)
    window.mouse.up()
    window.get_by_role("button", name="Use this signature").click()
    window.get_by_role("img", name="Signature as it is now").wait_for()

    with Image.open(home / "content" / provider(home)["signatory"]["signature"]) as drawn:
        assert drawn.mode == "RGBA"
        assert drawn.getpixel((drawn.width - 1, 0))[3] == 0  # type: ignore[index]
        assert drawn.width > 2 * drawn.height
