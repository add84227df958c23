"""content/words.yaml: what a trainer has instead of our words, and what is wrong with it."""

import pytest

from handouts.content.fixed_words import of_project
from handouts.content.load_training import load
from handouts.errors import ContentError
from handouts.project.layout import Project


def words(project: Project, text: str) -> None:
    (project.content / "words.yaml").write_text(text, "utf-8")


def problems(project: Project, text: str) -> list[tuple[str, int, str, str]]:
    words(project, text)
    with pytest.raises(ContentError) as raised:
        load(project, ["two-models"])
    return [(one.path, one.line, one.cause, one.fix) for one in raised.value.problems]


def test_own_words_stand_instead_of_ours(project: Project) -> None:
    words(project, "documents:\n  handout:\n    title: Reader\n")
    (training,) = load(project, ["two-models"])
    assert training.phrases.title("handout") == of_project(project).title("handout") == "Reader"
    assert training.phrases.title("chart") == "Comparison chart"


def test_only_notes_and_empty_keys_change_nothing(project: Project) -> None:
    words(project, "# Nothing yet.\ndocuments:\n  handout:\n    title:\n")
    (training,) = load(project, ["two-models"])
    assert training.phrases.title("handout") == "Handout"


def test_unsaved_words_are_read_instead_of_the_file(project: Project) -> None:
    unsaved = {"words.yaml": b"documents: {handout: {title: Reader}}"}
    (training,) = load(project, ["two-models"], texts=unsaved)
    assert training.phrases.title("handout") == "Reader"


@pytest.mark.parametrize(
    ("language", "paper", "title"),
    [("en", "letter", "License"), ("en", "a4", "Licence"), ("en-US", "a4", "License")],
)
def test_words_are_of_the_trainings_language_or_its_paper(
    project: Project, language: str, paper: str, title: str
) -> None:
    file = project.content / "two-models" / "training.yaml"
    lines = [
        line
        for line in file.read_text("utf-8").splitlines()
        if not line.startswith(("language:", "paper:"))
    ]
    file.write_text("\n".join([*lines, f"language: {language}", f"paper: {paper}"]), "utf-8")
    (training,) = load(project, ["two-models"])
    assert training.phrases.text("sessions.sign-in-sheet.license") == title


@pytest.mark.parametrize(
    ("text", "line", "cause", "fix"),
    [
        (
            "documents:\n  handuot:\n    title: Reader\n",
            2,
            'there is no phrase "documents.handuot"',
            'Did you mean "handout"?',
        ),
        (
            "handout:\n  title: Reader\n",
            1,
            'there is no phrase "handout"',
            'Did you mean "documents.handout"?',
        ),
        (
            "documents: Reader\n",
            1,
            '"documents" has several phrases, and here stands something else',
            "Write each phrase below it, indented, with its own name.",
        ),
        (
            "documents:\n  handout:\n    title: [Reader]\n",
            3,
            'the phrase "documents.handout.title" is no text',
            "Write its words behind the colon, in quotation marks.",
        ),
        (
            'documents:\n  handout:\n    title: ""\n',
            3,
            'the phrase "documents.handout.title" has nothing in it that can be seen',
            "Write what is to stand there, or delete the line to have our words.",
        ),
        (
            'dates:\n  when: "{date}"\n',
            2,
            'the phrase "dates.when" has lost {times}',
            "Write it where the value is to stand, letter for letter, with its braces.",
        ),
        (
            'dates:\n  when: "{date} {times} {place}"\n',
            2,
            'the phrase "dates.when" gets no value for {place}',
            "Use the braces of our phrase only; a brace itself is written twice.",
        ),
        (
            'dates:\n  when: "{date {times}"\n',
            2,
            'the phrase "dates.when" has a brace or two stars without their other half',
            "Write a value as it stands in our phrase, `{name}`, a brace as `{{` or `}}`, and bold"
            " words as `**words**`.",
        ),
        (
            'documents:\n  handout:\n    title: "**Reader**"\n',
            3,
            'the phrase "documents.handout.title" cannot be bold',
            "Take the stars away: it also stands where no letters are bold.",
        ),
        (
            "documents:\n  handout:\n    title:\n      one: Reader\n",
            4,
            'the phrase "documents.handout.title" has no text of its own for "one"',
            "There are: print, email, large-print.",
        ),
    ],
)
def test_what_is_wrong_has_its_place_its_cause_and_its_fix(
    project: Project, text: str, line: int, cause: str, fix: str
) -> None:
    assert problems(project, text) == [("content/words.yaml", line, cause, fix)]


def test_a_phrase_can_have_words_of_its_own_for_an_edition(project: Project) -> None:
    words(project, "documents:\n  handout:\n    title:\n      email: Reader\n")
    (training,) = load(project, ["two-models"])
    assert training.phrases.text("documents.handout.title", "email") == "Reader"
    assert training.phrases.title("handout") == "Handout"


def test_lists_have_our_words_where_the_trainers_cannot_be_read(project: Project) -> None:
    words(project, "documents: {handout: {title: Reader}")
    assert of_project(project).title("handout") == "Handout"


def test_a_file_whose_name_is_nearly_right_is_reported(project: Project) -> None:
    (project.content / "words.yaml").rename(project.content / "words.yml")
    with pytest.raises(ContentError) as raised:
        load(project, ["two-models"])
    assert [(one.path, one.cause) for one in raised.value.problems] == [
        ("content/words.yml", "the file is not read because of its name")
    ]
