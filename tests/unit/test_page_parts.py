"""Parts of the reading pages: names of stacked cells, counts of a matrix cell, links, widths."""

from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.components import links, register
from dashboard.components.matrix import cell, class_counts
from dashboard.components.table import cell_names, with_ids
from dashboard.wording import Words
from tests.page_rows import row, unpublished

ZH, EN = Words("zh"), Words("en")


@pytest.fixture(autouse=True)
def choices(monkeypatch):
    """What stands in the URL."""
    chosen = {"quarter": "2025Q4", "lang": "zh", "target": "old"}
    monkeypatch.setattr("dashboard.address.carried", lambda **changes: {**chosen, **changes})


def test_each_cell_of_a_stacked_row_but_the_first_is_named():
    css = cell_names("table-stack-figures", ("报告期", "数值", "", "来源"))
    assert "nth-child(1)" not in css and "nth-child(3)" not in css
    assert '.st-key-table-stack-figures td:nth-child(2)::before{content:"数值"}' in css


def test_a_name_cannot_leave_its_style_rule():
    css = cell_names("k", ("", '"}</style><script>'))
    assert "<" not in css.partition("{content:")[2] and css.count('"') == 2


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("并入目标 990100-04（一）", "并入目标 `990100-04`（一）"),
        ("990100-GX-12、330500-2026-2", "`990100-GX-12`、330500\\-2026\\-2"),
        ("2026-01-01，*990100-4*，`x`", "2026\\-01\\-01，\\*990100\\-4\\*，\\`x\\`"),
    ],
)
def test_the_id_of_a_target_stays_on_one_line_and_nothing_else_becomes_markup(text, marked):
    assert with_ids(text) == marked


def test_a_cell_counts_each_class_apart():
    rows = [row(), unpublished(), unpublished(due_period="2025Q4"), row(performance="not_assessable", reason="too_early")]
    said = class_counts(rows, ZH)
    assert said == [":blue-badge[● 达到进度 1]", ":gray-badge[◇ 暂不评价 1]", ":gray-badge[○ 未公布 2 项·2025—2027年]"]
    assert class_counts([unpublished()], EN) == [":gray-badge[○ Not published 1 · 2027]"]


def test_a_cell_leads_to_its_target_or_to_its_region():
    one, several = cell([row()], "trade", "", ZH), cell([row(), unpublished(region_code="330500")], "trade", "", ZH)
    assert one.startswith("[:blue-badge[● 达到进度]](<target?") and "target=330000-01" in one
    assert "](<city?" in several and "city=330000" in several and "field=trade" in several and "target=" not in several
    assert cell([], "trade", "", ZH) == ""


def test_a_cell_says_the_worst_class_its_share_and_what_has_no_figure():
    rows = [row(performance="off_track"), row(performance="off_track"), row(), unpublished()]
    assert cell(rows, "trade", "", ZH).startswith(r"[:red-badge[▼ 明显滞后 2\/4]]")
    assert cell(rows, "trade", "", ZH).endswith(":gray[:small[缺 1]]")
    unknown = cell([unpublished(), unpublished(due_period="2025Q4")], "trade", "", ZH)
    assert unknown.startswith("[:gray-badge[○ 未公布 2 项·2025—2027年]]") and "缺" not in unknown


def test_a_link_carries_the_choices_and_escapes_its_text():
    made = links.to_target(row(), "a](javascript:x) <b>")
    text, _, address = made.rpartition("](<")
    parts = urlsplit(address.removesuffix(">)"))
    assert parts.path == "target" and not parts.scheme
    assert parse_qs(parts.query) == {
        "quarter": ["2025Q4"], "lang": ["zh"], "city": ["330000"], "target": ["330000-01"],
    }  # fmt: skip
    assert text == r"[a\]\(javascript\:x\) \<b\>"


def test_an_address_cannot_be_broken_out_of():
    assert ">" not in links.url("city", city='x>)["<script>') and " " not in links.url("city", city="a b")


def test_a_column_of_the_register_is_as_wide_as_its_longest_text():
    lines = [{"文件": "短"}, {"文件": "一个相当长的文件标题"}]
    assert register.width("文件", lines) >= 16 * 10
