import io
from collections.abc import Callable

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

from handouts.typesetting.glyph_letters import NO_LETTERS, own_texts

FEATURES = """
feature fina { sub alef by alef.fina; } fina;
feature rlig { sub lam alef.fina by lam_alef; } rlig;
feature salt { sub lam_alef from [lam_alef.alt]; } salt;
feature mset { sub tilde by alef tilde.low; } mset;
"""
GLYPHS = {
    ".notdef": 0, "q": ord("q"), "tilde": 0x303, "lam": 0x644, "alef": 0x627, "tanwin": 0x64B,
    "alef.fina": 0, "lam_alef": 0, "lam_alef.alt": 0, "tilde.low": 0, "waw": 0xFEEE,
}  # fmt: skip
NUMBERS = {name: number for number, name in enumerate(GLYPHS)}


@pytest.fixture(scope="module")
def font() -> bytes:
    """A font with letters, forms of letters and ligatures."""
    made = FontBuilder(1000)
    made.setupGlyphOrder(list(GLYPHS))
    made.setupCharacterMap({point: name for name, point in GLYPHS.items() if point})
    made.setupGlyf({name: Glyph() for name in GLYPHS})
    made.setupHorizontalMetrics(dict.fromkeys(GLYPHS, (500, 0)))
    made.setupHorizontalHeader()
    made.setupPost()
    made.addOpenTypeFeatures(FEATURES)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


Own = Callable[..., dict[str, str]]


@pytest.fixture
def own(font: bytes) -> Own:
    def found(**texts: str) -> dict[str, str]:
        by_number = {NUMBERS[name.replace("__", ".")]: text for name, text in texts.items()}
        names = list(GLYPHS)
        return {names[n]: text for n, text in own_texts(by_number, font, 0).items()}

    return found


def test_a_letter_and_its_accent_have_each_their_own_text(own: Own) -> None:
    assert own(q="", tilde="q\u0303") == {"q": "q", "tilde": "\u0303"}


def test_a_ligature_with_a_mark_between_its_letters_keeps_both_of_them(own: Own) -> None:
    texts = own(tanwin="\u0644\u064b\u0627", lam_alef="")
    assert texts == {"tanwin": "\u064b", "lam_alef": "\u0644\u0627"}


def test_forms_of_ligatures_and_forms_that_have_code_points_are_known(own: Own) -> None:
    texts = own(lam_alef__alt="", waw="")
    assert texts == {"lam_alef.alt": "\u0644\u0627", "waw": "\u0648"}


def test_a_glyph_of_which_nothing_is_known_has_no_letters(own: Own) -> None:
    assert own(tilde__low="") == {"tilde.low": NO_LETTERS}


def test_a_text_that_the_font_does_not_explain_stays(own: Own) -> None:
    assert own(q="x\u0303") == {"q": "x\u0303"}


def test_fonts_are_not_looked_into_without_need() -> None:
    texts = {1: "q", 2: "ffi", 3: "\u0644\u0627", 4: "\u0303"}
    assert own_texts(texts, b"no font", 0) == texts
