"""Whatever is in the files: a clear message and the right exit code, or a correct PDF.

Never a traceback, never a file from outside of the project, never the network. What each reader
says is tested beside it; here real files go through the whole command.
"""

import ctypes
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from handouts.builds.request import Request
from handouts.cli import app
from handouts.content import foreign_marks
from handouts.errors import WorldError
from handouts.project.layout import Project
from handouts.typesetting.text_search import squeeze
from handouts.workflows import build as pipeline
from tests.conftest import EVERY, slow
from tests.small_project import (
    ARTICLE,
    CHART,
    HEAD,
    PROVIDER,
    TRAINING,
    path,
    read,
    small_project,
    told_of,
)  # fmt: skip

Call = Callable[..., tuple[int, str]]

_opened: list[str] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        _opened.append(str(arguments[0]))


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*address: object) -> None:
        pytest.fail(f"the network was asked for {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture(autouse=True)
def _nothing_outside(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "secret.txt").write_text("the secret")
    _opened.clear()
    yield
    forbidden = {"/etc/passwd", str(tmp_path / "secret.txt")}
    assert forbidden.isdisjoint(_opened)


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command in this process; return its exit code and what it said."""

    def run_it(project: Project, *arguments: str) -> tuple[int, str]:
        command = ["handouts", *arguments, "--project", str(project.root)]
        monkeypatch.setattr(sys, "argv", command)
        code: object = 0
        try:
            app.main()
        except SystemExit as exit_:
            code = exit_.code
        said = capsys.readouterr().err
        assert "Traceback" not in said
        assert isinstance(code, int)
        return code, said

    return run_it


def build(call: Call, project: Project, *more: str) -> tuple[int, str]:
    return call(project, "build", "--jobs", "1", "-q", *more)


def handout(call: Call, folder: Path, **files: str | bytes) -> str:
    """The letters of the handout for the printer; it has to be built without a word."""
    project = small_project(folder / "project", **files)
    assert build(call, project, "-d", "handout", "-e", "print") == (0, "")
    return letters(project, "participants/print/handout.pdf")


def letters(project: Project, name: str, training: str = "tea") -> str:
    file = pypdfium2.PdfDocument(project.build / training / name)
    try:
        return squeeze("".join(page.get_textpage().get_text_range() for page in file))
    finally:
        file.close()


def refused(call: Call, folder: Path, **files: str | bytes) -> str:
    """What a build says about content that it refuses; nothing is written then."""
    project = small_project(folder / "project", **files)
    code, said = build(call, project)
    assert code == 1
    assert list(project.root.glob("build/**/*.pdf")) == []
    return said


@pytest.mark.long
@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"article": b""}, "tea/article.md: the file is empty"),
        ({"chart": b"\x89PNG\0\0\r\n\x1a\n"}, "tea/chart.yaml: the file is not plain text"),
        ({"provider": PROVIDER.encode("utf-16")}, "provider.yaml: the file is text with the"),
        ({"training": "code:\tTEA\n\ttitle: x\n"}, "tea/training.yaml:2: the line is indented"),
        ({"training": f"{TRAINING}code: TEA\n"}, 'training.yaml:4: the key "code" stands twice'),
        ({"chart": "a: &a [x]\nb: [*a, *a]\n"}, "tea/chart.yaml:1: a text begins with &"),
        ({"training": f"{TRAINING}tilte: x\n"}, "tea/training.yaml:4: the file has an unknown key"),
        ({"chart": CHART.replace("    pot: Slow\n", "")}, 'tea/chart.yaml:6: row 1 has no "pot"'),
        ({"chart": f"{CHART}    cup: x\n"}, "tea/chart.yaml:12: row 2 has an unknown key"),
        ({"chart": CHART.replace("Slow", '""')}, 'tea/chart.yaml:8: row 1: "pot" is empty'),
        ({"chart": CHART.replace("Slow", "Slow #1")}, "tea/chart.yaml:8: what follows # would be"),
        ({"article": "---\nbyline: x\n---\nWords.\n"}, 'article.md:2: the file has no "title"'),
        ({"article": HEAD}, "tea/article.md: the article has no text"),
        ({"article": f"{ARTICLE}\nBell \x07\n"}, "article.md:7: the character U+0007"),
        ({"article": ARTICLE + "\nZ" + "\u0317" * 99}, "article.md:7: a letter carries more"),
        ({"article": f"{ARTICLE}\n![x](http://example.org/a.png)\n"}, "article.md:7: the picture"),
        ({"article": f"{ARTICLE}\n![x](file:///etc/passwd)\n"}, "article.md:7: the picture"),
        ({"article": f"{ARTICLE}\n![x](../../../secret.png)\n"}, "article.md:7: the picture"),
        ({"article": f"{ARTICLE}\n{'>' * 10_000} x\n"}, "article.md:7: lists, quotations or marks"),
        ({"chart": CHART.replace("Slow", "{{ 7*7 }}")}, "tea/chart.yaml:8: a text begins with {"),
    ],
)  # fmt: skip
def test_content_that_is_refused(
    tmp_path: Path, call: Call, files: dict[str, str | bytes], place: str
) -> None:
    said = refused(call, tmp_path, **files)
    assert place in said
    assert said.endswith("\n1 problem. Nothing was made.\n")


def test_a_missing_a_huge_and_an_outside_file(tmp_path: Path, call: Call) -> None:
    project = small_project(tmp_path / "project")
    path(project, "provider").unlink()
    path(project, "training").unlink()
    path(project, "training").symlink_to(tmp_path / "secret.txt")
    path(project, "article").unlink()
    os.mkfifo(path(project, "article"))
    with path(project, "chart").open("wb") as file:
        file.truncate(100_000_000)
    (project.content / "tea" / "notes.txt").symlink_to(tmp_path / "secret.txt")
    (project.content / "tea" / "loop").symlink_to("loop")
    code, said = build(call, project)
    assert code == 1
    assert [line for line in said.splitlines() if line.startswith("content/")] == [
        "content/provider.yaml: there is no such file",
        "content/tea/article.md: this is not a file",
        "content/tea/chart.yaml: the file has 100 MB",
        "content/tea/training.yaml: the file lies outside the project",
    ]


@pytest.mark.parametrize("arguments", [
    ("tae",), ("../tea",), ("",), ("-d", "handuot"), ("-e", "prnt"), ("--paper", "a3"),
    ("--theme", "../press"), ("--nonsense",), ("--jobs", "-1"),
])  # fmt: skip
def test_a_wrong_call(tmp_path: Path, call: Call, arguments: tuple[str, ...]) -> None:
    code, said = build(call, small_project(tmp_path / "project"), *arguments)
    assert code == 2
    assert said


EVERYWHERE = [
    "Tea {{ 7*7 }} {% raw %} {# x #} {{ training.__class__ }} %}",
    "Tea <script>x</script></title><b>\"a\" 'b' &amp; &lt; --> ]]>",
    'Tea "; content: url(file:///etc/passwd); } * { display: none } /* \\22 attr(x)',
    "Zoë “q” — ’s … ﬁnd ½ ² \u00ad\u2011 e\u0301 \u2009\u200b Ⅳ",
]


def literal(text: str) -> str:
    """The same letters for a text in Markdown, in which the marks of other programs are told."""
    marked = set(foreign_marks.places(text))
    return "".join(f"\\{letter}" if n in marked else letter for n, letter in enumerate(text))


def everywhere(text: str) -> dict[str, str]:
    """Content that has one text in every field."""

    def written(**content: object) -> str:
        return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10**6)

    code, text = text, literal(text)
    rows = [{"label": f"{text} {n}", "a": f"{text} {n}", "b": f"{n} {text}"} for n in "12"]
    return {
        "provider": written(name=code, address=code, email=code, phone=code),
        "training": written(
            code="TEA", title=code, short_title=code, date="2026-03-01",
            presenters=[{"name": code, "credentials": code}], objectives=[text],
        ),
        "article": f"---\n{written(title=text, subtitle=text, byline=text, sources=[text])}---\n\n"
        f"{text}\n\n## {text}\n\n- {text}\n\n> {text}\n\n    {code}\n",
        "chart": written(title=text, columns={"a": f"A {code}", "b": f"B {code}"}, rows=rows),
    }  # fmt: skip


def test_code_in_every_field_is_printed_and_not_obeyed(tmp_path: Path, call: Call) -> None:
    project = small_project(tmp_path / "project", **everywhere(" ".join(EVERYWHERE)))
    some = () if EVERY else ("-d", "handout", "-d", "chart", "-d", "answer-keys")
    assert build(call, project, *some) == (0, "")
    found = letters(project, "participants/print/handout.pdf")
    for text in EVERYWHERE:
        shown = text.replace("&amp;", "&").replace("&lt;", "<").replace("\\22", "22")
        assert found.count(squeeze(shown)[:12]) >= 10, text
    assert "49" not in found


@pytest.fixture
def several(tmp_path: Path, call: Call) -> Callable[..., dict[str, str]]:
    """Make handouts for the printer of many articles in one run; return the letters of each."""

    def made(articles: Sequence[str]) -> dict[str, str]:
        project = small_project(tmp_path / "project")
        for number, article in enumerate(articles):
            folder = project.content / f"tea-{number}"
            shutil.copytree(project.content / "tea", folder)
            (folder / "article.md").write_text(article, "utf-8")
        names = [f"tea-{number}" for number in range(len(articles))]
        assert build(call, project, *names, "-d", "handout", "-e", "print") == (0, "")
        place = "participants/print/handout.pdf"
        found = (letters(project, place, name) for name in names)
        return dict(zip(articles, found, strict=True))

    return made


ODD = [
        "\\<iframe src='file:///etc/passwd'>\\</iframe>", "\\<style>body{display:none}\\</style>",
        "Tea[^1]\n\n[^1]: A note", "| a | b |\n|---|---|\n| c | d |", "x" * 3_000,
        "*a **b " * 300, "[" * 500, "Soft\u00adhy\u00adphens and\u200bzero\u2060width\ufeff",
        "cafe\u0301 a\u2011b c\u2010d e\u2009f g\u202fh i\u00a0j", "½ ² № Ⅻ ™ ﬂat ſ µ",
        "See ☺ and ★", "1. a\n2. b\n\n   c\n\n0. d", "a\\\nb  \nc\n\n```\nd\n\te\n```",
]  # fmt: skip


@pytest.mark.long
def test_odd_text_is_set_and_nothing_of_it_is_missing(
    several: Callable[..., dict[str, str]],
) -> None:
    # Preflight has looked for every paragraph; this looks that none ended the document.
    found = several([f"{ARTICLE}\n{text}\n\nThe end of it.\n" for text in ODD])
    assert [text for text, shown in found.items() if squeeze("The end of it.") not in shown] == []


@slow
def test_a_cell_of_three_thousand_letters_is_whole_in_every_edition(
    tmp_path: Path, call: Call
) -> None:
    long = " ".join(f"word{number:03}" for number in range(375))
    project = small_project(
        tmp_path / "project", chart=CHART.replace("Slow", long).replace("Plain", "y" * 3_000)
    )
    assert build(call, project) == (0, "")
    for edition in ("print", "email", "large-print"):
        for document in ("handout", "chart"):
            found = letters(project, f"participants/{edition}/{document}.pdf")
            assert all(f"word{number:03}" in found for number in range(375))
            assert found.count("y") >= 3_000


@pytest.mark.long
def test_a_chart_of_two_hundred_rows(tmp_path: Path, call: Call) -> None:
    rows = "".join(f"  - kettle: Steam {n:03}\n    pot: Leaf {n:03}\n" for n in range(200))
    project = small_project(tmp_path / "project", chart=CHART.partition("  - ")[0] + rows)
    assert build(call, project, "-d", "chart", "-e", "print") == (0, "")
    found = letters(project, "participants/print/chart.pdf")
    assert all(f"Steam{n:03}" in found and f"Leaf{n:03}" in found for n in range(200))


def test_long_titles_labels_and_lists(tmp_path: Path, call: Call) -> None:
    objectives = "".join(f"  - Brew tea number {n:02}\n" for n in range(40))
    sources = "".join(f"  - Book {n:02}\n" for n in range(30))
    found = handout(
        call,
        tmp_path,
        training=TRAINING.replace("Ways", "Ways " * 60) + f"objectives:\n{objectives}",
        article=ARTICLE.replace("Pot\n", f"Pot {'x' * 300}\nsources:\n{sources}"),
        chart=CHART.replace("Speed", "Speed " * 33).replace("Taste", "T" * 200),
    )
    assert all(f"Brewteanumber{n:02}" in found for n in range(40))
    assert all(f"Book{n:02}" in found for n in range(30))


def test_a_training_may_be_called_anything(tmp_path: Path, call: Call) -> None:
    project = small_project(tmp_path / "project")
    names = ["a b", "con", "ünï", "-dash", "x" * 200, "a'b\"c;d", "{{x}}", "a%2e#b?"]
    for name in names:
        shutil.copytree(project.content / "tea", project.content / name)
    assert build(call, project, "-d", "chart", "-e", "print") == (0, "")
    made = {file.parts[-4] for file in project.build.rglob("chart.pdf")}
    assert made == {*names, "tea"}


def test_a_drawing_beside_the_article(tmp_path: Path, call: Call) -> None:
    project = small_project(tmp_path / "project", article=f"{ARTICLE}\n![A {{{{x}}}}](<a b.svg>)\n")
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script/></svg>"
    (project.content / "tea/a b.svg").write_text(drawing)
    assert build(call, project, "-d", "handout") == (0, "")


def test_a_build_folder_that_is_a_file(tmp_path: Path, call: Call) -> None:
    project = small_project(tmp_path / "project")
    project.build.write_text("mine")
    code, said = build(call, project)
    assert code == 3
    assert "cannot be written" in said
    assert project.build.read_text() == "mine"


def test_a_file_that_is_open_elsewhere_stays_whole_for_its_reader(
    tmp_path: Path, call: Call
) -> None:
    project = small_project(tmp_path / "project")
    only = ("-d", "chart", "-e", "print")
    assert build(call, project, *only) == (0, "")
    file = project.build / "tea/participants/print/chart.pdf"
    before = file.read_bytes()
    with file.open("rb") as reader:
        path(project, "chart").write_text(CHART.replace("Slow", "Slower"))
        assert build(call, project, *only) == (0, "")
        assert reader.read() == before
    assert file.read_bytes() != before


@contextmanager
def _obeying_permissions() -> Iterator[None]:
    """Take from root what lets it read and write anywhere: capabilities(7), capget(2)."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    kept, fewer = (ctypes.c_uint32 * 6)(), (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None)
    for sets in (kept, fewer):
        assert libc.capget(header, sets) == 0
    fewer[0] &= ~0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, of those that are in effect
    assert libc.capset(header, fewer) == 0
    try:
        yield
    finally:
        assert libc.capset(header, kept) == 0


def test_a_build_folder_that_takes_no_more(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    project.build.mkdir(mode=0o555)
    request = Request(documents=("chart",), editions=("print",), jobs=1)
    reason = "cannot be written: Permission denied. Make room,"
    with _obeying_permissions(), pytest.raises(WorldError, match=reason):
        pipeline.build(project, request)
    assert list(project.build.rglob("*.p*")) == []


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    assert read(project.root).name == "tea"  # loads all that is needed to read
    path(project, "article").chmod(0)
    with _obeying_permissions():
        told = told_of(project)
    assert told == (
        "content/tea/article.md: the file cannot be read (Permission denied)\n"
        "  Check its permissions."
    )


@pytest.mark.long
@pytest.mark.parametrize(
    "article",
    [
        "- one\n  - two\n    - three\n\n1. first\n   - inner\n",
        "Then שלום עולם (and more), with 12 words and a לא.\n",
        f"{'הטכנאי והאמן יושבים יחד. ' * 200}\n",
        "One paragraph that stands again.\n\n" * 120,
    ],
    ids=["nested lists", "two directions", "right to left over a page", "the same again"],
)
def test_a_correct_text_is_found_again_in_its_pdf(tmp_path: Path, article: str) -> None:
    project = small_project(tmp_path / "project", article=f"{HEAD}\n{article}\nThe end.\n")
    built = pipeline.build(project, Request(documents=("handout",), jobs=1))
    assert [one.path.stem for one in built] == ["handout"] * 3


def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    project.build.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WorldError, match="leads out of the project"):
        pipeline.build(project, Request(jobs=1))
    assert list((tmp_path / "elsewhere").iterdir()) == []
