"""The JSON Schema of `booklet.yaml`, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from booklet.read.keys.settings import CourseSettings

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def course_schema() -> dict[str, Any]:
    """The schema of a course's settings (JSON Schema 2020-12).

    Where text is meant, numbers and booleans pass too: an editor takes the title 1984
    for a number, the program reads it as text.
    """
    schema = CourseSettings.model_json_schema(mode="validation")
    loosened: dict[str, Any] = _loosened(schema)
    return {"$schema": DIALECT, "title": "booklet.yaml", **loosened}


def _loosened(part: Any) -> Any:
    if isinstance(part, list):
        return [_loosened(item) for item in part]
    if not isinstance(part, dict):
        return part
    # pydantic's own titles ("Note Words") only repeat the keys; a key `title` is no text.
    kept = {key: value for key, value in part.items() if key != "title" or isinstance(value, dict)}
    loosened = {key: _loosened(value) for key, value in kept.items()}
    if part.get("type") == "string" and "enum" not in part and "const" not in part:
        loosened["type"] = ["string", "number", "boolean"]
    return loosened
