"""Where things are: content, templates, styles and build; what trainings and themes there are."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from handouts.errors import CallError
from handouts.messages import message, suggestion
from handouts.text.filenames import intended, plain_name
from handouts.text.visible import one_line

TRAINING_FILE = "training.yaml"
ARTICLE_FILE = "article.md"
CHART_FILE = "chart.yaml"
"""Of the only chart, or of one of several; the others are `chart-<name>.yaml`."""
WORKSHEETS_FILE = "worksheets.yaml"
WORDS_FILE = "words.yaml"
"""Of the project as a whole: the fixed words that a trainer has instead of ours."""
TRAINING_FILES = (TRAINING_FILE, ARTICLE_FILE, CHART_FILE)
"""By which a folder is known to be a training, and by the files of other charts."""
SESSION_FILE = "session.yaml"
ROSTER_FILE = "roster.yaml"
"""What is answered about a session's roster; it need not be there."""
RENAMED_THEMES = {"studio": "clinic"}
"""Themes under names that they had, and what they are called."""
_NAMED_CHART = re.compile(r"chart-([a-z0-9]+(?:-[a-z0-9]+)*)\.yaml")
_NEARLY_CHART = re.compile(r"charts?(?![a-z])(.*)\.ya?ml(?:\.txt)?", re.DOTALL)


def packaged() -> Path:
    """Return the folder that holds the templates, styles and example content of this package."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parent


@dataclass(frozen=True)
class Project:
    """A folder with `content/`; its own templates and styles come before the packaged ones."""

    root: Path
    """Absolute and resolved."""

    @property
    def content(self) -> Path:
        """Where the trainer's files are."""
        return self.root / "content"

    @property
    def build(self) -> Path:
        """Where everything that is made goes, and nothing else."""
        return self.root / "build"

    @property
    def records(self) -> Path:
        """Where the ledger of certificates and the key that signs them are: private."""
        return self.root / "records"

    @cached_property
    def layers(self) -> tuple[Path, ...]:
        """The folders that may hold `templates/` and `styles/`, the first one winning."""
        return tuple(dict.fromkeys((self.root, packaged())))

    def trainings(self) -> list[str]:
        """Return the names of all trainings, sorted: folders with one of a training's files.

        A file whose name is nearly right counts too, so that its training is not passed over.
        """
        if not self.content.is_dir():
            return []
        folders = (f for f in self.content.iterdir() if f.is_dir() and f.name[0] not in "._")
        return sorted(f.name for f in folders if _has(f, TRAINING_FILES))

    def sessions(self, training: str) -> list[str]:
        """Return the names of a training's sessions, sorted: folders with a session's file."""
        folders = (self.content / training).glob("sessions/*/")
        return sorted(f.name for f in folders if f.is_dir() and _has(f, (SESSION_FILE,)))

    def charts(self, training: str) -> list[str]:
        """Return the names of a training's charts, sorted; "" is that of `chart.yaml`."""
        folder = self.content / training
        try:
            found = [chart_name(file.name) for file in folder.iterdir()]
        except OSError:
            return []
        return sorted(name for name in found if name is not None)

    def themes(self) -> list[str]:
        """Return the names of all themes, sorted."""
        return sorted({sheet.stem for sheet in self._files("styles/themes", "*.css")})

    def theme(self, written: str) -> str:
        """Return the name of a theme that may be written by a name that it had."""
        renamed = RENAMED_THEMES.get(written)
        return renamed if renamed and written not in self.themes() else written

    def document_templates(self) -> dict[str, Path]:
        """Return the template of each document by the document's name.

        A worksheet's template is in `templates/worksheets/`, that of what a session's roster
        gives in `templates/sessions/`, any other's in `templates/documents/`.
        """
        folders = ("templates/worksheets", "templates/sessions", "templates/documents")
        files = [file for folder in folders for file in self._files(folder, "*.html")]
        return {file.stem: file for file in files}

    def packet_templates(self) -> dict[str, Path]:
        """Return the template of each thing that only packets have: a cover, a list of contents."""
        return {file.stem: file for file in self._files("templates/packets", "*.html")}

    def template(self, name: str) -> Path:
        """Return the template `templates/<name>`, the project's own before the packaged one."""
        candidates = [layer / "templates" / name for layer in self.layers]
        return next((file for file in candidates if file.is_file()), candidates[-1])

    def style(self, name: str) -> Path | None:
        """Return the stylesheet `styles/<name>`, the project's own before the packaged one."""
        candidates = (layer / "styles" / name for layer in self.layers)
        return next((sheet for sheet in candidates if sheet.is_file()), None)

    def components(self) -> list[Path]:
        """Return the stylesheets of `styles/components/` in the order of their names."""
        found = {sheet.name: sheet for sheet in self._files("styles/components", "*.css")}
        return [found[name] for name in sorted(found)]

    def name(self, typed: str) -> str:
        """Return `<training>` or `<training>/<session>` for what was typed or a shell completed.

        The folder of either may be written instead: from the current folder, from the project, or
        from the root of the disk, with or without a slash at its end. Raises CallError where it
        cannot be a name; whether there is a training of that name is not looked at.
        """
        parts = () if not typed.strip() or "\0" in typed else self._parts(typed)
        if parts[1:2] == ("sessions",) and len(parts) > 2:
            parts = (parts[0], *parts[2:])
        if not 1 <= len(parts) <= 2:
            raise CallError(message("project.no-name", typed=one_line(typed)))
        return "/".join(parts)

    def _parts(self, typed: str) -> tuple[str, ...]:
        """Return the folders of a path in `content/`; none where it is a path to elsewhere."""
        path = Path(os.path.normpath(typed.replace("\\", "/")))
        if path.parts[:1] and path.parts[0] in self.trainings():
            return path.parts
        place = Path(os.path.normpath(Path.cwd() / path))
        if path.is_absolute() or os.path.lexists(place):
            for each in (place, place.resolve()):
                if each.is_relative_to(self.content):
                    return each.relative_to(self.content).parts
        if path.is_absolute() or ".." in path.parts:
            return ()
        return path.parts[1:] if path.parts[:1] == ("content",) else path.parts

    def select(self, wanted: Iterable[str]) -> list[str]:
        """Return the trainings that are asked for, or all of them where none is.

        `<training>/<session>` asks for a training too. Raises CallError where one does not exist
        or the project has none.
        """
        existing = self.trainings()
        if not existing:
            raise CallError(message("project.no-training-yet", folder=str(self.content)))
        names = list(dict.fromkeys(self.name(one).partition("/")[0] for one in wanted)) or existing
        for name in names:
            choose(name, existing, "training")
        return names

    def select_sessions(self, wanted: Iterable[str]) -> list[tuple[str, str]]:
        """Return training and session for all sessions that are asked for, or all there are.

        Raises CallError where one does not exist.
        """
        found = []
        for name in map(self.name, wanted or self.trainings()):
            training, slash, session = name.partition("/")
            existing = self.sessions(choose(training, self.trainings(), "training"))
            if slash and not existing:
                file = f"content/{session_folder(training, session)}/{SESSION_FILE}"
                raise CallError(message("project.no-session", training=training, file=file))
            chosen = [choose(session, existing, "session")] if slash else existing
            found += [(training, one) for one in chosen]
        return list(dict.fromkeys(found))

    def relative(self, path: Path) -> str:
        """Return a path as it is shown to a person: relative to the project, forward slashes."""
        return (
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        )

    def _files(self, folder: str, pattern: str) -> list[Path]:
        """List files of a folder in all layers; those of the first layer come last and win."""
        return [
            file
            for layer in reversed(self.layers)
            for file in sorted((layer / folder).glob(pattern))
            if not file.name.startswith(("_", "."))
        ]


def session_folder(training: str, session: str) -> str:
    """Return where a session's files are, within `content/` as within `build/`."""
    return f"{training}/sessions/{session}"


def is_private(path: str) -> bool:
    """Whether a file of the build folder, of this path in it, is made from a roster.

    All that is made for a session counts: certificates and mail, but also its badges, its sign-in
    sheet and its packets, and what else lies in the same folder.
    """
    return PurePath(path).parts[1:2] == ("sessions",)


def chart_name(file: str) -> str | None:
    """Return the name of the chart that a file holds, "" for `chart.yaml`; None for no chart's."""
    if file == CHART_FILE:
        return ""
    found = _NAMED_CHART.fullmatch(file)
    return found[1] if found else None


def chart_file(name: str) -> str:
    """Return the name of the file that holds a chart."""
    return f"chart-{name}.yaml" if name else CHART_FILE


def intended_chart_file(file: str) -> str | None:
    """Return the name that the file of a chart was probably meant to have; None for no chart's.

    `Chart_Fees.yml`, `charts fees.yaml.txt` are `chart-fees.yaml`.
    """
    found = _NEARLY_CHART.fullmatch(file.lower().strip())
    return chart_file(plain_name(found[1])) if found else None


def _has(folder: Path, files: Iterable[str]) -> bool:
    """Whether a folder has one of these files, be it under a name that is nearly right."""
    try:
        return any(
            intended(file.name) in files
            or (CHART_FILE in files and intended_chart_file(file.name) is not None)
            for file in folder.iterdir()
        )
    except OSError:
        return any((folder / file).exists() for file in files)


def choose(name: str, existing: Iterable[str], what: str) -> str:
    """Return the name if it exists. Raises CallError with the nearest name where it does not."""
    known = list(existing)
    if name in known:
        return name
    if what == "theme" and name in RENAMED_THEMES:
        raise CallError(message("project.renamed-theme", name=name, new=RENAMED_THEMES[name]))
    near = suggestion(name, known)
    raise CallError(message("project.no-such", what=what, name=one_line(name), suggestion=near))


def find(given: Path | None, start: Path) -> Project:
    """Return the project that is given, or the nearest one from `start` upwards.

    Raises CallError where there is none.
    """
    if given is not None:
        if not (given / "content").is_dir():
            raise CallError(message("project.not-a-project", folder=str(given)))
        return Project(given.resolve())
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "content").is_dir():
            return Project(folder)
    raise CallError(message("project.none-here"))
