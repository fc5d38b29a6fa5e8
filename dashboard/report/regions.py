"""二、各地情况: the regions inside the place side by side, then every target of each."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.findings import shortfall, standing
from dashboard.findings.standing import Place
from dashboard.report import counting
from dashboard.report.bulletin import Align, Grid, Heading, Part
from dashboard.report.lines import targets_grid
from dashboard.report.numbering import reference
from dashboard.report.phrases import count, listing, paragraphs, sentences, share
from dashboard.report.subject import Subject, in_order
from dashboard.rows import TargetRow

_COUNTS = ("count", "judged", *counting.GROUPS, "open")


def regions(subject: Subject) -> Part | None:
    """Counts per region from the top down, with sentences about those directly below."""
    words = subject.words
    if not subject.below:
        return None
    named = {code: subject.tree.inside[code] for code in subject.below}
    said = [_extent(named, subject), _most(named, subject), _none(named, subject), _unjudged(named, subject), _apart(subject)]
    heading = words(f"report.part.regions_{subject.level or 'all'}")
    return Part(heading, paragraphs([sentences(said, words)]), [_matrix(subject), *_each(subject)])


def _extent(named: dict[str, list[TargetRow]], subject: Subject) -> str:
    """How many regions have targets."""
    words = subject.words
    found = [subject.region_level(code) for code in named]
    kinds = [count(level, found.count(level), words) for level in dict.fromkeys(found)]
    has_inner = any(code in subject.tree.below for code in named)
    return words(
        f"report.with_targets{'' if subject.level else '_all'}",
        kinds=listing(kinds, words),
        inner=words("report.inner_counted") if has_inner else "",
        counts=reference("regions"),
        tables=reference("each_region"),
    )


def _behind(rows: Sequence[TargetRow]) -> int:
    """Targets that lag or were missed."""
    groups = counting.grouped(rows)
    return sum(groups.values()) - groups["good"]


def _most(named: dict[str, list[TargetRow]], subject: Subject) -> str:
    """Where most targets lag or were missed, with the whole they are of; nowhere where all have as many."""
    words = subject.words
    behind = {code: _behind(rows) for code, rows in named.items()}
    most = max(behind.values())
    if not most or len(named) < 2 or len(set(behind.values())) == 1:
        return ""
    parts = [
        words("report.behind_of", region=subject.region_name(code), count=most, judged=len(known), share=share(most, len(known)))
        for code, number in behind.items()
        if number == most and (known := counting.judged(named[code]))
    ]
    pressed = shortfall.pressed([row for rows in named.values() for row in rows])
    return words("report.most_behind", pressed=counting.pressed_word(pressed, subject), parts=listing(parts, words))


def _none(named: dict[str, list[TargetRow]], subject: Subject) -> str:
    """Where everything that is judged is on its way."""
    codes = [code for code, rows in named.items() if counting.judged(rows) and not _behind(rows)]
    return _list("none_behind", codes, subject)


def _unjudged(named: dict[str, list[TargetRow]], subject: Subject) -> str:
    return _list("none_judged", [code for code, rows in named.items() if not counting.judged(rows)], subject)


def _apart(subject: Subject) -> str:
    """Regions whose plans have all ended or are drafts."""
    return _list("only_apart", list(standing.apart(subject.rows)), subject)


def _list(key: str, codes: Sequence[str], subject: Subject) -> str:
    words = subject.words
    return words(f"report.{key}", regions=listing(map(subject.region_name, codes), words)) if codes else ""


def _matrix(subject: Subject) -> Grid:
    """The lines of the matrix of 总览, all opened, below the place itself."""
    words = subject.words
    headings = [
        Heading(words("report.column.region"), 9),
        *(Heading(words(f"report.column.{name}"), 4, Align.NUMBER) for name in _COUNTS),
    ]
    lines = [_line(place, subject) for place in _places(subject)]
    return Grid(words("report.caption.regions", place=subject.name, period=subject.period), headings, lines, has_sums=True, key="regions")


def _places(subject: Subject) -> list[Place]:
    """The place with all inside it, its own targets, and the regions inside from the top down."""
    found = standing.places(subject.tree, subject.tree.inside)
    if not subject.code:
        return found
    first = next(place for place, one in enumerate(found) if one.code == subject.code)
    return found[first:]


def _line(place: Place, subject: Subject) -> tuple[str, ...]:
    groups = counting.grouped(place.rows)
    known = sum(groups.values())
    numbers = (len(place.rows), known, *groups.values(), len(place.rows) - known)
    return _name(place, subject), *map(formats.number, numbers)


def _name(place: Place, subject: Subject) -> str:
    """Regions inside are set in; a region with others inside says whether they are counted."""
    words = subject.words
    name = subject.region_name(place.code)
    if place.is_own:
        name = words("report.own_line", region=name)
    elif place.has_inner:
        name = words("report.with_inner", region=name)
    return "\u3000" * (place.depth - _depth(subject)) + name


def _depth(subject: Subject) -> int:
    """How deep the place lies below the top of its province."""
    depth, code = 0, subject.code
    while code and (code := subject.inputs.regions[code].parent_code):
        depth += 1
    return depth


def _each(subject: Subject) -> list[Grid]:
    """Every counted target of the regions inside, a table for each region."""
    codes = dict.fromkeys(place.code for place in _places(subject) if place.code in subject.tree.own)
    return [_region(code, subject) for code in codes if code != subject.code]


def _region(code: str, subject: Subject) -> Grid:
    caption = subject.words("report.caption.own", place=subject.region_name(code), period=subject.period)
    return targets_grid(caption, in_order(subject.tree.own[code]), subject, "each_region")
