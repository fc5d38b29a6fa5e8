"""Charts as plain dicts: what is drawn, in which unit, under which title."""

from dashboard.figures.base import wrapped
from dashboard.figures.bullets import bullets
from dashboard.figures.ranking import ranking
from dashboard.figures.trajectory import trajectory
from dashboard.figures.trend import spread, trend

NAMES = {"actual": "实际值", "path": "应达进度", "projected": "推算", "target": "目标", "derived": "含推算"}


def example(**changes):
    arguments = {
        "title": "浙江省 · 出口额",
        "subtitle": "单位：亿元；数据截至2025年8月",
        "actual_months": [24300, 24308],
        "actual_values": [2141.0, 2580.8],
        "actual_labels": ["2024年第四季度　2,141 亿元", "2025年8月　2,580.8 亿元"],
        "path_months": [24300, 24318, 24336],
        "path_values": [2141.0, 3027.8, 4282.0],
        "due_month": 24336,
        "target_value": 4282.0,
        "target_label": "4,282 亿元",
        "projected_value": 4962.7,
        "names": NAMES,
        "due_label": "2027年底到期",
    }
    return trajectory(**arguments | changes).to_plotly_json()


def traces(figure):
    return {trace["name"]: trace for trace in figure["data"]}


def test_trajectory_draws_actuals_path_projection_and_target():
    drawn = traces(example())
    assert list(drawn) == ["应达进度", "推算", "实际值", "目标 4,282 亿元"]
    assert drawn["实际值"]["x"] == ["2024-12-01", "2025-08-01"]
    assert drawn["实际值"]["y"] == [2141.0, 2580.8]
    assert drawn["应达进度"]["x"][-1] == drawn["目标 4,282 亿元"]["x"][0] == "2027-12-01"
    assert drawn["推算"]["y"] == [2580.8, 4962.7]


def test_trajectory_says_title_unit_and_data_date():
    title = example()["layout"]["title"]
    assert title["text"] == "浙江省 · 出口额"
    assert title["subtitle"]["text"] == "单位：亿元；数据截至2025年8月"


def test_trajectory_leaves_room_above_the_target_and_starts_at_zero():
    low, high = example()["layout"]["yaxis"]["range"]
    assert low == 0 and high > 4962.7


def test_trajectory_of_falling_figures_shows_negative_ones():
    assert example(actual_values=[-5.0, 3.0])["layout"]["yaxis"]["range"][0] < -5


def test_trajectory_without_figures_still_shows_the_target():
    drawn = traces(example(actual_months=[], actual_values=[], actual_labels=[], path_months=[], path_values=[]))
    assert drawn["目标 4,282 亿元"]["y"] == [4282.0]
    assert drawn["实际值"]["x"] == []
    assert "应达进度" not in drawn and "推算" not in drawn


def test_no_projection_once_the_due_month_is_known():
    assert "推算" not in traces(example(actual_months=[24300, 24336]))


def test_a_demonstration_says_so_in_the_title():
    figure = example(mark="演示数据")
    assert figure["layout"]["title"]["text"].startswith("【演示数据】")


def test_names_are_stripped_of_markup():
    title = example(title="<a href='https://example.org'>x</a>")["layout"]["title"]["text"]
    assert "<" not in title and ">" not in title


def test_a_bar_far_off_is_cut_and_its_label_says_the_figure():
    figure = bullets(
        title="甲市",
        subtitle="",
        labels=[("增速", "−30.7%，目标 10%"), ("企业", "400 家，目标 100 家")],
        shares_pct=[-307.0, 400.0],
        path_pct=[95.0, None],
        colors=["#c2410c", "#0b66a8"],
        hovers=[("−307%",), ("400%",)],
        names={"actual": "实际值", "path": "应达进度", "target": "目标"},
    ).to_plotly_json()
    assert figure["data"][1]["x"] == [-40, 200]
    low, high = figure["layout"]["xaxis"]["range"]
    assert -50 < low < 0 and 200 < high < 220
    assert "−30.7%，目标 10%" in figure["layout"]["annotations"][0]["text"]
    assert figure["data"][2]["y"] == [0]


def test_the_line_at_the_target_runs_through_no_label():
    figure = bullets(
        title="甲市",
        subtitle="",
        labels=[("出口额", "100 亿元"), ("企业", "400 家，目标 500 家")],
        shares_pct=[50.0, 80.0],
        path_pct=[None, None],
        colors=["#c2410c", "#0b66a8"],
        hovers=[("50%",), ("80%",)],
        names={"actual": "实际值", "path": "应达进度", "target": "目标"},
    ).to_plotly_json()["layout"]
    for row, (line, label) in enumerate(zip(figure["shapes"], figure["annotations"], strict=True)):
        assert (line["x0"], line["yref"]) == (100, "y")
        assert label["y"] < line["y0"] < row < line["y1"] < row + 0.5  # a label ends above its bar; the axis runs down
    assert label["yanchor"] == "bottom"


def test_ranking_keeps_order_and_marks_the_target():
    figure = ranking(
        title="出口额",
        subtitle="实际值占目标值的比重",
        regions=["甲市", "<b>乙市"],
        shares_pct=[101.1, 60.3],
        labels=["101.1% ✔ 已完成", "60.3% ● 达到进度"],
        colors=["#00715d", "#0b66a8"],
    ).to_plotly_json()
    bar = figure["data"][0]
    assert bar["y"] == ["甲市", "‹b›乙市"]
    assert bar["x"] == [101.1, 60.3]
    assert bar["text"][1].endswith("达到进度")
    assert bar["marker"]["color"] == ["#00715d", "#0b66a8"]
    [line] = figure["layout"]["shapes"]
    assert (line["x0"], line["layer"]) == (100, "between")  # behind the bars and what is written in them
    assert figure["layout"]["xaxis"]["range"][1] > 101.1
    assert figure["layout"]["yaxis"]["autorange"] == "reversed"


def test_a_label_beside_a_short_bar_interrupts_the_line():
    figure = ranking(
        title="出口额", subtitle="", regions=["甲市", "乙市"], shares_pct=[180.0, 57.0], labels=["180%", "57% ▼ 明显滞后"],
        colors=["#00715d", "#0b66a8"],
    ).to_plotly_json()["layout"]  # fmt: skip
    [label] = figure["annotations"]
    assert (label["text"], label["bgcolor"]) == ("57% ▼ 明显滞后", "white")


def test_trend_draws_one_line_per_region_and_never_repeats_colour_with_marker():
    regions = [f"{number}市" for number in range(12)]
    figure = trend(
        title="出口额",
        subtitle="单位：亿元",
        regions=regions,
        months=[[24300, 24312]] * 12,
        values=[[1.0, 2.0]] * 12,
        derived=[{24300}] * 12,
    ).to_plotly_json()
    looks = {(trace["line"]["color"], trace["line"]["dash"]) for trace in figure["data"]}
    assert [trace["name"] for trace in figure["data"]] == regions
    assert len(looks) == 12
    assert [label["text"] for label in figure["layout"]["annotations"]] == regions
    assert figure["layout"]["showlegend"] is False
    assert figure["data"][0]["marker"]["symbol"] == ["circle-open", "circle"]


def test_names_at_the_ends_of_lines_do_not_overlap_and_keep_their_order():
    places = spread([0.5, 0.5, 0.52, 0.99, 1.0], 0.05)
    assert sorted(places) == places
    assert all(above - below >= 0.05 - 1e-9 for below, above in zip(places, places[1:]))
    assert places[-1] <= 1.0
    assert spread([0.9, 0.1], 0.05) == [0.9, 0.1]


def test_august_stands_under_its_own_year():
    axis = example(year_format="%Y年")["layout"]["xaxis"]
    assert axis["tick0"].endswith("-01-01") and axis["dtick"] == "M12"
    assert axis["ticklabelmode"] == "period" and axis["tickformat"] == "%Y年" and axis["showgrid"]


def test_the_due_date_is_named_at_its_line():
    layout = example()["layout"]
    assert layout["annotations"][0]["text"] == "2027年底到期"
    assert layout["annotations"][0]["x"] == layout["shapes"][0]["x0"]


def test_a_derived_figure_is_hollow_and_the_legend_says_why():
    drawn = traces(example(derived_months={24308}))
    assert drawn["实际值"]["marker"]["symbol"] == ["circle", "circle-open"]
    assert drawn["含推算"]["marker"]["symbol"] == "circle-open"
    assert "含推算" not in traces(example())


def test_long_titles_are_broken_for_a_narrow_screen():
    assert wrapped("中文标题", 44) == "中文标题"
    assert wrapped("一二三四五六", 6) == "一二三<br>四五六"
    assert wrapped("Manufacturers and traders", 16) == "Manufacturers<br>and traders"
    assert wrapped("<b>bold</b>", 44) == "‹b›bold‹/b›"
    assert wrapped("比重，虚线为目标；截至八月", 20) == "比重，虚线为目标；<br>截至八月"
    assert wrapped("12,345 of 67,890 units", 13) == "12,345 of<br>67,890 units"
    assert wrapped("虚线为目标（到年底）", 19) == "虚线为目标<br>（到年底）", "no bracket alone, no single word on the last line"
    assert wrapped("现在的差距", 8) == "现在的<br>差距"
    assert wrapped("The pace: what it is", 18) == "The pace:<br>what it is"
    tall, short = (example(title=title)["layout"] for title in ("字" * 60, "字"))
    assert tall["margin"]["t"] > short["margin"]["t"] and tall["height"] > short["height"]
