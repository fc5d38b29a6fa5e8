"""What was made of a reading in earlier editions of a plan, and what of it holds for a changed one.

A person who corrected cells has said how certain words are to be read. Where a later edition is
read the same, the correction holds; where something is read otherwise, the other cells are proposed.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.ledger import Decision, PlanDecision, PlanIntake
from etl.ledger.plan_records import MAKING
from etl.plans.candidates import TARGET_CELLS, Candidate, Span
from etl.plans.choices import REFERENCE

#: Columns in which two readings are held against each other: a clause may be renumbered, a parent is named by its place.
_READ = tuple(one for one in TARGET_CELLS if one not in ("clause", "figure", "parent_id"))
_SUBJECT = ("metric", "region_code", "basis", "due")
#: By column and name: what a cell that was left open stands for.
Usual = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier edition made of a reading: the target it became, the cells a person had
    corrected that are read now as they were then, and the columns that are read otherwise now."""

    target_id: str
    cells: Mapping[str, str] = field(default_factory=dict)
    differs: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether everything is read as it was."""
        return not self.differs


@dataclass(frozen=True, slots=True)
class Past:
    """One recorded reading: what the rules read, what stood for cells they left open, what a person made of it."""

    read: Candidate
    given: Mapping[str, str]
    made: PlanDecision


def readings(batches: Iterable[PlanIntake], plan_sha256: str) -> tuple[list[Past], Usual]:
    """Of the decisions on a plan, the earliest batch first, the last reading of each target that this
    edition, `plan_sha256`, does not name yet, and what names and blanks usually stood for. What was
    put aside in the same words says nothing of them any more."""
    known: dict[str, Past] = {}
    usual: dict[tuple[str, str], str] = {}
    for batch in batches:
        ids = {one.span: one.target_id for one in batch.decisions if one.span is not None}
        read = [(one, _read_of(one)) for one in batch.decisions if one.extracted]
        given = _usual(read)
        usual |= given
        known |= {one.target_id: Past(words, _given(one, words, given, ids), one) for one, words in read if one.decision in MAKING}
        gone = {one.target_id for one in batch.decisions if one.decision is Decision.REMOVED or batch.plan_sha256 == plan_sha256}
        aside = {_same_words(words, usual) for one, words in read if one.decision in (Decision.REJECTED, Decision.NON_GOAL)}
        figures = {figure for figure, *_ in aside}  # of many readings few have one of these
        known = {
            name: past for name, past in known.items()
            if name not in gone and (past.read.figure not in figures or _same_words(past.read, usual) not in aside)
        }  # fmt: skip
    return list(known.values()), usual


def _given(one: PlanDecision, read: Candidate, given: Usual, ids: Mapping[Span, str]) -> dict[str, str]:
    """What cells would have become without a word about this reading: what stood for those left open, the target of its parent."""
    stands = {name: given[name, label] for name, label in _left_open(read) if (name, label) in given}
    above = read.cells.get("parent_id", "")
    if above.startswith(REFERENCE):
        start, _, end = above.removeprefix(REFERENCE).partition("-")
        stands["parent_id"] = ids.get((int(start), int(end)), one.confirmed.get("parent_id", ""))
    return stands


def _read_of(one: PlanDecision) -> Candidate:
    """What the rules read, as the ledger keeps it."""
    said = one.extracted
    cells = {name: said[name] for name in TARGET_CELLS if said.get(name)}
    known = {"proposed_metric": said.get("proposed_metric", ""), "assumed": said.get("assumed", ""), "region_name": said.get("region_name", "")}
    return Candidate(one.span or (0, 0), one.figure, said.get("is_goal") == "true", one.rule, cells=cells, **known)


def _left_open(read: Candidate) -> Iterator[tuple[str, str]]:
    """The cells that were left open, each with what says which of several such it is."""
    labels = {"metric": read.proposed_metric, "region_code": read.region_name, "start": read.cells.get("basis", "")}
    return ((name, label) for name, label in labels.items() if read.is_goal and not read.cells.get(name))


def _usual(read: Iterable[tuple[PlanDecision, Candidate]]) -> dict[tuple[str, str], str]:
    """What most targets of one batch have in a cell that was left open: said once for several, it is no correction of one."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for one, words in read:
        if one.decision in MAKING:
            for key in _left_open(words):
                found.setdefault(key, Counter())[one.confirmed.get(key[0], "")] += 1
    return {key: counted.most_common(1)[0][0] for key, counted in found.items()}


def before(candidates: Iterable[Candidate], past: Sequence[Past], usual: Usual, codes: Mapping[str, Collection[str]]) -> dict[Span, Before]:
    """What earlier editions made of the quantities of this one, by place. Readings belong together
    that agree in most, where only one of either edition does; what either says twice is left to a
    person. `codes` are those there are, by the column that names them."""
    olds, news = list(past), [one for one in candidates if one.repeats is None]
    twice = _twice(_same_words(one.read, usual) for one in olds) | _twice(_same_words(one, usual) for one in news)
    found: dict[Span, Before] = {}
    for key in _KEYS:
        for old, new in _pairs(olds, news, lambda one, key=key: key(one, usual)):
            olds.remove(old)
            news.remove(new)
            made = _before(old, new, codes)
            if {_same_words(old.read, usual), _same_words(new, usual)} & twice:
                continue
            if made.is_same or made.cells and new.is_goal:
                found[new.span] = made
    return found


def _pairs(olds: Sequence[Past], news: Sequence[Candidate], key: Callable[[Candidate], Hashable]) -> list[tuple[Past, Candidate]]:
    """Those with one key that only one of either side has."""
    old_keys, new_keys = [key(one.read) for one in olds], [key(one) for one in news]
    times_old, times_new = Counter(old_keys), Counter(new_keys)
    of = dict(zip(new_keys, news, strict=True))
    return [
        (one, of[name])
        for one, name in zip(olds, old_keys, strict=True)
        if name is not None and times_old[name] == times_new[name] == 1
    ]


def _twice(keys: Iterable[Hashable]) -> set[Hashable]:
    return {key for key, times in Counter(keys).items() if times > 1}


def _same_words(one: Candidate, usual: Usual) -> tuple:
    """Without a name of what is counted a figure is known by its clause alone."""
    subject = _subject(one, usual)
    return (one.figure, *subject) if subject else (one.figure, one.clause)


def _subject(one: Candidate, usual: Usual, columns: Sequence[str] = _SUBJECT) -> tuple | None:
    """What is promised of whom until when; None where nothing is named."""
    is_named = one.cells.get("metric") or one.proposed_metric
    open_cells = dict(_left_open(one))
    stands = {name: usual.get((name, label)) or label for name, label in open_cells.items()}
    return tuple(one.cells.get(name) or stands.get(name, "") for name in columns) if is_named else None


def _with(subject: tuple | None, *more: str) -> tuple | None:
    return None if subject is None else (*subject, *more)


#: What pairs of readings have in common, the surest first.
_KEYS: tuple[Callable[[Candidate, Usual], tuple | None], ...] = (
    _same_words,
    lambda one, usual: (one.figure, one.clause),
    lambda one, usual: _with(_subject(one, usual), one.clause),
    _subject,
    lambda one, usual: _with(_subject(one, usual, _SUBJECT[:3]), one.clause),
    lambda one, usual: _subject(one, usual, _SUBJECT[:3]),
)


def _before(old: Past, new: Candidate, codes: Mapping[str, Collection[str]]) -> Before:
    stands = old.made.confirmed
    corrected = {name: stands.get(name, "") for name in TARGET_CELLS if stands.get(name, "") != _taken_for(old, name)}
    held = {name: cell for name, cell in corrected.items() if _value(new, name) == _value(old.read, name)}
    gone = {name for name, cell in held.items() if name in codes and not {*filter(None, cell.split(";"))} <= {*codes[name]}}
    others = {name for name in _READ if _value(new, name) != _value(old.read, name) and new.cells.get(name, "") != stands.get(name, "")}
    figure = {"figure"} if new.figure != old.read.figure else set()
    differs = tuple(name for name in TARGET_CELLS if name in others | gone | figure)
    return Before(old.made.target_id, {name: cell for name, cell in held.items() if name not in gone}, differs)


def _taken_for(old: Past, name: str) -> str:
    """What a cell would have become without a word about this reading itself."""
    if name == "figure":
        return old.made.confirmed.get(name, "")
    return old.given[name] if name in old.given else old.read.cells.get(name, "")


def _value(one: Candidate, name: str) -> str:
    """A cell as it is read; one that is left open by what is said in its place, a parent by being one."""
    if name == "parent_id":
        return REFERENCE if one.cells.get(name) else ""
    return one.cells.get(name) or "".join(REFERENCE + label for column, label in _left_open(one) if column == name)
