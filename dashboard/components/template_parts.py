"""Files the pages make for the reporter: the template to fill in, and the own file with its problems."""

from collections.abc import Sequence

import streamlit as st

from dashboard import source, view
from dashboard.components.access_parts import noted
from dashboard.components.desk import Desk
from dashboard.rows import TargetRow
from dashboard.view import View
from etl.access import EventKind
from etl.checks.annotate import annotate, annotated_name
from etl.collection.filing import Examined
from etl.intake.layout import Column
from etl.spreadsheet import csv_bytes
from etl.template.make import make

_TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}
#: Past quarters a table for loading them has lines for.
_PAST = 8


def for_desk(desk: Desk, now: View) -> None:
    """What can be filled in for the region and quarter chosen."""
    if desk.terms_quarter:
        downloads(desk.region_code, desk.terms_quarter, now)
    else:
        options = view.quarters(now)
        backfill_download(desk.region_code, options[options.index(desk.quarter) :], now)


def downloads(region_code: str, quarter: str, now: View) -> None:
    """The template of one region and quarter, as a workbook and as text."""
    words, here = now.words, source.workspace()
    if not any(region_code in (row.region_code, row.parent_code) for row in now.rows(quarter)):
        st.caption(words.md("submission.no_template"))
        return
    with st.container(horizontal=True, key="templates", vertical_alignment="center"):
        for form, mime in _TYPES.items():
            st.download_button(
                words(f"submission.template_{form}"),
                noted(
                    EventKind.TEMPLATE,
                    f"{region_code} {quarter}",
                    lambda form=form: make(here, region_code, quarter, form),
                ),
                file_name=f"{region_code}-{quarter}{'-' + now.mark if now.mark else ''}.{form}",
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"template-{form}",
            )
    st.caption(words.md("submission.template_lead"))


def annotated(found: Examined, now: View) -> None:
    """The own file with one more column that names the problems of each row."""
    words = now.words
    if not found.problems:
        return
    form = "csv" if found.filing and found.filing.sheet.format == "csv" else "xlsx"
    st.download_button(
        words("submission.annotated"),
        lambda: annotate(found.filing, found.problems, words.lang, form, found.data),
        file_name=annotated_name(found.name, form, words.lang, now.mark),
        mime=_TYPES[form],
        help=words("submission.annotated_help"),
        icon=":material/download:",
        on_click="ignore",
        key="annotated",
    )


def backfill_download(region_code: str, past: Sequence[str], now: View) -> None:
    """One table for several past quarters."""
    words, last = now.words, past[:_PAST]
    rows = [row for row in now.rows(last[0]) if row.region_code == region_code]
    st.download_button(
        words("submission.backfill_table"),
        backfill_table(rows, last, now.mark),
        file_name=f"{region_code}-backfill{'-' + now.mark if now.mark else ''}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="template-backfill",
    )
    st.caption(words.md("submission.backfill_table_lead", count=len(last)))


def backfill_table(rows: Sequence[TargetRow], quarters: Sequence[str], mark: str) -> bytes:
    """One empty line per metric the region has a target for, and per quarter, earliest first."""
    columns = [name for name in Column if name not in (Column.MONTH, Column.CONFIDENCE, Column.PUBLISHED_ON)]
    lines = [[str(name) for name in columns]]
    metrics = {(row.region_code, row.metric, row.scope): row for row in rows}.values()
    for quarter in sorted(quarters):
        for row in metrics:
            known = _known(row, quarter, mark)
            lines.append([known.get(name, "") for name in columns])
    return csv_bytes(lines)


def _known(row: TargetRow, quarter: str, mark: str) -> dict[str, str]:
    return {
        Column.REGION: row.region_zh,
        Column.METRIC: row.metric_zh,
        Column.YEAR: quarter[:4],
        Column.QUARTER: quarter[5],
        Column.COUNTING: "本年累计" if row.kind == "flow" else "期末",
        Column.UNIT: row.metric_unit,
        Column.NATURE: "正式",
        Column.SOURCE: mark,
    }
