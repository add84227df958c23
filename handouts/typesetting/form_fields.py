"""Form fields that every reader shows, fills in, saves and prints.

WeasyPrint makes fields of inputs, but leaves their looks to the reader and names a font that a
reader cannot type with. What fields hold is in ISO 32000-1, 12.7.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from itertools import repeat
from typing import Any

import pydyf

from handouts.fonts import house
from handouts.typesetting.pydyf_adapter import referenced
from handouts.typesetting.weasyprint_adapter import FormInput, form_inputs

_FACE = "SourceSansPro-Regular.ttf"
_FONT = "SourceSans"
"""What fields call their font."""
_FITTED = 0
"""The size of type that lets a reader choose it so that all of a text is to be seen."""
_CODES = range(32, 256)
_ENCODING = "cp1252"
_INSET = 2
"""pt between a field's edge and its text, as readers have it."""
_OFF = "Off"

_PRINTED = 1 << 2
_MULTILINE, _STAYS_INSIDE = 1 << 12, 1 << 23
_DROP_DOWN, _COMMITS_AT_ONCE = 1 << 17, 1 << 26
_AT_THE_RIGHT = 2
_NOT_SYMBOLS = 1 << 5
_OF_THE_FIELD = ("FT", "T", "V", "Ff")
"""The entries that kids have from their field."""
_CHECK, _DISC = "4", "l"
"""Letters of ZapfDingbats, by which a reader knows the kind of mark."""


def complete(document: Any, pdf: Any, sections: Sequence[int] = ()) -> None:
    """Make WeasyPrint's fields whole, before the file is written; do nothing where there are none.

    `sections` has for each page a number for the one of several documents that it comes from: their
    radio buttons are groups of their own.

    The reader is not asked to draw appearances (NeedAppearances): each field has its own, so that
    it shows where they are not drawn anew, and nobody is asked to save what was only looked at.
    """
    if "AcroForm" not in pdf.catalog:
        return
    font = _add_font(pdf)
    used = pydyf.Dictionary({"Font": pydyf.Dictionary({_FONT: font})})
    fields = _Fields(pdf, used)
    for page, section in zip(document.pages, sections or repeat(0), strict=False):
        for form_input in form_inputs(page):
            fields.add(form_input, section)
    pdf.catalog["AcroForm"] = pydyf.Dictionary(
        {"Fields": fields.references, "DR": used, "DA": pydyf.String(_typed(_FITTED))}
    )


class _Fields:
    """The fields of one file, put in order one after another."""

    def __init__(self, pdf: Any, used: Any) -> None:
        self.references = pydyf.Array()
        self._pdf = pdf
        self._used = used
        """The resources of every appearance."""
        self._names: set[str] = set()
        self._groups: dict[tuple[int, str], Any] = {}
        self._shared: dict[str, Any] = {}
        """Fields that show in several places what is typed in one, by the names asked for."""

    def add(self, box: FormInput, section: int) -> None:
        """Fix the widget of an input and enter it, or the group it belongs to, into the form."""
        widget, element = box.widget, box.element
        widget.pop("A", None)
        widget["F"] = _PRINTED
        widget["Rect"] = _upright(widget["Rect"])
        widget["Border"] = pydyf.Array((0, 0, 0))  # the page has it
        if element.get("type") == "radio":
            self._add_to_group(widget, element, section)
            return
        if element.get("type") == "checkbox":
            on = "checked" in element.attrib
            self._set_states(widget, "on", _CHECK, on)
            widget["V"] = widget["AS"]
        else:
            self._set_text(widget, box)
        if "data-shared" in element.attrib:
            self._share(widget)
            return
        widget["T"] = pydyf.String(self._own_name(widget["T"].string))
        self.references.append(widget.reference)

    def _own_name(self, asked: str) -> str:
        """Return a name that no other field has; a full stop would make a family of it."""
        stem = asked.replace(".", "-")
        name, number = stem, 1
        while name in self._names:
            number += 1
            name = f"{stem}-{number}"
        self._names.add(name)
        return name

    def _share(self, widget: Any) -> None:
        """Make a widget one of those in which what is typed into any of them shows."""
        asked = widget["T"].string
        field = self._shared.get(asked)
        if field is None:
            given = {key: widget[key] for key in (*_OF_THE_FIELD, "TU") if key in widget}
            field = self._shared[asked] = pydyf.Dictionary(given)
            field["T"], field["Kids"] = pydyf.String(self._own_name(asked)), pydyf.Array()
            self.references.append(_added(self._pdf, field))
        for key in _OF_THE_FIELD:
            widget.pop(key, None)
        widget["Parent"] = field.reference
        field["Kids"].append(widget.reference)

    def _add_to_group(self, widget: Any, element: Any, section: int) -> None:
        """Make a radio button one of its group, of which one at most is chosen."""
        asked = widget["T"].string
        group = self._groups.get((section, asked))
        if group is None:
            group = referenced(self._pdf, widget["Parent"])
            group["T"] = pydyf.String(self._own_name(asked))
            group["Kids"], group["Opt"] = pydyf.Array(), pydyf.Array()
            group["V"] = f"/{_OFF}"
            group["TU"] = pydyf.String(element.get("data-group", widget["TU"].string))
            self._groups[section, asked] = group
            self.references.append(group.reference)
        state = str(len(group["Kids"]))
        chosen = "checked" in element.attrib
        del widget["T"], widget["FT"]
        widget["Parent"] = group.reference
        self._set_states(widget, state, _DISC, chosen)
        group["Kids"].append(widget.reference)
        group["Opt"].append(pydyf.String(element.get("value", state)))
        if chosen:
            group["V"] = f"/{state}"

    def _set_states(self, widget: Any, state: str, mark: str, on: bool) -> None:
        width, height = _size(widget)
        operators = _check(width, height) if mark == _CHECK else _disc(width, height)
        looks = {state: self._appearance(widget, operators), _OFF: self._appearance(widget, [])}
        widget["AP"] = pydyf.Dictionary({"N": pydyf.Dictionary(looks)})
        widget["AS"] = f"/{state if on else _OFF}"
        widget["MK"] = pydyf.Dictionary({"CA": pydyf.String(mark)})

    def _set_text(self, widget: Any, box: FormInput) -> None:
        """Let nothing scroll out of sight, which on paper would be lost.

        Many lines are smaller the more is typed; a single line takes what it has room for.
        """
        element, size = box.element, _font_size(box)
        shown = widget["V"].string
        if element.tag == "select":
            shown = _set_options(widget, element)
        elif element.tag == "textarea":
            widget["Ff"], size = _MULTILINE, _FITTED
        else:
            widget["Ff"] = _STAYS_INSIDE
        if box.is_right_to_left:
            widget["Q"] = _AT_THE_RIGHT
        widget["DA"] = pydyf.String(_typed(size))
        operators = _text(shown, _size(widget)[1], box)
        widget["AP"] = pydyf.Dictionary({"N": self._appearance(widget, operators)})

    def _appearance(self, widget: Any, operators: list[bytes]) -> bytes:
        extra = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((0, 0, *_size(widget))),
            "Resources": self._used,
        }
        return _added(self._pdf, pydyf.Stream(operators, extra))


def _typed(size: float) -> str:
    """Return how a reader is to set what is typed: black, with the font of the fields."""
    return f"/{_FONT} {size:g} Tf 0 g"


def _font_size(box: FormInput) -> float:
    """Return the size of a field's type in pt."""
    return round(box.font_size * 0.75, 2)


def _added(pdf: Any, thing: Any) -> bytes:
    pdf.add_object(thing)
    return bytes(thing.reference)


def _upright(rectangle: Any) -> Any:
    """Return a rectangle with its lower left corner first, which WeasyPrint gives upside down."""
    (left, right), (bottom, top) = sorted(rectangle[::2]), sorted(rectangle[1::2])
    return pydyf.Array(round(side, 2) for side in (left, bottom, right, top))


def _size(widget: Any) -> tuple[float, float]:
    left, bottom, right, top = widget["Rect"]
    return round(right - left, 2), round(top - bottom, 2)


def _set_options(widget: Any, element: Any) -> str:
    """Write a drop-down's options, and return what it shows before anything is chosen."""
    options = pydyf.Array()
    chosen = None
    for option in element.iter("option"):
        text = " ".join((option.text or "").split())
        value = option.get("value", text)
        pair = (pydyf.String(value), pydyf.String(text))
        options.append(pair[0] if value == text else pydyf.Array(pair))
        if chosen is None or "selected" in option.attrib:
            chosen = value, text
    value, text = chosen or ("", "")
    widget["Opt"], widget["V"] = options, pydyf.String(value)
    widget["Ff"] = _DROP_DOWN | _COMMITS_AT_ONCE
    return text


def _check(width: float, height: float) -> list[bytes]:
    places = [
        (0.18 * width, 0.5 * height),
        (0.4 * width, 0.22 * height),
        (0.84 * width, 0.8 * height),
    ]
    path = " ".join(f"{x:.2f} {y:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(places))
    return [f"q 0 G {0.13 * min(width, height):.2f} w 1 J 1 j {path} S Q".encode()]


def _disc(width: float, height: float) -> list[bytes]:
    """Return the operators of a dot: a line of no length with a round end."""
    centre = f"{width / 2:.2f} {height / 2:.2f}"
    return [f"q 0 G {0.58 * min(width, height):.2f} w 1 J {centre} m {centre} l S Q".encode()]


def _text(shown: str, height: float, box: FormInput) -> list[bytes]:
    """Return the operators of a text, from the top in a field of many lines, else in its middle."""
    lines = shown.splitlines()
    operators = [b"/Tx BMC"]
    if lines:
        size = min(_font_size(box), 0.8 * height)
        many = box.element.tag == "textarea"
        first = height - size - _INSET if many else (height - 0.66 * size) / 2
        operators.append(f"q BT {_typed(size)} {1.2 * size:.2f} TL".encode())
        operators.append(f"{_INSET} {first:.2f} Td".encode())
        codes = (line.encode(_ENCODING, "replace").hex() for line in lines)
        operators += [*(f"<{code}> Tj T*".encode() for code in codes), b"ET Q"]
    return [*operators, b"EMC"]


def _add_font(pdf: Any) -> bytes:
    """Add the font that is typed with, and return the reference to it.

    A simple font, one byte a letter: the only kind that readers can write what was typed in.
    """
    content, measures, widths = _subset()
    file = _added(pdf, pydyf.Stream([content], {"Length1": len(content)}, compress=True))
    font = {
        "Type": "/Font",
        "Subtype": "/TrueType",
        "BaseFont": measures["FontName"],
        "Encoding": "/WinAnsiEncoding",
        "FirstChar": _CODES[0],
        "LastChar": _CODES[-1],
        "Widths": pydyf.Array(widths),
        "FontDescriptor": _added(pdf, pydyf.Dictionary({**measures, "FontFile2": file})),
    }
    return _added(pdf, pydyf.Dictionary(font))


@cache
def _subset() -> tuple[bytes, dict[str, Any], tuple[int, ...]]:
    """Return the font's file cut down to what can be typed, its measures, and each code's width."""
    from fontTools import subset  # noqa: PLC0415 - slow, and most files have no form
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    points = [ord(bytes([code]).decode(_ENCODING, "replace")) for code in _CODES]
    options = subset.Options(hinting=False, notdef_outline=True, layout_features=[], name_IDs=[])
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "gasp"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    with TTFont(house.house_files()[_FACE], recalcTimestamp=False, lazy=True) as face:
        cutter.subset(face)
        file = BytesIO()
        face.save(file)
        glyphs, advances = face.getBestCmap(), face["hmtx"]
        widths = tuple(advances[glyphs.get(point, ".notdef")][0] for point in points)
        return file.getvalue(), _measures(face), widths


def _measures(face: Any) -> dict[str, Any]:
    """Return what a PDF has of a font; the house fonts too count 1000 units to the em."""
    head, marks = face["head"], face["OS/2"]
    return {
        "Type": "/FontDescriptor",
        # Without the tag of a subset, which makes readers refuse to type with a font.
        "FontName": f"/{_FACE.removesuffix('.ttf')}",
        "Flags": _NOT_SYMBOLS,
        "FontBBox": pydyf.Array((head.xMin, head.yMin, head.xMax, head.yMax)),
        "ItalicAngle": 0,
        "Ascent": marks.sTypoAscender,
        "Descent": marks.sTypoDescender,
        "CapHeight": marks.sCapHeight,
        "StemV": 80,
    }
