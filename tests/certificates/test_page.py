"""A certificate: two sides, whatever there is to say, with a place for each person's lines."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from handouts.branding.colours import contrast
from handouts.certificates.certificate import (
    ApprovalStatement,
    CertificateTerms,
    Face,
    FrameDesign,
    Signer,
)
from handouts.certificates.page import (
    Fit,
    PageVariant,
    certificate_page,
    frame_colour,
    own_style,
)
from handouts.certificates.page_fit import is_fitting
from handouts.documents.editions import EDITIONS
from handouts.errors import WorldError
from handouts.languages.phrases import Phrases
from handouts.project.layout import Project
from handouts.typesetting.raster import PdfPages
from handouts.typesetting.render import Layout, Typesetter, write
from tests.conftest import REPOSITORY
from tests.reading import letters, pages

FACE = ("person-provider", "person-name", "person-credentials", "person-foot")
BACK = ("person-holder", "person-hours", "person-number", "person-replaces")
ONE_SIDE = ("person-name", "person-licence", "person-hours", "person-number", "person-replaces")
CODE = "person-code"
EVERYTHING = frozenset({"credentials", "licence", "replaces"})
SCRIPTS = {"award": "Great-Vibes", "full": "Great-Vibes"}
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
    face="award",
    signers=(Signer("Ann Leaf, PhD", "Director"),),
    objectives=("Warm the *pot* first", "Tell one leaf from another"),
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
    signers=(
        Signer("Ann Leaf, PhD", "Director of Tea and of Coffee", "logo.png"),
        Signer("Jonathan Abernathy, LMFT", "Chair", "logo.png"),
    ),
    objectives=("Tell one leaf from another, by its colour, its smell and its edge",) * 6,
    on_face=(SHORT,),
    times_on_face=True,
)
ONE_SIDED = replace(FULLEST, face="full", signature="logo.png", signers=FULLEST.signers[:1])
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
    fit: Fit = "open",
) -> Layout:
    page = certificate_page(project, terms, PageVariant(filled, fit))
    return typesetter.lay_out(page.html, project.content, page.sheets)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("frame", ["engraved", "rules", "plain"])
@pytest.mark.parametrize("terms", [FULLEST, PLAINEST], ids=["fullest", "plainest"])
def test_all_of_it_stands_on_two_sides_inside_the_frame(
    project: Project,
    typesetter: Typesetter,
    terms: CertificateTerms,
    frame: FrameDesign,
    paper: str,
) -> None:
    terms = replace(terms, paper=paper, frame=frame)
    fit: Fit = "close" if terms.statements else "open"
    layout = laid_out(project, typesetter, terms, frozenset({"credentials", "replaces"}), fit)
    assert (layout.page_count, layout.warnings) == (2, ())
    assert is_fitting(layout)
    foot, code = layout.box("person-foot"), layout.box(CODE)
    assert foot is not None
    assert code is not None
    assert (foot.page, code.page) == (0, 1)
    assert layout.page_height(0) - foot.top - foot.height > 18
    assert layout.page_height(1) - code.top - code.height > 15


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_everything_can_stand_on_one_side(
    project: Project, typesetter: Typesetter, paper: str
) -> None:
    layout = laid_out(project, typesetter, replace(ONE_SIDED, paper=paper))
    assert (layout.page_count, layout.warnings) == (1, ())
    assert is_fitting(layout)
    assert all(layout.box(name) for name in (*ONE_SIDE, CODE))


def test_words_without_room_are_found(project: Project, typesetter: Typesetter) -> None:
    long = replace(FULLEST, statements=FULLEST.statements * 4)
    assert not is_fitting(laid_out(project, typesetter, long, fit="close"))
    wordy = replace(TERMS, presenters=TERMS.presenters * 150)
    assert not is_fitting(laid_out(project, typesetter, wordy, fit="close"))


def test_what_is_on_the_paper_already_leaves_everything_else_where_it_was(
    project: Project, typesetter: Typesetter
) -> None:
    for terms in (replace(FULLEST, statements=()), PLAINEST):
        printed = laid_out(project, typesetter, terms)
        preprinted = laid_out(project, typesetter, replace(terms, preprinted=True))
        for name in (*FACE, *BACK, CODE):
            assert preprinted.box(name) == printed.box(name) is not None


def test_nothing_moves_on_the_face_where_a_certificate_replaces_none(
    project: Project, typesetter: Typesetter
) -> None:
    with_it = laid_out(project, typesetter, TERMS)
    without = laid_out(project, typesetter, TERMS, EVERYTHING - {"replaces"})
    assert without.box("person-replaces") is None
    for name in (*FACE, *BACK[:3], CODE):
        assert without.box(name) == with_it.box(name)


def test_four_sizes_lead_from_the_name_to_the_rest(
    project: Project, typesetter: Typesetter
) -> None:
    layout = laid_out(project, typesetter, TERMS)
    content, _ = write(layout, EDITIONS["print"].printing)
    sizes: dict[str, float] = {}

    def kept(text: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
        sizes.setdefault(text.strip(), size * abs(tm[3]) * 0.75)

    PdfReader(BytesIO(content)).pages[0].extract_text(visitor_text=kept)

    def size_of(text: str) -> float:
        return next(size for shown, size in sizes.items() if text in shown)

    parts = ("Alexandra", "Certificate of", "Two Ways", "is awarded to")
    assert [round(size_of(part)) for part in parts] == [43, 40, 22, 12]


def test_a_name_has_room_for_two_lines_and_the_code_for_its_quiet_zone(
    project: Project, typesetter: Typesetter
) -> None:
    layout = laid_out(project, typesetter, TERMS)
    name, code = (found for n in ("person-name", CODE) if (found := layout.box(n)))
    assert name.width >= 200
    assert name.height >= 17
    assert code.width == pytest.approx(code.height) == pytest.approx(24, abs=0.1)


def test_signatures_and_seal_share_one_line(project: Project, typesetter: Typesetter) -> None:
    layout = laid_out(project, typesetter, FULLEST, fit="close")
    seal = layout.box("person-seal")
    assert seal is not None
    assert seal.width == pytest.approx(40, abs=0.1)
    assert seal.left + seal.width / 2 == pytest.approx(279.4 / 2, abs=0.5)
    html = certificate_page(project, FULLEST, PageVariant(EVERYTHING)).html
    assert html.count('class="signature"') == 2
    assert "Date of issue" not in html.partition('class="back"')[0]
    alone = certificate_page(project, TERMS, PageVariant(EVERYTHING)).html.partition(
        'class="back"'
    )[0]
    assert alone.count('class="signature"') == 2
    assert "Date of issue" in alone


def test_each_personal_line_is_one_run_of_text(project: Project) -> None:
    for terms, names in ((TERMS, (*FACE, *BACK)), (ONE_SIDED, ONE_SIDE)):
        html = certificate_page(project, terms, PageVariant(EVERYTHING)).html
        for name in names:
            assert re.search(rf'<p id="{name}" class="personal {name}">[^<>]+</p>', html)
        order = [html.index(f'id="{name}"') for name in (*names, CODE)]
        assert order == sorted(order)


def test_what_a_certificate_says(project: Project, typesetter: Typesetter) -> None:
    terms = replace(TERMS, signers=(Signer("", "Director"),))
    content, warnings = write(
        laid_out(project, typesetter, terms, frozenset()), EDITIONS["print"].printing
    )
    face, back = map(letters, pages(PdfReader(BytesIO(content))))
    assert warnings == ()
    assert face == letters(
        "QUIET HARBOUR COURSES Certificate of Completion is awarded to Alexandra Example "
        "License: state number who completed six clock hours of continuing education, including "
        "one hour of ethics, in Two Ways to Make Tea presented by Ann Leaf, PhD, in person at "
        "Harbour Hall, Austin, on November 14, 2026 Signature Director November 16, 2026 Date of "
        "issue 7K4M-9QXR-2TPA"
    )
    assert back.replace("•", "") == letters(
        "Record of this certificate Alexandra Example Approvals Board of Tea no. 12 Quiet "
        "Harbour Courses is approved by the Board of Tea. Learning objectives Warm the pot first "
        "Tell one leaf from another Details Training Two Ways to Make Tea Dates and times "
        "November 14, 2026, 9:00 a.m.–4:30 p.m. Place Harbour Hall, Austin (in person) "
        "Credit 6 clock hours Certificate number 7K4M-9QXR-2TPA Date of issue "
        "November 16, 2026 Provider Quiet Harbour Courses 1 Quay Street Austin, Texas "
        "www.example.org How to check this certificate "
        "Verify at www.example.org/verify Scan the code with a phone. The page shows what was "
        "signed: name, training, dates and hours. This paper must say the same. Keep this "
        "certificate: a licensing board may ask for it years from now."
    )


def test_attendance_is_called_attendance_and_tells_several_days(project: Project) -> None:
    days = (("2026-01-02", "", ""), ("2026-01-03", "13:05", ""))
    terms = replace(PLAINEST, days=days, format="live interactive webinar", place="Zoom")
    html = certificate_page(project, terms, PageVariant(EVERYTHING)).html
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Certificate of Attendance is awarded to" in text
    assert "who attended six clock hours of the training Two Ways to Make Tea" in text
    said = "presented by Ann Leaf, PhD on January 2, 2026 and January 3, 2026 ("
    assert said + "live interactive webinar, Zoom)" in text
    assert "January 3, 2026, 1:05 p.m." in text


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("1", "one clock hour"),
        ("0.5", "half a clock hour"),
        ("5.5", "five and a half clock hours"),
        ("12", "twelve clock hours"),
        ("12.5", "twelve and a half clock hours"),
        ("13", "13 clock hours"),
        ("1.25", "1.25 clock hours"),
        ("0.25", "0.25 clock hours"),
    ],
)
def test_hours_are_words_to_twelve(project: Project, hours: str, said: str) -> None:
    html = certificate_page(
        project, replace(TERMS, hours=hours, categories=()), PageVariant(EVERYTHING)
    ).html
    assert f">who completed {said} of continuing education in<" in html


def test_statements_that_rules_name_are_on_the_face_too(project: Project) -> None:
    html = certificate_page(project, replace(TERMS, on_face=(SHORT,)), PageVariant(EVERYTHING)).html
    face, _, back = html.partition('class="back"')
    said = "Quiet Harbour Courses is approved by the Board of Tea."
    assert (face.count(said), back.count(said)) == (1, 1)
    assert f"{said} Provider no. 12." in face


@pytest.mark.parametrize("theme", ["clinic", "grid", "journal", "press", "quiet", "signal"])
def test_sheets_run_from_fonts_to_paper_and_the_frame_has_the_theme_s_colour(
    project: Project, theme: str
) -> None:
    page = certificate_page(project, replace(TERMS, theme=theme, paper="a4"), PageVariant())
    of_kind = ("certificates/certificate", "certificates/a4")
    names = ("fonts", "certificates/fonts", "base", f"themes/{theme}", *of_kind)
    assert page.sheets == tuple(REPOSITORY / "styles" / f"{name}.css" for name in names)
    colour = re.search(r"--brand-rule: (#\w{6});", page.sheets[3].read_text("utf-8"))
    assert colour is not None
    assert f'stroke="{colour[1]}"' in page.html


@pytest.mark.parametrize(
    ("theme", "family"), [("journal", "Source-Serif-Pro"), ("signal", "Source-Sans-Pro")]
)
def test_a_theme_with_faces_of_its_own_has_certificates_in_one_of_ours(
    project: Project, typesetter: Typesetter, theme: str, family: str
) -> None:
    layout = laid_out(project, typesetter, replace(TERMS, theme=theme))
    content, _ = write(layout, EDITIONS["print"].printing)
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in PdfReader(BytesIO(content)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert {name for name in fonts if not name.startswith(family)} == {"EB-Garamond"}


def test_a_missing_stylesheet_is_told(project: Project) -> None:
    with pytest.raises(WorldError) as raised:
        certificate_page(project, replace(TERMS, theme="gone"), PageVariant())
    assert str(raised.value) == "There is no stylesheet styles/themes/gone.css."


def test_a_project_s_own_template_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "certificates" / "certificate.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ occasion.provider }} has {{ density }} pages", "utf-8")
    page = certificate_page(Project(tmp_path), TERMS, PageVariant())
    assert page.html == "Quiet Harbour Courses has even pages"


def test_words_and_dates_are_those_of_the_language(project: Project) -> None:
    british = PageVariant(frozenset(), phrases=Phrases("en-GB"))
    html = certificate_page(project, TERMS, british).html
    assert '<html lang="en-GB">' in html
    assert "Licence: state" in html
    assert "14\u00a0November\u00a02026" in html
    assert "14 November 2026, 9:00–16:30" in html


def test_frame_and_seal_have_the_providers_colour_where_paper_shows_it(project: Project) -> None:
    assert frame_colour(project, replace(TERMS, colour="#b3471d")) == "#b3471d"
    pale = frame_colour(project, replace(TERMS, colour="#f5d90a"))
    assert contrast(pale) >= 3
    html = certificate_page(project, replace(TERMS, colour="#b3471d"), PageVariant()).html
    assert 'stroke="#b3471d"' in html
    assert "--accent" in own_style(project, replace(TERMS, colour="#b3471d"))
    assert own_style(project, TERMS) == ":root {  }"


def test_a_logo_stands_in_the_seal_unless_the_paper_has_it(project: Project) -> None:
    terms = replace(TERMS, logo_small="logo.png")
    assert "logo.png" in own_style(project, terms)
    assert "logo.png" not in own_style(project, replace(terms, preprinted=True))


@pytest.mark.parametrize("stock", ["preprinted", "foil", "blind"])
def test_no_logo_is_printed_below_what_takes_the_place_of_the_seal(
    project: Project, stock: str
) -> None:
    terms = replace(TERMS, logo_small="logo.png", **{stock: True})
    assert "logo.png" not in own_style(project, terms)


@pytest.mark.parametrize("face", ["award", "full"])
def test_the_headline_alone_is_in_a_face_of_its_own(
    project: Project, typesetter: Typesetter, face: Face
) -> None:
    for script, families in ((False, {"award": "EB-Garamond", "full": ""}), (True, SCRIPTS)):
        layout = laid_out(project, typesetter, replace(TERMS, face=face, script=script))
        content, _ = write(layout, EDITIONS["print"].printing)
        said: dict[str, str] = {}

        def kept(
            text: str, _cm: object, _tm: object, font: object, _size: float, said: dict = said
        ) -> None:
            if isinstance(font, dict):
                said[text.strip()] = font["/BaseFont"].partition("+")[2]

        PdfReader(BytesIO(content)).pages[0].extract_text(visitor_text=kept)
        own = [text for text, font in said.items() if font == families[face]]
        assert own == (["Certificate of Completion"] if families[face] else [])


def test_a_headline_that_the_hand_lacks_letters_for_is_in_the_usual_face(project: Project) -> None:
    greek = Phrases("en-GB", (("certificate.completion", (("", "", "Πιστοποιητικό"),)),))
    terms = replace(TERMS, script=True)
    sheets = [
        {sheet.name for sheet in certificate_page(project, terms, variant).sheets}
        for variant in (PageVariant(), PageVariant(phrases=greek))
    ]
    assert ["script.css" in names for names in sheets] == [True, False]


@pytest.mark.parametrize("face", ["award", "full"])
def test_ticks_show_an_embosser_where_the_seal_is_to_be(
    project: Project, typesetter: Typesetter, face: Face
) -> None:
    terms = replace(TERMS, face=face, blind=True)
    layout = laid_out(project, typesetter, terms)
    assert (layout.page_count, layout.warnings) == (1 if face == "full" else 2, ())
    seal = layout.box("person-seal")
    assert seal is not None
    assert is_fitting(layout)
    with PdfPages(write(layout, EDITIONS["print"].printing)[0]) as shown:
        picture = shown.picture(0, 254).convert("L")
    middle = (seal.left + seal.width / 2, seal.top + seal.height / 2)

    def darkest(x: float, y: float) -> int:
        left, top = (
            round((place + offset) * 10) for place, offset in zip(middle, (x, y), strict=True)
        )
        around = picture.crop((left - 4, top - 4, left + 4, top + 4))
        return int(around.getextrema()[0])

    ticks = [darkest(-22.8, 0), darkest(22.8, 0), darkest(0, -22.8)]
    assert max(ticks) < 200
    assert darkest(0, 0) > 250


def test_a_ground_is_drawn_only_where_it_is_asked_for(project: Project) -> None:
    drawn = [
        certificate_page(project, replace(TERMS, ground=ground), PageVariant()).html
        for ground in (False, True)
    ]
    assert ["stroke-opacity" in html for html in drawn] == [False, True]
