"""A training's folder gets another name, unless something is recorded under the one that it has."""

import itertools
import json
from pathlib import Path

import pytest

from handouts.builds.manifest import Manifest, Record
from handouts.builds.request import Request
from handouts.certificates.ledger import Ledger
from handouts.errors import CallError
from handouts.mail.delivery_log import DeliveryLog, Mailed
from handouts.project.layout import Project
from handouts.workflows.built_files import built_files, make_files
from handouts.workflows.edit_files import read_file, save_file, states
from handouts.workflows.rename_training import Renaming, finish_renaming, rename_training
from tests.small_project import small_project


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    project = small_project(tmp_path)
    folder = project.content / "tea/sessions/may"
    folder.mkdir(parents=True)
    (folder / "session.yaml").write_text("place: Kell\n", "utf-8")
    return project


def test_the_folder_and_the_earlier_states_of_its_files_get_the_name(tea: Project) -> None:
    opened = read_file(tea, "tea/article.md")
    save_file(tea, "tea/article.md", opened.text + "\nMore.\n", opened.version)

    rename_training(tea, "tea", "two-teas")

    assert tea.trainings() == ["two-teas"]
    assert tea.sessions("two-teas") == ["may"]
    assert len(states(tea, "two-teas/article.md")) == 2
    assert states(tea, "tea/article.md") == ()


CERTIFICATE = "sessions/may/certificates/Lind.pdf"
MADE = ("participants/print/handout.pdf", CERTIFICATE)


def put(project: Project, training: str, names: tuple[str, ...] = MADE) -> None:
    """Files in a training's build folder; what is no certificate is known to have been made."""
    manifest = Manifest.read(project.build)
    for name in names:
        file = project.build / training / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name} of {training}")
        if "certificates" not in name:
            manifest.files[f"{training}/{name}"] = Record(training, "", 1, 1, 0)
    manifest.write()


def built(project: Project) -> dict[str, str]:
    """What stands in the build folder, and whose it was."""
    return {
        path.relative_to(project.build).as_posix(): path.read_text().rpartition(" ")[2]
        for path in project.build.rglob("*.pdf")
    }


def test_what_was_made_goes_with_it_and_what_others_have_stays(tea: Project) -> None:
    put(tea, "tea")
    put(tea, "tea-house")

    rename_training(tea, "tea", "two-teas")

    assert built(tea) == {
        **{f"two-teas/{name}": "tea" for name in MADE},
        **{f"tea-house/{name}": "tea-house" for name in MADE},
    }
    assert not (tea.build / "tea").exists()
    files = Manifest.read(tea.build).files
    assert files["two-teas/participants/print/handout.pdf"].fingerprint == "tea"
    assert files["tea-house/participants/print/handout.pdf"].fingerprint == "tea-house"


def test_what_an_earlier_training_of_the_name_left_is_kept(tea: Project) -> None:
    put(tea, "tea", (*MADE, "participants/print/chart.pdf"))
    put(tea, "two-teas")

    rename_training(tea, "tea", "two-teas")

    assert built(tea) == {
        f"tea/{CERTIFICATE}": "tea",
        f"two-teas/{CERTIFICATE}": "two-teas",
        "two-teas/participants/print/handout.pdf": "two-teas",
        "two-teas/participants/print/chart.pdf": "tea",
    }


def test_a_link_in_place_of_what_was_made_is_not_followed(
    tea: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "mine.pdf").write_text("mine")
    tea.build.mkdir()
    (tea.build / "tea").symlink_to(outside)

    rename_training(tea, "tea", "two-teas")

    assert [*outside.iterdir()] == [outside / "mine.pdf"]
    assert tea.trainings() == ["two-teas"]


@pytest.mark.parametrize("done", range(1, 6))
def test_one_that_is_killed_between_two_steps_is_finished_or_was_never_begun(
    tea: Project, done: int
) -> None:
    put(tea, "tea")
    opened = read_file(tea, "tea/article.md")
    save_file(tea, "tea/article.md", opened.text + "\nMore.\n", opened.version)
    for _ in itertools.islice(Renaming(tea, "tea", "two-teas").steps(), done):
        pass

    finish_renaming(tea)

    name = "tea" if done == 1 else "two-teas"
    assert tea.trainings() == [name]
    assert built(tea) == {f"{name}/{one}": "tea" for one in MADE}
    assert len(states(tea, f"{name}/article.md")) == 2
    assert not (tea.records / "renaming.json").exists()


def test_one_that_was_killed_leaves_another_training_of_the_old_name_alone(tea: Project) -> None:
    for _ in itertools.islice(Renaming(tea, "tea", "two-teas").steps(), 2):
        pass
    (tea.content / "tea").mkdir()
    (tea.content / "tea/article.md").write_text("Another one.", "utf-8")
    put(tea, "tea")

    finish_renaming(tea)

    assert built(tea) == {f"tea/{one}": "tea" for one in MADE}
    assert len(states(tea, "two-teas/article.md")) == 0


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", json.dumps({"old": "x"}).encode()])
def test_what_is_damaged_of_a_killed_one_changes_nothing(tea: Project, content: bytes) -> None:
    tea.records.mkdir()
    (tea.records / "renaming.json").write_bytes(content)

    finish_renaming(tea)

    assert tea.trainings() == ["tea"]


@pytest.mark.long
def test_files_are_as_current_as_they_were(tea: Project) -> None:
    make_files(tea, Request(("tea",), ("chart",), ("print",)))

    rename_training(tea, "tea", "two-teas")

    found = built_files(tea, Request(("two-teas",), ("chart",), ("print",)))
    assert [(one.path, one.state) for one in found.files] == [
        ("two-teas/participants/print/chart.pdf", "current")
    ]


@pytest.mark.parametrize("name", ["", "Tea", "../tea", "con", "a b", "tée"])
def test_a_name_that_no_training_can_have_is_refused(tea: Project, name: str) -> None:
    with pytest.raises(CallError, match="cannot be the name of a training"):
        rename_training(tea, "tea", name)
    assert tea.trainings() == ["tea"]


def test_a_name_that_is_taken_is_refused(tea: Project) -> None:
    (tea.content / "coffee").mkdir()

    with pytest.raises(CallError, match="is there already"):
        rename_training(tea, "tea", "coffee")


def test_after_something_was_mailed_it_keeps_its_name(tea: Project) -> None:
    mailed = Mailed("p", "Bo Lind", "bo@example.org", "v", "<1@x>", "queued")
    with Ledger(tea.records) as ledger:
        log = DeliveryLog(ledger, "tea/may", "before")
        log.queue([mailed])
        log.set((mailed, "accepted", ""))

    with pytest.raises(CallError, match=r"keeps its name.*tea/may"):
        rename_training(tea, "tea", "two-teas")
    assert tea.trainings() == ["tea"]
