"""JSON Schemas of the content files, with which editors check what is written and explain it."""

import json

from pydantic import BaseModel

from handouts.content.chart import ChartFile
from handouts.content.provider import Provider
from handouts.content.roster.answers import Answers
from handouts.content.session import SessionFile
from handouts.content.training import ArticleMetadata, TrainingMetadata
from handouts.content.worksheet_options import WorksheetsFile
from handouts.project.atomic_files import write_whole
from handouts.project.layout import Project

_MODELS: dict[str, type[BaseModel]] = {
    "provider": Provider,
    "training": TrainingMetadata,
    "article": ArticleMetadata,
    "chart": ChartFile,
    "worksheets": WorksheetsFile,
    "session": SessionFile,
    "roster": Answers,
}


def schemas() -> dict[str, str]:
    """Return a JSON Schema for each kind of content file, by its path in `content/`."""
    return {
        f".schemas/{name}.schema.json": json.dumps(model.model_json_schema(), indent=2) + "\n"
        for name, model in _MODELS.items()
    }


def write_schemas(project: Project) -> None:
    """Write the schemas that editors check content files with. Raises WorldError."""
    for name, text in schemas().items():
        write_whole(project.content / name, text.encode(), inside=project.root)
