"""What a build makes again, what it leaves alone, and what an accident leaves behind."""

import dataclasses
import errno
import itertools
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from handouts.builds import fingerprints
from handouts.builds.manifest import Manifest
from handouts.builds.progress import Progress, Stopped
from handouts.builds.request import Request
from handouts.errors import ContentError, PreflightError, WorldError
from handouts.project.layout import Project
from handouts.workflows import build
from tests import reading
from tests.conftest import (
    PATIENCE,
    REPOSITORY,
    Run,
    example,
    heed_interrupts,
    made_once,
    outputs,
    slow,
)
from tests.small_project import PROVIDER, TRAINING, small_project

EVERY = {
    f"tea/participants/{edition}/{document}.pdf"
    for edition in ("print", "email", "large-print")
    for document in ("chart", "handout")
}
EMAIL = {path for path in EVERY if "/email/" in path}
HANDOUTS = {path for path in EVERY if path.endswith("/handout.pdf")}
CHARTS = EVERY - HANDOUTS
BOTH = Request(documents=("handout", "chart"), jobs=1)
ON_SCREEN = Request(documents=("handout", "chart"), editions=("email",), jobs=1)
AS_IN_BOTH = ("-d", "handout", "-d", "chart")
SMALL = Request(documents=("chart",), editions=("print",), jobs=1)
CHART = "tea/participants/print/chart.pdf"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY)}


def tea(folder: Path) -> Project:
    """A small project with what is changed here: a telephone, a theme, a paper."""
    return small_project(
        folder,
        provider=f"{PROVIDER}phone: 555 0100\n",
        training=f"{TRAINING}theme: press\npaper: letter\n",
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The small project, with nothing built."""
    return tea(tmp_path / "project")


@pytest.fixture(scope="session")
def tea_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with its handout and its chart. Only to be read: see `built`."""
    with made_once(tmp_path_factory, "tea-built") as (folder, to_be_filled):
        if to_be_filled:
            build.build(tea(folder / "project"), BOTH)
    return folder / "project"


@pytest.fixture
def built(tmp_path: Path, tea_built: Path) -> Project:
    """A small project of its own with its handout and its chart built."""
    shutil.copytree(tea_built, tmp_path / "project")
    return Project((tmp_path / "project").resolve())


def made(project: Project, request: Request | None = None) -> set[str]:
    """Build, and return what was made, the same by what it says and by what the disk shows."""
    before = {path: (project.build / path).stat().st_mtime_ns for path in outputs(project)}
    built = build.build(project, request or BOTH)
    said = {one.path.relative_to(project.build).as_posix() for one in built if one.made}
    files = outputs(project)
    assert {one.path.relative_to(project.build).as_posix() for one in built} <= set(files)
    moved = {p for p in files if before.get(p) != (project.build / p).stat().st_mtime_ns}
    assert said == moved
    return said


def made_by_command(run: Run, project: Project, *options: str) -> set[str]:
    """As `made`, by the command."""
    done = run("build", "--json", "--project", project.root, *options)
    assert done.returncode == 0, done.stderr
    files = json.loads(done.stdout)["files"]
    return {file["path"].removeprefix("build/") for file in files if file["made"]}


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def text(project: Project, path: str) -> str:
    return " ".join(reading.pages(PdfReader(project.build / path)))


# What counts as changed


def test_everything_is_made_where_nothing_was(project: Project) -> None:
    assert made(project) == EVERY
    assert set(outputs(project)) == EVERY


def test_nothing_is_made_again_where_nothing_changed(built: Project) -> None:
    before = outputs(built)
    assert made(built) == set()
    assert made(built) == set()
    assert outputs(built) == before


def test_a_moved_project_is_still_current(built: Project, tmp_path: Path) -> None:
    built.root.rename(tmp_path / "renamed")
    assert made(Project((tmp_path / "renamed").resolve())) == set()


def test_an_unchanged_build_loads_neither_the_engine_nor_the_models(built: Project) -> None:
    code = (
        "import sys; from handouts.cli.app import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print(*sorted(sys.modules))"
    )
    call = [sys.executable, "-c", code, "build", "-qd", "chart", "--project", str(built.root)]

    def loaded(*options: str) -> set[str]:
        done = subprocess.run(
            [*call, *options], capture_output=True, text=True, check=True, env=ENVIRONMENT
        )
        return {name.partition(".")[0] for name in done.stdout.split()}

    heavy = {"weasyprint", "pydantic", "jinja2", "pypdfium2", "pikepdf", "fontTools", "rich"}
    change(built.content / "tea" / "chart.yaml", "Quick", "Quicker")
    assert {"weasyprint", "pydantic", "jinja2", "pypdfium2"} <= loaded("--jobs", "1")
    second = loaded()
    assert "handouts" in second
    assert second & heavy == set()


def test_times_of_files_do_not_count(built: Project) -> None:
    assert made(built) == set()
    for file in built.root.rglob("*"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    assert made(built) == set()


def test_a_word_of_the_article_makes_only_what_shows_the_article(built: Project) -> None:
    before = outputs(built)
    change(built.content / "tea" / "article.md", "leaves", "flowers")
    assert made(built) == HANDOUTS
    after = outputs(built)
    assert {path for path in EVERY if before[path] != after[path]} == HANDOUTS
    assert all("flowers" in text(built, path) for path in HANDOUTS)
    assert made(built) == set()


def test_a_word_of_the_chart_makes_all_that_show_it(built: Project) -> None:
    change(built.content / "tea" / "chart.yaml", "Quick", "Swift")
    assert made(built, ON_SCREEN) == EMAIL
    assert all("Swift" in text(built, path) for path in EMAIL)


def test_what_is_written_without_being_shown_makes_nothing(built: Project) -> None:
    file = built.content / "tea" / "chart.yaml"
    file.write_text(file.read_text("utf-8") + "\n# A remark for ourselves.\n", "utf-8")
    assert made(built) == set()


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("provider.yaml", "555 0100", "555 0199"),
        ("tea/training.yaml", "title: Two Ways", "title: Both Ways"),
        ("tea/training.yaml", "date: 2026-03-01", "date: 2026-03-02"),
        ("tea/training.yaml", "theme: press", "theme: quiet"),
        ("tea/training.yaml", "paper: letter", "paper: a4"),
    ],
)
def test_what_all_documents_show_makes_all_again(
    built: Project, file: str, before: str, after: str
) -> None:
    change(built.content / file, before, after)
    assert made(built, ON_SCREEN) == EMAIL


def test_another_training_is_no_reason_to_make_this_one_again(built: Project) -> None:
    shutil.copytree(built.content / "tea", built.content / "other")
    request = Request(documents=("chart",), jobs=1)
    others = {path.replace("tea", "other") for path in CHARTS}
    assert made(built, request) == others
    change(built.content / "other" / "chart.yaml", "Quick", "Swift")
    assert made(built, request) == others
    assert made(built, dataclasses.replace(BOTH, trainings=("tea",))) == set()


@pytest.mark.parametrize("harm", [b"", b"%PDF-1.7 nonsense", None])
def test_a_damaged_or_deleted_file_is_made_again_and_only_that(
    built: Project, harm: bytes | None
) -> None:
    before = outputs(built)
    assert made(built) == set()
    if harm is None:
        (built.build / CHART).unlink()
    else:
        (built.build / CHART).write_bytes(harm)
    assert made(built) == {CHART}
    assert outputs(built) == before


def test_a_deleted_build_folder_is_made_again(built: Project) -> None:
    before = outputs(built)
    shutil.rmtree(built.build)
    assert made(built, ON_SCREEN) == EMAIL
    assert outputs(built) == {path: before[path] for path in EMAIL}


def test_what_is_asked_for_is_what_lies_there_when_papers_take_turns(project: Project) -> None:
    def paper() -> float:
        return float(PdfReader(project.build / CHART).pages[0].mediabox.width)

    files = []
    for name, width in itertools.islice(itertools.cycle([("a4", 595.28), ("letter", 612)]), 5):
        request = Request(documents=("chart",), editions=("print",), paper=name, jobs=1)
        assert made(project, request) == {CHART}
        assert paper() == pytest.approx(width, abs=0.1)
        files.append((project.build / CHART).read_bytes())
        assert made(project, request) == set()
    assert len(set(files)) == 2


def test_what_is_asked_for_is_what_lies_there_when_themes_take_turns(project: Project) -> None:
    files = []
    for theme in ("press", "clinic", "press"):
        request = Request(documents=("chart",), editions=("print",), theme=theme, jobs=1)
        assert made(project, request) == {CHART}
        files.append((project.build / CHART).read_bytes())
    assert files[0] == files[2] != files[1]


def test_the_trainings_own_paper_is_current_when_it_is_also_asked_for(built: Project) -> None:
    assert made(built, dataclasses.replace(BOTH, paper="letter", theme="press")) == set()


def test_a_style_of_the_projects_own_makes_only_what_is_set_with_it(
    built: Project, run: Run
) -> None:
    own = built.root / "styles" / "documents" / "chart.css"
    own.parent.mkdir(parents=True)
    own.write_text(".chart-sheet { color: #123456 }\n", "utf-8")
    assert made_by_command(run, built, *AS_IN_BOTH, "-e", "email") == CHARTS & EMAIL
    own.write_text(".chart-sheet { color: #654321 }\n", "utf-8")
    assert made_by_command(run, built, *AS_IN_BOTH, "-e", "email") == CHARTS & EMAIL
    own.unlink()
    assert made_by_command(run, built, *AS_IN_BOTH, "-e", "email") == CHARTS & EMAIL
    assert made_by_command(run, built, *AS_IN_BOTH, "-e", "email") == set()


def test_a_template_of_the_projects_own_makes_only_what_is_written_with_it(
    built: Project, run: Run
) -> None:
    packaged = REPOSITORY / "templates" / "documents" / "chart.html"
    own = built.root / "templates" / "documents" / "chart.html"
    own.parent.mkdir(parents=True)
    shutil.copy(packaged, own)
    change(own, '<p class="colophon">', '<p class="colophon">Keep this sheet. ')
    assert made_by_command(run, built, *AS_IN_BOTH, "-e", "email") == CHARTS & EMAIL
    assert all("Keep this sheet." in text(built, path) for path in CHARTS & EMAIL)
    own.unlink()
    assert made_by_command(run, built, *AS_IN_BOTH, "-e", "email") == CHARTS & EMAIL
    assert not any("Keep this sheet." in text(built, path) for path in CHARTS & EMAIL)


def test_a_picture_that_changes_makes_what_shows_it(project: Project, run: Run) -> None:
    for place in ("content/tea", "content/pictures"):
        (project.root / place).mkdir(exist_ok=True)
        Image.new("RGB", (60, 60), "red").save(project.root / place / "square.png")
    article = project.content / "tea" / "article.md"
    pictures = "![A square](square.png)\n\n![A square beside](../pictures/square.png)\n"
    article.write_text(f"{article.read_text('utf-8')}\n\n{pictures}", "utf-8")
    handout = "tea/participants/email/handout.pdf"
    assert handout in made_by_command(run, project, *AS_IN_BOTH, "-e", "email")
    for place in ("content/tea", "content/pictures"):
        Image.new("RGB", (60, 60), "blue").save(project.root / place / "square.png")
        assert made_by_command(run, project, *AS_IN_BOTH, "-e", "email") == {handout}, place


def test_the_date_that_a_packager_sets_makes_all_again(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made(built) == set()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert made(built, SMALL) == {CHART}
    assert PdfReader(built.build / CHART).metadata["/CreationDate"] == "D:20231114221320Z"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert made(built, SMALL) == {CHART}
    assert PdfReader(built.build / CHART).metadata["/CreationDate"] == "D:20260301000000Z"


def test_another_version_of_the_tools_makes_all_again(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made(built, SMALL) == set()
    monkeypatch.setattr(fingerprints, "tools", lambda: "another engine")
    assert made(built, SMALL) == {CHART}
    assert made(built, SMALL) == set()


def test_force_makes_all_again_to_the_byte(built: Project) -> None:
    before = outputs(built)
    assert made(built, dataclasses.replace(ON_SCREEN, force=True)) == EMAIL
    assert outputs(built) == before


def test_a_damaged_record_of_the_build_costs_only_time(built: Project) -> None:
    before = (built.build / CHART).read_bytes()
    for harm in (
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"files": {}}',
        b'{"files": [], "snapshots": {}}',
        b'{"files": {"a.pdf": {"unknown": 1}}, "snapshots": {}}',
        b'{"files": {"a.pdf": null}, "snapshots": {}}',
        b'{"files": {}, "snapshots": [1]}',
        b'{"files": {}, "snapshots": {}}',
        b'{"files": {}, "snapshots": {}, "left_out": [1]}',
        b"{",
    ):
        (built.build / ".manifest.json").write_bytes(harm)
        assert Manifest.read(built.build).files == {}
    assert made(built, SMALL) == {CHART}
    assert (built.build / CHART).read_bytes() == before
    assert made(built, SMALL) == set()


# The same page everywhere


def test_files_are_the_same_to_the_byte_in_any_folder_process_and_order(
    example_built: Project, tmp_path: Path, run: Run
) -> None:
    elsewhere = example(tmp_path / "another folder" / "Zoë’s")
    done = run(
        *("build", *AS_IN_BOTH, "-e", "email", "-e", "print", "--jobs", "1"),
        *("--project", elsewhere.root),
        env={**ENVIRONMENT, "PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
    )
    assert done.returncode == 0, done.stderr
    before = outputs(example_built)
    after = outputs(elsewhere)
    assert len(after) == 4
    assert {path: before[path] for path in after} == after


# What fails


def test_a_document_that_fails_leaves_its_earlier_file_and_the_others_are_made(
    built: Project, run: Run
) -> None:
    before = outputs(built)
    sheet = built.root / "styles" / "documents" / "chart.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(".chart { colr: red; }\n", "utf-8")
    change(built.content / "tea" / "chart.yaml", "Quick", "Swift")
    (failing,) = CHARTS & EMAIL
    (fine,) = HANDOUTS & EMAIL
    for _ in range(2):
        done = run("build", *AS_IN_BOTH, "-e", "email", "--project", built.root)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr == (
            f"{built.build / failing} was made but not kept:\n"
            "  - WeasyPrint warns: chart.css: Ignored `colr: red` at 1:10, unknown property.\n"
        )
    after = outputs(built)
    assert {path for path in EVERY if before[path] != after[path]} == {fine}
    sheet.unlink()
    assert made_by_command(run, built, *AS_IN_BOTH, "-e", "email") == {failing}


def test_content_with_problems_builds_nothing(built: Project) -> None:
    before = outputs(built)
    change(built.content / "tea" / "chart.yaml", "pot: Slow", "pto: Slow")
    with pytest.raises(ContentError):
        build.build(built, BOTH)
    assert outputs(built) == before


def test_all_failures_are_raised_together(project: Project) -> None:
    sheet = project.root / "styles" / "documents" / "chart.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(".chart { colr: red; }\n", "utf-8")
    with pytest.raises(WorldError) as raised:
        build.build(project, Request(documents=("chart",), jobs=1))
    assert not isinstance(raised.value, PreflightError)
    assert all(path in str(raised.value) for path in CHARTS)
    assert outputs(project) == {}


def test_progress_is_reported_of_each_file_that_is_made(built: Project) -> None:
    reported: list[Progress] = []
    change(built.content / "tea" / "article.md", "leaves", "flowers")
    build.build(built, BOTH, reported.append)
    assert [(one.done, one.of) for one in reported] == [(1, 3), (2, 3), (3, 3)]
    assert sorted(one.what for one in reported) == sorted(HANDOUTS)


def test_a_build_can_be_stopped_at_once_and_goes_on_where_it_was(built: Project) -> None:
    finished: list[str] = []

    def stop(progress: Progress) -> None:
        finished.append(progress.what)
        raise Stopped

    change(built.content / "tea" / "article.md", "leaves", "flowers")
    with pytest.raises(Stopped):
        build.build(built, dataclasses.replace(BOTH, jobs=1), stop)
    assert _parts(built) == []
    again = {str(one.path.relative_to(built.build)) for one in build.build(built, BOTH) if one.made}
    assert again == set(HANDOUTS) - set(finished)
    assert len(finished) == 1


# Accidents

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterable[Start]:
    """Begin a build in a process group of its own, as a terminal does."""
    begun: list[subprocess.Popen[str]] = []

    def call(project: Project, *options: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "handouts", "build", *options, "--project", str(project.root)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=ENVIRONMENT,
            preexec_fn=heed_interrupts,  # noqa: PLW1509 - the tests begin no threads
        )
        begun.append(process)
        return process

    yield call
    for process in begun:
        if _group(process):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _group(process: subprocess.Popen[str]) -> list[int]:
    """The living processes of a group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(state[2]) == process.pid and state[0] != "Z":
                found.append(int(entry.name))
    return found


def _lengthen(project: Project) -> None:
    """Give the article more pages than can be set in the time that a test waits."""
    article = project.content / "tea" / "article.md"
    more = "".join(f"\n\nIn year {year} the two of them met again." for year in range(1700, 2100))
    article.write_text(article.read_text("utf-8").rstrip() + more + "\n", "utf-8")


def _wait_for(what: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def _parts(project: Project) -> list[Path]:
    return list(project.build.rglob("*.part"))


@pytest.mark.parametrize(("whom", "jobs"), [(os.kill, "1"), (os.killpg, "2")])
def test_an_interrupted_build_says_so_and_leaves_earlier_files_whole(
    built: Project, start: Start, jobs: str, whom: Callable[[int, int], None]
) -> None:
    before = outputs(built)
    records = _files_on_record(built)
    _lengthen(built)
    process = start(built, "--jobs", jobs, "-d", "handout")
    _wait_for(lambda: _is_at_work(process))
    whom(process.pid, signal.SIGINT)
    said, told = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (130, "")
    assert told.strip() == (
        "Interrupted. What was finished is kept; earlier files are as they were."
    )
    assert _group(process) == []
    assert _parts(built) == []
    after = outputs(built)
    assert set(after) == EVERY
    changed = {path for path in EVERY if before[path] != after[path]}
    assert changed < HANDOUTS
    assert all(PdfReader(BytesIO(after[path]), strict=True).pages for path in changed)
    if not changed:
        assert _files_on_record(built) == records


def _files_on_record(project: Project) -> dict[str, object]:
    """What the record of the build has of each file."""
    files: dict[str, object] = json.loads((project.build / ".manifest.json").read_bytes())["files"]
    return files


def _is_at_work(process: subprocess.Popen[str]) -> bool:
    """Whether the engine is loaded and has begun to set: its fonts are mapped into memory."""
    assert process.poll() is None
    maps = Path(f"/proc/{process.pid}/maps").read_text()
    return "libpango" in maps


@slow
def test_a_killed_build_leaves_only_whole_files_and_the_next_one_succeeds(
    tea_built: Path, project: Project, start: Start, run: Run
) -> None:
    known: dict[str, set[bytes]] = {}
    for paper in ("a4", "letter"):
        assert made_by_command(run, project, "--paper", paper, "-d", "chart")
        for path, content in outputs(project).items():
            known.setdefault(path, set()).add(content)
    assert all(len(contents) == 2 for contents in known.values())
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    survivors = 0
    for paper in ("a4", "letter") * 3:
        process = start(project, "--force", "--jobs", "2", "--paper", paper, "-d", "chart")
        _wait_for(lambda process=process: _is_at_work(process))
        time.sleep(chance.uniform(0, 0.35))
        survivors += process.poll() is None
        if _group(process):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        files = {path: content for path, content in outputs(project).items() if path in known}
        assert set(files) == set(known)
        assert all(content in known[path] for path, content in files.items())
    assert survivors
    assert made_by_command(run, project, "-e", "print", "-d", "chart") <= {CHART}
    assert (project.build / CHART).read_bytes() == (tea_built / "build" / CHART).read_bytes()


def test_no_worker_outlives_a_build_that_was_killed(built: Project, start: Start) -> None:
    _lengthen(built)
    process = start(built, "--jobs", "2", "-d", "handout")
    _wait_for(lambda: len(_group(process)) >= 3)
    process.kill()
    process.wait()
    _wait_for(lambda: not _group(process))
    assert _group(process) == []


def test_a_disk_that_is_full_for_some_files_leaves_them_and_makes_the_others(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = outputs(built)
    moved = Path.replace

    def full_for_handouts(path: Path, target: Path) -> Path:
        if target.name != "handout.pdf":
            return moved(path, target)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    change(built.content / "provider.yaml", "555 0100", "555 0199")
    monkeypatch.setattr(Path, "replace", full_for_handouts)
    with pytest.raises(WorldError) as raised:
        build.build(built, ON_SCREEN)
    monkeypatch.setattr(Path, "replace", moved)
    (failing,) = HANDOUTS & EMAIL
    assert str(raised.value).startswith(
        f"{built.build / failing} cannot be written: No space left on device. "
    )
    after = outputs(built)
    assert {path for path in EVERY if before[path] != after[path]} == CHARTS & EMAIL
    assert _parts(built) == []
    assert made(built, ON_SCREEN) == {failing}


@pytest.mark.parametrize("size", [100, 30_000])
def test_no_room_at_all_is_told_and_leaves_everything_as_it_was(built: Project, size: int) -> None:
    before = outputs(built)
    change(built.content / "tea" / "chart.yaml", "Quick", "Swift")
    done = _with_room_for(size, built)
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stdout) == (3, "")
    assert f": {os.strerror(errno.EFBIG)}. Make room " in done.stderr.replace(",", "")
    assert outputs(built) == before
    assert _parts(built) == []


def _with_room_for(size: int, project: Project) -> subprocess.CompletedProcess[str]:
    """Build where no file may be longer than this: the disk is full in the midst of it."""
    call = ("build", "-qd", "handout", "-e", "email", "--jobs", "1", "--project", project.root)
    return subprocess.run(
        [sys.executable, "-m", "handouts", *call],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_a_build_folder_that_is_a_file_is_told(project: Project, run: Run) -> None:
    project.build.write_text("Not a folder.")
    done = run("build", "-d", "chart", "--project", project.root)
    assert (done.returncode, done.stdout) == (3, "")
    assert f"{project.build}" in done.stderr
    assert "cannot be written: " in done.stderr
    assert "Traceback" not in done.stderr
    assert project.build.read_text() == "Not a folder."


def test_a_folder_in_a_files_place_is_told_and_kept(project: Project, run: Run) -> None:
    (project.build / CHART).mkdir(parents=True)
    (project.build / CHART / "mine.txt").write_text("Mine.")
    done = run("build", "-d", "chart", "--project", project.root)
    assert (done.returncode, done.stdout) == (3, "")
    assert f"{project.build / CHART} cannot be written: Is a directory" in done.stderr
    assert "Traceback" not in done.stderr
    assert set(outputs(project)) == CHARTS - {CHART} | {f"{CHART}/mine.txt"}


def test_a_file_that_cannot_be_read_is_a_problem_of_the_content(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "article.md":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(ContentError, match=r"content/tea/article\.md: .*Permission denied"):
        build.build(built, ON_SCREEN)


def test_a_build_sweeps_up_what_a_killed_one_left_long_ago(built: Project) -> None:
    part = built.build / "tea" / "participants" / "email" / ".chart.pdf.7.part"
    part.write_bytes(b"%PDF")
    os.utime(part, (1_000_000_000, 1_000_000_000))
    assert made(built, dataclasses.replace(ON_SCREEN, force=True)) == EMAIL
    assert _parts(built) == []
