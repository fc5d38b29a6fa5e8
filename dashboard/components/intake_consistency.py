"""Numbers of one plan that contradict each other, before and after the confirmation."""

import streamlit as st

from dashboard import formats
from dashboard.components import level_parts
from dashboard.components.table import Marked, table
from dashboard.findings import intake_contradictions
from dashboard.findings.intake_contradictions import BaseContradiction, Found, Side
from dashboard.wording import Words
from etl.collection.plan_reading import Inconsistencies
from etl.plans.base_conflicts import Misfit
from etl.registers import Registers


def consistency(found: Inconsistencies, registers: Registers, words: Words) -> None:
    """Each contradiction as a sentence with both targets; what only waits for a base apart."""
    told, waiting = intake_contradictions.contradictions(found, registers)
    count = len(told)
    st.markdown(f"##### {words.md('intake_consistency.title', count=count) if count else words.md('intake_consistency.none')}", anchors=False)
    head = [words(f"intake_column.{name}") for name in ("kind", "contradiction", "targets")]
    if count:
        table("intake-consistency", head, [_line(one, words) for one in told])
    if waiting:
        with st.expander(words("intake_consistency.waiting", count=len(waiting)), icon=":material/hourglass_empty:"):
            table("intake-consistency-open", head, [_line(one, words) for one in waiting])


def _line(one: Found, words: Words) -> tuple[str, ...]:
    return Marked(f":gray-badge[{words.md(kind(one))}]"), sentence(one, words), both(one, words)


def kind(one: Found) -> str:
    """The key of the word for a kind of contradiction."""
    return f"intake_misfit.{one.misfit}" if isinstance(one, BaseContradiction) else f"conflict.{one.conflict.conflict}"


def sentence(one: Found, words: Words) -> str:
    """What does not fit together, with its numbers."""
    if not isinstance(one, BaseContradiction):
        return level_parts.sentence(one, words)
    unit = one.row.metric_unit
    amounts = {name: formats.quantity(getattr(one, name), unit, words.lang) for name in ("base", "level", "expected")}
    if one.misfit is Misfit.GROWTH:
        return words("intake_misfit_said.growth", figure=one.other.figure, share=formats.percent(one.share), **amounts)
    apart = formats.quantity(one.apart, "个百分点" if unit == "%" else unit, words.lang)
    return words("intake_misfit_said.change", figure=one.other.figure, apart=apart, **amounts)


def both(one: Found, words: Words) -> str:
    """The two targets, the earlier one first."""
    return words("who.list").join(_named(side, words) for side in (one.other, one.row))


def _named(side: Side, words: Words) -> str:
    key = "intake.target_option" if side.target_id else "intake.quantity_option"
    return words(key, target=side.target_id, clause=side.clause, figure=side.figure)
