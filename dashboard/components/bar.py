"""A progress bar that also shows where the figure should be. Numbers only, no text."""

import streamlit as st

from dashboard import theme
from dashboard.rows import TargetRow
from etl.vocabulary import Performance


def progress_bar(row: TargetRow) -> None:
    """Progress from baseline to target; the tick is the progress expected by now."""
    if row.progress is None:
        return
    st.html(bar_html(row.progress, expected_share(row), theme.LOOKS[Performance(row.performance)].color))


def expected_share(row: TargetRow) -> float | None:
    """Expected progress between baseline (0) and target (1)."""
    if row.expected_value is None:
        return None
    base, target = float(row.baseline_value), float(row.target_value)
    return (row.expected_value - base) / (target - base)


def bar_html(progress: float, expected: float | None, color: str) -> str:
    """The bar; shares outside 0–1 are drawn at its ends."""
    tick = "" if expected is None else f'<b style="left:{_clamped(expected):.1f}%"></b>'
    fill = f'<i style="width:{_clamped(progress):.1f}%;background:{color}"></i>'
    return f'<div class="gap-bar" role="img" aria-label="{100 * progress:.0f}%">{fill}{tick}</div>'


def _clamped(share: float) -> float:
    return 100 * min(max(share, 0.0), 1.0)
