import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts import fonts, inputs
from handouts.inputs import snapshot
from handouts.project import Project


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    inputs.tools.cache_clear()
    yield
    inputs.tools.cache_clear()


def taken(project: Project, options: str = "") -> str:
    return snapshot(project, options)


@pytest.mark.parametrize(
    "file",
    [
        "content/provider.yaml",
        "content/two-models/article.md",
        "content/two-models/chart.yaml",
        "content/two-models/training.yaml",
        "content/two-models/picture.png",
        "content/two-models/pictures/deep/picture.png",
        "templates/documents/chart.html",
        "templates/macros/own.html",
        "styles/base.css",
        "styles/themes/own.css",
    ],
)
def test_everything_that_may_go_in_counts(project: Project, file: str) -> None:
    before = taken(project)
    path = project.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as opened:
        opened.write(b"\n")
    after = taken(project)
    assert after != before
    with path.open("ab") as opened:
        opened.write(b"\n")
    assert taken(project) not in (before, after)


def test_what_is_no_part_of_it_does_not_count(project: Project) -> None:
    before = taken(project)
    (project.root / "notes.txt").write_text("Nothing to do with it.")
    (project.build / "print").mkdir(parents=True)
    (project.build / "print" / "sheet.pdf").write_bytes(b"%PDF")
    assert taken(project) == before


def test_a_file_with_another_name_counts(project: Project) -> None:
    article = project.content / "two-models" / "article.md"
    shutil.copy(article, article.with_name("a.md"))
    before = taken(project)
    article.with_name("a.md").rename(article.with_name("b.md"))
    assert taken(project) != before


def test_options_and_the_date_from_outside_count(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = taken(project)
    assert taken(project, "a4") != before
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert taken(project) != before


@pytest.mark.parametrize("engine", ["weasyprint", "pydyf", "pypdfium2"])
def test_the_version_of_an_engine_counts(
    project: Project, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    before, version = taken(project), inputs.importlib.metadata.version
    inputs.tools.cache_clear()
    monkeypatch.setattr(
        inputs.importlib.metadata,
        "version",
        lambda name: "999.0" if name == engine else version(name),
    )
    assert taken(project) != before


def test_every_house_font_counts(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, files = taken(project), fonts.house_files()
    assert len(files) == 10
    for name, file in files.items():
        inputs.tools.cache_clear()
        other = tmp_path / name
        other.write_bytes(file.read_bytes() + b"\0")
        monkeypatch.setattr(fonts, "house_files", lambda one={name: other}: files | one)
        assert taken(project) != before, name


def test_the_package_itself_counts(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = taken(project)
    package = Path(inputs.handouts.__file__).parent
    copy = tmp_path / "handouts"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(inputs.handouts, "__file__", str(copy / "__init__.py"))
    inputs.tools.cache_clear()
    assert taken(project) == before
    (copy / "importing" / "place.py").write_text("# Changed.")
    inputs.tools.cache_clear()
    assert taken(project) != before
