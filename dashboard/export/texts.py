"""An exported table as text: `.csv` for Excel, and JSON."""

import json
from collections.abc import Sequence
from datetime import datetime

from dashboard.export.dictionary import Entry
from dashboard.export.tables import Table
from etl import spreadsheet


def csv_bytes(table: Table) -> bytes:
    """Column names, then the lines, in UTF-8 with byte-order mark; codes and canonical decimals
    as the command line writes them, empty where unknown."""
    names = [column.name for column in table.all_columns]
    return spreadsheet.csv_bytes([names, *(list(map(cell, line)) for line in table.all_lines)])


def dictionary_csv(entries: Sequence[Entry]) -> bytes:
    """The data dictionary as a table of its own, beside a `.csv`."""
    return spreadsheet.csv_bytes([Entry._fields, *entries])


def json_bytes(table: Table, entries: Sequence[Entry]) -> bytes:
    """`metadata`, `dictionary` and `rows`; decimals are strings, so that no reader turns them into
    floats, and null is unknown."""
    names = [column.name for column in table.all_columns]
    content = {
        "metadata": {"table": table.name, "rows": len(table.lines), **table.stamp.as_dict},
        "dictionary": [entry._asdict() for entry in entries],
        "rows": [dict(zip(names, line, strict=True)) for line in table.all_lines],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=cell).encode()


def cell(value: object) -> str:
    """A value as text: `true` and `false`, doubles as repr, times to the minute, empty = unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else str(value)
