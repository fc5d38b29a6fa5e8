"""A bulletin as a province would issue it: long names, wide and long tables, unknown values."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from dashboard.export.columns import REPORT_OVERVIEW, REPORT_TARGETS, Column
from dashboard.export.stamp import Stamp
from dashboard.export.tables import Table, Units
from dashboard.report.bulletin import Align, Bar, Bulletin, Chart, Grid, Heading, Part, Series, Sheet, SheetChart
from etl.ledger.clock import SHANGHAI

#: When its data became what they are; 00:30 UTC.
MADE_AT = datetime(2026, 10, 31, 8, 30, tzinfo=SHANGHAI)
_PLACES = ("杭州市", "宁波市", "温州市", "嘉兴市", "湖州市", "绍兴市", "金华市", "衢州市", "舟山市", "台州市", "丽水市")
_VERDICTS = (("已达标", "achieved"), ("快于时序", "on_track"), ("略慢于时序", "at_risk"), ("明显慢于时序", "off_track"))

_COLUMNS = (
    ("指标与目标", 13, Align.TEXT), ("目标", 6, Align.NUMBER), ("本期", 6, Align.NUMBER), ("累计", 6, Align.NUMBER),
    ("同比", 5, Align.NUMBER), ("完成率", 5, Align.NUMBER), ("序时", 5, Align.NUMBER), ("差距", 6, Align.NUMBER),
    ("排名", 4, Align.NUMBER), ("较上期", 5, Align.NUMBER), ("状态", 5, Align.TEXT), ("责任单位", 12, Align.TEXT),
)  # fmt: skip
HEADINGS = tuple(Heading(*column) for column in _COLUMNS)


def wide_grid(count: int, caption: str = "表1 各项目标进展") -> Grid:
    """The twelve columns of a bulletin's main table."""
    return Grid(caption, HEADINGS, [_row(number) for number in range(1, count + 1)])


def _row(number: int) -> list[str]:
    place = _PLACES[number % len(_PLACES)]
    if number % 7 == 0:
        return [f"{place}跨境电商综合试验区线下产业园区数量（第{number}项）", "12 个", *["—"] * 8, "未公布", "省商务厅、省发展和改革委员会、杭州海关"]
    return [
        f"{place}跨境电商进出口总额（第{number}项）", "4,282 亿元", f"{number * 31:,}.5 亿元", f"{number * 97:,}.25 亿元", "−12.3%",
        "60.3%", "75%", "−1,199.9 亿元", f"{number % 11 + 1}", "↓ 2", _VERDICTS[number % 4][0], f"{place}人民政府、{place}商务局",
    ]  # fmt: skip


def small_grid() -> Grid:
    """A table that has room on an upright page."""
    headings = (Heading("地区", 6), Heading("目标数", 5, Align.NUMBER), Heading("已达标", 5, Align.NUMBER), Heading("督办建议", 14))
    rows = [(place, str(number + 3), str(number), "请于本季度末前报送整改措施及完成时限。") for number, place in enumerate(_PLACES)]
    return Grid("表2 各市目标进展与督办建议", headings, rows)


def chart(count: int = 12) -> Chart:
    """Bars of every kind: half done, beyond all, below nothing, unknown."""
    special = [
        Bar("全省跨境电商进出口总额占全省外贸进出口总额的比重（含市场采购贸易方式）", 1.62, 0.75, "162%", "应达 75%", "已达标", "achieved"),
        Bar("舟山市跨境电商出口额", -0.18, 0.5, "−18%", "应达 50%", "明显慢于时序", "off_track"),
        Bar("丽水市海外仓面积", None, 0.5, "未公布", "应达 50%", "不可评价", "not_assessable"),
        Bar("衢州市产业园区数量", 0.4, None, "40%", "未定时序", "不可评价", "not_assessable"),
    ]
    usual = [
        Bar(f"{place}跨境电商进出口总额", 0.3 + 0.06 * number, 0.75, f"{30 + 6 * number}%", "应达 75%", *_VERDICTS[number % 4])
        for number, place in enumerate(_PLACES)
    ]
    return Chart("图1 各项目标完成率与序时进度", (special + usual * count)[:count], "条形为已完成的比例，竖线为序时应达到的比例。")


def sheets(**changes: object) -> tuple[Sheet, ...]:
    """The sheets of three targets, with `changes` in the line of the first: one met, one without a
    figure, one whose figure is below zero."""
    stamp = Stamp("2026Q3", "2026Q3", is_public=False, is_demonstration=True)
    common = {"region_name": "杭州市", "metric_name": "跨境电商出口额", "unit": "亿元", "due_period": "2027Q4", "scope": "commerce"}
    told = [
        {"target_value": "3520", "actual_value": "2644.18", "attainment": 0.751, "expected_share": 0.749, "pace": 1.02, "class": "on_track", "baseline_value": "1730", "baseline_period": "2023Q4"},
        {"target_value": "12", "unit": "个", "class": "unpublished", "reason": "no_actual"},
        {"target_value": "10", "unit": "%", "actual_value": "-3.5", "attainment": -0.35, "class": "off_track", "yoy": "-3.5"},
    ]
    told[0] |= changes
    lines = [_line(REPORT_TARGETS, {**common, **one}) for one in told]
    counts = [_line(REPORT_OVERVIEW, {"region_name": name} | {key: 1 for key in _COUNTED}) for name in _PLACES]
    total = _line(REPORT_OVERVIEW, {"region_name": "合计"} | {key: len(_PLACES) for key in _COUNTED})
    stack = SheetChart("各地目标", _PLACES, [Series(name, [1] * len(_PLACES)) for name in ("达标", "未评价")], is_stacked=True)
    attained = Series("完成率", [one.get("attainment") for one in told])
    progress = SheetChart("完成率与序时", ["甲", "乙", "丙"], [attained, Series("序时", [0.749, None, None])], is_stacked=False)
    units = [Units("亿元", "亿元"), Units("个", "个"), Units("%", "个百分点")]
    return (
        Sheet("各地目标完成情况", Table("overview", REPORT_OVERVIEW, counts, (), stamp), (stack,), total),
        Sheet("各项目标进展", Table("targets", REPORT_TARGETS, lines, units, stamp), (progress,)),
    )


_COUNTED = [column.name for column in REPORT_OVERVIEW if column.name.endswith("_count")]


def _line(columns: Sequence[Column], told: Mapping[str, object]) -> list[object]:
    return [told.get(column.name) for column in columns]


def bulletin(*, rows: int = 40, draft: str = "草稿：本季度数据尚未发布", mark: str = "演示数据") -> Bulletin:
    """A provincial bulletin in Chinese."""
    text = "全省纳入跟踪的目标共120项，其中已达标31项，快于时序42项，略慢于时序25项，明显慢于时序14项，暂不可评价8项。"
    return Bulletin(
        title="关于2026年第三季度全省跨境电子商务高质量发展目标任务完成情况的通报",
        draft=draft,
        mark=mark,
        number_field="文号：〔    〕    号",
        signer_field="签发人：        ",
        date_field="    年    月    日",
        seal_field="（印章）",
        opening=("现将2026年第三季度全省目标任务完成情况通报如下。",),
        parts=(
            Part("一、总体情况", (text * 3, "“十四五”规划目标差距为1,199.9亿元，较上期收窄2.3个百分点。"), charts=(chart(),)),
            Part("二、各项目标进展", (text,), grids=(wide_grid(rows),)),
            Part("三、督办事项", (text,), grids=(small_grid(),)),
        ),
        notes_heading="附注：数据与方法",
        notes=("数据截至2026年10月31日。", "差距＝实际值－目标值；“—”表示尚无数据，不作零计。", "来源：《某省跨境电子商务发展行动计划》。"),
        lang="zh",
        made_at=MADE_AT,
        sheets=sheets(),
        addressee="各市、县（市、区）人民政府，省政府直属各单位：",
        issuer="某省商务厅",
    )


def english() -> Bulletin:
    """The same kind of bulletin in English; names of units stay Chinese."""
    headings = [Heading(name, width, align) for name, width, align in (
        ("Target", 22, Align.TEXT), ("Target value", 10, Align.NUMBER), ("This quarter", 10, Align.NUMBER), ("To date", 10, Align.NUMBER),
        ("Year on year", 8, Align.NUMBER), ("Done", 8, Align.NUMBER), ("Due by now", 8, Align.NUMBER), ("Gap", 10, Align.NUMBER),
        ("Rank", 6, Align.NUMBER), ("Change", 7, Align.NUMBER), ("Status", 10, Align.TEXT), ("Responsible", 20, Align.TEXT),
    )]  # fmt: skip
    row = ["Cross-border e-commerce trade of Hangzhou", "CNY 428.2 bn", "CNY 96.5 bn", "CNY 308.2 bn", "−12.3%", "60.3%", "75%",
           "−CNY 119.99 bn", "3", "↓ 2", "Behind schedule", "杭州市人民政府"]  # fmt: skip
    text = "Of 120 targets in force, 31 are met, 42 are ahead of schedule and 39 are behind; 8 cannot be judged yet."
    bars = [Bar("Cross-border e-commerce trade", 0.6, 0.75, "60%", "due 75%", "Behind schedule", "off_track")]
    return Bulletin(
        title="Bulletin on the Targets of Cross-border E-commerce, Third Quarter of 2026",
        draft="Draft: the quarter has not been released",
        mark="Demonstration data",
        number_field="No.: ________",
        signer_field="Issued by: ________",
        date_field="Date: ________",
        seal_field="(Seal)",
        opening=("The state of all targets at the end of the third quarter of 2026 is as follows.",),
        parts=(
            Part("1. Overview", (text * 4, text), charts=(Chart("Figure 1. Done and due", bars, "The line marks what was due."),)),
            Part("2. Targets", (text,), grids=(Grid("Table 1. Targets", headings, [row] * 30),)),
        ),
        notes_heading="Notes on data and method",
        notes=("Data as of 31 Oct 2026.", "A dash stands for what is unknown."),
        lang="en",
        made_at=MADE_AT,
    )
