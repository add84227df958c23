"""Unsaved texts, laid over the files of a project."""

from pathlib import Path

import pytest

from handouts.content.content_files import Texts
from handouts.errors import ContentError
from handouts.project.layout import Project
from handouts.workflows.load import load_checked, load_checked_session
from tests.conftest import snapshot
from tests.content.roster.rosters import workbook
from tests.small_project import ARTICLE, CHART, PROVIDER, TRAINING, small_project

SESSION = b"days:\n  - date: 2026-11-14\nplace: Hall\nhours: 6\n"
FOLDER = "tea/sessions/may"
NEW: Texts = {
    "provider.yaml": PROVIDER.encode(),
    "tea/training.yaml": TRAINING.encode(),
    "tea/article.md": ARTICLE.encode(),
    "tea/chart.yaml": CHART.encode(),
    f"{FOLDER}/session.yaml": SESSION,
    f"{FOLDER}/roster.csv": b"Name,Attended\nAnn Lee,yes\n",
}
"""A training and a session of which nothing is saved yet."""


def reported(project: Project, texts: Texts) -> list[str]:
    """What is wrong with the training and its session with these texts laid over them."""
    with pytest.raises(ContentError) as caught:
        load_checked(project, ["tea"], [("tea", "may")], texts)
    return [str(problem) for problem in caught.value.problems]


def test_an_unsaved_text_is_read_instead_of_its_file_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    project = small_project(tmp_path)
    before = snapshot(project.root)
    texts = {
        "tea/training.yaml": TRAINING.replace("Two Ways", "Three Ways").encode(),
        "provider.yaml": b"name: Elm Courses\n",
        "tea/worksheets.yaml": b"key_terms: [water]\n",
    }
    (training,), _ = load_checked(project, ["tea"], (), texts)
    assert training.head.title == "Three Ways to Make Tea"
    assert training.provider.name == "Elm Courses"
    assert training.worksheets.key_terms == ("water",)
    assert snapshot(project.root) == before


def test_a_training_and_a_session_of_which_nothing_is_saved(tmp_path: Path) -> None:
    (training,), (session,) = load_checked(Project(tmp_path), ["tea"], [("tea", "may")], NEW)
    assert (training.head.title, session.head.place) == ("Two Ways to Make Tea", "Hall")
    assert [person.name for person in session.roster.participants] == ["Ann Lee"]
    assert load_checked_session(Project(tmp_path), "tea", "may", NEW) == session


def test_problems_of_unsaved_texts_name_the_place_that_they_will_have(tmp_path: Path) -> None:
    broken: Texts = {
        **NEW,
        "tea/article.md": ARTICLE.replace("title:", "titel:").encode(),
        f"{FOLDER}/session.yaml": SESSION.replace(b"hours: 6", b"hours: six"),
        f"{FOLDER}/roster.csv": b"Name,Attended\nAnn Lee,perhaps\n",
    }
    unsaved = reported(Project(tmp_path / "empty"), broken)
    project = Project(tmp_path.resolve() / "saved")
    for name, content in broken.items():
        (project.content / name).parent.mkdir(parents=True, exist_ok=True)
        (project.content / name).write_bytes(content)
    assert unsaved == reported(project, {})
    assert [problem.partition(": ")[0] for problem in unsaved] == [
        "content/tea/article.md:2",
        "content/tea/article.md:2",
        f"content/{FOLDER}/roster.csv:2",
        f"content/{FOLDER}/session.yaml:4",
    ]


def test_an_unsaved_roster_may_be_a_workbook(tmp_path: Path) -> None:
    def fill(book: object) -> None:
        book.active.append(["Name"])  # type: ignore[attr-defined]
        book.active.append(["Zoe Lund"])  # type: ignore[attr-defined]

    texts = {name: content for name, content in NEW.items() if not name.endswith(".csv")}
    texts[f"{FOLDER}/roster.xlsx"] = workbook(fill)
    session = load_checked_session(Project(tmp_path), "tea", "may", texts)
    assert session.roster.path == f"content/{FOLDER}/roster.xlsx"
    assert [person.name for person in session.roster.participants] == ["Zoe Lund"]


def test_an_unsaved_roster_beside_a_saved_one_is_one_too_many(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    (project.content / FOLDER).mkdir(parents=True)
    (project.content / FOLDER / "roster.xlsx").write_bytes(b"")
    assert reported(project, NEW) == [
        f"content/{FOLDER}/roster.csv: there is more than one roster: roster.csv and roster.xlsx\n"
        "  Keep the one that is right."
    ]


def test_a_file_whose_name_is_nearly_right_is_not_what_an_unsaved_text_replaces(
    tmp_path: Path,
) -> None:
    project = small_project(tmp_path)
    (project.content / "tea" / "Article.markdown").write_text(ARTICLE)
    (project.content / "tea" / "article.md").unlink()
    assert reported(project, NEW) == [
        "content/tea/Article.markdown: the file is not read; article.md beside it is\n"
        "  Delete the one that is not right."
    ]


def test_an_unsaved_text_may_be_as_large_as_a_file(tmp_path: Path) -> None:
    texts = {**NEW, "tea/chart.yaml": b" " * 1_000_001}
    assert reported(Project(tmp_path), texts) == [
        "content/tea/chart.yaml: the file has 1.1 MB\n  It may have up to 1 MB of text."
    ]
