"""Key terms, saved among what else is said of worksheets."""

from pathlib import Path

import pytest

from handouts.errors import ContentError
from handouts.project.layout import Project
from handouts.workflows.edit_details import SavedDetails
from handouts.workflows.edit_files import NEW, Conflict
from handouts.workflows.key_terms import read_key_terms, save_key_terms
from tests.small_project import small_project

WRITTEN = "# Ours\nkey_terms:\n  # Either.\n  - bond/relationship\n  - pot\nversions: 2\n"


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    return small_project(tmp_path)


def write(project: Project, text: str) -> Path:
    file = project.content / "tea/worksheets.yaml"
    file.write_text(text, "utf-8")
    return file


def test_a_term_is_added_and_removed_and_comments_and_order_stay(tea: Project) -> None:
    file = write(tea, WRITTEN)
    opened = read_key_terms(tea, "tea")
    assert opened.text == "bond/relationship\npot"

    added = save_key_terms(tea, "tea", f"{opened.text}\nkettle", opened.version)
    assert isinstance(added, SavedDetails)
    assert file.read_text("utf-8") == WRITTEN.replace("  - pot\n", "  - pot\n  - kettle\n")

    removed = save_key_terms(tea, "tea", "bond/relationship\nkettle", added.version)
    assert isinstance(removed, SavedDetails)
    assert file.read_text("utf-8") == WRITTEN.replace("pot", "kettle")

    save_key_terms(tea, "tea", "", removed.version)
    assert file.read_text("utf-8") == "# Ours\nversions: 2\n"


def test_the_first_term_makes_the_file_also_where_somebody_was_faster(tea: Project) -> None:
    saved = save_key_terms(tea, "tea", "pot", NEW)
    assert isinstance(saved, SavedDetails)
    assert read_key_terms(tea, "tea").text == "pot"
    other = save_key_terms(tea, "tea", "kettle", NEW)
    assert isinstance(other, Conflict)
    assert (other.theirs, other.merged) == ("pot", "pot\nkettle")

    write(tea, "versions: 2\n")
    assert isinstance(save_key_terms(tea, "tea", "kettle", NEW), SavedDetails)
    assert read_key_terms(tea, "tea").text == "kettle"


def test_what_else_another_program_changed_stays(tea: Project) -> None:
    file = write(tea, WRITTEN)
    opened = read_key_terms(tea, "tea")
    file.write_text(WRITTEN.replace("versions: 2", "versions: 3"), "utf-8")

    assert isinstance(save_key_terms(tea, "tea", "pot", opened.version), SavedDetails)

    assert read_key_terms(tea, "tea").text == "pot"
    assert "versions: 3" in file.read_text("utf-8")


def test_terms_that_two_changed_come_back_with_both_changes(tea: Project) -> None:
    file = write(tea, WRITTEN)
    opened = read_key_terms(tea, "tea")
    theirs = WRITTEN.replace("bond/relationship", "lid")
    file.write_text(theirs, "utf-8")

    found = save_key_terms(tea, "tea", "bond/relationship\nkettle", opened.version)

    assert isinstance(found, Conflict)
    assert (found.base, found.theirs) == (opened.text, "lid\npot")
    assert found.merged == "lid\nkettle"
    assert file.read_text("utf-8") == theirs


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("key_terms: pot\n", "pot"),
        ("key_terms: [pot, pot, 7, ]\n", "pot\n7"),
        ("key_terms:\n", ""),
        ("key_terms:\n  - a\n    b\n  -\n", "a b"),
    ],
)
def test_terms_are_read_in_whatever_form_they_are_written(
    tea: Project, text: str, terms: str
) -> None:
    write(tea, text)
    assert read_key_terms(tea, "tea").text == terms


def test_a_file_that_cannot_be_read_is_said(tea: Project) -> None:
    write(tea, "key_terms: [pot\n")
    with pytest.raises(ContentError):
        read_key_terms(tea, "tea")
