"""Verifying: what is genuine, what was changed, what is void, and what cannot be known."""

from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter

from handouts.certificates import scanning, signing
from handouts.certificates.numbers import new_number
from handouts.certificates.verification import Verdict, verify
from handouts.errors import CallError
from tests.certificates.conftest import Desk

COMPARE = "The code is genuine. Compare what the paper says with these words."
FROM_PAPER = "Compare what the paper says with these words."
NO_CODE = "It is no number and no code of a certificate, and no file of this name is there."


def of(desk: Desk, *given: object) -> list[Verdict]:
    return verify(desk.project, tuple(map(str, given)))


def finding(desk: Desk, given: object) -> tuple[str, str, tuple[str, ...]]:
    """The finding, the number that is told, and the sentences."""
    (verdict,) = of(desk, given)
    assert verdict.of == str(given)
    return verdict.finding, verdict.claims.number if verdict.claims else "", verdict.said


@pytest.fixture
def file(issued: Desk) -> Path:
    """The file of Zoë Con's certificate."""
    return issued.path(issued.entry("Zoë Con"))


@pytest.fixture
def number(issued: Desk) -> str:
    return issued.entry("Zoë Con").number


def code_on(file: Path) -> str:
    (code,) = scanning.codes_in(file)
    return code


def test_a_file_as_it_was_issued_is_genuine(issued: Desk, file: Path, number: str) -> None:
    (verdict,) = of(issued, file)
    assert verdict == Verdict(
        str(file),
        "genuine",
        signing.Claims(
            number, "completion", "Zoë Con", "Two Models of Psychotherapy", "2026-11-14",
            "5.5", "Harbour Street Training",
        ),
        ("The file is the one that was issued, byte for byte.",),
    )  # fmt: skip


@pytest.mark.parametrize("resaved", [False, True])
def test_a_file_that_was_changed_is_altered_though_its_code_is_genuine(
    issued: Desk, file: Path, number: str, resaved: bool
) -> None:
    if resaved:
        PdfWriter(clone_from=PdfReader(file)).write(file)
    else:
        file.write_bytes(file.read_bytes() + b"\n")
    said = (
        "The code on it is genuine, but the file is not the one that was issued: it was changed, "
        "saved anew, or scanned. Compare its words with these."
    )
    assert finding(issued, file) == ("altered", number, (said,))


def test_a_number_is_understood_however_it_is_typed(issued: Desk, number: str) -> None:
    sloppy = number.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    for given in (number, sloppy, number.replace("-", ""), f" {number} "):
        assert finding(issued, given) == ("genuine", number, (FROM_PAPER,))


def test_a_code_and_its_link_are_genuine(issued: Desk, file: Path, number: str) -> None:
    code = code_on(file)
    for given in (code, code.lower(), f"https://www.example.org/verify/#{code}"):
        assert finding(issued, given) == ("genuine", number, (COMPARE,))


def test_a_code_that_was_changed_is_altered(issued: Desk, file: Path) -> None:
    code = code_on(file)
    said = "The signature does not fit: the code was changed, or another provider made it."
    for place in (5, len(code) // 2, len(code) - 3):
        changed = f"{code[:place]}{'0' if code[place] != '0' else '1'}{code[place + 1 :]}"
        assert finding(issued, changed) == ("altered", "", (said,))


def test_a_picture_of_the_page_is_genuine(
    issued: Desk, file: Path, number: str, tmp_path: Path
) -> None:
    document = pypdfium2.PdfDocument(file)
    document[0].render(scale=150 / 72).to_pil().convert("L").save(tmp_path / "page.png")
    document.close()
    assert finding(issued, tmp_path / "page.png") == ("genuine", number, (COMPARE,))


def test_the_file_for_the_printer_is_told_one_by_one(issued: Desk) -> None:
    verdicts = of(issued, issued.folder / "certificates.pdf")
    assert [(v.finding, v.claims.number if v.claims else "") for v in verdicts] == [
        ("genuine", e.number) for e in issued.entries()
    ]


def test_a_void_one_is_void_in_every_way(issued: Desk, file: Path, number: str) -> None:
    content, code = file.read_bytes(), code_on(file)
    issued.void(number, "came late")
    file.write_bytes(content)
    told = ("void", number, ("It was declared void on 2026-11-22: came late.",))
    assert [finding(issued, given) for given in (file, number, code)] == [told] * 3
    file.write_bytes(content + b"\n")
    assert finding(issued, file) == told


def test_a_replaced_one_names_its_successor(issued: Desk, file: Path, number: str) -> None:
    content = file.read_bytes()
    (fresh,) = issued.reissue(number).new
    file.write_bytes(content)
    told = ("replaced", number, (f"It is void since 2026-11-22. {fresh} takes its place.",))
    assert [finding(issued, given) for given in (file, number)] == [told] * 2
    assert finding(issued, fresh) == ("genuine", fresh, (FROM_PAPER,))


@pytest.mark.parametrize(
    "given", ["hello", "H1-", "H1-ABC", "", "7K4M-9QXR-2TP1", "no-such-file.pdf", "/", "x" * 5000]
)
def test_what_is_nothing_is_unknown(issued: Desk, given: str) -> None:
    assert finding(issued, given) == ("unknown", "", (NO_CODE,))


def test_a_number_that_was_never_issued_is_unknown(issued: Desk) -> None:
    said = "No certificate was issued with this number."
    assert finding(issued, new_number()) == ("unknown", "", (said,))


def test_a_pdf_without_a_code_is_unknown(issued: Desk, tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(612, 792)
    writer.write(tmp_path / "blank.pdf")
    assert finding(issued, tmp_path / "blank.pdf") == (
        "unknown",
        "",
        ("There is no QR code in it.",),
    )


def test_garbage_is_told_as_a_wrong_call(issued: Desk, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\ngarbage")
    with pytest.raises(CallError, match=r"x\.pdf is damaged"):
        of(issued, tmp_path / "x.pdf")


def test_without_a_ledger_the_public_key_suffices(issued: Desk, file: Path, number: str) -> None:
    key = signing.public_key_text(signing.public_key(issued.project.records))
    (verdict, by_number) = verify(None, (str(file), number), key)
    assert verdict.claims is not None
    assert (verdict.finding, verdict.claims.name) == ("genuine", "Zoë Con")
    assert verdict.said == (
        COMPARE,
        "Whether it was declared void since, only the provider's list of void ones tells.",
    )
    assert (by_number.finding, by_number.claims) == ("unknown", None)


def test_with_another_providers_key_nothing_is_genuine(file: Path) -> None:
    other = signing.Ed25519PrivateKey.generate().public_key()
    (verdict,) = verify(None, (str(file),), signing.public_key_text(other))
    assert (verdict.finding, verdict.claims) == ("altered", None)


@pytest.mark.parametrize("key", ["hello", "AAAA", "é"])
def test_what_is_no_key_is_told(key: str) -> None:
    with pytest.raises(CallError, match="This is not a public key"):
        verify(None, ("x",), key)


def test_before_any_was_issued_there_is_no_key_to_verify_with(desk: Desk) -> None:
    with pytest.raises(CallError, match="No certificate was issued here yet"):
        verify(desk.project, ("x",))
    assert not desk.project.records.exists()


def test_a_genuine_code_that_the_ledger_lacks_is_remarked(
    issued: Desk, file: Path, number: str
) -> None:
    code = code_on(file)
    (issued.project.records / "ledger.sqlite3").unlink()
    said = "It was signed with this key, but is not in this ledger: is the ledger complete?"
    assert finding(issued, code) == ("genuine", number, (COMPARE, said))
