"""The OpenAPI 3.1 description, made from the declarations that read questions and write answers."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version

from dashboard.api import parameters as ask
from dashboard.api.parameters import MAX_VALUES, Parameter
from dashboard.api.problem import CODES, FAULTS, INDEX, MEDIA_TYPE
from dashboard.api.resources import RESOURCES, Resource
from dashboard.export.columns import DEMONSTRATION, KNOWN_AT, Column, Kind
from dashboard.export.dictionary import entries
from dashboard.export.stamp import Stamp
from dashboard.wording import Words

Schema = dict[str, object]

_DECIMAL = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_NUMBER = {"type": "number"}
_VALUES: Mapping[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.TERM: {"type": "string"},
    Kind.PERIOD: {"type": "string", "pattern": "^[0-9]{4}(Q[1-4]|-[0-9]{2})$"},
    Kind.DAY: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Kind.MOMENT: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"},
    Kind.COUNT: {"type": "integer"},
    Kind.FLAG: {"type": "boolean"},
    Kind.FIGURE: _DECIMAL,
    Kind.DOUBLE: _NUMBER,
    Kind.SHARE: _NUMBER,
    Kind.RATIO: _NUMBER,
}
_TEXT, _TEXT_OR_NULL, _COUNT = {"type": "string"}, {"type": ["string", "null"]}, {"type": "integer", "minimum": 0}
#: What any question may be refused for.
_ALWAYS = ("parameters", "token", "sign_in", "password", "not_acceptable", "too_many", "failed", "busy")


def description(lang: str) -> Schema:
    """The whole description in one language."""
    words = Words(lang)
    return {
        "openapi": "3.1.0",
        "info": {"title": words("api.title"), "version": version("gap-tracker"), "description": words("api.description")},
        "servers": [{"url": "/"}],
        "paths": {
            **{f"{INDEX}{name}": {"get": _table(one, words)} for name, one in RESOURCES.items()},
            **{path: {"get": _document(path, words)} for path in (INDEX, f"{INDEX}openapi.json", f"{INDEX}datapackage.json")},
        },
        "components": {
            "schemas": {
                **{name: row(one, words) for name, one in RESOURCES.items()},
                "metadata": _metadata(words),
                "problem": _problem(words),
            },
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": words("api.security.token")},
                "session": {"type": "apiKey", "in": "cookie", "name": "gap_session", "description": words("api.security.session")},
            },
        },
    }


def _table(resource: Resource, words: Words) -> Schema:
    refusals = [*_ALWAYS, "changed", *(["known_at"] if resource.is_of_warehouse else ["role"])]
    whole = {
        "type": "object",
        "additionalProperties": False,
        "required": ["metadata", "rows"],
        "properties": {
            "metadata": {"$ref": "#/components/schemas/metadata"},
            "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{resource.name}"}},
        },
    }
    contents = {"application/json": {"schema": whole}, "text/csv": {"schema": _TEXT}}
    return {
        "operationId": resource.name,
        "summary": words(f"api.table.{resource.name}"),
        "parameters": [_parameter(one, words) for one in resource.parameters],
        "responses": _responses(contents, ("ETag", "Link", "X-Total-Count"), refusals, words),
        "security": ([{}] if resource.is_of_warehouse else []) + [{"token": []}, {"session": []}],
    }


def _document(path: str, words: Words) -> Schema:
    name = path.rpartition("/")[2].partition(".")[0] or "index"
    contents = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": name,
        "summary": words(f"api.document.{name}"),
        "parameters": [_parameter(ask.LANG, words)],
        "responses": _responses(contents, ("ETag",), _ALWAYS, words),
        "security": [{}, {"token": []}, {"session": []}],
    }


def _parameter(parameter: Parameter, words: Words) -> Schema:
    schema = dict(parameter.schema)
    if parameter.is_many:
        schema = {"type": "array", "items": schema, "maxItems": MAX_VALUES}
    if parameter.default is not None:
        schema["default"] = parameter.default
    told = {
        "name": parameter.name,
        "in": "query",
        "description": words(f"api.parameter.{parameter.words or parameter.name}"),
        "schema": schema,
    }
    if parameter.example is not None:
        told["example"] = [parameter.example] if parameter.is_many else parameter.example
    return told | ({"style": "form", "explode": True} if parameter.is_many else {})


def _responses(contents: Schema, headers: Sequence[str], refusals: Sequence[str], words: Words) -> Schema:
    """200 and 304 with their headers, and each status in which a question is refused."""
    told = {name: {"description": words(f"api.header.{name}"), "schema": _TEXT} for name in headers}
    found: Schema = {
        "200": {"description": words("api.answered"), "headers": told, "content": contents},
        "304": {"description": words("api.unchanged"), "headers": {"ETag": told["ETag"]}},
    }
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}}
    for status in sorted({CODES[code] for code in (*refusals, "unavailable")}):
        titles = [words(f"api.problem.{code}.title") for code in (*refusals, "unavailable") if CODES[code] == status]
        found[str(status)] = {"description": words("who.list").join(titles), "content": problem}
    return found


def row(resource: Resource, words: Words) -> Schema:
    """One row: the columns everybody gets are always there, null where unknown."""
    stamp = Stamp("" if resource.is_of_quarter else None, "").columns
    always, beside = (*resource.columns, *stamp), (*resource.inside, KNOWN_AT, DEMONSTRATION)
    return {
        "type": "object",
        "description": words(f"api.table.{resource.name}"),
        "additionalProperties": False,
        "required": [column.name for column in always],
        "properties": {column.name: value(column, words) for column in (*always, *beside)},
    }


def value(column: Column, words: Words) -> Schema:
    """What one column holds, in words and as a schema; null is unknown."""
    [entry] = entries([column], words)
    schema = dict(_VALUES[column.kind])
    if column.terms:
        schema["enum"] = [*map(str, column.terms), None]
    unit = {"x-unit": entry.unit} if entry.unit else {}
    return {**schema, "type": [schema["type"], "null"], "title": entry.name, "description": entry.meaning, **unit}


def _metadata(words: Words) -> Schema:
    fields = {
        "table": {"type": "string", "enum": list(RESOURCES)},
        "as_of": _TEXT_OR_NULL,
        "data_date": _TEXT_OR_NULL,
        "known_at": _TEXT_OR_NULL,
        "demonstration": _TEXT_OR_NULL,
        "version": _TEXT,
        "total": _COUNT,
        "offset": _COUNT,
        "limit": _COUNT,
        "next": _TEXT_OR_NULL,
    }
    told = {name: {**schema, "description": words(f"api.metadata.{name}")} for name, schema in fields.items()}
    return {"type": "object", "additionalProperties": False, "required": list(fields), "properties": told}


def _problem(words: Words) -> Schema:
    error = {
        "type": "object",
        "additionalProperties": False,
        "required": ["parameter", "code", "found", "detail"],
        "properties": {"parameter": _TEXT, "code": {"type": "string", "enum": list(FAULTS)}, "found": _TEXT, "detail": _TEXT},
    }
    fields = {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "instance": {"type": "string", "format": "uri-reference"},
        "code": {"type": "string", "enum": list(CODES)},
    }
    return {
        "type": "object",
        "description": words("api.refused"),
        "additionalProperties": False,
        "required": list(fields),
        "properties": {**fields, "errors": {"type": "array", "items": error}},
    }
