"""The figures of a submission beside what stands now, and the gaps they would change."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import streamlit as st

from dashboard import formats, sayings
from dashboard.findings import remaining
from dashboard.components.long_table import long_table
from dashboard.components.table import Marked, table
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.collection.difference import Difference, Effect
from etl.decimals import canonical
from etl.vocabulary import GAP_COLUMNS, Nature

#: In this order: what changes something stands first.
_ORDER = (Effect.CHANGED, Effect.WITHDRAWN, Effect.NEW, Effect.FORECAST, Effect.NOT_REPORTED, Effect.UNCHANGED)
_COLUMNS = ("metric", "region", "effect", "before", "new", "yoy", "period", "nature", "note", "row")
#: These stand even where every row is empty.
_ALWAYS = ("effect", "before", "new")


@dataclass(frozen=True, slots=True)
class Change:
    """One target before and after."""

    before: TargetRow
    after: TargetRow


def changes(before: Sequence[TargetRow], after: Sequence[dict]) -> list[Change]:
    """The targets whose computed columns differ."""
    computed = {(row["target_id"], row["due_period"]): _as_text(row) for row in after}
    found = [Change(row, replace(row, **computed[row.key])) for row in before if row.key in computed]
    return [change for change in found if change.before != change.after]


def changed_since(before: Sequence[TargetRow], after: Sequence[TargetRow]) -> list[Change]:
    """The same between two states of the data."""
    now = {row.key: row for row in after}
    found = [Change(row, now[row.key]) for row in before if row.key in now]
    return [change for change in found if _computed(change.before) != _computed(change.after)]


def _as_text(row: dict) -> dict:
    return {
        name: canonical(value) if isinstance(value := row[name], Decimal) else value for name in GAP_COLUMNS
    }


def _computed(row: TargetRow) -> tuple:
    return tuple(getattr(row, name) for name in GAP_COLUMNS)


def differences(found: Sequence[Difference], names: Mapping[str, str], words: Words) -> None:
    """How many rows do what, then each row: what stands now, what would stand, and its note.

    What is the same in every row of an ordinary file, one region and final figures, takes no
    column.
    """
    counts = Counter(one.effect for one in found)
    said = [words("difference.count", effect=words(f"effect.{one}"), count=counts[one]) for one in _ORDER if counts[one]]
    st.markdown(words.md("difference.counts", counts=words("who.comma").join(said)))
    ordered = sorted(found, key=lambda one: (_ORDER.index(one.effect), one.entry.row))
    lines = [_line(one, names, words) for one in ordered]
    long_table("differences", _telling(found), lines, words, _ALWAYS)


def _telling(found: Sequence[Difference]) -> list[str]:
    """The columns in which the rows differ."""
    same = {
        "region": len({one.entry.region_code for one in found}) < 2,
        "nature": {one.entry.nature for one in found} <= {Nature.FINAL},
    }
    return [name for name in _COLUMNS if not same.get(name)]


def _line(one: Difference, names: Mapping[str, str], words: Words) -> dict[str, str]:
    entry, before = one.entry, one.before
    period = formats.period(str(entry.period), words.lang)
    return {
        "effect": words(f"effect.{one.effect}"),
        "region": names.get(entry.region_code, entry.region_code),
        "metric": names.get(entry.metric, entry.metric),
        "period": words("difference.period", period=period, counting=words(f"counting.{entry.counting}")),
        "before": _figure(before.value if before else None, entry.unit, words),
        "new": _figure(entry.value, entry.unit, words),
        "yoy": _growth(before.yoy, entry.yoy) if before else _percent(entry.yoy),
        "nature": words(f"nature.{entry.nature}"),
        "note": entry.note,
        "row": str(entry.row),
    }


def _figure(value: Decimal | None, unit: str, words: Words) -> str:
    return formats.exact(None if value is None else canonical(value), unit, words.lang)


def _growth(before: Decimal | None, new: Decimal | None) -> str:
    """`12% → 13.5%`; empty where nobody reports one."""
    if before is None and new is None:
        return ""
    return _arrow(_percent(before) or formats.UNKNOWN, _percent(new) or formats.UNKNOWN)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{formats.number(value, 6)}%"


def change_table(key: str, found: Sequence[Change], words: Words) -> None:
    """Targets before → after: figure, gap, need per quarter, class. A target that reads the same
    before and after is left out."""
    shown = [(change, lines) for change in found if len(set(lines := _states(change, words))) > 1]
    if not shown:
        st.caption(words.md("difference.no_gap"))
        return
    is_one_region = len({change.after.region_code for change in found}) == 1
    kept = [place for place, name in enumerate(_CHANGE_COLUMNS) if not (is_one_region and name == "region")]
    head = [words(f"fact.{_CHANGE_COLUMNS[place]}") for place in kept]
    table(key, head, [[_cell(place, change, *lines, words) for place in kept] for change, lines in shown])
    if any(_is_needed(change) for change, _ in shown):
        st.caption(words.md("difference.need_note"))


_CHANGE_COLUMNS = ("metric", "region", "promise", "actual", "gap", "need", "class")


def _states(change: Change, words: Words) -> list[tuple[str, ...]]:
    """How the target reads before and after."""
    return [_state(row, words) for row in (change.before, change.after)]


def _state(row: TargetRow, words: Words) -> tuple[str, ...]:
    return (
        sayings.metric_name(row, words),
        sayings.region_name(row, words),
        sayings.commitment(row, words),
        sayings.actual(row, words),
        sayings.gap(row, words),
        _need(row, words),
        Marked(sayings.badge(row, words)),
    )


def _need(row: TargetRow, words: Words) -> str:
    """What is needed per quarter, in whole units where only those exist; before and after from
    the end of the quarter evaluated, so that both are over the same quarters."""
    need = remaining.need_from_as_of(row)
    if need is None:
        return formats.UNKNOWN
    step = remaining.step(need, row.gap_unit)
    amount = formats.quantity(step.amount, row.gap_unit, words.lang)
    return amount if step.quarters == 1 else words("difference.every", amount=amount, count=step.quarters)


def _is_needed(change: Change) -> bool:
    return any(row.required_per_quarter is not None for row in (change.before, change.after))


def _cell(place: int, change: Change, before: Sequence[str], after: Sequence[str], words: Words) -> str:
    told = _told(before[place], after[place])
    if _CHANGE_COLUMNS[place] == "need" and _is_needed(change):
        return words("difference.need", need=told, count=remaining.quarters_left(change.after))
    return told


def _told(before: str, after: str) -> str:
    """One cell: the new state, or both where they differ."""
    told = _arrow(before, after)
    return Marked(told) if isinstance(after, Marked) else told


def _arrow(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"
