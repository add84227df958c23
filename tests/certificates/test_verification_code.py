import re
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handouts.certificates import verification_code
from handouts.certificates.certificate import CertificateTerms, Credential
from handouts.certificates.verification_code import Claims, Fault, link, opened, sign

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
CREDENTIAL = Credential(CLAIMS.number, "Zoë Müller-Ødegård", "PhD", "Ohio", "E.1", "5.5")
TERMS = CertificateTerms(
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
    assert verification_code.claims(CREDENTIAL, TERMS) == CLAIMS


def test_claims_of_one_day_and_of_a_part() -> None:
    terms = replace(TERMS, days=TERMS.days[:1], part="Part 2 of 3")
    found = verification_code.claims(CREDENTIAL, terms)
    assert (found.dates, found.title) == ("2026-11-14", "Two Ways to Make Tea, Part 2 of 3")


def test_a_line_break_in_a_name_cannot_pass_for_the_end_of_the_field() -> None:
    found = verification_code.claims(replace(CREDENTIAL, name="Zoë\nForged Title\u2028X"), TERMS)
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
