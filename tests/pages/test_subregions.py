"""目标 whose clause asks something of every county: the list of them instead of a chart."""

import pytest

from tests.page_workspace import write_page_workspace
from tests.pages.page_text import said

_REGIONS = """990101,青石县,Qingshi,county,990100,
990102,白沙区,Baisha,county,990100,
990103,柳河市,Liuhe,county,990100,
"""
_TARGET = "990100-09,990100,parks,,P,四(一),each_subregion,between,1,2,个,,2024-01-01,2027-12-31,,,firm,,1—2个,\n"
_ACTUALS = """青石县,跨境电商产业园数,2025,4,,期末,1,个,,,,,2026-01-20,青石县商务局,
白沙区,跨境电商产业园数,2025,3,,期末,0,个,,,,,2025-10-20,白沙区商务局,
"""


@pytest.fixture
def data(tmp_path):
    folder = write_page_workspace(tmp_path / "work")
    for name, lines in (("regions.csv", _REGIONS), ("targets.csv", _TARGET), ("actuals/2025.csv", _ACTUALS)):
        with open(folder / name, "a", encoding="utf-8") as file:
            file.write(lines)
    return folder


def test_every_county_stands_with_its_figure_and_its_state(open_page, data):
    app = open_page("target", data=data, target="990100-09")
    assert not app.exception and not app.error
    text = said(app)
    assert "到2027年底，各县（市、区）1 至 2 个" in text
    assert "3 个地区：达到 1 个，未达到 1 个，未公布 1 个。" in text
    assert "| 青石县 | 1 个 | 2025年第四季度 | :green-badge[✔ 达到] |" in text
    assert "| 白沙区 | 0 个 | 2025年第三季度 | :orange-badge[▲ 未达到] |" in text
    assert "| 柳河市 | — | — | :gray-badge[○ 未公布] |" in text
    assert not app.get("plotly_chart")


def test_what_is_counted_are_regions(open_page, data):
    text = said(open_page("target", data=data, target="990100-09"))
    assert "3 个地区" in text and "还差" in text and "2 个地区" in text
    english = said(open_page("target", data=data, target="990100-09", lang="en"))
    assert "3 regions" in english and "1 region" in english


def test_the_list_follows_the_quarter_evaluated(open_page, data):
    text = said(open_page("target", data=data, target="990100-09", quarter="2025Q3"))
    assert "达到 0 个，未达到 1 个，未公布 2 个" in text
