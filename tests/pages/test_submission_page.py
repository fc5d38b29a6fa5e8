"""报送 as a page: what a hostile or faulty file looks like, in both languages."""

import pytest

from tests.page_workspace import write_page_workspace
from tests.pages.page_text import said

HEADER = "地区,指标,年份,季度,计数方式,数值,单位,备注\n"
HOSTILE = HEADER + '澜江市,跨境电商出口额,2025,4,本年累计,"![x](https://evil.example/a.png) :red[b]",亿元,<b>\n'
GOOD = HEADER + "澜江市,跨境电商出口额,2025,4,本年累计,90,亿元,更正 **数** https://evil.example\n"


@pytest.fixture
def filed(open_page, tmp_path):
    """The page with a file uploaded, on a workspace of its own."""
    data = write_page_workspace(tmp_path / "work")

    def filed(text: str, lang: str = "zh"):
        app = open_page("submission", data=data, lang=lang, city="990100")
        app.text_input(key="filing-account").set_value("澜江市商务局").run()
        return app.file_uploader[0].set_value(("报送.csv", text.encode(), "text/csv")).run()

    return filed


def test_nothing_is_checked_before_a_name_is_given(open_page, tmp_path):
    app = open_page("submission", data=write_page_workspace(tmp_path / "work"), city="990100")
    app.file_uploader[0].set_value(("报送.csv", GOOD.encode(), "text/csv")).run()
    assert "请先在上面填写报送人" in said(app)
    assert not [button for button in app.button if button.label == "确认入账"]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "不能入账：1 处错误，0 处须说明"), ("en", "cannot be accepted. Errors: 1; figures without a reason: 0")]
)
def test_a_faulty_file_names_row_and_column_and_offers_no_confirmation(filed, lang, words):
    app = filed(HOSTILE, lang)
    assert words in said(app)
    assert "第 2 行" in said(app) or "Row 2" in said(app)
    assert not [button for button in app.button if button.label in ("确认入账", "Confirm")]


def test_text_of_a_file_cannot_format_load_or_link_anything(filed):
    written = "\n".join(element.value for element in filed(HOSTILE).main.markdown)
    assert "evil" in written
    for unescaped in ("![", "](", ":red[", "https://"):
        assert unescaped not in written


def test_values_and_changed_gaps_are_shown_before_anything_is_written(filed):
    app = filed(GOOD)
    text = said(app)
    assert "核对通过：读出 1 个数值" in text
    assert "75 亿元 → 90 亿元" in text and "还差 75 亿元 → 还差 60 亿元" in text
    row = app.dataframe[0].value.iloc[0]
    assert (row["报送值"], row["现有值"]) == ("90 亿元", "75 亿元")


def test_confirming_writes_once_and_shows_the_changed_gap(filed):
    app = filed(GOOD)
    confirm(app)
    text = said(app)
    assert "已入账，批次号" in text
    assert "还差 75 亿元 → 还差 60 亿元" in text
    assert list(app.dataframe[-1].value["状态"]) == ["已采纳"]


def test_a_confirmation_after_the_data_changed_shows_the_new_difference_first(filed, tmp_path):
    app = filed(GOOD)
    later = HEADER + "澜江市,跨境电商出口额,2025,4,本年累计,80,亿元,订正\n"
    (tmp_path / "work" / "actuals" / "2026.csv").write_text(later, encoding="utf-8")
    confirm(app)
    text = said(app)
    assert "预览之后数据有变动" in text and "已入账" not in text
    assert "80 亿元 → 90 亿元" in text
    confirm(app)
    assert "已入账，批次号" in said(app) and "预览之后数据有变动" not in said(app)


def confirm(app):
    """Press the button."""
    return next(button for button in app.button if button.label == "确认入账").click().run()
