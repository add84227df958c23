"""What all tests share: projects in temporary folders, and a way to call the command."""

import contextlib
import fcntl
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings

from handouts import worksheets
from handouts.cli import app
from handouts.project.layout import Project
from handouts.typesetting.limits import claim_process
from tests import quick, session_fonts

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"

BUILD = [sys.executable, "-m", "handouts", "build"]
Run = Callable[..., subprocess.CompletedProcess[str]]

settings.register_profile("untimed", deadline=None)  # a machine may do other things as well
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run be quick."""
    parser.addoption("--quick", action="store_true", help="leave out all that sets type")


def pytest_configure(config: pytest.Config) -> None:
    """See the same on every machine: known fonts, and no packager's SOURCE_DATE_EPOCH."""
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    claim_process()  # the threads of pytest-xdist serve the tests
    if folder := session_fonts.begin():
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    runs_tests = hasattr(config, "workerinput") or not config.getoption("numprocesses", 0)
    if config.option.quick and runs_tests:  # not the process that begins the others
        quick.begin()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Leave a test out of a quick run even where the command reported what was not there."""
    quick.forget()
    try:
        return (yield)
    except Exception:
        quick.check()
        raise


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests on the trainer's real files where these are absent; insist where told to."""
    if item.config.option.quick and item.get_closest_marker("long"):
        pytest.skip("takes long: see make test")
    if item.get_closest_marker("shared") and not (SHARED / "inputs").is_dir():
        if os.environ.get("HANDOUTS_REQUIRE_SHARED"):
            pytest.fail(f"{SHARED / 'inputs'} is required and absent")
        pytest.skip("the trainer's real files are not here")


EVERY = bool(os.environ.get("HANDOUTS_EVERY"))
"""Whether all is tried, as .ci/run does in a step of its own."""
slow = pytest.mark.skipif(not EVERY, reason="takes long; HANDOUTS_EVERY=1 tries it too")


PATIENCE = 300
"""Seconds after which what a test waits for will not happen: a guard, no part of any promise."""


def heed_interrupts() -> None:
    """Let a new process be interrupted, as `preexec_fn`: a shell's job in the background cannot."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def example(folder: Path, *, sessions: bool = False) -> Project:
    """A project in a new folder, with the example training and nothing else."""
    left_out = None if sessions else shutil.ignore_patterns("sessions")
    shutil.copytree(REPOSITORY / "content", folder / "content", ignore=left_out)
    return Project(folder.resolve())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of its own with the example training."""
    return example(tmp_path / "project")


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A folder that is in no project; skips where the folder for temporary files is in one."""
    above = [folder for folder in tmp_path.parents if (folder / "content").is_dir()]
    if above:
        pytest.skip(f"{above[0]} has a folder content/ on this machine")
    return tmp_path


@contextmanager
def made_once(factory: pytest.TempPathFactory, name: str) -> Iterator[tuple[Path, bool]]:
    """A folder that all workers of a session share, and whether it is still to be filled.

    One worker fills it and the others wait; a filler that fails leaves it to be filled.
    """
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        finished = folder.with_suffix(".finished")
        if not finished.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            yield folder, True
            finished.touch()
        else:
            yield folder, False


VERSIONS, SEED = 2, 7
"""Of the worksheets in `example_built`."""


@pytest.fixture(scope="session")
def example_built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The example with its session and every document, built once by the command. Only to be read.

    Every document is there as a build without options makes it; of the worksheets for the printer,
    and in what is the facilitator's, there are two versions besides.
    """
    with made_once(tmp_path_factory, "example-built") as (folder, to_be_filled):
        if to_be_filled:
            project = example(folder / "project", sessions=True)
            add_every_worksheet(project)
            call = [*BUILD, "--seed", str(SEED), "--jobs", "2", "-q", "--project", project.root]
            kinds = [word for kind in worksheets.kinds() for word in ("-d", kind)]
            keys = ["-d", "answer-keys", "-d", "facilitator-guide", "-d", "key-card"]
            versions = ["--versions", str(VERSIONS), "-e", "print", *kinds, *keys]
            for options in ([], versions):
                subprocess.run([*call, *options], check=True, env=_environment())
    return Project((folder / "project").resolve())


def add_every_worksheet(project: Project, training: str = "two-models") -> None:
    """Let a training have the worksheets that none has without being asked, too."""
    options = project.content / training / "worksheets.yaml"
    added = [kind for kind in worksheets.kinds() if not worksheets.is_usual(kind)]
    options.write_text(f"{options.read_text('utf-8')}add: [{', '.join(added)}]\n", "utf-8")


@pytest.fixture
def run() -> Run:
    """Call the command in this process: see `called`.

    With any other option of `subprocess.run` than `cwd`, it is called in a process of its own.
    """

    def call(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        words = [*map(str, arguments)]
        if set(options) <= {"cwd"}:
            return called(words, **options)  # type: ignore[arg-type]
        return subprocess.run(
            [sys.executable, "-m", "handouts", *words],
            capture_output=True,
            text=True,
            check=False,
            **{"env": _environment(), **options},  # type: ignore[call-overload]
        )

    return call


def called(words: Sequence[str], cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Call the command in this process, with one job at a time where the words name no number.

    That is what a process of its own does, without half a second to load it all and without
    workers. An exception that would be a traceback there is raised here.
    """
    name = next(iter(words), "")
    options = {
        text for one in getattr(app.cli.commands.get(name), "params", ()) for text in one.opts
    }
    if "--jobs" in options and not any(word.startswith("--jobs") for word in words):
        words = [*words, "--jobs", "1"]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    code: object = 0
    with (
        mock.patch.object(sys, "argv", ["handouts", *words]),
        contextlib.chdir(cwd or Path.cwd()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            app.main()
        except SystemExit as end:
            code = end.code or 0
    assert isinstance(code, int), code
    said = [stream.detach().getvalue().decode() for stream in (out, err) if stream.flush() is None]
    return subprocess.CompletedProcess(words, code, *said)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY)}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file in a folder with its content, by its path in there."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def outputs(project: Project) -> dict[str, bytes]:
    """Every file that was built with its content; not the records of the build."""
    return {name: content for name, content in snapshot(project.build).items() if name[0] != "."}
