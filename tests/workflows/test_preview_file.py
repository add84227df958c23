import dataclasses
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from handouts.builds.job_runner import Client, JobRunner
from handouts.builds.request import Request
from handouts.errors import CallError, ContentError
from handouts.project.layout import Project
from handouts.workflows.build import build
from handouts.workflows.preview_file import PreviewFile, preview
from handouts.workflows.preview_job import PreviewOptions
from tests.conftest import example, outputs, snapshot

HANDOUT = PreviewOptions("two-models", "handout", "email")
ARTICLE = "two-models/article.md"


@pytest.fixture(scope="module")
def runner() -> Iterator[JobRunner]:
    with JobRunner(1) as runner:
        yield runner


@pytest.fixture
def client(runner: JobRunner) -> Client:
    return runner.client()


def text_of(shown: PreviewFile) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(shown.pdf)).pages)


def test_a_preview_is_what_a_build_writes_and_writes_nothing(
    project: Project, client: Client
) -> None:
    before = snapshot(project.root)
    shown = preview(project, HANDOUT, client)
    assert snapshot(project.root) == before
    assert shown.warnings == ()
    assert shown.pages == len(PdfReader(BytesIO(shown.pdf)).pages)
    build(project, Request(("two-models",), ("handout",), ("email",), jobs=1))
    assert list(outputs(project).values()) == [shown.pdf]
    assert preview(project, HANDOUT) == shown


def test_texts_that_are_not_saved_are_shown(project: Project, client: Client) -> None:
    article = (project.content / ARTICLE).read_bytes()
    texts = {ARTICLE: article + b"\n\nNot saved as yet, and shown.\n"}
    shown = preview(project, dataclasses.replace(HANDOUT, texts=texts), client)
    assert "Not saved as yet, and shown." in text_of(shown)
    assert (project.content / ARTICLE).read_bytes() == article


def test_a_training_that_was_never_saved_is_shown(project: Project, client: Client) -> None:
    folder = project.content / "two-models"
    texts = {f"new/{file.name}": file.read_bytes() for file in folder.iterdir() if file.is_file()}
    shown = preview(project, dataclasses.replace(HANDOUT, of="new", texts=texts), client)
    assert shown.pages > 1


def test_a_style_that_was_changed_is_shown_in_the_next_preview(
    project: Project, client: Client
) -> None:
    one = preview(project, HANDOUT, client)
    theme = project.root / "styles" / "themes" / "press.css"
    theme.parent.mkdir(parents=True)
    packaged = project.style("themes/press.css")
    assert packaged
    theme.write_text(packaged.read_text("utf-8") + ":root { --ink: #800000 }", "utf-8")
    assert preview(project, HANDOUT, client).pdf != one.pdf
    theme.unlink()
    assert preview(project, HANDOUT, client).pdf == one.pdf


def test_what_a_build_would_not_keep_is_shown_with_the_reasons(
    project: Project, client: Client
) -> None:
    style = project.root / "styles" / "documents" / "handout.css"
    style.parent.mkdir(parents=True)
    style.write_text("h1 { colour: red }", "utf-8")
    shown = preview(project, HANDOUT, client)
    assert shown.pdf.startswith(b"%PDF-")
    assert any("colour" in warning for warning in shown.warnings)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"of": "two-modles"}, "two-models"),
        ({"document": "handuot"}, "handout"),
        ({"edition": "prnt"}, "print"),
        ({"theme": "pres"}, "press"),
        ({"document": "sign-in-sheet"}, "some documents are of a session"),
    ],
)
def test_what_there_is_none_of_is_reported(
    project: Project, client: Client, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(CallError, match=said):
        preview(project, dataclasses.replace(HANDOUT, **changes), client)


def test_problems_of_unsaved_texts_are_reported_from_a_worker(
    project: Project, client: Client
) -> None:
    texts = {"two-models/chart.yaml": b"title: [", ARTICLE: b""}
    with pytest.raises(ContentError) as raised:
        preview(project, dataclasses.replace(HANDOUT, texts=texts), client)
    files = {problem.path for problem in raised.value.problems}
    assert files == {"content/two-models/chart.yaml", "content/two-models/article.md"}


def test_a_document_of_a_session_is_shown_from_any_thread(client: Client, tmp_path: Path) -> None:
    project = example(tmp_path, sessions=True)
    shown: list[PreviewFile] = []
    options = PreviewOptions("two-models/example", "sign-in-sheet")
    thread = threading.Thread(target=lambda: shown.append(preview(project, options, client)))
    thread.start()
    thread.join()
    assert shown[0].warnings == ()
