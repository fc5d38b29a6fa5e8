"""四、督办事项: what lags or was missed, the largest shortfall first, with what it takes and who answers."""

from collections.abc import Sequence

from dashboard import formats, sayings
from dashboard.findings import selection, shortfall
from dashboard.report import counting
from dashboard.report.bulletin import Align, Grid, Heading, Part
from dashboard.report.lines import promise, units
from dashboard.report.phrases import clauses, noted, paragraphs, sentences, tight
from dashboard.report.subject import Subject
from dashboard.rows import OutlookRow, TargetRow
from dashboard.wording import Words
from etl.period import Period
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
    said = [
        sentences([_counts(found, words), _reachable(found, subject), _named_units(found, words), _first(found, words)], words),
        *_described(found, subject),
    ]
    return Part(words("report.part.press"), paragraphs(said), [_grid(found, subject)])


def _counts(found: Sequence[TargetRow], words: Words) -> str:
    return words("report.press", count=len(found), classes=counting.classes(found, words))


def _first(found: Sequence[TargetRow], words: Words) -> str:
    """Announces those described one by one, where there are more."""
    return words("report.press_first", count=_DESCRIBED) if len(found) > _DESCRIBED else ""


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


def _described(found: Sequence[TargetRow], subject: Subject) -> list[str]:
    """The first few, each with its shortfall, its need and until when it can be reached."""
    return [
        described(place, row, subject) for place, row in enumerate(found[:_DESCRIBED], 1) if shortfall.scaled(row) is not None
    ]


def described(place: int, row: TargetRow, subject: Subject) -> str:
    """One target pressed for, in one sentence."""
    words = subject.words
    said = [
        words("report.against", promise=promise(row, words)),
        words("report.short_by", amount=short_by(row, words), share=formats.percent(shortfall.scaled(row))),
        need(row, words),
        reach_said(row, subject.inputs.outlooks.get(row.key), words),
        words("report.answering", units=units(row, words)),
    ]
    name = words(
        "report.item", number=place, region=sayings.region_name(row, words), metric=sayings.metric_name(row, words)
    )
    return words("report.metric", metric=name, said=words("report.semicolon").join(part for part in said if part))


def short_by(row: TargetRow, words: Words) -> str:
    """What is missing, and against what."""
    against = "press.to_trajectory" if shortfall.is_to_trajectory(row) else "press.to_target"
    return tight(words(against, amount=formats.quantity(shortfall.shortfall(row), row.gap_unit, words.lang)), words)


def need(row: TargetRow, words: Words) -> str:
    """What is needed per quarter until due; empty once it is due. Of a figure that is older than
    the quarter evaluated since when, and what it comes to from that quarter on."""
    if row.required_per_quarter is None:
        return ""
    names = sayings.required_names(row, sayings.required_step(row), words)
    if row.actual_period == row.as_of:
        names["since"] = ""
    said = words(f"required.{sayings.required_kind(row)}", **names).strip()
    parts = [said, sayings.required_from_as_of(row, words)]
    return tight(words("report.semicolon").join(part for part in parts if part), words)


def reach(row: TargetRow, outlook: OutlookRow | None, words: Words) -> str:
    """Until when it can still be reached at the best quarter ever; empty once it is due."""
    if outlook is None or selection.is_due(row, row.as_of):
        return ""
    if outlook.reach == Reach.REACHABLE:
        if outlook.last_reachable_period == row.as_of:  # the quarter is over: what is left begins with the next
            return words("report.reach_from_next")
        return words("outlook.reachable", period=formats.period(outlook.last_reachable_period, words.lang))
    said = words(f"outlook.{outlook.reach}")
    return noted(said, [words(f"reach_reason.{outlook.reach_reason}")] if outlook.reach == Reach.UNKNOWN else [], words)


def reach_said(row: TargetRow, outlook: OutlookRow | None, words: Words) -> str:
    """The same as part of a sentence."""
    if outlook is None or selection.is_due(row, row.as_of):
        return ""
    if outlook.reach == Reach.REACHABLE:
        return words(f"report.{_start(row, outlook)}", period=formats.period(outlook.last_reachable_period, words.lang))
    if outlook.reach == Reach.UNKNOWN:
        return words("report.reach_unknown", reason=words(f"reach_reason.{outlook.reach_reason}"))
    return words("report.out_of_reach")


def _start(row: TargetRow, outlook: OutlookRow) -> str:
    """Whether the last moment to begin is still to come, is the end of the quarter evaluated, or is over."""
    last, now = Period.parse(outlook.last_reachable_period), Period.parse(row.as_of)
    if last == now:
        return "reachable_from_next"
    return "reachable" if last > now else "reachable_before"


def _grid(found: Sequence[TargetRow], subject: Subject) -> Grid:
    words = subject.words
    headings = [
        Heading(words(f"report.column.{name}"), width, Align.NUMBER if name in _NUMBERS else Align.TEXT)
        for name, width in _COLUMNS
    ]
    lines = [_line(place, row, subject) for place, row in enumerate(found, 1)]
    return Grid(words("report.caption.press", place=subject.name, period=subject.period), headings, lines, sheet="press")


def _line(place: int, row: TargetRow, subject: Subject) -> tuple[str, ...]:
    words, scaled = subject.words, shortfall.scaled(row)
    over = words("report.over")
    return (
        str(place),
        sayings.region_name(row, words),
        words("report.named", metric=sayings.metric_name(row, words), promise=promise(row, words)),
        sayings.class_text(row, words),
        short_by(row, words),
        words("report.not_applicable") if scaled is None else formats.percent(scaled),
        need(row, words) or over,
        reach(row, subject.inputs.outlooks.get(row.key), words) or over,
        units(row, words),
    )
