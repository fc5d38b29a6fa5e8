"""Sections of 指标."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, sayings
from dashboard.components.table import Marked, facts, table
from dashboard.rows import MetricRow, TargetRow
from dashboard.wording import Words


def name(row: TargetRow, words: Words) -> str:
    """The metric's name, for chart titles."""
    return sayings.metric_name(row, words)


def definition(metric: MetricRow, words: Words) -> None:
    """What is measured, in which unit and scope."""
    kind = f"{words(f'kind.{metric.kind}')}　{formats.unit_name(metric.unit, words.lang)}".strip()
    rows = [
        ("definition", words.name(metric.definition_zh, metric.definition_en)),
        ("kind", kind),
        ("scope", words(f"scope.{metric.scope}")),
    ]
    facts("definition", [(words(f"fact.{key}"), value) for key, value in rows])


def ranking(rows: Sequence[TargetRow], words: Words) -> None:
    """The ranking in figures."""
    columns = ("rank", "region", "actual", "target", "attainment", "pace", "due", "class")
    lines = [
        (
            str(place),
            sayings.region_name(row, words),
            sayings.actual(row, words),
            sayings.target(row, words),
            formats.percent(row.attainment),
            formats.percent(row.pace, 0),
            formats.due(row.due_period, words.lang),
            Marked(sayings.badge(row, words)),
        )
        for place, row in enumerate(rows, 1)
    ]
    table("ranking", [words(f"fact.{column}") for column in columns], lines, stack=False)


def apart(rows: Sequence[tuple[TargetRow, str]], words: Words) -> None:
    """Targets of the same metric that are not comparable, each with the reason."""
    columns = ("region", "promise", "actual", "class", "reason")
    lines = [
        (
            sayings.region_name(row, words),
            sayings.commitment(row, words),
            sayings.actual(row, words),
            Marked(sayings.badge(row, words)),
            words(
                f"apart.{reason}",
                scope=words(f"scope.{row.scope}"),
                basis=words(f"basis.{row.basis}"),
            ),
        )
        for row, reason in rows
    ]
    table("apart", [words(f"fact.{column}") for column in columns], lines)
