"""What all files that a trainer writes have in common: unknown keys forbidden, frozen.

The docstrings of fields become the descriptions in the JSON Schemas, so an editor shows them as
help.
"""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from handouts.text import characters


def _seen(text: str) -> str:
    if not characters.is_seen(text):
        raise PydanticCustomError("string_too_short", "there is nothing to be seen in it")
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_seen)]
"""Text that has something in it; Markdown emphasis is set where the field says so."""


class FileModel(BaseModel):
    """Something a trainer writes: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_empty_options_out(cls, given: Any) -> Any:
        """Take a key without a text as not written, where it need not be written at all."""
        if not isinstance(given, dict):
            return given
        fields = {field.alias or name: field for name, field in cls.model_fields.items()}
        optional = {key for key, field in fields.items() if not field.is_required()}
        return {key: text for key, text in given.items() if text is not None or key not in optional}
