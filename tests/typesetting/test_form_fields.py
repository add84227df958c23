import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from handouts.documents.editions import EDITIONS
from handouts.typesetting import form_fields
from handouts.typesetting.render import Layout, Typesetter, write
from tests import reading
from tests.conftest import REPOSITORY
from tests.tools import verapdf

SHEET = """
{% import "macros/fields.html" as fields %}
<!DOCTYPE html><html lang="{{ language }}" dir="{{ direction }}">
<head><meta charset="utf-8"><title>A form</title></head>
<body data-training="T" data-document="D" data-number="N" data-page="Page" data-of="of">
<h1>A form</h1>
{{ fields.line("person-name", "Name", edition, shared=true) }}
{{ fields.line("person-date", "Date", edition) }}
{{ fields.line("hope", "What I hope for & fear", edition) }}
{{ fields.area("why", "Why might “treatment” and healing differ?", 4, edition) }}
{{ fields.tick("ready", "I am ready", edition) }}
<p>1. {{ fields.choice("view", "Statement 1", ["True", "False", "True"], edition) }}</p>
<ol><li>{{ fields.select("match", "Letter for 1", ["A", "B", "C"], edition) }} Relief</li></ol>
{% call fields.passage() %}
One treats the {{ fields.blank("b.1", "Blank 1", 10, edition) }}.
{% endcall %}
<p>Another treats the {{ fields.blank("b.1", "Blank 2", 9, edition) }}.</p>
<p class="next-page">2. {{ fields.choice("view-2", "Statement 2", ["Yes", "No"], edition) }}</p>
</body></html>
"""
GIVEN = """
<p><input name="a" title="A" value="Zoë (né) 茶">
<input name="b" title="B" type="checkbox" checked>
<input name="c" title="C" type="radio" value="x" checked>
<select name="d" title="D"><option value="1">One</option><option selected value="2">Two</option>
</select><textarea name="e" title="E">First\nSecond</textarea></p>
"""
NEXT_PAGE = ".next-page { break-before: page }"
TYPED = "Zoë: “café” – 5 €"
FILLED = {
    "person-name": TYPED,
    "person-date": "1 May",
    "hope": TYPED,
    "why": f"{TYPED}. " * 12,
    "ready": "/on",
    "view": "/2",
    "match": "B",
    "b-1": "symptom",
    "b-1-2": "person",
    "view-2": "/0",
}
LABELS = {
    "person-name": "Name",
    "person-date": "Date",
    "hope": "What I hope for & fear",
    "why": "Why might “treatment” and healing differ?",
    "ready": "I am ready",
    "view": "Statement 1",
    "match": "Letter for 1",
    "b-1": "Blank 1",
    "b-1-2": "Blank 2",
    "view-2": "Statement 2",
}
MULTILINE, NO_SCROLL = 1 << 12, 1 << 23
NO_TOGGLE_TO_OFF, RADIO = 1 << 14, 1 << 15
Box = tuple[float, float, float, float]
SetForm = Callable[..., bytes]


@pytest.fixture(scope="module")
def setter() -> Typesetter:
    return Typesetter([REPOSITORY])


@pytest.fixture(scope="module")
def set_form(setter: Typesetter) -> SetForm:
    """A sheet with a field of each kind, set as the documents are."""
    templates = Environment(
        loader=FileSystemLoader(REPOSITORY / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def made(edition: str = "email", sheet: str = SHEET, direction: str = "ltr") -> bytes:
        html = templates.from_string(sheet).render(
            edition=EDITIONS[edition], direction=direction, language="en"
        )
        styles = REPOSITORY / "styles"
        names = ["fonts", "base", "themes/press", "page", "components/fields"]
        names += [f"editions/{edition}", "papers/letter", "fits/plain"]
        sheets = [*(styles / f"{name}.css" for name in names), NEXT_PAGE]
        content, warnings = write(
            setter.lay_out(html, REPOSITORY, sheets), EDITIONS[edition].printing
        )
        assert warnings == ()
        return content

    return made


@pytest.fixture(scope="module")
def form(set_form: SetForm) -> bytes:
    return set_form()


def field_tree(content: bytes) -> dict[str, Any]:
    """The fields of the form by name, as they stand at the top of the tree."""
    listed = PdfReader(BytesIO(content)).trailer["/Root"]["/AcroForm"]["/Fields"]
    found = [field.get_object() for field in listed]
    assert len({field["/T"] for field in found}) == len(found)
    return {str(field["/T"]): field for field in found}


def widgets(content: bytes) -> Iterator[tuple[int, str, Any]]:
    """Every widget: its page, the name of its field, and itself."""
    for number, page in enumerate(PdfReader(BytesIO(content)).pages):
        for reference in page.get("/Annots", []):
            widget = reference.get_object()
            if widget["/Subtype"] == "/Widget":
                owner = widget["/Parent"].get_object() if "/Parent" in widget else widget
                yield number, str(owner["/T"]), widget


def fill(content: bytes, values: Mapping[str, str], *, regenerate: bool) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(content))
    writer.update_page_form_field_values(None, dict(values), auto_regenerate=regenerate)
    saved = BytesIO()
    writer.write(saved)
    return saved.getvalue()


def ink(content: bytes, folder: Path) -> dict[str, list[int]]:
    """How many dark dots each widget's rectangle has in print, by the name of its field."""
    folder.mkdir()
    (folder / "form.pdf").write_bytes(content)
    subprocess.run(
        ["pdftoppm", "-r", "144", "-gray", folder / "form.pdf", folder / "page"], check=True
    )
    pages = [Image.open(file) for file in sorted(folder.glob("page-*.pgm"))]
    found: dict[str, list[int]] = {}
    for number, name, widget in widgets(content):
        left, bottom, right, top = (2 * float(side) for side in widget["/Rect"])
        height = pages[number].height
        # The frame is left out; a round one reaches into the corners.
        edge = (right - left) / 4 if "/AS" in widget else 2
        inside = (left + edge, height - top + edge, right - edge, height - bottom - edge)
        grey = pages[number].crop([round(side) for side in inside]).tobytes()
        found.setdefault(name, []).append(sum(dot < 128 for dot in grey))
    return found


def test_each_field_has_its_name_its_label_and_its_kind(form: bytes) -> None:
    fields = field_tree(form)
    assert {name: str(field["/TU"]) for name, field in fields.items()} == LABELS
    assert list(fields) == list(LABELS), "in reading order"
    assert {name: (field["/FT"], field.get("/Ff", 0)) for name, field in fields.items()} == {
        "person-name": ("/Tx", NO_SCROLL),
        "person-date": ("/Tx", NO_SCROLL),
        "hope": ("/Tx", NO_SCROLL),
        "why": ("/Tx", MULTILINE),
        "ready": ("/Btn", 0),
        "view": ("/Btn", RADIO | NO_TOGGLE_TO_OFF),
        "match": ("/Ch", 1 << 17 | 1 << 26),
        "b-1": ("/Tx", NO_SCROLL),
        "b-1-2": ("/Tx", NO_SCROLL),
        "view-2": ("/Btn", RADIO | NO_TOGGLE_TO_OFF),
    }
    assert [str(option) for option in fields["match"]["/Opt"]] == ["", "A", "B", "C"]
    assert {field.get("/V") for field in fields.values()} == {"", "/Off"}


def test_of_a_group_one_button_at_most_is_chosen(form: bytes) -> None:
    fields = field_tree(form)
    for name, options in (("view", ["True", "False", "True"]), ("view-2", ["Yes", "No"])):
        buttons = [kid.get_object() for kid in fields[name]["/Kids"]]
        assert [str(button["/TU"]) for button in buttons] == [
            f"{LABELS[name]}: {option}" for option in options
        ]
        assert [str(option) for option in fields[name]["/Opt"]] == options
        states = [sorted(button["/AP"]["/N"]) for button in buttons]
        assert states == [[f"/{place}", "/Off"] for place in range(len(options))]
        assert not any({"/T", "/V", "/FT"} & set(button) for button in buttons)
        assert all(button["/Parent"].get_object() == fields[name] for button in buttons)
    filled = fill(form, {"view": "/1"}, regenerate=False)
    shown = [widget["/AS"] for _, name, widget in widgets(filled) if name == "view"]
    assert shown == ["/Off", "/1", "/Off"]


def test_a_group_that_goes_over_a_page_stays_one(set_form: SetForm) -> None:
    fields = field_tree(set_form(sheet=SHEET.replace('"view-2"', '"view"')))
    states = [sorted(kid.get_object()["/AP"]["/N"]) for kid in fields["view"]["/Kids"]]
    assert states == [[f"/{place}", "/Off"] for place in range(5)]


def test_every_widget_has_a_look_for_every_state_and_stands_in_the_tags(form: bytes) -> None:
    for _, name, widget in widgets(form):
        look = widget["/AP"]["/N"]
        streams = [look] if hasattr(look, "get_data") else [s.get_object() for s in look.values()]
        assert len(streams) == (1 if hasattr(look, "get_data") else 2), name
        left, bottom, right, top = map(float, widget["/Rect"])
        assert left < right
        assert bottom < top
        for stream in streams:
            assert [float(side) for side in stream["/BBox"]] == pytest.approx(
                [0, 0, right - left, top - bottom], abs=0.01
            )
        assert "/StructParent" in widget
        assert int(widget["/F"]) == 4, "printed, and neither hidden nor locked"
    reader = PdfReader(BytesIO(form))
    assert reading.tags(reader).count("Form") == len(list(widgets(form)))
    assert [page["/Tabs"] for page in reader.pages] == ["/S", "/S"]


def test_what_is_typed_is_set_in_an_embedded_font_of_one_byte_a_letter(form: bytes) -> None:
    reader = PdfReader(BytesIO(form))
    acroform = reader.trailer["/Root"]["/AcroForm"]
    fonts = acroform["/DR"]["/Font"]
    named = {widget["/DA"].split()[0] for _, _, widget in widgets(form) if "/DA" in widget}
    assert named == set(fonts) == {acroform["/DA"].split()[0]}
    (font,) = (font.get_object() for font in fonts.values())
    assert (font["/Subtype"], font["/Encoding"]) == ("/TrueType", "/WinAnsiEncoding")
    assert "/FontFile2" in font["/FontDescriptor"]
    assert font["/Widths"][ord("A") - font["/FirstChar"]] == 544
    assert len(font["/Widths"]) == font["/LastChar"] - font["/FirstChar"] + 1
    assert "/NeedAppearances" not in acroform
    sizes = {name: widget["/DA"].split()[1] for _, name, widget in widgets(form) if "/DA" in widget}
    assert sizes.pop("why") == "0", "as large as all of it can be seen"
    assert set(sizes.values()) == {"13.5"}


def test_no_font_is_embedded_whole(form: bytes) -> None:
    assert len(form) < 60_000


@pytest.mark.parametrize("regenerate", [False, True])
def test_what_is_typed_is_still_there_when_the_file_is_opened_again(
    form: bytes, regenerate: bool
) -> None:
    assert set(FILLED) == set(field_tree(form))
    fields = PdfReader(BytesIO(fill(form, FILLED, regenerate=regenerate))).get_fields()
    assert fields is not None
    assert {name: field["/V"] for name, field in fields.items()} == FILLED


def test_what_is_typed_shows_in_print(form: bytes, tmp_path: Path) -> None:
    empty = ink(form, tmp_path / "empty")
    assert {dots for places in empty.values() for dots in places} == {0}
    filled = ink(fill(form, FILLED, regenerate=False), tmp_path / "filled")
    marked = {name: [n for n, dots in enumerate(filled[name]) if dots > 20] for name in filled}
    assert marked == {name: [2 if name == "view" else 0] for name in FILLED}


def test_values_given_in_a_template_show_from_the_start(set_form: SetForm, tmp_path: Path) -> None:
    sheet = re.sub(r'{{ fields.line\("person-name.*</p>', GIVEN, SHEET, flags=re.DOTALL)
    content = set_form(sheet=sheet)
    fields = field_tree(content)
    assert {name: field["/V"] for name, field in fields.items()} == {
        "a": "Zoë (né) 茶",
        "b": "/on",
        "c": "/0",
        "d": "2",
        "e": "First\nSecond",
    }
    assert [list(map(str, pair)) for pair in fields["d"]["/Opt"]] == [["1", "One"], ["2", "Two"]]
    assert all(places[0] > 20 for places in ink(content, tmp_path / "given").values())
    looks = {name: widget["/AP"]["/N"] for _, name, widget in widgets(content)}
    assert "Zoë (né) ?".encode("cp1252").hex() in looks["a"].get_data().decode()


@pytest.mark.parametrize("edition", ["print", "large-print"])
def test_on_paper_there_is_space_for_a_pen_and_no_form(set_form: SetForm, edition: str) -> None:
    content = set_form(edition)
    assert "/AcroForm" not in PdfReader(BytesIO(content)).trailer["/Root"]
    assert list(widgets(content)) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_sheet_gives_the_same_bytes(set_form: SetForm, edition: str) -> None:
    assert set_form(edition) == set_form(edition)


def test_the_same_sheet_gives_the_same_bytes_on_another_day(
    set_form: SetForm, form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    form_fields._subset.cache_clear()
    assert set_form() == form


def test_no_file_runs_or_sends_anything(set_form: SetForm) -> None:
    button = '<form action="https://example.org"><button type="submit">Send</button></form></body>'
    reader = PdfReader(BytesIO(set_form(sheet=SHEET.replace("</body>", button))))
    keys = {key for thing in objects(reader) for key in thing}
    kinds = {thing.get("/S") for thing in objects(reader)}
    assert not keys & {"/JS", "/JavaScript", "/AA", "/OpenAction", "/XFA", "/CO"}
    assert not kinds & {"/JavaScript", "/SubmitForm", "/Launch", "/ImportData"}
    assert reading.tags(reader).count("Form") == len(list(widgets(set_form())))


def objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of a file, those inside of others too."""

    def inside(thing: Any) -> Iterator[DictionaryObject]:
        if isinstance(thing, DictionaryObject):
            yield thing
            for value in thing.values():
                yield from inside(value)
        elif isinstance(thing, list):
            for value in thing:
                yield from inside(value)

    for number in range(1, int(reader.trailer["/Size"])):
        yield from inside(reader.get_object(number))


def test_right_to_left_sheets_are_typed_from_the_right(set_form: SetForm) -> None:
    fields = field_tree(set_form(direction="rtl"))
    assert {fields[name]["/Q"] for name in ("hope", "why", "match")} == {2}


def test_all_editions_pass_verapdf_empty_and_filled(
    set_form: SetForm, form: bytes, tmp_path: Path
) -> None:
    sheets = {edition: set_form(edition) for edition in EDITIONS}
    sheets["right-to-left"] = set_form(direction="rtl")
    sheets["filled"] = fill(form, FILLED, regenerate=False)
    for name, content in sheets.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    assert verapdf.failures(sorted(tmp_path.glob("*.pdf"))) == {}


def test_buttons_of_several_documents_are_groups_of_their_own() -> None:
    setter = Typesetter([REPOSITORY])
    html = """<html lang="en"><head><title>A form</title></head><body><h1>A form</h1>
    <input name="a" title="A" type="radio" value="x"><input name="a" title="A" type="radio">
    <input name="b" title="B"></body></html>"""
    laid = [setter.lay_out(html, REPOSITORY, []) for _ in range(2)]
    pages = [page for layout in laid for page in layout.document.pages]
    for sections, groups in (((0, 1), ["a", "a-2"]), ((), ["a"])):
        both = Layout(laid[0].document.copy(pages), (), sections)
        content, _ = write(both, EDITIONS["email"].printing)
        fields = [
            f.get_object() for f in PdfReader(BytesIO(content)).root_object["/AcroForm"]["/Fields"]
        ]
        assert [f["/T"] for f in fields if "/Kids" in f] == groups
        assert {len(f["/Kids"]) for f in fields if "/Kids" in f} == {4 // len(groups)}
        assert [f["/T"] for f in fields if "/Kids" not in f] == ["b", "b-2"]


def test_what_is_shared_is_typed_once_and_shows_wherever_it_is_asked_for(
    set_form: SetForm, tmp_path: Path
) -> None:
    sheet = SHEET.replace(
        "<h1>", '{{ fields.line("person-name", "Name", edition, shared=true) }}<h1>'
    )
    content = set_form(sheet=sheet)
    assert len(field_tree(content)["person-name"]["/Kids"]) == 2
    kids = [widget for _, name, widget in widgets(content) if name == "person-name"]
    assert not any({"/T", "/V", "/FT", "/Ff"} & set(kid) for kid in kids)
    empty = ink(content, tmp_path / "empty")["person-name"]
    assert empty == [0, 0]
    filled = fill(content, {"person-name": TYPED}, regenerate=False)
    assert min(ink(filled, tmp_path / "filled")["person-name"]) > 50
    assert ink(filled, tmp_path / "others")["hope"] == [0]
    (tmp_path / "filled.pdf").write_bytes(filled)
    assert verapdf.failures([tmp_path / "filled.pdf"]) == {}
