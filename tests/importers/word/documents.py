"""Word documents made for one test, with all that Word can write."""

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

W = nsdecls("w")


def document(make: Callable[[Any], object]) -> bytes:
    """Return the bytes of a document into which `make` has written."""
    made = docx.Document()
    make(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def picture(width: int = 40, height: int = 30, kind: str = "PNG") -> io.BytesIO:
    """Return a picture of one colour as a file."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind)
    file.seek(0)
    return file


def add(paragraph: Any, xml: str) -> None:
    """Append XML, in which the prefixes of Word are known, to a paragraph."""
    declared = nsdecls("w", "a", "pic", "r", "wp") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    for element in parse_xml(f"<w:holder {declared}>{xml}</w:holder>"):
        paragraph._p.append(element)


def field(name: str, result: str) -> str:
    """Return the XML of a field with its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {name} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{result}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
