"""A certificate: one page, whatever there is to say, with a place for each person's lines."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from handouts.certificates.certificate import ApprovalStatement, CertificateTerms
from handouts.certificates.page import certificate_page
from handouts.documents.editions import EDITIONS
from handouts.errors import WorldError
from handouts.project.layout import Project
from handouts.typesetting.render import Layout, Typesetter, write
from tests.conftest import REPOSITORY
from tests.reading import pages

PERSON = ("person-name", "person-licence", "person-hours", "person-number", "person-replaces")
CODE = "person-code"
EVERYTHING = frozenset({"licence", "replaces"})
LONGEST_TITLE = (
    "Kettle and Pot: What Community Kitchens Can Learn from *Two Thousand Years* of Tea, of "
    "Patience and of Open Talk at Table"
)
SENTENCES = (
    "Quiet Harbour Courses is approved for all that it teaches about tea and its makers. " * 5
)
SHORT = ApprovalStatement(
    "Board of Tea", "12", "Quiet Harbour Courses is approved by the Board of Tea."
)

TERMS = CertificateTerms(
    session="tea/harbour",
    kind="completion",
    title="Two Ways to Make *Tea*",
    part="",
    presenters=("Ann Leaf, PhD",),
    days=(("2026-11-14", "09:00", "16:30"),),
    place="Harbour Hall, Austin",
    format="in person",
    hours="6",
    categories=(("ethics", "1"),),
    provider="Quiet Harbour Courses",
    address=("1 Quay Street", "Austin, Texas"),
    contact=("www.example.org",),
    statements=(SHORT,),
    signatory="Ann Leaf, PhD",
    signatory_title="Director",
    signature="",
    logo="",
    verify_url="https://www.example.org/verify/",
    language="en",
    theme="press",
    paper="letter",
    preprinted=False,
    issued="2026-11-16",
)
FULLEST = replace(
    TERMS,
    title=LONGEST_TITLE,
    part="Part 2 of 3",
    presenters=(
        "Ann Leaf, PhD, LPC-S",
        "Jonathan Abernathy, LMFT",
        "Siobhán Cup, LCSW",
        "Li Pot, MD",
    ),
    days=tuple((f"2026-11-{day}", "09:00", "16:30") for day in (12, 13, 14)),
    categories=(("ethics", "1"), ("cultural diversity", "2"), ("supervision", "1.5")),
    statements=tuple(
        ApprovalStatement(f"Board {n} of Tea, Coffee and Cocoa", "12", SENTENCES) for n in "123"
    ),
    logo="logo.png",
    signature="logo.png",
)
PLAINEST = replace(TERMS, kind="attendance", statements=(), categories=(), logo="logo.png")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("certificates")
    (root / "content").mkdir()
    Image.new("RGB", (60, 40)).save(root / "content" / "logo.png")
    return Project(root.resolve())


@pytest.fixture(scope="module")
def typesetter(project: Project) -> Typesetter:
    return Typesetter([project.root])


def laid_out(
    project: Project,
    typesetter: Typesetter,
    terms: CertificateTerms,
    filled: frozenset[str] = EVERYTHING,
) -> Layout:
    page = certificate_page(project, terms, filled)
    return typesetter.lay_out(page.html, project.content, page.sheets)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("terms", [FULLEST, PLAINEST], ids=["fullest", "plainest"])
def test_all_of_it_stands_on_one_page_inside_the_frame(
    project: Project, typesetter: Typesetter, terms: CertificateTerms, paper: str
) -> None:
    layout = laid_out(project, typesetter, replace(terms, paper=paper))
    assert (layout.page_count, layout.warnings) == (1, ())
    code = layout.box(CODE)
    assert code is not None
    assert layout.page_height(0) - code.top - code.height > 21


def test_what_is_on_the_paper_already_leaves_everything_else_where_it_was(
    project: Project, typesetter: Typesetter
) -> None:
    for terms in (FULLEST, PLAINEST):
        printed = laid_out(project, typesetter, terms)
        preprinted = laid_out(project, typesetter, replace(terms, preprinted=True))
        for name in (*PERSON, CODE):
            assert preprinted.box(name) == printed.box(name) is not None


def test_nothing_moves_where_a_certificate_replaces_none(
    project: Project, typesetter: Typesetter
) -> None:
    with_it = laid_out(project, typesetter, TERMS)
    without = laid_out(project, typesetter, TERMS, frozenset({"licence"}))
    assert without.box("person-replaces") is None
    for name in (*PERSON[:4], CODE):
        assert without.box(name) == with_it.box(name)


def test_a_name_has_room_for_two_lines_and_the_code_for_its_quiet_zone(
    project: Project, typesetter: Typesetter
) -> None:
    layout = laid_out(project, typesetter, FULLEST)
    name, licence, number, code = (
        found for n in (*PERSON[:2], PERSON[3], CODE) if (found := layout.box(n))
    )
    assert name.width >= 200
    assert licence.top - (name.top + name.height) >= 5
    assert code.width == pytest.approx(code.height) == pytest.approx(28, abs=0.1)
    assert code.left - (number.left + number.width) >= 3


def test_each_personal_line_is_one_run_of_text(project: Project) -> None:
    html = certificate_page(project, TERMS, EVERYTHING).html
    for name in PERSON:
        assert re.search(rf'<p id="{name}" class="personal {name}">[^<>]+</p>', html)
    order = [html.index(f'id="{name}"') for name in (*PERSON, CODE)]
    assert order == sorted(order)


def test_what_a_certificate_says(project: Project, typesetter: Typesetter) -> None:
    content, warnings = write(
        laid_out(project, typesetter, replace(TERMS, signatory=""), frozenset()),
        EDITIONS["print"].printing,
    )
    (text,) = pages(PdfReader(BytesIO(content)))
    assert warnings == ()
    assert text == (
        "Quiet Harbour Courses 1 Quay Street · Austin, Texas · www.example.org "
        "Certificate of Completion This certifies that Alexandra Example, PhD "
        "Licence: state number has completed Two Ways to Make Tea taught by Ann Leaf, PhD "
        "14 November 2026, 9:00–16:30 · Harbour Hall, Austin · in person 6 clock hours "
        "of these 1 in ethics Board of Tea No. 12 Quiet Harbour Courses is approved by the Board "
        "of Tea. Signature Director Certificate number 7K4M-9QXR-2TPA Issued 16 November 2026 "
        "Scan to verify: www.example.org/verify Keep this certificate for your records."
    )
    assert len(content) < 24_000


def test_attendance_is_called_attendance_and_tells_several_days(project: Project) -> None:
    days = (("2026-01-02", "", ""), ("2026-01-03", "13:05", ""))
    html = certificate_page(project, replace(PLAINEST, days=days), EVERYTHING).html
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Certificate of Attendance This certifies that" in text
    assert "has attended Two Ways to Make Tea taught by Ann Leaf, PhD 2 January 2026 ; " in text
    assert "3 January 2026, 13:05 Harbour Hall, Austin" in text


@pytest.mark.parametrize("theme", ["press", "quiet", "studio"])
def test_sheets_run_from_fonts_to_paper_and_the_frame_has_the_theme_s_colour(
    project: Project, theme: str
) -> None:
    page = certificate_page(project, replace(TERMS, theme=theme, paper="a4"), frozenset())
    names = ("fonts", "base", f"themes/{theme}", "certificates/certificate", "certificates/a4")
    assert page.sheets == tuple(REPOSITORY / "styles" / f"{name}.css" for name in names)
    colour = re.search(r"--accent: (#\w{6});", page.sheets[2].read_text("utf-8"))
    assert colour is not None
    assert f'stroke="{colour[1]}"' in page.html


def test_a_missing_stylesheet_is_told(project: Project) -> None:
    with pytest.raises(WorldError) as raised:
        certificate_page(project, replace(TERMS, theme="gone"), frozenset())
    assert str(raised.value) == "There is no stylesheet styles/themes/gone.css."


def test_a_project_s_own_template_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "certificates" / "certificate.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ occasion.provider }} has {{ density }} pages", "utf-8")
    page = certificate_page(Project(tmp_path), TERMS, frozenset())
    assert page.html == "Quiet Harbour Courses has even pages"
