"""What one target still takes: per quarter, beside the best quarter it ever had, and until when
it can be reached at that best."""

import streamlit as st

from dashboard import formats, sayings
from dashboard.findings import remaining, selection
from dashboard.components import verdict
from dashboard.rows import OutlookRow, TargetRow
from dashboard.wording import Words
from etl.vocabulary import Reach

#: Beside the word, as with the classes.
_SYMBOLS = {Reach.REACHED: "✔", Reach.REACHABLE: "●", Reach.OUT_OF_REACH: "▼", Reach.UNKNOWN: "◇"}


def tiles(row: TargetRow, outlook: OutlookRow | None, words: Words) -> None:
    """Gap, need per quarter and, before it is due, best quarter and last quarter in which it can
    still be reached."""
    shown = [_gap(row, words)]
    if row.required_per_quarter is not None:
        shown.append(verdict.needed(row, words))
    runs = outlook is not None and not selection.is_due(row, row.as_of)
    if runs and outlook.best_quarter_value is not None:
        shown.append(_best(row, outlook, words))
    if runs:
        shown.append((words("outlook.reach"), reach(outlook, words), reach_note(row, outlook, words)))
    with st.grid(2, min_column_width=150, key="effort"):
        for place, (name, value, note) in enumerate(shown):
            verdict.tile(f"effort-{place}", name, value, note)


def _gap(row: TargetRow, words: Words) -> tuple[str, str, str]:
    is_surplus = row.gap_to_target is not None and row.gap_to_target.startswith("-")
    note = words("outlook.target", target=sayings.target(row, words), due=formats.due(row.due_period, words.lang))
    return words("verdict.surplus" if is_surplus else "verdict.missing"), sayings.gap_amount(row, words), note


def _best(row: TargetRow, outlook: OutlookRow, words: Words) -> tuple[str, str, str]:
    period = formats.period(outlook.best_quarter, words.lang)
    share = remaining.need_against_best(row, outlook)
    note = period if share is None else words("outlook.against_best", period=period, share=formats.percent(share, 0))
    return words("outlook.best"), best(row, outlook, words), note


def best(row: TargetRow, outlook: OutlookRow, words: Words) -> str:
    """The best quarter ever reached, in the unit of the gap."""
    return formats.quantity(outlook.best_quarter_value, row.gap_unit, words.lang)


def reach(outlook: OutlookRow, words: Words) -> str:
    """Whether it can still be reached, with a symbol: `✔ 到2027年第二季度末都来得及`."""
    symbol = _SYMBOLS[Reach(outlook.reach)]
    if outlook.reach == Reach.REACHABLE:
        period = formats.period(outlook.last_reachable_period, words.lang)
        return f"{symbol} {words('outlook.reachable', period=period)}"
    return f"{symbol} {words(f'outlook.{outlook.reach}')}"


def reach_note(row: TargetRow, outlook: OutlookRow, words: Words) -> str:
    """What that rests on, or why it is not known."""
    if outlook.reach == Reach.UNKNOWN:
        return words(f"reach_reason.{outlook.reach_reason}")
    due = formats.due(row.due_period, words.lang)
    if outlook.reach == Reach.REACHABLE:
        return words("outlook.reachable_note", due=due)
    return words("outlook.out_of_reach_note", due=due) if outlook.reach == Reach.OUT_OF_REACH else ""
