"""六、近期到期, and apart from all counts: the final account of ended plans, and drafts."""

from collections.abc import Sequence

from dashboard import formats, sayings
from dashboard.findings import plans, selection
from dashboard.report import counting, judged, lines
from dashboard.report.bulletin import Align, Grid, Heading, Part
from dashboard.report.numbering import reference
from dashboard.report.phrases import count, paragraphs, sentences, tight
from dashboard.report.press import need
from dashboard.report.subject import Subject, in_order
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.vocabulary import Performance


def due(subject: Subject) -> Part | None:
    """What falls due now and in the next four quarters, and what is past due without a final figure."""
    words = subject.words
    if not subject.counted:
        return None
    soon = selection.due_within(subject.counted, subject.as_of, selection.SOON_QUARTERS)
    late = selection.ended_unpublished(subject.counted, subject.as_of)
    grids = [_due_grid(soon, subject)] if soon else []
    grids += [_late_grid(late, subject)] if late else []
    said = [_now(subject), _soon(soon, subject), _late(late, subject)]
    return Part(words("report.part.due"), paragraphs([sentences(said, words)]), grids)


def _now(subject: Subject) -> str:
    """How those ended that fall due in the quarter evaluated."""
    words, rows = subject.words, [row for row in subject.counted if row.due_period == subject.as_of]
    if not rows:
        return ""
    return words("report.due_now", targets=counting.targets(len(rows), words), classes=counting.classes(rows, words))


def _soon(rows: Sequence[TargetRow], subject: Subject) -> str:
    words = subject.words
    if not rows:
        return words("report.due_none")
    periods = list(dict.fromkeys(row.due_period for row in rows))
    if len(periods) == 1:
        return words(
            "report.due_once",
            table=reference("due"),
            targets=counting.targets(len(rows), words),
            due=formats.due(periods[0], words.lang),
            classes=counting.classes(rows, words),
        )
    parts = [
        words("report.due_at", due=formats.due(period, words.lang), count=len(same), classes=counting.classes(same, words))
        for period in periods
        if (same := [row for row in rows if row.due_period == period])
    ]
    return words("report.due", targets=counting.targets(len(rows), words), parts=words("report.semicolon").join(parts), table=reference("due"))


def _late(rows: Sequence[TargetRow], subject: Subject) -> str:
    words = subject.words
    if not rows:
        return ""
    return words("report.past_due", targets=counting.targets(len(rows), words), table=reference("past_due"))


def _due_grid(rows: Sequence[TargetRow], subject: Subject) -> Grid:
    words = subject.words
    headings = [
        Heading(words(f"report.column.{name}"), width, Align.NUMBER if name in ("attainment", "gap") else Align.TEXT)
        for name, width in (
            ("region", 6), ("target", 14), ("actual", 9), ("attainment", 6), ("gap", 8), ("need", 12), ("status", 7),
        )  # fmt: skip
    ]
    found = [
        (
            sayings.region_name(row, words),
            lines.named(row, words),
            judged.named_alone(row, words),
            lines.attainment_alone(row, words),
            lines.gap(row, words),
            need(row, words) or _no_need(row, subject),
            sayings.class_text(row, words),
        )
        for row in rows
    ]
    return Grid(words("report.caption.due", period=subject.period), headings, found, key="due")


def _no_need(row: TargetRow, subject: Subject) -> str:
    """Why nothing per quarter is said: it is met, or not known how much."""
    words = subject.words
    if not row.has_figure:
        return judged.unknown(row, words)
    is_met = row.performance in (Performance.ACHIEVED, Performance.MET_SO_FAR)
    return words("report.nothing_needed" if is_met else "report.not_applicable")


def _late_grid(rows: Sequence[TargetRow], subject: Subject) -> Grid:
    words = subject.words
    headings = [
        Heading(words(f"report.column.{name}"), width)
        for name, width in (("region", 5), ("target", 17), ("last_figure", 9), ("status", 7))
    ]
    found = [
        (sayings.region_name(row, words), lines.named(row, words), _last_figure(row, words), sayings.class_text(row, words))
        for row in rows
    ]
    return Grid(words("report.caption.past_due"), headings, found, key="past_due")


def _last_figure(row: TargetRow, words: Words) -> str:
    """The last figure with its period."""
    if not row.has_figure:
        return judged.unknown(row, words)
    period = formats.period(row.actual_period, words.lang)
    return words("report.noted", said=tight(sayings.actual(row, words), words), note=period)


def ended(subject: Subject) -> Part | None:
    """Plans that have ended, each with its final account."""
    words, rows = subject.words, selection.ended(subject.rows)
    if not rows:
        return None
    said = [_account(one, subject) for one in plans.plans(subject.inputs.documents, rows)]
    return Part(words("report.part.ended"), paragraphs(said), [_account_grid(in_order(rows), subject)])


def _account(plan: plans.Plan, subject: Subject) -> str:
    words = subject.words
    counted = counting.targets(len(plan.rows), words)
    return words("report.account", title=plan.document.title, targets=counted, classes=counting.classes(plan.rows, words))


def _account_grid(rows: Sequence[TargetRow], subject: Subject) -> Grid:
    words = subject.words
    names = (("region", 4), ("target", 11), ("final", 7), ("attainment", 5), ("gap", 5), ("outcome", 6))
    headings = [
        Heading(words(f"report.column.{name}"), width, Align.NUMBER if name in ("attainment", "gap") else Align.TEXT)
        for name, width in names
    ]
    found = [
        (
            sayings.region_name(row, words),
            lines.named(row, words),
            _last_figure(row, words),
            lines.attainment_alone(row, words),
            lines.gap(row, words),
            lines.class_noted(row, words),
        )
        for row in rows
    ]
    return Grid(words("report.caption.ended"), headings, found, key="ended")


def drafts(subject: Subject) -> Part | None:
    """Targets of drafts for comment, in no count."""
    words, rows = subject.words, selection.by_due(selection.drafts(subject.rows))
    if not rows:
        return None
    headings = [Heading(words(f"report.column.{name}"), width) for name, width in (("region", 5), ("target", 18), ("document", 16))]
    titles = list(dict.fromkeys(row.document_title for row in rows))
    found = [(sayings.region_name(row, words), lines.named(row, words), row.document_title) for row in rows]
    said = words("report.drafts", documents=count("drafts", len(titles), words), targets=counting.targets(len(rows), words))
    return Part(words("report.part.drafts"), [said], [Grid(words("report.caption.drafts"), headings, found, key="drafts")])
