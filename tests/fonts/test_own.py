"""Fonts of a project's own: looked at with limits, and used in documents."""

import io
from pathlib import Path

import brotli
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from handouts.builds.fingerprints import snapshot
from handouts.builds.plan import plan
from handouts.builds.request import Request
from handouts.builds.typeset_job import typeset
from handouts.content.load_training import load
from handouts.errors import ContentError, Problem
from handouts.fonts import theme_fonts
from handouts.fonts.own import LARGEST, own_fonts
from handouts.project.layout import Project
from handouts.typesetting.render import Typesetter
from handouts.workflows.backup import back_up, restore
from handouts.workflows.check import check
from tests import reading
from tests.small_project import small_project

LETTERS = {ord(c): f"g{ord(c)}" for c in map(chr, range(0x20, 0x7F))}


def font(
    family: str = "Hill", *, style: str = "Regular", rights: int = 0, licence: str = ""
) -> bytes:
    """A font with a box for each letter of ASCII."""
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", *LETTERS.values()]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(LETTERS)
    pen = TTGlyphPen(None)
    for n, point in enumerate([(50, 0), (450, 0), (450, 600), (50, 600)]):
        (pen.lineTo if n else pen.moveTo)(point)
    pen.closePath()
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    named = {
        "familyName": family,
        "styleName": style,
        "psName": f"{family}-{style}".replace(" ", ""),
    }
    builder.setupNameTable(named | ({"licenseDescription": licence} if licence else {}))
    weight, italic = (700 if "Bold" in style else 400), "Italic" in style
    builder.setupOS2(fsType=rights, usWeightClass=weight, fsSelection=1 if italic else 0x40)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def as_woff2(content: bytes) -> bytes:
    out = io.BytesIO()
    with TTFont(io.BytesIO(content)) as one:
        one.flavor = "woff2"
        one.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """A small file that claims little and unpacks to much."""
    packed = brotli.compress(b"\0" * (LARGEST + 1_000_000), quality=1)
    head = b"wOF2\0\1\0\0" + bytes(4) + (1).to_bytes(2) + bytes(2)
    sizes = (100_000).to_bytes(4) + len(packed).to_bytes(4)
    return head + sizes + bytes(24) + b"\x00\x64" + packed


def put(root: Path, **files: bytes) -> Project:
    """Put files into `fonts/`, `_` standing for the dot before the last part of their names."""
    (root / "fonts").mkdir(exist_ok=True)
    for name, content in files.items():
        stem, _, kind = name.rpartition("_")
        (root / "fonts" / f"{stem}.{kind}").write_bytes(content)
    return Project(root)


def test_a_font_says_its_family_its_style_its_letters_and_its_licence(tmp_path: Path) -> None:
    licence = "Free\nto use"
    put(tmp_path, a_ttf=font(licence=licence), b_woff2=as_woff2(font(style="Bold Italic")))
    (tmp_path / "fonts" / "OFL.txt").write_text("the licence of them", "utf-8")
    found = own_fonts(tmp_path)
    assert found.refused == ()
    assert found.families == ("Hill",)
    upright, slanted = found.of("hill")
    assert (upright.weight, upright.is_italic, upright.licence) == (400, False, "Free to use")
    assert (slanted.weight, slanted.is_italic, slanted.licence) == (700, True, "")
    assert upright.letters == LETTERS.keys()
    assert upright.faces == {400: ""}


def test_a_variable_font_has_the_weights_that_pages_ask_for(tmp_path: Path) -> None:
    file = theme_fonts.file_of(theme_fonts.FACES["WorkSans-Regular.ttf"])
    assert file is not None
    put(tmp_path, variable_ttf=file.read_bytes())
    (one,) = own_fonts(tmp_path).fonts
    assert one.family == "Work Sans"
    assert one.faces == {400: "#wght=400", 600: "#wght=600", 700: "#wght=700"}


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.ttf", font()[:400], "is damaged: not all of a font is in it"),
        ("a.ttf", b"\0\1\0\0" + b"\xff" * 400, "is damaged: not all of a font is in it"),
        ("a.woff2", as_woff2(font())[:200], "is damaged: not all of a font is in it"),
        ("a.woff2", b"wOF2", "is damaged: not all of a font is in it"),
        ("a.ttf", as_woff2(font()), "is something else than its name says"),
        ("a.otf", b"<html>", "is something else than its name says"),
        ("a.ttf", b"ttcf" + bytes(400), "is something else than its name says"),
        ("a.woff", b"wOFF", "is no font that a page can be set in"),
        ("a.exe", b"MZ", "is no font that a page can be set in"),
        ("a.woff2", bomb(), "is larger than a font is, 20 million bytes"),
        (
            "a.ttf",
            font(rights=0x0002),
            "may not be put into a PDF: its maker has forbidden it in the font",
        ),
        (
            "a.ttf",
            font(rights=0x0104),
            "may be put into a PDF only as a whole or as dots, which its maker has written into "
            "the font",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: bytes, cause: str
) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / name).write_bytes(content)
    found = own_fonts(tmp_path)
    assert found.fonts == ()
    assert [(file, Problem(file, 0, why).cause) for file, why in found.refused] == [(name, cause)]


@pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008, 0x000A])
def test_a_font_that_may_be_embedded_for_print_or_for_more_is_taken(
    tmp_path: Path, rights: int
) -> None:
    assert own_fonts(put(tmp_path, a_ttf=font(rights=rights)).root).families == ("Hill",)


def test_a_link_that_leads_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.ttf").write_bytes(font())
    root = tmp_path / "project"
    (root / "fonts").mkdir(parents=True)
    (root / "fonts" / "a.ttf").symlink_to(tmp_path / "outside.ttf")
    ((name, why),) = own_fonts(root).refused
    assert (name, Problem(name, 0, why).cause) == (
        "a.ttf",
        "is a link that leads out of the project",
    )


def with_fonts(folder: Path, choice: str, **files: bytes) -> Project:
    """The project of tea with fonts and a choice of them."""
    project = small_project(folder)
    put(project.root, **files)
    provider = project.content / "provider.yaml"
    provider.write_text(f"{provider.read_text('utf-8')}fonts: {{{choice}}}\n", "utf-8")
    return project


def problems(project: Project) -> list[tuple[str, str, str]]:
    with pytest.raises(ContentError) as raised:
        check(project)
    return [(one.path, one.cause, one.fix) for one in raised.value.problems]


def test_a_font_that_is_not_there_is_reported_with_the_nearest(tmp_path: Path) -> None:
    files = {"a_ttf": font("Hill Sans"), "b_ttf": font("Brook")}
    project = with_fonts(tmp_path, "text: Hil Sans, labels: Zzz", **files)
    assert problems(project) == [
        ("content/provider.yaml", 'there is no font "Hil Sans" in fonts/',
         'Did you mean "Hill Sans"?'),
        ("content/provider.yaml", 'there is no font "Zzz" in fonts/',
         "There are: Brook, Hill Sans."),
    ]  # fmt: skip


def test_a_damaged_font_is_a_problem_once_fonts_are_chosen(tmp_path: Path) -> None:
    project = with_fonts(tmp_path / "a", "text: Hill", a_ttf=font(), b_ttf=font()[:300])
    ((path, cause, fix),) = problems(project)
    assert (path, cause) == ("fonts/b.ttf", "is damaged: not all of a font is in it")
    assert fix == "Take the font from where you have it once more."
    other = small_project(tmp_path / "b")
    put(other.root, b_ttf=font()[:300])
    assert check(other)


def test_without_a_folder_the_fix_says_where_fonts_go(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    provider = project.content / "provider.yaml"
    provider.write_text(f"{provider.read_text('utf-8')}fonts: {{text: Hill}}\n", "utf-8")
    ((_, cause, fix),) = problems(project)
    assert cause == 'there is no font "Hill": the project has no fonts in a folder fonts/'
    assert "Make a folder fonts/ beside content/" in fix


def test_check_says_whose_licence_a_font_has_and_which_letters_it_lacks(tmp_path: Path) -> None:
    project = with_fonts(tmp_path, "text: Hill", a_ttf=font(licence="OFL 1.1."))
    article = next(project.content.glob("*/article.md"))
    article.write_text(f"{article.read_text('utf-8')}\nŁódź\n", "utf-8")
    found = check(project)
    assert 'fonts/a.ttf is "Hill"; its licence, as it says itself: OFL 1.1.' in found.looks
    (letters,) = [one for one in found.warnings if "lacks" in one]
    assert letters == (
        'the font "Hill" lacks ó, Ł, ź, which content/tea/ has; they are printed in another one.'
    )
    assert any("has no italics" in one for one in found.warnings)
    assert any("has no bold face" in one for one in found.warnings)


def made(project: Project) -> bytes:
    trainings = load(project, project.trainings())
    (job,) = plan(project, trainings, Request(documents=("chart",), editions=("print",)))
    found = typeset(job, Typesetter(project.layers))
    assert found.faults == ()
    return found.content


@pytest.mark.long
@pytest.mark.parametrize("kind", ["ttf", "woff2"])
def test_a_document_is_in_the_fonts_that_are_chosen(tmp_path: Path, kind: str) -> None:
    variable = theme_fonts.file_of(theme_fonts.FACES["WorkSans-Regular.ttf"])
    assert variable is not None
    content = variable.read_bytes()
    files = {f"a_{kind}": as_woff2(content) if kind == "woff2" else content, "b_ttf": font()}
    project = with_fonts(tmp_path, "labels: work sans, headings: Hill", **files)
    fonts = reading.fonts(PdfReader(io.BytesIO(made(project))))
    names = set(fonts)
    assert any("Work-Sans" in name for name in names), names
    assert any("Hill" in name for name in names), names
    assert all(fonts.values())


def test_another_font_makes_a_document_anew(tmp_path: Path) -> None:
    project = with_fonts(tmp_path, "text: Hill", a_ttf=font())

    def state() -> tuple[str, str]:
        trainings = load(project, project.trainings())
        (job,) = plan(project, trainings, Request(documents=("chart",), editions=("print",)))
        return job.fingerprint, snapshot(project, "", "x")

    first = state()
    put(project.root, a_ttf=font(licence="another"))
    second = state()
    assert first[0] != second[0]
    assert first[1] != second[1]


def test_a_backup_has_the_fonts(tmp_path: Path) -> None:
    hill = font()
    project = with_fonts(tmp_path / "a", "text: Hill", a_ttf=hill)
    content = back_up(project, "a long passphrase").content
    restore(content, "a long passphrase", tmp_path / "b")
    assert (tmp_path / "b" / "fonts" / "a.ttf").read_bytes() == hill
