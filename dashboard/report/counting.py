"""Sentences that count targets: every count with its whole, nothing listed that is not there."""

from collections import Counter
from collections.abc import Mapping, Sequence

from dashboard import sayings
from dashboard.findings import changes, selection, shortfall, standing
from dashboard.report.numbering import reference
from dashboard.report.phrases import clauses, count, listing, sentences, share
from dashboard.report.subject import LEVELS, Subject
from dashboard.rows import TargetRow
from dashboard.theme import JUDGED
from dashboard.wording import Words
from etl.vocabulary import Performance

#: Classes as sentences group them, in their order; the rest is not judged.
GROUPS: Mapping[str, frozenset[Performance]] = {
    "good": frozenset(JUDGED) - frozenset(shortfall.PRESSED),
    "at_risk": frozenset([Performance.AT_RISK]),
    "off_track": frozenset([Performance.OFF_TRACK]),
    "missed": frozenset([Performance.MISSED]),
}


def judged(rows: Sequence[TargetRow]) -> list[TargetRow]:
    """Targets that a verdict was reached on."""
    return [row for row in rows if row.performance in JUDGED]


def grouped(rows: Sequence[TargetRow]) -> dict[str, int]:
    """How many targets are in each of GROUPS."""
    return {name: sum(row.performance in classes for row in rows) for name, classes in GROUPS.items()}


def levels(subject: Subject) -> str:
    """`，其中省级17项、市级61项`; empty where all are of one level."""
    words = subject.words
    found = [subject.region_level(row.region_code) for row in subject.counted]
    parts = [words(f"report.level.{level}", count=found.count(level)) for level in LEVELS if level in found]
    return words("report.of_which", parts=listing(parts, words)) if len(parts) > 1 else ""


def verdicts(rows: Sequence[TargetRow], words: Words) -> list[str]:
    """How many targets are judged and how they stand, how many are not and why."""
    known = judged(rows)
    if not known:
        return [words("report.judged_none", reasons=reasons(rows, words))]
    said = words("report.judged_all") if len(known) == len(rows) else words(
        "report.judged_some", count=len(known), share=share(len(known), len(rows))
    )
    return [said, _groups(known, words), _open([row for row in rows if row.performance not in JUDGED], words)]


def _groups(known: Sequence[TargetRow], words: Words) -> str:
    found = {name: number for name, number in grouped(known).items() if number}
    if len(found) == 1:
        return words(f"report.all_{next(iter(found))}")
    parts = [
        words(f"report.share_{name}", count=number, share=share(number, len(known))) for name, number in found.items()
    ]
    return words("report.groups", parts=words("report.semicolon").join(parts))


def _open(rows: Sequence[TargetRow], words: Words) -> str:
    """How many are not judged, and why."""
    return words("report.open", count=len(rows), reasons=reasons(rows, words)) if rows else ""


def reasons(rows: Sequence[TargetRow], words: Words) -> str:
    """`未公布数据7项、缺基期值2项`: why targets are not judged, most frequent first."""
    found = Counter(_why(row) for row in rows)
    ordered = sorted(found, key=lambda name: (-found[name], name))
    return listing((words(f"report.why.{name}", count=found[name]) for name in ordered), words)


def _why(row: TargetRow) -> str:
    """The reason, where there is one, else the class."""
    return row.reason or row.performance


def classes(rows: Sequence[TargetRow], words: Words) -> str:
    """`已完成3项、达到进度28项`: each class that occurs, best first."""
    found = standing.by_class(rows)
    return listing((class_count(found[name], words) for name in standing.CLASSES if name in found), words)


def class_count(rows: Sequence[TargetRow], words: Words) -> str:
    """`进度滞后20项`, of targets of one class."""
    return words("report.class_count", word=sayings.class_word(rows[0], words), count=len(rows))


def since_quarter_before(subject: Subject) -> str:
    """By how many each group has grown since the quarter before."""
    words = subject.words
    now, then = (grouped(rows) for rows in (subject.counted, subject.counted_before))
    now["open"], then["open"] = (len(rows) - len(judged(rows)) for rows in (subject.counted, subject.counted_before))
    moved = {name: now[name] - then[name] for name in now if now[name] != then[name]}
    added = len(subject.counted) - len(subject.counted_before)
    parts = [_moved("all", added, words)] if added else []
    parts += [_moved(name, number, words) for name, number in moved.items()]
    said = words("report.moved", parts=clauses(parts, words)) if parts else _unmoved(subject)
    return sentences([said, _new_years(subject)], words)


def _unmoved(subject: Subject) -> str:
    """No group has grown; classes within one may have."""
    moved = standing.change(subject.counted, subject.counted_before)
    return subject.words("report.unmoved_groups" if any(moved.values()) else "report.unmoved", table=reference("classes"))


def _new_years(subject: Subject) -> str:
    """How many yearly targets changed class because they are now those of another year."""
    changed = changes.changes(subject.counted_before, subject.counted, figures=False)
    turned = sum(one.way == changes.Way.NEW_YEAR for one in changed)
    return subject.words("report.turned_years", targets=targets(turned, subject.words)) if turned else ""


def _moved(name: str, number: int, words: Words) -> str:
    group = words(f"report.group.{name}")
    return words("report.grown" if number > 0 else "report.shrunk", group=group, count=abs(number))


def pressed_word(pressed: Sequence[TargetRow], subject: Subject) -> str:
    """What targets pressed for are called: those that lag, those that were missed, or both."""
    missed = sum(row.performance == Performance.MISSED for row in pressed)
    kind = "missed" if missed == len(pressed) else "both" if missed else "lagging"
    return subject.words(f"report.pressed.{kind}")


def pressed_targets(pressed: Sequence[TargetRow], subject: Subject) -> str:
    """`滞后和到期未完成的35项目标`, by what there is."""
    words = subject.words
    return words("report.pressed_targets", pressed=pressed_word(pressed, subject), targets=targets(len(pressed), words))


def by_region(rows: Sequence[TargetRow], subject: Subject) -> dict[str, int]:
    """How many of these targets each region has, by its name, in the order of the codes; the place
    itself is told from those inside it."""
    return {own_name(code, subject): sum(row.region_code == code for row in rows) for code in selection.regions_of(rows)}


def own_name(code: str, subject: Subject) -> str:
    """A region inside the place, or the place itself told from those inside it."""
    name = subject.region_name(code)
    return subject.words("report.own_line", region=name) if code == subject.code and not subject.is_alone else name


def targets(number: int, words: Words) -> str:
    """`94项目标`."""
    return count("targets", number, words)
