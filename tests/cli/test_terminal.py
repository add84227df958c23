"""What is printed commands no terminal, and shows nothing otherwise than it is."""

import dataclasses
import io
import json
import sys
import unicodedata
from pathlib import Path

import pytest

from handouts.builds.build import Build, Built
from handouts.builds.manifest import Record
from handouts.builds.progress import Progress
from handouts.certificates.verify import Verdict
from handouts.cli import app
from handouts.cli.certificates import CertificateConsole
from handouts.cli.mail import MailConsole
from handouts.cli.output import Console, print_message, print_result, table
from handouts.errors import ContentError, Problem, WorldError
from handouts.mail.delivery_log import Mailed
from handouts.messages import message
from handouts.project.layout import Project
from handouts.text.visible import as_json, one_line, visible
from handouts.workflows.check import CheckedTrainings
from handouts.workflows.new_project import NewProject

HOSTILE = (
    "\x1b[31mred\x1b]8;;http://x\x07\x9b2J\u202edlo\u2066\u061c\u200f\u2028\r\x00\x7f[red][/b]"
)
SEEN = r"\x1b[31mred\x1b]8;;http://x\x07\x9b2J\u202edlo\u2066\u061c\u200f\u2028\r\x00\x7f[red][/b]"
RECORD = Record("from this", "hash", pages=4, size=48_200, seconds=0.25)

Capture = pytest.CaptureFixture[str]


@pytest.mark.long
def test_every_control_is_seen_and_every_letter_stays() -> None:
    kept = {"\n", "\t", "\u200c", "\u200d"}
    for number in range(0x20000):
        character = chr(number)
        kind = unicodedata.category(character)
        if kind in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(character) in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }:  # fmt: skip
            assert (visible(character) == character) == (character in kept), hex(number)
        elif kind[0] in "LNPSM":
            assert visible(character) == character, hex(number)
    assert visible(HOSTILE) == SEEN


def test_a_line_stays_one_line() -> None:
    assert one_line("a\nb\r\nc\td") == r"a\nb\r\nc d"


def test_json_has_no_controls_and_says_the_same() -> None:
    content = {"é": HOSTILE, "b": ["\U000e0041", "\udcff", "“folio”"]}
    text = as_json(content)
    assert json.loads(text) == content
    assert visible(text) == text
    assert "“folio”" in text


def printed(capsys: Capture) -> str:
    """All that was printed, in which nothing is left that is unseen."""
    out, told = capsys.readouterr()
    assert visible(out + told) == out + told
    return out + told


def test_whatever_is_printed_is_visible(project: Project, capsys: Capture) -> None:
    print_message(HOSTILE)
    print_result(HOSTILE)
    table(("File",), [[HOSTILE + "\nx"]])
    console = Console()
    console.failed(WorldError(HOSTILE))
    hostile = message("certificates.asked", problem=f"{HOSTILE}\nc", fix=HOSTILE)
    console.failed(ContentError([Problem(f"{HOSTILE}\nb", 1, hostile, HOSTILE)]))
    console.checked(CheckedTrainings({HOSTILE: [f"{HOSTILE}\nd"]}, ()))
    console.created(NewProject(Path(HOSTILE.replace("\x00", "")), True))
    path = project.build / f"{HOSTILE.replace('/', '')}.pdf"
    console.built(project, Build((Built(path, RECORD, True),), {}))
    as_read = Mailed("", HOSTILE, HOSTILE, "", "", "refused", f"{HOSTILE}\n250 OK")
    mail = MailConsole()
    mail._print_uncertain([as_read])
    said = (f"{HOSTILE}\nx: GENUINE",)
    CertificateConsole().verified([Verdict(f"{HOSTILE}\nx: GENUINE", "unknown", None, said)])
    text = printed(capsys)
    assert text.count(SEEN[:12]) >= 14
    assert not any(line.startswith(("x: GENUINE", "250 OK")) for line in text.splitlines())
    for part in (Console(as_json=True), CertificateConsole(as_json=True)):
        part.print_json(ok=False, error=HOSTILE, problems=[dataclasses.asdict(as_read)])
    assert printed(capsys).count(r"\u001b[31mred") == 8


def test_a_bar_takes_no_name_for_markup(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with Console().progress("Building") as on_progress:
        on_progress(Progress(1, 1, "[/nothing]\x1b]0;title\x07.pdf"))
    assert "\x1b]0;" not in terminal.getvalue()
    assert "[/nothing]" in terminal.getvalue()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["\x1b[31m"], ["build", "--\x1b[31m"], ["build", "--jobs", "\x1b[31m\nError: x"],
        ["build", "x", "--project", "\x1b[31m"], ["check", "\x9b\u202e"], ["mail", "--\u2066"],
        ["new", "\u202eevil"], ["import", "\x1b[31m", "\x9b", "--as", "\x1b"],
    ],
)  # fmt: skip
def test_an_argument_is_echoed_visibly(
    arguments: list[str],
    project: Project,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(project.root)
    monkeypatch.setattr(sys, "argv", ["handouts", *arguments])
    with pytest.raises(SystemExit) as ended:
        app.main()
    assert ended.value.code in {1, 2}
    text = printed(capsys)
    assert any(seen in text for seen in (r"\x1b", r"\x9b", r"\u20"))
    assert "\nError: x" not in text
