"""Who is to get what, and what is in the way of it."""

import re
import shutil

import pytest

from handouts.builds.manifest import digest
from handouts.documents import registry as documents
from handouts.errors import ContentError, HandoutsError, Problem
from handouts.mail.recipients import shared_addresses
from handouts.project.layout import Project
from tests.certificates.conftest import PEOPLE
from tests.conftest import REPOSITORY
from tests.mail.conftest import Office

FILE = "content/two-models/sessions/example/session.yaml"
ADDRESSES = {person["E-mail"] for person in PEOPLE}
PARTICIPANTS = "build/two-models/participants"


def attached(office: Office, mailing: str) -> dict[str, list[str]]:
    """The files of each address, relative to the project."""
    return {
        address: [office.project.relative(one.path) for one in message.attachments]
        for address, message in office.messages(mailing).items()
    }


def problems(office: Office, mailing: str = "after") -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        office.deliveries(mailing)
    return list(caught.value.problems)


def test_afterwards_everybody_gets_their_own_certificate_and_the_handout(office: Office) -> None:
    certificates = {entry.award.number: entry for entry in office.entries()}
    found = office.messages()
    assert len(office.deliveries()) == len(PEOPLE)
    assert set(found) == ADDRESSES - {"una@example.org"}
    for message in found.values():
        own, handout = message.attachments
        assert message.certificate is not None
        entry = certificates.pop(message.certificate.number)
        assert (own.path, own.sha256) == (office.path(entry), entry.sha256)
        assert (entry.award.name, entry.email) == (message.name, message.email)
        assert office.project.relative(handout.path) == f"{PARTICIPANTS}/email/handout.pdf"
        for one in message.attachments:
            content = one.path.read_bytes()
            assert (digest(content), len(content)) == (one.sha256, one.size)
            assert one.path.resolve().is_relative_to(office.project.build)
    assert office.reasons() == {"Una Bsent": "did not attend"}


def test_before_the_day_everybody_gets_what_is_to_be_filled_in(office: Office) -> None:
    found = attached(office, "before")
    assert set(found) == ADDRESSES
    (files,) = {tuple(files) for files in found.values()}
    assert files[0] == f"{PARTICIPANTS}/email/handout.pdf"
    assert len(files) > 1
    assert all(one.startswith(f"{PARTICIPANTS}/email/") for one in files)


def test_the_trainer_says_which_documents_in_which_edition(office: Office) -> None:
    office.wish("edition: print, after: {documents: [chart], certificate: no}")
    found = attached(office, "after")
    assert found["zoe@example.org"] == [f"{PARTICIPANTS}/print/chart.pdf"]
    assert set(found) == ADDRESSES - {"una@example.org"}
    office.wish("after: {documents: []}")
    assert [len(files) for files in attached(office, "after").values()] == [1] * 5


DOCUMENT = """\
{{#
title: Own {name}
audience: participants
order: 999
editions:
  email: {{plain: 0}}
#}}
{{% extends "base.html" %}}
{{% import "macros/inlines.html" as inlines %}}
{{% block content %}}
<main><h1>{{{{ training.head.title }}}}</h1>
{{% for one in training.head.objectives %}}<p>{{{{ inlines.set(one|inlines) }}}}</p>{{% endfor %}}
<div id="end"></div></main>
{{% endblock %}}
"""


def own_document(office: Office, folder: str, name: str) -> None:
    """Add a document to the project."""
    template = office.project.root / "templates" / folder / f"{name}.html"
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text(DOCUMENT.format(name=name), "utf-8")


def test_a_file_is_what_it_was_made_as_whatever_it_is_called(office: Office) -> None:
    own_document(office, "sessions", "certificates-and-notes")
    own_document(office, "documents", "evaluation-email")
    names = "evaluation, certificates-and-notes, evaluation-email, handout"
    office.wish(f"after: {{documents: [{names}]}}")
    found = office.messages()["zoe@example.org"].attachments
    assert [(one.title, one.kind) for one in found] == [
        ("Certificate", "certificate"),
        ("Handout", "handout"),
        ("Own evaluation-email", "document"),
        ("Evaluation", "document"),
        ("Own certificates-and-notes", "document"),
    ]
    assert [office.project.relative(one.path) for one in found[1:]] == [
        f"{PARTICIPANTS}/email/handout.pdf",
        f"{PARTICIPANTS}/email/evaluation-email.pdf",
        "build/two-models/sessions/example/evaluation-email.pdf",
        "build/two-models/sessions/example/certificates-and-notes-email.pdf",
    ]


@pytest.mark.long
def test_what_shows_the_article_is_sent_but_never_what_is_for_the_facilitator(
    office: Office,
) -> None:
    folder = office.project.root / "templates" / "documents"
    folder.mkdir(parents=True)
    text = (REPOSITORY / "templates" / "documents" / "handout.html").read_text("utf-8")
    text = text.replace("audience:", "title: Digest\naudience:", 1)
    (folder / "digest.html").write_text(text, "utf-8")
    text = re.sub(r"  (print|large-print): .*\n", "", text)
    text = text.replace("audience: participants", "audience: facilitator")
    (folder / "notes.html").write_text(text, "utf-8")
    names = [one.path.stem for one in office.messages()["zoe@example.org"].attachments[1:]]
    assert names == ["digest", "handout"]


def test_worksheets_are_told_from_other_documents(office: Office) -> None:
    (files,) = {message.attachments for message in office.messages("before").values()}
    assert [one.kind for one in files] == ["handout", *["worksheet"] * (len(files) - 1)]


def test_another_session_with_problems_stops_nobodys_mail(office: Office) -> None:
    other = office.session_file.parent.with_name("other")
    shutil.copytree(office.session_file.parent, other)
    (other / "roster.csv").write_text("Name\n\n=\n", "utf-8")
    (other / "session.yaml").write_text("days: none\n", "utf-8")
    office.wish("after: {documents: [evaluation]}")
    assert len(office.messages()) == 5


def test_where_nothing_is_wished_nobody_gets_an_empty_message(office: Office) -> None:
    office.wish("after: {documents: [], certificate: no}")
    told = {**dict.fromkeys((p["Name"] for p in PEOPLE), "nothing is attached")}
    assert office.reasons() == {**told, "Una Bsent": "did not attend"}
    assert [d.is_wrong for d in office.deliveries()].count(True) == 5


def test_what_does_not_exist_is_told_at_once(office: Office) -> None:
    office.wish("edition: emial, after: {documents: [handuot, chart]}")
    assert [(p.path, p.cause) for p in problems(office)] == [
        (FILE, 'mail: there is no document "handuot"'),
        (FILE, 'mail: there is no edition "emial"'),
    ]
    assert [p.fix for p in problems(office)] == [
        'Did you mean "handout"?',
        'Did you mean "email"?',
    ]


def facilitators() -> list[str]:
    registry = documents.registry(Project(REPOSITORY))
    return [name for name, one in registry.items() if one.head.audience == "facilitator"]


def test_there_is_something_for_the_facilitator_alone() -> None:
    assert {"answer-keys", "sign-in-sheet"} <= set(facilitators())


@pytest.mark.parametrize("mailing", ["before", "after"])
def test_what_is_for_the_facilitator_is_never_mailed(office: Office, mailing: str) -> None:
    names = facilitators()
    for edition in ("email", "print"):
        office.wish(f"edition: {edition}, {mailing}: {{documents: [{', '.join(names)}]}}")
        assert {p.cause for p in problems(office, mailing)} == {
            f'mail: "{name}" is for the facilitator alone' for name in names
        }


@pytest.mark.parametrize(
    "name",
    ["../two-models/handout", "/etc/passwd", "handout.pdf", "participants/email/handout", ""],
)
def test_a_document_is_a_name_and_never_a_path(office: Office, name: str) -> None:
    office.wish(f'after: {{documents: ["{name}"]}}')
    with pytest.raises(ContentError):
        office.deliveries()


def test_who_cannot_get_it_is_told_and_the_others_can(office: Office) -> None:
    zoe = office.entry("Zoë Con")
    office.void(zoe.number, "given twice")
    office.roster([
        {**PEOPLE[0], "Credentials": "LPC, PhD"},
        {**PEOPLE[1], "E-mail": ""},
        *PEOPLE[2:],
        {"Name": "New Comer", "E-mail": "new@example.org"},
    ])  # fmt: skip
    ann = next(e for e in office.entries() if e.email == "ann@example.org")
    found = [
        (d.participant.name, str(d.reason), d.is_wrong)
        for d in office.deliveries()
        if d.message is None
    ]
    assert sorted(found) == [
        ("Ann Lee", "no e-mail address", True),
        (
            "Ann Lee",
            f"the roster has changed since certificate {ann.number} was issued: issue it again",
            True,
        ),
        ("New Comer", "no certificate was issued", True),
        ("Una Bsent", "did not attend", False),
        ("Zoë Con", f"certificate {zoe.number} is void: given twice", True),
    ]
    assert set(office.messages()) == {"anna@example.org", "bobby@example.org"}


def test_what_is_too_large_is_told_before_anything_is_sent(office: Office) -> None:
    sizes = {message.name: message.size for message in office.messages().values()}
    limit = sorted(sizes.values())[-1] - 1
    (name,) = [name for name, size in sizes.items() if size > limit]
    told = f"{sizes[name] / 1e6:.1f} MB are more than {limit / 1e6:g} MB"
    assert office.reasons(largest=limit) == {name: told, "Una Bsent": "did not attend"}


@pytest.mark.parametrize(
    "given",
    ["ann@x.org, ben@x.org", "ann@x.org;ben@x.org", "ann@x.org\nben@x.org", '"Ann" <ann@x.org>',
     "ann@x.org\r\nBcc: ben@x.org", "ann@x.org>", "<ann@x.org>", "ann", "@", "ann@x@org",
     "ann @x.org", "ann@localhost"],
)  # fmt: skip
def test_an_address_is_exactly_one(office: Office, given: str) -> None:
    office.roster([{**PEOPLE[2], "E-mail": given}])
    session = office.session()
    assert [p.line for p in session.roster.problems] == [2]


def test_a_name_with_a_line_break_is_no_header(office: Office) -> None:
    office.roster([{"Name": "Ann\r\nBcc: ben@x.org", "E-mail": "ann@x.org"}])
    (problem,) = office.session().roster.problems
    assert problem.line == 2
    assert not any(re.search(r"[\r\n]", p.name) for p in office.session().roster.participants)


def test_addresses_of_other_scripts_are_written_as_every_server_takes_them(office: Office) -> None:
    office.roster([
        {**PEOPLE[0], "E-mail": "ann@bücher.example.org"},
        {**PEOPLE[1], "E-mail": "änn@example.org"},
    ])  # fmt: skip
    assert [message.email for message in office.messages("before").values()] == [
        "ann@xn--bcher-kva.example.org"
    ]
    told = "the address has letters before the @ that not every server takes"
    assert office.reasons("before") == {"Ann Lee": told}


def test_an_address_that_several_have_is_shown(office: Office) -> None:
    office.roster([
        {"Name": "Ann Lee", "E-mail": "office@example.org"},
        {"Name": "Ben Lee", "E-mail": "Office@Example.org"},
        {"Name": "Cem Lee", "E-mail": "cem@example.org"},
    ])  # fmt: skip
    assert [a.casefold() for a in shared_addresses(office.deliveries("before"))] == [
        "office@example.org"
    ]


@pytest.mark.parametrize(
    "inner",
    ["participants", "participants/email", "sessions/example", "sessions/example/certificates"],
)
def test_a_link_that_leads_out_of_the_project_is_not_followed(office: Office, inner: str) -> None:
    folder = office.project.build / "two-models" / inner
    outside = office.project.root.parent / "outside"
    shutil.move(folder, outside)
    before = sorted(outside.rglob("*"))
    folder.symlink_to(outside)
    with pytest.raises(HandoutsError, match="leads out of"):
        office.deliveries()
    assert sorted(outside.rglob("*")) == before


def test_a_certificate_that_was_tampered_with_is_made_again_and_not_mailed(office: Office) -> None:
    zoe = office.entry("Zoë Con")
    office.path(zoe).unlink()
    office.path(zoe).symlink_to("/etc/passwd")
    own, _ = office.messages()["zoe@example.org"].attachments
    assert digest(own.path.read_bytes()) == zoe.sha256
    assert not own.path.is_symlink()


def test_a_document_that_was_tampered_with_is_made_again_and_not_mailed(office: Office) -> None:
    handout = office.project.build / "two-models/participants/email/handout.pdf"
    before = handout.read_bytes()
    handout.unlink()
    handout.symlink_to("/etc/passwd")
    _, file = office.messages()["zoe@example.org"].attachments
    assert (file.path, file.path.read_bytes()) == (handout, before)
    assert not handout.is_symlink()
