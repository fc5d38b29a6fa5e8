"""Files the pages make for the reporter: the template to fill in, and the own file with its problems."""

import csv
import io
from collections.abc import Sequence

import streamlit as st

from dashboard.rows import TargetRow
from dashboard.view import View
from etl.intake.layout import Column


def downloads(region_code: str, quarter: str, now: View) -> None:
    """The template of one region and quarter."""
    words = now.words
    rows = [row for row in now.rows(quarter) if row.region_code == region_code]
    name = f"{region_code}-{quarter}{'-' + now.mark if now.mark else ''}.csv"
    st.download_button(words("submission.template_csv"), template(rows, quarter, now.mark), name, "text/csv", on_click="ignore")


def template(rows: Sequence[TargetRow], quarter: str, mark: str) -> bytes:
    """An empty file to fill in: one line per metric the region has a target for."""
    columns = [name for name in Column if name not in (Column.MONTH, Column.CONFIDENCE, Column.PUBLISHED_ON)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in {(row.region_code, row.metric): row for row in rows}.values():
        known = {
            Column.REGION: row.region_zh,
            Column.METRIC: row.metric_zh,
            Column.YEAR: quarter[:4],
            Column.QUARTER: quarter[5],
            Column.COUNTING: "本年累计" if row.kind == "flow" else "期末",
            Column.UNIT: row.metric_unit,
            Column.NATURE: "正式",
            Column.SOURCE: mark,
        }
        writer.writerow([known.get(name, "") for name in columns])
    return b"\xef\xbb\xbf" + text.getvalue().encode()
