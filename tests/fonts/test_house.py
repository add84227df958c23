import pytest

from handouts.fonts import house


def test_every_face_of_the_house_fonts_is_there() -> None:
    files = house.house_files()
    assert len(files) == 16
    assert [name for name, file in files.items() if not file.is_file()] == []


@pytest.mark.parametrize(
    "text", ["Plain.", "Zoë “q” — ’s … × → −", "½ ² € Ł ő", "fi\u00adfl\u200b"]
)
def test_the_house_fonts_set_what_western_languages_need(text: str) -> None:
    assert house.not_in_house_fonts(text) == []


def test_letters_of_other_scripts_are_told_apart_from_what_has_no_shape() -> None:
    assert house.not_in_house_fonts("a ש 的 e\u0301 \u200d\ufe0f\u061c\x07\n") == ["ש", "的"]


def test_marks_and_signs_of_other_scripts_need_a_font_as_letters_do() -> None:
    assert house.not_in_house_fonts("\u05b8 \u0605 \U0001d165") == [
        "\u05b8", "\u0605", "\U0001d165",
    ]  # fmt: skip


def test_letters_that_are_taken_for_granted_are_in_every_face() -> None:
    codes = {ord(character) for character in house._PLAIN if character not in "\n\t"}
    lacking = [style for style in house._coverage() if codes - style]
    assert lacking == []


@pytest.mark.parametrize(
    ("character", "fix"),
    [
        ("ש", "Install a font for it (Noto has one for Hebrew), or leave it out."),
        ("😀", "Leave it out, or write a word instead; pictograms differ from printer to printer."),
        ("\ue123", "Leave it out, or write a word instead; it has a shape in one font only."),
        ("的", "Install a font for it (Noto has one for Han), or leave it out."),
        ("⊼", "Install a font for it (Noto has one for symbols), or leave it out."),
        ("Ｆ", "Type it anew in plain letters; it is only another form of them."),
        ("\U00010d40", "Leave it out, or write a word instead; hardly any font has it."),
        ("☃", "Leave it out, or write a word instead; pictograms differ from printer to printer."),
    ],
)
def test_the_advice_depends_on_the_character(character: str, fix: str) -> None:
    assert str(house.advice(character)) == fix
