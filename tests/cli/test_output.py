import io
import json

import pytest

from handouts.builds.build import Build, Built
from handouts.builds.manifest import Record
from handouts.builds.progress import Progress
from handouts.cli.imported import left_out_in_groups
from handouts.cli.output import Console
from handouts.errors import CallError, ContentError, Problem, WorldError
from handouts.importers import LeftOut
from handouts.messages import message
from handouts.project.layout import Project
from handouts.workflows.check import CheckedTrainings
from handouts.workflows.new_project import NewProject

EMPTY = message(
    "fields.named", name=message("fields.row", number=7), problem=message("fields.empty")
)
PROBLEMS = [
    Problem("content/a/chart.yaml", 9, EMPTY, "  -"),
    Problem("content/a/article.md", 0, message("yaml.not-allowed")),
]
RECORD = Record("from this", "hash", pages=4, size=48_200, seconds=0.25, fit="plain")

Capture = pytest.CaptureFixture[str]


LEFT_OUT = {"a": ("row 7 left out of sorting: its cells are alike",), "b": ()}


def built(project: Project) -> Build:
    files = (
        Built(project.build / "a" / "chart.pdf", RECORD, True),
        Built(project.build / "a" / "handout.pdf", RECORD, False),
    )
    return Build(files, LEFT_OUT)


def test_problems_are_told_one_by_one_and_counted(capsys: Capture) -> None:
    Console().failed(ContentError(PROBLEMS))
    assert capsys.readouterr() == (
        "",
        "content/a/article.md: the text has characters that YAML does not allow\n"
        "content/a/chart.yaml:9: row 7 is empty\n"
        "      -\n"
        "  Write its text.\n"
        "\n2 problems. Nothing was made.\n",
    )
    Console().failed(ContentError(PROBLEMS[:1]))
    assert capsys.readouterr().err.endswith("\n1 problem. Nothing was made.\n")


def test_other_errors_are_told_as_they_say(capsys: Capture) -> None:
    Console().failed(WorldError("The disk is full."))
    assert capsys.readouterr() == ("", "The disk is full.\n")


def test_problems_as_json_have_their_place_code_cause_and_fix(capsys: Capture) -> None:
    Console(as_json=True).failed(ContentError(PROBLEMS))
    out, _ = capsys.readouterr()
    answer = json.loads(out)
    assert answer["ok"] is False
    assert answer["problems"] == [
        {
            "path": "content/a/article.md",
            "line": 0,
            "code": "yaml.not-allowed",
            "parameters": {},
            "cause": "the text has characters that YAML does not allow",
            "fix": "",
            "source": "",
        },
        {
            "path": "content/a/chart.yaml",
            "line": 9,
            "code": "fields.named",
            "parameters": {
                "name": {"code": "fields.row", "parameters": {"number": 7}},
                "problem": {"code": "fields.empty", "parameters": {}},
            },
            "cause": "row 7 is empty",
            "fix": "Write its text.",
            "source": "  -",
        },
    ]


def test_other_errors_as_json_have_no_problems(capsys: Capture) -> None:
    Console(as_json=True).failed(CallError("There is no paper “folio”."))
    out, _ = capsys.readouterr()
    assert json.loads(out) == {"ok": False, "error": "There is no paper “folio”.", "problems": []}
    assert "“folio”" in out


def test_what_was_built_is_a_table_and_a_count(project: Project, capsys: Capture) -> None:
    Console().built(project, built(project))
    out, told = capsys.readouterr()
    assert [line.split() for line in out.splitlines()] == [
        ["File", "Pages", "Size", "Time"],
        ["build/a/chart.pdf", "4", "48", "KB", "0.25", "s"],
        ["build/a/handout.pdf", "4", "48", "KB", "current"],
    ]
    assert told == ("1 file made, 1 current.\na: row 7 left out of sorting: its cells are alike.\n")


def test_what_was_built_as_json(project: Project, capsys: Capture) -> None:
    Console(as_json=True).built(project, built(project))
    out, told = capsys.readouterr()
    one = {"path": "build/a/chart.pdf", "pages": 4, "bytes": 48_200, "seconds": 0.25, "made": True}
    other = {**one, "path": "build/a/handout.pdf", "made": False}
    assert json.loads(out) == {
        "ok": True,
        "files": [one, other],
        "left_out": {name: list(sentences) for name, sentences in LEFT_OUT.items()},
        "warnings": [],
    }
    assert told == ""


def test_what_worksheets_leave_out_is_told_when_content_is_checked(capsys: Capture) -> None:
    Console().checked(CheckedTrainings(LEFT_OUT, ()))
    assert capsys.readouterr() == (
        "",
        "No problems in 2 trainings: a, b.\na: row 7 left out of sorting: its cells are alike.\n",
    )
    Console().checked(CheckedTrainings({"a": []}, (), ["It is blue."]))
    assert capsys.readouterr() == ("", "No problems in 1 training: a.\nIt is blue.\n")
    Console(as_json=True).checked(CheckedTrainings(LEFT_OUT, ["Look at it."], ["It is blue."]))
    out, told = capsys.readouterr()
    assert json.loads(out) == {
        "ok": True,
        "trainings": ["a", "b"],
        "left_out": {"a": ["row 7 left out of sorting: its cells are alike"], "b": []},
        "warnings": ["Look at it."],
        "looks": ["It is blue."],
        "problems": [],
    }
    assert told == ""


def test_quiet_says_nothing_but_problems(project: Project, capsys: Capture) -> None:
    console = Console(quiet=True)
    console.built(project, built(project))
    console.checked(CheckedTrainings(LEFT_OUT, ()))
    console.created(NewProject(project.root, False))
    assert capsys.readouterr() == ("", "")
    console.failed(WorldError("The disk is full."))
    assert capsys.readouterr() == ("", "The disk is full.\n")


def test_progress_away_from_a_terminal_is_not_shown(capsys: Capture) -> None:
    with Console().progress("Building") as on_progress:
        on_progress(Progress(1, 2, "a.pdf"))
    assert capsys.readouterr() == ("", "")


def test_progress_on_a_terminal_keeps_off_standard_output(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with Console().progress("Building") as on_progress:
        on_progress(Progress(1, 2, "a.pdf"))
    out, err = capsys.readouterr()
    assert out == ""
    assert "a.pdf" in err
    with Console(quiet=True).progress("Building") as on_progress:
        on_progress(Progress(1, 2, "a.pdf"))
    assert capsys.readouterr() == ("", "")


def test_a_name_in_brackets_is_not_taken_for_markup(project: Project, capsys: Capture) -> None:
    one = Built(project.build / "[red]a.pdf", RECORD, True)
    Console().built(project, Build((one,), {}))
    assert "build/[red]a.pdf" in capsys.readouterr().out


class Terminal(io.StringIO):
    """What somebody sits at."""

    def isatty(self) -> bool:
        return True


def test_the_providers_name_is_asked_for_at_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    for typed, answer in ((" Elm Street \n", "Elm Street"), ("\n", ""), ("", "")):
        monkeypatch.setattr("sys.stdin", Terminal(typed))
        assert Console().ask_provider() == answer
        assert Console(quiet=True).ask_provider() == ""
    assert shown.getvalue().count("Your organisation, or you (Enter: later): ") == 3
    monkeypatch.setattr("sys.stdin", io.StringIO("Elm Street\n"))
    assert Console().ask_provider() == ""


def test_lines_that_were_left_out_for_one_reason_are_one_line() -> None:
    menu = [
        LeftOut("page.html", line, f"Item {line}", message("left_out.page-navigation"))
        for line in range(3, 30)
    ]
    other = LeftOut("page.html", 40, "  ", message("left_out.punctuation"))
    assert list(left_out_in_groups([*menu, other])) == [
        "page.html:3–29: Item 3 … and 26 more  (the web page's navigation)",
        "page.html:40: (empty)  (only punctuation)",
    ]
    assert list(left_out_in_groups(menu[:3])) == [
        f"page.html:{line}: Item {line}  (the web page's navigation)" for line in (3, 4, 5)
    ]


def test_many_that_were_left_out_of_one_line_of_a_file_stand_at_that_line() -> None:
    pictures = [
        LeftOut("page.html", 7, f"<img> {n}", message("left_out.picture")) for n in range(9)
    ]
    assert list(left_out_in_groups(pictures)) == [
        "page.html:7: <img> 0 … and 8 more  (a picture or a film)"
    ]
