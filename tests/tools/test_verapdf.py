"""The judge is judged: what it passes and fails is known beforehand."""

import shutil
from pathlib import Path

import pytest
from weasyprint import HTML

from tests.tools import verapdf

PAGE = """
<!doctype html>
<html lang="en">
<title>Two models of care</title>
<style>body { font-family: "Source Serif Pro" }</style>
<h1>Two models of care</h1>
<p>One treats, the other heals.</p>
"""


SQUARE = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("good") / "gööd page.pdf"
    HTML(string=PAGE).write_pdf(file, pdf_variant="pdf/ua-1")
    return file


@pytest.fixture(scope="module")
def untagged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bad") / "untagged.pdf"
    HTML(string=PAGE).write_pdf(file)
    return file


def test_a_tagged_page_passes(good: Path) -> None:
    assert verapdf.failures([good]) == {}


def test_an_untagged_page_fails_with_the_rules_it_breaks(untagged: Path) -> None:
    rules = verapdf.failures([untagged])[untagged]
    # 7.1-t3: content is neither tagged nor marked as an artifact.
    assert any(rule.startswith("7.1-t3 ") for rule in rules)


def test_a_picture_without_an_alternative_fails(tmp_path: Path) -> None:
    picture = tmp_path / "picture.pdf"
    HTML(string=PAGE + SQUARE).write_pdf(picture, pdf_variant="pdf/ua-1")
    # 7.3-t1: a figure without alternative text.
    assert [rule.split()[0] for rule in verapdf.failures([picture])[picture]] == ["7.3-t1"]


def test_a_failing_file_is_found_among_others_in_any_place(good: Path, untagged: Path) -> None:
    assert list(verapdf.failures([good, untagged, good])) == [untagged]
    assert list(verapdf.failures([untagged, good])) == [untagged]


def test_what_cannot_be_read_is_a_failure(tmp_path: Path, good: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    absent = tmp_path / "absent.pdf"
    broken = verapdf.failures([empty, good, absent])
    assert list(broken) == [empty, absent]
    assert all(rules[0].startswith("not readable: ") for rules in broken.values())


def test_no_file_is_not_a_pass() -> None:
    if verapdf.checker() is None:
        pytest.skip(verapdf.reason())
    with pytest.raises(verapdf.VeraPDFError, match="no file to judge"):
        verapdf.failures([])


def test_an_unknown_flavour_is_not_a_pass(good: Path) -> None:
    with pytest.raises(verapdf.VeraPDFError, match="does not know this flavour"):
        verapdf.failures([good], "ua9")


def test_a_judge_that_ends_is_not_a_pass(good: Path, tmp_path: Path) -> None:
    (tmp_path / "verapdf-check").write_text("#!/bin/sh\necho 'no Java' >&2\n")
    (tmp_path / "verapdf-check").chmod(0o755)
    (tmp_path / "finished").touch()
    with pytest.raises(verapdf.VeraPDFError, match=r"gave no answer for .*: no Java$"):
        verapdf.failures([good], folder=tmp_path)


@pytest.mark.parametrize("required", ["", "1"])
def test_without_a_jdk_the_reason_is_told(
    required: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, good: Path
) -> None:
    bare = tmp_path / "bin"
    bare.mkdir()
    for command in ("sh", "dirname", "id"):
        found = shutil.which(command)
        assert found is not None
        (bare / command).symlink_to(found)
    monkeypatch.setenv("PATH", str(bare))
    monkeypatch.setenv("HANDOUTS_REQUIRE_VERAPDF", required)
    folder = tmp_path / "verapdf"
    if required:
        with pytest.raises(verapdf.VeraPDFError, match=r"veraPDF is required here.*no JDK"):
            verapdf.checker(folder)
    else:
        assert verapdf.checker(folder) is None
        with pytest.raises(pytest.skip.Exception, match="no JDK here"):
            verapdf.failures([good], folder=folder)
