"""The register of targets as a table and as a file."""

import csv
import io
from collections.abc import Sequence

import streamlit as st

from dashboard import sayings
from dashboard.components.access_parts import noted
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.access import EventKind
from etl.vocabulary import GAP_COLUMNS

#: Pixels of a narrow letter, of a Chinese character twice as many, and of a cell's edges.
_LETTER, _EDGES = 8, 24
#: Pixels of the table at most, and of a row.
_HEIGHT, _ROW = 380, 35

#: Spreadsheets read a cell that begins with one of these as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def register(rows: Sequence[TargetRow], words: Words, mark: str, as_of: str) -> None:
    """Every target chosen, one line per due period, and the same as CSV; written out once it is opened."""
    targets = len({row.target_id for row in rows})
    label = words("target.register", count=targets)
    with st.expander(label, icon=":material/list_alt:", key="register", bind="query-params") as opened:
        if opened.open:
            _register(rows, targets, words, mark, as_of)


def _register(rows: Sequence[TargetRow], targets: int, words: Words, mark: str, as_of: str) -> None:
    if len(rows) > targets:
        st.caption(words.md("target.register_rows", count=targets, rows=len(rows)))
    lines = [line(row, words) for row in rows]
    st.dataframe(
        lines,
        hide_index=True,
        height=min(_HEIGHT, _ROW * (len(lines) + 1) + 3),
        column_config={name: st.column_config.Column(width=width(name, lines)) for name in lines[0]},
    )
    st.download_button(
        words("target.download"),
        noted(EventKind.EXPORT, f"targets {as_of}", lambda: csv_bytes(rows, mark)),
        file_name=f"targets-{as_of}{'-' + mark if mark else ''}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def width(name: str, lines: Sequence[dict[str, str]]) -> int:
    """Pixels in which the longest text of a column stands uncut: a cell cuts without a sign."""
    return _EDGES + max(_pixels(text) for text in (name, *(line[name] for line in lines)))


def _pixels(text: str) -> int:
    return sum(2 * _LETTER if letter > "\u2e7f" else _LETTER for letter in text)


def line(row: TargetRow, words: Words) -> dict[str, str]:
    """One target as people read it."""
    cells = {
        "region": sayings.region_name(row, words),
        "metric": sayings.metric_name(row, words),
        "promise": sayings.commitment(row, words),
        "class": sayings.class_text(row, words),
        "actual": sayings.actual(row, words),
        "gap": sayings.gap(row, words),
        "obligation": words(f"obligation.{row.obligation}"),
        "clause": row.clause,
        "figure": row.figure,
        "document": row.document_title,
        "target_id": row.target_id,
    }
    return {words(f"fact.{name}"): value for name, value in cells.items()}


def csv_bytes(rows: Sequence[TargetRow], mark: str) -> bytes:
    """The computed columns of the command line, as UTF-8 with a byte-order mark for Excel.

    In a demonstration every row says so. Nothing in it can be taken for a formula.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*GAP_COLUMNS, *([mark] if mark else [])])
    for row in rows:
        writer.writerow([*(_cell(getattr(row, name)) for name in GAP_COLUMNS), *([mark] if mark else [])])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS) and not _is_number(value):
        return f"'{value}"
    return str(value)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
