"""推进速度 of a figure that moves away from its target: words wherever it is shown, a number in files."""

import pytest

from dashboard import sayings
from dashboard.components import metric_charts, metric_parts, second_opinion, verdict
from dashboard.export.stamp import Stamp
from dashboard.export.tables import gaps
from dashboard.findings import formula
from dashboard.findings.comparison import Group
from dashboard.wording import Words
from tests.page_rows import row

ZH, EN = Words("zh"), Words("en")
AWAY = "走向与目标相反"


def bars_notes(figure):
    return [one.text for one in figure.layout.annotations]


def falling(**changes):
    return row(pace=-1.89, performance="off_track", **changes)


@pytest.mark.parametrize(
    ("pace", "zh", "en"),
    [(1.2, "120%", "120%"), (0.0, "0%", "0%"), (-1.89, AWAY, "moving away from the target"), (None, "—", "—")],
)
def test_below_zero_it_is_said_in_words(pace, zh, en):
    assert (sayings.pace(row(pace=pace), ZH), sayings.pace(row(pace=pace), EN)) == (zh, en)


def test_attainment_is_a_share_whichever_way_it_moves():
    assert sayings.ranked_by(falling(), "attainment", ZH) == "63%"


def test_pages_say_it_alike():
    assert verdict.figures(falling(required_per_quarter=None), ZH)[-1][:2] == ("推进速度", AWAY)
    assert second_opinion._main(falling(), ZH)[2] == AWAY


def test_a_ranking_names_the_measure_only_beside_a_number():
    first, last = row(pace=1.2), falling(region_zh="嘉兴市")
    group = Group(2027, "city", "pace", [first, last], [], [])
    named = metric_parts._ends(group.ranked, [group], ZH)
    assert ZH("metric.answer", **named) == f"浙江省居首（推进速度 120%），嘉兴市居末（{AWAY}）"
    alone = metric_parts._ends([last], [group], EN)
    assert "has comparable figures so far (moving away from the target)" in EN("metric.answer_one", **alone)


def test_charts_of_a_ranking_draw_the_number_and_write_the_words(monkeypatch):
    monkeypatch.setattr(metric_charts.charts, "data_day", lambda rows, words: "2025年12月31日")
    view = type("View", (), {"words": ZH, "mark": ""})()
    group = Group(2027, "province", "pace", [row(pace=1.2), falling()], [], [])
    (bars,) = metric_charts.ranking_chart(group, {}, "排名", view).data
    assert list(bars.x) == [120, -189] and bars.text[1].startswith(AWAY)
    (beside,) = [one for one in bars_notes(metric_charts.ranking_chart(group, {}, "排名", view)) if AWAY in one]
    assert beside == f"{AWAY}<br>▼ 明显滞后", "half of a telephone is not wide enough for one line"
    points = metric_charts.distribution_chart(group, "分布", view).data[-1]
    assert list(points.x) == [120, -189] and AWAY in points.customdata[1]


def test_a_formula_gives_the_number_and_what_it_means():
    lines = {line.name: line for line in formula.lines(falling(), ZH)}
    assert lines["推进速度"].result == f"−189%（{AWAY}）"


def test_a_file_holds_the_number():
    table = gaps([falling()], (), {}, Stamp("2025Q4", "2025Q4", None, is_public=True, is_demonstration=False), ZH)
    found = dict(zip([column.name for column in table.columns], table.lines[0], strict=True))
    assert found["pace"] == -1.89
