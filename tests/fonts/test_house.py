import pytest

from handouts.fonts import house


def test_every_face_of_the_house_fonts_is_there() -> None:
    files = house.house_files()
    assert len(files) == 10
    assert [name for name, file in files.items() if not file.is_file()] == []


@pytest.mark.parametrize(
    "text", ["Plain.", "Zoë “q” — ’s … × → −", "½ ² € Ł ő", "fi\u00adfl\u200b"]
)
def test_the_house_fonts_set_what_western_languages_need(text: str) -> None:
    assert house.not_in_house_fonts(text) == []


def test_letters_of_other_scripts_are_told_apart_from_accents_and_what_has_no_shape() -> None:
    assert house.not_in_house_fonts("a שָׁ 的 e\u0301 \u200d\x07\n") == ["ש", "的"]


def test_letters_that_are_taken_for_granted_are_in_every_face() -> None:
    codes = {ord(character) for character in house._PLAIN if character not in "\n\t"}
    lacking = [style for style in house._coverage() if codes - style]
    assert lacking == []


@pytest.mark.parametrize(
    ("character", "cure"),
    [
        ("ש", "Install a font for it (Noto has one for Hebrew), or leave it out."),
        ("😀", "Leave it out, or write a word instead; pictograms differ from printer to printer."),
        ("\ue123", "Leave it out, or write a word instead; it has a shape in one font only."),
        ("☃", "Leave it out, or write a word instead; pictograms differ from printer to printer."),
    ],
)
def test_the_cure_depends_on_the_character(character: str, cure: str) -> None:
    assert house.cure(character) == cure
