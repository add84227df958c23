"""The front matter of a document's template: the comment that it begins with, in YAML."""

import functools
import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from handouts.content import yaml_tree
from handouts.documents.editions import EDITIONS
from handouts.errors import WorldError
from handouts.messages import message
from handouts.project.layout import Project

Audience = Literal["participants", "facilitator"]
Shows = Literal["", "article", "chart", "topics", "both", "brand"]
"""What of a training a template may ask to see."""

PaperSize = Literal["", "large", "wide"]
"""The paper that a document is on: the training's, one of twice its size, or a screen of 16:9."""

Role = Literal["", "front", "blank-page", "print-plan"]
"""What a template of packets is for."""

_COMMENT = re.compile(r"\A\{#\s*\n(.*?)#\}", re.DOTALL)


class DocumentHead(BaseModel):
    """The comment that a document's template begins with."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    title: str = ""
    """As it is printed in footers and shown in lists; without it the phrase
    `documents.<document>.title`."""
    audience: Audience
    """Who gets it; nothing that answers a question is for participants."""
    sides: Annotated[int, Field(ge=1, le=2)] = 2
    """How many sides of a sheet may be printed: 1 for what is cut out or folded."""
    blank_backs: bool = False
    """Whether the back of a sheet may be left blank on purpose, behind what is cut out of it. Any
    other page without anything on it is a fault."""
    stock: Literal["paper", "card"] = "paper"
    """What it is printed on."""
    paper: PaperSize = ""
    """`large` for twice the training's paper, tabloid or A3; `wide` for slides."""
    apart: bool = False
    """Whether it is neither in packets nor mailed unless the trainer names it: a poster, slides."""
    needs: str = ""
    """What else has to be at hand for it: a cutter, badge holders; without it the phrase
    `documents.<document>.needs`, if there is one."""
    shared_by: Annotated[int, Field(ge=0)] = 0
    """How many people share one copy; 0 where one is enough for all."""
    shows: Shows = ""
    """What its template sees of its training: `article`, with the chart in its place, or `chart`.
    It is then looked for in the finished file; of `topics`, the chart without the texts of its
    cells; of `both`, the first chart and then the article. Or `brand`, the provider's own logo
    and colours."""
    role: Role = ""
    """What a template in `templates/packets/` is for: to stand in `front` of the packet of its
    audience, by its order; in place of a page that is left blank; or as the plan for the printer.
    """
    order: int = 100
    """Its place in lists and packets."""
    editions: dict[str, Annotated[dict[str, int], Field(min_length=1)]]
    """For each edition the layout presets to try, in order (`styles/fits/<preset>.css`), each with
    the number of pages that it may take, 0 for any. The first that suits is taken. Of presets whose
    names differ in their number alone the higher takes more space, so that it is not tried where
    a lower one took too many pages."""

    @field_validator("editions")
    @classmethod
    def _exist(cls, editions: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
        for name in editions:
            if name not in EDITIONS:
                raise ValueError(f'there is no edition "{name}"')
        return editions

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.audience == "facilitator" and len(self.editions) > 1:
            raise ValueError("a document for the facilitator has one edition")
        return self


def read(project: Project, template: Path) -> DocumentHead:
    """Return the front matter of a template. Raises WorldError where it is broken."""
    found = _COMMENT.match(template.read_text("utf-8", errors="replace"))
    try:
        return _head(found[1] if found else "")
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        file = project.relative(template)
        broken = message("templates.no-front-matter", file=file, reason=first["msg"], key=key)
        raise WorldError(broken) from error


@functools.lru_cache(maxsize=256)
def _head(text: str) -> DocumentHead:
    """Return what a text holds, which a preview asks of each template again and again."""
    return DocumentHead.model_validate(yaml_tree.read(text).value)
