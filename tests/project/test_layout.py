from pathlib import Path

import pytest

from handouts.errors import CallError
from handouts.project.layout import Project, choose, find, packaged
from tests.conftest import REPOSITORY


def test_the_package_brings_templates_styles_and_content() -> None:
    for folder in ("templates/documents", "styles/themes", "content/two-models"):
        assert (packaged() / folder).is_dir()


def test_the_nearest_folder_upwards_with_content_is_the_project(project: Project) -> None:
    deep = project.root / "content" / "two-models" / "sessions" / "deep"
    deep.mkdir(parents=True)
    for start in (deep, project.root):
        assert find(None, start) == project
    inner = project.root / "inner"
    (inner / "content").mkdir(parents=True)
    assert find(None, inner) == Project(inner)


def test_a_project_that_is_given_is_taken_wherever_one_stands(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find(project.root, tmp_path) == project
    monkeypatch.chdir(project.root / "content")
    assert find(Path(".."), tmp_path) == project


def test_without_a_project_a_person_is_told_how_to_make_one(nowhere: Path) -> None:
    with pytest.raises(CallError, match=r"^There is no project here: "):
        find(None, nowhere)
    for given in (nowhere, nowhere / "absent"):
        with pytest.raises(CallError, match=f"^{given} is not a project: "):
            find(given, nowhere)


def test_trainings_are_the_folders_that_have_a_file_of_a_training(project: Project) -> None:
    for name in ("b", "a", ".schemas", "_draft", "pictures"):
        (project.content / name).mkdir(exist_ok=True)
    for file in (
        "b/chart.yaml",
        "a/article.md",
        "_draft/article.md",
        "pictures/a.png",
        "notes.txt",
    ):
        (project.content / file).write_text("Anything.")
    assert project.trainings() == ["a", "b", "two-models"]
    assert Project(project.root / "absent").trainings() == []


def test_sessions_are_the_folders_with_a_session_file(project: Project) -> None:
    sessions = project.content / "two-models" / "sessions"
    for name in ("spring", "autumn", "empty"):
        (sessions / name).mkdir(parents=True)
        if name != "empty":
            (sessions / name / "session.yaml").write_text("")
    assert project.sessions("two-models") == ["autumn", "spring"]
    assert project.sessions("absent") == []


def test_all_trainings_are_meant_where_none_is_named(project: Project) -> None:
    (project.content / "a").mkdir()
    (project.content / "a" / "training.yaml").touch()
    assert project.select(()) == ["a", "two-models"]
    assert project.select(("two-models", "a", "two-models")) == ["two-models", "a"]


def test_a_training_that_does_not_exist_is_told_with_the_nearest_name(project: Project) -> None:
    with pytest.raises(CallError) as raised:
        project.select(("two-modles",))
    told = 'There is no training "two-modles". Did you mean "two-models"?'
    assert str(raised.value) == told


def test_a_project_without_trainings_is_told_how_to_bring_one_in(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(CallError, match="Bring in an article or a chart"):
        Project(tmp_path).select(())


def test_a_name_that_is_like_nothing_is_told_with_all_there_are() -> None:
    assert choose("a4", ("letter", "a4"), "paper") == "a4"
    with pytest.raises(CallError) as raised:
        choose("folio", ("letter", "a4"), "paper")
    assert str(raised.value) == 'There is no paper "folio". There are: letter, a4.'


def test_themes_documents_and_components_are_found_in_both_layers(project: Project) -> None:
    here = Project(REPOSITORY)
    for name in ("styles/themes/own.css", "styles/components/own.css", "styles/themes/_draft.css"):
        (project.root / name).parent.mkdir(parents=True, exist_ok=True)
        (project.root / name).write_text("")
    own = project.root / "templates" / "documents" / "own.html"
    own.parent.mkdir(parents=True)
    own.write_text("")
    assert project.themes() == sorted([*here.themes(), "own"])
    assert set(here.themes()) == {"clinic", "grid", "journal", "press", "quiet", "signal"}
    assert project.document_templates() == {**here.document_templates(), "own": own}
    components = {sheet.name for sheet in project.components()}
    assert components == {sheet.name for sheet in here.components()} | {"own.css"}


def test_a_file_of_the_project_comes_before_the_packaged_one_of_its_name(
    project: Project,
) -> None:
    assert project.style("themes/press.css") == REPOSITORY / "styles" / "themes" / "press.css"
    own = project.root / "styles" / "themes" / "press.css"
    own.parent.mkdir(parents=True)
    own.write_text("")
    template = project.root / "templates" / "documents" / "chart.html"
    template.parent.mkdir(parents=True)
    template.write_text("")
    assert project.style("themes/press.css") == own
    assert project.style("themes/quiet.css") == REPOSITORY / "styles" / "themes" / "quiet.css"
    assert project.style("themes/absent.css") is None
    assert project.document_templates()["chart"] == template


def test_paths_are_told_from_the_project_on(project: Project) -> None:
    assert project.relative(project.build / "a" / "b.pdf") == "build/a/b.pdf"
    assert project.relative(Path("/elsewhere/b.pdf")) == "/elsewhere/b.pdf"
