import codecs
import os
from pathlib import Path

import pytest

from handouts.content import text_file
from handouts.content.text_file import SourceFile
from handouts.messages import message
from tests.small_project import ARTICLE, path, small_project

PLAIN = "Save it as plain text with the encoding UTF-8."


def opened(folder: Path, article: bytes) -> SourceFile:
    return text_file.opened(small_project(folder, article=article), "tea/article.md")


def told(folder: Path, article: bytes) -> list[str]:
    return [str(problem) for problem in opened(folder, article).problems]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_may_end_as_on_any_machine(tmp_path: Path, end: str) -> None:
    assert opened(tmp_path, ARTICLE.replace("\n", end).encode()).text == ARTICLE


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert opened(tmp_path, codecs.BOM_UTF8 + ARTICLE.encode()).text == ARTICLE


def test_letters_and_their_accents_become_one(tmp_path: Path) -> None:
    assert opened(tmp_path, "Zoe\u0308".encode()).text == "Zo\u00eb"


def test_an_empty_file(tmp_path: Path) -> None:
    assert told(tmp_path, b" \n\n") == [
        "content/tea/article.md: the file is empty\n  Write its content, or restore it from a copy."
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04" + bytes(range(256)),
        ARTICLE.encode("utf-16-le"),
    ],
)
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes) -> None:
    assert told(tmp_path, content) == [
        f"content/tea/article.md: the file is not plain text\n  {PLAIN}"
    ]


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-32"])
def test_a_file_as_windows_calls_unicode(tmp_path: Path, encoding: str) -> None:
    assert told(tmp_path, ARTICLE.encode(encoding)) == [
        f"content/tea/article.md: the file is text with the encoding {encoding}\n  {PLAIN}"
    ]


def test_a_file_from_an_old_windows_is_told_by_its_first_odd_line(tmp_path: Path) -> None:
    assert told(tmp_path, "title: x\r\nby: Zoë “Z” Lund\r\n".encode("cp1252")) == [
        "content/tea/article.md:2: the file is not text with the encoding UTF-8\n"
        f"    by: Zoë “Z” Lund\n  {PLAIN}"
    ]


def test_a_huge_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = small_project(tmp_path)
    with path(project, "article").open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda file: pytest.fail(f"{file} was read"))
    (problem,) = text_file.opened(project, "tea/article.md").problems
    assert str(problem) == (
        "content/tea/article.md: the file has 100 MB\n  It may have up to 1 MB of text."
    )


def test_each_control_character_is_told_once_a_line(tmp_path: Path) -> None:
    cause = "the character U+0007 (a control character) cannot be printed"
    cure = "Delete it; it is invisible, so type the word anew."
    assert told(tmp_path, b"a\n\x07b\x07\nc\x07\n") == [
        f"content/tea/article.md:2: {cause}\n  {cure}",
        f"content/tea/article.md:3: {cause}\n  {cure}",
    ]


def test_a_missing_file(tmp_path: Path) -> None:
    (problem,) = text_file.opened(small_project(tmp_path), "tea/notes.md").problems
    assert str(problem) == (
        "content/tea/notes.md: there is no such file\n"
        "  Write it; a new project has a notes.md to begin from."
    )


def test_a_folder_and_a_pipe_are_no_files_and_nothing_hangs(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    (project.content / "tea/folder.md").mkdir()
    os.mkfifo(project.content / "tea/pipe.md")
    for name in ("folder.md", "pipe.md"):
        (problem,) = text_file.opened(project, f"tea/{name}").problems
        assert problem.cause == "this is not a file"


@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero", "../../../outside.md"])
def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path, target: str) -> None:
    project = small_project(tmp_path / "project")
    (tmp_path / "outside.md").write_text(ARTICLE)
    path(project, "article").unlink()
    path(project, "article").symlink_to(target)
    found = text_file.opened(project, "tea/article.md")
    assert [problem.cause for problem in found.problems] == ["the file lies outside the project"]
    assert found.text == ""


def test_links_in_a_circle(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    path(project, "article").unlink()
    path(project, "article").symlink_to("article.md")
    (problem,) = text_file.opened(project, "tea/article.md").problems
    assert "cannot be read" in problem.cause or problem.cause == "there is no such file"


def test_what_is_printed_is_known_by_its_lines(tmp_path: Path) -> None:
    found = opened(tmp_path, b"---\ntitle: x\n---\nOne &amp; two\n<!-- not\nthis --> three\n")
    found.body = found.text.partition("---\n")[2].partition("---\n")[2]
    assert list(found.texts()) == [(4, "One & two"), (5, ""), (6, " three"), (7, "")]


def test_a_file_of_too_many_lines(tmp_path: Path) -> None:
    project = small_project(tmp_path, article="a\n" * 20_001)
    (problem,) = text_file.opened(project, "tea/article.md").problems
    assert str(problem) == (
        "content/tea/article.md: the file has 20,001 lines\n"
        "  It may have up to 20,000: delete empty ones, or divide the text."
    )


def test_of_very_many_problems_the_first_ones_are_told() -> None:
    file = text_file.SourceFile("content/tea/article.md", "a\n" * 300)
    for line in range(1, 301):
        file.report(line, message("yaml.tab"))
    assert len(file.problems) == text_file.MOST_PROBLEMS + 1 == 201
    assert file.problems[199].line == 200
    assert str(file.problems[-1]) == (
        "content/tea/article.md: there are more problems than the first 200, which are reported\n"
        "  Fix these, and check again."
    )
