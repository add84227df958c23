"""Fixed words changed one by one: what is changed is in the file, and nothing else."""

import pytest

from handouts.content.load_training import load
from handouts.errors import ContentError
from handouts.languages.phrases import WHOLE, standard
from handouts.project.layout import Project
from handouts.workflows.edit_details import SavedDetails
from handouts.workflows.edit_files import Conflict
from handouts.workflows.edit_words import PhrasePlace, read_words, save_words, with_words

NOTE = "# Mine.\n"


def text(project: Project) -> str:
    return (project.content / "words.yaml").read_text("utf-8")


def written(before: str, **given: str) -> str:
    return with_words(before, {name.replace("__", "."): own for name, own in given.items()}, WHOLE)


def test_all_words_are_listed_with_where_they_stand(project: Project) -> None:
    words = {one.name: one for one in read_words(project).phrases}
    assert list(words) == list(standard(WHOLE))
    assert words["worksheets.matching.purpose"].places == (
        PhrasePlace("worksheets/matching.html", "purpose"),
    )
    first = words["worksheets.matching.find"].texts[0]
    assert (first.field, first.edition, first.own) == (
        "worksheets.matching.find.print",
        "print",
        "",
    )
    assert first.ours.startswith("**Find** its counterpart")


def test_a_trainer_who_prints_on_a4_is_shown_british_words(project: Project) -> None:
    file = project.content / "two-models" / "training.yaml"
    lines = [line for line in file.read_text("utf-8").splitlines() if line[:6] != "paper:"]
    file.write_text("\n".join([*lines, "paper: a4"]), "utf-8")
    words = {one.name: one for one in read_words(project).phrases}
    assert words["sessions.sign-in-sheet.license"].texts[0].ours == "Licence"


def test_a_word_is_written_below_the_notes_and_stands_in_the_training(project: Project) -> None:
    version = read_words(project).version
    before = text(project)
    saved = save_words(project, {"documents.handout.title": " Reader \n for today"}, version)
    assert isinstance(saved, SavedDetails)
    assert text(project) == before + "documents:\n  handout:\n    title: Reader for today\n"
    (training,) = load(project, ["two-models"])
    assert training.phrases.title("handout") == "Reader for today"
    (own,) = [one for one in read_words(project).phrases if one.texts[0].own]
    assert (own.name, own.texts[0].own) == ("documents.handout.title", "Reader for today")


def test_ours_and_nothing_take_the_word_out_again() -> None:
    mine = written(NOTE, documents__handout__title="Reader", documents__chart__title="Table")
    assert written(mine, documents__handout__title="Handout", documents__chart__title="") in (
        NOTE,
        f"{NOTE}documents: {{}}\n",
    )
    assert written(mine, documents__handout__title="Reader") == mine


def test_the_text_of_one_edition_leaves_the_others_ours() -> None:
    mine = written("", worksheets__matching__find__email="Tap the letter.")
    assert mine == "worksheets:\n  matching:\n    find:\n      email: Tap the letter.\n"


def test_a_changed_plural_is_written_with_the_other_one() -> None:
    mine = written("", sheet__minutes__one="One minute")
    assert mine == "sheet:\n  minutes:\n    one: One minute\n    other: About {count} minutes\n"


def test_one_text_for_all_is_parted_when_one_of_them_is_changed() -> None:
    mine = written(
        "worksheets: {matching: {find: Write it.}}\n", worksheets__matching__find__email="Tap it."
    )
    assert mine == ("worksheets: {matching: {find: {print: Write it., email: Tap it.}}}\n")


def test_a_lost_value_is_kept_and_reported_at_its_field(project: Project) -> None:
    saved = save_words(project, {"dates.when": "{date}"}, read_words(project).version)
    assert isinstance(saved, SavedDetails)
    (problem,) = saved.problems
    assert problem.location == ("dates", "when")
    assert problem.problem.cause == 'the phrase "dates.when" has lost {times}'
    assert read_words(project).problems == saved.problems
    (own,) = [one for one in read_words(project).phrases if one.texts[0].own]
    assert own.texts[0].own == "{date}"


def test_a_project_without_the_file_gets_one(project: Project) -> None:
    (project.content / "words.yaml").unlink()
    version = read_words(project).version
    assert isinstance(save_words(project, {"fields.name": "Your name"}, version), SavedDetails)
    assert text(project) == "fields:\n  name: Your name\n"


def test_what_was_changed_elsewhere_is_not_overwritten(project: Project) -> None:
    version = read_words(project).version
    (project.content / "words.yaml").write_text("fields: {name: Who}\n", "utf-8")
    assert isinstance(save_words(project, {"fields.name": "You"}, version), Conflict)
    assert text(project) == "fields: {name: Who}\n"


def test_a_file_that_is_no_yaml_is_reported(project: Project) -> None:
    (project.content / "words.yaml").write_text("fields: {", "utf-8")
    with pytest.raises(ContentError, match=r"words\.yaml"):
        read_words(project)
