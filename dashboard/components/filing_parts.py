"""Sections of 报送. Text of the uploaded file is shown as data or escaped, never as Markdown."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import streamlit as st

from dashboard import formats, sayings
from dashboard.components.table import Marked, table
from dashboard.rows import TargetRow
from dashboard.wording import Words, markdown
from etl.collection.filing import Examined, standing
from etl.decimals import canonical
from etl.intake.layout import Column
from etl.ledger import Submission
from etl.parse import Entry
from etl.problems import Severity
from etl.vocabulary import GAP_COLUMNS

#: Problems that are shown; all of them are counted.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One target before and after."""

    before: TargetRow
    after: TargetRow


def changes(before: Sequence[TargetRow], after: Sequence[dict]) -> list[Change]:
    """The targets whose computed columns differ."""
    computed = {(row["target_id"], row["due_period"]): _as_text(row) for row in after}
    found = [Change(row, replace(row, **computed[row.key])) for row in before if row.key in computed]
    return [change for change in found if change.before != change.after]


def changed_since(before: Sequence[TargetRow], after: Sequence[TargetRow]) -> list[Change]:
    """The same between two states of the data."""
    now = {row.key: row for row in after}
    found = [Change(row, now[row.key]) for row in before if row.key in now]
    return [change for change in found if _computed(change.before) != _computed(change.after)]


def _as_text(row: dict) -> dict:
    return {
        name: canonical(value) if isinstance(value := row[name], Decimal) else value for name in GAP_COLUMNS
    }


def _computed(row: TargetRow) -> tuple:
    return tuple(getattr(row, name) for name in GAP_COLUMNS)


def verdict(examined: Examined, words: Words) -> None:
    """Whether the file may enter, and what it is."""
    counts = {severity: 0 for severity in Severity}
    for problem in examined.problems:
        counts[problem.severity] += 1
    facts = {"values": len(examined.entries), "sha256": examined.sha256[:12]}
    if examined.acceptable:
        encoding = examined.filing.sheet.encoding
        st.success(words.md("submission.acceptable", encoding=encoding, **facts), icon=":material/check_circle:")
    else:
        said = words.md("submission.refused", errors=counts[Severity.ERROR], explain=counts[Severity.EXPLAIN])
        st.error(said, icon=":material/error:")


def problems(examined: Examined, words: Words) -> None:
    """Every problem with its place and remedy; errors first, the display capped."""
    order = list(Severity)
    found = sorted(examined.problems, key=lambda problem: (order.index(problem.severity), problem.row or 0))
    if not found:
        return
    st.subheader(words.md("submission.problems", count=len(found)), anchor=False)
    head = [words(f"problem.{name}") for name in ("severity", "row", "column", "message")]
    lines = [
        (
            words(f"severity.{problem.severity}"),
            words("problem.whole_file") if problem.row is None else words("problem.row_number", row=problem.row),
            problem.column,
            problem.message(words.lang),
        )
        for problem in found[:SHOWN]
    ]
    table("problems", head, lines)
    if len(found) > SHOWN:
        st.caption(words.md("submission.more", count=len(found) - SHOWN))


def values(examined: Examined, names: dict[str, str], words: Words) -> None:
    """What would be taken, beside the figure that stands now."""
    st.subheader(words.md("submission.values", count=len(examined.entries)), anchor=False)
    st.dataframe([_value(entry, examined, names, words) for entry in examined.entries], hide_index=True)


def _value(entry: Entry, examined: Examined, names: dict[str, str], words: Words) -> dict[str, str]:
    now = standing(entry, examined.known)
    new = None if entry.value is None else canonical(entry.value)
    cells = {
        "row": str(entry.row),
        "region": names.get(entry.region_code, entry.region_code),
        "metric": names.get(entry.metric, entry.metric),
        "period": formats.period(str(entry.period), words.lang),
        "counting": words(f"counting.{entry.counting}"),
        "new": formats.exact(new, entry.unit, words.lang),
        "now": formats.exact(now, entry.unit, words.lang),
        "scope": words(f"scope.{entry.scope}"),
        "nature": words(f"nature.{entry.nature}"),
        "note": entry.note,
    }
    return {words(f"fact.{name}"): value for name, value in cells.items()}


def change_table(key: str, found: Sequence[Change], words: Words) -> None:
    """Targets before → after: figure, gap, class."""
    if not found:
        st.caption(words.md("submission.no_change"))
        return
    head = [words(f"fact.{name}") for name in ("region", "metric", "promise", "actual", "gap", "class")]
    table(key, head, [_change(change, words) for change in found])


def _change(change: Change, words: Words) -> tuple[str, ...]:
    before, after = change.before, change.after
    badges = dict.fromkeys((sayings.badge(before, words), sayings.badge(after, words)))
    return (
        sayings.region_name(after, words),
        sayings.metric_name(after, words),
        sayings.commitment(after, words),
        _arrow(sayings.actual(before, words), sayings.actual(after, words)),
        _arrow(sayings.gap(before, words), sayings.gap(after, words)),
        Marked(" → ".join(badges)),
    )


def _arrow(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def history(submissions: Sequence[Submission], words: Words) -> None:
    """The latest uploads and what became of them."""
    if not submissions:
        return
    st.subheader(words.md("submission.history"), anchor=False)
    lines = [
        {
            words("fact.submission_id"): one.submission_id,
            words("fact.state"): words(f"submission_state.{one.state}"),
            words("fact.account"): one.account,
            words("fact.file"): one.name,
            words("fact.at"): f"{one.at:%Y-%m-%d %H:%M}",
        }
        for one in reversed(submissions[-20:])
    ]
    st.dataframe(lines, hide_index=True)


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


def steps(words: Words) -> None:
    """How to file, in four lines: the uploader's own words are English only."""
    st.markdown("\n".join(f"{number}. {words.md(f'submission.step_{number}')}" for number in (1, 2, 3, 4)))
    st.caption(markdown(words("submission.uploader")))
