"""A training's folder gets another name, unless something is recorded under the one that it has."""

from pathlib import Path

import pytest

from handouts.certificates.ledger import Ledger
from handouts.errors import CallError
from handouts.mail.delivery_log import DeliveryLog, Mailed
from handouts.project.layout import Project
from handouts.workflows.edit_files import read_file, save_file, states
from handouts.workflows.rename_training import rename_training
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
