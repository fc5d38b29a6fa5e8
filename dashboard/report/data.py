"""五、数据报送情况: who reported, how recent the figures are, which are missing, which rest on doubtful sources."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from dashboard import formats, sayings
from dashboard.findings import missing, selection, standing
from dashboard.report import counting
from dashboard.report.bulletin import Grid, Heading, Part
from dashboard.report.lines import class_noted, named
from dashboard.report.phrases import clauses, listing, noted, paragraphs, sentences, tight
from dashboard.report.subject import Subject
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.collection.duties import Duty, Progress
from etl.period import Period
from etl.vocabulary import Confidence, DataState, Performance


def data(subject: Subject) -> Part | None:
    """Data states with their whole, then what is missing and what is old, target by target."""
    words = subject.words
    if not subject.counted:
        return None
    wanting, older = waiting(subject), stale(subject)
    grids = [_waiting(wanting, subject)] if wanting else []
    grids += [_stale(older, subject)] if older else []
    said = [_states(subject), _missing(wanting, subject), _doubtful(subject)]
    return Part(words("report.part.data"), paragraphs([reports(subject), sentences(said, words)]), grids)


def waiting(subject: Subject) -> list[TargetRow]:
    """Targets that have begun and cannot be judged for want of a figure."""
    found = missing.waiting(subject.counted)
    return selection.by_due(row for row in found if row.performance != Performance.NOT_STARTED)


def stale(subject: Subject) -> list[TargetRow]:
    """Targets whose latest figure is older than the quarter evaluated."""
    return selection.by_due(row for row in subject.counted if row.data_state == DataState.STALE)


def reports(subject: Subject) -> str:
    """Who had to report for the quarter, how far that is, and who is or was late."""
    words, duties = subject.words, subject.inputs.duties
    if not duties:
        return ""
    found = [duty.progress for duty in duties]
    states = [
        words("report.duty_count", state=words(f"duty_state.{state}"), count=found.count(state))
        for state in (Progress.ACCEPTED, Progress.WAITING, Progress.RETURNED, Progress.MISSING)
        if state in found
    ]
    due = formats.day(max(duty.due_date for duty in duties), words.lang)
    said = words("report.duties", period=subject.period, count=len(duties), due=due, states=listing(states, words))
    overdue = [_late(duty, "progress.overdue", subject) for duty in duties if duty.is_overdue]
    late = [_late(duty, "progress.filed_late", subject) for duty in duties if duty.was_filed_late]
    return sentences([said, _listed("overdue", overdue, words, today=_today(duties, words)), _listed("filed_late", late, words)], words)


def _today(duties: Sequence[Duty], words: Words) -> str:
    """The day up to which those overdue are late; empty where none is."""
    days = [duty.due_date + timedelta(days=duty.days_late) for duty in duties if duty.is_overdue]
    return formats.day(max(days), words.lang) if days else ""


def _late(duty: Duty, key: str, subject: Subject) -> str:
    words = subject.words
    return noted(subject.region_name(duty.region_code), [tight(words(key, days=duty.days_late), words)], words)


def _listed(name: str, regions: Sequence[str], words: Words, **told: str) -> str:
    return words(f"report.duties_{name}", regions=listing(regions, words), **told) if regions else ""


def _states(subject: Subject) -> str:
    words = subject.words
    states = {state: number for state, number in standing.data_states(subject.counted).items() if number}
    if len(states) == 1:
        return words(f"report.data_all.{next(iter(states))}", period=subject.period)
    parts = [words(f"report.data.{state}", count=number) for state, number in states.items()]
    return words("report.data_states", targets=counting.targets(len(subject.counted), words), parts=clauses(parts, words))


def _missing(rows: Sequence[TargetRow], subject: Subject) -> str:
    """How many targets wait for a figure, and of which regions."""
    words = subject.words
    if not rows:
        return words("report.nothing_missing")
    targets = counting.targets(len(rows), words)
    if subject.is_alone:
        return words("report.missing", targets=targets)
    counted = counting.by_region(rows, subject)
    parts = [words("report.region_count", region=region, count=number) for region, number in counted.items()]
    return words("report.missing_regions", targets=targets, regions=listing(parts, words))


def _doubtful(subject: Subject) -> str:
    """How many verdicts rest on less than a reliable source."""
    found = [row for row in counting.judged(subject.counted) if row.confidence != Confidence.HIGH]
    return subject.words("report.doubtful", targets=counting.targets(len(found), subject.words)) if found else ""


def _waiting(rows: Sequence[TargetRow], subject: Subject) -> Grid:
    words = subject.words
    headings = [
        Heading(words(f"report.column.{name}"), width)
        for name, width in (("region", 5), ("target", 12), ("wanted", 10), ("scope", 5), ("status", 7))
    ]
    lines = [
        (
            sayings.region_name(row, words),
            named(row, words),
            wanted(row, subject),
            words(f"scope.{row.scope}"),
            class_noted(row, words),
        )
        for row in rows
    ]
    return Grid(words("report.caption.missing", place=subject.name), headings, lines)


def wanted(row: TargetRow, subject: Subject) -> str:
    """The figures without which a target cannot be judged."""
    words = subject.words
    totals = subject.inputs.totals.get((row.region_code, row.metric, row.scope), ())
    found = missing.needs(row, {month for month, _ in totals})
    said = listing((words(f"need.{need.what}", **_when(need.period, subject)) for need in found), words)
    return tight(said, words) or words("report.wanted_base")


def _when(period: str, subject: Subject) -> Mapping[str, str]:
    return {"period": formats.period(period, subject.words.lang), "year": str(Period.parse(period).year)}


def _stale(rows: Sequence[TargetRow], subject: Subject) -> Grid:
    words = subject.words
    headings = [
        Heading(words(f"report.column.{name}"), width) for name, width in (("region", 5), ("target", 17), ("latest", 8), ("status", 8))
    ]
    lines = [
        (
            sayings.region_name(row, words),
            named(row, words),
            formats.period(row.actual_period, words.lang),
            sayings.class_text(row, words),
        )
        for row in rows
    ]
    return Grid(words("report.caption.stale", place=subject.name, period=subject.period), headings, lines)
