"""The icon on the desktop: what it starts, in folders of any name."""

import configparser
import re
import shlex
import sys
from pathlib import Path
from xml.sax.saxutils import unescape

import pytest
from PIL import Image

from handouts.studio import shortcut

PYTHON = "/opt/my python/bin/python3"
FOLDERS = ("/home/ann/Handouts", "/home/ann/My Handouts", '/home/ann/100% "$HOME" `x` \\ & <y>')


def words(folder: str) -> list[str]:
    return [PYTHON, "-P", "-m", "handouts", "studio", "--folder", folder]


def started_by(entry: str) -> list[str]:
    """Return the words of an Exec key as a desktop reads them."""
    text = entry.replace("\\\\", "\0").replace("\\s", " ").replace("\0", "\\")
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text)
    return [re.sub(r"\\(.)", r"\1", quoted or bare).replace("%%", "%") for quoted, bare in found]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_of_any_name_is_one_word_on_linux(folder: str) -> None:
    assert started_by(shortcut.command(Path(folder), "linux", PYTHON)) == words(folder)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_of_any_name_is_one_word_on_a_mac(folder: str) -> None:
    line = shortcut.command(Path(folder), "darwin", PYTHON)

    assert "<" not in line
    assert shlex.split(unescape(line)) == words(folder)


def test_a_folder_with_spaces_is_one_word_on_windows() -> None:
    made = shortcut.command(Path("C:/Users/Ann/My Handouts"), "win32")

    assert made == '_ -P -m handouts studio --folder "C:/Users/Ann/My Handouts"'


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it is put on this desktop")
def test_the_icon_starts_the_studio_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, folder = tmp_path / "an home", tmp_path / "an home/My  Handouts"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("SUDO_USER", raising=False)

    made = shortcut.make(folder)

    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(made.read_text("utf-8"))
    keys = entry["Desktop Entry"]
    assert made == home / "Desktop/Handouts.desktop"
    assert made.stat().st_mode & 0o100
    assert started_by(keys["Exec"]) == [sys.executable, *words(str(folder))[1:]]
    assert keys["Path"] == str(folder)
    assert keys["Terminal"] == "false"
    assert (home / ".local/share/applications/Handouts.desktop").is_file()
    with Image.open(keys["Icon"]) as icon:
        assert icon.size == (256, 256)
