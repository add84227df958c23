"""The looks of a training, as pictures of its own first page."""

from pathlib import Path

import pytest

from handouts.project.layout import Project
from handouts.workflows.first_page import state_of_files
from tests.studio.conftest import Running

LOOK = "/training/two-models/look"
PAGE = "/training/two-models/first-page"


def test_every_look_is_shown_and_the_one_that_is_chosen_is_marked(
    running: Running, home: Path
) -> None:
    with running.client() as client:
        page = client.get(LOOK).text

    themes = Project(home).themes()
    assert {"clinic", "grid", "journal", "press", "quiet", "signal"} <= {*themes}
    assert {page.count(f'value="{name}"') for name in themes} == {1}
    assert {page.count(f"theme={name}") for name in themes} == {2}
    assert 'value="press" checked' in page
    assert 'value="letter" checked' in page
    assert page.count('alt="First page of the handout in the look') == len(themes)
    assert page.count('alt="First page of the chart in the look') == len(themes)
    assert "Serif headings, petrol and oxide red." in page


def test_a_first_page_is_typeset_once_for_each_state_of_its_files(
    running: Running, home: Path
) -> None:
    asked = {"document": "chart", "theme": "quiet", "width": "200"}
    with running.client() as client:
        first = client.get(PAGE, params=asked)
        known = {"if-none-match": first.headers["etag"]}
        again = client.get(PAGE, params=asked, headers=known)
        other = client.get(PAGE, params=asked | {"theme": "clinic"}, headers=known)
        (home / "content/two-models/chart.yaml").write_text("title: [\n", "utf-8")
        broken = client.get(PAGE, params=asked, headers=known)

    assert first.headers["content-type"] == "image/jpeg"
    assert (again.status_code, again.content) == (304, b"")
    assert other.content not in (b"", first.content)
    assert broken.headers["content-type"] == "image/svg+xml"


def test_pages_in_a_look_stay_as_they_are_where_only_another_is_chosen(home: Path) -> None:
    project, training = Project(home), home / "content/two-models/training.yaml"
    before = [state_of_files(project, "two-models", theme) for theme in ("press", "quiet", "")]
    text = training.read_text("utf-8")
    training.write_text(text.replace("theme: press", "theme: clinic"), "utf-8")
    after = [state_of_files(project, "two-models", theme) for theme in ("press", "quiet", "")]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, False]


@pytest.mark.parametrize(
    ("path", "is_other"),
    [
        ("words.yaml", True),
        ("logo.png", True),
        ("two-models/article.md", True),
        ("two-models/sessions/example/roster.csv", False),
    ],
)
def test_a_page_is_another_where_a_file_that_it_is_made_from_is(
    home: Path, path: str, is_other: bool
) -> None:
    project = Project(home)
    before = state_of_files(project, "two-models")
    with (home / "content" / path).open("a") as file:
        file.write("\n")
    assert (state_of_files(project, "two-models") != before) == is_other


def test_what_is_no_document_gives_an_empty_page(running: Running) -> None:
    with running.client() as client:
        answer = client.get(PAGE, params={"document": "../../provider", "width": "9" * 5000})

    assert answer.headers["content-type"] == "image/svg+xml"
