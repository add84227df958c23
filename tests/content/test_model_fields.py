"""What a form asks, read from the models of content files."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from handouts.content.model_fields import FormField, fields, key_order
from handouts.content.provider import Provider
from handouts.content.session import SessionFile
from handouts.content.training import ArticleMetadata, TrainingMetadata
from handouts.content.worksheet_options import WorksheetsFile

MODELS = [Provider, SessionFile, TrainingMetadata, ArticleMetadata, WorksheetsFile]


def by_key(model: type[BaseModel]) -> dict[str, FormField]:
    return {field.key: field for field in fields(model, {"theme": ["press", "calm"]})}


def every(found: tuple[FormField, ...]) -> Iterator[FormField]:
    for field in found:
        yield field
        yield from every(field.inner)


def test_fields_have_the_kinds_that_the_model_knows() -> None:
    training = by_key(TrainingMetadata)
    kinds = {key: field.kind for key, field in training.items()}
    assert kinds["date"] == "date"
    assert kinds["presenters"] == "list"
    assert [field.key for field in training["presenters"].inner] == ["name", "credentials"]
    assert (kinds["paper"], training["paper"].choices) == ("choice", ("letter", "a4"))
    assert training["paper"].default == "letter"
    assert training["theme"].choices == ("press", "calm")
    assert training["title"].is_required
    assert not training["short_title"].is_required
    session = by_key(SessionFile)
    assert session["days"].inner[1].kind == "time"
    assert session["hours"].kind == "number"
    assert session["certificate"].choices == ("completion", "attendance")
    assert session["categories"].kind == "table"
    after = next(field for field in session["mail"].inner if field.key == "after")
    assert next(one for one in after.inner if one.key == "certificate").kind == "yes or no"
    assert by_key(Provider)["address"].kind == "long text"
    assert by_key(Provider)["mail_server"].kind == "group"
    assert by_key(WorksheetsFile)["kinds"].inner[1].kind == "number"


@pytest.mark.parametrize("model", MODELS)
def test_each_field_is_called_something_and_none_speaks_of_files_or_commands(
    model: type[BaseModel],
) -> None:
    found = list(every(fields(model)))
    assert found
    for field in found:
        assert field.label[:1].isupper()
        assert "_" not in field.label
        assert not {"`", "yaml", "handouts list", "--"} & {
            word for word in ("`", "yaml", "handouts list", "--") if word in field.help
        }
        assert field.help == "" or field.help.endswith(".")


def test_the_order_of_keys_is_that_of_the_models() -> None:
    order = key_order(SessionFile)
    assert order[()][:4] == ("days", "place", "format", "hours")
    assert order["days", 0] == ("date", "start", "end")
    assert order["mail", "after"] == ("subject", "text", "documents", "certificate")
