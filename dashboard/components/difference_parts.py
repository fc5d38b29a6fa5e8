"""The figures of a submission beside what stands now, and the gaps they would change."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import streamlit as st

from dashboard import formats, sayings
from dashboard.components.table import Marked, table
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.collection.difference import Difference, Effect
from etl.decimals import canonical
from etl.vocabulary import GAP_COLUMNS

#: In this order: what changes something stands first.
_ORDER = (Effect.CHANGED, Effect.WITHDRAWN, Effect.NEW, Effect.FORECAST, Effect.NOT_REPORTED, Effect.UNCHANGED)
_COLUMNS = ("effect", "metric", "before", "new", "period", "region", "counting", "nature", "note", "row")


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
    """How many rows do what, then each row: what stands now and what would stand."""
    counts = Counter(one.effect for one in found)
    said = [words("difference.count", effect=words(f"effect.{one}"), count=counts[one]) for one in _ORDER if counts[one]]
    st.markdown(words.md("difference.counts", counts=words("who.comma").join(said)))
    ordered = sorted(found, key=lambda one: (_ORDER.index(one.effect), one.entry.row))
    st.dataframe([_line(one, names, words) for one in ordered], hide_index=True)


def _line(one: Difference, names: Mapping[str, str], words: Words) -> dict[str, str]:
    entry = one.entry
    value = None if entry.value is None else canonical(entry.value)
    stands = None if one.before is None or one.before.value is None else canonical(one.before.value)
    cells = {
        "effect": words(f"effect.{one.effect}"),
        "region": names.get(entry.region_code, entry.region_code),
        "metric": names.get(entry.metric, entry.metric),
        "period": formats.period(str(entry.period), words.lang),
        "counting": words(f"counting.{entry.counting}"),
        "before": formats.exact(stands, entry.unit, words.lang),
        "new": formats.exact(value, entry.unit, words.lang),
        "nature": words(f"nature.{entry.nature}"),
        "note": entry.note,
        "row": str(entry.row),
    }
    return {words(f"fact.{name}"): cells[name] for name in _COLUMNS}


def change_table(key: str, found: Sequence[Change], words: Words) -> None:
    """Targets before → after: figure, gap, class."""
    if not found:
        st.caption(words.md("difference.no_gap"))
        return
    head = [words(f"fact.{name}") for name in ("region", "metric", "promise", "actual", "gap", "class")]
    table(key, head, [_change(change, words) for change in found])


def _change(change: Change, words: Words) -> tuple[str, ...]:
    before, after = change.before, change.after
    badges = dict.fromkeys((sayings.badge(before, words), sayings.badge(after, words)))
    return (
        sayings.region_name(after, words),
        sayings.metric_name(after, words),
        sayings.commitment(after, words),
        _arrow(sayings.actual(before, words), sayings.actual(after, words)),
        _arrow(sayings.gap(before, words), sayings.gap(after, words)),
        Marked(" → ".join(badges)),
    )


def _arrow(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"
