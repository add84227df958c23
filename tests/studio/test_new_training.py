"""A new training: what was recognised is shown first; nothing is written before it is agreed to."""

import re
from pathlib import Path

from tests.studio.conftest import Running

ARTICLE = b"# Rain\n\nBy Ada Byron\n\nWe walk slowly.\n\n## Why\n\nIt is wet, <b>and</b> cold.\n"
CHART = b"\tSun\tRain\nWalk\tlong\tshort\nHat\tstraw\tfelt\n"


def look(running: Running, **files: bytes) -> str:
    given = [("files", (name.replace("_", "."), content)) for name, content in files.items()]
    with running.client() as client:
        return client.post("/new", files=given).text


def test_what_was_recognised_is_shown_and_nothing_is_written(running: Running, home: Path) -> None:
    page = look(running, walk_md=ARTICLE, walk_tsv=CHART)

    assert "Rain" in page
    assert "Ada Byron" in page
    assert '<th scope="col">Sun</th>' in page
    assert "Create training" in page
    assert not (home / "content/rain").exists()


def test_what_was_recognised_is_said_without_marks_and_codes(running: Running) -> None:
    article = (
        b"---\ntitle: Rain\nlanguage: en-US\n---\n\nWe walk slowly.\n\n[chart]\n\nIt[^1] is wet.\n"
    )
    page = look(running, walk_md=article, walk_tsv=CHART)
    recognised = page.partition('id="recognised"')[2].partition("</section>")[0]

    assert "Language: English (United States)" in recognised
    assert "Columns: Sun, Rain" in recognised
    assert "walk.tsv: a table with tabs between its cells" in recognised
    assert "The chart belongs where its place is marked (line 8)" in recognised
    assert [each for each in ("en-US", "[chart]", "(sun)", "UTF-8") if each in recognised] == []
    assert "The mark of a footnote that is not in the file (1)" in page


def test_it_is_made_when_it_is_agreed_to(running: Running, home: Path) -> None:
    page = look(running, walk_md=ARTICLE, walk_tsv=CHART)
    (key,) = set(re.findall(r'name="key" value="([^"]+)"', page))

    with running.client(follow_redirects=False) as client:
        answer = client.post("/new/create", data={"key": key, "name": "rain"})

    assert answer.headers["location"] == "/training/rain"
    assert "We walk slowly." in (home / "content/rain/article.md").read_text("utf-8")
    assert (home / "content/rain/chart.yaml").is_file()


def test_a_name_that_is_taken_is_asked_for_again(running: Running) -> None:
    page = look(running, walk_md=ARTICLE)
    (key,) = set(re.findall(r'name="key" value="([^"]+)"', page))

    with running.client() as client:
        answer = client.post("/new/create", data={"key": key, "name": "two-models"})

    assert answer.status_code == 422
    assert "two-models" in answer.text
    assert "Create training" in answer.text


def test_what_cannot_be_read_says_why(running: Running) -> None:
    with running.client() as client:
        answer = client.post("/new", files=[("files", ("old.doc", b"\xd0\xcf\x11\xe0" * 200))])

    assert answer.status_code == 422
    assert ".docx" in answer.text


def test_nothing_given_is_asked_for_again(running: Running) -> None:
    with running.client() as client:
        assert "Choose a file, or paste a text" in client.post("/new", data={"pasted": " "}).text


def test_a_pasted_text_is_an_article(running: Running) -> None:
    with running.client() as client:
        page = client.post("/new", data={"pasted": ARTICLE.decode()}).text

    assert "Ada Byron" in page


def test_letters_of_html_in_a_name_are_letters(running: Running) -> None:
    page = look(running, **{"<script>alert(1)</script>_md": ARTICLE})

    assert "<script>alert" not in page
