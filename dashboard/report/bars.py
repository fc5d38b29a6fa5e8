"""Rows as bars of a bulletin's chart: what is done against what was due by now."""

from collections.abc import Sequence
from decimal import Decimal

from dashboard import formats, sayings
from dashboard.findings import paths
from dashboard.report import lines
from dashboard.report.bulletin import Bar, Chart
from dashboard.report.phrases import listing, noted, sentences
from dashboard.report.subject import Subject
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.vocabulary import Direction, Performance

#: Fewer bars say no more than their lines in the table.
_LEAST = 3


def chart(caption: str, rows: Sequence[TargetRow], subject: Subject, *, by_region: bool = False) -> Chart | None:
    """The targets among `rows` that have begun and whose figure is a share of their target, in the
    order of rows; None where there are too few to draw. Named by region or by metric."""
    words = subject.words
    begun = [row for row in rows if row.performance != Performance.NOT_STARTED]
    drawn = [row for row in begun if row.attainment is not None and Decimal(row.target_value) > 0]
    if len(drawn) < _LEAST:
        return None
    is_lower = any(row.direction == Direction.LOWER for row in drawn)
    notes = [words("report.chart.note"), words("report.chart.lower") if is_lower else ""]
    notes.append(_left(len(begun) - len(drawn), len(rows) - len(begun), words))
    return Chart(caption, [_bar(row, words, by_region) for row in drawn], sentences(notes, words))


def _left(without: int, ahead: int, words: Words) -> str:
    """How many are not drawn, since they have no share or have not begun."""
    counted = (("without", without), ("ahead", ahead))
    parts = [words(f"report.chart.left_{name}", count=number) for name, number in counted if number]
    return words("report.chart.left", parts=listing(parts, words)) if parts else ""


def _bar(row: TargetRow, words: Words, by_region: bool) -> Bar:
    due = paths.expected_share(row)
    return Bar(
        label=label(row, words, by_region=by_region),
        done=row.attainment,
        due=due,
        done_text=lines.attained(row, words),
        due_text=words("reason.no_path") if due is None else words("report.chart.due", share=formats.percent(due)),
        verdict=sayings.class_word(row, words),
        performance=row.performance,
    )


def label(row: TargetRow, words: Words, *, by_region: bool = False) -> str:
    """What a bar is called: by metric and due date, or by region."""
    name = sayings.region_name(row, words) if by_region else sayings.metric_name(row, words)
    notes = [] if by_region else [formats.due(row.due_period, words.lang)]
    if row.direction == Direction.LOWER:
        notes.append(words("report.lower_is_better"))
    return noted(name, notes, words)
