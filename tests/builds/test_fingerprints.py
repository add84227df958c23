import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

import handouts
from handouts.builds import fingerprints
from handouts.builds.fingerprints import snapshot
from handouts.fonts import house, theme_fonts
from handouts.project.layout import Project

PACKAGE = Path(handouts.__file__).parent


def taken(project: Project, options: str = "") -> str:
    return snapshot(project, options)


@pytest.mark.long
@pytest.mark.parametrize(
    "file",
    [
        "content/provider.yaml",
        "content/words.yaml",
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


def test_what_pages_are_made_with_counts(project: Project) -> None:
    assert snapshot(project, "", "these") != snapshot(project, "", "those")
    assert snapshot(project, "") == snapshot(project, "", fingerprints.tools())


def test_pages_are_made_with_this_package_its_fonts_and_its_libraries() -> None:
    faces, libraries = house.house_files(), {name: version(name) for name in fingerprints.LIBRARIES}
    assert len(faces) == 16
    files = dict.fromkeys([*faces.values(), *theme_fonts.installed().values()])
    assert len(files) == 16 + 5
    assert set(libraries) == {"weasyprint", "pydyf", "pypdfium2", "pikepdf"}
    assert fingerprints.tools() == fingerprints.tools_digest(PACKAGE, files, libraries)


def test_every_source_every_font_and_every_version_counts(tmp_path: Path) -> None:
    package = tmp_path / "handouts"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    faces = [tmp_path / name for name in ("one.ttf", "other.ttf")]
    for face in faces:
        face.write_bytes(b"letters")
    libraries = {"weasyprint": "70.0", "pydyf": "0.13"}
    seen = [fingerprints.tools_digest(package, faces, libraries)]
    assert seen == [fingerprints.tools_digest(PACKAGE, faces, libraries)]
    for file in (*faces, package / "importers" / "place.py"):
        file.write_bytes(file.read_bytes() + b"\n")
        seen.append(fingerprints.tools_digest(package, faces, libraries))
    others = [libraries | {library: "999.0"} for library in libraries]
    seen += [fingerprints.tools_digest(package, faces, other) for other in others]
    assert len(set(seen)) == 6
