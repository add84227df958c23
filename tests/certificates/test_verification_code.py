import re
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handouts.certificates import verification_code
from handouts.certificates.certificate import Award, Occasion
from handouts.certificates.verification_code import Claims, Fault, link, opened, sign
from handouts.errors import WorldError
from tests.conftest import REPOSITORY

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
CLAIMS = Claims(
    number="7K4M-9QXR-2TP0",
    kind="completion",
    name="Zoë Müller-Ødegård",
    title="Two Ways to Make Tea",
    dates="2026-11-14/2026-11-15",
    hours="5.5",
    provider="Quiet Harbour Courses",
)
CODE = sign(CLAIMS, KEY)
AWARD = Award(CLAIMS.number, "Zoë Müller-Ødegård", "PhD", "Ohio", "E.1", "5.5")
OCCASION = Occasion(
    session="tea/november",
    kind="completion",
    title="Two *Ways* to Make [Tea](https://example.org)",
    part="",
    presenters=(),
    days=(("2026-11-14", "09:00", "12:00"), ("2026-11-15", "", "")),
    place="Harbour Hall",
    format="in person",
    hours="6",
    categories=(),
    provider="Quiet Harbour Courses",
    address=(),
    contact=(),
    statements=(),
    signatory="",
    signatory_title="",
    signature="",
    logo="",
    verify_url="",
    language="en",
    theme="press",
    paper="letter",
    preprinted=False,
    issued="2026-11-22",
)


def test_claims_are_what_the_certificate_says_without_its_marks() -> None:
    assert verification_code.claims(AWARD, OCCASION) == CLAIMS


def test_claims_of_one_day_and_of_a_part() -> None:
    occasion = replace(OCCASION, days=OCCASION.days[:1], part="Part 2 of 3")
    found = verification_code.claims(AWARD, occasion)
    assert (found.dates, found.title) == ("2026-11-14", "Two Ways to Make Tea, Part 2 of 3")


def test_a_line_break_in_a_name_cannot_pass_for_the_end_of_the_field() -> None:
    found = verification_code.claims(replace(AWARD, name="Zoë\nForged Title\u2028X"), OCCASION)
    assert found.name == "Zoë Forged Title X"
    assert opened(sign(found, KEY), PUBLIC) == found


def test_a_code_opens_to_what_was_signed() -> None:
    assert opened(CODE, PUBLIC) == CLAIMS
    assert re.fullmatch("H1-[0-9A-HJKMNP-TV-Z]+", CODE)
    assert sign(CLAIMS, KEY) == CODE


def test_codes_on_paper_are_read_by_every_later_version() -> None:
    written = (
        "H1-6X5K8K9D758NGMHD69A50C0ACDQPTW3CCNT6JVVE19D6ZGXB416W7F3CDHJQ4BE3K1J6ASY3MNS68"
        "2JMEXQJ0NV1F5SJ0X3F416P2TV541A6AR8A68R34DHD64RJTC9M5WS30CHP5MRK2B9H6M53ABHN198QA"
        "TB5EGG4GRBJC9QQAWH08DQQAWKKCNSJ1W6J4Z4V7SFSJ8B6BJPA1QJKBY314NJPK1ZQD4VV267FBXTR4"
        "RXR90ZTTYC5SBD9WYMH825PVHPEMQJYCQAPD834Q8JHFBHQGFZ60R"
    )
    assert opened(written, PUBLIC) == CLAIMS


@pytest.mark.parametrize(
    "typed",
    [
        link(CODE, "https://www.example.org/verify/"),
        f"HTTPS://H1-HOST.EXAMPLE.ORG/o/#{CODE}",
        CODE.lower(),
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "I"),
        f"  {CODE[:50]}\r\n{CODE[50:90]} \u200b{CODE[90:]}\n",
        f"{CODE[:90]}-\n{CODE[90:]}",
    ],
)
def test_a_code_is_read_as_people_copy_it(typed: str) -> None:
    assert opened(typed, PUBLIC) == CLAIMS


def test_no_letter_can_be_another() -> None:
    for place in range(3, len(CODE)):
        other = "7" if CODE[place] != "7" else "8"
        assert opened(CODE[:place] + other + CODE[place + 1 :], PUBLIC) is Fault.NOT_GENUINE


def test_the_bits_to_spare_in_the_last_letter_cannot_be_used() -> None:
    """Else two codes would stand for the same bytes."""
    found = [opened(CODE[:-1] + letter, PUBLIC) for letter in verification_code.LETTERS]
    assert found.count(CLAIMS) == 1


def test_no_letter_can_be_lost_or_added() -> None:
    for wrong in (CODE[:-1], CODE[:3] + CODE[4:], CODE + "0", CODE[:-8], CODE + CODE[-8:]):
        assert opened(wrong, PUBLIC) is Fault.NOT_GENUINE


def test_a_code_of_another_key_is_not_genuine() -> None:
    assert opened(sign(CLAIMS, OTHER), PUBLIC) is Fault.NOT_GENUINE


def test_a_signature_for_anything_else_is_none_of_a_certificate() -> None:
    payload = b"\n".join([b"x"] * 7)
    bare = f"H1-{verification_code.letters(payload + KEY.sign(payload))}"
    assert opened(bare, PUBLIC) is Fault.NOT_GENUINE


@pytest.mark.parametrize("lines", [6, 8])
def test_a_signed_text_of_other_fields_says_nothing(lines: int) -> None:
    payload = b"\n".join([b"x"] * lines)
    signature = KEY.sign(verification_code.DOMAIN + payload)
    assert (
        opened(f"H1-{verification_code.letters(payload + signature)}", PUBLIC) is Fault.NOT_GENUINE
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H1-",
        "7K4M-9QXR-2TP0",
        "https://www.example.org/",
        "H1-" + "A" * 101,
        CODE[3:],
        CODE + "!",
    ],
)
def test_what_is_no_code_is_told_from_what_is_not_genuine(text: str) -> None:
    assert opened(text, PUBLIC) is Fault.NOT_A_CODE


def test_a_link_leads_to_the_page_and_without_one_is_the_code() -> None:
    assert link(CODE, "https://example.org/v/") == f"https://example.org/v/#{CODE}"
    assert link(CODE, "") == CODE


def test_the_key_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    records = tmp_path / "project" / "records"
    first = verification_code.private_key(records)
    file = records / "signing-key.pem"
    made = file.read_bytes()
    assert made.startswith(b"-----BEGIN PRIVATE KEY-----\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(records.stat().st_mode) == 0o700
    again = verification_code.private_key(records)
    assert again.private_bytes_raw() == first.private_bytes_raw()
    assert verification_code.public_key(records) == first.public_key()
    assert [(path.name, path.read_bytes()) for path in records.iterdir()] == [(file.name, made)]


def test_processes_that_begin_at_once_end_with_the_same_key(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from handouts.certificates import verification_code; "
        "sys.stdin.read(1); "
        "print(verification_code.private_key(pathlib.Path(sys.argv[1])).private_bytes_raw().hex())"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, tmp_path / "records"],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in started:
        process.stdin.write("x")
        process.stdin.flush()
    keys = [process.communicate()[0] for process in started]
    assert len(keys[0]) == 65
    assert keys == [keys[0]] * 2


def test_a_key_that_is_there_is_kept_whatever_would_take_its_place(tmp_path: Path) -> None:
    for given in (OTHER, KEY):
        found = verification_code.private_key(tmp_path, given)
        assert found.private_bytes_raw() == OTHER.private_bytes_raw()


def _pem(key: object, encryption: object) -> bytes:
    return key.private_bytes(  # type: ignore[attr-defined]
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption
    )


FOREIGN = {
    "empty": b"",
    "damaged": b"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYD\n-----END PRIVATE KEY-----\n",
    "of another kind": _pem(generate_private_key(SECP256R1()), serialization.NoEncryption()),
    "with a password": _pem(KEY, serialization.BestAvailableEncryption(b"x")),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_key_that_is_none_is_told_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "signing-key.pem"
    file.write_bytes(content)
    with pytest.raises(WorldError) as caught:
        verification_code.private_key(tmp_path)
    assert str(caught.value) == (
        f"{file} is not the key that signs certificates: it is damaged, or another file. Bring it "
        "back from a backup. Only if there is none, move it away: the next certificates get a new "
        "key, and those before can no longer be checked."
    )
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("a file")
    with pytest.raises(WorldError) as caught:
        verification_code.private_key(tmp_path / "records")
    assert str(caught.value) == (
        f"{tmp_path}/records/signing-key.pem, the key that signs certificates, cannot be read or "
        "made: File exists. Mend the folder's permissions, and keep the project on a disk of this "
        "computer."
    )


def test_checking_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as caught:
        verification_code.public_key(tmp_path)
    assert str(caught.value) == (
        f"There is no {tmp_path}/signing-key.pem: no certificate has been issued from this folder. "
        "Run this where certificates are issued, or bring its folder records/ back from a backup."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_public_key_can_be_written_down() -> None:
    assert (
        verification_code.public_key_text(PUBLIC) == "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
    )
    assert (
        verification_code.read_public_key(f" {verification_code.public_key_text(PUBLIC)}\n")
        == PUBLIC
    )


@pytest.mark.parametrize("text", ["", "x", "AAAA", "é", "A6EHv/POEL4dcN0Y50vAmWfkaxQc1X5k"])
def test_what_is_no_public_key_is_told_so(text: str) -> None:
    assert verification_code.read_public_key(text) is None
