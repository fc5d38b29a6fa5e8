"""The sheets of a bulletin's workbook, as numbers: 总览, 目标 and 督办.

Columns are those of every export, so that one dictionary says what they mean; unknown is None.
"""

from collections.abc import Iterable, Sequence

from dashboard.export.columns import REPORT_OVERVIEW, REPORT_PRESS, REPORT_TARGETS, Column
from dashboard.export.stamp import Stamp
from dashboard.export.tables import Table, Units, value_of
from dashboard.findings import shortfall
from dashboard.report import counting, lines, values
from dashboard.report.bulletin import Sheet, SheetChart
from dashboard.report.subject import Subject, in_order
from dashboard.rows import TargetRow
from etl.period import Period
from etl.warehouse import Audience

#: Columns of 总览 that part the targets of a region without a rest.
_CLASSES = ("good_count", "at_risk_count", "off_track_count", "missed_count", "open_count")


def sheets(subject: Subject) -> tuple[Sheet, ...]:
    """The three sheets; none where no target counts."""
    if not subject.counted:
        return ()
    words, named = subject.words, {"place": subject.name, "period": subject.period}
    return (
        Sheet(words("workbook.overview_caption", **named), _overview(subject), _classes_chart(subject)),
        Sheet(words("workbook.targets_caption", **named), _targets(subject), _progress_chart(subject)),
        Sheet(words("workbook.press_caption", **named), _press(subject)),
    )


def _classes_chart(subject: Subject) -> tuple[SheetChart, ...]:
    """The classes of each region's own targets, below the line with the sum."""
    found = len(_regions(subject))
    chart = SheetChart(subject.words("workbook.classes_chart"), "region_name", _CLASSES, 1, found, is_stacked=True)
    return (chart,) if found > 1 else ()


def _progress_chart(subject: Subject) -> tuple[SheetChart, ...]:
    """What is attained of the place's own targets against what was expected; they come first."""
    words, own = subject.words, len(subject.tree.own.get(subject.code, ()))
    caption = words("workbook.progress_chart", place=subject.name)
    chart = SheetChart(caption, "metric_name", ("attainment", "expected_share"), 0, own, is_stacked=False)
    return (chart,) if own else ()


def _stamp(subject: Subject) -> Stamp:
    inputs = subject.inputs
    return Stamp(
        inputs.as_of,
        subject.data_period or "",
        inputs.known_at,
        is_public=inputs.audience is Audience.PUBLIC,
        is_demonstration=inputs.is_demonstration,
    )


def _regions(subject: Subject) -> list[str]:
    """Regions with targets of their own, the place itself first."""
    return sorted(subject.tree.own, key=lambda code: (code != subject.code, code))


def _overview(subject: Subject) -> Table:
    """The sum, then each region with its own targets."""
    sum_of_all = [None, subject.words("workbook.total"), None, *_counts(subject.counted)]
    found = [
        [code, subject.region_name(code), subject.region_level(code) or None, *_counts(subject.tree.own[code])]
        for code in _regions(subject)
    ]
    return Table("overview", REPORT_OVERVIEW, [sum_of_all, *found], (), _stamp(subject))


def _counts(rows: Sequence[TargetRow]) -> tuple[int, ...]:
    groups = counting.grouped(rows)
    judged = sum(groups.values())
    return len(rows), judged, *groups.values(), len(rows) - judged


def _targets(subject: Subject) -> Table:
    """Every counted target, region by region; those of the place itself first."""
    rows = [row for code in _regions(subject) for row in in_order(subject.tree.own[code])]
    return _of_rows("targets", REPORT_TARGETS, rows, subject)


def _press(subject: Subject) -> Table:
    return _of_rows("press", REPORT_PRESS, shortfall.pressed(subject.counted), subject)


def _of_rows(name: str, columns: Sequence[Column], rows: Iterable[TargetRow], subject: Subject) -> Table:
    written, units = [], []
    for row in rows:
        made = _made(row, subject)
        written.append([made[one.name] if one.name in made else value_of(row, one.name, subject.words) for one in columns])
        units.append(Units(row.value_unit, row.gap_unit))
    return Table(name, columns, written, units, _stamp(subject))


def _made(row: TargetRow, subject: Subject) -> dict[str, object]:
    """What stands in no column of the row itself."""
    figure = subject.inputs.quarter_figures.get((row.region_code, row.metric, row.scope))
    before, rank, outlook = subject.before.get(row.key), subject.rankings.rank(row), subject.inputs.outlooks.get(row.key)
    month, total = values.to_date(row, figure)
    return {
        "promise": lines.promise(row, subject.words),
        "quarter_value": values.of_quarter(row, figure),
        "total_value": total,
        "total_period": None if total is None else str(Period(month)),
        "yoy": values.yoy(row, figure),
        "expected_share": values.expected_share(row),
        "place": rank.place if rank else None,
        "placed_of": rank.of if rank else None,
        "places_risen": rank.risen if rank else None,
        "attainment_change": values.attainment_change(row, before),
        "performance_before": before.performance if before else None,
        "shortfall": shortfall.shortfall(row),
        "shortfall_share": shortfall.scaled(row),
        "reach": outlook.reach if outlook else None,
        "reach_reason": outlook.reach_reason or None if outlook else None,
        "last_reachable_period": outlook.last_reachable_period if outlook else None,
    }
