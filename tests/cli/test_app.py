"""The command as a trainer calls it: exit code, streams, files."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import handouts
from handouts.project.layout import Project
from tests.conftest import REPOSITORY, Run, outputs, snapshot

CHART = "build/two-models/participants/print/chart.pdf"

COMMANDS = (
    "new", "import", "check", "list", "build", "proof", "certify", "verify", "doctor",
)  # fmt: skip
WARNING = (
    "content/provider.yaml:2: this is still the provider of the example (lines 2, 3, 6, 7, 8, 10, "
    "14, 15, 16). Write your own: until then no certificates, mail or packets are made."
)
"""What is told of the example's project, as it is."""


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The one JSON object on standard output, with nothing before or behind it."""
    value = json.loads(done.stdout)
    assert isinstance(value, dict)
    assert "Traceback" not in done.stderr
    return value


def break_content(project: Project) -> None:
    chart = project.content / "two-models" / "chart.yaml"
    text = chart.read_text("utf-8").replace("healing: A client", "haeling: A client")
    chart.write_text(text, "utf-8")
    (project.content / "provider.yaml").write_text("nmae: Lantern Street\n", "utf-8")


def break_style(project: Project) -> None:
    sheet = project.root / "styles" / "documents" / "chart.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(".chart { colr: red; }\n", "utf-8")


# Exit codes and streams


def test_a_build_is_a_table_on_standard_output_and_a_count_beside_it(
    project: Project, run: Run
) -> None:
    done = run("build", "two-models", "-d", "chart", "-e", "print", "--project", project.root)
    assert done.returncode == 0
    heading, line = done.stdout.splitlines()
    assert heading.split() == ["File", "Pages", "Size", "Time"]
    assert line.split()[:2] == [CHART, "1"]
    assert done.stderr == f"1 file made, 0 current.\nWarning: {WARNING}\n"
    again = run("build", "two-models", "-d", "chart", "-e", "print", "--project", project.root)
    assert again.stdout.split()[-1] == "current"
    assert again.stderr == f"0 files made, 1 current.\nWarning: {WARNING}\n"


def test_a_quiet_build_says_nothing(project: Project, run: Run) -> None:
    for _ in range(2):
        done = run("build", "-q", "-d", "chart", "-e", "print", "--project", project.root)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(outputs(project)) == [CHART.removeprefix("build/")]


def test_a_build_answers_in_json(project: Project, run: Run) -> None:
    call = ("build", "--json", "-d", "chart", "-e", "print", "--project", project.root)
    first, second = run(*call), run(*call)
    assert first.returncode == second.returncode == 0
    assert first.stderr == second.stderr == ""
    (made,), (left) = answer(first)["files"], answer(second)["files"]
    assert answer(first)["ok"] is True
    content = (project.root / CHART).read_bytes()
    assert made == {
        "path": CHART,
        "pages": 1,
        "bytes": len(content),
        "seconds": made["seconds"],
        "made": True,
    }
    assert left == [{**made, "made": False}]


@pytest.mark.parametrize("command", ["check", "build"])
def test_problems_of_the_content_are_all_told_with_exit_code_1(
    project: Project, run: Run, command: str
) -> None:
    break_content(project)
    done = run(command, "--project", project.root)
    assert (done.returncode, done.stdout) == (1, "")
    for told in (
        'unknown key "nmae"',
        'content/two-models/chart.yaml:29: row 8 has no "healing" cell',
        'Did you mean "haeling" on line 31?',
        "problems. Nothing was ",
    ):
        assert told in done.stderr, told
    assert "Traceback" not in done.stderr
    assert not project.build.exists() or outputs(project) == {}


@pytest.mark.parametrize("command", ["check", "build"])
def test_problems_of_the_content_are_told_in_json(project: Project, run: Run, command: str) -> None:
    break_content(project)
    done = run(command, "--json", "--project", project.root)
    assert done.returncode == 1
    told = answer(done)
    assert told["ok"] is False
    places = {(problem["path"], problem["line"]) for problem in told["problems"]}
    assert {("content/provider.yaml", 1), ("content/two-models/chart.yaml", 29)} <= places
    assert all(problem["cause"] and problem["fix"] for problem in told["problems"])


def test_content_without_problems_is_told_so(project: Project, run: Run) -> None:
    done = run("check", "--project", project.root)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"No problems in 1 training: two-models.\nWarning: {WARNING}\n"
    quiet = run("check", "-q", "two-models", "--project", project.root)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    as_json = run("check", "--json", "--project", project.root)
    assert as_json.returncode == 0
    assert answer(as_json) == {
        "ok": True,
        "trainings": ["two-models"],
        "left_out": {"two-models": []},
        "warnings": [WARNING],
        "looks": [],
        "problems": [],
    }
    assert not project.build.exists()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("build", "two-modles"), 'There is no training "two-modles". Did you mean "two-models"?'),
        (("check", "two-modles"), 'There is no training "two-modles". Did you mean "two-models"?'),
        (("build", "-d", "handuot"), 'There is no document "handuot". Did you mean "handout"?'),
        (("build", "-e", "largeprint"), 'no edition "largeprint". Did you mean "large-print"?'),
        (("build", "--paper", "leter"), 'There is no paper "leter". Did you mean "letter"?'),
        (("build", "--theme", "quite"), 'There is no theme "quite". Did you mean "quiet"?'),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest_and_exit_code_2(
    project: Project, run: Run, call: tuple[str, ...], told: str
) -> None:
    done = run(*call, "--project", project.root)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    as_json = run(*call, "--json", "--project", project.root)
    assert as_json.returncode == 2
    assert told in answer(as_json)["error"]
    assert answer(as_json)["ok"] is False


@pytest.mark.parametrize(
    "call",
    [
        ("bild",),
        ("build", "--papr", "a4"),
        ("build", "--jobs", "-1"),
        ("build", "--jobs", "many"),
        ("new",),
        ("import",),
        ("list", "extra"),
    ],
)
def test_a_call_that_cannot_be_understood_is_told_with_exit_code_2(
    run: Run, call: tuple[str, ...]
) -> None:
    done = run(*call)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "call",
    [("build", "--papr", "a4"), ("check", "--jobs", "2"), ("list", "extra"), ("doctor", "x")],
)
def test_a_call_that_cannot_be_understood_is_told_in_json(run: Run, call: tuple[str, ...]) -> None:
    done = run(*call, "--json")
    assert done.returncode == 2
    told = answer(done)
    assert told["ok"] is False
    assert told["error"]


@pytest.mark.parametrize("command", ["build", "check", "list"])
def test_outside_of_a_project_every_command_says_how_to_make_one(
    run: Run, nowhere: Path, command: str
) -> None:
    for call in ((command,), (command, "--project", str(nowhere))):
        done = run(*call, cwd=nowhere)
        assert (done.returncode, done.stdout) == (2, "")
        assert "handouts new " in done.stderr
    done = run(command, "--json", cwd=nowhere)
    assert done.returncode == 2
    assert answer(done)["ok"] is False


def test_what_cannot_be_finished_is_told_with_exit_code_3(project: Project, run: Run) -> None:
    break_style(project)
    done = run("build", "-d", "chart", "-e", "print", "--project", project.root)
    assert (done.returncode, done.stdout) == (3, "")
    told = "chart.css: Ignored `colr: red` at 1:10, unknown property."
    assert told in done.stderr
    as_json = run("build", "--json", "-d", "chart", "-e", "print", "--project", project.root)
    assert as_json.returncode == 3
    assert told in answer(as_json)["error"]
    assert outputs(project) == {}


def test_a_date_from_outside_that_is_none_is_a_wrong_call(project: Project, run: Run) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "SOURCE_DATE_EPOCH": "soon"}
    done = run("build", "-d", "chart", "--project", project.root, env=environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'SOURCE_DATE_EPOCH is "soon"' in done.stderr


# Where a command works


def test_the_nearest_project_upwards_is_meant(project: Project, run: Run) -> None:
    done = run("check", "--json", cwd=project.content / "two-models")
    assert answer(done)["trainings"] == ["two-models"]


def test_a_build_leaves_everything_outside_of_build_alone(project: Project, run: Run) -> None:
    before = snapshot(project.root)
    run("build", "-q", "-d", "chart", "-e", "print", cwd=project.root)
    after = snapshot(project.root)
    assert CHART in after
    assert {path: after[path] for path in after if not path.startswith("build/")} == before


# What else there is


def test_everything_that_can_be_named_is_listed(project: Project, run: Run) -> None:
    done = run("list", "--project", project.root)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    words = ["two-models", "Two", "Models", "of", "Psychotherapy", "article,", "1", "chart", "–"]
    assert words in [line.split() for line in lines]
    themes = "clinic, grid, journal, press, quiet, signal"
    assert lines[-2:] == ["Papers: letter, a4", f"Themes: {themes}"]
    as_json = run("list", "--json", "--project", project.root)
    assert (as_json.returncode, as_json.stderr) == (0, "")
    told = answer(as_json)
    assert set(told) >= {"trainings", "documents", "editions", "papers", "themes"}
    assert told["trainings"] == [
        {
            "name": "two-models",
            "title": "Two Models of Psychotherapy",
            "sessions": [],
            "has_article": True,
            "charts": [""],
        }
    ]


def test_a_list_is_shown_although_the_content_has_problems(project: Project, run: Run) -> None:
    break_content(project)
    (project.content / "two-models" / "training.yaml").write_bytes(b"\xff")
    done = run("list", "--json", "--project", project.root)
    assert done.returncode == 0
    (listed,) = answer(done)["trainings"]
    assert (listed["name"], listed["title"], listed["sessions"]) == ("two-models", "", [])


def test_help_and_version_are_told_at_once(run: Run) -> None:
    for option in ("-h", "--help"):
        done = run(option)
        assert (done.returncode, done.stderr) == (0, "")
        for command in COMMANDS:
            assert f"\n  {command} " in done.stdout
    version = run("--version")
    assert (version.returncode, version.stdout) == (
        0,
        f"handouts, version {handouts.__version__}\n",
    )


def test_every_option_of_every_command_has_help(run: Run) -> None:
    for command in COMMANDS:
        done = run(command, "-h")
        assert done.returncode == 0
        options = re.findall(r"(?m)^  (-.*)$", done.stdout)
        assert len(options) > 1
        assert all(re.search(r"\S {2,}[A-Z][a-z]+", option) for option in options), options


def test_a_reader_that_goes_away_is_no_traceback(project: Project) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "handouts", "list", "--project", str(project.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 3
    assert "Traceback" not in told


def test_names_that_are_not_ascii_are_told_on_a_terminal_that_is(
    project: Project, run: Run
) -> None:
    training = project.content / "two-models" / "training.yaml"
    text = training.read_text("utf-8").replace("title: Two Models", "title: Zoë’s “Modelle”")
    training.write_text(text, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C", "LANG": "C"}
    for call in (("list",), ("list", "--json")):
        done = run(*call, "--project", project.root, env=environment)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Zoë’s “Modelle”" in done.stdout
