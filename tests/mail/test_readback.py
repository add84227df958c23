"""A message that was tampered with on the way from its parts to its bytes is never kept."""

import dataclasses
import hashlib

import pytest

from handouts.mail import headers
from handouts.mail.readback import ExpectedMessage, UnfitMessageError, check, check_attachment

PDF = b"%PDF-1.7\r\n"
SHA256 = hashlib.sha256(PDF).hexdigest()
FILE = (
    b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
    b'Content-Disposition: attachment; filename="a.pdf"\r\n\r\nJVBERi0xLjcNCg==\r\n'
)
HEAD = (
    b"From: Us <us@x.org>\r\nTo: =?utf-8?q?Zo=C3=AB?= <zoe@x.org>\r\nSubject: Tea\r\n"
    b"Message-ID: <1@x.org>\r\nMIME-Version: 1.0\r\n"
)
KIND = b'Content-Type: multipart/mixed; boundary="m"\r\n'
TEXTS = (
    b'Content-Type: multipart/alternative; boundary="t"\r\n\r\n'
    b'--t\r\nContent-Type: text/plain; charset="utf-8"\r\n\r\nHello\r\n'
    b'--t\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n<p>Hello\r\n--t--\r\n'
)
BODY = b"--m\r\n" + TEXTS + b"\r\n--m\r\n" + FILE + b"\r\n--m--\r\n"
MESSAGE = HEAD + KIND + b"\r\n" + BODY
EXPECTED = ExpectedMessage(
    mailboxes=(("From", "Us", "us@x.org"), ("To", "Zoë", "zoe@x.org")),
    subject="Tea",
    others=(("Message-ID", "<1@x.org>"),),
    texts=("Hello\n", "<p>Hello\n"),
    attachments=(FILE,),
)
HEADERS = "from, to, subject, message-id, mime-version, content-type"
WANTED = "From, To, Subject, Message-ID, MIME-Version, Content-Type"
PARTS = "its parts are not a text and 1 attachments"


def reason(message: bytes, expected: ExpectedMessage = EXPECTED) -> str:
    with pytest.raises(UnfitMessageError) as caught:
        check(message, expected)
    assert str(caught.value) == f"The message was made but not kept: {caught.value.cause}."
    assert str(caught.value.reason) == f"the message was made but not kept: {caught.value.cause}"
    return str(caught.value.cause)


def test_a_message_as_it_should_be_is_kept() -> None:
    check(MESSAGE, EXPECTED)
    check_attachment(FILE, "a.pdf", SHA256)


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (b"Subject:", b"Bcc: spy@x.org\r\nSubject:",
         f"its headers are from, to, bcc, subject, message-id, mime-version, content-type, "
         f"not {WANTED}"),
        (b"Subject: Tea\r\n", b"",
         f"its headers are {HEADERS.replace('subject, ', '')}, not {WANTED}"),
        (b"MIME-Version", b"to: spy@x.org\r\nMIME-Version",
         f"its headers are {HEADERS.replace('mime', 'to, mime')}, not {WANTED}"),
        (b"Tea", b"Tea\nBcc: spy@x.org",
         "it has a line that no header may have: b'Subject: Tea\\nBcc: spy@x.org'"),
        (b"Tea", b"Tea\r\n \r\n x", "it has a line that is no header: b' '"),
        (b"Tea", b"T\xc3\xa9", "it has a line that no header may have: b'Subject: T\\xc3\\xa9'"),
        (b"Tea", b"x" * 999, f"it has a line that no header may have: b'Subject: {'x' * 51}'"),
        (b"Tea", b"Coffee", "the subject reads as 'Coffee', not 'Tea'"),
        (b"zoe@x.org", b"spy@x.org",
         "To reads as [('Zoë', 'spy@x.org')], not as Zoë <zoe@x.org>"),
        (b"<zoe@x.org>", b"<zoe@x.org>, spy@x.org",
         "To reads as [('Zoë', 'zoe@x.org'), ('', 'spy@x.org')], not as Zoë <zoe@x.org>"),
        (b"Zo=C3=AB", b"Zoe", "To reads as [('Zoe', 'zoe@x.org')], not as Zoë <zoe@x.org>"),
        (b"<1@", b"<2@", "Message-ID reads as '<2@x.org>', not '<1@x.org>'"),
        (b"mixed", b"related", "it is multipart/related, not a text with attachments"),
        (b"--m--", b"--m\r\n" + FILE + b"\r\n--m--", PARTS),
        (b"--m\r\n" + FILE + b"\r\n", b"", PARTS),
        (b"JVBE", b"JVBF", PARTS),
        (b"a.pdf", b"b.pdf", PARTS),
        (b"--m--\r\n", b"--m--\r\nmore\r\n", PARTS),
        (b"\r\n\r\n--m\r\n", b"\r\n\r\nbefore\r\n--m\r\n", PARTS),
        (b"\r\n<p>Hello", b"\r\n<p>Bye", "its text/html does not come out as it went in"),
        (b"\r\nHello", b"\r\nHello\r\n.", "its text/plain does not come out as it went in"),
        (b"plain; charset=\"utf-8", b"plain; charset=\"utf-7",
         "its text/plain does not come out as it went in"),
        (b"text/html", b"text/calendar",
         "its text is multipart/alternative, text/plain, text/calendar, "
         "not a plain one and one in HTML"),
        (b"\r\nHello\r\n", b"\r\nHello\n", "its lines are not those of a message"),
        (b"\r\nHello", b"\r\nH\xc3\xa9llo", "its lines are not those of a message"),
    ],
)  # fmt: skip
def test_whatever_else_is_in_a_message_is_named(old: bytes, new: bytes, cause: str) -> None:
    assert MESSAGE.count(old) >= 1
    assert reason(MESSAGE.replace(old, new, 1)) == cause


def test_an_encoded_word_or_a_line_break_is_wrong_even_where_it_was_expected() -> None:
    coded = "=?utf-8?q?a?=@x.org"
    boxes = (("From", "Us", "us@x.org"), ("To", "Zoë", coded))
    expected = dataclasses.replace(EXPECTED, mailboxes=boxes)
    message = MESSAGE.replace(b"zoe@x.org", coded.encode())
    assert reason(message, expected) == "an address holds what mail programs decode"
    message = MESSAGE.replace(b"Subject: Tea", b"Subject: =?utf-8?q?Tea=0ABcc:_a?=")
    expected = dataclasses.replace(EXPECTED, subject="Tea\nBcc: a")
    assert reason(message, expected) == "a name or the subject has a line break in it"


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (b"a.pdf", b"b.pdf", "an attachment is called 'b.pdf', not 'a.pdf'"),
        (b"a.pdf", b"=?utf-8?q?a?=.pdf",
         "an attachment is called '=?utf-8?q?a?=.pdf', not 'a.pdf'"),
        (b"application/pdf", b"text/html", "an attachment reads as text/html attachment base64"),
        (b"attachment;", b"inline;", "an attachment reads as application/pdf inline base64"),
        (b"JVBE", b"JVBF", "a.pdf does not come out as it went in"),
        (b"JVBE", b"\r\n\r\nJVBE", "a.pdf does not come out as it went in"),
        (b"Content-Type", b"X: y\r\nContent-Type",
         "its headers are x, content-type, content-transfer-encoding, content-disposition, "
         "not Content-Type, Content-Transfer-Encoding, Content-Disposition"),
    ],
)  # fmt: skip
def test_an_attachment_is_what_it_was_made_of(old: bytes, new: bytes, cause: str) -> None:
    with pytest.raises(UnfitMessageError) as caught:
        check_attachment(FILE.replace(old, new, 1), "a.pdf", SHA256)
    assert str(caught.value.cause) == cause


@pytest.mark.parametrize("word", ["a\r\nb", "a\nBcc: x", "é", "", " a", "a\tb", "a\x7f"])
def test_a_field_holds_visible_ascii_alone(word: str) -> None:
    with pytest.raises(ValueError, match="the header X cannot hold"):
        headers.field("X", [word])


def test_a_logo_that_comes_out_otherwise_is_found() -> None:
    expected = dataclasses.replace(EXPECTED, logo=b"PNG")
    assert reason(MESSAGE, expected).startswith("its text is multipart/alternative, text/plain")
    html = TEXTS.index(b"--t\r\nContent-Type: text/html") + 5
    related = (
        b'Content-Type: multipart/related; boundary="r"\r\n\r\n--r\r\n'
        + TEXTS[html:].removesuffix(b"\r\n--t--\r\n")
        + b"\r\n--r\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b"UE5H\r\n--r--\r\n"
    )
    with_logo = MESSAGE.replace(TEXTS, TEXTS[:html] + related + b"\r\n--t--\r\n")
    check(with_logo, expected)
    changed = with_logo.replace(b"UE5H", b"UE5I")
    assert reason(changed, expected) == "its logo does not come out as it went in"
