"""Numbers of one plan that contradict each other, before and after the confirmation."""

import streamlit as st

from dashboard.components import level_parts
from dashboard.components.table import Marked, table
from dashboard.findings import adding_up, intake_contradictions
from dashboard.wording import Words
from etl.collection.plan_reading import Inconsistencies
from etl.registers import Registers


def consistency(found: Inconsistencies, registers: Registers, words: Words) -> None:
    """Each contradiction as a sentence with both targets; what only waits for a base apart."""
    findings = intake_contradictions.contradictions(found.conflicts, registers)
    told = [one for one in findings if not adding_up.is_open(one)]
    count = len(told)
    st.markdown(f"##### {words.md('intake_consistency.title', count=count) if count else words.md('intake_consistency.none')}", anchors=False)
    head = [words(f"intake_column.{name}") for name in ("kind", "contradiction", "targets")]
    if count:
        table("intake-consistency", head, [_line(one, words) for one in told])
    if waiting := [one for one in findings if adding_up.is_open(one)]:
        with st.expander(words("intake_consistency.waiting", count=len(waiting)), icon=":material/hourglass_empty:"):
            table("intake-consistency-open", head, [_line(one, words) for one in waiting])


def _line(one: intake_contradictions.Contradiction, words: Words) -> tuple[str, ...]:
    kind = Marked(f":gray-badge[{words.md(f'conflict.{one.conflict.conflict}')}]")
    return kind, level_parts.sentence(one, words), both(one, words)


def both(one: intake_contradictions.Contradiction, words: Words) -> str:
    """The two targets, the earlier one first."""
    return words("who.list").join(
        words("intake.target_option", target=side.target_id, clause=side.clause, figure=side.figure) for side in (one.other, one.row)
    )
