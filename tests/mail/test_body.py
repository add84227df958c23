import base64
import dataclasses
import hashlib
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from PIL import Image

from handouts.content.session import MailingAfter, Session, SessionDay
from handouts.errors import CallError
from handouts.mail.body import MessageBody, OutboxMessage, WithoutMessage, message_body, outbox_page
from handouts.mail.message import Attachment, Certificate, Kind, MailMessage
from handouts.project.layout import Project
from handouts.workflows.load import load_checked_session
from tests.conftest import REPOSITORY

HERE = Project(REPOSITORY)
CERTIFICATE = Certificate("7K4M-9QXR-2TP0", "6", "completion")
HOSTILE = '<script>alert(1)</script> {{ 7*7 }} "O\u2019Brien" \u202egnp & דנה'


def attachment(kind: Kind, title: str, size: int = 88_123) -> Attachment:
    return Attachment(
        Path("certificate-handout-a.pdf"), f"{title}.pdf", title, "0" * 64, size, kind
    )


HANDOUT = attachment("handout", "Handout", 412_345)
MATCHING, SORTING = (
    attachment("worksheet", "Matching"),
    attachment("worksheet", "Sorting", 1_240_000),
)
CHART = attachment("document", "Comparison chart")
PAPER = attachment("certificate", "Certificate of completion", 320)


def a_message(mailing: str, *attachments: Attachment, **others: object) -> MailMessage:
    given: dict = {"name": "Maria Garcia", "email": "maria@example.org", **others}
    return MailMessage(mailing, "1", attachments=attachments, **given)


@pytest.fixture(scope="module")
def session() -> Session:
    return load_checked_session(HERE, "two-models", "example")


def with_head(session: Session, **changes: object) -> Session:
    return dataclasses.replace(session, head=session.head.model_copy(update=changes))


def with_mail(session: Session, **changes: object) -> Session:
    return with_head(session, mail=session.head.mail.model_copy(update=changes))


def with_provider(session: Session, **changes: object) -> Session:
    provider = session.training.provider.model_copy(update=changes)
    return dataclasses.replace(
        session, training=dataclasses.replace(session.training, provider=provider)
    )


def coloured(session: Session, colour: str) -> Session:
    provider = session.training.provider.model_copy(update={"colour": colour})
    training = dataclasses.replace(session.training, provider=provider)
    return dataclasses.replace(session, training=training)


def titled(session: Session, title: str) -> Session:
    head = session.training.head.model_copy(update={"title": title})
    return dataclasses.replace(session, training=dataclasses.replace(session.training, head=head))


def tree(html: str | bytes) -> Element:
    return tinyhtml5.parse(html, namespace_html_elements=False)


def body(html: str) -> str:
    """What is seen, in one line."""
    found = tree(html).find("body")
    assert found is not None
    return " ".join("".join(found.itertext()).split())


BEFORE = """\
Lantern Street Training

Two Models of Psychotherapy

Dear Maria Garcia,

We look forward to having you with us. Here is what you need for the
day.

When: Saturday, November 14, 2026, 9:00 a.m.–4:30 p.m.
Where: Lantern Street Hall, 12 Lantern Street, Springfield
Format: in person
Presenter: Robin Ashdown, LPC

Attached

- Handout (Handout.pdf, 412_KB)
- Matching (Matching.pdf, 88_KB)
- Sorting (Sorting.pdf, 1.2_MB)

Wherever there is room for your own words, you can type them on your
screen and save the file, or print it and write by hand.

Please have them with you, on paper or on a screen.

If you need anything

Would large print be easier for you to read, or would anything else make
it easier for you to take part? Do you have a question? Just reply to
this message, or write to trainings@example.org.

With kind regards,

Robin Ashdown, LPC
Director of Training
Lantern Street Training

12 Lantern Street, Springfield
555 0100
https://www.example.org

You are receiving this message because you are registered for this
training.
""".replace("_", "\u00a0")

AFTER = """\
Lantern Street Training

Two Models of Psychotherapy

Dear Maria Garcia,

Thank you for taking part on November 14. It was good to have you with
us.

Your certificate

Your certificate of completion is attached. Please keep it with your
records: a licensing board may ask you for it, even years from now.

Credit: 6 clock hours
Number: 7K4M-9QXR-2TP0

Anyone can check that it is genuine at https://www.example.org/verify/
or by scanning the square on it with a phone.

Is your name spelled as you want it? If not, please reply to this
message, or write to trainings@example.org, and you will get a corrected
certificate.

Attached

- Certificate of completion (Certificate of completion.pdf, 1_KB)
- Handout (Handout.pdf, 412_KB)

If you have a question, simply reply to this message.

With kind regards,

Robin Ashdown, LPC
Director of Training
Lantern Street Training

12 Lantern Street, Springfield
555 0100
https://www.example.org

You are receiving this message because you took part in this training.
""".replace("_", "\u00a0")


def test_the_message_before_tells_when_where_and_what_is_attached(session: Session) -> None:
    found = message_body(HERE, session, a_message("before", HANDOUT, MATCHING, SORTING))
    assert (
        found.subject == "For November 14: handout and worksheets for Two Models of Psychotherapy"
    )
    assert found.text == BEFORE


def test_the_message_after_tells_of_the_certificate(session: Session) -> None:
    published = with_provider(session, verify_url="https://www.example.org/verify/")
    found = message_body(
        HERE, published, a_message("after", PAPER, HANDOUT, certificate=CERTIFICATE)
    )
    assert found.subject == "Your certificate and handout: Two Models of Psychotherapy"
    assert found.text == AFTER


def test_html_and_text_say_the_same_words(session: Session) -> None:
    labels = "When|Where|Format|Presenter|Credit|Number"
    for one in (
        a_message("before", HANDOUT, MATCHING, name=HOSTILE),
        a_message("after", PAPER, SORTING, certificate=CERTIFICATE),
    ):
        found = message_body(HERE, session, one)
        told = re.sub(f"^(?:- |({labels}): )", r"\1 ", found.text, flags=re.MULTILINE)
        apart = re.sub(r"(</th>|<br>)", r"\1 ", found.html)
        assert told.split() == body(apart).split()


def test_own_words_stand_at_the_beginning_as_text(session: Session) -> None:
    words = "Thank you <all>.\nIt was fun.\n\n \n{{ 7 * 7 }} times!\n"
    own = with_mail(session, after=MailingAfter(text=words))
    found = message_body(HERE, own, a_message("after"))
    beginning = (
        "Dear Maria Garcia,\n\nThank you <all>.\nIt was fun.\n\n{{ 7 * 7 }} times!\n\nThank you for"
    )
    assert beginning in found.text
    assert "&lt;all&gt;" in found.html


def test_without_a_certificate_nothing_is_said_of_one(session: Session) -> None:
    published = with_provider(session, verify_url="https://www.example.org/verify/")
    for one in (
        a_message("after", HANDOUT),
        a_message("after"),
        a_message("before", HANDOUT, CHART),
    ):
        found = message_body(HERE, published, one)
        for said in (found.subject, found.text, body(found.html)):
            assert "certificate" not in said.lower()
            assert "verify" not in said.lower()
    assert "please reply to this message, or write to trainings@" in " ".join(
        message_body(HERE, session, a_message("after")).text.split()
    )


def test_without_a_page_that_checks_certificates_none_is_named(session: Session) -> None:
    found = message_body(HERE, session, a_message("after", PAPER, certificate=CERTIFICATE))
    assert "Number: 7K4M-9QXR-2TP0\n\nIs your name" in found.text


@pytest.mark.parametrize(
    ("mailing", "attachments", "subject"),
    [
        ("before", (), "For November 14: "),
        ("before", (HANDOUT,), "For November 14: handout for "),
        ("before", (MATCHING,), "For November 14: worksheet for "),
        ("before", (HANDOUT, MATCHING), "For November 14: handout and worksheet for "),
        ("before", (HANDOUT, HANDOUT), "For November 14: documents for "),
        ("before", (CHART,), "For November 14: document for "),
        ("before", (HANDOUT, CHART), "For November 14: documents for "),
        ("after", (), "Thank you: "),
        ("after", (SORTING, MATCHING), "Your worksheets: "),
        ("after", (CHART,), "Your document: "),
    ],
)
def test_the_subject_says_what_is_attached(
    session: Session, mailing: str, attachments: tuple[Attachment, ...], subject: str
) -> None:
    found = message_body(HERE, session, a_message(mailing, *attachments))
    assert found.subject == f"{subject}Two Models of Psychotherapy"
    assert [part.text for part in tree(found.html).iter("title")] == [found.subject]
    assert ("type them on your screen" in " ".join(found.text.split())) == bool(
        {MATCHING, SORTING, CHART} & {*attachments}
    )


def test_a_certificate_alone_is_the_subject(session: Session) -> None:
    found = message_body(HERE, session, a_message("after", PAPER, certificate=CERTIFICATE))
    assert found.subject == "Your certificate: Two Models of Psychotherapy"


@pytest.mark.parametrize("hours", ["1", "0.75", "5.5"])
def test_hours_are_told_in_number(session: Session, hours: str) -> None:
    certificate = Certificate("7K4M-9QXR-2TP0", hours, "attendance")
    text = message_body(HERE, session, a_message("after", PAPER, certificate=certificate)).text
    assert f"Credit: {hours} clock hour{'' if hours == '1' else 's'}\n" in text
    assert "Your certificate of attendance is attached." in text


def test_several_days_and_presenters_are_all_named(session: Session) -> None:
    (presenter,) = session.presenters
    other = presenter.model_copy(update={"name": "Ann Lee", "credentials": ""})
    days = tuple(SessionDay(date=date(2026, 11, day)) for day in (14, 21, 28))
    long = with_head(session, days=days, presenters=(presenter, other), part="Part 2 of 3")
    before = message_body(HERE, long, a_message("before", HANDOUT))
    assert before.subject == "From November 14: handout for Two Models of Psychotherapy"
    assert (
        "Here is what you need for the\ndays.\n\nWhen: Saturday, November 14, 2026\n"
        "  Saturday, November 21, 2026\n  Saturday, November 28, 2026\n"
    ) in before.text
    assert "Part: Part 2 of 3\nPresenters: Robin Ashdown, LPC\n  Ann Lee\n" in before.text
    assert "Please have it with you" in before.text
    after = message_body(HERE, long, a_message("after"))
    assert "Thank you for taking part on November 14, November 21, and November 28." in " ".join(
        after.text.split()
    )


def test_who_teaches_signs_where_nobody_signs_certificates(session: Session) -> None:
    bare = with_provider(session, signatory=None, address="", website="", phone="", email="")
    text = message_body(HERE, bare, a_message("before")).text
    assert (
        "Just reply to\nthis message.\n\nWith kind regards,\n\nRobin Ashdown, LPC\n"
        "Lantern Street Training\n\nYou are receiving" in text
    )
    nobody = dataclasses.replace(
        bare,
        training=dataclasses.replace(
            bare.training, head=bare.training.head.model_copy(update={"presenters": ()})
        ),
    )
    text = message_body(HERE, nobody, a_message("before")).text
    assert "With kind regards,\n\nLantern Street Training\n\nYou are receiving" in text
    assert "Presenter" not in text


@pytest.mark.parametrize(
    ("wishes", "address"),
    [
        ({"sender": "ann@example.org"}, "ann@example.org"),
        ({"sender": "ann@example.org", "reply_to": "ann+tea&co@e.org"}, "ann+tea&co@e.org"),
    ],
)
def test_answers_go_where_the_session_says(
    session: Session, wishes: dict[str, str], address: str
) -> None:
    found = message_body(HERE, with_mail(session, **wishes), a_message("before"))
    (link,) = (a for a in tree(found.html).iter("a") if a.get("href", "").startswith("mailto:"))
    assert (unquote(link.get("href", "")), link.text) == (f"mailto:{address}", address)
    assert f"write to {address}." in " ".join(found.text.split())


def test_only_an_edition_with_form_fields_promises_them(session: Session) -> None:
    printed = with_mail(session, edition="print")
    assert "type them" not in message_body(HERE, printed, a_message("before", MATCHING)).text
    with pytest.raises(CallError, match=r'^There is no edition "e-mail"\. Did you mean "email"\?$'):
        message_body(HERE, with_mail(session, edition="e-mail"), a_message("before"))


def test_a_subject_of_the_sessions_own_is_one_line_and_no_template(session: Session) -> None:
    mail = session.head.mail
    before = mail.before.model_copy(update={"subject": f"Tea\r\nBcc: x@example.org\u2028{HOSTILE}"})
    after = mail.after.model_copy(update={"subject": "Thanks"})
    own = with_mail(session, before=before, after=after)
    found = message_body(HERE, own, a_message("before", HANDOUT))
    assert found.subject == f"Tea Bcc: x@example.org {HOSTILE}"
    assert found.text == message_body(HERE, session, a_message("before", HANDOUT)).text
    assert message_body(HERE, own, a_message("after")).subject == "Thanks"


def test_names_and_titles_are_never_taken_for_html_or_headers(session: Session) -> None:
    odd = titled(session, f"*Tea* & {HOSTILE}")
    name = f"Ann\r\nBcc: x@example.org {HOSTILE}"
    files = (attachment("handout", HOSTILE),)
    found = message_body(HERE, odd, a_message("before", *files, name=name))
    assert {part.tag for part in tree(found.html).iter()} <= {
        "html", "head", "meta", "title", "style", "body", "div", "p", "h1", "em", "h2", "bdi",
        "table", "tbody", "tr", "th", "td", "ul", "li", "strong", "span", "a", "br",
    }  # fmt: skip
    assert f"Dear Ann Bcc: x@example.org {HOSTILE}," in body(found.html)
    assert f"Dear Ann Bcc: x@example.org {HOSTILE}," in " ".join(found.text.split(" ")).replace(
        "\n", " "
    )
    assert found.subject == f"For November 14: handout for Tea & {HOSTILE}"
    assert f"{HOSTILE} ({HOSTILE}.pdf, 88\u00a0KB)" in found.text.replace("\n  ", " ")


def test_a_message_fetches_nothing_and_has_one_style(session: Session) -> None:
    html = message_body(HERE, session, a_message("after", PAPER, certificate=CERTIFICATE)).html
    (style,) = tree(html).iter("style")
    assert style.text == (REPOSITORY / "styles/email/message.css").read_text("utf-8")
    assert not re.search(r"url\(|@import|var\(", style.text)
    for part in tree(html).iter():
        assert not {"src", "srcset", "style", "background", "onclick"} & {*part.keys()}
    assert tree(html).get("lang") == "en-US"


def test_a_projects_own_words_come_first(tmp_path: Path, session: Session) -> None:
    (tmp_path / "templates/email").mkdir(parents=True)
    (tmp_path / "templates/email/after.html").write_text(
        '{% extends "email/message.html" %}{% block subject %}Well\ndone{% endblock %}'
        "{% block body %}<p>You made tea.</p>{% endblock %}"
    )
    found = message_body(Project(tmp_path), session, a_message("after"))
    assert found.subject == "Well done"
    assert "Dear Maria Garcia,\n\nYou made tea.\n\nWith kind regards," in found.text


def outbox_message(found: MessageBody, number: int = 1, **others: object) -> OutboxMessage:
    given: dict = {
        "file": f"{number:03}-Maria Garcia #1.eml",
        "name": "Maria Garcia",
        "address": "maria@example.org",
        "size": 1_500_000,
        "attachments": (HANDOUT, PAPER),
        **others,
    }
    return OutboxMessage(subject=found.subject, html=found.html, text=found.text, **given)


def held(address: str) -> str:
    """The text that an address holds."""
    kind, _, text = address.partition(";charset=utf-8;base64,")
    assert kind in ("data:text/html", "data:text/plain")
    return base64.b64decode(text).decode()


LEA = WithoutMessage("Lea gets nothing: she has no address.", is_wrong=True)


def test_the_outbox_shows_each_message_and_what_is_wrong(session: Session) -> None:
    found = [message_body(HERE, session, a_message("after", name=name)) for name in ("Ann", "Zoë")]
    messages = [outbox_message(one, number) for number, one in enumerate(found, 1)]
    page = outbox_page(HERE, session, messages, [LEA])
    shown = tree(page)
    assert body(page.decode()).startswith(
        "Outbox Two Models of Psychotherapy November 14, 2026, 9:00 a.m.–4:30 p.m. 2 messages, "
        "3 MB in all. "
        "Choose a name to see the message as it will look. Nothing is sent by looking. This page "
        "holds names and addresses: keep it to yourself. "
        "In all they have 2 × Handout and 2 × Certificate of completion. "
        "Who gets no message, and why Lea gets nothing: she has no address. "
        "Maria Garcia 1.5 MB maria@example.org Thank you: Two Models of Psychotherapy "
        "With Handout.pdf and Certificate of completion.pdf As plain text As a file "
        "Maria Garcia 1.5 MB"
    )
    links = [a.get("href", "") for a in shown.findall(".//main//a")]
    assert [held(links[place]) for place in (0, 1, 3, 4)] == [
        found[0].html, found[0].text, found[1].html, found[1].text,
    ]  # fmt: skip
    assert links[2::3] == ["001-Maria%20Garcia%20%231.eml", "002-Maria%20Garcia%20%231.eml"]
    (frame,) = shown.iter("iframe")
    assert (frame.get("sandbox"), held(frame.get("src", ""))) == ("", found[0].html)
    targets = [a.get("target") for a in shown.findall(".//main//a")]
    assert targets == [frame.get("name"), frame.get("name"), None] * 2


def test_the_outbox_runs_nothing_and_allows_only_its_two_styles(session: Session) -> None:
    found = message_body(HERE, session, a_message("after", name=HOSTILE))
    message = outbox_message(found, name=HOSTILE, address=HOSTILE, file='"><b>.eml')
    shown = tree(outbox_page(HERE, titled(session, HOSTILE), [message], [WithoutMessage(HOSTILE)]))
    (policy,) = (
        m.get("content") for m in shown.iter("meta") if "Policy" in m.get("http-equiv", "")
    )
    styles = [next(shown.iter("style")).text or "", next(tree(found.html).iter("style")).text or ""]
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in styles]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}'; "
        "frame-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not [part for part in shown.iter() if part.tag in ("script", "b", "img", "link")]
    assert [part.text for part in shown.findall(".//main//bdi")][:2] == [HOSTILE, HOSTILE]
    assert [part.text for part in shown.findall(".//section//li")] == [HOSTILE]


def test_message_and_outbox_have_the_providers_colour_and_the_outbox_allows_it(
    session: Session,
) -> None:
    blue = coloured(session, "#0b4f7d")
    found = message_body(HERE, blue, a_message("after"))
    shown = tree(outbox_page(HERE, blue, [outbox_message(found)], []))
    styles = [next(tree(found.html).iter("style")).text or "", next(shown.iter("style")).text or ""]
    assert all("#0b4f7d" in style for style in styles)
    (policy,) = (
        m.get("content", "") for m in shown.iter("meta") if "Policy" in m.get("http-equiv", "")
    )
    for style in styles:
        assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy


def test_a_message_shows_the_logo_and_its_text_has_the_name(
    tmp_path: Path, session: Session
) -> None:
    (tmp_path / "content").mkdir()
    Image.new("RGBA", (400, 100), (120, 0, 0, 255)).save(tmp_path / "content" / "logo.png")
    provider = session.training.provider.model_copy(update={"logo": "logo.png"})
    training = dataclasses.replace(session.training, provider=provider)
    own = dataclasses.replace(session, training=training)
    project = Project(tmp_path)
    found = message_body(project, own, a_message("after"))
    (shown,) = tree(found.html).iter("img")
    assert shown.get("src", "").startswith("cid:logo-")
    assert shown.get("alt") == provider.name
    assert found.text.startswith(f"{provider.name}\n\n")
    one = dataclasses.replace(outbox_message(found), logo=found.logo)
    (frame,) = tree(outbox_page(project, own, [one], [])).iter("iframe")
    within = held(frame.get("src", ""))
    (inside,) = tree(within).iter("img")
    assert inside.get("src", "").startswith("data:image/png;base64,")
    (above,) = tree(outbox_page(project, own, [], [])).iter("img")
    assert (above.get("src"), above.get("alt")) == (inside.get("src"), provider.name)


def test_an_empty_outbox_says_so(session: Session) -> None:
    page = outbox_page(HERE, session, [], [])
    assert "0 messages. Choose" not in body(page.decode())
    assert "No messages. Nothing is sent by looking." in body(page.decode())
    assert not list(tree(page).iter("main"))


def test_who_gets_none_with_reason_is_no_alarm_and_what_is_wrong_comes_first(
    session: Session,
) -> None:
    absent = WithoutMessage("Zoë: did not attend")
    for without, told in (
        ([absent], ["Zoë: did not attend"]),
        ([absent, LEA], ["Lea gets nothing: she has no address.", "Zoë: did not attend"]),
    ):
        page = tree(outbox_page(HERE, session, [], without))
        (part,) = page.iter("section")
        assert [one.text for one in part.iter("li")] == told
        assert ("to-fix" in part.get("class", "")) == (LEA in without)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_coloured_text_has_contrast_on_light_and_on_dark() -> None:
    """At least 4.5 to 1: WCAG 2.2, success criterion 1.4.3."""
    sheet = (REPOSITORY / "styles/email/message.css").read_text("utf-8")
    light, dark = (
        [_luminance(colour) for colour in re.findall(r"[ {]color: (#\w{6})", part)]
        for part in sheet.split("@media")
    )
    assert (len(light), len(dark)) == (2, 1)
    assert 1.05 / (max(light) + 0.05) >= 4.5
    assert (min(dark) + 0.05) / (_luminance("#303030") + 0.05) >= 4.5
