"""One target as a line of the bulletin's tables: 目标, 本期, 累计, 同比, 完成率, 序时, 差距, 排名,
较上期, 状态, 责任单位.

What is unknown is said with its reason, what a kind of target does not have as not applicable;
no cell is empty and none shows a zero that nobody reported.
"""

from collections.abc import Sequence

from dashboard import formats, sayings
from dashboard.findings import standing
from dashboard.findings.ranking import Rank
from dashboard.report import judged, values
from dashboard.report.bulletin import Align, Grid, Heading
from dashboard.report.phrases import clauses, listing, noted, quantity, signed, tight
from dashboard.report.subject import Subject
from dashboard.report.values import is_ahead, is_over
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.period import Period
from etl.vocabulary import Basis, Direction, Kind, Obligation, Performance, Reason
from etl.warehouse.quarter_figures import QuarterFigure

#: Columns with their share of the width, in characters, and whether they hold figures.
_COLUMNS = (
    ("target", 17, Align.TEXT),
    ("quarter", 7, Align.NUMBER),
    ("total", 8, Align.NUMBER),
    ("yoy", 6, Align.NUMBER),
    ("attainment", 10, Align.NUMBER),
    ("expected", 6, Align.NUMBER),
    ("gap", 8, Align.NUMBER),
    ("rank", 7, Align.TEXT),
    ("change", 8, Align.TEXT),
    ("status", 9, Align.TEXT),
    ("units", 9, Align.TEXT),
)
_REACHED_BASES = (Basis.MULTIPLE, Basis.CAGR)


def targets_grid(caption: str, rows: Sequence[TargetRow], subject: Subject, key: str = "") -> Grid:
    """The table of these targets; `key` is what the text refers to it by."""
    headings = [Heading(subject.words(f"report.column.{name}"), width, align) for name, width, align in _COLUMNS]
    return Grid(caption, headings, [cells(row, subject) for row in rows], sheet="targets", key=key)


def cells(row: TargetRow, subject: Subject) -> tuple[str, ...]:
    """One target, a text per column."""
    words, figure = subject.words, _figure(row, subject)
    return (
        named(row, words),
        quarter(row, figure, words),
        total(row, figure, words),
        yoy(row, figure, words),
        attainment(row, figure, words),
        expected(row, words),
        gap(row, words),
        rank(row, subject),
        change(row, subject),
        status(row, subject),
        units(row, words),
    )


def _figure(row: TargetRow, subject: Subject) -> QuarterFigure | None:
    return subject.inputs.quarter_figures.get((row.region_code, row.metric, row.scope))


def named(row: TargetRow, words: Words) -> str:
    """Metric and promise: `海外仓：到2027年底，不低于120个`."""
    return words("report.named", metric=sayings.metric_name(row, words), promise=promise(row, words))


def promise(row: TargetRow, words: Words) -> str:
    """The promise with what it comes to: `到2027年底，达到2024年的2倍（即3,520亿元）`."""
    said = tight(sayings.commitment(row, words), words)
    remarks = [_worth(row, words)] if row.basis in _REACHED_BASES else []
    if row.obligation == Obligation.ASPIRATIONAL:
        remarks.append(words("obligation.aspirational"))
    bracket = said[-1]
    if remarks and bracket in "）)":  # the base stands in brackets already
        return said[:-1] + words("report.comma") + clauses(remarks, words) + bracket
    return noted(said, remarks, words)


def _worth(row: TargetRow, words: Words) -> str:
    if row.target_value is None:
        return words("report.worth_unknown")
    key = "report.worth_provisional" if row.provisional else "report.worth"
    return words(key, value=quantity(row.target_value, row.value_unit, words))


def quarter(row: TargetRow, figure: QuarterFigure | None, words: Words) -> str:
    """本期: the amount of the quarter, of a stock what it gained, of a rate the rate."""
    if is_over(row):
        return words("report.over")
    if is_ahead(row):
        return judged.unknown(row, words)
    if row.basis == Basis.EACH_SUBREGION:
        return words("report.not_applicable")
    if row.kind == Kind.STOCK:
        return _gained(row, figure, words)
    value = values.of_quarter(row, figure)
    return words("unknown.figure") if value is None else quantity(value, row.metric_unit, words)


def _gained(row: TargetRow, figure: QuarterFigure | None, words: Words) -> str:
    value = values.of_quarter(row, figure)
    if value is not None:
        return signed(value, row.metric_unit, words)
    is_known = figure is not None and values.level_of_quarter(row, figure) is not None
    return words("report.quarter_before_unknown" if is_known else "unknown.figure")


def total(row: TargetRow, figure: QuarterFigure | None, words: Words) -> str:
    """累计: 本年累计 of a flow, what there is of a stock; an older one with its period."""
    if is_over(row) or row.basis == Basis.EACH_SUBREGION:
        return judged.figure_alone(row, words)
    if is_ahead(row):
        return judged.unknown(row, words)
    if row.kind == Kind.RATE:
        return words("report.not_applicable")
    month, value = values.to_date(row, figure)
    if value is None:
        return words("unknown.figure")
    is_older = month != Period.parse(row.as_of).month_no
    return noted(quantity(value, row.metric_unit, words), [formats.period(str(Period(month)), words.lang)] if is_older else [], words)


def gap(row: TargetRow, words: Words) -> str:
    """差距: what is missing to the target, or by how much it is exceeded."""
    if row.gap_to_target is None and not row.has_figure:
        return judged.unknown(row, words)
    return tight(sayings.gap(row, words), words)


def yoy(row: TargetRow, figure: QuarterFigure | None, words: Words) -> str:
    """同比 as published with the 累计; a stock and a rate have none."""
    if is_over(row) or row.kind != Kind.FLOW:
        return words("report.not_applicable")
    if is_ahead(row):
        return judged.unknown(row, words)
    value = values.yoy(row, figure)
    return words("unknown.figure") if value is None else signed(value, "%", words)


def attainment(row: TargetRow, figure: QuarterFigure | None, words: Words) -> str:
    """完成率: actual ÷ target, with the figure it rests on where 累计 is another one."""
    return _attainment(row, [] if row.attainment is None else [judged.beside_share(row, figure, words)], words)


def attainment_alone(row: TargetRow, words: Words) -> str:
    """The share without the figure it rests on, or why there is none."""
    return _attainment(row, [], words)


def _attainment(row: TargetRow, notes: Sequence[str], words: Words) -> str:
    """The share with notes, and whether less is better; or why there is none."""
    if row.attainment is not None:
        lower = words("report.lower_is_better") if row.direction == Direction.LOWER else ""
        return noted(attained(row, words), [*notes, lower], words)
    if not row.has_figure:
        return judged.unknown(row, words)
    return words("reason.no_baseline" if row.target_value is None else "report.not_applicable")


def attained(row: TargetRow, words: Words) -> str:
    """The share alone; where the figure is below zero it would say nothing."""
    return words("report.negative") if row.attainment < 0 else formats.percent(row.attainment)


def expected(row: TargetRow, words: Words) -> str:
    """序时: where it should be by now, as a share of the target."""
    if not row.has_figure or row.performance == Performance.NOT_STARTED:
        return judged.unknown(row, words)
    if row.expected_value is not None:
        share = values.expected_share(row)
        return words("report.not_applicable") if share is None else formats.percent(share)
    if row.reason in (Reason.NO_BASELINE, Reason.PROVISIONAL_BASELINE, Reason.CHILDREN_MISSING):
        return words(f"reason.{row.reason}")
    return words("reason.no_path")


def rank(row: TargetRow, subject: Subject) -> str:
    """排名 among comparable regions of its province."""
    words = subject.words
    found = subject.rankings.rank(row)
    if found is not None:
        return words("report.rank", place=found.place, of=found.of)
    if not row.has_figure:
        return judged.unknown(row, words)
    return words(f"report.apart.{subject.rankings.apart.get(row.key, 'unranked')}")


def change(row: TargetRow, subject: Subject) -> str:
    """较上期: by how much 完成率 rose since the quarter before, and by how many places."""
    words = subject.words
    if is_over(row):
        return words("report.over")
    if row.attainment is None or row.attainment < 0:
        return judged.unknown(row, words) if not row.has_figure else words("report.not_applicable")
    return clauses([_gained_share(row, subject), _risen(subject.rankings.rank(row), words)], words)


def _gained_share(row: TargetRow, subject: Subject) -> str:
    words, before = subject.words, subject.before.get(row.key)
    if before is None:
        return words("report.new_year" if row.basis == Basis.EVERY_YEAR else "report.new_target")
    if before.attainment is None:
        is_new = before.performance == Performance.NOT_STARTED
        return words("report.not_started_before" if is_new else "report.unknown_before")
    if before.actual_period == row.actual_period:
        return words("report.nothing_new")
    return signed(round(100 * values.attainment_change(row, before), 6), "个百分点", words, 1)


def _risen(found: Rank | None, words: Words) -> str:
    if found is None or not found.risen:
        return ""
    return places(found.risen, words)


def places(risen: int, words: Words) -> str:
    """By how many places a rank changed."""
    return tight(words("rank_change.up" if risen > 0 else "rank_change.down", count=abs(risen)), words)


def status(row: TargetRow, subject: Subject) -> str:
    """状态: the class with its symbol, what stands beside it, and what it was a quarter ago."""
    words, before = subject.words, subject.before.get(row.key)
    is_changed = before is not None and standing.class_of(before) != standing.class_of(row)
    return class_noted(row, words, words("report.was", word=sayings.class_word(before, words)) if is_changed else "")


def class_noted(row: TargetRow, words: Words, note: str = "") -> str:
    """The class with its symbol and what stands beside it, `note` last."""
    remarks = [tight(remark, words) for remark in sayings.remarks(row, words)]
    if row.performance == Performance.NOT_STARTED:
        remarks.append(starts(row, words))
    return noted(sayings.class_text(row, words), [*remarks, note], words)


def starts(row: TargetRow, words: Words) -> str:
    """Since when a target counts that has not begun."""
    return words("report.starts", period=formats.period(str(Period.quarter_of(row.start_date)), words.lang))


def units(row: TargetRow, words: Words) -> str:
    """责任单位 as the clause names them, else who issued the plan."""
    if row.responsible:
        return listing(row.responsible, words)
    return words("press.unit_issuer", unit=row.issuer) if row.issuer else words("press.unit_none")
