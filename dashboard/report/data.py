"""五、数据报送情况: who reported, how recent the figures are, which are missing, which rest on doubtful sources."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from dashboard import formats, sayings
from dashboard.findings import missing, selection, standing
from dashboard.report import counting
from dashboard.report.bulletin import Grid, Heading, Part
from dashboard.report.lines import class_noted, named
from dashboard.report.numbering import reference
from dashboard.report.phrases import clauses, listing, noted, paragraphs, sentences, tight
from dashboard.report.subject import Subject
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.collection.duties import Duty, Progress
from etl.period import Period
from etl.vocabulary import Confidence, DataState, Performance, Reason

#: More lower regions without a figure are counted, the first of them named.
_NAMED = 6


def data(subject: Subject) -> Part | None:
    """Data states with their whole, then what is missing and what is old, target by target."""
    words = subject.words
    if not subject.counted:
        return None
    wanting, older = waiting(subject), stale(subject)
    grids = [_waiting(wanting, subject)] if wanting else []
    grids += [_stale(older, subject)] if older else []
    said = [_states(subject), _missing(wanting, subject), _older(older, subject), _doubtful(subject)]
    return Part(words("report.part.data"), paragraphs([reports(subject), sentences(said, words)]), grids)


def waiting(subject: Subject) -> list[TargetRow]:
    """Targets that have begun and cannot be judged for want of a figure, own or of lower regions."""
    found = missing.waiting(subject.counted)
    return selection.by_due(row for row in found if row.performance != Performance.NOT_STARTED)


def awaiting(subject: Subject) -> list[TargetRow]:
    """Targets past due that only await their final figure, so that nothing else is missing of them."""
    wanting = {row.key for row in waiting(subject)}
    return [row for row in subject.counted if row.performance == Performance.AWAITING_FINAL and row.key not in wanting]


def silent(row: TargetRow, subject: Subject) -> Sequence[str]:
    """The lower regions whose figures a target lacks, by code; empty where it lacks one of its own."""
    return subject.inputs.silent.get(row.target_id, ()) if row.reason == Reason.CHILDREN_MISSING else ()


def askable(rows: Sequence[TargetRow], subject: Subject) -> Mapping[str, int]:
    """Who has figures to report, by code: how many of these targets wait for each region."""
    found = Counter(code for row in rows for code in silent(row, subject) or [row.region_code])
    return {code: found[code] for code in sorted(found)}


def stale(subject: Subject) -> list[TargetRow]:
    """Targets whose latest figure is older than the quarter evaluated."""
    return selection.by_due(row for row in subject.counted if row.data_state == DataState.STALE)


def reports(subject: Subject) -> str:
    """Who had to report for the quarter, how far that is, and who is or was late."""
    words, duties = subject.words, subject.inputs.duties
    if not duties:
        return ""
    if len(duties) == 1:
        return _only_duty(duties[0], subject)
    found = [duty.progress for duty in duties]
    states = [
        words("report.duty_count", state=words(f"duty_state.{state}"), count=found.count(state))
        for state in (Progress.ACCEPTED, Progress.WAITING, Progress.RETURNED, Progress.MISSING)
        if state in found
    ]
    due = formats.day(max(duty.due_date for duty in duties), words.lang)
    said = words("report.duties", period=subject.period, count=len(duties), due=due, states=listing(states, words))
    return sentences([said, *_late_ones(duties, subject)], words)


def _only_duty(duty: Duty, subject: Subject) -> str:
    """The same of one region, which is the place's own or the only one in it."""
    words = subject.words
    key = "report.duty_returned" if duty.progress is Progress.RETURNED else f"duty_state.{duty.progress}"
    state = noted(words(key), [_lateness(duty, words)], words)
    due, region = formats.day(duty.due_date, words.lang), subject.region_name(duty.region_code)
    today = _today([duty], words)
    said = words("report.duty_as_of", today=today, state=state) if today else state
    return words("report.duty_only", region=region, period=subject.period, due=due, state=said)


def _late_ones(duties: Sequence[Duty], subject: Subject) -> list[str]:
    """As 报送进度 tells them apart: what never came, what was sent back and has not come again, what
    came late."""
    words, open_ = subject.words, [duty for duty in duties if duty.is_open]
    told = {
        "overdue": [duty for duty in open_ if duty.is_overdue and duty.progress is Progress.MISSING],
        "returned": [duty for duty in open_ if duty.progress is Progress.RETURNED],
        "filed_late": [duty for duty in duties if duty.was_filed_late],
    }
    today = _today(duties, words)
    parts = {name: listing((_late(duty, subject) for duty in found), words) for name, found in told.items() if found}
    said = [words(f"report.duties_{name}", regions=regions) for name, regions in parts.items() if name != "filed_late"]
    late = words("report.duties_filed_late", regions=parts["filed_late"]) if "filed_late" in parts else ""
    still = words("report.duties_open", today=today, parts=words("report.semicolon").join(said)) if today else ""
    return [still or (words("report.duties_open_yet", parts=words("report.semicolon").join(said)) if said else ""), late]


def _today(duties: Sequence[Duty], words: Words) -> str:
    """The day up to which those overdue are late; empty where none is."""
    days = [duty.due_date + timedelta(days=duty.days_late) for duty in duties if duty.is_overdue]
    return formats.day(max(days), words.lang) if days else ""


def _late(duty: Duty, subject: Subject) -> str:
    """A region with the days it is or was late by."""
    return noted(subject.region_name(duty.region_code), [_lateness(duty, subject.words)], subject.words)


def _lateness(duty: Duty, words: Words) -> str:
    if not duty.is_late:
        return ""
    return tight(words("progress.overdue" if duty.is_overdue else "progress.filed_late", days=duty.days_late), words)


def _states(subject: Subject) -> str:
    words = subject.words
    states = {state: number for state, number in standing.data_states(subject.counted).items() if number}
    if len(states) == 1:
        return words(f"report.data_all.{next(iter(states))}", period=subject.period)
    parts = [words(f"report.data.{state}", count=number) for state, number in states.items()]
    return words("report.data_states", targets=counting.targets(len(subject.counted), words), parts=clauses(parts, words))


def _missing(rows: Sequence[TargetRow], subject: Subject) -> str:
    """How many targets wait for a figure, and of which regions; apart from them those that only await
    their final one."""
    words, final = subject.words, awaiting(subject)
    besides = words("report.awaiting", count=len(final), table=reference("past_due")) if final else ""
    if not rows:
        return words("report.nothing_missing", besides=besides)
    targets, table = counting.targets(len(rows), words), reference("missing")
    lower = words("report.missing_lower") if any(silent(row, subject) for row in rows) else ""
    named = {"targets": targets, "lower": lower, "table": table, "besides": besides}
    if subject.is_alone:
        return words("report.missing", **named)
    counted = counting.by_region(rows, subject)
    parts = [words("report.region_count", region=region, count=number) for region, number in counted.items()]
    return words("report.missing_regions", regions=listing(parts, words), **named)


def _older(rows: Sequence[TargetRow], subject: Subject) -> str:
    """Where those stand whose figures are older than the quarter."""
    return subject.words("report.older", table=reference("stale")) if rows else ""


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
    return Grid(words("report.caption.missing", place=subject.name), headings, lines, key="missing")


def wanted(row: TargetRow, subject: Subject) -> str:
    """The figures without which a target cannot be judged."""
    words = subject.words
    totals = subject.inputs.totals.get((row.region_code, row.metric, row.scope), ())
    found = missing.needs(row, {month for month, _ in totals})
    said = listing((_need(need, row, subject) for need in found), words)
    return tight(said, words) or words("report.wanted_base")


def _need(need: missing.Need, row: TargetRow, subject: Subject) -> str:
    """One figure; of lower regions those that have none, by name."""
    words, codes = subject.words, silent(row, subject)
    if need.what != "children" or not codes:
        return words(f"need.{need.what}", **_when(need.period, subject))
    names = listing(map(subject.region_name, codes[:_NAMED]), words)
    regions = names if len(codes) <= _NAMED else words("report.regions_cut", regions=names, count=len(codes))
    return words("report.wanted_children", regions=regions, period=formats.period(need.period, words.lang))


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
    return Grid(words("report.caption.stale", place=subject.name, period=subject.period), headings, lines, key="stale")
