import pytest
from pydantic import BaseModel, ValidationError

from handouts.content import chart, provider, session, training, worksheet_options
from handouts.content.chart import Chart, Row, row_model
from handouts.content.file_model import FileModel
from handouts.content.provider import Provider

WRITTEN = [
    model
    for module in (provider, training, chart, worksheet_options, session)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, FileModel) and model is not FileModel
]


@pytest.mark.parametrize("model", WRITTEN)
def test_every_field_that_a_trainer_may_write_is_described(model: type[BaseModel]) -> None:
    lacking = [name for name, field in model.model_fields.items() if not field.description]
    assert model.model_fields
    assert lacking == []


@pytest.mark.parametrize("model", WRITTEN)
def test_unknown_keys_are_forbidden_and_nothing_can_be_changed(model: type[BaseModel]) -> None:
    assert model.model_config.get("extra") == "forbid"
    assert model.model_config.get("frozen") is True


def test_a_row_has_a_cell_for_each_column_whatever_the_columns_are_called() -> None:
    row = row_model(["model_config", "title", "copy"]).model_validate(
        {"copy": "3", "title": "2", "model_config": "1", "label": "x"}
    )
    assert list(row.model_dump().values()) == ["x", "", "1", "2", "3"]


@pytest.mark.parametrize("text", ["", " \t\n", "\u00a0", "\u200b\u00ad"])
def test_a_required_text_leaves_something_on_paper(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Provider(name=text)
    assert [error["type"] for error in caught.value.errors()] == ["string_too_short"]


def test_spaces_around_a_text_do_not_count() -> None:
    assert Provider(name=" Harbour\n").name == "Harbour"


def test_an_optional_key_without_a_text_is_as_if_not_written() -> None:
    assert Provider.model_validate({"name": "Harbour", "phone": None}) == Provider(name="Harbour")


def test_a_required_key_without_a_text_is_an_error() -> None:
    with pytest.raises(ValidationError):
        Provider.model_validate({"name": None})


@pytest.mark.parametrize(("labels", "has"), [(("", ""), False), (("", "x"), True)])
def test_a_chart_has_labels_where_one_row_has(labels: tuple[str, str], has: bool) -> None:
    rows = tuple(Row(number, label, ("a", "b")) for number, label in enumerate(labels, 1))
    assert Chart("x", ("A", "B"), None, rows).has_labels is has
