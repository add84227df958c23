import dataclasses
import json
from pathlib import Path

from handouts.fonts import house
from handouts.workflows import doctor
from handouts.workflows.doctor import Finding, Machine, examine
from tests.conftest import Run


def test_a_machine_that_runs_these_tests_can_set_type() -> None:
    findings = examine()
    needed = [finding for finding in findings if finding.needed]
    assert [finding.what for finding in needed] == [
        "Python",
        "Pango",
        "Source Serif Pro",
        "Source Sans Pro",
    ]
    assert all(finding.fine and finding.found and not finding.fix for finding in needed)
    assert findings[: len(needed)] == needed


def test_the_scripts_of_the_house_fonts_need_no_other_font() -> None:
    found = {finding.what: finding for finding in examine()}
    for script in ("Latin", "Vietnamese"):
        assert found[script] == Finding(script, "house fonts", True, needed=False)


def test_a_script_without_a_font_is_told_with_a_cure() -> None:
    found = {one.what: one for one in examine(Machine(system_family=lambda _: None))}
    hebrew = found["Hebrew"]
    assert (hebrew.fine, hebrew.needed, hebrew.found) == (False, False, "no font")
    assert "Hebrew" in hebrew.fix
    assert found["Latin"].fine


def test_a_script_with_a_system_font_is_told_with_its_name() -> None:
    found = {one.what: one for one in examine(Machine(system_family=lambda _: "Noto Serif"))}
    assert found["Hebrew"] == Finding("Hebrew", "Noto Serif", True, needed=False)


def test_a_missing_house_font_is_told_with_a_cure(tmp_path: Path) -> None:
    files = house.house_files() | {"SourceSansPro-Bold.ttf": tmp_path / "SourceSansPro-Bold.ttf"}
    found = {one.what: one for one in examine(Machine(house_files=lambda: files))}
    sans = found["Source Sans Pro"]
    assert (sans.fine, sans.found) == (False, "4 faces")
    assert "SourceSansPro-Bold.ttf" in sans.fix
    assert "pip install" in sans.fix
    assert found["Source Serif Pro"].fine


def test_the_fonts_of_a_theme_are_missed_without_being_needed() -> None:
    found = {one.what: one for one in examine(Machine(theme_files=dict))}
    inter = found["fontpkg-inter"]
    assert (inter.found, inter.fine, inter.needed) == ("0 faces", False, False)
    assert inter.fix == "for the theme that has this type: pip install fontpkg-inter"
    assert {one.what for one in examine() if one.fine} >= {"fontpkg-inter", "fontpkg-work-sans"}


def test_without_fontconfig_only_the_house_fonts_are_used() -> None:
    found = {one.what: one for one in examine(Machine(which=lambda _: None))}["fontconfig"]
    assert (found.fine, found.needed) == (False, False)
    assert "install fontconfig" in found.fix


def test_without_pango_a_person_is_told_how_to_install_it_on_each_system(
    tmp_path: Path, run: Run
) -> None:
    """A broken engine stands before the real one on the path, as on a machine without Pango."""
    (tmp_path / "weasyprint").mkdir()
    broken = "raise OSError('cannot load library libpango-1.0-0')\n"
    (tmp_path / "weasyprint" / "__init__.py").write_text(broken)
    path = f"{tmp_path}:{Path(doctor.__file__).parent.parent}"
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": path}
    told = run("doctor", env=environment)
    assert told.returncode == 3
    assert "MISSING" in told.stdout
    for system, command in doctor.LIBRARIES.items():
        assert f"{system}: {command}" in told.stderr
    as_json = run("doctor", "--json", env=environment)
    assert as_json.returncode == 3
    answer = json.loads(as_json.stdout)
    assert answer["ok"] is False
    (pango,) = [finding for finding in answer["findings"] if finding["what"] == "Pango"]
    assert pango["fine"] is False


def test_the_command_says_what_was_found(run: Run) -> None:
    told = run("doctor")
    assert told.returncode == 0
    assert "Source Serif Pro" in told.stdout
    assert "MISSING" not in told.stdout
    as_json = run("doctor", "--json")
    assert as_json.returncode == 0
    assert as_json.stderr == ""
    assert json.loads(as_json.stdout) == {
        "ok": True,
        "findings": [dataclasses.asdict(finding) for finding in examine()],
    }
