"""A PDF → its text, which is the last resort: a PDF knows letters and places, and no paragraphs."""

from handouts.importers.document import SourceDocument
from handouts.importers.packed import UnreadableError
from handouts.messages import message
from handouts.typesetting import pdf_text


def read(content: bytes) -> SourceDocument:
    """Return the text of a PDF.

    Raises UnreadableError where it cannot be read, or where it has no text but pictures of it.
    """
    pages = pdf_text.pages(content)
    if pages is None:
        raise UnreadableError(message("article_import.pdf-unreadable"))
    text = "\n".join(pages)
    if not any(map(str.isalnum, text)):
        raise UnreadableError(message("article_import.pdf-without-text"))
    return SourceDocument(
        text,
        str(message("article_import.pdf")),
        recognised=(message("article_import.pdf-is-last-resort"),),
        written_in="plain text",
    )
