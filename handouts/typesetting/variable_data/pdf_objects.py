"""The objects of a certificate's file, as bytes.

ISO 32000-1: 7.7 (catalog and pages), 12 (reading), 14 (metadata and structure).
"""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from handouts.typesetting.variable_data.base_page import BasePage, ObjectBody, VariableLayer

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>handouts</xmp:CreatorTool>
<pdf:Producer>handouts</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True)
class FinishedPage:
    """One person's certificate, ready to be put into a file."""

    title: str
    """What a reader shows of it: in its window, or among the bookmarks."""
    layer: VariableLayer
    link: str = ""
    """Where it is verified; used where the base page has a place for it."""


@dataclass(frozen=True)
class Refers:
    """The numbers of the objects that a page refers to."""

    tree: int
    """Of pages."""
    common: int
    """The base page's content."""
    own: int
    """The content of the variable layer."""
    fonts: int
    """The first of the person's own fonts' objects."""
    number_of: Callable[[int], int] = lambda local: local
    """Where each of the base page's objects is."""
    link: int = 0
    """Zero where the page has none."""


@dataclass(frozen=True)
class CatalogRefers:
    """The numbers of the objects that the catalog refers to."""

    pages: int
    structure: int
    metadata: int


def page(base: BasePage, layer: VariableLayer, refers: Refers, place: int = 0) -> bytes:
    """Return a page; `place` is its key in the tree that leads from content to structure."""
    fonts = [(name, refers.number_of(number)) for name, number in base.fonts.items()]
    fonts += [(name, refers.fonts + number) for name, number in layer.fonts]
    named = b" ".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in fonts)
    resources = ObjectBody(base.resources).numbered(refers.number_of)
    annotations = b" /Annots [%d 0 R]" % refers.link if refers.link else b""
    return (
        b"<</Type /Page /Parent %d 0 R /MediaBox [0 0 %g %g] /Contents [%d 0 R %d 0 R] "
        b"/Resources <<%s /Font <<%s>>>> /Tabs /S /StructParents %d%s>>"
    ) % (
        refers.tree, *base.size, refers.common, refers.own, resources, named, place, annotations,
    )  # fmt: skip


def empty_page(base: BasePage, tree: int) -> bytes:
    """Return a page with nothing on it."""
    return b"<</Type /Page /Parent %d 0 R /MediaBox [0 0 %g %g] /Resources <<>> /Tabs /S>>" % (
        tree, *base.size,
    )  # fmt: skip


def link(base: BasePage, address: str, place: int) -> bytes:
    """Return the link to the verification; `place` is its key in the tree, as a page has one."""
    rectangle = b" ".join(b"%.2f" % side for side in base.link)
    return (
        b"<</Type /Annot /Subtype /Link /F 4 /Rect [%s] /Border [0 0 0] /StructParent %d "
        b"/Contents %s /A <</Type /Action /S /URI /URI %s>>>>"
    ) % (rectangle, place, text(base.link_text), _plain(address))


def owners(numbers: Iterable[int]) -> bytes:
    """Return the elements that own the marked content of a page; 0 stands for none."""
    return b" ".join(b"%d 0 R" % number if number else b"null" for number in numbers)


def stream(deflated: bytes, about: bytes = b"") -> bytes:
    """Return a stream of content that has been deflated; `about` goes into its dictionary."""
    head = b"<<%s /Filter /FlateDecode /Length %d>>" % (about, len(deflated))
    return b"%s\nstream\n%s\nendstream" % (head, deflated)


def catalog(refers: CatalogRefers, language: str, sides: int, more: bytes = b"") -> bytes:
    """Return what a file begins to be read with; sheets lie across, so they turn on the left."""
    return (
        b"<</Type /Catalog /Pages %d 0 R /Lang %s /MarkInfo <</Marked true>> "
        b"/ViewerPreferences <</DisplayDocTitle true /PrintScaling /None /Duplex /%s>> "
        b"/StructTreeRoot %d 0 R /Metadata %d 0 R%s>>"
    ) % (
        refers.pages, _plain(language), b"Simplex" if sides == 1 else b"DuplexFlipShortEdge",
        refers.structure, refers.metadata, more,
    )  # fmt: skip


def structure_root(document: int, parents: int) -> bytes:
    """Return the root of the structure."""
    return b"<</Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R>>" % (document, parents)


def document(top: Iterable[int], root: int) -> bytes:
    """Return the element that all others are in."""
    kids = b" ".join(b"%d 0 R" % number for number in top)
    return b"<</Type /StructElem /S /Document /P %d 0 R /K [%s]>>" % (root, kids)


def metadata(title: str, author: str, date: str) -> bytes:
    """Return what a file reports of itself, with the claim of PDF/UA-1: ISO 14289-1, 5."""
    filled = _PACKET.format(title=escape(title), author=escape(author), date=date).encode()
    return stream(zlib.compress(filled), b"/Type /Metadata /Subtype /XML")


def info(title: str, author: str, date: str) -> bytes:
    """Return the same for older readers."""
    moment = f"(D:{date.replace('-', '')}000000Z)".encode()
    return (
        b"<</Title %s /Author %s /Creator (handouts) /Producer (handouts) "
        b"/CreationDate %s /ModDate %s>>"
    ) % (text(title), text(author), moment, moment)


def text(shown: str) -> bytes:
    """Return a text as a string object: ISO 32000-1, 7.9.2.2."""
    return b"<FEFF%s>" % shown.encode("utf-16-be").hex().upper().encode()


def _plain(ascii_text: str) -> bytes:
    escaped = ascii_text.encode("ascii", "ignore").replace(b"\\", b"\\\\")
    return b"(%s)" % escaped.replace(b"(", b"\\(").replace(b")", b"\\)")


def names(count: int, first: int, about: int, digest: bytes) -> bytes:
    """Return where a file begins to be read, and its name: 7.5.5 and 14.4.

    `first` is its catalog, `about` its information, `digest` 32 hexadecimal digits.
    """
    return b"/Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]" % (
        count, first, about, digest, digest)  # fmt: skip
