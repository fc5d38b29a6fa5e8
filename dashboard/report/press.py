"""四、督办事项: what lags or was missed, the largest shortfall first, with what it takes and who answers."""

from collections.abc import Sequence

from dashboard import formats, needs, sayings
from dashboard.findings import remaining, selection, shortfall
from dashboard.report import counting
from dashboard.report.bulletin import Align, Grid, Heading, Part
from dashboard.report.lines import named, promise, units
from dashboard.report.numbering import reference
from dashboard.report.phrases import clauses, noted, paragraphs, sentences, tight
from dashboard.report.subject import Subject
from dashboard.rows import OutlookRow, TargetRow
from dashboard.wording import Words
from etl.vocabulary import Reach

#: So many are described one by one in the text.
_DESCRIBED = 3
#: Columns of the table with their share of its width, in characters.
_COLUMNS = (
    ("number", 3), ("region", 6), ("target", 15), ("status", 7), ("shortfall", 9), ("share_short", 6), ("need", 12),
    ("reach", 10), ("units", 9),
)  # fmt: skip
_NUMBERS = ("number", "share_short")


def press(subject: Subject) -> Part | None:
    """The list of 总览's 督办清单 as sentences and a table."""
    words = subject.words
    if not subject.counted:
        return None
    found = shortfall.pressed(subject.counted)
    if not found:
        is_judged = bool(counting.judged(subject.counted))
        return Part(words("report.part.press"), [words("report.press_none" if is_judged else "report.press_unjudged")])
    first = [row for row in found if shortfall.scaled(row) is not None][:_DESCRIBED]
    counted = [_counts(found, subject), _reachable(found, subject), _named_units(found, words)]
    if len(first) < len(found):
        counted.append(words("report.press_first", count=len(first)) if first else "")
    described = [_described(place, row, subject) for place, row in enumerate(first, 1)]
    return Part(words("report.part.press"), paragraphs([sentences(counted, words), *described]), [_grid(found, subject)])


def _counts(found: Sequence[TargetRow], subject: Subject) -> str:
    words, classes = subject.words, counting.classes(found, subject.words)
    named = {"pressed": counting.pressed_word(found, subject), "count": len(found), "table": reference("press")}
    if len({row.performance for row in found}) == 1:
        return words("report.press_alike", word=sayings.class_word(found[0], words), **named)
    return words("report.press", classes=classes, **named)


def _reachable(found: Sequence[TargetRow], subject: Subject) -> str:
    """Of those still running, how many can be reached at the best quarter they ever had."""
    words = subject.words
    running = selection.running(found, subject.as_of)
    reaches = [outlook.reach for row in running if (outlook := subject.inputs.outlooks.get(row.key))]
    parts = [
        words(f"report.reach.{reach}", count=reaches.count(reach))
        for reach in (Reach.REACHABLE, Reach.OUT_OF_REACH, Reach.UNKNOWN)
        if reach in reaches
    ]
    if len(parts) == 1:
        return words(f"report.reaches_{reaches[0]}", count=len(running))
    return words("report.reaches", count=len(running), parts=clauses(parts, words)) if parts else ""


def _named_units(found: Sequence[TargetRow], words: Words) -> str:
    named = sum(bool(row.responsible) for row in found)
    if named in (0, len(found)):
        return words("report.units_all" if named else "report.units_none")
    return words("report.units_some", named=named, unnamed=len(found) - named)


def _described(place: int, row: TargetRow, subject: Subject) -> str:
    """One target pressed for: its shortfall, its need and until when it can be reached."""
    words = subject.words
    said = [
        words("report.against", promise=promise(row, words)),
        words("report.short_by", amount=_short_by(row, words), share=formats.percent(shortfall.scaled(row))),
        need(row, words),
        reach_said(row, subject.inputs.outlooks.get(row.key), words),
        _answering(row, words),
    ]
    name = words(
        "report.item", number=place, region=sayings.region_name(row, words), metric=sayings.metric_name(row, words)
    )
    return words("report.metric", metric=name, said=words("report.semicolon").join(part for part in said if part))


def _answering(row: TargetRow, words: Words) -> str:
    """Who answers for it; who only issued the plan is called that."""
    if row.responsible or not row.issuer:
        return words("report.answering", units=units(row, words))
    return words("report.issued_by", unit=row.issuer)


def _short_by(row: TargetRow, words: Words) -> str:
    return tight(sayings.short_by(row, words), words)


def need(row: TargetRow, words: Words) -> str:
    """What is needed in each quarter that is left; empty where nothing is. Of an older figure its period."""
    said = tight(needs.required_next(row, words), words)
    return noted(said, [needs.by_figure(row, words)], words) if said else ""


def reach(row: TargetRow, outlook: OutlookRow | None, words: Words) -> str:
    """Until when it can still be reached at the best quarter ever; empty once it is due."""
    if outlook is None or selection.is_due(row, row.as_of):
        return ""
    if outlook.reach == Reach.REACHABLE:
        return needs.last_start(row, outlook, words)
    said = words(f"outlook.{outlook.reach}")
    return noted(said, [words(f"reach_reason.{outlook.reach_reason}")] if outlook.reach == Reach.UNKNOWN else [], words)


def reach_said(row: TargetRow, outlook: OutlookRow | None, words: Words) -> str:
    """The same as part of a sentence."""
    if outlook is None or selection.is_due(row, row.as_of):
        return ""
    if outlook.reach == Reach.REACHABLE:
        name, period = remaining.last_start(row, outlook)
        return words(f"report.reachable_{name}", period=formats.period(period, words.lang))
    if outlook.reach == Reach.UNKNOWN:
        return words("report.reach_unknown", reason=words(f"reach_reason.{outlook.reach_reason}"))
    return words("report.out_of_reach")


def _grid(found: Sequence[TargetRow], subject: Subject) -> Grid:
    words = subject.words
    headings = [
        Heading(words(f"report.column.{name}"), width, Align.NUMBER if name in _NUMBERS else Align.TEXT)
        for name, width in _COLUMNS
    ]
    lines = [_line(place, row, subject) for place, row in enumerate(found, 1)]
    return Grid(words("report.caption.press", place=subject.name, period=subject.period), headings, lines, sheet="press", key="press")


def _line(place: int, row: TargetRow, subject: Subject) -> tuple[str, ...]:
    words, scaled = subject.words, shortfall.scaled(row)
    none = words("report.over" if selection.is_due(row, row.as_of) else "report.not_applicable")
    return (
        str(place),
        sayings.region_name(row, words),
        named(row, words),
        sayings.class_text(row, words),
        _short_by(row, words),
        words("report.not_applicable") if scaled is None else formats.percent(scaled),
        need(row, words) or none,
        reach(row, subject.inputs.outlooks.get(row.key), words) or none,
        units(row, words),
    )
