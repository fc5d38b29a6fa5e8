"""Our words in place of those of Streamlit's widgets, as style rules."""

import re

import pytest

from dashboard.components.widget_words import rules
from dashboard.filing_state import FILE_TYPES
from dashboard.wording import Words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_takes_a_text_away_and_puts_one_in_its_place(lang):
    css = rules(Words(lang))
    texts = re.findall(r'content:"([^"]*)"', css)
    assert len(texts) == css.count("::before{") + css.count("::after{") and all(texts)
    assert css.count("{display:none}") == 6 and css.count("{font-size:0}") == 4


@pytest.mark.parametrize(("lang", "parts"), [("zh", ["年", "月", "日"]), ("en", ["yyyy", "mm", "dd"])])
def test_an_empty_date_asks_for_its_parts(lang, parts):
    assert re.findall(r'\[data-placeholder\]::before\{font-size:0\.875rem;content:"([^"]*)"', rules(Words(lang))) == parts


def test_the_words_stand_in_the_rules_as_css_reads_them():
    css = rules(Words("zh"))
    assert '::before{content:"选择文件"}' in css
    assert "<" not in css and "\n" not in css


def test_the_old_excel_format_is_not_offered():
    assert "xls" not in FILE_TYPES and {"xlsx", "csv"} <= set(FILE_TYPES)
