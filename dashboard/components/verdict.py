"""How one target stands: promise, class, figure, gap and what is still needed."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, needs, sayings
from dashboard.components.bar import progress_bar
from dashboard.rows import TargetRow
from dashboard.wording import Words, markdown


def verdict(row: TargetRow, more: Sequence[tuple[str, str, str]], units: str, words: Words) -> None:
    """The target in full width: its four figures, `more` of them, and the responsible units in Markdown."""
    shown = [*figures(row, words), *more]
    with st.container(border=True, key="card-verdict"):
        st.markdown(f"### {markdown(title(row, words))}", anchors=False)
        st.markdown(f"{markdown(sayings.commitment(row, words))}　{badges(row, words)}")
        progress_bar(row)
        with st.grid(3 if more else 4, min_column_width=150, key="verdict-figures"):
            for place, (name, value, note) in enumerate(shown):
                tile(f"verdict-{place}", name, value, note)
        st.markdown(units)


def title(row: TargetRow, words: Words) -> str:
    """Region and metric."""
    return f"{sayings.region_name(row, words)} · {sayings.metric_name(row, words)}"


def figures(row: TargetRow, words: Words) -> list[tuple[str, str, str]]:
    """Target, actual, gap and need: name, figure, note."""
    surplus = row.gap_to_target is not None and row.gap_to_target.startswith("-")
    known = [
        (words("verdict.target"), sayings.target(row, words), formats.due(row.due_period, words.lang)),
        (words("verdict.actual"), sayings.actual(row, words), _period(row, words)),
        (words("verdict.surplus" if surplus else "verdict.missing"), sayings.gap_amount(row, words), ""),
    ]
    if row.required_per_quarter is not None:
        known.append(needed(row, words))
    elif row.pace is not None:
        known.append((words("verdict.pace"), sayings.pace(row, words), sayings.since(row, words)))
    return known


def _period(row: TargetRow, words: Words) -> str:
    return formats.period(row.actual_period, words.lang) if row.actual_period else ""


def needed(row: TargetRow, words: Words) -> tuple[str, str, str]:
    """What is needed per quarter: name, figure, note."""
    return needs.heading(row, words), needs.amount(row, words), words("card.and").join(needs.notes(row, words))


def tile(key: str, name: str, value: str, note: str = "") -> None:
    """One figure with its name."""
    with st.container(key=f"tile-{key}", gap=None, height="stretch"):
        st.caption(markdown(name))
        st.markdown(f"**{markdown(value)}**")
        if note:
            st.caption(markdown(note))


def badges(row: TargetRow, words: Words) -> str:
    """Class, obligation and remarks as badges, in Markdown."""
    said = [sayings.badge(row, words), f":gray-badge[{markdown(words(f'obligation.{row.obligation}'))}]"]
    if remarks := sayings.remarks(row, words):
        said.append(f":gray[:small[{markdown(' · '.join(remarks))}]]")
    return " ".join(said)
