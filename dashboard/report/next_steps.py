"""九、下一步工作要求: which unit answers for which targets that lag or were missed and by when, and
who has figures to report. It asks for nothing that the tables do not hold."""

from collections.abc import Iterator, Mapping, Sequence

from dashboard import formats, sayings
from dashboard.findings import responsible, selection, shortfall
from dashboard.report import counting
from dashboard.report.bulletin import Align, Grid, Heading, Part
from dashboard.report.data import stale, waiting
from dashboard.report.phrases import count, listing, noted, paragraphs, sentences
from dashboard.report.subject import LEVELS, Subject
from dashboard.rows import TargetRow
from etl.warehouse import Audience

_COLUMNS = (("units", 11, Align.TEXT), ("region", 6, Align.TEXT), ("count", 3, Align.NUMBER), ("targets_due", 17, Align.TEXT))


def next_steps(subject: Subject) -> Part | None:
    """A table with a line per unit and region; who is asked for what is said above it."""
    pressed = shortfall.pressed(subject.counted)
    said = paragraphs([_asked(pressed, subject), _figures(subject)])
    if not said:
        return None
    return Part(subject.words("report.part.next_steps"), said, [_grid(pressed, subject)] if pressed else [])


def _asked(pressed: Sequence[TargetRow], subject: Subject) -> str:
    """How many targets of how many units, what is next to fall due, what was missed."""
    words = subject.words
    if not pressed:
        return ""
    units = _by_unit(pressed, subject)
    lead = words(
        "report.next_units" if units else "report.next_unnamed",
        targets=counting.targets(len(pressed), words),
        units=count("units", len(units), words),
    )
    how = [words("report.next_issuers")] if units and not all(row.responsible for row in pressed) else []
    how += [words("report.next_shared")] if any(len(row.responsible) > 1 for row in pressed) else []
    return sentences([lead, *how, _running(pressed, subject), _missed(pressed, subject)], words)


def _running(pressed: Sequence[TargetRow], subject: Subject) -> str:
    words = subject.words
    running = selection.by_due(selection.running(pressed, subject.as_of))
    if not running:
        return ""
    due = running[0].due_period
    first = [row for row in running if row.due_period == due]
    names = {"count": len(running), "due": formats.due(due, words.lang), "soon": len(first), "units": _units(first, subject)}
    return words("report.next_running_all" if len(first) == len(running) else "report.next_running", **names)


def _missed(pressed: Sequence[TargetRow], subject: Subject) -> str:
    words = subject.words
    missed = [row for row in pressed if selection.is_due(row, subject.as_of)]
    return words("report.next_missed", count=len(missed), units=_units(missed, subject)) if missed else ""


def _units(rows: Sequence[TargetRow], subject: Subject) -> str:
    """Who answers for these targets, as the end of a sentence; nothing where no unit is registered."""
    units = listing(_by_unit(rows, subject), subject.words)
    return subject.words("report.next_answering", units=units) if units else ""


def _by_unit(rows: Sequence[TargetRow], subject: Subject) -> Mapping[str, Sequence[TargetRow]]:
    """Targets by unit: those of the province first, then who has most of them."""
    found = responsible.by_unit(rows, lambda row: _answering(row, subject))
    return dict(sorted(found.items(), key=lambda one: min(_height(row, subject) for row in one[1])))


def _answering(row: TargetRow, subject: Subject) -> list[str]:
    """Units as clauses of other regions name them (市商务局) are told with their region."""
    region = [subject.region_name(row.region_code)] if row.responsible and row.region_code != subject.code else []
    return [noted(unit, region, subject.words) for unit in responsible.answering(row)]


def _height(row: TargetRow, subject: Subject) -> int:
    """How far below the top the level of its region is."""
    level = subject.region_level(row.region_code)
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _figures(subject: Subject) -> str:
    """Who has figures to report; the public does not know what was reported and is not released."""
    if subject.inputs.audience is Audience.PUBLIC:
        return ""
    asked = (("report.next_missing", waiting(subject)), ("report.next_stale", stale(subject)))
    return sentences((_of_regions(key, rows, subject) for key, rows in asked), subject.words)


def _of_regions(key: str, rows: Sequence[TargetRow], subject: Subject) -> str:
    words = subject.words
    counted = counting.by_region(rows, subject)
    regions = [noted(region, [counting.targets(number, words)], words) for region, number in counted.items()]
    return words(key, regions=listing(regions, words)) if regions else ""


def _grid(pressed: Sequence[TargetRow], subject: Subject) -> Grid:
    words = subject.words
    headings = [Heading(words(f"report.column.{name}"), width, align) for name, width, align in _COLUMNS]
    caption = words("report.caption.next_steps", place=subject.name, period=subject.period)
    return Grid(caption, headings, list(_lines(pressed, subject)))


def _lines(pressed: Sequence[TargetRow], subject: Subject) -> Iterator[tuple[str, ...]]:
    """Unit by unit; at the end what nobody is named for."""
    words, units = subject.words, _by_unit(pressed, subject)
    nobodys = [row for row in pressed if not responsible.answering(row)]
    for unit, rows in [*units.items(), (words("press.unit_none"), nobodys)]:
        for code in selection.regions_of(rows):
            own = [row for row in rows if row.region_code == code]
            yield unit, subject.region_name(code), formats.number(len(own)), _by_due(own, subject)


def _by_due(rows: Sequence[TargetRow], subject: Subject) -> str:
    """Metrics with when they fall or fell due, the earliest first."""
    words, parts = subject.words, []
    for due in dict.fromkeys(row.due_period for row in selection.by_due(rows)):
        same = [row for row in rows if row.due_period == due]
        key = "report.missed_at" if selection.is_due(same[0], subject.as_of) else "report.falls_due"
        names = listing((sayings.metric_name(row, words) for row in same), words)
        parts.append(noted(names, [words(key, due=formats.due(due, words.lang))], words))
    return words("report.semicolon").join(parts)
