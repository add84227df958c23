import subprocess
from pathlib import Path

import pytest

from handouts import fonts


@pytest.fixture(autouse=True)
def _forget() -> None:
    fonts.system_family.cache_clear()
    fonts._system_fonts.cache_clear()


def test_every_face_of_the_house_fonts_is_there() -> None:
    files = fonts.house_files()
    assert len(files) == 10
    assert [name for name, file in files.items() if not file.is_file()] == []


@pytest.mark.parametrize(
    "text", ["Plain.", "Zoë “q” — ’s … × → −", "½ ² € Ł ő", "fi\u00adfl\u200b"]
)
def test_the_house_fonts_set_what_western_languages_need(text: str) -> None:
    assert fonts.not_in_house_fonts(text) == []


def test_letters_of_other_scripts_are_told_apart_from_accents_and_what_has_no_shape() -> None:
    assert fonts.not_in_house_fonts("a שָׁ 的 e\u0301 \u200d\x07\n") == ["ש", "的"]


def test_letters_that_are_taken_for_granted_are_in_every_face() -> None:
    codes = {ord(character) for character in fonts._PLAIN if character not in "\n\t"}
    lacking = [style for style in fonts._coverage() if codes - style]
    assert lacking == []


def test_the_choice_of_a_system_font_is_the_same_on_every_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = (
        "Zeta\t/z.ttf\nDejaVu Sans\t/d.ttf\nNoto Serif Hebrew\t/n.ttf\nAlpha\t/a.ttf\nodd line\n"
    )
    monkeypatch.setattr(fonts.shutil, "which", lambda _: "/usr/bin/fc-list")
    monkeypatch.setattr(
        fonts.subprocess, "run", lambda *a, **_: subprocess.CompletedProcess(a, 0, listed, "")
    )
    assert fonts.system_family("ש") == "Noto Serif Hebrew"
    assert fonts.system_files(["Zeta", "Alpha"], "a ש") == [Path("/a.ttf"), Path("/z.ttf")]


def test_a_machine_without_fontconfig_has_no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.shutil, "which", lambda _: None)
    assert fonts.system_family("ש") is None


@pytest.mark.parametrize(
    ("character", "cure"),
    [
        ("ש", "Install a font for it (Noto has one for Hebrew), or leave it out."),
        ("😀", "Leave it out, or write a word instead; pictograms differ from printer to printer."),
        ("☃", "Leave it out, or write a word instead; pictograms differ from printer to printer."),
    ],
)
def test_the_cure_depends_on_the_character(character: str, cure: str) -> None:
    assert fonts.cure(character) == cure
