import codecs

import pytest

from handouts.text.encodings import byte_order_mark


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "UTF-8 with BOM"),
        (codecs.BOM_UTF16_LE, "UTF-16"),
        (codecs.BOM_UTF16_BE, "UTF-16"),
        (codecs.BOM_UTF32_LE, "UTF-32"),
        (codecs.BOM_UTF32_BE, "UTF-32"),
    ],
)
def test_a_text_is_read_by_the_mark_that_it_begins_with(mark: bytes, name: str) -> None:
    found = byte_order_mark(mark + b"\x00")
    assert found is not None
    assert (found.mark, found.name) == (mark, name)
    assert "Zoë".encode(found.codec).decode(found.codec) == "Zoë"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb", b"text", "Zoë".encode("cp1252")])
def test_a_text_without_a_mark(content: bytes) -> None:
    assert byte_order_mark(content) is None
