"""What a training says of itself and of its article, saved as it is filled in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.routing import Route

from handouts.content.model_fields import FormField
from handouts.errors import CallError, ContentError, Problem
from handouts.project.layout import ARTICLE_FILE, TRAINING_FILE, Project
from handouts.studio.routes.fields import field_problems
from handouts.studio.routes.training import frame
from handouts.studio.web import Answer, Visit, address, page, reason
from handouts.workflows import trash
from handouts.workflows.edit_details import read_details
from handouts.workflows.packet_contents import PacketContents, packet_contents
from handouts.workflows.rename_training import rename_training

_LANGUAGES = {
    "en": "English, as the paper has it: Letter American, A4 British",
    "en-US": "English (United States)",
    "en-GB": "English (United Kingdom)",
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "nl": "Dutch",
    "fi": "Finnish",
    "fr": "French",
    "de": "German",
    "el": "Greek",
    "he": "Hebrew",
    "hu": "Hungarian",
    "it": "Italian",
    "nb": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "es": "Spanish",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
}
_OF_TRAINING = (
    "title",
    "short_title",
    "date",
    "language",
    "code",
    "article_url",
    "objectives",
    "presenters",
    "margin",
    "quotes",
    "packet",
)
_OF_HANDOUT = ("margin", "quotes")
"""Fields that are about the handout alone."""
_OF_ARTICLE = ("title", "subtitle", "byline", "pull_quotes", "sources")
_HELP = {
    "title": "",
    "code": "Two to eight capitals or digits.",
    "short_title": "For the foot of each page, where the title is longer than 40 letters.",
    "date": "When the content was last revised.",
    "language": "It decides our words and dates, how words are divided, and which way text runs.",
    "article_url": "With https://. Posters then have a code that leads there.",
    "margin": "On paper; on a screen there is nothing beside it.",
    "quotes": "The sentences that you choose are below, at the article.",
    "subtitle": "Words between stars, *so*, are printed in italics.",
    "objectives": "What participants will be able to do: one a line, each beginning with a verb.",
    "pull_quotes": "Sentences of the article that are shown again, large: one a line.",
    "sources": "What the article draws on: one a line. Words between stars are printed in italics.",
}
"""Where the page says it in other words than the file's own documentation."""
_LABELS = {
    "article_url": "Address of the article on the web",
    "margin": "Beside the text",
    "quotes": "Shown large",
}
_CHOICES: Mapping[str, Sequence[tuple[str, str]]] = {
    "margin": (("notes", "Lines for notes"), ("plain", "Nothing")),
    "quotes": (
        ("auto", "Sentences that I choose, or else a question of the article"),
        ("chosen", "Only sentences that I choose"),
    ),
}
"""What can be chosen, in her words."""


@dataclass(frozen=True)
class FieldsForm:
    """The fields of one file, as a page shows them."""

    file: str
    version: str
    fields: tuple[FormField, ...]
    values: Mapping[str, Any]
    problems: Sequence[Mapping[str, Any]] = ()
    unreadable: tuple[Problem, ...] = ()
    """Why none of it can be shown."""

    @property
    def other_problems(self) -> list[Mapping[str, Any]]:
        """What is wrong in the file, and about none of the fields."""
        keys = tuple(field.key for field in self.fields)
        return [one for one in self.problems if not str(one["field"]).startswith(keys)]


def fields_form(
    project: Project, file: str, shown: Callable[[FormField], FormField | None]
) -> FieldsForm:
    """Return the form of a file; `shown` says which fields are in it, and how."""
    try:
        details = read_details(project, file)
    except ContentError as error:
        return FieldsForm(file, "", (), {}, unreadable=error.problems)
    asked = tuple(found for field in details.fields if (found := shown(field)))
    return FieldsForm(
        file, details.version, asked, details.values, field_problems(details.problems)
    )


def _chosen(keys: Sequence[str]) -> Callable[[FormField], FormField | None]:
    def shown(field: FormField) -> FormField | None:
        if field.key not in keys:
            return None
        label = _LABELS.get(field.key, field.label)
        return replace(field, label=label, help=_HELP.get(field.key, field.help))

    return shown


def _in_order(form: FieldsForm, keys: Sequence[str]) -> FieldsForm:
    return replace(form, fields=tuple(sorted(form.fields, key=lambda one: keys.index(one.key))))


@page
def show(visit: Visit) -> Answer:
    """Show the details of a training."""
    return _shown(visit)


def _shown(visit: Visit, wrong: str = "", name: str = "") -> Answer:
    project, training = visit.project, visit.training
    of_training = fields_form(project, f"{training}/{TRAINING_FILE}", _chosen(_OF_TRAINING))
    of_article = None
    if (project.content / training / ARTICLE_FILE).is_file():
        of_article = fields_form(project, f"{training}/{ARTICLE_FILE}", _chosen(_OF_ARTICLE))
    return visit.show(
        "details.html",
        422 if wrong else 200,
        frame=frame(visit, "details"),
        of_training=_in_order(of_training, _OF_TRAINING),
        of_article=of_article and _in_order(of_article, _OF_ARTICLE),
        packets=packets_of(visit),
        of_handout=_OF_HANDOUT,
        choices={**_CHOICES, "language": _languages(of_training.values.get("language"))},
        save=address("training", training, "fields"),
        wrong=wrong,
        folder=name or training,
    )


def packets_of(visit: Visit) -> PacketContents | None:
    """Return what stands in packets; None where the training's file cannot be read."""
    try:
        return packet_contents(visit.project, visit.training)
    except ContentError:
        return None


def _languages(value: Any) -> list[tuple[str, str]]:
    """Return languages to choose from, also one that is not among those of the page."""
    own = {} if value is None or value in _LANGUAGES else {str(value): str(value)}
    return [*{**_LANGUAGES, **own}.items()]


@page
def rename(visit: Visit) -> Answer:
    """Give the training's folder another name."""
    name = visit.text("folder")
    try:
        rename_training(visit.project, visit.training, name)
    except CallError as error:
        return _shown(visit, reason(error), name)
    return visit.go(address("training", name, "details"))


@page
def remove(visit: Visit) -> Answer:
    """Move the training to the trash."""
    trash.move_to_trash(visit.project, visit.training)
    return visit.go("/trash")


ROUTES = [
    Route("/training/{training}/details", show),
    Route("/training/{training}/details/folder", rename, methods=["POST"]),
    Route("/training/{training}/details/remove", remove, methods=["POST"]),
]
