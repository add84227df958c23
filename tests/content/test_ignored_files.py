from pathlib import Path

import pytest

from handouts.content.load_training import load
from handouts.errors import ContentError
from handouts.text.filenames import intended
from handouts.workflows.inventory import inventory
from handouts.workflows.load import load_checked
from tests.small_project import small_project, told_of

SESSION = "days: [{date: 2026-11-14}]\nplace: Hall\nhours: 6\n"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Session.yaml", "session.yaml"),
        ("session.yml", "session.yaml"),
        ("SESSION .YML", "session.yaml"),
        ("session.yaml.txt", "session.yaml"),
        ("Article.Markdown", "article.md"),
        ("article.txt", "article.txt"),
        ("notes.md", "notes.md"),
        ("yaml", "yaml"),
    ],
)
def test_the_name_that_was_meant(name: str, meant: str) -> None:
    assert intended(name) == meant


@pytest.mark.parametrize("name", ["Training.yaml", "training.yml", "Article.md", "chart.yaml.txt"])
def test_a_training_is_found_by_a_file_whose_name_is_nearly_right(
    tmp_path: Path, name: str
) -> None:
    project = small_project(tmp_path)
    right = intended(name)
    for file in ("training.yaml", "article.md", "chart.yaml"):
        (project.content / "tea" / file).rename(
            project.content / "tea" / (name if file == right else f"_{file}")
        )
    assert project.trainings() == ["tea"]
    cure = f"Rename {name} to {right}." if right == "training.yaml" else f"Rename it to {right}."
    assert cure in told_of(project)


PASSED_OVER = {
    "chart.yaml": "content/chart.yaml: the file stands beside the trainings and belongs to none\n"
    "  Move it into the training's folder: content/NAME/chart.yaml.",
    "Provider.yaml": "content/Provider.yaml: the file is not read; provider.yaml beside it is\n"
    "  Delete the one that is not right.",
    "tea/chart.yml": "content/tea/chart.yml: the file is not read; chart.yaml beside it is\n"
    "  Delete the one that is not right.",
    "tea/Worksheets.yml": "content/tea/Worksheets.yml: the file is not read because of its name\n"
    "  Rename it to worksheets.yaml.",
    "tea/session.yaml": "content/tea/session.yaml: the file stands beside the sessions and belongs "
    "to none\n  Move it into content/tea/sessions/NAME/.",
    "tea/sessions/Session.yml": "content/tea/sessions/Session.yml: the file stands beside the "
    "sessions and belongs to none\n  Move it into content/tea/sessions/NAME/.",
    "tea/Sessions/may/session.yaml": "content/tea/Sessions: the folder is not looked into because "
    "of its name\n  Rename it to sessions.",
    "tea/sessions/may/roster.csv": "content/tea/sessions/may: the folder has no session.yaml and "
    "is passed over\n  Write session.yaml in it, or put _ before the folder's name.",
}


def test_what_would_be_passed_over_is_told_and_listed(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    for file in PASSED_OVER:
        (project.content / file).parent.mkdir(parents=True, exist_ok=True)
        (project.content / file).write_text(SESSION)
    assert told_of(project).splitlines() == "\n".join(sorted(PASSED_OVER.values())).splitlines()
    assert sorted(inventory(project).passed_over) == sorted(PASSED_OVER.values())


def test_what_nobody_would_look_for_is_not_told(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    for file in (
        *("notes.txt", "logo.png", "_old/chart.yml", "tea/notes.md", "tea/article.docx"),
        *("tea/article.txt", "tea/chart.csv", "tea/.chart.yml.swp", "tea/sessions/.DS_Store"),
        *("tea/sessions/_old/roster.csv", "tea/pictures/chart.yml"),
    ):
        (project.content / file).parent.mkdir(parents=True, exist_ok=True)
        (project.content / file).write_text("Anything.")
    assert len(load(project, ["tea"])) == 1
    assert inventory(project).passed_over == ()


@pytest.mark.long
@pytest.mark.parametrize("name", ["Session.yaml", "session.yml", "session.yaml.txt"])
def test_a_session_whose_file_is_named_otherwise_is_not_missing(tmp_path: Path, name: str) -> None:
    project = small_project(tmp_path)
    folder = project.content / "tea" / "sessions" / "may"
    folder.mkdir(parents=True)
    (folder / name).write_text(SESSION)
    assert project.sessions("tea") == ["may"]
    with pytest.raises(ContentError) as caught:
        load_checked(project, ["tea"], [("tea", "may")])
    assert str(caught.value) == (
        "content/tea/sessions/may/session.yaml: there is no such file\n"
        f"  Rename {name} to session.yaml."
    )
    (folder / "session.yaml").write_text(SESSION)
    assert told_of(project) == (
        f"content/tea/sessions/may/{name}: the file is not read; session.yaml beside it is\n"
        "  Delete the one that is not right."
    )
