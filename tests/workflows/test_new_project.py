import resource
from pathlib import Path

import pytest

from handouts.content.load_training import load
from handouts.content.provider import Provider
from handouts.content.provider_check import provider_problems
from handouts.errors import CallError, WorldError
from handouts.project.layout import Project
from handouts.workflows.new_project import NewOptions, new
from handouts.workflows.schemas import schemas
from tests.conftest import REPOSITORY, snapshot


def create(folder: Path, provider: str = "") -> Path:
    """Make a project and return its folder."""
    return new(NewOptions(folder, provider)).folder


def test_a_new_project_has_the_example_and_is_fine(tmp_path: Path) -> None:
    assert create(tmp_path / "a" / "trainings") == tmp_path / "a" / "trainings"
    made = snapshot(tmp_path / "a" / "trainings")
    example = snapshot(REPOSITORY / "content")
    assert made == {
        ".gitignore": made[".gitignore"],
        **{f"content/{name}": content for name, content in example.items()},
        **{f"content/{name}": text.encode() for name, text in schemas().items()},
    }
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["trainings"]
    project = Project((tmp_path / "a" / "trainings").resolve())
    (training,) = load(project, project.trainings())
    assert training.name == "two-models"


def test_a_new_project_says_nothing_of_the_trainer_but_the_name(tmp_path: Path) -> None:
    for number, name in enumerate(("Elm & Oak: “Kurse” #1", "Yes", "  O'Brien \n Ltd ", "0123")):
        project = Project(create(tmp_path / str(number), name).resolve())
        (training,) = load(project, ["two-models"])
        assert training.provider == Provider(name=" ".join(name.split()))
        assert provider_problems(project) == []
    written = (tmp_path / "1" / "content" / "provider.yaml").read_text("utf-8")
    for key in ("address", "website", "email", "phone", "signatory", "approvals"):
        assert f"\n# {key}: " in written or f"\n# {key}:\n" in written


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lantern street TRAINING", "is the provider of the example. Write the name of your own."),
        (" ", "There is nothing to be seen in the provider's name. Write it as it is to be"),
        ("Elm\u202eOak", "The provider's name cannot be printed: "),
    ],
)
def test_a_name_that_cannot_be_a_provider_makes_nothing(
    tmp_path: Path, name: str, told: str
) -> None:
    with pytest.raises(CallError) as raised:
        create(tmp_path / "trainings", name)
    assert told in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_new_project_keeps_private_files_out_of_git(tmp_path: Path) -> None:
    ignored = (create(tmp_path / "trainings") / ".gitignore").read_text("utf-8").split("\n")
    assert {"build/", "records/", "content/*/sessions/*/[Rr][Oo][Ss][Tt][Ee][Rr].*"} <= set(ignored)


def test_an_empty_folder_becomes_the_project_and_stays_the_folder_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trainings").mkdir()
    before = (tmp_path / "trainings").stat().st_ino
    monkeypatch.chdir(tmp_path / "trainings")
    assert create(Path()) == Path()
    assert sorted(file.name for file in Path().iterdir()) == [".gitignore", "content"]
    assert (tmp_path / "trainings").stat().st_ino == before
    with pytest.raises(CallError, match=r"^\. is there already and not empty\."):
        create(Path())


@pytest.mark.parametrize("name", ["CON", "nul.txt", "a ", "a.", " ", "a\nb", "a\x1bb", "a:b"])
def test_a_name_that_no_folder_has_everywhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CallError, match="cannot be the name of a folder everywhere"):
        create(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ("trainings", "is a file"),
        ("trainings/notes.txt", "is there already and not empty"),
        ("trainings/.hidden", "is there already and not empty"),
    ],
)
def test_nothing_is_ever_overwritten(tmp_path: Path, there: str, told: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("Mine.")
    before = snapshot(tmp_path)
    with pytest.raises(CallError) as raised:
        create(tmp_path / "trainings")
    assert str(raised.value) == (f"{tmp_path / 'trainings'} {told}. Choose another name.")
    assert snapshot(tmp_path) == before


def test_a_project_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(WorldError) as raised:
            create(tmp_path / "trainings")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert str(raised.value).startswith(f"{tmp_path / 'trainings'} cannot be made: File too large.")
    assert list(tmp_path.iterdir()) == []


def test_a_project_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Mine.")
    with pytest.raises(WorldError, match="cannot be made"):
        create(tmp_path / "notes.txt" / "trainings")
