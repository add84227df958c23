"""Verifying: what is genuine, what was changed, what is void, and what cannot be known."""

import io
import os
import shutil
import sqlite3
from pathlib import Path

import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image
from pypdf import PdfReader, PdfWriter

from handouts.certificates import qr_reading, signing_key, verification_code
from handouts.certificates.ledger import Ledger
from handouts.certificates.serial_numbers import new_number
from handouts.certificates.verify import Issuer, Verdict, Verifier, provider_key
from handouts.cli import certify
from handouts.cli.certificates import exit_code
from handouts.errors import CallError
from handouts.typesetting import qr
from tests.certificates.conftest import Desk

COMPARE = "The code is genuine. The paper was not compared: compare what it says with these words."
COMPARE_PICTURE = (
    "The code is genuine. The words in the picture were not compared: compare them with these."
)
COMPARE_NUMBER = (
    "A certificate with this number was issued. The paper was not compared: compare what it says "
    "with these words."
)
ALTERED = (
    "The code on it is genuine, but the file is not the one that was issued: it was changed, saved "
    "anew, or scanned. Compare its words with these."
)
BOUND = "It is in the file that was written for the printer, which is as it was written."
NO_CODE = "It is no number and no code of a certificate, and no file of this name is there."
Told = tuple[str, str, tuple[str, ...]]


def of(desk: Desk, *given: object) -> list[Verdict]:
    return verdicts(desk.project, *given)


def verdicts(issuer: Issuer, *given: object) -> list[Verdict]:
    """The verdicts, with codes read in this process."""
    return certify.verify(issuer, tuple(map(str, given)), qr_reading.codes_in)


def told(verdict: Verdict) -> Told:
    """The finding, the number that is told, and the sentences."""
    return verdict.finding, verdict.claims.number if verdict.claims else "", verdict.sentences


def finding(desk: Desk, given: object) -> Told:
    (verdict,) = of(desk, given)
    assert verdict.of == str(given)
    return told(verdict)


@pytest.fixture
def file(issued: Desk) -> Path:
    """The file of Zoë Con's certificate."""
    return issued.path(issued.entry("Zoë Con"))


@pytest.fixture
def number(issued: Desk) -> str:
    return issued.entry("Zoë Con").number


def code_on(file: Path) -> str:
    (code,) = qr_reading.codes_in(file.read_bytes())
    return code


def test_a_file_as_it_was_issued_is_genuine(issued: Desk, file: Path, number: str) -> None:
    (verdict,) = of(issued, file)
    assert verdict == Verdict(
        str(file),
        "genuine",
        verification_code.Claims(
            number, "completion", "Zoë Con", "Two Models of Psychotherapy", "2026-11-14",
            "5.5", "Harbour Street Training",
        ),
        ("The file is the one that was issued, byte for byte.",),
    )  # fmt: skip


def test_what_a_file_is_its_bytes_tell_and_not_its_name(
    issued: Desk, file: Path, number: str, tmp_path: Path
) -> None:
    whole = file.read_bytes()
    saved_anew = io.BytesIO()
    PdfWriter(clone_from=PdfReader(file)).write(saved_anew)
    changed = (whole + b"\n", b"junk\n" * 100 + whole, saved_anew.getvalue())
    for place, name in enumerate(("cert.pdf", "cert.PDF", "cert.txt", "cert", "cert.png")):
        given = tmp_path / name
        given.write_bytes(whole)
        assert finding(issued, given)[0] == "genuine"
        given.write_bytes(changed[place % len(changed)])
        assert finding(issued, given) == ("altered", number, (ALTERED,))


def test_an_altered_file_with_several_genuine_codes_is_altered_for_each(
    issued: Desk, tmp_path: Path
) -> None:
    writer = PdfWriter()
    entries = issued.entries()[:2]
    for entry in entries:
        writer.append(issued.path(entry))
    writer.write(tmp_path / "two.pdf")
    assert [told(one) for one in of(issued, tmp_path / "two.pdf")] == [
        ("altered", entry.number, (ALTERED,)) for entry in entries
    ]


def test_a_number_is_understood_however_it_is_typed(issued: Desk, number: str) -> None:
    sloppy = number.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    for given in (number, sloppy, number.replace("-", ""), f" {number} "):
        assert finding(issued, given) == ("number-known", number, (COMPARE_NUMBER,))


def test_a_number_that_is_a_file_too_is_looked_at_as_both(
    issued: Desk, file: Path, number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(number).write_bytes(file.read_bytes() + b"\n")
    assert [told(one) for one in of(issued, number)] == [
        ("altered", number, (ALTERED,)),
        ("number-known", number, (COMPARE_NUMBER,)),
    ]


def test_of_a_code_and_its_link_only_the_code_is_genuine(
    issued: Desk, file: Path, number: str
) -> None:
    code = code_on(file)
    for given in (code, code.lower(), f"https://www.example.org/verify/#{code}"):
        assert finding(issued, given) == ("code-genuine", number, (COMPARE,))


def test_a_code_that_was_changed_is_altered(issued: Desk, file: Path) -> None:
    code = code_on(file)
    said = "The signature does not fit: the code was changed, or another provider made it."
    for place in (5, len(code) // 2, len(code) - 3):
        changed = f"{code[:place]}{'0' if code[place] != '0' else '1'}{code[place + 1 :]}"
        assert finding(issued, changed) == ("altered", "", (said,))


def test_of_a_picture_of_the_page_only_the_code_is_genuine(
    issued: Desk, file: Path, number: str, tmp_path: Path
) -> None:
    document = pypdfium2.PdfDocument(file)
    picture = document[1].render(scale=150 / 72).to_pil().convert("L")
    document.close()
    for name, kind in (("page.png", "PNG"), ("page.pdf", "JPEG")):
        picture.save(tmp_path / name, kind)
        assert finding(issued, tmp_path / name) == ("code-genuine", number, (COMPARE_PICTURE,))


def test_the_file_for_the_printer_is_known_and_told_one_by_one(
    issued: Desk, tmp_path: Path
) -> None:
    zoe, *others = issued.entries()
    together = tmp_path / "all.pdf"
    shutil.copy(issued.folder / "certificates.pdf", together)
    assert [told(one) for one in of(issued, together)] == [
        ("genuine", entry.number, (BOUND,)) for entry in issued.entries()
    ]
    issued.void(zoe.number, "came late")
    verdicts = of(issued, together)
    assert told(verdicts[0]) == (
        "void", zoe.number, ("It was declared void on 2026-11-22: came late.",)
    )  # fmt: skip
    assert [told(one) for one in verdicts[1:]] == [
        ("genuine", entry.number, (BOUND,)) for entry in others
    ]
    assert exit_code(verdicts) == 1
    assert {one.finding for one in of(issued, issued.folder / "certificates.pdf")} == {"genuine"}
    together.write_bytes(together.read_bytes() + b"\n")
    assert [one.finding for one in of(issued, together)] == ["void", *["altered"] * len(others)]


def test_a_file_for_the_printer_of_any_size_is_known(issued: Desk) -> None:
    together = issued.folder / "certificates.pdf"
    with Ledger(issued.project.records, reading=True) as ledger:
        key = signing_key.public_key(issued.project.records)
        small = Verifier(key, ledger, qr_reading.codes_in, largest=1000)
        assert {one.finding for one in small.of_file(together)} == {"genuine"}
        together.write_bytes(together.read_bytes()[:-1] + b" ")
        (verdict,) = small.of_file(together)
    too_large = "It has more than 0.001 MB. Give a smaller file, with the page alone."
    assert told(verdict) == ("unknown", "", (too_large,))


def test_a_void_one_is_void_in_every_way(issued: Desk, file: Path, number: str) -> None:
    content, code = file.read_bytes(), code_on(file)
    issued.void(number, "came late")
    file.write_bytes(content)
    void = ("void", number, ("It was declared void on 2026-11-22: came late.",))
    assert [finding(issued, given) for given in (file, number, code)] == [void] * 3
    file.write_bytes(content + b"\n")
    assert finding(issued, file) == void


def test_a_replaced_one_names_its_successor(issued: Desk, file: Path, number: str) -> None:
    content = file.read_bytes()
    (fresh,) = issued.reissue(number).new
    file.write_bytes(content)
    replaced = ("replaced", number, (f"It is void since 2026-11-22. {fresh} takes its place.",))
    assert [finding(issued, given) for given in (file, number)] == [replaced] * 2
    assert finding(issued, fresh) == ("number-known", fresh, (COMPARE_NUMBER,))


@pytest.mark.parametrize(
    "given", ["hello", "H1-", "H1-ABC", "", "7K4M-9QXR-2TP1", "no-such-file.pdf", "x\0", "x" * 5000]
)
def test_what_is_nothing_is_unknown(issued: Desk, given: str) -> None:
    assert finding(issued, given) == ("unknown", "", (NO_CODE,))


def test_a_number_that_was_never_issued_is_unknown(issued: Desk) -> None:
    said = "No certificate was issued with this number."
    assert finding(issued, new_number()) == ("unknown", "", (said,))


def _pdf(path: Path, *sizes: tuple[float, float]) -> Path:
    writer = PdfWriter()
    for size in sizes:
        writer.add_blank_page(*size)
    writer.write(path)
    return path


def test_what_cannot_be_looked_through_is_unknown_and_hides_nothing_else(
    issued: Desk, file: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\ngarbage")
    modules, side = qr.modules("https://www.example.org/")
    Image.frombytes("1", (side, side), modules).resize((side * 8,) * 2).save(tmp_path / "other.png")
    no_file = "It is not a file. Give a PDF or a picture."
    cases = {
        tmp_path: "It is a folder. Give the files in it.",
        tmp_path / "pipe": no_file,
        Path("/dev/zero"): no_file,
        tmp_path / "x.pdf": "It is damaged. Save it anew, or ask for it again.",
        _pdf(
            tmp_path / "blank.pdf", (612, 792)
        ): "There is no QR code in it. Certificates may have theirs on the back.",
        _pdf(
            tmp_path / "odd.pdf", (1e7, 0.001), (0, 0)
        ): "There is no QR code in it. Certificates may have theirs on the back.",
        tmp_path / "other.png": "The QR code in it is not that of a certificate.",
    }
    verdicts = of(issued, *cases, file)
    assert [told(one) for one in verdicts[:-1]] == [
        ("unknown", "", (sentence,)) for sentence in cases.values()
    ]
    assert verdicts[-1].finding == "genuine"


def test_without_a_ledger_only_the_code_is_checked(issued: Desk, file: Path, number: str) -> None:
    key = signing_key.public_key(issued.project.records)
    later = (
        "There is no ledger here, so the provider's list of void certificates has to tell whether "
        "it was declared void since."
    )
    no_ledger = (
        "The code is genuine. Whether the file is the one that was issued cannot be known here: "
        "compare its words with these."
    )
    by_key = verdicts(key, file, number)
    (issued.project.records / "ledger.sqlite3").unlink()
    for verdict, by_number in (by_key, of(issued, file, number)):
        assert told(verdict) == ("code-genuine", number, (no_ledger, later))
        assert (by_number.finding, by_number.claims) == ("unknown", None)
    assert not (issued.project.records / "ledger.sqlite3").exists()


def test_with_another_providers_key_nothing_is_genuine(file: Path) -> None:
    other = Ed25519PrivateKey.generate().public_key()
    (verdict,) = verdicts(other, file)
    assert (verdict.finding, verdict.claims) == ("altered", None)


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ("genuine", 0),
        ("genuine code-genuine", 4),
        ("number-known", 4),
        ("genuine code-genuine altered", 1),
        ("void", 1),
        ("number-known unknown", 1),
        ("code-genuine replaced", 1),
    ],
)
def test_the_exit_code_is_0_only_where_all_is_genuine(findings: str, code: int) -> None:
    verdicts = [Verdict("", finding, None, ()) for finding in findings.split()]  # type: ignore[arg-type]
    assert exit_code(verdicts) == code


@pytest.mark.parametrize("key", ["hello", "AAAA", "é"])
def test_what_is_no_key_is_told(key: str) -> None:
    with pytest.raises(CallError, match="This is not a public key"):
        provider_key(key)


def test_before_any_was_issued_there_is_no_key_to_verify_with(desk: Desk) -> None:
    with pytest.raises(CallError) as caught:
        verdicts(desk.project, "x")
    assert str(caught.value) == (
        "No certificate was issued here yet, so there is no key to verify with. Give the "
        "provider's public key with --public-key; the page that verifies shows it."
    )
    assert not desk.project.records.exists()


def test_a_genuine_code_that_the_ledger_lacks_is_remarked(
    issued: Desk, file: Path, number: str
) -> None:
    code = code_on(file)
    database = sqlite3.connect(issued.project.records / "ledger.sqlite3", isolation_level=None)
    database.execute("DELETE FROM certificates WHERE number = ?", (number,))
    database.close()
    said = "It was signed with this key, but is not in this ledger: is the ledger complete?"
    assert finding(issued, code) == ("code-genuine", number, (COMPARE, said))
    assert finding(issued, file) == ("altered", number, (ALTERED, said))


def test_a_ledger_that_says_something_else_than_was_signed_is_not_believed(
    issued: Desk, file: Path, number: str
) -> None:
    code = code_on(file)
    database = sqlite3.connect(issued.project.records / "ledger.sqlite3", isolation_level=None)
    change = "UPDATE certificates SET award = replace(award, 'Zoë Con', 'Zoë Conn')"
    database.execute(change)
    database.close()
    said = (
        f"What the ledger says of {number} is not what was signed: it was edited, or is damaged. "
        "Bring records/ledger.sqlite3 back from a backup."
    )
    for given in (file, number, code):
        assert finding(issued, given) == ("unknown", "", (said,))
