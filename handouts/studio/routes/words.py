"""The fixed words of documents and mail, with the trainer's own beside ours."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from starlette.routing import Route

from handouts.content import fixed_words
from handouts.errors import ContentError
from handouts.project.layout import WORDS_FILE
from handouts.studio.routes.settings import tabs
from handouts.studio.web import Answer, Visit, page
from handouts.workflows.edit_details import FieldProblem
from handouts.workflows.edit_files import Conflict, save_file
from handouts.workflows.edit_words import PhrasePlace, ShownPhrase, read_words, save_words

PATH = "/settings/words"
TitleOf = Callable[[str], str]
_MOST = 60
"""Phrases that are shown at once of what was found."""
_DATES, _PACKETS, _ALL_MAIL, _EVERYWHERE = (
    "Dates and times",
    "Packets",
    "All mail",
    "Several documents",
)
_SHARED = {
    "base.html": "Every page",
    "notes.html": "Every page",
    "worksheet.html": "Every worksheet",
    "email/before.html": "Mail before the day",
    "email/after.html": "Mail after the day",
    "email/message.html": _ALL_MAIL,
    "email/words.html": _ALL_MAIL,
    "email/outbox.html": "Outbox",
    "verify/index.html": "Verification page",
    "macros/key.html": "Every answer key",
    "macros/fields.html": "Every worksheet",
}
"""Where templates stand that are no document."""
_FOLDERS = {"certificates": "Certificates", "macros": _EVERYWHERE, "email": _ALL_MAIL}
_GROUPS = {"dates": _DATES, "packets": _PACKETS, "mail": _ALL_MAIL}
"""Where phrases stand that no template asks for, by the first part of their names."""
_PARTS = {
    "purpose": "below the title",
    "steps": "the steps",
    "exercises": "on the sheet",
    "key": "its answer key",
    "run": "facilitator’s guide",
    "ask": "facilitator’s guide",
}
_TEXTS = {
    "print": "On paper",
    "email": "On screen",
    "large-print": "In large print",
    "one": "For one",
    "other": "For several",
}


@dataclass(frozen=True)
class PhraseField:
    """One text to fill in."""

    name: str
    label: str
    ours: str
    own: str


@dataclass(frozen=True)
class PhraseRow:
    """A phrase with the place where it stands."""

    place: str
    group: str
    fields: tuple[PhraseField, ...]

    @property
    def part(self) -> str:
        """The place within the document under which it is listed."""
        return self.place.removeprefix(f"{self.group}, ")

    @property
    def is_own(self) -> bool:
        """Whether the trainer has other words."""
        return any(field.own for field in self.fields)


@page
def show(visit: Visit) -> Answer:
    """Show the words of one document, or those in which something is found."""
    try:
        words = read_words(visit.project)
    except ContentError as error:
        return visit.show(
            "settings_words.html", tabs_here=tabs(PATH), unreadable=error.problems, rows=()
        )
    rows = _rows(visit, words.phrases)
    groups = _counted(rows)
    find = visit.asked("find")
    of = visit.asked("of") if visit.asked("of") in groups else next(iter(groups))
    shown = _found(rows, find) if find.strip() else [row for row in rows if row.group == of]
    return visit.show(
        "settings_words.html",
        tabs_here=tabs(PATH),
        unreadable=(),
        groups=groups,
        rows=shown,
        of="" if find.strip() else of,
        find=find,
        save=f"{PATH}/save",
        version=words.version,
        problems=_by_field(words.problems, [one.name for row in shown for one in row.fields]),
    )


@page
def save(visit: Visit) -> Answer:
    """Save the words that were filled in, and return what is wrong with them."""
    given = {name: visit.written(name) for name in visit.form if "." in name}
    saved = save_words(visit.project, given, visit.text("version"))
    if isinstance(saved, Conflict):
        is_saved = saved.merged is not None and not isinstance(
            save_file(visit.project, WORDS_FILE, saved.merged, saved.version), Conflict
        )
        back = visit.request.headers.get("hx-current-url", PATH)
        return visit.go(back) if is_saved else visit.show("_settings_conflict.html")
    return visit.show(
        "_settings_saved.html",
        keys=("", *given),
        version=saved.version,
        problems=_by_field(saved.problems, given),
        waits=False,
        note=saved.history,
    )


def _rows(visit: Visit, phrases: Iterable[ShownPhrase]) -> list[PhraseRow]:
    titles = fixed_words.of_project(visit.project)
    found = []
    for phrase in phrases:
        places = [_place(titles.title, one) for one in phrase.places]
        group = _group(phrase.name, titles.title, [title for title, _ in places])
        told = dict.fromkeys(f"{title}, {part}" if part else title for title, part in places)
        fields = tuple(
            PhraseField(
                one.field,
                ", ".join(_TEXTS[key] for key in (one.edition, one.category) if key in _TEXTS),
                one.ours,
                one.own,
            )
            for one in phrase.texts
        )
        place = "; ".join(told) or f"{group}, {_elsewhere(phrase.name)}"
        found.append(PhraseRow(place, group, fields))
    return found


def _place(title_of: TitleOf, place: PhrasePlace) -> tuple[str, str]:
    """Return what a template is called, and which part of it is meant."""
    path = PurePosixPath(place.template)
    title = _SHARED.get(place.template) or title_of(path.stem)
    return title or _FOLDERS.get(path.parent.name, _EVERYWHERE), _PARTS.get(place.part, "")


def _group(name: str, title_of: TitleOf, titles: Iterable[str]) -> str:
    """Return under which document a phrase is listed; `titles` are those of its templates."""
    first, _, rest = name.partition(".")
    if first == "documents":
        return title_of(rest.partition(".")[0]) or _EVERYWHERE
    of = list(dict.fromkeys(titles))
    return of[0] if len(of) == 1 else _GROUPS.get(first, _EVERYWHERE)


def _elsewhere(name: str) -> str:
    """Return where a phrase stands that no template asks for, by the end of its name."""
    return {"title": "the title", "needs": "the print plan"}.get(name.rpartition(".")[2], "files")


def _counted(rows: Iterable[PhraseRow]) -> dict[str, int]:
    """Return the groups by name, each with how many of its phrases are the trainer's own."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.group] = found.get(row.group, 0) + row.is_own
    return dict(sorted(found.items()))


def _found(rows: Iterable[PhraseRow], find: str) -> list[PhraseRow]:
    """Return the phrases that have all of these words, ours or the trainer's, or in their place."""
    wanted = find.casefold().split()

    def text(row: PhraseRow) -> str:
        return " ".join([row.place, *(f"{one.ours} {one.own}" for one in row.fields)]).casefold()

    return [row for row in rows if all(word in text(row) for word in wanted)][:_MOST]


def _by_field(
    problems: Iterable[FieldProblem], fields: Iterable[str]
) -> dict[str, list[FieldProblem]]:
    """Return problems by the field they are shown at; "" has those of fields that are not shown."""
    known = set(fields)
    found: dict[str, list[FieldProblem]] = {}
    for one in problems:
        at = ".".join(map(str, one.location))
        near = [field for field in known if field == at or field.startswith(f"{at}.")]
        found.setdefault(min(near, default=""), []).append(one)
    return found


ROUTES = [
    Route(PATH, show),
    Route(f"{PATH}/save", save, methods=["POST"]),
]
