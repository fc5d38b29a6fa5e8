"""What one target still takes: per quarter, beside the best quarter it ever had, and until when
it can be reached at that best; and whom to call about it."""

import streamlit as st

from dashboard import contacts, formats, needs, sayings
from dashboard.findings import remaining, selection
from dashboard.components import verdict, watchlist
from dashboard.rows import OutlookRow, TargetRow
from dashboard.wording import Words
from etl.vocabulary import Reach

#: Beside the word, as with the classes.
_SYMBOLS = {Reach.REACHED: "✔", Reach.REACHABLE: "●", Reach.OUT_OF_REACH: "▼", Reach.UNKNOWN: "◇"}


def tiles(row: TargetRow, outlook: OutlookRow | None, words: Words) -> None:
    """Gap, need per quarter and what it can rest on."""
    shown = [_gap(row, words)]
    if row.required_per_quarter is not None:
        shown.append(verdict.needed(row, words))
    shown += prospects(row, outlook, words)
    with st.grid(2, min_column_width=150, key="effort"):
        for place, (name, value, note) in enumerate(shown):
            verdict.tile(f"effort-{place}", name, value, note)


def prospects(row: TargetRow, outlook: OutlookRow | None, words: Words) -> list[tuple[str, str, str]]:
    """The best quarter ever and the last in which the target can still be reached at that best,
    each as name, figure and note; nothing without a figure or once it is due."""
    if outlook is None or not row.has_figure or selection.is_due(row, row.as_of):
        return []
    best_ever = [] if outlook.best_quarter_value is None else [_best(row, outlook, words)]
    return [*best_ever, (words("outlook.reach"), reach(row, outlook, words), reach_note(row, outlook, words))]


def units(row: TargetRow, words: Words) -> str:
    """The responsible units, for the signed-in with whom to call, in Markdown."""
    return f":gray[{words.md('fact.responsible')}]　{watchlist.units(row, contacts.listed(), words)}"


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


def reach(row: TargetRow, outlook: OutlookRow, words: Words) -> str:
    """Whether it can still be reached, with a symbol: `● 最迟2026年第四季度末起步`."""
    is_open = outlook.reach == Reach.REACHABLE
    said = needs.last_start(row, outlook, words) if is_open else words(f"outlook.{outlook.reach}")
    return f"{_SYMBOLS[Reach(outlook.reach)]} {said}"


def reach_note(row: TargetRow, outlook: OutlookRow, words: Words) -> str:
    """What that rests on, or why it is not known."""
    if outlook.reach == Reach.UNKNOWN:
        return words(f"reach_reason.{outlook.reach_reason}")
    due = formats.due(row.due_period, words.lang)
    if outlook.reach == Reach.REACHABLE:
        is_several = remaining.last_start(row, outlook)[0] in ("later", "next")
        return words("outlook.reachable_note", due=due) if is_several else ""
    return words("outlook.out_of_reach_note", due=due) if outlook.reach == Reach.OUT_OF_REACH else ""
