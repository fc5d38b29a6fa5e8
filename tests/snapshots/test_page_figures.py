"""Charts of the reading pages as JSON: what is drawn, where, in which colour, under which words."""

import json

from syrupy.extensions.json import JSONSnapshotExtension

from dashboard.figures.bullets import bullets
from dashboard.figures.distribution import distribution
from dashboard.figures.panels import Panel, panels
from dashboard.figures.ranking import ranking
from dashboard.figures.trajectory import Marks, trajectory

BLUE, RED = "#0b66a8", "#c2410c"


def drawn(figure) -> dict:
    """The figure as the browser gets it; the template is Plotly's own."""
    said = json.loads(figure.to_json())
    said["layout"].pop("template", None)
    return said


def test_bullets(snapshot):
    figure = bullets(
        title="澜江市 · 实际值与目标",
        subtitle="实际值占目标值的比重，虚线为目标；数据截至2025年第四季度",
        labels=[("▼ 明显滞后　跨境电商产业园", "4 个（2025年第四季度），目标 6 个（2027年底）"), ("● 达到进度　<b>退货率", "7.5%，目标 6%")],
        shares_pct=[66.7, 260.0],
        path_pct=[85.0, None],
        colors=[RED, BLUE],
        hovers=[("澜江市 · 跨境电商产业园", "还差 2 个"), ("澜江市 · 退货率",)],
        names={"actual": "实际值", "path": "应达进度", "target": "目标"},
        mark="演示数据",
    )
    assert drawn(figure) == snapshot(extension_class=JSONSnapshotExtension)


def test_panels(snapshot):
    whole = Panel("澜江市", "● 达到进度", BLUE, [24300, 24312], [50.0, 75.0], ["2024年 50", "2025年 75"], [24300, 24336], [50.0, 100.0])
    figure = panels(
        title="出口额 · 各地走势",
        subtitle="占本地区目标值的比重",
        panels=[whole, *(Panel(f"{name}市", "▼ 明显滞后", RED, [24312], [10.0], ["10"]) for name in "甲乙丙")],
        names={"actual": "实际值", "path": "应达进度"},
    )
    assert drawn(figure) == snapshot(extension_class=JSONSnapshotExtension)


def test_distribution(snapshot):
    figure = distribution(
        title="差距有多大",
        subtitle="推进速度，一点一个地区",
        regions=["甲市", "乙市", "丙市", "丁市", "戊市"],
        shares_pct=[180.0, 121.0, 100.0, 57.0, 7.0],
        labels=["甲市　180%", "乙市　121%", "丙市　100%", "丁市　57%", "戊市　7%"],
        colors=[BLUE, BLUE, BLUE, RED, RED],
        symbols=["circle", "circle", "circle", "triangle-down", "triangle-down"],
    )
    assert drawn(figure) == snapshot(extension_class=JSONSnapshotExtension)


def test_ranking(snapshot):
    figure = ranking(
        title="出口额 · 2027年到期 · 市级",
        subtitle="推进速度占应有速度的比重",
        regions=["甲市", "乙市"],
        shares_pct=[121.0, 7.0],
        labels=["121%　● 达到进度　↑1", "7%　▼ 明显滞后　↓1"],
        colors=[BLUE, RED],
    )
    assert drawn(figure) == snapshot(extension_class=JSONSnapshotExtension)


def test_trajectory_with_stages_and_corrections(snapshot):
    figure = trajectory(
        title="澜江市 · 交易额",
        subtitle="单位：亿元；市级全口径；数据截至2025年第四季度",
        actual_months=[24288, 24300, 24312],
        actual_values=[300.0, 410.0, 520.0],
        actual_labels=["2023年第四季度　300 亿元", "2024年第四季度　410 亿元", "2025年第四季度　520 亿元"],
        path_months=[24288, 24336],
        path_values=[300.0, 900.0],
        due_month=24336,
        target_value=900.0,
        target_label="900 亿元",
        projected_value=740.0,
        names={
            "actual": "实际值", "path": "应达进度", "projected": "推算", "target": "目标", "derived": "由同比推算",
            "stages": "其他期限的目标", "revisions": "更正前的数",
        },
        due_label="2027年底到期",
        stages=Marks([24276], [250.0], ["到2022年底，不低于 250 亿元　✔ 已完成"]),
        revisions=Marks([24300], [430.0], ["更正前：2024年第四季度　430 亿元"]),
        year_format="%Y年",
    )  # fmt: skip
    assert drawn(figure) == snapshot(extension_class=JSONSnapshotExtension)
