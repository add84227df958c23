"""A mistake of the program ends a command with one line, and a report in a file that is named."""

import json
import re
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from handouts.builds import worker_pool
from handouts.cli import app
from handouts.project.layout import Project
from handouts.workflows.crash_report import report

TOLD = re.compile(
    r"handouts made a mistake: (.+)\. Nothing that was there before is lost\. Please send the file "
    r"(\S+) to whoever you have handouts from\.\n"
)


class _PanicError(BaseException):
    """As libraries written in Rust have one."""


class _UnsendableError(Exception):
    """Cannot go from one process to another."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)
        self.two = two


def ended(*arguments: str) -> int:
    """Call the command as a terminal does, and return its exit code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["handouts", *arguments])
        with pytest.raises(SystemExit) as exit_:
            app.main()
    assert isinstance(exit_.value.code, int)
    return exit_.value.code


@pytest.mark.parametrize(
    "mistake",
    [
        KeyError("x"), AssertionError(), RecursionError("too deep"), MemoryError(),
        UnicodeEncodeError("ascii", "é", 0, 1, "no"), _PanicError("in Rust"),
        RuntimeError("a\n\x1b"),
    ],
    ids=lambda mistake: type(mistake).__name__,
)  # fmt: skip
def test_any_other_exception_is_told_in_one_line(
    mistake: BaseException,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise mistake

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(app, "find", fail)
    assert ended("list") == 3
    out, told = capsys.readouterr()
    assert out == ""
    found = TOLD.fullmatch(told)
    assert found is not None, told
    assert found[1].startswith(type(mistake).__name__)
    file = Path(found[2])
    assert file.parent == tmp_path
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "in fail\n    raise mistake" in file.read_text("utf-8")
    assert ended("list", "--json") == 3
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert set(answer) == {"ok", "error", "problems"}
    assert "handouts made a mistake: " in answer["error"]


def test_without_room_for_a_file_the_report_goes_to_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(_: str) -> Path:
        raise OSError(28, "No space left on device")

    line = report(KeyError("x"), full)
    assert line == (
        "handouts made a mistake: KeyError: 'x'. Nothing that was there before is lost. Please "
        "send what stands above to whoever you have handouts from."
    )
    assert capsys.readouterr().err.endswith("KeyError: 'x'\n")


def test_a_report_has_no_password_and_nothing_that_variables_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HANDOUTS_SMTP_PASSWORD", "hunter2")
    written: list[str] = []

    def keep(text: str) -> Path:
        written.append(text)
        return Path("report.txt")

    def fail(roster: str) -> None:
        raise ValueError(f"the password was {'hunter'}{2}, of {len(roster)}")

    try:
        fail("ann@example.org")
    except ValueError as error:
        line = report(error, keep)
    assert "hunter2" not in line + written[0]
    assert "ann@example.org" not in written[0].replace('fail("ann@example.org")', "")
    assert "the password was …, of 15" in line


def test_a_mistake_in_a_worker_is_told_with_where_it_happened(tmp_path: Path) -> None:
    def fail(number: int) -> int:
        if number == 1:
            raise _UnsendableError("one", "two")
        return number

    kept = tmp_path / "report"

    def keep(text: str) -> Path:
        kept.write_text(text, "utf-8")
        return kept

    with pytest.raises(BaseException) as raised:  # noqa: PT011 - whatever it is, it is reported
        list(worker_pool.parallel_map(fail, [0, 1, 2], 2))
    assert "_UnsendableError: one" in report(raised.value, keep)
    assert 'raise _UnsendableError("one", "two")' in kept.read_text("utf-8")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_an_output_that_cannot_be_written_is_no_mistake(
    project: Project, monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, stream, full)
        arguments = ["list"] if stream == "stdout" else ["build", "nothing"]
        assert ended(*arguments, "--project", str(project.root)) == 3


def test_a_command_without_any_output_does_its_work(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert ended("list", "--project", str(project.root)) == 0
    sys.stdout.close()
    sys.stderr.close()
