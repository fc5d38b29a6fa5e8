"""Whole plans of other provinces and policy fields, written for the purpose, read as expected.

`tests/plans/*.csv` hold what a person expects of each text; renew one with
`python -m tests.rules.test_extract_plans` and look at the difference.
"""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.extract import extract
from etl.extract.reading import read_plan
from etl.extract.rows import COLUMNS, as_csv_cell, as_row
from tests.plan_text import candidates, goals, known

PLANS = sorted(path for path in (Path(__file__).parents[1] / "plans").iterdir() if path.suffix != ".csv")
SHOWN = (
    "row", "clause", "figure", "is_goal", "reason", "not_computable", "rule", "metric", "metric_proposed", "region", "basis", "comparator",
    "value", "value_high", "unit", "baseline_year", "start", "due", "parent", "repeats", "obligation", "responsible",
)  # fmt: skip


def as_read(path: Path) -> str:
    """What extraction makes of a plan, in the columns a person checks."""
    _, found = extract(read_plan(path.read_bytes(), path.name), known())
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(SHOWN)
    for one in found:
        row = as_row(one)
        writer.writerow([as_csv_cell(row[name]) for name in SHOWN])
    return text.getvalue()


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_is_read_as_expected(path):
    assert as_read(path).splitlines() == path.with_suffix(".csv").read_text(encoding="utf-8").splitlines()


ZONES = """岚谷省人民政府关于印发中国(湖州)等2个跨境电子商务综合试验区实施方案的通知
2025年6月1日
中国(湖州)跨境电子商务综合试验区实施方案
一、目标
到2027年,公共海外仓达到8个。
中国(嘉兴)跨境电子商务综合试验区实施方案
一、目标
到2028年,新增公共海外仓3个,平湖市建成跨境电商产业园2个。
"""


def test_each_zone_of_a_document_has_its_own_region_and_horizon():
    read = [(one.region_code, one.metric, one.basis, str(one.due)) for one in goals(ZONES)]
    assert read == [
        ("330500", "public_overseas_warehouse_count", "level", "2027-12-31"),
        ("330400", "public_overseas_warehouse_count", "increment", "2028-12-31"),
        ("330482", "cbec_park_count", "level", "2028-12-31"),
    ]


def test_a_chain_of_doublings_and_a_part_name_their_parents():
    found = goals(
        "湖州市跨境电商方案(2024—2030年)\n一、目标\n到2027年,跨境电商出口额较2024年翻一番;力争到2030年,跨境电商出口额较2027年再翻一番。"
        "到2027年,建成海外仓30个(其中公共海外仓10个)。"
    )
    first, second, whole, part = found
    assert (second.parent, second.baseline_year, second.obligation) == (first.row, 2027, "aspirational")
    assert (part.parent, part.metric, first.parent) == (whole.row, "public_overseas_warehouse_count", None)


def test_a_goal_said_again_names_the_row_that_said_it_first():
    first, second = goals("湖州市跨境电商方案(2024—2027年)\n一、目标\n到2027年,建成公共海外仓9个。\n二、任务\n到2027年,建成公共海外仓9个。")
    assert (first.repeats, second.repeats) == (None, first.row)


def test_a_repeated_heading_points_to_its_text():
    heading, text = goals("湖州市跨境电商方案(2024—2027年)\n一、任务\n1.建设一个综合园区。到2026年,建成一个跨境电商产业园。")
    assert (heading.repeats, heading.metric, text.repeats) == (text.row, "cbec_park_count", None)


def test_responsible_units_are_those_the_clause_names():
    found = goals("湖州市方案\n一、任务\n(一)建成海外仓5个。(责任单位:市商务局、市财政局,各区、县〔市〕政府,按职责分工负责,下同)\n(二)建成品牌馆3个。")
    assert [one.responsible for one in found] == [("市商务局", "市财政局", "各区、县〔市〕政府"), ()]


def test_yearly_goals_of_a_plan_issued_in_the_fourth_quarter_start_the_year_after():
    text = "湖州市跨境电商若干措施\n湖州市人民政府\n2024年11月5日\n一、目标\n到2027年,每年开展跨境电商培训800人次。"
    assert [str(one.start) for one in goals(text)] == ["2025-01-01"]


def test_a_metric_of_another_field_is_proposed_and_never_forced_into_the_register():
    found = goals("湖州市养老方案(2025—2027年)\n一、目标\n到2027年,引进护理人才300名,养老龙头企业达到5家,进出口额突破20亿元。")
    assert [one.metric for one in found] == ["", "", ""]
    assert [one.metric_proposed for one in found] == ["护理人才", "养老龙头企业", "进出口额"]


def test_a_goal_can_become_a_row_of_the_register():
    one = goals("湖州市跨境电商方案(2025—2027年)\n一、目标\n力争到2027年,跨境电商进出口额突破1200亿元。")[0]
    row = as_row(one)
    expected = {
        "region_code": "330500", "metric": "cbec_trade_value", "basis": "level", "comparator": "gt", "value": "1200", "unit": "亿元",
        "start": "2025-01-01", "due": "2027-12-31", "obligation": "aspirational", "figure": "突破1200亿元",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_a_noun_that_sounds_like_growth_is_none():
    one = goals("云川市工业方案(2025—2027年)\n一、目标\n到2027年,工业增加值占比达到32%。")[0]
    assert (one.basis, one.metric_proposed, one.rule) == ("level", "工业增加值占比", "compared")


def test_a_period_that_the_text_itself_names_is_the_plan_s():
    one = goals("云川市工业规划\n规划期为2025—2028年。\n一、目标\n新开通专线6条。")[0]
    assert (str(one.start), str(one.due), one.metric_proposed) == ("2025-01-01", "2028-12-31", "专线")


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("湖州市跨境电商方案(2025—2027年)\n一、目标\n到2027年,公共海外仓达到30个。", encoding="utf-8")
    return path


def test_the_command_prints_csv_and_json(plan, capsys):
    assert main(["extract", str(plan)]) == 0
    printed = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(printed.out)))
    assert tuple(rows[0]) == COLUMNS and [row["is_goal"] for row in rows] == ["false", "false", "true"]
    assert "找到 3 处数字" in printed.err
    assert main(["extract", str(plan), "--format", "json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"]["chars"] == len("湖州市跨境电商方案(2025—2027年)\n一、目标\n到2027年,公共海外仓达到30个。")
    assert told["candidates"][-1]["value"] == "30" and told["candidates"][-1]["metric"] == "public_overseas_warehouse_count"


def test_the_command_refuses_with_a_reason(tmp_path, capsys):
    path = tmp_path / "scan.png"
    path.write_bytes(b"\x89PNG\r\n")
    assert main(["extract", str(path)]) == 1
    assert "PNG" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["extract", str(tmp_path / "missing.txt")])
    assert ended.value.code == 2


def test_a_title_that_would_be_a_formula_is_none(plan, capsys):
    plan.write_text("=HYPERLINK方案\n一、目标\n到2027年,建成+1场馆5个。", encoding="utf-8")
    main(["extract", str(plan)])
    cells = [cell for row in csv.reader(io.StringIO(capsys.readouterr().out)) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]


def test_the_command_starts_as_a_program(plan):
    done = subprocess.run([sys.executable, "-m", "etl", "extract", str(plan)], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 4


def test_candidates_know_their_place_in_the_file_as_read():
    text = "方案\n一、目标\n到 ２０２７ 年，建成场馆 1\n2 家以上。"
    one = goals("湖州市" + text)[0]
    assert one.figure == "12家以上" and ("湖州市" + text)[one.source_start : one.source_end] == "1\n2 家以上"
    assert candidates("") == []


if __name__ == "__main__":
    for plan_path in PLANS:
        plan_path.with_suffix(".csv").write_text(as_read(plan_path), encoding="utf-8")
