"""Checking, issuing, correcting and voiding certificates in the studio."""

import re
from collections.abc import Iterator

import httpx
import pytest

from handouts.studio.running import Work
from tests.certificates.conftest import (
    HOSTILE,
    NOW,
    PEOPLE,
    SESSION,
    Desk,
    desk,
    engine,
    issued,
    issued_once,
)
from tests.conftest import PATIENCE
from tests.studio.conftest import Running, run

__all__ = ["desk", "engine", "issued", "issued_once"]  # fixtures
pytestmark = pytest.mark.long
HERE = "/training/two-models/session/example"
GRETA = {"Name": "Greta Garnet", "E-mail": "greta@example.org"}


def opened(of: Desk) -> Iterator[Running]:
    """Run the studio of a desk, on the day on which its certificates are issued."""
    for running in run(of.project.root):
        running.studio.now = lambda: NOW
        yield running


@pytest.fixture
def studio(issued: Desk) -> Iterator[Running]:
    """The studio of people who have their certificates."""
    yield from opened(issued)


@pytest.fixture
def fresh(desk: Desk) -> Iterator[Running]:
    """The studio of a project where nothing was issued yet."""
    yield from opened(desk)


def finished(running: Running, place: str = f"{HERE}/issue") -> Work:
    """Wait for the work that was begun at a place."""
    work = running.studio.works.at(place)
    assert work is not None
    assert work.wait(PATIENCE)
    return work


def issue(client: httpx.Client, number: object, **more: str) -> httpx.Response:
    return client.post(f"{HERE}/issue", data={"number": str(number), **more})


def test_a_check_shows_who_gets_one_who_does_not_and_how_it_looks(
    fresh: Running, desk: Desk
) -> None:
    with fresh.client() as client:
        shown = client.get(f"{HERE}/certificates").text
        (key,) = re.findall(r"/checked/([\w-]+)", shown)
        work = fresh.studio.works.find(key)
        assert work is not None
        assert work.wait(PATIENCE)
        found = client.get(f"{HERE}/certificates/checked/{key}").text
        assert "Checking the certificates" in shown
        assert "5 people get a certificate" in found
        assert "Did not attend" in found
        assert HOSTILE not in found
        assert client.get("/picture/two-models/sessions/example/proof.pdf").status_code == 200
    assert desk.entries() == []


def test_as_many_as_are_typed_are_issued_and_can_be_opened(fresh: Running, desk: Desk) -> None:
    with fresh.client() as client:
        assert "5 certificates to be issued" in client.get(f"{HERE}/issue").text
        begun = issue(client, 5)
        assert begun.status_code == 303
        finished(fresh)
        page = client.get(begun.headers["location"]).text
        assert "5 certificates were issued" in page
        packed = client.get(f"{HERE}/issue/certificates.zip").content
        entry = desk.entries()[0]
        assert f"{HERE}/certificate/{entry.number}/picture.png" in page
        picture = client.get(f"{HERE}/certificate/{entry.number}/picture.png")
        assert picture.content.startswith(b"\x89PNG")
        assert ".png" in picture.headers["content-disposition"]
    assert len(desk.entries()) == 5
    assert desk.is_in_order()
    assert all(entry.file.encode() in packed for entry in desk.entries())


def test_another_number_issues_nothing_and_says_why(fresh: Running, desk: Desk) -> None:
    with fresh.client(follow_redirects=True) as client:
        for number in ("4", "6", "0"):
            issue(client, number)
            finished(fresh)
            assert "5 certificates are due now" in client.get(f"{HERE}/issue").text
        for none in ("", "five", "5.0", "-5", "٥"):
            answer = issue(client, none)
            assert answer.status_code == 422
            assert "Type how many" in answer.text
    assert desk.entries() == []


def test_before_the_end_nothing_is_issued_without_its_tick(fresh: Running, desk: Desk) -> None:
    fresh.studio.now = lambda: NOW.replace(year=2020)
    with fresh.client() as client:
        assert "before the end all the same" in client.get(f"{HERE}/issue").text
        issue(client, 5)
        assert finished(fresh).error is not None
        assert desk.entries() == []
        issue(client, 5, before_the_end="yes")
        assert finished(fresh).error is None
    assert len(desk.entries()) == 5


def test_links_and_other_sites_issue_correct_and_void_nothing(
    studio: Running, issued: Desk
) -> None:
    number = issued.entry("Zoë Con").number
    paths = [f"{HERE}/issue", f"{HERE}/certificate/{number}/{{}}"]
    with studio.client() as client:
        for path in (paths[0], paths[1].format("correct"), paths[1].format("void")):
            data = {"number": "1", "why": "lost"}
            foreign = {"origin": "http://evil.example"}
            assert client.post(path, data=data, headers=foreign).status_code == 403
            client.get(path, params=data)
        for none in ("..%2f..%2fx", "0000-0000-0000", SESSION.replace("/", "%2f")):
            assert client.get(f"{HERE}/certificate/{none}/void").status_code in (404, 422)
    assert issued.entry("Zoë Con").state == "valid"
    assert len(issued.entries()) == 5


def test_a_certificate_is_corrected_after_before_and_after_were_shown(
    studio: Running, issued: Desk
) -> None:
    old = issued.entry("Zoë Con").number
    issued.roster([*PEOPLE[:4], {**PEOPLE[4], "Name": "Zoe Conn"}])
    with studio.client() as client:
        assert "on the list now" in client.get(f"{HERE}/issue").text
        asked = client.get(f"{HERE}/certificate/{old}/correct").text
        assert "Zoë Con" in asked
        assert "<strong><bdi>Zoe Conn</bdi></strong>" in asked
        done = client.post(f"{HERE}/certificate/{old}/correct", follow_redirects=True)
    new = issued.entry("Zoe Conn")
    assert new.award.replaces == old
    assert f"is replaced by {new.number}" in done.text
    assert issued.is_in_order()


def test_who_cannot_be_recognised_is_chosen(studio: Running, issued: Desk) -> None:
    old = issued.entry("Zoë Con").number
    conway = {"Name": "Zoe Conway", "E-mail": "new@example.org"}
    issued.roster([*PEOPLE[:4], conway])
    path = f"{HERE}/certificate/{old}/correct"
    with studio.client() as client:
        assert "Who is it now?" in client.get(path).text
        assert "Zoe Conway" in client.get(path, params={"person": "Zoe Conway"}).text
        client.post(path, data={"person": "Zoe Conway"})
    assert issued.entry("Zoe Conway").award.replaces == old


def test_somebody_new_is_asked_for_once(studio: Running, issued: Desk) -> None:
    issued.roster([*PEOPLE[:4], GRETA])
    with studio.client() as client:
        assert "Who is <bdi>Greta Garnet</bdi>?" in client.get(f"{HERE}/issue").text
        answered = client.post(
            f"{HERE}/certificates/new-person",
            data={"person": "Greta Garnet", "back": "issue"},
            follow_redirects=True,
        )
    assert "1 certificate to be issued" in answered.text


def test_void_wants_a_reason_which_stays_in_the_register(studio: Running, issued: Desk) -> None:
    number = issued.entry("Zoë Con").number
    path = f"{HERE}/certificate/{number}/void"
    with studio.client() as client:
        assert client.post(path, data={"why": " "}).status_code == 422
        assert issued.entry("Zoë Con").state == "valid"
        done = client.post(path, data={"why": "<i>lost</i>"}, follow_redirects=True)
        assert "is void from now on" in done.text
        assert "<i>lost" not in done.text
        register = client.post(f"{HERE}/issue/register", follow_redirects=True)
        assert register.headers["content-disposition"].startswith("attachment")
        assert "<i>lost</i>" in register.text
    assert issued.is_in_order()


def test_files_that_are_missing_are_made_again(studio: Running, issued: Desk) -> None:
    gone = issued.path(issued.entry("Zoë Con"))
    gone.unlink()
    with studio.client() as client:
        assert "Make missing files again" in client.get(f"{HERE}/issue").text
        client.post(f"{HERE}/issue/missing")
        finished(studio)
    assert gone.is_file()
    assert issued.is_in_order()


def test_a_session_that_cannot_be_read_still_shows_what_was_issued(
    studio: Running, issued: Desk
) -> None:
    issued.roster_file.with_name("session.yaml").write_text("days: [", "utf-8")
    with studio.client() as client:
        page = client.get(f"{HERE}/issue")
    assert page.status_code == 200
    assert issued.entry("Zoë Con").number in page.text


def test_where_nobody_has_said_who_attended_attendance_is_where_to_say_it(
    fresh: Running, desk: Desk
) -> None:
    desk.roster_file.write_text("Name,E-mail\nAnn Lee,ann@example.org\n", "utf-8")
    with fresh.client() as client:
        page = client.get(f"{HERE}/issue").text

    assert "nothing says who attended" in page
    assert f'<p><a href="{HERE}/attendance">Attendance</a></p>' in page
