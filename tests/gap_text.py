"""The computed gap table as text for review."""

import csv
import io
from decimal import Decimal

from etl.decimals import canonical
from etl.vocabulary import GAP_COLUMNS


def as_csv(rows: list[dict]) -> str:
    """Doubles to nine digits: the last bits of a power may differ between machines."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(GAP_COLUMNS)
    writer.writerows([_cell(row[name]) for name in GAP_COLUMNS] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return canonical(value)
    return f"{value:.9g}" if isinstance(value, float) else str(value)
