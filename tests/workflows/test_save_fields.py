"""Fields are saved as they are filled in, whatever else changes in their file meanwhile."""

from pathlib import Path

from handouts.project.layout import Project
from handouts.workflows.edit_details import SavedDetails
from handouts.workflows.edit_files import read_file
from handouts.workflows.save_fields import Clash, save_fields
from tests.small_project import TRAINING, small_project

FILE = "tea/training.yaml"


def changed_elsewhere(project: Project, old: str, new: str) -> str:
    """Change the file behind the back of who has it open; return the version they have."""
    version = read_file(project, FILE).version
    file = project.content / FILE
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    return version


def test_a_field_is_saved_beside_others_that_were_changed_elsewhere(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    version = changed_elsewhere(project, "2026-03-01", "2026-04-01")

    saved = save_fields(project, FILE, {("title",): "Tea in Two Ways"}, version)

    assert isinstance(saved, SavedDetails)
    assert (project.content / FILE).read_text("utf-8") == (
        TRAINING.replace("2026-03-01", "2026-04-01").replace(
            "Two Ways to Make Tea", "Tea in Two Ways"
        )
    )


def test_a_field_that_was_changed_elsewhere_too_is_not_overwritten(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    version = changed_elsewhere(project, "Two Ways", "Three Ways")
    changes = {("title",): "Tea", ("paper",): "a4"}

    clash = save_fields(project, FILE, changes, version)

    assert isinstance(clash, Clash)
    assert clash.theirs == {("title",): "Three Ways to Make Tea"}
    assert "a4" not in (project.content / FILE).read_text("utf-8")
    assert isinstance(save_fields(project, FILE, changes, clash.version), SavedDetails)


def test_the_same_change_made_twice_is_no_clash(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    version = changed_elsewhere(project, "Two Ways", "Three Ways")

    saved = save_fields(project, FILE, {("title",): "Three Ways to Make Tea"}, version)

    assert isinstance(saved, SavedDetails)
