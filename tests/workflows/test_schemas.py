import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts.project.layout import Project
from handouts.workflows.schemas import schemas, write_schemas
from tests.conftest import REPOSITORY, snapshot


def test_the_committed_schemas_are_those_that_the_code_writes() -> None:
    committed = snapshot(REPOSITORY / "content" / ".schemas")
    assert {f".schemas/{name}": text.decode() for name, text in committed.items()} == schemas()
    assert len(committed) == 7


def test_schemas_are_written_into_the_content(project: Project) -> None:
    write_schemas(project)
    for name, text in schemas().items():
        assert (project.content / name).read_text("utf-8") == text


@pytest.mark.parametrize("file", ["provider.yaml", "training.yaml", "article.md", "chart.yaml"])
def test_a_schema_describes_every_key_and_accepts_the_example(file: str) -> None:
    """Check by hand what of JSON Schema 2020-12 the models use; an unknown keyword fails."""
    folder = REPOSITORY / "content" / ("" if file == "provider.yaml" else "two-models")
    text = (folder / file).read_text("utf-8")
    value = yaml.safe_load(text.split("---\n")[1] if file.endswith(".md") else text)
    schema = json.loads(schemas()[f".schemas/{Path(file).stem}.schema.json"])
    comment = re.search(r"\$schema=(\S+)", text)
    assert comment is not None
    assert (folder / comment[1]).resolve().name == f"{Path(file).stem}.schema.json"
    assert schema["additionalProperties"] is False
    assert all("description" in described for described in schema["properties"].values())
    assert _complaints(value, schema, schema) == []
    assert _complaints({**value, "titel": "wrong"}, schema, schema) != []
    for key in schema["required"]:
        left = {name: text for name, text in value.items() if name != key}
        assert _complaints(left, schema, schema) != [], key


def _complaints(  # noqa: C901, PLR0912 - one branch for each keyword, and nothing else
    value: Any, schema: Any, whole: Any
) -> list[str]:
    known = {
        *("$defs", "$ref", "additionalProperties", "anyOf", "default", "description", "format"),
        *("items", "maxProperties", "minItems", "minLength", "minProperties", "pattern"),
        *("propertyNames", "properties", "required", "title", "type", "examples", "maxItems"),
        *("enum", "const", "maxLength", "patternProperties"),
    }
    assert set(schema) <= known, set(schema) - known
    if "$ref" in schema:
        *_, name = schema["$ref"].split("/")
        return _complaints(value, whole["$defs"][name], whole)
    if "anyOf" in schema:
        each = [_complaints(value, option, whole) for option in schema["anyOf"]]
        return [] if [] in each else each[0]
    types = {
        "string": (str, datetime.date),
        "object": dict,
        "array": list,
        "null": type(None),
        "integer": int,
        "number": (int, float),
        "boolean": bool,
    }
    if not isinstance(value, types[schema["type"]]):
        return [f"{value!r} is not {schema['type']}"]
    said = []
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0):
            said.append("too short")
        if not re.search(schema.get("pattern", ""), value):
            said.append(f"{value!r} is not like {schema['pattern']}")
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value):
            said.append("too few")
        for item in value:
            said += _complaints(item, schema["items"], whole)
    if isinstance(value, dict):
        said += [f"no {key}" for key in schema.get("required", ()) if key not in value]
        rest = schema.get("additionalProperties", True)
        if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", 99):
            said.append("too few or too many keys")
        for key, inner in value.items():
            patterns = schema.get("patternProperties", {})
            for pattern, described in patterns.items():
                if re.search(pattern, key):
                    said += _complaints(inner, described, whole)
            if key in schema.get("properties", {}):
                said += _complaints(inner, schema["properties"][key], whole)
            elif rest is False:
                said.append(f"unknown {key}")
            elif rest is not True:
                said += _complaints(inner, rest, whole)
    return said
