"""Targets metric by metric in a bulletin: their figures, their ranks and what falls due."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.report import due, metrics
from etl.warehouse.quarter_figures import QuarterFigure
from tests.bulletins import CITY, OTHER_CITY, place
from tests.page_rows import row


@pytest.mark.parametrize(("period", "month", "said"), [("2025Q4", 24312, "第四季度"), ("2025Q3", 24309, "第三季度")])
def test_a_rate_is_said_once_and_of_its_quarter(period, month, said):
    rate = row(kind="rate", basis="level", metric_unit="%", unit="%", actual_value="13.7", actual_period=period)
    figure = QuarterFigure(rate.region_code, rate.metric, rate.scope, None, None, None, None, None, month, Decimal("13.7"))
    part = metrics.metrics(place([rate], quarter_figures={(rate.region_code, rate.metric, rate.scope): figure}))
    assert f"跨境电商出口额：2025年{said}为13.7%；目标为" in part.paragraphs[0].replace(" ", "")


def test_a_target_that_has_not_begun_says_from_when_it_counts():
    figures = {("330000", "export_value", "commerce"): QuarterFigure("330000", "export_value", "commerce", None, None, 24312, Decimal(126), None, 24312, Decimal(126))}
    part = metrics.metrics(place([row(performance="not_started", start_date=date(2026, 1, 1))], quarter_figures=figures))
    assert part.paragraphs[0] == (
        "（一）贸易规模。跨境电商出口额：2025年全年累计126亿元；目标为到2027年底，达到2024年的2倍（即200亿元），"
        "未开始（自2026年第一季度起评价）。"
    )


def test_what_falls_due_now_is_told_with_its_outcome():
    now = row(basis="every_year", due_period="2025Q4", performance="achieved", required_per_quarter=None, value="120", unit="亿元", comparator="ge")
    after = row(target_id="330000-02", due_period="2026Q4", performance="not_started")
    subject = place([now, after])
    assert metrics.metrics(subject).paragraphs == ("（一）贸易规模。跨境电商出口额：本年累计126亿元；目标为2025年不低于120亿元，完成率63%，已完成。",)
    assert due.due(subject).paragraphs[0].startswith("本季度有1项目标到期（已完成1项）。未来四个季度内有1项目标到期")
    running = replace(after, performance="on_track")
    assert "到2026年底" in metrics.metrics(place([now, running])).paragraphs[0]


def test_targets_that_have_not_begun_are_not_ranked_and_claim_no_figure():
    rows = [row(target_id=f"{code}-01", region_code=code, performance="not_started", pace=None) for code in (CITY, OTHER_CITY)]
    future = row(target_id="330000-02", basis="increment", comparator="ge", value="5", unit="亿元", performance="not_started", actual_value=None, actual_period=None, attainment=None)
    part = metrics.metrics(place([*rows, future]))
    assert not part.grids and not part.charts
    assert part.paragraphs == ("（一）贸易规模。跨境电商出口额：目标为到2027年底，新增不低于5亿元，未开始（自2024年第一季度起评价）。",)


def test_who_moves_away_from_a_target_has_no_share_of_speed():
    rows = [row(target_id=f"{code}-01", region_code=code, region_zh=name, pace=pace) for code, name, pace in ((CITY, "湖州市", 1.2), (OTHER_CITY, "嘉兴市", -0.3))]
    part = metrics.metrics(place(rows))
    assert "湖州市居首（推进速度120%），嘉兴市居末（走向与目标相反）。" in part.paragraphs[0]
    assert [line[4] for line in part.grids[0].rows] == ["120%", "走向与目标相反"]
    level = metrics.metrics(place([replace(one, pace=0.8) for one in rows]))
    assert "各地相同（推进速度80%）。" in level.paragraphs[0]
