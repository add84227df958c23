"""The looks of a training, as pictures of its own first page."""

from pathlib import Path

from handouts.project.layout import Project
from tests.studio.conftest import Running

LOOK = "/training/two-models/look"
PAGE = "/training/two-models/first-page"


def test_every_look_is_shown_and_the_one_that_is_chosen_is_marked(
    running: Running, home: Path
) -> None:
    with running.client() as client:
        page = client.get(LOOK).text

    themes = Project(home).themes()
    assert {"clinic", "grid", "press", "quiet"} <= {*themes}
    assert {page.count(f'value="{name}"') for name in themes} == {1}
    assert {page.count(f"theme={name}") for name in themes} == {1}
    assert 'value="press" checked' in page
    assert 'value="letter" checked' in page
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


def test_what_is_no_document_gives_an_empty_page(running: Running) -> None:
    with running.client() as client:
        answer = client.get(PAGE, params={"document": "../../provider", "width": "9" * 5000})

    assert answer.headers["content-type"] == "image/svg+xml"
