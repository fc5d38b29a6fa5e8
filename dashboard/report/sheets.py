"""The sheets of a bulletin's workbook, as numbers: 总览, 目标 and 督办.

Columns are those of every export, so that one dictionary says what they mean; unknown is None.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dashboard import needs
from dashboard.export import dictionary
from dashboard.export.columns import REPORT_OVERVIEW, REPORT_PRESS, REPORT_TARGETS, Column, column
from dashboard.export.stamp import Stamp
from dashboard.export.tables import Line, Table, Units, value_of
from dashboard.findings import remaining, selection, shortfall, standing
from dashboard.report import bars, counting, lines, press, values
from dashboard.report.bulletin import Series, Sheet, SheetChart
from dashboard.report.phrases import noted
from dashboard.report.subject import Subject, in_order
from dashboard.rows import OutlookRow, TargetRow
from dashboard.wording import Words
from etl.period import Period
from etl.vocabulary import Reach
from etl.warehouse import Audience

#: Columns of 总览 that part the targets of a region without a rest.
_CLASSES = ("good_count", "at_risk_count", "off_track_count", "missed_count", "open_count")


def sheets(subject: Subject) -> tuple[Sheet, ...]:
    """The three sheets; none where no target counts."""
    if not subject.counted:
        return ()
    words, named = subject.words, {"place": subject.name, "period": subject.period}
    overview = _overview(subject)
    total = _line(words("workbook.total"), "", subject.counted, "")
    return (
        Sheet(words("workbook.overview_caption", **named), overview, _classes_chart(overview, subject), total),
        Sheet(words("workbook.targets_caption", **named), _targets(subject), _progress_chart(subject)),
        Sheet(words("workbook.press_caption", **named), _press(subject)),
    )


def _classes_chart(overview: Table, subject: Subject) -> tuple[SheetChart, ...]:
    """The classes of each region's own targets."""
    if len(overview.lines) < 2:
        return ()
    by_name = dict(zip((one.name for one in overview.columns), zip(*overview.lines, strict=True), strict=True))
    names = _distinct(by_name["region_code"], subject)
    return (SheetChart(subject.words("workbook.classes_chart"), names, _series(by_name, _CLASSES, subject), is_stacked=True),)


def _distinct(codes: Iterable[str], subject: Subject) -> list[str]:
    """Names of regions; where several have one, with that of their parent."""
    shared = Counter(map(subject.region_name, subject.inputs.regions))
    parents = {code: region.parent_code for code, region in subject.inputs.regions.items()}

    def name(code: str) -> str:
        own = subject.region_name(code)
        of = [subject.region_name(parents[code])] if shared[own] > 1 and parents[code] else []
        return noted(own, of, subject.words)

    return list(map(name, codes))


def _progress_chart(subject: Subject) -> tuple[SheetChart, ...]:
    """What is attained of the place's own targets against what was expected."""
    words, own = subject.words, subject.own
    if not own:
        return ()
    shares = {"attainment": [row.attainment for row in own], "expected_share": [values.expected_share(row) for row in own]}
    names = [bars.label(row, words) for row in own]
    caption = words("workbook.progress_chart", place=subject.name)
    return (SheetChart(caption, names, _series(shares, shares, subject), is_stacked=False),)


def _series(found: Mapping[str, Sequence[float | None]], names: Iterable[str], subject: Subject) -> list[Series]:
    """Columns as the colours of a chart, called what they are called in tables."""
    return [Series(dictionary.label(column(name), subject.words), found[name]) for name in names]


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
    """Each region with its own targets."""
    found = [
        _line(subject.region_name(code), subject.region_level(code), subject.tree.own[code], code) for code in _regions(subject)
    ]
    return Table("overview", REPORT_OVERVIEW, found, (), _stamp(subject))


def _line(name: str, level: str, rows: Sequence[TargetRow], code: str) -> Line:
    """A region, or all of them, with the counts of some targets."""
    return [name, level or None, *_counts(rows), code or None]


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
        "class": standing.class_of(row),
        "class_before": standing.class_of(before) if before else None,
        "shortfall": shortfall.shortfall(row),
        **_needed(row, subject.words),
        "shortfall_share": shortfall.scaled(row),
        "reach": outlook.reach if outlook else None,
        "reach_reason": outlook.reach_reason or None if outlook else None,
        "last_start": _last_start(row, outlook, subject.words),
    }


def _last_start(row: TargetRow, outlook: OutlookRow | None, words: Words) -> str | None:
    """By when it must begin, as the text and the table say it; None where that is no question."""
    is_asked = outlook is not None and outlook.reach == Reach.REACHABLE and not selection.is_due(row, row.as_of)
    return needs.last_start(row, outlook, words) if is_asked else None


def _needed(row: TargetRow, words: Words) -> dict[str, object]:
    """What is needed until due as the text says it, the same as a number, and from which quarter on."""
    need = remaining.need_from_as_of(row)
    if need is None:
        return dict.fromkeys(("need", "needed_per_quarter", "needed_from"))
    return {"need": press.need(row, words), "needed_per_quarter": float(need), "needed_from": remaining.next_quarter(row)}
