"""What an import says of the files that it read, so that a trainer sees what was taken for what."""

from collections.abc import Iterator

from handouts.importers.byline import presenter
from handouts.importers.parts import Piece, PieceKind
from handouts.importers.read_files import PlacedArticle, ReadFiles
from handouts.messages import Message, message


def recognised(read: ReadFiles) -> tuple[Message, ...]:
    """Return what was found in the files, each as a sentence without its full stop."""
    sentences: list[Message] = [*(_of_article(read, read.article) if read.article else ())]
    for chart in read.charts:
        title = message("recognised.chart-title", title=chart.title)
        if chart.name:
            title = message("recognised.named-chart-title", name=chart.name, title=chart.title)
        sentences += [title, *chart.read.recognised]
    return (*sentences, *_of_language(read))


def _of_language(read: ReadFiles) -> Iterator[Message]:
    """Yield what there is to say of the language: nothing where it is plainly English."""
    language, named = read.language, read.named_language
    about = {"language": language, "name": _english_name(language)}
    if not language:
        yield message("recognised.no-language")
    elif language != named and named:
        yield message("recognised.language-of-words-alone", **about, named=named)
    elif language not in {named, "en"}:
        yield message("recognised.language-of-words", **about)
    elif language != "en":
        yield message("recognised.language", **about)


def _of_article(read: ReadFiles, article: PlacedArticle) -> Iterator[Message]:
    byline, subtitle = article.read.byline, article.read.subtitle
    yield message("recognised.title", title=read.metadata.plain_title)
    if subtitle:
        yield message("recognised.subtitle", subtitle=subtitle)
    yield message("recognised.byline", byline=byline) if byline else message("recognised.no-byline")
    if person := presenter(byline):
        yield message("recognised.presenter", name=person[0], credentials=person[1])
    yield _counted(article.read.pieces)
    yield from article.places
    yield from article.read.recognised


def _counted(pieces: tuple[Piece, ...]) -> Message:
    # Comments and dividers have no words.
    kinds = [piece.kind for piece in pieces if piece.plain or piece.kind != "other"]

    def count(kind: PieceKind) -> int:
        return kinds.count(kind)

    counted = [
        message("recognised.paragraphs", count=count("paragraph")),
        message("recognised.headings", count=count("heading")),
    ]
    if tables := count("table"):
        counted.append(message("recognised.tables", count=tables))
    if pictures := count("picture"):
        counted.append(message("recognised.pictures", count=pictures))
    if others := count("other"):
        counted.append(message("recognised.others", count=others))
    return message("recognised.counted", counted=tuple(counted))


def _english_name(tag: str) -> str:
    """Return `English (United States)` for `en-US`; the tag itself where nobody knows it.

    The names are those of Unicode's CLDR, as babel has them.
    """
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - an import alone needs it

    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag
