"""The fixed words of a project: ours and the trainer's beside each other, changed one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import nodes

from handouts.content import fixed_words, yaml_edit, yaml_tree
from handouts.content.yaml_edit import NotEditableError
from handouts.content.yaml_tree import Location
from handouts.documents.templates import environment
from handouts.errors import CallError, ContentError, Problem
from handouts.languages.phrases import WHOLE, Variants, language_of, standard, variants
from handouts.messages import message
from handouts.project.layout import TRAINING_FILE, WORDS_FILE, Project
from handouts.workflows.edit_details import FieldProblem, SavedDetails
from handouts.workflows.edit_files import (
    NEW,
    Conflict,
    OpenFile,
    read_file,
    save_file,
    state_text,
)

_PATH = f"content/{WORDS_FILE}"
Own = Mapping[str, str]
"""The trainer's texts by the names of their fields; empty for ours."""


@dataclass(frozen=True)
class PhraseText:
    """One text of a phrase."""

    field: str
    """`dates.when`; with the edition and the plural behind it where it differs by them."""
    edition: str
    category: str
    """Of the plural."""
    ours: str
    own: str
    """The trainer's; empty where it is ours."""


@dataclass(frozen=True)
class PhrasePlace:
    """Where a phrase stands."""

    template: str
    """Relative to `templates/`; empty where no template asks for it."""
    part: str
    """The macro of the template; may be empty."""


@dataclass(frozen=True)
class ShownPhrase:
    """A phrase, ours and the trainer's."""

    name: str
    places: tuple[PhrasePlace, ...]
    texts: tuple[PhraseText, ...]


@dataclass(frozen=True)
class FixedWords:
    """All fixed words."""

    phrases: tuple[ShownPhrase, ...]
    version: str
    """Of the trainer's file."""
    problems: tuple[FieldProblem, ...]


def read_words(project: Project) -> FixedWords:
    """Return all fixed words. Raises ContentError where the trainer's file cannot be read."""
    opened = _opened(project)
    ours = standard(_language(project))
    places = phrase_places(project.layers)
    own = _own(opened.text)
    found = tuple(
        ShownPhrase(name, places.get(name, ()), tuple(_texts(name, ours[name], own.get(name, ()))))
        for name in ours
    )
    return FixedWords(found, opened.version, problems_of(project, opened.text))


def save_words(project: Project, given: Own, version: str) -> SavedDetails | Conflict:
    """Write the trainer's texts by their fields; what is as ours is taken out of the file.

    What is wrong with them comes back with them. Raises CallError, ContentError and WorldError.
    """
    opened = _opened(project)
    text = opened.text
    if opened.version != version:
        text = state_text(project, WORDS_FILE, version) if version else ""
    saved = save_file(project, WORDS_FILE, with_words(text, given, _language(project)), version)
    if isinstance(saved, Conflict):
        return saved
    problems = problems_of(project, _opened(project).text)
    return SavedDetails(saved.version, problems, saved.history)


def with_words(text: str, given: Own, language: str) -> str:
    """Return the text of the file with these texts of the trainer, else the same to the letter.

    Raises CallError where they cannot be written, and ContentError where the text cannot be read.
    """
    before: Mapping[str, Variants] = _own(text)
    changes: dict[Location, Any] = {}
    for name, ours in standard(language).items():
        shown = [*_texts(name, ours, before.get(name, ()))]
        wanted = {one: " ".join(given.get(one.field, one.own).split()) for one in shown}
        if any(text not in (one.own, one.own or one.ours) for one, text in wanted.items()):
            changes[tuple(name.split("."))] = _value(wanted)
    try:
        return yaml_edit.with_values(text, changes, {})
    except NotEditableError as error:
        raise CallError(message("edit.unwritable-values", file=WORDS_FILE)) from error


def problems_of(project: Project, text: str) -> tuple[FieldProblem, ...]:
    """Return what would be wrong in a file of this text, each beside its field."""
    files = fixed_words.opened(project, {WORDS_FILE: text.encode("utf-8", "replace")})
    fixed_words.own_words(files)
    return tuple(
        FieldProblem(_location(file.tree, problem.line), problem)
        for file in files
        for problem in file.problems
    )


def _location(tree: yaml_tree.YamlTree, line: int) -> Location:
    return max((place for place, at in tree.lines.items() if at == line), key=len, default=())


def _opened(project: Project) -> OpenFile:
    if not (project.content / WORDS_FILE).exists():
        return OpenFile("", NEW)
    return read_file(project, WORDS_FILE)


def _own(text: str) -> dict[str, Variants]:
    """Return the trainer's texts of each phrase, right or wrong. Raises ContentError."""
    try:
        value = yaml_edit.read_values(text)
    except NotEditableError as error:
        found = [Problem(_PATH, one.line, one.message) for one in error.diagnostics]
        raise ContentError(found or [Problem(_PATH, 0, message("edit.no-values"))]) from error
    own = {}
    for name in standard(WHOLE):
        written = variants(yaml_tree.value_at(value, tuple(name.split("."))))
        own[name] = tuple(one for one in written if isinstance(one[2], str))
    return own


def _texts(name: str, ours: Variants, own: Variants) -> Iterator[PhraseText]:
    for edition, category, text in ours:
        alike = [(edition, category), (edition, ""), ("", category), ("", "")]
        written = {(of, plural): each for of, plural, each in own}
        found = next((written[one] for one in alike if one in written), "")
        field = ".".join(filter(None, (name, edition, category)))
        yield PhraseText(field, edition, category, text, "" if found == text else found)


def _value(wanted: Mapping[PhraseText, str]) -> Any:
    """Return what stands in the file for a phrase: a text, or a mapping of those that differ.

    Of an edition it has all plurals, or none.
    """
    found: dict[str, Any] = {}
    for edition in dict.fromkeys(one.edition for one in wanted):
        texts = {one: text for one, text in wanted.items() if one.edition == edition}
        if any(text not in ("", one.ours) for one, text in texts.items()):
            whole = {one.category: text or one.ours for one, text in texts.items()}
            found[edition] = whole.get("", whole)
    return found.get("", found) or None


def _language(project: Project) -> str:
    """Return the language of the phrases of the first training."""
    for training in project.trainings():
        try:
            text = (project.content / training / TRAINING_FILE).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        value = yaml_tree.read(text).value
        head = value if isinstance(value, dict) else {}
        return language_of(str(head.get("language", "en")), str(head.get("paper", "letter")))
    return WHOLE


@lru_cache(maxsize=4)
def phrase_places(layers: tuple[Path, ...]) -> Mapping[str, tuple[PhrasePlace, ...]]:
    """Return where each phrase stands that templates of these folders ask for."""
    found: dict[str, dict[PhrasePlace, None]] = {}
    parser = environment(layers)
    for template in sorted(parser.list_templates(extensions=["html"])):
        source, *_ = parser.loader.get_source(parser, template)  # type: ignore[union-attr]
        for name, part in _asked(parser.parse(source), ""):
            found.setdefault(name, {})[PhrasePlace(template, part)] = None
    return {name: tuple(places) for name, places in found.items()}


def _asked(node: nodes.Node, part: str) -> Iterator[tuple[str, str]]:
    """Yield each phrase that is asked for, with the macro in which it is."""
    for child in node.iter_child_nodes():
        match child:
            case nodes.Call(node=nodes.Name(name="phrase"), args=[nodes.Const(value=str(name))]):
                yield name, part
        yield from _asked(child, child.name if isinstance(child, nodes.Macro) else part)
