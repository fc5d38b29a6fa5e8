"""An exported table as a Frictionless data package (Data Package v2, datapackage.org): the file, a
description that programs read, and the data dictionary in both languages, in one archive.

What is known goes in and nothing else: no licence is named, for whoever issued the plans and
published the figures has the rights.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from dashboard.export import dictionary, texts
from dashboard.export.columns import Column, Kind, UnitOf
from dashboard.export.notes import sources
from dashboard.export.tables import Table
from dashboard.wording import LANGUAGES, Words
from etl.office_file import archive

PROFILES = "https://datapackage.org/profiles/2.0"
DESCRIPTOR = "datapackage.json"
_MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
#: CSV is as `texts` writes it; of JSON the rows stand under one name.
_DIALECTS: Mapping[str, Mapping[str, object]] = {
    "csv": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
    "json": {"property": "rows", "itemType": "object", "json": {"property": "rows"}},  # by the standard, and as its Python program reads it
    "parquet": {},
}
_TYPES: Mapping[Kind, Mapping[str, object]] = {
    Kind.TEXT: {"type": "string"},
    Kind.TERM: {"type": "string"},
    Kind.PERIOD: {"type": "string", "constraints": {"pattern": "[0-9]{4}(Q[1-4]|-[0-9]{2})"}},
    Kind.DAY: {"type": "date"},
    Kind.MOMENT: {"type": "datetime", "format": "%Y-%m-%dT%H:%M"},
    Kind.COUNT: {"type": "integer"},
    Kind.FLAG: {"type": "boolean"},
    Kind.FIGURE: {"type": "number"},
    Kind.DOUBLE: {"type": "number"},
    Kind.SHARE: {"type": "number"},
    Kind.RATIO: {"type": "number"},
}
#: The columns that name a row; a figure has none, for each version is a row.
KEYS = {"gaps": ("target_id", "due_period"), "figures": ()}


def package_bytes(table: Table, made: bytes, form: str, file_name: str, created: datetime, words: Words) -> bytes:
    """The archive of a file that was made in a form (csv, json, parquet), called `file_name`; equal
    tables of equal data give equal bytes. `created` is when the data became what they are."""
    columns = table.all_columns
    parts = {file_name: made}
    for lang in LANGUAGES:
        parts[f"dictionary.{lang}.csv"] = texts.dictionary_csv(dictionary.entries(columns, Words(lang)))
    files = [_data(table, file_name, made, form, words)]
    files += [_dictionary(name, part, words) for name, part in parts.items() if name != file_name]
    described = descriptor(table, files, created, words)
    return archive({DESCRIPTOR: encoded(described), **parts}.items())


def descriptor(table: Table, files: Sequence[object], created: datetime, words: Words) -> dict[str, object]:
    """`datapackage.json` of one table."""
    stamp = table.stamp
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": f"{table.name}-{stamp.as_of}".lower(),
        "title": words("package.title", table=words(f"export.{table.name}"), quarter=stamp.as_of),
        "description": " ".join(said for said in _about(table, words) if said),
        "created": created.isoformat(timespec="seconds"),
        "sources": [{"title": source} for source in sources(table, words)] or [{"title": words("package.no_source")}],
        **{name: text or None for name, text in stamp.as_dict.items()},
        "choices": dict(stamp.choices),
        "resources": files,
    }


def _about(table: Table, words: Words) -> list[str]:
    said = [words("app.demonstration_long")] if table.stamp.is_demonstration else []
    said += [words(f"export.{table.name}_lead"), words("export.empty_text"), words("package.method")]
    return [*said, words("package.rights")]


def _data(table: Table, file_name: str, made: bytes, form: str, words: Words) -> dict[str, object]:
    return {
        "name": table.name,
        **_file(file_name, made, form),
        "title": words(f"export.{table.name}"),
        "schema": _in_form(schema(table.all_columns, KEYS[table.name], words), form),
    }


def _in_form(told: dict[str, object], form: str) -> dict[str, object]:
    """The schema as programs find the values in a file of this form: the standard's Python program reads
    Parquet by way of pandas, which makes a whole number that is unknown somewhere a float."""
    if form == "parquet":
        for one in told["fields"]:
            one["type"] = "number" if one["type"] == "integer" else one["type"]
    return told


def _dictionary(name: str, part: bytes, words: Words) -> dict[str, object]:
    heads = zip(dictionary.Entry._fields, dictionary.headings(words), strict=True)
    return {
        "name": name.removesuffix(".csv").replace(".", "-"),
        **_file(name, part, "csv"),
        "title": words("dictionary.title"),
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": [{"name": field, "title": head, "type": "string"} for field, head in heads],
            "primaryKey": ["column"],
            "missingValues": [""],
        },
    }


def _file(name: str, made: bytes, form: str) -> dict[str, object]:
    """What is true of a file whatever it holds."""
    told: dict[str, object] = {
        "$schema": f"{PROFILES}/dataresource.json",
        "path": name,
        "type": "table",
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        "hash": f"sha256:{hashlib.sha256(made).hexdigest()}",
    }
    if form == "csv":  # of other forms the standard's Python program counts no bytes, and takes that for a difference
        told["bytes"] = len(made)
    if form != "parquet":
        told["encoding"] = "utf-8"
    return told | ({"dialect": dialect(form)} if _DIALECTS[form] else {})


def dialect(form: str) -> dict[str, object]:
    """How a file of this form is to be read."""
    return {"$schema": f"{PROFILES}/tabledialect.json", **_DIALECTS[form]}


def schema(
    columns: Sequence[Column], key: Sequence[str], words: Words, foreign: Sequence[Mapping[str, object]] = ()
) -> dict[str, object]:
    """What each column holds."""
    told: dict[str, object] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [field(column, words, is_required=column.name in key) for column in columns],
        "missingValues": [""],
    }
    if key:
        told["primaryKey"] = list(key)
    return told | ({"foreignKeys": list(foreign)} if foreign else {})


def field(column: Column, words: Words, *, is_required: bool = False) -> dict[str, object]:
    """One column: name, words, type, unit, and what its values can be."""
    [entry] = dictionary.entries([column], words)
    told = {"name": column.name, "title": entry.name, "description": entry.meaning, **_TYPES[column.kind]}
    limits = dict(told.get("constraints", {}))
    if column.terms:
        limits["enum"] = [str(code) for code in column.terms]
        told["codes"] = {str(code): words(key) for code, key in column.terms.items()}
    if is_required:
        limits["required"] = True
    if limits:
        told["constraints"] = limits
    if column.unit is not UnitOf.NONE:
        told["unit"] = entry.unit
    return told


def encoded(content: object) -> bytes:
    """JSON that people can read, too."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
