"""Mail of a session in the studio, through a mail server of this machine."""

import re
from collections.abc import Iterator

import httpx
import pytest

from handouts.certificates.ledger import Ledger
from handouts.mail.delivery_log import DeliveryLog, Mailed
from handouts.mail.sender_lock import sender_lock
from handouts.studio.running import Work
from tests.certificates.conftest import SESSION
from tests.conftest import PATIENCE
from tests.mail.conftest import Office, engine, issued_once, office, office_once
from tests.mail.servers import FORGET, Post, knows, serving
from tests.studio.conftest import Running, run

__all__ = ["engine", "issued_once", "office", "office_once"]  # fixtures
pytestmark = pytest.mark.long
HERE = "/training/two-models/session/example"
AFTER = f"{HERE}/mail-after"
ZOE = "zoe@example.org"
SECRET = "correct horse"  # noqa: S105 - of a server of this test


@pytest.fixture
def post() -> Post:
    """What the mail server is to do, and has done."""
    return Post()


@pytest.fixture
def studio(office: Office, post: Post) -> Iterator[Running]:
    """The studio of a project whose mail goes to a server of this machine."""
    with serving(post, authenticator=knows(SECRET), auth_require_tls=False) as port:
        provider = office.project.content / "provider.yaml"
        text = provider.read_text("utf-8")
        provider.write_text(text.replace("mail_server: {", f"mail_server: {{port: {port}, "))
        yield from run(office.project.root)


def finished(running: Running, place: str = AFTER) -> Work:
    """Wait for the work that was begun at a place."""
    work = running.studio.works.at(place)
    assert work is not None
    assert work.wait(PATIENCE)
    return work


def prepared(running: Running, client: httpx.Client, place: str = AFTER) -> tuple[str, str]:
    """Return what is shown of the messages, and the key of it."""
    (key,) = re.findall(r"/prepared/([\w-]+)", client.get(place).text)
    work = running.studio.works.find(key)
    assert work is not None
    assert work.wait(PATIENCE)
    return client.get(f"{place}/prepared/{key}").text, key


def send(client: httpx.Client, number: object, **more: str) -> httpx.Response:
    return client.post(f"{AFTER}/send", data={"number": str(number), "per_minute": "0"} | more)


def test_each_message_is_shown_as_it_will_look_and_nothing_leaves(
    studio: Running, post: Post
) -> None:
    with studio.client() as client:
        shown, key = prepared(studio, client)
        picture = client.get(f"{AFTER}/look/{key}/0")
        assert client.get(f"{AFTER}/look/{key}/99").status_code == 404
        before, _ = prepared(studio, client, f"{HERE}/mail-before")
    assert "5 people would get mail now" in shown
    assert "With them: 5 × <bdi>" in shown
    assert len(re.findall(r"<li>\s*<details open>", shown)) == 1
    assert "Did not attend" in shown
    assert "&lt;b&gt;Bobby" in shown
    assert "<b>Bobby" not in shown
    assert picture.headers["content-type"] == "image/png"
    assert "6 people would get mail now" in before
    assert post.commands == []


def test_as_many_as_are_typed_get_their_message_once(
    studio: Running, post: Post, office: Office
) -> None:
    post.script[ZOE] = ["550 no such person"]
    with studio.client(follow_redirects=True) as client:
        for wrong in ("4", "6"):
            send(client, wrong)
            finished(studio)
            assert "5 people would get mail, not" in client.get(AFTER).text
        refused = send(client, "five")
        assert refused.status_code == 422
        assert "Type how many people are to get mail, as a number." in refused.text
        assert "Type how many messages" in send(client, 5, per_minute="many").text
        assert post.commands == []
        send(client, 5)
        finished(studio)
        page = client.get(f"{AFTER}?run={finished(studio).key}").text
        again, _ = prepared(studio, client)
        missed = client.get("/file/two-models/sessions/example/not-reached-after.csv")
    assert "4 of 5 messages were accepted" in page
    assert "Refused" in page
    assert "no such person" in page
    assert "Who was not reached" in page
    assert ZOE in missed.text
    assert "1 person would get mail now" in again
    assert len(post.people) == len(set(post.people)) == 4
    assert office.states()["Zoë Con"] == "refused"


def test_what_is_uncertain_is_settled_by_her(studio: Running, post: Post, office: Office) -> None:
    post.script[ZOE] = [f"/{FORGET}"]
    with studio.client(follow_redirects=True) as client:
        send(client, 5)
        finished(studio)
        page = client.get(AFTER).text
        assert "1 message may have arrived or not" in page
        client.post(f"{AFTER}/settle", data={"as": "again"})
        assert office.states()["Zoë Con"] == "queued"
        assert "1 person would get mail now" in prepared(studio, client)[0]
    assert post.people.count(ZOE) == 1


def test_what_a_killed_run_was_handing_over_is_shown_as_uncertain(
    studio: Running, office: Office
) -> None:
    killed = Mailed("zoe", "Zoë Con", ZOE, "1", "<1@example.org>", "queued")
    with Ledger(office.project.records) as ledger:
        log = DeliveryLog(ledger, SESSION, "after")
        log.queue([killed])
        log.set((killed, "sending", ""))
    with studio.client(follow_redirects=True) as client:
        with sender_lock(office.project):
            assert "Being sent" in client.get(AFTER).text
        assert "1 message may have arrived or not" in client.get(AFTER).text
        client.post(f"{AFTER}/settle", data={"as": "sent"})
        assert "Take as sent" not in client.get(AFTER).text
    assert office.states()["Zoë Con"] == "accepted"


def test_two_windows_send_once_and_stop_leaves_the_rest_waiting(
    studio: Running, post: Post
) -> None:
    with studio.client(follow_redirects=True) as client:
        send(client, 5, per_minute="1")
        second = send(client, 5)
        page = client.get(AFTER).text
        work = studio.studio.works.at(AFTER)
        assert work is not None
        client.post(f"/work/{work.key}/stop")
        assert work.wait(PATIENCE)
        stopped = client.get(AFTER).text
    assert "under way here already" in second.text
    assert "You may close this window" in page
    assert "What was done before that stays done" in stopped
    assert len(post.commands) <= 1


def test_links_and_other_sites_send_nothing(studio: Running, post: Post, office: Office) -> None:
    data = {"number": "5", "as": "sent", "per_minute": "0"}
    with studio.client() as client:
        for action in ("send", "send-one", "outbox", "settle", "save"):
            path, foreign = f"{AFTER}/{action}", {"origin": "http://evil.example"}
            assert client.post(path, data=data, headers=foreign).status_code == 403
            assert client.get(path, params=data).status_code == 405
        assert client.get(f"{HERE}/mail-never").status_code == 404
    assert post.commands == []
    assert office.mailed() == []
    assert not (office.folder / "outbox").exists()


def test_a_password_that_was_typed_is_used_and_stays_nowhere(
    studio: Running, post: Post, office: Office
) -> None:
    provider = office.project.content / "provider.yaml"
    text = provider.read_text("utf-8")
    provider.write_text(text.replace("mail_server: {", "mail_server: {user: robin, "))
    with studio.client(follow_redirects=True) as client:
        assert "Password of robin" in prepared(studio, client)[0]
        client.post(f"{AFTER}/send-one", data={"password": "wrong"})
        assert "does not let robin in" in str(finished(studio).error)
        assert "does not let robin in" in client.get(AFTER).text
        assert post.taken == []
        client.post(f"{AFTER}/send-one", data={"password": SECRET})
        page = client.get(f"{AFTER}?run={finished(studio).key}").text
    assert "was sent to you" in page
    assert post.people == ["workshops@example.org"]
    assert SECRET not in page
    kept = [one for one in office.project.root.rglob("*") if one.is_file()]
    assert not any(SECRET.encode() in one.read_bytes() for one in kept)


def test_the_outbox_is_written_and_can_be_taken_along(studio: Running, office: Office) -> None:
    with studio.client(follow_redirects=True) as client:
        client.post(f"{AFTER}/outbox")
        page = client.get(f"{AFTER}?run={finished(studio).key}").text
        packed = client.get(f"{AFTER}/messages.zip").content
    names = [one.name for one in (office.folder / "outbox").glob("*.eml")]
    assert "5 messages lie" in page
    assert len(names) == 5
    assert all(name.encode() in packed for name in names)


def test_subject_words_and_attachments_are_kept_in_the_session(
    studio: Running, office: Office
) -> None:
    office.drop_own_templates()
    with studio.client(follow_redirects=True) as client:
        version = client.get(AFTER).text.partition('name="version" value="')[2].partition('"')[0]
        given = {
            "version": version,
            "subject": "A <b>good</b> day",
            "text": "Thank you all.\r\n\r\nSee you <i>soon</i>!",
            "attached": "chosen",
            "document": "chart",
            "certificate": "yes",
        }
        client.post(f"{AFTER}/save", data=given)
        shown, _ = prepared(studio, client)
        stale = client.post(f"{AFTER}/save", data={**given, "text": "Other"})
    after = office.session().head.mail.after
    assert (after.subject, after.documents) == ("A <b>good</b> day", ("chart",))
    assert after.certificate
    assert after.text == "Thank you all.\n\nSee you <i>soon</i>!"
    assert "A &lt;b&gt;good&lt;/b&gt; day" in shown
    assert "Thank you all.\n\nSee you &lt;i&gt;soon&lt;/i&gt;!" in shown
    assert "chart.pdf" in shown
    assert stale.status_code == 422
    assert "What you wrote stands here still" in stale.text
    assert ">Other</textarea>" in stale.text
