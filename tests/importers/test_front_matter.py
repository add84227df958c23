import pytest

from handouts.errors import ContentError
from handouts.importers import front_matter
from handouts.importers.front_matter import FrontMatterEntry


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("---\ntitle: T\n---\nText.", "Text."),
        ("\ufeff\n--- \ntitle: T\n---  \nText.", "Text."),
        ("---\ntitle: T\n...\nText.", "Text."),
        ("---\ntitle: T\n---<!-- note -->\nText.", "<!-- note -->\nText."),
        ("--- \n# a note\n\n'title': T\n--- <!-- note -->\nText.", "<!-- note -->\nText."),
        ("+++\ntitle = 'T'\n+++\nText.", "Text."),
        ('{"title": "T"}\n\nText.', "\nText."),
        ('{\n  "title" : "T"\n}\nText.', "Text."),
    ],
)
def test_front_matter_of_all_kinds_is_found(text: str, rest: str) -> None:
    found = front_matter.find(text)

    assert found is not None
    assert dict(found.values) == {"title": "T"}
    assert text[found.end :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "Text.",
        "---\n\nA pause before the text\n\n---\n\nMore.",
        "---\nText: with colon",
        "{a} b",
        "--\n",
    ],
)
def test_text_that_begins_with_a_line_is_no_front_matter(text: str) -> None:
    if text.startswith("---\nText:"):
        with pytest.raises(ContentError, match="never closed"):
            front_matter.find(text)
    else:
        assert front_matter.find(text) is None


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("\n---\ntitle: T\n\nText.", 2, "which begins with ---, is never closed"),
        ("+++\ntitle = 'T'\n\nText.", 1, "which begins with +++, is never closed"),
        ("---\ntitle: a: b\n---\n", 2, "is no YAML"),
        ("---\ntitle: " + "[" * 3000 + "\n---\n", 2, "is no YAML"),
        ("+++\na = 1\ntitle = T\n+++\n", 3, "is no TOML"),
        ('{"title": "T",\n "a" 1}', 2, "is no JSON"),
    ],
)
def test_front_matter_that_cannot_be_read_is_told(text: str, line: int, cause: str) -> None:
    with pytest.raises(ContentError) as raised:
        front_matter.find(text, "in/a.md")

    (problem,) = raised.value.problems
    assert (problem.path, problem.line) == ("in/a.md", line)
    assert problem.cause.startswith("the front matter of the article")
    assert problem.cause.endswith(cause)
    assert problem.fix


def test_every_line_belongs_to_an_entry() -> None:
    found = front_matter.find("---\n# note\ntitle: T\ntags:\n  - a\n\n  - b\n# end\n---\n")

    assert found is not None
    assert found.entries == (
        FrontMatterEntry("", "# note", 2),
        FrontMatterEntry("title", "title: T", 3),
        FrontMatterEntry("tags", "tags:\n  - a\n\n  - b\n# end", 4),
    )


def test_lists_of_names_become_one_text() -> None:
    assert front_matter.text_of([{"name": "Ann"}, "Bo "]) == "Ann, Bo"
    assert front_matter.text_of([{"name": "Ann", "city": "Bern"}]) is None
    assert front_matter.text_of(3) is None
