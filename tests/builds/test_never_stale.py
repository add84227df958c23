"""A build never calls a page current that was made from something else."""

import shutil
from pathlib import Path

import pytest

from handouts.builds import fingerprints as inputs
from handouts.builds.manifest import Manifest, Record, digest
from handouts.builds.plan import plan
from handouts.builds.progress import Progress
from handouts.builds.request import Request
from handouts.errors import CallError, WorldError
from handouts.project.layout import Project
from handouts.workflows import build as pipeline
from tests.small_project import CHART, read, small_project

REQUEST = Request(documents=("chart",), editions=("print",), jobs=1)


@pytest.fixture
def small(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project")


def fingerprints(project: Project, training: str = "tea") -> set[str]:
    """What its files would be made from."""
    made = read(project.root)
    assert made.name == training
    return {job.fingerprint for job in plan(project, [made], REQUEST)}


@pytest.mark.long
def test_what_a_link_in_the_project_leads_to_counts(small: Project) -> None:
    """Links to folders and files, in folders of content, templates and styles, and in a circle."""
    kept = small.root / "shared"
    links = {
        "content/tea/sessions": kept / "deep",
        "content/b": kept / "texts",
        "content/tea/picture.png": kept / "picture.png",
        "templates": kept / "templates",
        "styles/themes": kept / "themes",
        "content/circle": small.content,
        "content/again": kept / "texts",
        "content/loop": Path("loop"),
        "styles/loop": Path("loop"),
    }
    files = [
        *("deep/a/session.yaml", "texts/x/article.md", "picture.png"),
        *("templates/documents/c.html", "themes/own.css"),
    ]
    for name in files:
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        (kept / name).write_text("before")
    for link, target in links.items():
        (small.root / link).parent.mkdir(parents=True, exist_ok=True)
        (small.root / link).symlink_to(target)
    for name in files:
        before = inputs.snapshot(small, ""), inputs.stamps(small)
        (kept / name).write_text("after, and longer")
        assert inputs.snapshot(small, "") != before[0], name
        assert inputs.stamps(small) != before[1], name
    for link in links:
        before_one = inputs.snapshot(small, "")
        (small.root / link).unlink()
        assert inputs.snapshot(small, "") != before_one, link


def test_content_that_is_a_link_as_a_whole_counts(small: Project) -> None:
    small.content.rename(small.root / "texts")
    small.content.symlink_to("texts")
    before = inputs.snapshot(small, "")
    (small.root / "texts/tea/chart.yaml").write_text(CHART.replace("Quick", "Slow"))
    assert inputs.snapshot(small, "") != before


def test_a_template_or_a_style_outside_of_the_project_is_refused(small: Project) -> None:
    outside = small.root.parent / "outside"
    outside.mkdir()
    (outside / "press.css").write_text("")
    for link in ("styles/themes/press.css", "styles/themes", "templates"):
        place = small.root / link
        place.parent.mkdir(parents=True, exist_ok=True)
        target = outside / "press.css" if link.endswith("css") else outside
        place.symlink_to(target)
        with pytest.raises(WorldError) as raised:
            pipeline.build(small, REQUEST)
        assert str(raised.value) == (
            f"{place} leads out of the project, to {target}. Delete the link, and put what it "
            "leads to in its place."
        )
        place.unlink()
        if link.endswith("css"):
            place.parent.rmdir()


def test_what_styles_import_and_show_counts_wherever_it_is(small: Project) -> None:
    packaged = small.style("themes/press.css")
    assert packaged is not None
    theme = small.root / "styles/themes/press.css"
    theme.parent.mkdir(parents=True)
    text = packaged.read_text("utf-8")
    theme.write_text(
        f'@import "more.css";\n{text}h1 {{ background: url(../../art/a.png) }}', "utf-8"
    )
    more, deep = theme.with_name("more.css"), theme.with_name("deep.css")
    more.write_text("@import url('deep.css');")
    deep.write_text("p { color: black }")
    (small.root / "art").mkdir()
    picture = small.root / "art" / "a.png"
    picture.write_bytes(b"before")
    for file in (more, deep, picture):
        before = fingerprints(small)
        file.write_bytes(file.read_bytes() + b"\n")
        assert fingerprints(small) != before, file
    (job,) = plan(small, [read(small.root)], REQUEST)
    assert inputs.outside(small, job.files) == [theme.parent / "../../art/a.png"]


def test_a_file_that_is_a_link_or_in_a_linked_folder_is_not_current(tmp_path: Path) -> None:
    build = tmp_path / "build"
    for name in ("a", "b"):
        (build / name).mkdir(parents=True)
        (build / name / "x.pdf").write_bytes(b"%PDF")
    record = Record("from this", digest(b"%PDF"), pages=1, size=4, seconds=0)
    manifest = Manifest(build, {"a/x.pdf": record, "b/x.pdf": record})
    assert manifest.is_current("a/x.pdf", "from this")
    (build / "a/x.pdf").unlink()
    (build / "a/x.pdf").symlink_to(build / "b/x.pdf")
    assert not manifest.is_current("a/x.pdf", "from this")
    shutil.rmtree(build / "a")
    (build / "a").symlink_to(build / "b")
    assert not manifest.is_current("a/x.pdf", "from this")


def test_runs_side_by_side_keep_what_each_has_made(tmp_path: Path) -> None:
    build = tmp_path / "build"
    old = Record("old", "", pages=1, size=4, seconds=0)
    first = Manifest(build, {"a.pdf": old, "b.pdf": old}, {"s": {"a.pdf": "old"}})
    first.write()
    one, other = Manifest.read(build), Manifest.read(build)
    new = Record("new", "", pages=2, size=4, seconds=0)
    one.files["a.pdf"], other.files["c.pdf"] = new, new
    one.snapshots["one"], other.snapshots["other"] = {"a.pdf": "new"}, {"c.pdf": "new"}
    one.left_out["a"], other.left_out["b"] = ["why"], ["why else"]
    one.warnings = ("Look at it.",)
    one.write()
    other.write()
    kept = Manifest.read(build)
    assert kept.files == {"a.pdf": new, "b.pdf": old, "c.pdf": new}
    assert list(kept.snapshots) == ["s", "one", "other"]
    assert kept.left_out == {"a": ["why"], "b": ["why else"]}
    assert kept.warnings == ("Look at it.",)


def test_content_that_is_edited_during_a_build_is_built_again(small: Project) -> None:
    """Even where the edit is taken back before the build has ended."""
    chart = small.content / "tea" / "chart.yaml"

    def edit(_: Progress) -> None:
        chart.write_text(CHART.replace("Quick", "Hasty"))
        chart.write_text(CHART)

    (one,) = pipeline.build(small, REQUEST, edit)
    assert one.made
    (again,) = pipeline.build(small, REQUEST)
    assert again.made
    (last,) = pipeline.build(small, REQUEST)
    assert not last.made


NAMES = {
    "tea": "tea", "tea/": "tea", "tea//": "tea", "./tea": "tea", "content/tea": "tea",
    "./content/tea/": "tea", "tea\\": "tea", "tea/may": "tea/may", "tea/may/": "tea/may",
    "tea//may": "tea/may", "tea/sessions/may": "tea/may", "content/tea/sessions/may/": "tea/may",
    "tae": "tae", "nothing/here": "nothing/here",
}  # fmt: skip
REFUSED = ("", " ", "/", ".", "..", "/tea", "../tea", "tea/../../x", "a/b/c", "content", "t\0a")


def test_a_name_is_understood_as_shells_complete_it_or_refused(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.root)
    assert {typed: small.name(typed) for typed in NAMES} == NAMES
    for typed in (f"{small.content}/tea", f"{small.content}/tea/"):
        assert small.name(typed) == "tea"
    assert small.name(f"{small.content}/tea/sessions/may") == "tea/may"
    for typed in REFUSED:
        with pytest.raises(CallError, match="names no training and no session"):
            small.name(typed)
    monkeypatch.chdir(small.content / "tea")
    assert [small.name(typed) for typed in (".", "../tea", "tea/")] == ["tea"] * 3
    (small.root.parent / "link").symlink_to(small.root)
    assert small.name(f"{small.root.parent}/link/content/tea") == "tea"


def test_a_name_that_is_refused_is_told_in_one_line(small: Project) -> None:
    with pytest.raises(CallError) as raised:
        small.name("/a\nb\x1b[31m")
    assert str(raised.value) == (
        '"/a\\nb\\x1b[31m" names no training and no session. Write TRAINING or TRAINING/SESSION.'
    )


def test_a_name_with_a_slash_behind_it_builds_what_the_name_does(small: Project) -> None:
    built = pipeline.build(
        small, Request(("tea/", "./content/tea"), ("chart",), ("print",), jobs=1)
    )
    assert [small.relative(one.path) for one in built] == ["build/tea/participants/print/chart.pdf"]
