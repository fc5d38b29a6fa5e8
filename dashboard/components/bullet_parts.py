"""Bullet charts of targets: of one region, or of one metric in several regions."""

from collections.abc import Sequence
from decimal import Decimal

from plotly import graph_objects as go

from dashboard import formats, sayings
from dashboard.components import charts
from dashboard.figures.bullets import bullets
from dashboard.findings import paths
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words
from etl.vocabulary import Direction


def can_be_drawn(row: TargetRow) -> bool:
    """Whether its actual is a share of its target: both known, the target above zero."""
    return row.attainment is not None and Decimal(row.target_value) > 0


def kept_bullets(rows: Sequence[TargetRow], title: str, view: View, *, by_region: bool = False) -> go.Figure:
    """The chart of these rows, drawn once."""
    key = "bullets", by_region, title, rows[0].as_of, tuple(row.key for row in rows)
    return charts.kept(view, key, lambda: bullet_chart(rows, title, view, by_region=by_region))


def bullet_chart(rows: Sequence[TargetRow], title: str, view: View, *, by_region: bool = False) -> go.Figure:
    """One row per target, named by its metric or, for one metric in several regions, by its region."""
    words = view.words
    name = sayings.region_name if by_region else sayings.metric_name
    return bullets(
        title=title,
        subtitle=words("chart.share_and_day", day=charts.data_day(rows, words)),
        labels=[(f"{sayings.class_text(row, words)}　{name(row, words)}", figures(row, words)) for row in rows],
        shares_pct=[100 * row.attainment for row in rows],
        path_pct=[path_pct(row) for row in rows],
        colors=[sayings.look(row).color for row in rows],
        hovers=[hover(row, words) for row in rows],
        names={name: words(f"chart.{name}") for name in ("actual", "path", "target")},
        mark=view.mark,
    )


def path_pct(row: TargetRow) -> float | None:
    """Where it should be by now, in per cent of the target."""
    share = paths.expected_share(row)
    return None if share is None else 100 * share


def figures(row: TargetRow, words: Words) -> str:
    """`126 亿元（2025年第四季度） / 200 亿元（2027年底）`."""
    key = "bullet.figures_lower" if row.direction == Direction.LOWER else "bullet.figures"
    return words(
        key,
        actual=sayings.actual(row, words),
        period=formats.period(row.actual_period, words.lang),
        target=sayings.target(row, words),
        due=formats.due(row.due_period, words.lang),
    )


def hover(row: TargetRow, words: Words) -> list[str]:
    """What the scorecard says of the same target."""
    expected = formats.quantity(row.expected_value, row.value_unit, words.lang)
    return [
        f"{sayings.region_name(row, words)} · {sayings.metric_name(row, words)}",
        sayings.commitment(row, words),
        words("bullet.actual", actual=sayings.actual(row, words), period=formats.period(row.actual_period, words.lang)),
        words("bullet.target", target=sayings.target(row, words), share=formats.percent(row.attainment)),
        *([words("bullet.expected", expected=expected)] if row.expected_value is not None else []),
        sayings.gap(row, words),
        sayings.measured(row, words),
        words("card.and").join([sayings.class_text(row, words), *sayings.remarks(row, words)]),
    ]
