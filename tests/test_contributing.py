"""The recipes of CONTRIBUTING.md, followed to the letter in a project of one's own."""

import re
import textwrap
import tomllib

import pytest
from pypdf import PdfReader

from handouts.project.layout import Project
from tests import reading
from tests.conftest import REPOSITORY, Run, outputs
from tests.tools import verapdf

CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")


def recipe(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", CONTRIBUTING, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.mark.long
def test_a_document_is_added_by_one_template(project: Project, run: Run) -> None:
    example = re.search(r"^( +)\{#\n.*?endblock %\}\n", recipe("Add a document"), re.DOTALL | re.M)
    assert example is not None
    template = textwrap.dedent(example[0])
    assert "title: Objectives" in template
    place = project.root / "templates" / "documents" / "objectives.html"
    place.parent.mkdir(parents=True)
    place.write_text(template, "utf-8")
    listed = run("list", "--project", project.root)
    assert "Objectives" in listed.stdout
    done = run("build", "-d", "objectives", "--project", project.root)
    assert done.returncode == 0, done.stderr
    files = [project.build / path for path in outputs(project)]
    assert [file.name for file in files] == ["objectives.pdf"] * len(files) != []
    assert verapdf.failures(files) == {}
    for file in files:
        reader = PdfReader(file)
        (text,) = reading.pages(reader)
        for objective in ("Describe the treatment model", "Name three reasons why the healing"):
            assert objective in text
        assert reader.metadata.title == "Two Models of Psychotherapy – Objectives"
        assert re.search(r"TWO-OBJECTIVES-[0-9A-Z]{6}", text)


@pytest.mark.long
def test_a_document_may_have_a_look_of_its_own(project: Project, run: Run) -> None:
    example = re.search(r"^( +)\{#\n.*?endblock %\}\n", recipe("Add a document"), re.DOTALL | re.M)
    assert example is not None
    for name, text in (
        ("templates/documents/objectives.html", textwrap.dedent(example[0])),
        ("styles/documents/objectives.css", "main ol { font-size: 14pt; line-height: 18pt }\n"),
    ):
        (project.root / name).parent.mkdir(parents=True)
        (project.root / name).write_text(text, "utf-8")
    done = run("build", "-d", "objectives", "-e", "print", "--project", project.root)
    assert done.returncode == 0, done.stderr
    (path,) = outputs(project)
    sizes = {
        size for text, size, _ in reading.text_boxes(project.build / path)[0] if "Desc" in text
    }
    assert sizes == {14}


@pytest.mark.long
def test_a_theme_is_added_by_one_stylesheet_of_variables(project: Project, run: Run) -> None:
    assert "styles/themes/press.css" in recipe("Add a theme")
    press = (REPOSITORY / "styles" / "themes" / "press.css").read_text("utf-8")
    mine = re.sub("#[0-9a-f]{6}", "#101010", press).replace(
        "--title-size: 30pt", "--title-size: 26pt"
    )
    assert mine != press
    place = project.root / "styles" / "themes" / "mine.css"
    place.parent.mkdir(parents=True)
    place.write_text(mine, "utf-8")
    assert "mine" in run("list", "--project", project.root).stdout.splitlines()[-1]
    two = ("-d", "handout", "-d", "chart", "-e", "print")
    done = run("build", "--theme", "mine", *two, "--project", project.root)
    assert done.returncode == 0, done.stderr
    files = {path.rsplit("/", 1)[1]: project.build / path for path in outputs(project)}
    assert {"chart.pdf", "handout.pdf"} <= set(files)
    assert verapdf.failures(list(files.values())) == {}
    sizes = {size for _, size, _ in reading.text_boxes(files["handout.pdf"])[0]}
    assert 26 in sizes
    assert 30 not in sizes


@pytest.mark.parametrize(
    "path", re.findall(r"`((?:templates|styles|handouts)/[\w/.]+)`", CONTRIBUTING)
)
def test_what_the_recipes_name_is_there(path: str) -> None:
    assert (REPOSITORY / path).exists()


def test_the_levels_are_drawn_as_the_linter_holds_them() -> None:
    drawn = [
        line.split("  ")[0].strip()
        for line in re.findall(r"(?m)^ {4}(.*)$", recipe("Where things live"))
    ]
    held = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    contracts = held["tool"]["importlinter"]["contracts"]
    (levels,) = (one["layers"] for one in contracts if one["type"] == "layers")
    assert drawn == levels
    rooms = {room.strip() for level in levels for room in level.split("|")}
    package = REPOSITORY / "handouts"
    modules = {path.parent for path in package.rglob("*.py")} | {*package.glob("[a-z]*.py")}
    found = {path.relative_to(package).parts[0].removesuffix(".py") for path in modules - {package}}
    assert found == rooms


@pytest.mark.parametrize("command", re.findall(r"(?m)^ {4}make ([a-z]+)\b", CONTRIBUTING))
def test_the_make_targets_are_there(command: str) -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    assert re.search(rf"^{command}:", makefile, re.MULTILINE)
