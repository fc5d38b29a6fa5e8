"""九、下一步工作要求: which unit answers for which targets that lag or were missed and by when, and
who has figures to report. It asks for nothing that the tables do not hold."""

from collections.abc import Iterator, Mapping, Sequence

from dashboard import formats, sayings
from dashboard.findings import responsible, selection, shortfall
from dashboard.report import counting
from dashboard.report.bulletin import Align, Grid, Heading, Part
from dashboard.report.data import askable, stale, waiting
from dashboard.report.numbering import reference
from dashboard.report.phrases import count, listing, noted, paragraphs, sentences
from dashboard.report.subject import LEVELS, Subject
from dashboard.rows import TargetRow
from etl.warehouse import Audience

_COLUMNS = (("units", 11, Align.TEXT), ("region", 6, Align.TEXT), ("count", 3, Align.NUMBER), ("targets_due", 17, Align.TEXT))
#: More units or regions than this are not named one by one.
_LISTED = 8


def next_steps(subject: Subject) -> Part | None:
    """A table with a line per unit and region; who is asked for what is said above it."""
    pressed = shortfall.pressed(subject.counted)
    said = paragraphs([_asked(pressed, subject), _figures(subject)])
    if not said:
        return None
    return Part(subject.words("report.part.next_steps"), said, [_grid(pressed, subject)] if pressed else [])


def _asked(pressed: Sequence[TargetRow], subject: Subject) -> str:
    """How many targets these are and where they stand, who is asked for which, what falls due next."""
    words = subject.words
    if not pressed:
        return ""
    lead = words(
        "report.next_lead",
        pressed=counting.pressed_targets(pressed, subject),
        press=reference("press"),
        table=reference("next_steps"),
    )
    return sentences([lead, _named(pressed, subject), _unnamed(pressed, subject), _running(pressed, subject), _missed(pressed, subject)], words)


def _named(pressed: Sequence[TargetRow], subject: Subject) -> str:
    """The units that clauses name are asked by name."""
    words, rows = subject.words, [row for row in pressed if row.responsible]
    if not rows:
        return ""
    units = list(_by_unit(rows, subject))
    said = words("report.next_named", count=len(rows), units=_cut("units", units, subject))
    shared = words("report.next_shared") if any(len(row.responsible) > 1 for row in rows) else ""
    return sentences([said, shared], words)


def _unnamed(pressed: Sequence[TargetRow], subject: Subject) -> str:
    """Where the clause names no unit the region is asked to see to it, never the office that issued the
    plan: that of the place may stand above whoever issues the bulletin."""
    words, rows = subject.words, responsible.unnamed(pressed)
    own = [row for row in rows if row.region_code == subject.code]
    others = counting.by_region([row for row in rows if row.region_code != subject.code], subject)
    said = []
    if others:
        regions = [words("report.next_region", region=region, count=number) for region, number in others.items()]
        said.append(words("report.next_unnamed", count=sum(others.values()), regions=_cut("regions", regions, subject)))
    if own:
        how = "alone" if subject.is_alone else "own"
        said.append(words(f"report.next_unnamed_{how}", place=subject.name, count=len(own)))
    return sentences(said, words)


def _cut(noun: str, names: Sequence[str], subject: Subject) -> str:
    """Names one by one; of very many the first with the number of all."""
    words = subject.words
    said = listing(names[:_LISTED], words)
    return said if len(names) <= _LISTED else words("report.next_cut", names=said, all=count(noun, len(names), words))


def _running(pressed: Sequence[TargetRow], subject: Subject) -> str:
    words = subject.words
    running = selection.by_due(selection.running(pressed, subject.as_of))
    if not running:
        return ""
    due = running[0].due_period
    soon = sum(row.due_period == due for row in running)
    names = {"count": len(running), "due": formats.due(due, words.lang), "soon": soon}
    return words("report.next_running_all" if soon == len(running) else "report.next_running", **names)


def _missed(pressed: Sequence[TargetRow], subject: Subject) -> str:
    """What was missed beside what lags; alone the sentences before have said it."""
    missed = [row for row in pressed if selection.is_due(row, subject.as_of)]
    return subject.words("report.next_missed", count=len(missed)) if 0 < len(missed) < len(pressed) else ""


def _by_unit(rows: Sequence[TargetRow], subject: Subject) -> Mapping[str, Sequence[TargetRow]]:
    """Targets by unit: those of the province first, then who has most of them."""
    found = responsible.by_unit(rows, lambda row: _answering(row, subject))
    return dict(sorted(found.items(), key=lambda one: min(_height(row, subject) for row in one[1])))


def _answering(row: TargetRow, subject: Subject) -> list[str]:
    """Units as clauses of other regions name them (市商务局) are told with their region; who issued the
    plan is told as that."""
    words = subject.words
    if not row.responsible:
        return [words("press.unit_issuer", unit=unit) for unit in responsible.answering(row)]
    region = [subject.region_name(row.region_code)] if row.region_code != subject.code else []
    return [noted(unit, region, words) for unit in row.responsible]


def _height(row: TargetRow, subject: Subject) -> int:
    """How far below the top the level of its region is."""
    level = subject.region_level(row.region_code)
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _figures(subject: Subject) -> str:
    """Who has figures to report; the public does not know what was reported and is not released."""
    if subject.inputs.audience is Audience.PUBLIC:
        return ""
    wanting, older = waiting(subject), stale(subject)
    asked = (("missing", askable(wanting, subject), len(wanting)), ("stale", askable(older, subject), len(older)))
    return sentences((_of_regions(key, regions, number, subject) for key, regions, number in asked), subject.words)


def _of_regions(key: str, asked: Mapping[str, int], number: int, subject: Subject) -> str:
    """Each region with how many targets wait for it; a place alone does not speak of itself by name."""
    words, table = subject.words, reference(key)
    if not asked:
        return ""
    if list(asked) == [subject.code] and subject.is_alone:
        return words(f"report.next_{key}_own", targets=counting.targets(number, words), table=table)
    regions = [
        noted(counting.own_name(code, subject), [counting.targets(found, words)], words) for code, found in asked.items()
    ]
    return words(f"report.next_{key}", regions=listing(regions, words), table=table)


def _grid(pressed: Sequence[TargetRow], subject: Subject) -> Grid:
    words = subject.words
    headings = [Heading(words(f"report.column.{name}"), width, align) for name, width, align in _COLUMNS]
    named = {"pressed": counting.pressed_word(pressed, subject), "place": subject.name, "period": subject.period}
    return Grid(words("report.caption.next_steps", **named), headings, list(_lines(pressed, subject)), key="next_steps")


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
