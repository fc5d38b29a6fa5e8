"""Candidates → rows of text, as the command line and the pages hand them on."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal

from etl.decimals import canonical
from etl.extract.candidate import Candidate
from etl.extract.source import SourceText
from etl.extract.terms import NON_GOAL_ZH

#: Columns of the output, in their order: what a row is, what a target of it would be, where it stands.
COLUMNS = (
    "row", "is_goal", "reason", "reason_zh", "not_computable", "confidence", "rule", "assumed", "repeats",
    "document_id", "title", "clause", "figure",
    "region_code", "region", "metric", "metric_proposed", "scope", "basis", "comparator", "value", "value_high", "unit",
    "baseline_year", "start", "due", "parent", "children", "obligation", "responsible",
    "regions_lacking",
    "figure_start", "figure_end", "source_start", "source_end",
)  # fmt: skip
_FORMULA_MARKS = ("=", "+", "-", "@")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_FIELDS = tuple(field.name for field in fields(Candidate))


def as_row(candidate: Candidate) -> dict[str, object]:
    """One candidate: numbers of rows and offsets as whole numbers, everything else as text or None."""
    row = {name: _cell(getattr(candidate, name)) for name in _FIELDS}
    row["reason_zh"] = NON_GOAL_ZH[candidate.reason] if candidate.reason else None
    return {name: row[name] for name in COLUMNS}


def _cell(value: object) -> object:
    if value is None or value == "":
        return None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ";".join(map(str, value)) or None
    return str(value)


def as_csv_cell(value: object) -> str:
    """Booleans as `true`/`false`, unknown as empty. Text of the plan never begins a formula."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text[:1] in _FORMULA_MARKS and not _NUMBER.fullmatch(text) else text


def about(source: SourceText, text: str) -> Mapping[str, object]:
    """What the JSON says of the file itself."""
    return {"name": source.name, "format": source.format, "encoding": source.encoding or None, "sha256": source.sha256, "chars": len(text)}
