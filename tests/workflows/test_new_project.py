import datetime
import json
import re
import resource
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts.cli.output import Console
from handouts.content.load_training import load
from handouts.content.provider import Provider
from handouts.content.provider_check import provider_problems
from handouts.errors import CallError, ContentError, WorldError
from handouts.project.layout import Project
from handouts.workflows.new_project import bring_in, create, schemas, write_schemas
from tests.conftest import REPOSITORY, Run, snapshot

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


def test_a_new_project_has_the_example_and_is_fine(tmp_path: Path) -> None:
    assert create(tmp_path / "a" / "trainings") == tmp_path / "a" / "trainings"
    made = snapshot(tmp_path / "a" / "trainings")
    example = snapshot(REPOSITORY / "content")
    assert made == {
        ".gitignore": made[".gitignore"],
        **{f"content/{name}": content for name, content in example.items()},
        **{f"content/{name}": text.encode() for name, text in schemas().items()},
    }
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["trainings"]
    project = Project((tmp_path / "a" / "trainings").resolve())
    (training,) = load(project, project.trainings())
    assert training.name == "two-models"


def test_a_new_project_says_nothing_of_the_trainer_but_the_name(tmp_path: Path) -> None:
    for number, name in enumerate(("Elm & Oak: “Kurse” #1", "Yes", "  O'Brien \n Ltd ", "0123")):
        project = Project(create(tmp_path / str(number), name).resolve())
        (training,) = load(project, ["two-models"])
        assert training.provider == Provider(name=" ".join(name.split()))
        assert provider_problems(project) == []
    written = (tmp_path / "1" / "content" / "provider.yaml").read_text("utf-8")
    for key in ("address", "website", "email", "phone", "signatory", "approvals"):
        assert f"\n# {key}: " in written or f"\n# {key}:\n" in written


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lantern street TRAINING", "is the provider of the example. Write the name of your own."),
        (" ", "There is nothing to be seen in the provider's name. Write it as it is to be"),
        ("Elm\u202eOak", "The provider's name cannot be printed: "),
    ],
)
def test_a_name_that_cannot_be_a_provider_makes_nothing(
    tmp_path: Path, name: str, told: str
) -> None:
    with pytest.raises(CallError) as raised:
        create(tmp_path / "trainings", name)
    assert told in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_new_project_keeps_private_files_out_of_git(tmp_path: Path) -> None:
    ignored = (create(tmp_path / "trainings") / ".gitignore").read_text("utf-8").split("\n")
    assert {"build/", "records/", "content/*/sessions/*/[Rr][Oo][Ss][Tt][Ee][Rr].*"} <= set(ignored)


def test_an_empty_folder_becomes_the_project_and_stays_the_folder_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trainings").mkdir()
    before = (tmp_path / "trainings").stat().st_ino
    monkeypatch.chdir(tmp_path / "trainings")
    assert create(Path()) == Path()
    assert sorted(file.name for file in Path().iterdir()) == [".gitignore", "content"]
    assert (tmp_path / "trainings").stat().st_ino == before
    with pytest.raises(CallError, match=r"^\. is there already and not empty\."):
        create(Path())


@pytest.mark.parametrize("name", ["CON", "nul.txt", "a ", "a.", " ", "a\nb", "a\x1bb", "a:b"])
def test_a_name_that_no_folder_has_everywhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CallError, match="cannot be the name of a folder everywhere"):
        create(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ("trainings", "is a file"),
        ("trainings/notes.txt", "is there already and not empty"),
        ("trainings/.hidden", "is there already and not empty"),
    ],
)
def test_nothing_is_ever_overwritten(tmp_path: Path, there: str, told: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("Mine.")
    before = snapshot(tmp_path)
    with pytest.raises(CallError) as raised:
        create(tmp_path / "trainings")
    assert str(raised.value) == (f"{tmp_path / 'trainings'} {told}. Choose another name.")
    assert snapshot(tmp_path) == before


def test_a_project_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(WorldError) as raised:
            create(tmp_path / "trainings")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert str(raised.value) == f"{tmp_path / 'trainings'} cannot be made: File too large."
    assert list(tmp_path.iterdir()) == []


def test_a_project_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Mine.")
    with pytest.raises(WorldError, match="cannot be made"):
        create(tmp_path / "notes.txt" / "trainings")


def test_the_committed_schemas_are_those_that_the_code_writes() -> None:
    committed = snapshot(REPOSITORY / "content" / ".schemas")
    assert {f".schemas/{name}": text.decode() for name, text in committed.items()} == schemas()
    assert len(committed) == 6


def test_schemas_are_written_into_the_content(project: Project) -> None:
    write_schemas(project)
    for name, text in schemas().items():
        assert (project.content / name).read_text("utf-8") == text


@pytest.mark.parametrize("file", ["provider.yaml", "training.yaml", "article.md", "chart.yaml"])
def test_a_schema_describes_every_key_and_accepts_the_example(file: str) -> None:
    """Check by hand what of JSON Schema 2020-12 the models use; an unknown keyword fails."""
    folder = REPOSITORY / "content" / ("" if file == "provider.yaml" else "two-models")
    text = (folder / file).read_text("utf-8")
    value = yaml.safe_load(text.split("---\n")[1] if file.endswith(".md") else text)
    schema = json.loads(schemas()[f".schemas/{Path(file).stem}.schema.json"])
    comment = re.search(r"\$schema=(\S+)", text)
    assert comment is not None
    assert (folder / comment[1]).resolve().name == f"{Path(file).stem}.schema.json"
    assert schema["additionalProperties"] is False
    assert all("description" in described for described in schema["properties"].values())
    assert _complaints(value, schema, schema) == []
    assert _complaints({**value, "titel": "wrong"}, schema, schema) != []
    for key in schema["required"]:
        left = {name: text for name, text in value.items() if name != key}
        assert _complaints(left, schema, schema) != [], key


def _complaints(  # noqa: C901, PLR0912 - one branch for each keyword, and nothing else
    value: Any, schema: Any, whole: Any
) -> list[str]:
    known = {
        *("$defs", "$ref", "additionalProperties", "anyOf", "default", "description", "format"),
        *("items", "maxProperties", "minItems", "minLength", "minProperties", "pattern"),
        *("propertyNames", "properties", "required", "title", "type", "examples", "maxItems"),
        *("enum", "const", "maxLength", "patternProperties"),
    }
    assert set(schema) <= known, set(schema) - known
    if "$ref" in schema:
        *_, name = schema["$ref"].split("/")
        return _complaints(value, whole["$defs"][name], whole)
    if "anyOf" in schema:
        each = [_complaints(value, option, whole) for option in schema["anyOf"]]
        return [] if [] in each else each[0]
    types = {
        "string": (str, datetime.date),
        "object": dict,
        "array": list,
        "null": type(None),
        "integer": int,
        "number": (int, float),
        "boolean": bool,
    }
    if not isinstance(value, types[schema["type"]]):
        return [f"{value!r} is not {schema['type']}"]
    said = []
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0):
            said.append("too short")
        if not re.search(schema.get("pattern", ""), value):
            said.append(f"{value!r} is not like {schema['pattern']}")
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value):
            said.append("too few")
        for item in value:
            said += _complaints(item, schema["items"], whole)
    if isinstance(value, dict):
        said += [f"no {key}" for key in schema.get("required", ()) if key not in value]
        rest = schema.get("additionalProperties", True)
        if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", 99):
            said.append("too few or too many keys")
        for key, inner in value.items():
            patterns = schema.get("patternProperties", {})
            for pattern, described in patterns.items():
                if re.search(pattern, key):
                    said += _complaints(inner, described, whole)
            if key in schema.get("properties", {}):
                said += _complaints(inner, schema["properties"][key], whole)
            elif rest is False:
                said.append(f"unknown {key}")
            elif rest is not True:
                said += _complaints(inner, rest, whole)
    return said


def test_an_article_and_a_chart_become_a_training_that_can_be_built(
    project: Project, files: tuple[Path, Path]
) -> None:
    shutil.rmtree(project.content / ".schemas")
    written = bring_in(project, files, "own", False, TODAY).written
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
    with pytest.raises(CallError, match=r"content/two-models/ is there already\. .*--replace"):
        bring_in(project, files, "two-models", False, TODAY)
    assert snapshot(project.content / "two-models") == before
    written = bring_in(project, files, "two-models", True, TODAY).written
    after = snapshot(project.content / "two-models")
    replaced = {"article.md", "chart.yaml"}
    assert set(written) == {f"content/two-models/{name}" for name in replaced}
    assert after["training.yaml"] == before["training.yaml"]
    for name in replaced:
        assert after[f"{name}.bak"] == before[name] != after[name]


def test_what_was_there_is_kept_each_time_and_no_copy_is_overwritten(
    project: Project, files: tuple[Path, Path]
) -> None:
    bring_in(project, files, "own", False, TODAY)
    article = project.content / "own" / "article.md"
    first = article.read_bytes()
    article.write_bytes(b"by hand")
    brought = bring_in(project, files, "own", True, TODAY)
    assert brought.written == ("content/own/article.md",)
    assert brought.kept == {"content/own/article.md": "content/own/article.md.bak"}
    article.with_name("article.md.bak2").write_bytes(b"a copy by hand")
    article.write_bytes(b"by hand again")
    brought = bring_in(project, files, "own", True, TODAY)
    assert brought.kept == {"content/own/article.md": "content/own/article.md.bak3"}
    before = snapshot(project.root)
    assert {name: before[f"content/own/article.md{name}"] for name in ("", *BACKUPS)} == {
        "": first, ".bak": b"by hand", ".bak2": b"a copy by hand", ".bak3": b"by hand again",
    }  # fmt: skip
    brought = bring_in(project, files, "own", True, TODAY)
    assert (brought.written, brought.kept) == ((), {})
    assert snapshot(project.root) == before


def test_what_is_kept_is_told(
    project: Project, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for article in ("by hand", None):
        if article:
            (project.content / "two-models" / "article.md").write_text(article)
        Console().imported("two-models", bring_in(project, files, "two-models", True, TODAY))
        told = capsys.readouterr().err
        kept = "content/two-models/article.md, and what was there is kept in "
        assert (f"{kept}content/two-models/article.md.bak\n" in told) == bool(article)
        assert ("Nothing has changed since the last time.\n" in told) != bool(article)


@pytest.mark.parametrize(
    "name", ["", "Own", "own training", "../own", "own/", ".own", "con", "lpt1", "ü", "-a", "a--b"]
)
def test_a_name_that_cannot_be_a_folder_everywhere_is_refused(
    project: Project, files: tuple[Path, Path], name: str
) -> None:
    before = snapshot(project.root)
    with pytest.raises(CallError, match="cannot be the name of a training"):
        bring_in(project, files, name, False, TODAY)
    assert snapshot(project.root) == before


def test_files_with_problems_bring_nothing_in(project: Project, files: tuple[Path, Path]) -> None:
    files[1].write_text("", "utf-8")
    before = snapshot(project.root)
    with pytest.raises(ContentError):
        bring_in(project, files, "own", False, TODAY)
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
        for name in ("chart", "handout", "reading-guide", "where-am-i")
    }
