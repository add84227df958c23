"""What to know of a provider's own fonts: whose licence they have, and which letters they lack."""

import unicodedata
from collections.abc import Iterable, Iterator

from handouts.content import text_file
from handouts.content.problem_lines import opened
from handouts.content.provider import Provider
from handouts.fonts.own import OwnFont, own_fonts
from handouts.messages import Message, message
from handouts.project.layout import TRAINING_FILE, Project, chart_file
from handouts.text import characters

_MOST_NAMED = 5
"""Letters that are named; of more, their number is given."""
_BOLD = 600
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Co"})
"""Categories of characters that need no shape, or have one in one font alone."""


def licence_notes(project: Project, provider: Provider) -> Iterator[str]:
    """Yield a sentence for each file of a chosen font: its licence, or that it names none."""
    for font in _chosen(project, provider):
        about = {"file": font.file.name, "family": font.family}
        if font.licence:
            yield _ended(message("fonts.licence", licence=font.licence, **about))
        else:
            yield _ended(message("fonts.no-licence", **about))


def letter_notes(project: Project, provider: Provider, trainings: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each chosen family without italics, and for letters that it lacks."""
    for family in dict.fromkeys(provider.fonts.chosen.values()):
        yield from map(_ended, _of_family(project, family, trainings))


def notes_of_family(project: Project, family: str) -> tuple[Message, ...]:
    """Return what to know of a family with all trainings; nothing of one that is not there."""
    return tuple(_of_family(project, family, project.trainings()))


def _of_family(project: Project, family: str, trainings: Iterable[str]) -> Iterator[Message]:
    fonts = own_fonts(project.root).of(family)
    if fonts and not any(max(font.faces) >= _BOLD for font in fonts):
        yield message("fonts.no-bold", family=fonts[0].family)
    if fonts and not any(font.is_italic for font in fonts):
        yield message("fonts.no-italic", family=fonts[0].family)
    upright = [font for font in fonts if not font.is_italic] or fonts
    for training in trainings if upright else ():
        letters = set.intersection(*(set(font.letters) for font in upright))
        lacking = sorted(c for c in _characters(project, training) if ord(c) not in letters)
        if lacking:
            yield _lacks(upright[0].family, training, lacking)


def _lacks(family: str, training: str, lacking: list[str]) -> Message:
    named = tuple(map(_shown, lacking[:_MOST_NAMED]))
    about = {"family": family, "training": training}
    if more := len(lacking) - len(named):
        return message("fonts.lacks-more-letters", letters=named, more=more, **about)
    return message("fonts.lacks-letters", letters=named, **about)


def _shown(character: str) -> str:
    """Return a character as it is, or the name of one that is not seen by itself."""
    return characters.name(character) if unicodedata.combining(character) else character


def _characters(project: Project, training: str) -> set[str]:
    """Return the characters of what a trainer wrote that need a shape."""
    charts = (chart_file(name) for name in project.charts(training))
    names = (TRAINING_FILE, "worksheets.yaml", *charts)
    files = [opened(project, f"content/{training}/{one}") for one in names]
    texts = [text for file in files for _, text in file.texts()]
    texts.append(text_file.opened(project, f"{training}/article.md").text)
    return {c for text in texts for c in text if unicodedata.category(c) not in _UNSEEN}


def _chosen(project: Project, provider: Provider) -> list[OwnFont]:
    found = own_fonts(project.root)
    wanted = dict.fromkeys(provider.fonts.chosen.values())
    return list(dict.fromkeys(font for family in wanted for font in found.of(family)))


def _ended(note: Message) -> str:
    return f"{note}".rstrip(".") + "."
