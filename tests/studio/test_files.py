"""The files of a training and of a session: made, listed, downloaded."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.conftest import PATIENCE
from tests.studio.conftest import Running

FILES = "/training/two-models/files"
OF_SESSION = "/training/two-models/session/example/files"


@pytest.fixture
def built(home: Path) -> Path:
    """Put files where a build puts them."""
    for name in (
        "two-models/participants/print/handout.pdf",
        "two-models/participants/email/handout.pdf",
        "two-models/participants/print/<b>x.pdf",
        "two-models/facilitator/answer-keys.pdf",
        "two-models/sessions/example/badges.pdf",
        "two-models/sessions/example/certificates/Bo Lind.pdf",
    ):
        file = home / "build" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"%PDF-" + name.encode())
    return home


def test_files_are_listed_by_what_they_are_for(built: Path, running: Running) -> None:  # noqa: ARG001 - they are there
    with running.client() as client:
        page = client.get(FILES).text

    assert "For participants: printing" in page
    assert "For participants: e-mail" in page
    assert "For the facilitator" in page
    assert 'href="/file/two-models/participants/print/handout.pdf?download"' in page
    assert 'data-print="/file/two-models/participants/print/handout.pdf"' in page
    assert "&lt;b&gt;x" in page
    assert "<b>x" not in page
    assert "badges" not in page.split("<fieldset>")[0]


def test_files_of_a_session_have_its_certificates(built: Path, running: Running) -> None:  # noqa: ARG001
    with running.client() as client:
        page = client.get(OF_SESSION).text

    assert "Papers for the day" in page
    assert "Name badges" in page
    assert "Bo Lind" in page


def test_whether_files_are_current_is_said(built: Path, running: Running) -> None:  # noqa: ARG001
    with running.client() as client:
        page = client.get(f"{FILES}/compared", headers={"hx-request": "true"}).text

    assert "Changed since" in page
    assert "Not made yet" in page
    assert "hx-get" not in page


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (
            "",
            {
                "two-models/participants/print/handout.pdf",
                "two-models/participants/email/handout.pdf",
                "two-models/participants/print/<b>x.pdf",
                "two-models/facilitator/answer-keys.pdf",
            },
        ),
        ("participants-email", {"two-models/participants/email/handout.pdf"}),
    ],
)
def test_all_or_a_group_comes_as_one_file(
    built: Path, running: Running, group: str, expected: set[str]
) -> None:
    with running.client() as client:
        answer = client.get(f"{FILES}/download", params={"group": group})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert set(packed.namelist()) == expected
        for name in expected:
            assert packed.read(name) == (built / "build" / name).read_bytes()


@pytest.mark.long
def test_only_what_is_chosen_is_made(home: Path, running: Running) -> None:
    chosen = {"documents": "chart", "editions": ["print", "email"], "versions": "0", "seed": "x"}
    with running.client() as client:
        client.post(f"{FILES}/make", data=chosen)
        work = running.studio.works.at(FILES)
        assert work
        assert work.wait(PATIENCE)
        page = client.get(FILES).text

    assert "2 files made" in page
    assert work.progress.what == "Comparison chart"
    made = sorted(path.relative_to(home / "build").as_posix() for path in home.rglob("*.pdf"))
    assert made == [
        "two-models/participants/email/chart.pdf",
        "two-models/participants/print/chart.pdf",
    ]


def test_what_keeps_files_from_being_made_is_shown(home: Path, running: Running) -> None:
    (home / "content/two-models/chart.yaml").write_text("columns: 5\n", "utf-8")
    with running.client() as client:
        client.post(f"{FILES}/make", data={})
        work = running.studio.works.at(FILES)
        assert work
        assert work.wait(PATIENCE)
        page = client.get(FILES).text

    assert 'role="alert"' in page
    assert "To be put right" in page


def test_there_is_no_page_of_what_is_not_there(running: Running) -> None:
    with running.client() as client:
        assert client.get("/training/nothing/files").status_code == 404
        assert client.get("/training/two-models/session/nothing/files").status_code == 404
