"""Numbers of one plan that contradict each other, before and after the confirmation."""

from collections.abc import Iterator

import streamlit as st

from dashboard import formats
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
    count = len(told) + len(found.stages)
    st.markdown(f"##### {words.md('intake_consistency.title', count=count) if count else words.md('intake_consistency.none')}", anchors=False)
    head = [words(f"intake_column.{name}") for name in ("kind", "contradiction", "targets")]
    if count:
        table("intake-consistency", head, [*map(lambda one: _line(one, words), told), *_stages(found, words)])
    if waiting := [one for one in findings if adding_up.is_open(one)]:
        with st.expander(words("intake_consistency.waiting", count=len(waiting)), icon=":material/hourglass_empty:"):
            table("intake-consistency-open", head, [_line(one, words) for one in waiting])


def _line(one: intake_contradictions.Contradiction, words: Words) -> tuple[str, ...]:
    kind = Marked(f":gray-badge[{words.md(f'conflict.{one.conflict.conflict}')}]")
    return kind, level_parts.sentence(one, words), _both(one.other, one.row, words)


def _stages(found: Inconsistencies, words: Words) -> Iterator[tuple[str, ...]]:
    """Shares, growth rates and minimums that fall, which never add up between regions."""
    for one in found.stages:
        kind = Marked(f":gray-badge[{words.md('conflict.falling_stage')}]")
        sides = {"first": one.earlier, "last": one.later}
        dues = {name: formats.due(intake_contradictions.due_period(side.due), words.lang) for name, side in sides.items()}
        yield kind, words("intake_consistency.stage", earlier=one.earlier.figure, later=one.later.figure, **dues), _both(one.earlier, one.later, words)


def _both(first, second, words: Words) -> str:
    return words("who.list").join(
        words("intake.target_option", target=one.target_id, clause=one.clause, figure=one.figure) for one in (first, second)
    )
