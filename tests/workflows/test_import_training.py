import datetime
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PIL import Image

from handouts.cli.output import Console
from handouts.content.load_training import load
from handouts.errors import CallError, ContentError
from handouts.importers.given import read_given
from handouts.project.layout import Project
from handouts.workflows.import_training import (
    ImportedTraining,
    ImportOptions,
    import_,
)
from handouts.workflows.schemas import schemas
from handouts.workflows.training_names import TrainingExistsError
from tests.conftest import Run, snapshot

BACKUPS = (".bak", ".bak2", ".bak3")
TODAY = datetime.date(2026, 11, 22)
ARTICLE = "# Two ways\n\nOne treats.\n\nThe other heals.\n"
CHART = "\tTreatment\tHealing\nGoal\tRelief\tChange\nPace\tBrief\tUnhurried\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """An article and a chart as a trainer has them."""
    article, chart = tmp_path / "article.md", tmp_path / "chart.tsv"
    article.write_text(ARTICLE, "utf-8")
    chart.write_text(CHART, "utf-8")
    return article, chart


def bring_in(
    project: Project, files: tuple[Path, Path], name: str, replace: bool = False
) -> ImportedTraining:
    """Import two files as a training."""
    return import_(project, read_given(files), ImportOptions(name, TODAY, replace))


def test_an_article_and_a_chart_become_a_training_that_can_be_built(
    project: Project, files: tuple[Path, Path]
) -> None:
    shutil.rmtree(project.content / ".schemas")
    written = bring_in(project, files, "own").written
    names = {"article.md", "chart.yaml", "training.yaml"}
    assert set(written) == {f"content/own/{name}" for name in names}
    (training,) = load(project, ["own"])
    assert training.head.date == TODAY
    assert [row.cells for row in training.chart.rows] == [
        ("Relief", "Change"),
        ("Brief", "Unhurried"),
    ]
    for name, text in schemas().items():
        assert (project.content / name).read_text("utf-8") == text


def test_a_training_that_is_there_is_not_overwritten_unless_told_to(
    project: Project, files: tuple[Path, Path]
) -> None:
    before = snapshot(project.content / "two-models")
    with pytest.raises(TrainingExistsError, match=r"^content/two-models/ is there already$"):
        bring_in(project, files, "two-models")
    assert snapshot(project.content / "two-models") == before
    written = bring_in(project, files, "two-models", True).written
    after = snapshot(project.content / "two-models")
    replaced = {"article.md", "chart.yaml"}
    assert set(written) == {f"content/two-models/{name}" for name in replaced}
    assert after["training.yaml"] == before["training.yaml"]
    for name in replaced:
        assert after[f"{name}.bak"] == before[name] != after[name]


def test_what_was_there_is_kept_each_time_and_no_copy_is_overwritten(
    project: Project, files: tuple[Path, Path]
) -> None:
    bring_in(project, files, "own")
    article = project.content / "own" / "article.md"
    first = article.read_bytes()
    article.write_bytes(b"by hand")
    brought = bring_in(project, files, "own", True)
    assert brought.written == ("content/own/article.md",)
    assert brought.kept == {"content/own/article.md": "content/own/article.md.bak"}
    article.with_name("article.md.bak2").write_bytes(b"a copy by hand")
    article.write_bytes(b"by hand again")
    brought = bring_in(project, files, "own", True)
    assert brought.kept == {"content/own/article.md": "content/own/article.md.bak3"}
    before = snapshot(project.root)
    assert {name: before[f"content/own/article.md{name}"] for name in ("", *BACKUPS)} == {
        "": first, ".bak": b"by hand", ".bak2": b"a copy by hand", ".bak3": b"by hand again",
    }  # fmt: skip
    brought = bring_in(project, files, "own", True)
    assert (brought.written, brought.kept) == ((), {})
    assert snapshot(project.root) == before


def test_what_is_kept_is_told(
    project: Project, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for article in ("by hand", None):
        if article:
            (project.content / "two-models" / "article.md").write_text(article)
        Console().imported(bring_in(project, files, "two-models", True))
        told = capsys.readouterr().err
        kept = "content/two-models/article.md, and what was there is kept in "
        assert (f"{kept}content/two-models/article.md.bak\n" in told) == bool(article)
        assert ("Nothing has changed since the last time.\n" in told) != bool(article)


@pytest.mark.parametrize(
    "name", ["Own", "own training", "../own", "own/", ".own", "con", "lpt1", "ü", "-a", "a--b"]
)
def test_a_name_that_cannot_be_a_folder_everywhere_is_refused(
    project: Project, files: tuple[Path, Path], name: str
) -> None:
    before = snapshot(project.root)
    with pytest.raises(CallError, match="cannot be the name of a training"):
        bring_in(project, files, name)
    assert snapshot(project.root) == before


def test_files_with_problems_bring_nothing_in(project: Project, files: tuple[Path, Path]) -> None:
    files[1].write_text("", "utf-8")
    before = snapshot(project.root)
    with pytest.raises(ContentError):
        bring_in(project, files, "own")
    assert snapshot(project.root) == before


@pytest.mark.long
def test_the_commands_lead_from_nothing_to_a_built_training(
    tmp_path: Path, files: tuple[Path, Path], run: Run
) -> None:
    root = tmp_path / "trainings"
    new = run("new", root)
    assert (new.returncode, new.stdout) == (0, "")
    assert f"handouts build --project {root}" in new.stderr
    brought = run("import", *files, "--as", "own", "--project", root)
    assert (brought.returncode, brought.stdout) == (0, "")
    assert "handouts build own" in brought.stderr
    built = run("build", "own", "-q", "-e", "email", "--project", root)
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    paths = {path for path in snapshot(root / "build") if path.endswith(".pdf")}
    assert paths == {
        f"own/participants/email/{name}.pdf"
        for name in (
            "action-plan",
            "blank-chart",
            "chart",
            "handout",
            "in-the-room",
            "my-case",
            "poster",
            "reading-guide",
            "slides",
            "where-am-i",
        )
    }


def test_what_was_edited_by_hand_stays_when_a_changed_file_is_brought_in_again(
    project: Project, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(project, files, "own")
    folder = project.content / "own"
    article, training = folder / "article.md", folder / "training.yaml"
    article.write_text(article.read_text("utf-8").replace("One treats.", "One treats us."), "utf-8")
    training.write_text(
        training.read_text("utf-8").replace("title: Two ways", "title: Two"), "utf-8"
    )
    files[0].write_text(ARTICLE + "\nBoth take time.\n", "utf-8")
    brought = bring_in(project, files, "own", True)
    assert brought.written == ("content/own/article.md",)
    text = article.read_text("utf-8")
    assert "One treats us." in text
    assert "Both take time." in text
    assert "title: Two\n" in training.read_text("utf-8")
    assert "One treats us." in (folder / "article.md.bak").read_text("utf-8")
    Console().imported(brought)
    assert (
        "content/own/article.md: 1 change taken from your file; 1 change of your own kept\n"
    ) in capsys.readouterr().err
    before = snapshot(project.root)
    assert bring_in(project, files, "own", True).written == ()
    assert snapshot(project.root) == before


def test_a_file_that_windows_saved_keeps_its_look_when_one_cell_is_brought_in_again(
    project: Project, files: tuple[Path, Path]
) -> None:
    bring_in(project, files, "own")
    chart = project.content / "own" / "chart.yaml"
    text = chart.read_text("utf-8").replace("Relief", "'Relief at once'   # by hand")
    chart.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    old = chart.read_bytes()
    files[1].write_text(CHART.replace("Brief", "Weeks"), "utf-8")
    bring_in(project, files, "own", True)
    assert chart.read_bytes() == old.replace(b"Brief", b"Weeks")


def test_an_article_that_is_brought_in_again_alone_keeps_the_place_of_its_chart(
    project: Project, files: tuple[Path, Path]
) -> None:
    bring_in(project, files, "own")
    article = project.content / "own" / "article.md"
    assert "[chart]" in article.read_text("utf-8")
    files[0].write_text(ARTICLE + "\nBoth take time.\n", "utf-8")
    import_(project, read_given(files[:1]), ImportOptions("own", TODAY, True))
    assert "[chart]" in article.read_text("utf-8")
    assert "Both take time." in article.read_text("utf-8")
    assert len(load(project, ["own"])) == 1


def test_a_training_is_named_after_its_title(project: Project, files: tuple[Path, Path]) -> None:
    brought = import_(project, read_given(files), ImportOptions("", TODAY))
    assert brought.imported.name == "two-ways"
    with pytest.raises(TrainingExistsError):
        import_(project, read_given(files), ImportOptions("", TODAY))


def test_a_title_without_latin_letters_asks_for_a_name(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "Дороги.md"
    file.write_text("# Две дороги\n\nИдти можно и так.\n", "utf-8")
    before = snapshot(project.root)
    with pytest.raises(CallError, match="Choose one of lower-case letters"):
        import_(project, read_given([file]), ImportOptions("", TODAY))
    assert snapshot(project.root) == before


def killed_before_write(number: int, work: Callable[[], object]) -> bool:
    """Do some work in a process that ends at once before its n-th file is moved into place."""
    if (child := os.fork()) == 0:
        moves, replace = iter(range(1, number)), os.replace

        def counted(*paths: Path) -> None:
            if next(moves, None) is None:
                os._exit(9)
            replace(*paths)

        os.replace = counted  # type: ignore[assignment] - of the child alone
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.long
def test_an_import_that_is_killed_leaves_whole_files_and_can_be_done_again(
    project: Project, files: tuple[Path, Path], tmp_path: Path
) -> None:
    bring_in(project, files, "own")
    edits = {"article.md": ("One treats.", "One treats us."), "chart.yaml": ("Relief", "Rest")}
    for name, (was, now) in edits.items():
        file = project.content / "own" / name
        file.write_text(file.read_text("utf-8").replace(was, now), "utf-8")
    files[0].write_text(ARTICLE + "\nBoth take time.\n", "utf-8")
    files[1].write_text(CHART.replace("Unhurried", "Slow"), "utf-8")
    before = snapshot(project.content / "own")
    whole = Project((tmp_path / "whole").resolve())
    shutil.copytree(project.root, whole.root)
    bring_in(whole, files, "own", True)
    after = snapshot(whole.content / "own")
    for number in range(1, 100):
        shutil.rmtree(project.content / "own")
        for name, content in before.items():
            file = project.content / "own" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        if not killed_before_write(number, lambda: bring_in(project, files, "own", True)):
            break
        left = snapshot(project.content / "own")
        for name in before:
            assert left[name] in (before[name], after[name])
        bring_in(project, files, "own", True)
        done = snapshot(project.content / "own")
        assert {name: done[name] for name in before} == {name: after[name] for name in before}
        assert edits["article.md"][1].encode() in done["article.md.bak"]
    assert number > 4


def test_a_chart_that_is_brought_in_again_alone_leaves_the_article_and_its_title(
    project: Project, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(project, files, "own")
    before = snapshot(project.content / "own")
    files[1].write_text(CHART.replace("Unhurried", "Slow"), "utf-8")
    brought = import_(project, read_given(files[1:]), ImportOptions("own", TODAY, True))
    assert brought.written == ("content/own/chart.yaml",)
    assert brought.untouched == ("content/own/article.md",)
    after = snapshot(project.content / "own")
    assert b"Slow" in after["chart.yaml"]
    assert {name: after[name] for name in ("article.md", "training.yaml")} == {
        name: before[name] for name in ("article.md", "training.yaml")
    }
    Console().imported(brought)
    told = "  content/own/article.md was not among the files, and stays as it is\n"
    assert told in capsys.readouterr().err


def test_pictures_of_a_document_are_written_beside_the_article(
    project: Project, tmp_path: Path
) -> None:
    picture, file = io.BytesIO(), tmp_path / "day.docx"
    Image.new("RGB", (40, 30), "navy").save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph("Two ways", style="Title")
    document.add_paragraph("One treats, and the other heals.")
    document.add_picture(picture)
    document.save(str(file))
    brought = import_(project, read_given([file]), ImportOptions("own", TODAY))
    (name,) = brought.imported.pictures
    written = project.content / "own" / name
    assert written.read_bytes() == brought.imported.pictures[name]
    assert f"content/own/{name}" in brought.written
    assert name in (project.content / "own" / "article.md").read_text("utf-8")
    assert import_(project, read_given([file]), ImportOptions("own", TODAY, True)).written == ()


def test_a_file_is_left_alone_to_the_byte_where_nothing_new_is_brought_in(
    project: Project, files: tuple[Path, Path]
) -> None:
    bring_in(project, files, "own")
    article = project.content / "own" / "article.md"
    edited = article.read_text("utf-8").replace("One treats.", "One treats us.\n\n")
    article.write_bytes(edited.replace("\n", "\r\n").encode())
    files[1].write_text(CHART.replace("Unhurried", "Slow"), "utf-8")
    before = article.read_bytes()
    assert bring_in(project, files, "own", True).written == ("content/own/chart.yaml",)
    assert article.read_bytes() == before


def test_a_training_file_that_cannot_be_read_stays_for_the_trainer_to_fix(
    project: Project, files: tuple[Path, Path]
) -> None:
    bring_in(project, files, "own")
    file = project.content / "own" / "training.yaml"
    file.write_text("title: [", "utf-8")
    files[0].write_text(ARTICLE.replace("Two ways", "Three ways"), "utf-8")
    assert bring_in(project, files, "own", True).written == ("content/own/article.md",)
    assert file.read_text("utf-8") == "title: ["
