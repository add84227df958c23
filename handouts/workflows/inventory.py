"""What a project has to offer: trainings, sessions, documents, editions, papers, themes."""

from dataclasses import dataclass

from handouts.certificates import ce_rules
from handouts.content import fixed_words, yaml_tree
from handouts.content.ignored_files import strays
from handouts.documents import registry
from handouts.documents.editions import EDITIONS, PAPERS
from handouts.project.layout import ARTICLE_FILE, Project


@dataclass(frozen=True)
class ListedTraining:
    """A training as it is listed."""

    name: str
    title: str
    """Empty where it cannot be read; `handouts check` says why."""
    sessions: tuple[str, ...]
    has_article: bool
    charts: tuple[str, ...]
    """The names of its charts; "" is that of `chart.yaml`."""


@dataclass(frozen=True)
class ListedDocument:
    """A document as it is listed."""

    name: str
    title: str
    audience: str
    needs: str
    """What of a training it cannot be made without: `article`, `chart`; empty for neither."""
    editions: tuple[str, ...]


@dataclass(frozen=True)
class Inventory:
    """All that can be named on the command line."""

    trainings: tuple[ListedTraining, ...]
    documents: tuple[ListedDocument, ...]
    editions: dict[str, str]
    """What each edition is for."""
    papers: tuple[str, ...]
    themes: tuple[str, ...]
    profiles: dict[str, str]
    """Whose rules each continuing-education profile holds."""
    passed_over: tuple[str, ...] = ()
    """Files and folders that would be looked for elsewhere or under other names, with the fix."""


def inventory(project: Project) -> Inventory:
    """Return what there is. Trainings with problems are listed too."""
    trainings = project.trainings()
    words = fixed_words.of_project(project)
    return Inventory(
        trainings=tuple(
            ListedTraining(
                name,
                title_of(project, name),
                tuple(project.sessions(name)),
                (project.content / name / ARTICLE_FILE).is_file(),
                tuple(project.charts(name)),
            )
            for name in trainings
        ),
        documents=tuple(
            ListedDocument(d.name, d.title(words), d.head.audience, d.needs, tuple(d.head.editions))
            for d in registry.registry(project).values()
        ),
        editions={edition.name: edition.purpose for edition in EDITIONS.values()},
        papers=PAPERS,
        themes=tuple(project.themes()),
        profiles={profile.name: profile.title for profile in ce_rules.profiles().values()},
        passed_over=tuple(map(str, strays(project, trainings))),
    )


def title_of(project: Project, training: str) -> str:
    """Return the title of a training; empty where its file cannot be read."""
    try:
        text = (project.content / training / "training.yaml").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    value = yaml_tree.read(text).value
    return str(value.get("title", "")) if isinstance(value, dict) else ""
