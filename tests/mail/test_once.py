"""Sending a session's mail: everybody gets it once, whatever happens in between."""

import dataclasses
import email
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from email.policy import default
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from handouts.builds.job_runner import JobRunner
from handouts.builds.progress import Progress, Stopped
from handouts.certificates.ledger import Ledger
from handouts.content.provider import MailServer
from handouts.errors import WorldError
from handouts.mail import outbox
from handouts.mail.body import MessageBody
from handouts.mail.composer import Composer
from handouts.mail.dispatch import NotConfirmedError
from handouts.mail.message import MailMessage
from handouts.mail.readback import UnfitMessageError
from handouts.mail.send import Pace
from handouts.mail.sender_lock import sender_lock
from handouts.mail.smtp import Connection, ServerReply
from handouts.messages import message as wording
from handouts.project.lock import BusyError
from handouts.workflows import mail_status
from handouts.workflows.send import SendOptions, send
from handouts.workflows.settle import settle
from tests.certificates.conftest import PEOPLE, SESSION
from tests.conftest import REPOSITORY
from tests.mail.conftest import Office, options
from tests.mail.servers import DROP, FORGET, Post, at, serving

GUESTS = sorted(person["E-mail"] for person in PEOPLE if person["Name"] != "Una Bsent")
ZOE, BOBBY = "zoe@example.org", "bobby@example.org"


def people(**addresses: str) -> list[dict[str, str]]:
    """The people, some with other addresses, sorted anew."""
    found = []
    for person in reversed(PEOPLE):
        known = person["E-mail"].partition("@")[0]
        found.append({**person, "E-mail": addresses.get(known, person["E-mail"])})
    return found


def test_everybody_gets_their_own_files_and_running_again_sends_nothing(office: Office) -> None:
    post = Post()
    messages = office.messages()
    with serving(post) as port:
        office.line.port = port
        first = office.send()
        second = office.send()
    assert (len(first.outcomes), first.not_reached) == (5, "")
    assert (second.outcomes, len(second.pending.sent)) == ((), 5)
    assert (post.people, post.connections) == (GUESTS, 1)
    identities = set()
    for address, content in post.taken:
        message = email.message_from_bytes(content, policy=default)
        identities.add(message["Message-ID"])
        files = [(p.get_filename(), p.get_content()) for p in message.iter_attachments()]
        assert files == [(a.filename, a.path.read_bytes()) for a in messages[address].attachments]
        assert "X-Unsent" not in message
        assert messages[address].size >= len(content)
    assert identities == {one.message_id for one in office.mailed()}
    assert len(identities) == 5


def test_running_again_sends_only_to_those_who_were_not_reached(office: Office) -> None:
    post = Post({ZOE: ["550 no such person"], "ann@example.org": ["451 later"] * 9})
    with serving(post) as port:
        office.line.port = port
        first = office.send()
        assert first.not_reached == "build/two-models/sessions/example/not-reached-after.csv"
        assert sorted(office.not_reached()) == [
            "Ann Lee,ann@example.org,queued,451 later",
            "Zoë Con,zoe@example.org,refused,550 no such person",
        ]
        post.script.clear()
        again = office.send()
    assert sorted(one.mailed.email for one in again.outcomes) == ["ann@example.org", ZOE]
    assert (post.people, office.not_reached(), again.not_reached) == (GUESTS, [], "")


def test_a_roster_sorted_and_edited_since_sends_nothing_to_those_who_have_it(
    office: Office,
) -> None:
    post = Post({BOBBY: ["550 no such person"]})
    with serving(post) as port:
        office.line.port = port
        office.send()
        moved = people(zoe="zoe.con@example.net", bobby="bob@example.org")
        office.roster(moved)
        office.send()
        named = [{**p, "Name": p["Name"].replace("Małgorzata Łęcka", "Gosia Łęcka")} for p in moved]
        office.roster(named)
        found = office.send()
    assert post.people == sorted([*(a for a in GUESTS if a != BOBBY), "bob@example.org"])
    assert (found.outcomes, found.not_reached) == ((), "")
    assert set(office.states().values()) == {"accepted"}


def test_addresses_of_other_scripts_and_people_of_one_name_are_known_again(office: Office) -> None:
    office.wish("before: {documents: [handout]}")
    office.roster([
        {"Name": "Ann Lee", "E-mail": "ann@bücher.example.org"},
        {"Name": "Ann Lee", "E-mail": "ann@łódź.example.org"},
    ])  # fmt: skip
    post = Post()
    with serving(post) as port:
        office.line.port = port
        office.send(mailing="before")
        assert office.send(mailing="before").outcomes == ()
    assert len(post.taken) == 2


def test_documents_that_changed_are_sent_again_only_where_it_is_wished(office: Office) -> None:
    post = Post()
    with serving(post) as port:
        office.line.port = port
        office.send()
        office.wish("after: {documents: [handout, chart]}")
        told = office.send()
        assert (told.outcomes, len(told.pending.changed)) == ((), 5)
        office.roster(people(zoe="zoe@example.net"))
        assert len(office.send(again=True).outcomes) == 5
        office.roster(people(zoe="con@example.net"))
        assert office.send(again=True).outcomes == ()
        office.wish("after: {documents: [handout]}")
        assert office.send().outcomes == ()
    first = [a for a in GUESTS if a != ZOE]
    assert post.people == sorted([*first, *first, ZOE, "zoe@example.net"])


def test_a_corrected_name_with_its_certificate_issued_again_is_a_change(
    office: Office,
) -> None:
    post = Post()
    with serving(post) as port:
        office.line.port = port
        office.send()
        zoe = office.entry("Zoë Con")
        office.roster([{**p, "Name": p["Name"].replace("Zoë", "Zoe")} for p in PEOPLE])
        found = office.send()
        assert (found.outcomes, office.not_reached(), found.not_reached) == ((), [], "")
        assert [d.participant.name for d in found.without if d.is_wrong] == ["Zoe Con"]
        office.reissue(zoe.number)
        assert [m.email for m in office.send().pending.changed] == [ZOE]
        (one,) = office.send(again=True).outcomes
    assert (one.mailed.name, one.mailed.email) == ("Zoe Con", ZOE)
    assert post.people == sorted([*GUESTS, ZOE])


@pytest.mark.parametrize(("answer", "got_it"), [(f"/{DROP}", False), (f"/{FORGET}", True)])
def test_what_is_uncertain_waits_until_the_trainer_has_settled_it(
    office: Office, answer: str, got_it: bool
) -> None:
    post = Post({ZOE: [answer]})
    with serving(post) as port:
        office.line.port = port
        first = office.send()
        assert [one.state for one in first.outcomes].count("uncertain") == 1
        said = "no answer to the whole message: it closed the connection"
        assert office.not_reached() == [f"Zoë Con,{ZOE},uncertain,{said}"]
        second = office.send(again=True)
        assert (second.outcomes, [m.name for m in second.pending.uncertain]) == ((), ["Zoë Con"])
        settled = settle(office.project, SESSION, "after", sent=got_it)
        assert [m.name for m in settled] == ["Zoë Con"]
        third = office.send()
    assert (post.people, third.not_reached, third.pending.uncertain) == (GUESTS, "", ())
    assert len(third.outcomes) == (not got_it)


def test_who_is_in_doubt_is_named_though_they_are_not_on_the_roster_any_longer(
    office: Office,
) -> None:
    with serving(Post({ZOE: [f"/{DROP}"]})) as port:
        office.line.port = port
        office.send()
        office.roster([person for person in PEOPLE if person["E-mail"] != ZOE])
        assert [m.email for m in office.send().pending.uncertain] == [ZOE]


def test_before_and_after_are_two_mailings(office: Office) -> None:
    office.wish("before: {documents: [handout]}")
    post = Post()
    with serving(post) as port:
        office.line.port = port
        office.send()
        office.send(mailing="before")
        assert office.send(mailing="before").outcomes == ()
    assert post.people == sorted([*GUESTS, *GUESTS, "una@example.org"])


def test_a_second_sender_does_not_send_what_the_first_is_sending(office: Office) -> None:
    hurried = dataclasses.replace(office.dependencies, wait=0.05)
    post = Post()
    with serving(post) as port:
        office.line.port = port
        with sender_lock(office.project):
            with pytest.raises(BusyError, match="Another run is sending mail"):
                office.send(through=hurried)
            assert (post.taken, office.mailed()) == ([], [])
        office.send()
    assert post.people == GUESTS


@pytest.mark.long
def test_two_senders_at_once_send_each_message_once(office: Office) -> None:
    post = Post()
    with serving(post) as port, JobRunner(1) as runner, ThreadPoolExecutor(2) as senders:
        office.line.port = port
        how = SendOptions(dataclasses.replace(options(), client=runner.client()), 5, 0)
        both = [
            senders.submit(send, office.project, SESSION, how, dependencies=office.dependencies)
            for _ in range(2)
        ]
        found = sorted(len(one.result().outcomes) for one in both)
    assert (found, post.people) == ([0, 5], GUESTS)


def test_while_sending_waits_the_project_is_free_for_everything_else(office: Office) -> None:
    post, seen = Post({ZOE: [f"/{DROP}"]}), []

    def look(_: float) -> None:
        zoe = office.entry("Zoë Con")
        assert settle(office.project, SESSION, "before", sent=True) == ()
        with Ledger(office.project.records, wait=0.05) as ledger, ledger.exclusive_lock():
            ledger.void(zoe.number, "a trial", "2026-11-22")
        found = mail_status.status(office.project, SESSION)
        seen.append([one.state for _, one in found.mailed])

    slow = Pace((0, 0), look, lambda: 0.0)
    with serving(post) as port:
        office.line.port = port
        office.send(through=dataclasses.replace(office.dependencies, pace=slow), per_minute=60)
    assert [states for states, _ in groupby(seen)] == [
        ["uncertain", *["accepted"] * done, *["queued"] * (4 - done)] for done in range(4)
    ]


def test_a_certificate_that_becomes_void_while_others_are_sent_is_left_out_and_named(
    office: Office,
) -> None:
    post, entry = Post(), office.entry("Małgorzata Łęcka")

    class Looked(Connection):
        def send(self, *given: Any, **more: Any) -> ServerReply:
            if not post.taken:
                office.void(entry.number, "a trial")
            return super().send(*given, **more)

    def connect(_server: MailServer, password: str) -> Connection:
        return Looked(at(port), password)

    why = f"certificate {entry.number} is void: a trial"
    with serving(post) as port:
        sent = office.send(through=dataclasses.replace(office.dependencies, connect=connect))
    assert post.people == [address for address in GUESTS if address != entry.email]
    left_out = [(one.mailed.name, one.said) for one in sent.outcomes if one.state != "accepted"]
    assert left_out == [("Małgorzata Łęcka", why)]
    assert len(sent.outcomes) == len(GUESTS)
    (row,) = office.not_reached()
    assert "Małgorzata Łęcka" in row
    assert why in row


def test_what_is_uncertain_can_be_settled_while_others_are_sent(office: Office) -> None:
    post, settled = Post({ZOE: [f"/{DROP}"]}), []

    class Looked(Connection):
        def send(self, *given: Any, **more: Any) -> ServerReply:
            settled.append([m.name for m in settle(office.project, SESSION, "after", sent=False)])
            return super().send(*given, **more)

    def connect(_server: MailServer, password: str) -> Connection:
        return Looked(at(port), password)

    through = dataclasses.replace(office.dependencies, connect=connect)
    with serving(post) as port:
        office.send(through=through)
        assert settled == [[], ["Zoë Con"], [], [], []], "what is being sent was settled"
        assert post.people == [address for address in GUESTS if address != ZOE]
        office.send(through=through)
    assert post.people == GUESTS


def test_a_callback_stops_sending_after_the_message_in_hand(office: Office) -> None:
    seen = []

    def on_progress(progress: Progress) -> None:
        seen.append(progress)
        if progress.done == 2:
            raise Stopped

    post = Post()
    with serving(post) as port:
        office.line.port = port
        with pytest.raises(Stopped):
            office.send(on_progress=on_progress)
        assert [(one.done, one.of) for one in seen] == [(1, 5), (2, 5)]
        assert [m.state for m in office.mailed()] == ["accepted"] * 2 + ["queued"] * 3
        assert len(office.not_reached()) == 3
        assert len(office.send().outcomes) == 3
    assert post.people == GUESTS


def test_while_another_run_sends_its_message_is_not_counted_as_due(office: Office) -> None:
    office.wish("after: {documents: [handout], certificate: no}")  # else issuing waits
    seen = []

    class Looked(Connection):
        def send(self, *given: Any, **more: Any) -> ServerReply:
            seen.append(len(office.outbox().pending.due))
            return super().send(*given, **more)

    def connect(_server: MailServer, password: str) -> Connection:
        return Looked(at(port), password)

    with serving(Post()) as port:
        office.send(through=dataclasses.replace(office.dependencies, connect=connect))
    assert seen == [4, 3, 2, 1, 0]


def test_a_server_that_is_away_leaves_a_list_of_those_who_were_not_reached(office: Office) -> None:
    post = Post({ZOE: [DROP] * 9})
    with serving(post) as port:
        office.line.port = port
        with pytest.raises(WorldError, match="lost again and again"):
            office.send()
        assert len(office.not_reached()) == 5
        assert all(",queued," in row for row in office.not_reached())
        post.script.clear()
        office.send()
    assert (post.people, office.not_reached()) == (GUESTS, [])


@pytest.mark.parametrize("confirmed", [0, 4, 6])
def test_another_number_than_was_confirmed_sends_nothing(office: Office, confirmed: int) -> None:
    post = Post()
    with serving(post) as port:
        office.line.port = port
        how = SendOptions(options(), confirmed, 0)
        with pytest.raises(NotConfirmedError) as caught:
            send(office.project, SESSION, how, dependencies=office.dependencies)
    assert (caught.value.due, caught.value.confirmed) == (5, confirmed)
    assert (post.connections, office.mailed()) == (0, [])


class Unfit(Composer):
    """Composes nothing that is fit to be sent to one person."""

    def sendable(self, message: MailMessage) -> bytes:
        """Fail for one."""
        return self._for_others(message) or super().sendable(message)

    def draft(self, message: MailMessage, body: MessageBody) -> bytes:
        """Fail for one."""
        return self._for_others(message) or super().draft(message, body)

    def _for_others(self, message: MailMessage) -> bytes:
        if message.email == ZOE:
            raise UnfitMessageError(
                wording("mail.unfit-header", why="To reads as two people"), message.name
            )
        return b""


def test_a_message_that_reads_back_otherwise_is_not_sent_and_the_others_are(
    office: Office,
) -> None:
    post = Post()
    reason = "the message was made but not kept: To reads as two people"
    with serving(post) as port:
        office.line.port = port
        found = office.send(through=dataclasses.replace(office.dependencies, composer=Unfit))
        (zoe,) = [one for one in found.outcomes if one.state != "accepted"]
        assert (zoe.mailed.email, zoe.state, zoe.said) == (ZOE, "queued", reason)
        assert office.not_reached() == [f"Zoë Con,{ZOE},queued,{reason}"]
        assert post.people == [address for address in GUESTS if address != ZOE]
        office.send()
    assert (post.people, office.not_reached()) == (GUESTS, [])


def test_a_message_that_reads_back_otherwise_is_not_in_the_outbox_and_the_others_are(
    office: Office,
) -> None:
    office.outbox()
    box = office.outbox(dataclasses.replace(office.dependencies, composer=Unfit))
    wrong = [(d.participant.name, str(d.reason)) for d in box.without if d.is_wrong]
    assert wrong == [("Zoë Con", "the message was made but not kept: To reads as two people")]
    kept = {path.name for path in (office.folder / "outbox").glob("*.eml")}
    assert kept == {one.path.name for one in box.written}
    assert ZOE not in {one.message.email for one in box.written}
    assert len(kept) == len(box.pending.due) == 4


def test_a_sender_that_is_killed_again_and_again_sends_nothing_twice(tmp_path: Path) -> None:
    crash = [sys.executable, "-m", "tests.mail.crash", tmp_path, "6"]
    run = subprocess.run(crash, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout.split()[0]) >= 6, run.stdout


def test_the_outbox_holds_what_would_leave_and_nothing_older(office: Office) -> None:
    folder = office.folder / "outbox"
    box = office.outbox()
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*(one.path.name for one in box.written), outbox.PAGE]
    )
    assert [one.path.name for one in box.written] == [
        "001-Zoë-Con.eml", "002-Małgorzata-Łęcka.eml", "003-Ann-Lee.eml", "004-Ann-Lee.eml",
        "005-bBobbyb-77-amp-Drop-Tables.eml",
    ]  # fmt: skip
    before = {one.message.email: identity(one.path) for one in box.written}
    (folder / "999-old.eml").write_text("old")
    office.roster([PEOPLE[1], PEOPLE[0], PEOPLE[5]])
    again = office.outbox()
    assert sorted(path.name for path in folder.iterdir()) == [
        "001-Ann-Lee.eml", "002-Ann-Lee.eml", outbox.PAGE,
    ]  # fmt: skip
    for one in again.written:
        message = email.message_from_bytes(one.path.read_bytes(), policy=default)
        assert message["X-Unsent"] == "1"
        assert message["To"].addresses[0].addr_spec == one.message.email
        assert identity(one.path) == before[one.message.email]
        assert one.size == one.path.stat().st_size <= one.message.size
    assert office.mailed() == []


def identity(path: Path) -> str:
    return str(email.message_from_bytes(path.read_bytes(), policy=default)["Message-ID"])


def test_an_outbox_that_leads_out_of_the_project_is_not_written(office: Office) -> None:
    outside = office.project.root.parent / "outside"
    outside.mkdir()
    (outside / "kept.eml").write_text("somebody's")
    (office.folder / "outbox").symlink_to(outside)
    with pytest.raises(WorldError, match="leads out of the project"):
        office.outbox()
    assert [path.name for path in outside.iterdir()] == ["kept.eml"]
