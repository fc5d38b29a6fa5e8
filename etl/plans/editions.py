"""Two editions of one plan: what was added, dropped, raised, lowered, left as it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from etl.plans.conflicts import figure_of, subject
from etl.registers import Target
from etl.vocabulary import Comparator


class Change(StrEnum):
    """版本变化: what became of a target between two editions."""

    DROPPED = "dropped"  # 取消
    LOWERED = "lowered"  # 调低
    RAISED = "raised"  # 调高
    ALTERED = "altered"  # 改动其他: the same figure, compared or counted otherwise
    ADDED = "added"  # 新增
    UNCHANGED = "unchanged"  # 未变


@dataclass(frozen=True, slots=True)
class EditionChange:
    """One target in two editions; `before` is None where it was added, `after` where it was
    dropped. `raised` and `lowered` speak of the figure, whichever direction is better."""

    change: Change
    before: Target | None
    after: Target | None


def compare_editions(before: Iterable[Target], after: Iterable[Target]) -> list[EditionChange]:
    """What two editions of a plan promise, held against each other.

    Targets belong together that have one id, else that are about the same thing, else about the
    same thing by another date. Of several such the equal ones come first, then those in order.
    What was dropped and changed comes first, what was left as it was last.
    """
    olds, news = list(before), list(after)
    pairs: list[tuple[Target, Target]] = []
    for key in (_by_id, _by_figure, subject, _but_for_dates):
        pairs += _matched(olds, news, key)
    found = [EditionChange(_change(old, new), old, new) for old, new in pairs]
    found += [EditionChange(Change.DROPPED, old, None) for old in olds]
    found += [EditionChange(Change.ADDED, None, new) for new in news]
    return sorted(found, key=_place)


def _by_id(target: Target) -> tuple:
    return (target.target_id,)


def _by_figure(target: Target) -> tuple:
    return subject(target), figure_of(target)


def _but_for_dates(target: Target) -> tuple:
    return target.region_code, target.metric, target.scope, target.basis


def _matched(olds: list[Target], news: list[Target], key) -> list[tuple[Target, Target]]:
    """Pairs with one key, taken out of both lists."""
    waiting: dict[tuple, list[Target]] = {}
    for new in news:
        waiting.setdefault(key(new), []).append(new)
    pairs = []
    for old in list(olds):
        if queue := waiting.get(key(old)):
            new = queue.pop(0)
            pairs.append((old, new))
            olds.remove(old)
            news.remove(new)
    return pairs


def _change(old: Target, new: Target) -> Change:
    if (old.metric, old.basis, old.unit) != (new.metric, new.basis, new.unit):
        return Change.ALTERED
    if old.value != new.value:
        return Change.RAISED if new.value > old.value else Change.LOWERED
    if figure_of(old) != figure_of(new):
        return _change_of_range(old, new)
    same = (subject(old), old.obligation) == (subject(new), new.obligation)
    return Change.UNCHANGED if same else Change.ALTERED


def _change_of_range(old: Target, new: Target) -> Change:
    """The same lower end: a higher or lower upper end counts, where both have one."""
    if Comparator.BETWEEN == old.comparator == new.comparator and old.value_high != new.value_high:
        return Change.RAISED if new.value_high > old.value_high else Change.LOWERED
    return Change.ALTERED


def _place(one: EditionChange) -> tuple:
    target = one.after or one.before
    return list(Change).index(one.change), target.region_code, target.target_id


def count(changes: Sequence[EditionChange]) -> dict[Change, int]:
    """How many of each kind."""
    return {change: sum(one.change is change for one in changes) for change in Change}
