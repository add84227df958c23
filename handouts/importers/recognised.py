"""What an import says of the files that it read, so that a trainer sees what was taken for what."""

from collections.abc import Iterator

from handouts.importers.byline import presenter
from handouts.importers.parts import Piece, PieceKind
from handouts.importers.read_files import PlacedArticle, ReadFiles

_LANGUAGE = "Language: en, for the files name none; change it in training.yaml if it is another"


def recognised(read: ReadFiles) -> tuple[str, ...]:
    """Return what was found in the files, as sentences without their full stop."""
    sentences = [*(_of_article(read, read.article) if read.article else ())]
    for chart in read.charts:
        name = f' "{chart.name}"' if chart.name else ""
        sentences += [f'Chart{name} title: "{chart.title}"', *chart.read.recognised]
    sentences.append(f"Language: {read.language}" if read.language else _LANGUAGE)
    return tuple(sentence for sentence in sentences if sentence)


def _of_article(read: ReadFiles, article: PlacedArticle) -> Iterator[str]:
    person = presenter(article.read.byline)
    byline, subtitle = article.read.byline, article.read.subtitle
    yield f'Title: "{read.metadata.plain_title}"'
    yield f'Subtitle: "{subtitle}"' if subtitle else ""
    yield f"By-line: {byline}" if byline else "By-line: none found"
    yield f"Presenter: {person[0]} ({person[1]})" if person else ""
    yield _counted(article.read.pieces)
    yield from article.places
    yield from article.read.recognised


def _counted(pieces: tuple[Piece, ...]) -> str:
    # Comments and dividers have no words.
    kinds = [piece.kind for piece in pieces if piece.plain or piece.kind != "other"]
    counts = []
    for kind, (one, many) in _KINDS.items():
        number = kinds.count(kind)
        if number or kind in {"paragraph", "heading"}:
            counts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(counts[:-1]) + f" and {counts[-1]}"


_KINDS: dict[PieceKind, tuple[str, str]] = {
    "paragraph": ("paragraph", "paragraphs"),
    "heading": ("heading", "headings"),
    "table": ("table", "tables"),
    "picture": ("picture", "pictures"),
    "other": ("list, quotation or the like", "lists, quotations and the like"),
}
