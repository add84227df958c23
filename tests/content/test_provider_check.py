"""Nothing goes out under the name of the example's provider."""

import datetime
from pathlib import Path

import pytest

from handouts.certificates.issue import certify
from handouts.certificates.options import CertificateOptions
from handouts.content.provider_check import provider_problems, provider_warnings, refuse_example
from handouts.errors import ContentError
from handouts.mail.recipients import deliveries
from handouts.packets.request import PacketRequest
from handouts.project.layout import Project
from handouts.workflows.load import load_checked_session
from handouts.workflows.mail_session import MailOptions
from handouts.workflows.new_project import provider_file
from handouts.workflows.packet import packet
from handouts.workflows.send import SendOptions, send
from handouts.workflows.test_message import send_test
from tests.conftest import example, snapshot
from tests.small_project import own_provider, path, small_project


def of(folder: Path, provider: str) -> list[tuple[int, str]]:
    """Line and cause of each problem of a provider.yaml."""
    project = small_project(folder, provider=provider)
    return [(problem.line, problem.cause) for problem in provider_problems(project)]


def test_the_example_is_told_key_by_key_and_refused(tmp_path: Path) -> None:
    project = example(tmp_path / "project")
    found = provider_problems(project)
    assert [(one.line, one.cause.partition(":`")[0]) for one in found] == [
        (2, "`name"), (3, "`address"), (6, "`website"), (7, "`email"), (8, "`phone"),
        (10, "`signatory.name"), (14, "`approvals.body"), (15, "`approvals.number"),
        (16, "`approvals.statement"),
    ]  # fmt: skip
    assert str(found[0]) == (
        "content/provider.yaml:2: `name:` is still that of the example: Lantern Street Training\n"
        "    name: Lantern Street Training\n"
        "  Write the name of your organisation, or your own."
    )
    assert provider_warnings(project) == (
        "content/provider.yaml:2: this is still the provider of the example (lines 2, 3, 6, 7, 8, "
        "10, 14, 15, 16). Write your own: until then no certificates, mail or packets are made.",
    )
    with pytest.raises(ContentError) as caught:
        refuse_example(project)
    assert list(caught.value.problems) == sorted(found)


def test_under_the_examples_name_nothing_is_issued_mailed_or_packed(tmp_path: Path) -> None:
    project = example(tmp_path / "project", sessions=True)
    session = load_checked_session(project, "two-models", "example")
    before = snapshot(project.root)
    options = CertificateOptions(datetime.datetime(2026, 11, 22), jobs=1)
    mail = MailOptions("after", 20_000_000)
    for refused in (
        lambda: certify(project, session, options),
        lambda: deliveries(project, session, "before", 20_000_000),
        lambda: send(project, session.path, SendOptions(mail, 0, 0)),
        lambda: send_test(project, session.path, mail),
        lambda: packet(project, PacketRequest("two-models", 0, 1, 1, "", "")),
    ):
        with pytest.raises(ContentError) as caught:
            refused()
        assert list(caught.value.problems) == sorted(provider_problems(project))
    assert snapshot(project.root) == before


def test_a_provider_of_the_trainers_own_is_fine(tmp_path: Path) -> None:
    project = own_provider(example(tmp_path / "project"))
    assert (provider_problems(project), provider_warnings(project)) == ([], ())
    refuse_example(project)
    written = small_project(tmp_path / "new", provider=provider_file("Elm & Oak: “Trainings”"))
    assert provider_problems(written) == []


@pytest.mark.parametrize(
    ("provider", "line", "key"),
    [
        ("name: LANTERN  STREET training", 1, "name"),
        ('name: "Lantern Street Training, Ltd."', 1, "name"),
        ("name: >-\n  Lantern Street\n  Training", 1, "name"),
        ("name: Elm\naddress: |\n  Elm House\n  12 Lantern Street\n", 2, "address"),
        ("name: Elm\nsignatory: {name: robin ashdown, title: Dean}", 2, "signatory.name"),
        ("name: Elm\nwebsite: http://www.example.org/", 2, "website"),
        ("name: Elm\nphone: 555-0100", 2, "phone"),
        (
            "name: Elm\napprovals:\n"
            '  - {body: Own Board, number: "12", statement: Elm is approved.}\n'
            '  - {body: Own Body, number: "0000", statement: Elm is approved.}',
            4,
            "approvals.number",
        ),
        (
            "name: Elm\napprovals:\n"
            "  - {body: Own, statement: Lantern Street Training is approved by Own.}",
            3,
            "approvals.statement",
        ),
    ],
)
def test_what_is_left_of_the_example_is_found_however_it_is_written(
    tmp_path: Path, provider: str, line: int, key: str
) -> None:
    ((found, cause),) = of(tmp_path, f"{provider}\n")
    assert (found, cause.partition(":`")[0]) == (line, f"`{key}")


def test_what_many_have_is_nobodys(tmp_path: Path) -> None:
    provider = (
        "name: Elm\naddress: |\n  1 Elm Street\n  Springfield\n"
        "signatory: {name: Ann Lee, credentials: LPC, title: Director of Training}\n"
    )
    assert of(tmp_path, provider) == []


def test_a_file_that_cannot_be_read_is_left_to_who_reads_it(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    path(project, "provider").unlink()
    assert provider_problems(project) == []
    assert provider_problems(Project(tmp_path / "nothing")) == []
