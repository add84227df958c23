"""The command mail, as a trainer calls it."""

import email
import json
import logging
import sys
import unicodedata
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from typing import Any

import click
import pytest

from handouts.cli import app, session_commands
from handouts.cli.mail import MailConsole
from handouts.errors import HandoutsError
from tests.certificates.conftest import HOSTILE, PEOPLE, SESSION
from tests.mail.conftest import Office
from tests.mail.servers import DROP, Post, knows, serving

SECRET = "s3cret-Pa55word"  # noqa: S105
FOLDER = "build/two-models/sessions/example"
GUESTS = sorted(person["E-mail"] for person in PEOPLE if person["Name"] != "Una Bsent")
ZOE = "zoe@example.org"


class Called:
    """What a command came to."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        """The one object that was printed."""
        return json.loads(self.out)


Call = Callable[..., Called]


@pytest.fixture
def call(office: Office, capsys: pytest.CaptureFixture[str]) -> Call:
    """Do what the command does with these options, through the server that the office has."""

    def called(*options: str, typed: int | None = None) -> Called:
        with session_commands.mail.make_context("mail", [SESSION, *options]) as context:
            wanted = context.params
        console = MailConsole(
            wanted["quiet"], wanted["as_json"], lambda _: typed, office.dependencies
        )
        try:
            code = console.run(office.project, SESSION, wanted)
        except HandoutsError as error:
            console.failed(error)
            code = error.exit_code
        return Called(code, *capsys.readouterr())

    return called


@pytest.fixture
def command(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Call the command line in this process."""

    def called(*arguments: str) -> Called:
        whole = ["handouts", "mail", SESSION, *arguments, "--project", str(office.project.root)]
        monkeypatch.setattr("sys.argv", whole)
        code = 0
        try:
            app.main()
        except SystemExit as wish:
            code = int(wish.code or 0)
        return Called(code, *capsys.readouterr())

    return called


def write_server(office: Office, port: int, more: str = "") -> None:
    """Write a server into the provider's file."""
    file = office.project.content / "provider.yaml"
    text = file.read_text("utf-8").partition("\nmail_server:")[0].rstrip()
    server = f"{{host: 127.0.0.1, port: {port}, security: none{more}}}"
    file.write_text(f"{text}\nmail_server: {server}\n", "utf-8")


def send(call: Call, number: int, *more: str) -> Called:
    return call("--send", "--yes", str(number), "--rate", "0", *more)


def test_a_day_at_the_desk(
    office: Office,
    command: Call,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    office.drop_own_templates()
    monkeypatch.setenv("HANDOUTS_SMTP_PASSWORD", SECRET)
    post, told = Post({ZOE: ["550 no such person"]}), []
    with serving(post, authenticator=knows(SECRET), auth_require_tls=False) as port:
        write_server(office, port, ", user: me")
        told.append(command())
        assert (told[-1].code, post.connections) == (0, 0)
        assert told[-1].err.endswith(
            f"\n5 messages in {FOLDER}/outbox/, shown together in index.html. Nothing has left. "
            "To send: --send (to 5).\n"
        )
        told.append(command("--to-me"))
        assert told[-1].code == 0
        assert (post.people, office.mailed()) == (["workshops@example.org"], [])
        post.taken.clear()
        told.append(send(command, 5))
        assert told[-1].code == 3
        assert told[-1].err == (
            "4 messages accepted, 0 accepted before.\n"
            "Una Bsent gets nothing: did not attend.\n"
            f"Zoë Con <{ZOE}>: refused: 550 no such person\n"
            f"Who was not reached is in {FOLDER}/not-reached-after.csv.\n"
        )
        told.append(send(command, 1))
        assert (told[-1].code, told[-1].err) == (
            0,
            "1 message accepted, 4 accepted before.\nUna Bsent gets nothing: did not attend.\n",
        )
        told.append(command("--status"))
        assert (told[-1].code, told[-1].out.count("accepted")) == (0, 5)
        assert post.connections == 3
    assert post.people == GUESTS
    for address, content in post.taken:
        message = email.message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        assert [part.defects for part in message.walk()] == [[]] * 6
        body = message.get_body(("plain",))
        assert body is not None
        (person,) = [p for p in PEOPLE if p["E-mail"] == address]
        assert f"Dear {person['Name']}," in " ".join(body.get_content().split())
        assert len(content) <= office.messages()[address].size
    files = [path for path in office.project.root.rglob("*") if path.is_file()]
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
    assert not [one for one in told if SECRET in one.out + one.err]
    assert SECRET not in caplog.text


def test_a_wrong_password_is_told_and_shown_nowhere(
    office: Office, command: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDOUTS_SMTP_PASSWORD", SECRET)
    post = Post()
    with serving(post, authenticator=knows("another"), auth_require_tls=False) as port:
        write_server(office, port, ", user: me")
        done = send(command, 5)
    assert done.code == 3
    assert done.err.endswith(
        f"127.0.0.1:{port} does not let me in (535). Check user: in content/provider.yaml and the "
        "password in HANDOUTS_SMTP_PASSWORD. Nothing was sent.\n"
    )
    assert SECRET not in done.out + done.err
    assert (post.commands, set(office.states().values())) == ([], {"queued"})
    assert [row.split(",")[2] for row in office.not_reached()] == ["queued"] * 5


def test_without_a_password_nothing_is_begun(
    office: Office, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HANDOUTS_SMTP_PASSWORD", raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)
    write_server(office, 25, ", user: me")
    done = send(call, 5)
    assert (done.code, office.mailed()) == (2, [])
    assert "There is no password for me." in done.err


def test_nothing_leaves_without_the_right_number(office: Office, call: Call) -> None:
    post = Post()
    with serving(post) as port:
        office.line.port = port
        unasked = call("--send")
        wrong = send(call, 4)
        early = call("--yes", "5")
    assert (unasked.code, wrong.code, early.code) == (2, 2, 2)
    assert "5 people would get mail. To send: --send --yes 5" in unasked.err
    assert "5 people would get mail, not 4. Nothing was sent." in wrong.err
    assert "--yes belongs to --send." in early.err
    assert (post.connections, office.mailed()) == (0, [])


def test_the_number_is_asked_for_on_a_terminal(office: Office, call: Call) -> None:
    post = Post()
    with serving(post) as port:
        office.line.port = port
        wrong = call("--send", "--rate", "0", typed=4)
        assert (wrong.code, post.connections) == (2, 0)
        assert "5 people would get mail, not 4. Nothing was sent." in wrong.err
        assert call("--send", "--rate", "0", typed=5).code == 0
    assert post.people == GUESTS


def test_without_a_server_the_outbox_is_the_way(office: Office, call: Call) -> None:
    file = office.project.content / "provider.yaml"
    file.write_text(file.read_text("utf-8").partition("\nmail_server:")[0], "utf-8")
    done = send(call, 5)
    assert done.code == 2
    assert "There is no mail server to send with." in done.err
    assert "open the messages of the outbox in your mail program" in done.err


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--largest=nan", "'nan' is not a number."),
        ("--largest=-NAN", "'-NAN' is not a number."),
        ("--largest=inf", "inf is not in the range 0.1<=x<=1000."),
        ("--largest=-inf", "-inf is not in the range 0.1<=x<=1000."),
        ("--largest=1e400", "inf is not in the range 0.1<=x<=1000."),
        ("--largest=x", "'x' is not a valid number."),
        ("--yes=-1", "-1 is not in the range x>=0."),
        ("--rate=-1", "-1 is not in the range 0<=x<=60000."),
        ("--rate=60001", "60001 is not in the range 0<=x<=60000."),
    ],
)
def test_what_is_no_number_in_its_range_is_a_wrong_call(option: str, told: str) -> None:
    with pytest.raises(click.BadParameter) as caught:
        session_commands.mail.make_context("mail", [SESSION, option])
    assert caught.value.exit_code == 2
    assert caught.value.format_message() == (
        f"Invalid value for '{option.partition('=')[0]}': {told}"
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--to-me", "--send"), "--send and --to-me cannot be done at once."),
        (("--status", "--mark-sent"), "--status and --mark-sent cannot be done at once."),
        (
            ("--mark-sent", "--retry-uncertain"),
            "--retry-uncertain and --mark-sent cannot be done at once.",
        ),
    ],
)
def test_one_thing_is_done_at_once(call: Call, options: tuple[str, ...], told: str) -> None:
    done = call(*options)
    assert done.code == 2
    assert told in done.err


def test_the_outbox_in_json(office: Office, call: Call) -> None:
    done = call("--json")
    assert (done.code, done.err, done.json["ok"]) == (0, "", True)
    assert done.json["without"] == [
        {"name": "Una Bsent", "reason": "did not attend", "to_be_fixed": False}
    ]
    zoe, *_ = done.json["messages"]
    file = f"{FOLDER}/outbox/001-Zoë-Con.eml"
    assert zoe == {
        "name": "Zoë Con",
        "email": ZOE,
        "subject": "For Zoë Con",
        "bytes": (office.project.root / file).stat().st_size,
        "attachments": [
            "Certificate – Two Models of Psychotherapy – Zoë Con.pdf",
            "Two Models of Psychotherapy – Handout.pdf",
        ],
        "file": file,
    }


def test_the_outbox_as_a_table(call: Call) -> None:
    lines = call().out.splitlines()
    assert lines[0].split() == ["Name", "Address", "Attached", "Size"]
    assert len(lines) == 6
    assert any(HOSTILE in line for line in lines)


def test_sending_and_the_status_in_json(office: Office, call: Call) -> None:
    with serving(Post({ZOE: ["550 no"]})) as port:
        office.line.port = port
        done = send(call, 5, "--json")
    assert (done.code, done.err, done.json["ok"]) == (3, "", False)
    assert {one["email"]: one["state"] for one in done.json["messages"]} == {
        **dict.fromkeys(GUESTS, "accepted"), ZOE: "refused",
    }  # fmt: skip
    assert done.json["not_reached"] == f"{FOLDER}/not-reached-after.csv"
    before = (office.project.root / done.json["not_reached"]).read_bytes()
    status = call("--status", "--json")
    assert (status.code, status.json["not_reached"]) == (0, done.json["not_reached"])
    (zoe,) = [one for one in status.json["messages"] if one["email"] == ZOE]
    assert zoe == {
        "mailing": "after",
        "name": "Zoë Con",
        "email": ZOE,
        "version": zoe["version"],
        "message_id": zoe["message_id"],
        "state": "refused",
        "said": "550 no",
        "changed": zoe["changed"],
    }
    assert (office.project.root / done.json["not_reached"]).read_bytes() == before


def test_what_a_server_answers_moves_no_cursor_wherever_it_is_shown(
    office: Office, call: Call
) -> None:
    post = Post({ZOE: ["550 \x1b[2J\x1b]0;x\x07no=cmd"], "ann@example.org": ["/550 \x1b[31m"]})
    with serving(post) as port:
        office.line.port = port
        done = send(call, 5)
    assert f"Zoë Con <{ZOE}>: refused: 550 [2J ]0;x no=cmd\n" in done.err
    status, listed = call("--status"), call("--status", "--json")
    shown = "".join((done.err, status.out, listed.out, *office.not_reached()))
    assert f"Zoë Con,{ZOE},refused,550 [2J ]0;x no=cmd" in office.not_reached()
    assert not [one for one in shown if one != "\n" and unicodedata.category(one)[0] == "C"]


@pytest.mark.parametrize("way", ["--mark-sent", "--retry-uncertain"])
def test_what_is_uncertain_is_named_and_settled(office: Office, call: Call, way: str) -> None:
    post = Post({ZOE: [f"/{DROP}"]})
    said = "no answer to the whole message: it closed the connection"
    doubt = (
        f"Zoë Con <{ZOE}> may have got it or not: {said}.\n"
        "Ask them, then settle it: --mark-sent, or --retry-uncertain --send.\n"
    )
    with serving(post) as port:
        office.line.port = port
        first = send(call, 5)
        assert first.code == 3
        assert f"Zoë Con <{ZOE}>: uncertain: {said}\n" in first.err
        second = send(call, 0)
        assert second.code == 3
        assert doubt in second.err
        assert ZOE not in post.people
        if way == "--mark-sent":
            settled = call(way)
            assert (settled.code, settled.err) == (0, "1 uncertain message taken for sent.\n")
            last = send(call, 0)
        else:
            last = send(call, 1, way)
            assert last.err.startswith("1 uncertain message to be sent again.\n")
    assert (last.code, office.not_reached()) == (0, [])
    assert (ZOE in post.people) == (way == "--retry-uncertain")


def test_what_is_to_be_fixed_ends_with_1_and_the_others_go_on(office: Office, call: Call) -> None:
    office.roster([*PEOPLE, {"Name": "New Comer", "E-mail": "new@example.org"}])
    post = Post()
    reason = "no certificate was issued"
    with serving(post) as port:
        office.line.port = port
        shown = call()
        assert (
            shown.code,
            f"New Comer gets nothing: {reason}: run handouts certify.\n" in shown.err,
        ) == (1, True)
        done = send(call, 5)
    assert (
        done.code,
        f"New Comer gets nothing: {reason}: run handouts certify.\n" in done.err,
    ) == (1, True)
    assert post.people == GUESTS
    assert office.not_reached() == [f"New Comer,new@example.org,not sent,{reason}"]


def test_what_changed_since_is_said_and_sent_on_wish(office: Office, call: Call) -> None:
    post = Post()
    with serving(post) as port:
        office.line.port = port
        send(call, 5)
        office.wish("after: {documents: [chart]}")
        told = send(call, 0)
        assert told.code == 0
        sentence = "Zoë Con has an earlier version of the documents: --changed sends this.\n"
        assert sentence in told.err
        assert send(call, 5, "--changed").code == 0
    assert post.people == sorted(GUESTS * 2)


def test_the_trial_is_what_the_first_person_would_get_and_is_not_written_down(
    office: Office, call: Call
) -> None:
    office.wish("reply_to: trainer@example.org")
    post = Post()
    with serving(post) as port:
        office.line.port = port
        done = call("--to-me", "--json")
    assert (done.code, done.json["ok"], done.json["name"]) == (0, True, "Zoë Con")
    ((address, content),) = post.taken
    message = email.message_from_bytes(content, policy=default)
    assert (address, str(message["To"])) == ("trainer@example.org", "Zoë Con <trainer@example.org>")
    assert message["Reply-To"] == "trainer@example.org"
    assert message["Message-ID"].startswith("<trial-")
    assert office.mailed() == []


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ('sender: "a@x.org, b@x.org"', 'mail: "a@x.org, b@x.org" is not an address for sender'),
        ('sender: "Ann <a@x.org>"', 'mail: "Ann <a@x.org>" is not an address for sender'),
        ('sender: "a@x.org\\r\\nBcc: b@x.org"', "the character U+000D (a control character)"),
        ('reply_to: "a@x.org\\nBcc: b@x.org"', "is not an address for reply_to"),
        ("reply_to: ann", 'mail: "ann" is not an address for reply_to'),
    ],
)
def test_the_senders_address_is_exactly_one(
    office: Office, call: Call, wish: str, told: str
) -> None:
    office.wish(wish)
    done = call()
    assert done.code == 1
    assert told in done.err


def test_the_wishes_stand_in_the_message(office: Office, call: Call) -> None:
    office.wish("sender: robin@example.org, reply_to: desk@example.org")
    assert call().code == 0
    for path in (office.folder / "outbox").glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        assert str(message["From"]) == "Harbour Street Training <robin@example.org>"
        assert message["Reply-To"] == "desk@example.org"
        assert message["Message-ID"].endswith("@example.org>")
