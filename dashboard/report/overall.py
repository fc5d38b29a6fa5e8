"""The opening and 一、总体情况: counts per class, what changed, and the place's own targets."""

from collections.abc import Sequence

from dashboard import formats, sayings
from dashboard.findings import changes, selection, standing
from dashboard.findings.changes import Change, Way
from dashboard.report import counting
from dashboard.report.bars import chart
from dashboard.report.bulletin import Align, Chart, Grid, Heading, Part
from dashboard.report.lines import named, targets_grid
from dashboard.report.numbering import reference
from dashboard.report.phrases import listing, paragraphs, sentences, share, signed
from dashboard.report.subject import Subject

#: So many changes of one way are named in the text; the table has all.
_NAMED = 6
#: In which order changes are counted, and which of them are named.
_WAYS = tuple(way for way in Way if way != Way.UNCHANGED)
_NAMED_WAYS = (Way.WORSE, Way.BETTER)


def opening(subject: Subject) -> Sequence[str]:
    """What this is about; where no target counts that there is none."""
    words = subject.words
    lead = words("report.opening", period=subject.period, place=subject.name)
    if subject.counted:
        return [lead]
    return [lead, sentences([words("report.no_targets", place=subject.name), _apart("only", subject)], words)]


def _counts(subject: Subject) -> str:
    """How many targets there are and how they stand, of what data."""
    words = subject.words
    targets = words(
        "report.targets",
        period=subject.period,
        place=subject.name,
        targets=counting.targets(len(subject.counted), words),
        levels=counting.levels(subject),
    )
    return sentences([targets, *counting.verdicts(subject.counted, words), data_date(subject)], words)


def data_date(subject: Subject) -> str:
    """Of which period the latest figure is."""
    words, latest = subject.words, subject.data_period
    if latest is None:
        return words("report.no_data")
    return words("report.data_date", period=formats.period(latest, words.lang))


def _apart(how: str, subject: Subject) -> str:
    """What there is besides targets of plans in force, `besides` them or `only`."""
    words = subject.words
    parts = [
        words(f"report.apart_count.{name}", count=len(rows))
        for name, rows in (("ended", selection.ended(subject.rows)), ("drafts", selection.drafts(subject.rows)))
        if rows
    ]
    return words(f"report.apart_{how}", parts=listing(parts, words)) if parts else ""


def overall(subject: Subject) -> Part | None:
    """The counts as a table, what changed, own targets with a chart."""
    words = subject.words
    if not subject.counted:
        return None
    changed = changes.changes(subject.counted_before, subject.counted, figures=False)
    grids = [_classes(subject)]
    if changed:
        grids.append(_changes(changed, subject))
    if subject.own:
        grids.append(targets_grid(words("report.caption.own", place=subject.name, period=subject.period), subject.own, subject, "own"))
    said = [_counts(subject), _changed(changed, subject), _own(subject), _apart("besides", subject)]
    return Part(words("report.part.overall"), paragraphs(said), grids, _charts(subject))


def _classes(subject: Subject) -> Grid:
    """Each class that occurs now or did a quarter ago, and all together."""
    words, counted = subject.words, subject.counted
    moved = standing.change(counted, subject.counted_before)
    found = standing.by_class(counted)
    headings = [
        Heading(words("report.column.class"), 10),
        *(Heading(words(f"report.column.{name}"), 8, Align.NUMBER) for name in ("count", "share", "moved")),
    ]
    lines = [
        _class_line(_class_word(name, found, subject), len(found.get(name, ())), moved[name], subject)
        for name in standing.CLASSES
        if name in found or moved[name]
    ]
    all_moved = len(counted) - len(subject.counted_before)
    lines.append(_class_line(words("report.sum"), len(counted), all_moved, subject))
    return Grid(words("report.caption.classes", place=subject.name, period=subject.period), headings, lines, has_sums=True, key="classes")


def _class_word(name: str, found: dict, subject: Subject) -> str:
    """Symbol and word of a class, of which there may be no target now."""
    rows = found.get(name) or standing.by_class(subject.counted_before)[name]
    return sayings.class_text(rows[0], subject.words)


def _class_line(word: str, number: int, moved: int, subject: Subject) -> tuple[str, ...]:
    return word, formats.number(number), share(number, len(subject.counted)), signed(moved, "", subject.words)


def _changed(changed: Sequence[Change], subject: Subject) -> str:
    """By how many each group has grown, how many targets changed class, which way, and which."""
    words = subject.words
    if not changed:
        return words("report.class_unchanged")
    by_way = {way: [one for one in changed if one.way == way] for way in _WAYS}
    parts = [words(f"report.changed_{way}", count=len(found)) for way, found in by_way.items() if found]
    said = words("report.changed", targets=counting.targets(len(changed), words), parts=listing(parts, words))
    named_ones = (_which(way, by_way[way], subject) for way in _NAMED_WAYS)
    return sentences([counting.since_quarter_before(subject), said, *named_ones], words)


def _which(way: Way, changed: Sequence[Change], subject: Subject) -> str:
    """Those that went one way, by name; where they are many those whose class moved furthest, and
    the table that has the rest."""
    words = subject.words
    if not changed:
        return ""
    ordered = sorted(changed, key=lambda one: (-abs(one.worsening), one.row.target_id))
    parts = words("report.semicolon").join(_turned(one, subject) for one in ordered[:_NAMED])
    if len(changed) <= _NAMED:
        return words(f"report.turned_{way}", parts=parts)
    return words(f"report.turned_{way}_first", parts=parts, count=len(changed) - _NAMED, table=reference("changes"))


def _turned(one: Change, subject: Subject) -> str:
    words = subject.words
    before, now = (sayings.class_word(row, words) for row in (one.before, one.now))
    return words("report.turned", name=_named(one, subject), before=before, now=now)


def _named(one: Change, subject: Subject) -> str:
    """Region and metric; the metric alone where all is of one region."""
    metric = sayings.metric_name(one.row, subject.words)
    return metric if subject.is_alone else subject.of_region(one.row, metric)


def _changes(changed: Sequence[Change], subject: Subject) -> Grid:
    words = subject.words
    headings = [
        Heading(words(f"report.column.{name}"), width)
        for name, width in (("region", 5), ("target", 15), ("class_before", 7), ("class", 7), ("cause", 5))
    ]
    lines = [
        (
            sayings.region_name(one.row, words),
            named(one.row, words),
            sayings.class_text(one.before, words) if one.before else words("report.not_listed"),
            sayings.class_text(one.now, words) if one.now else words("report.not_listed"),
            listing((words(f"cause.{cause}") for cause in one.causes), words),
        )
        for one in changed
    ]
    return Grid(words("report.caption.changes", place=subject.name), headings, lines, key="changes")


def _own(subject: Subject) -> str:
    """How the place's own targets stand, where it has others' as well."""
    words = subject.words
    if subject.is_alone:
        return ""
    if not subject.own:
        return words("report.own_none", place=subject.name) if subject.level else ""
    level = words(f"report.own_level.{subject.level}")
    return words("report.own", level=level, count=len(subject.own), classes=counting.classes(subject.own, words))


def _charts(subject: Subject) -> tuple[Chart, ...]:
    caption = subject.words("report.chart.own", place=subject.name, period=subject.period)
    found = chart(caption, subject.own, subject)
    return (found,) if found else ()
