"""The bytes of a message, read back as a mail program reads them."""

import datetime
import email
import re
import unicodedata
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from email.utils import getaddresses, parseaddr
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.builds.manifest import digest
from handouts.errors import WorldError
from handouts.mail.body import MessageBody, logo_address
from handouts.mail.message import Attachment, MailMessage
from handouts.mail.mime import Sender, composed, head, message_id
from handouts.mail.readback import UnfitMessageError

MOMENT = datetime.datetime(2026, 11, 22, 8, 15, tzinfo=datetime.UTC)
SENDER = Sender('Łódź & Co., "Trainings"', "t@example.org", "r@example.org")
BODY = MessageBody("Übung 李", "<p>é &amp; co</p>\n", "Grüße\n\n.\n..\n.dot\nFrom here\n")
HEAD = head("<1@example.org>", MOMENT)
HOSTILE = (
    "Ann Lee", 'Ann "X" Lee, Jr.', "Lee, Ann <b@example.org>", "a@x.org, b@y.org", "李 明", "דנה",
    'Zoë, "Q" <b@y.org>, x@y', "(comment) é; group: x;", '\\é"', "'é'", "é" * 60, "x" * 300,
    "Ann Bcc: spy@example.org", "Małgorzata Wiśniewska-Łęcka von und zu Łódź, (Ph.D.) Ńńń",
    "Ann\N{RIGHT-TO-LEFT OVERRIDE}eeL", "<script>", ";,:@<>[]()", ".", "=",
)  # fmt: skip
FILES = ("é.pdf", "李明.pdf", 'a"b".pdf', "a;b, c.pdf", "it's.pdf", "x" * 120 + ".pdf", "é" * 60)


ENCODED = (
    "=?utf-8?q?x=0d=0aBcc:_a@b?=", "=?UTF-8?B?eA0KQmNjOiBhQGI=?=", "=?us-ascii?q?a?b=0a?=",
    "a =?utf-8?q?x=0d?= =?utf-8?q?=0aBcc:_a@b?= b", "=?utf-8?q?x=0d=0a=0d=0a<b>body</b>?=",
    "=?utf-8*en?q?=0aBcc:_a@b?=", "=?iso-8859-1?Q?=85Bcc:_a@b?=", "=?utf-8?q?" + "x" * 2000 + "?=",
    "é =?utf-8?q?x=0d=0aBcc:_a@b?=", '"=?utf-8?q?x=0aBcc:_a@b?="', "=?utf-8?q?x=0d=0a",
    "=?utf-8?q?=22=3E=3Cspy=40x=2Eorg=3E?=", "utf-8''x%0d%0aBcc%3A%20a", "=?\u2028utf-8?q?x=0a?=",
    "Ann; filename*=utf-8''x.exe", "group: a@b;", "\u2066Ann\u2069", "=?utf-8?b?w6k=?= é",
)  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "file.pdf"
    path.write_bytes(b"%PDF-1.7\n\r\n.\r\n" + bytes(range(256)) * 60)
    return path


def attachment(file: Path, filename: str = "file.pdf") -> Attachment:
    content = file.read_bytes()
    return Attachment(file, filename, "File", digest(content), len(content))


def a_message(*attachments: Attachment, name: str = "Ann Lee", person: str = "ann") -> MailMessage:
    return MailMessage("after", person, name, "ann@example.org", attachments)


def read(content: bytes) -> EmailMessage:
    """Read a message back, and see that a mail program finds nothing wrong with it."""
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        assert part.defects == []
        for value in part.values():
            assert list(getattr(value, "defects", ())) == []
    assert not message.epilogue
    assert not (message.preamble or "").strip()
    assert max(content) < 128
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 998 and b"\r" not in line and b"\n" not in line for line in lines)
    return message


def body(message: EmailMessage, kind: str) -> str:
    """What one of the two bodies says, with the ends of lines that Python has."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def shown_name(content: bytes, key: str) -> str:
    """The name in an address as RFC 2047 has it; Python's own reader adds spaces to long ones."""
    value = email.message_from_bytes(content, policy=compat32)[key]
    name, _ = parseaddr(value)
    return str(make_header(decode_header(name)))


def test_a_message_is_words_twice_and_files_that_open(file: Path) -> None:
    files = (attachment(file, "Ann-Lee.pdf"), attachment(file))
    content = composed(a_message(*files), BODY, SENDER, HEAD)
    message = read(content)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html",
        "application/pdf", "application/pdf",
    ]  # fmt: skip
    assert list(message.items()) == [
        ("From", '"Łódź & Co., \\"Trainings\\"" <t@example.org>'),
        ("To", "Ann Lee <ann@example.org>"),
        ("Reply-To", "r@example.org"),
        ("Subject", "Übung 李"),
        ("Date", "Sun, 22 Nov 2026 08:15:00 +0000"),
        ("Message-ID", "<1@example.org>"),
        ("MIME-Version", "1.0"),
        ("Content-Type", str(message["Content-Type"])),
    ]
    assert content.count(b"MIME-Version") == 1
    assert (body(message, "plain"), body(message, "html")) == (BODY.text, BODY.html)
    found = list(message.iter_attachments())
    assert [one.get_filename() for one in found] == ["Ann-Lee.pdf", "file.pdf"]
    assert [one.get_content_disposition() for one in found] == ["attachment", "attachment"]
    assert [one.get_content() for one in found] == [file.read_bytes()] * 2


def test_a_draft_alone_says_that_it_was_not_sent(file: Path) -> None:
    draft = composed(a_message(attachment(file)), BODY, SENDER, head("<1@x>", MOMENT, draft=True))
    assert read(draft)["X-Unsent"] == "1"
    assert b"X-Unsent" not in composed(a_message(attachment(file)), BODY, SENDER, HEAD)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_one_name_of_one_recipient(file: Path, name: str) -> None:
    sender = Sender(name, "t@example.org")
    content = composed(a_message(attachment(file), name=name), BODY, sender, HEAD)
    message = read(content)
    for key, address in (("To", "ann@example.org"), ("From", "t@example.org")):
        (one,) = message[key].addresses
        assert one.addr_spec == address
        assert one.display_name == name or shown_name(content, key) == name
    assert {key.lower() for key in message} == {
        "from", "to", "subject", "date", "message-id", "mime-version", "content-type",
    }  # fmt: skip


TEXT = st.text() | st.lists(
    st.sampled_from(["=?utf-8?", "q?", "b?", "?=", "=0d=0a", "Bcc: ", "\r\n", "\u2028", "\ud800",
                     " ", "a", "é", '"', "\\", "@b.org", ",", "<", ">", ";", ":", "DQpCY2M6"]),
    max_size=60,
).map("".join)  # fmt: skip


def test_the_logo_is_a_part_beside_the_html_that_shows_it() -> None:
    logo = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9
    own_body = MessageBody("Tea", f'<img src="{logo_address(logo)}">', "Tea", logo)
    content = composed(a_message(), own_body, Sender("Us", "t@example.org"), HEAD)
    message = email.message_from_bytes(content, policy=default)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related",
        "text/html", "image/png",
    ]  # fmt: skip
    *_, picture = message.walk()
    assert picture.get_payload(decode=True) == logo
    assert f"cid:{picture['Content-ID'].strip('<>')}" == logo_address(logo)
    assert picture.get_content_disposition() == "inline"


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, TEXT)
def test_nobody_can_add_a_header_or_a_recipient(name: str, subject: str, text: str) -> None:
    own_body = MessageBody(subject, f"<p>{text}</p>", text)
    content = composed(a_message(name=name), own_body, Sender(name, "t@example.org"), HEAD)
    assert fields(content.partition(b"\r\n\r\n")[0]) == [
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    message = email.message_from_bytes(content, policy=default)
    (one,) = message["To"].addresses
    assert one.addr_spec == "ann@example.org"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("text", ENCODED)
def test_an_encoded_word_in_a_text_is_shown_as_it_was_typed(file: Path, text: str) -> None:
    """Names, subjects and files: no program decodes what somebody typed."""
    own_body = MessageBody(text, f"<p>{text}</p>", text)
    sender = Sender(text, "t@example.org", "r@example.org")
    content = composed(a_message(attachment(file, text), name=text), own_body, sender, HEAD)
    head_of, _, body_of = content.partition(b"\r\n\r\n")
    assert fields(head_of) == [
        "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    for policy in (default, compat32):
        message = email.message_from_bytes(content, policy=policy)
        subject = str(message["Subject"])
        read_as = subject if policy is default else str(make_header(decode_header(subject)))
        assert read_as == one_line(text)
        again = email.message_from_bytes(message.as_bytes(), policy=policy)  # a program that saves
        assert sorted(again.keys()) == sorted(message.keys())
        assert [part.get_content_type() for part in again.walk()] == [
            "multipart/mixed", "multipart/alternative", "text/plain", "text/html",
            "application/pdf",
        ]  # fmt: skip
        *_, part = message.walk()
        name = re.sub(r"[\u2066\u2069]", "", one_line(text)).replace("/", "-")
        if policy is default:  # its get_filename() takes quotation marks off that were typed
            assert part["Content-Disposition"].params["filename"] == name
        else:
            assert part.get_filename() == name
        assert getaddresses([str(again["To"])])[0][1] == "ann@example.org"
    assert (shown_name(content, "To"), shown_name(content, "From")) == (one_line(text),) * 2
    assert b"Bcc: " not in body_of.replace(text.encode("utf-8", "replace"), b"")


def one_line(text: str) -> str:
    """A text with a space for each line break."""
    return " ".join(re.split(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", text)).strip()


def fields(head_of: bytes) -> list[str]:
    """The names of the fields, from the lines themselves."""
    lines = head_of.decode("ascii").split("\r\n")
    assert not any(re.search(r"[\r\n]", line) for line in lines)
    return [line.partition(":")[0] for line in lines if not line.startswith(" ")]


@pytest.mark.parametrize("broken", ["a\r\nBcc: b@x.org", "a\nb", "a\rb", "a\x85b", "a\u2028\x0bb"])
def test_a_line_break_in_a_name_or_a_subject_is_a_space(file: Path, broken: str) -> None:
    own_body, sender = MessageBody(broken, "", ""), Sender(broken, "t@example.org")
    content = composed(a_message(attachment(file, broken), name=broken), own_body, sender, HEAD)
    message = read(content)
    assert message["Subject"] == one_line(broken)
    assert (shown_name(content, "To"), shown_name(content, "From")) == (one_line(broken),) * 2
    assert [part.get_filename() for part in message.iter_attachments()] == [one_line(broken)]


@pytest.mark.parametrize(
    "address",
    ["a\r\nBcc: b@x.org", "a@x.org, b@x.org", "Ann <a@x.org>", "g: a@x.org;", "", "a@x.org\n",
     "=?utf-8?q?a=0d=0aBcc=3Ab=40x.org?=@x.org", "a\x00@x.org", "ä@x.org", "a@x.org\u2028"],
)  # fmt: skip
def test_what_is_not_one_address_stops_its_message_alone(address: str) -> None:
    for sender, to in ((Sender("", address), ""), (SENDER, address or " ")):
        with pytest.raises(UnfitMessageError) as caught:
            composed(a_message(), BODY, sender, HEAD, to=to)
        assert str(caught.value).startswith("The message to Ann Lee <")
        assert str(caught.value).endswith("is not one address.")


def test_half_a_character_is_no_reason_to_stop(file: Path) -> None:
    broken = "a\ud800b \U0001f600 \udc80"
    own_body = MessageBody(broken, f"<p>{broken}</p>\n", f"{broken}\n")
    message = read(
        composed(a_message(attachment(file, broken), name=broken), own_body, SENDER, HEAD)
    )
    said = "a\ufffdb \U0001f600 \ufffd"
    assert (message["Subject"], body(message, "plain")) == (said, f"{said}\n")
    assert [part.get_filename() for part in message.iter_attachments()] == [said]


@pytest.mark.parametrize(
    ("given", "arrives"),
    [("../../etc/passwd", "-..-etc-passwd"), ("..", "file"), ("a\\b.pdf", "a-b.pdf"), ("", "file"),
     ("x\u202efdp.exe", "xfdp.exe"), (".hidden.pdf", "hidden.pdf")],
)  # fmt: skip
def test_a_files_name_leads_into_no_folder(file: Path, given: str, arrives: str) -> None:
    (found,) = read(
        composed(a_message(attachment(file, given)), BODY, SENDER, HEAD)
    ).iter_attachments()
    assert found.get_filename() == arrives


@pytest.mark.parametrize("name", FILES)
def test_the_name_of_a_file_arrives_as_it_is(file: Path, name: str) -> None:
    message = read(composed(a_message(attachment(file, name)), BODY, SENDER, HEAD))
    (found,) = message.iter_attachments()
    assert unicodedata.normalize("NFC", str(found.get_filename())) == name
    assert found.get_content() == file.read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        ".\n",
        "..\n.\n",
        "x" * 5000 + "\n",
        "é" * 5000 + "\n",
        "--==x==\nFrom me\n",
        "\n\n",
        "=20=\n",
    ],
)
def test_words_of_any_shape_arrive_as_they_are(file: Path, text: str) -> None:
    own_body = MessageBody("S" * 900, f"<pre>{text}</pre>\n", text)
    message = read(composed(a_message(attachment(file)), own_body, SENDER, HEAD))
    assert (body(message, "plain"), message["Subject"]) == (text, "S" * 900)


def test_the_estimate_is_never_too_small(tmp_path: Path) -> None:
    for size in (1, 56, 57, 58, 10_000, 1_000_001):
        file = tmp_path / f"{size}.pdf"
        file.write_bytes(bytes(size))
        one = a_message(*[attachment(file)] * 3)
        content = composed(one, BODY, SENDER, HEAD)
        assert len(content) <= one.size < len(content) + 25_000


def test_an_identity_is_the_same_on_every_run_and_for_nobody_else(file: Path) -> None:
    one = a_message(attachment(file))
    first = message_id("a/b", one, SENDER)
    assert first == message_id("a/b", one, Sender("Other name", "u@example.org"))
    assert first.endswith("@example.org>")
    others = {
        message_id("a/c", one, SENDER),
        message_id("a/b", a_message(attachment(file), person="ben"), SENDER),
        message_id("a/b", MailMessage("before", "ann", "Ann", "a@x.org", one.attachments), SENDER),
        message_id("a/b", a_message(attachment(file), attachment(file)), SENDER),
        first,
    }
    assert len(others) == 5


def test_a_trial_goes_to_its_own_address(file: Path) -> None:
    message = read(composed(a_message(attachment(file)), BODY, SENDER, HEAD, to="t@example.org"))
    assert str(message["To"]) == "Ann Lee <t@example.org>"


def test_a_file_that_changed_or_went_is_not_sent(tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(b"one")
    one = attachment(file)
    file.write_bytes(b"two")
    with pytest.raises(WorldError, match=r"has changed since this run began\. Run it again\."):
        composed(a_message(one), BODY, SENDER, HEAD)
    file.unlink()
    with pytest.raises(WorldError, match=r"cannot be read: No such file or directory\."):
        composed(a_message(one), BODY, SENDER, HEAD)
