import os
from pathlib import Path

import pytest

from handouts.fonts import house
from handouts.fonts.system import SystemFonts, ask

LISTED = SystemFonts.listed(
    "Zeta\t/z.ttf\t5d0-5ea\n"
    "DejaVu Sans\t/d.ttf\t20-7e 5D0-5ea 10300\n"
    "Noto Serif Hebrew\t/n-bold.ttf\t5d0-5ea\n"
    "Noto Serif Hebrew\t/n.ttf\t5ea 5d0-5e9\n"
    "Alpha\t/a.ttf\t5e9 e123\n"
    "an odd line\n"
    "Empty\t/e.ttf\t\n"
)


@pytest.mark.parametrize(
    ("character", "family"),
    [
        ("ש", "Noto Serif Hebrew"),
        ("א", "Noto Serif Hebrew"),
        ("ת", "Noto Serif Hebrew"),
        ("\u05eb", None),
        ("\U00010300", "DejaVu Sans"),
        ("\U00010301", None),
        ("\x1f", None),
    ],
)
def test_the_family_of_a_character(character: str, family: str | None) -> None:
    assert LISTED.family(character) == family
    assert house.system_family(character, LISTED) == family


def test_no_font_is_taken_for_a_private_character() -> None:
    assert LISTED.family("\ue123") is None
    assert SystemFonts.of(OpenSymbol="\ue123\U000f0000").family("\U000f0000") is None


def test_one_file_of_each_family_sets_a_text() -> None:
    assert house.system_files(["Zeta", "Alpha", "Noto Serif Hebrew"], "a ש", LISTED) == [
        Path("/a.ttf"),
        Path("/n-bold.ttf"),
        Path("/z.ttf"),
    ]
    assert house.system_files(["Zeta"], "plain", LISTED) == []


def test_fontconfig_is_asked_once_for_all_characters(tmp_path: Path) -> None:
    program = tmp_path / "fc-list"
    calls = tmp_path / "calls"
    program.write_text(f"#!/bin/sh\necho \"$@\" >> {calls}\nprintf 'Han\\t/h.ttf\\t4e00-9fff\\n'\n")
    program.chmod(0o755)
    system = ask(os.fspath(program))
    families = {system.family(chr(code)) for code in range(0x4E00, 0x9FFF)}
    assert families == {"Han"}
    assert len(calls.read_text().split("color=False")) == 2


def test_a_machine_without_fontconfig_has_no_system_fonts() -> None:
    assert ask("no-such-program") == SystemFonts()
