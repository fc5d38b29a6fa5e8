"""Our words in place of those of Streamlit's widgets, as style rules."""

import re

import pytest

from dashboard.components import intake_file
from dashboard.components.table import css_text
from dashboard.components.widget_words import rules, uploader_rules
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


@pytest.mark.parametrize(("lang", "told"), [("zh", ".txt、.docx、.html 或文字可以选中复制的 PDF"), ("en", ".txt, .docx or .html file, or a PDF")])
def test_a_spreadsheet_brought_as_a_plan_is_answered_with_the_kinds_of_files_a_plan_comes_in(lang, told):
    of_plans = uploader_rules("intake-file-0", intake_file.FILE_TYPES, 10, Words(lang), "intake.not_taken")
    of_figures = uploader_rules("filing-file-0", FILE_TYPES, 10, Words(lang), "submission.not_taken")
    of_scans = uploader_rules("scan-1", ("pdf",), 10, Words(lang), "widget.not_taken")
    assert css_text(told) in of_plans and css_text(".xls") in of_figures and css_text(".xls") not in of_plans + of_scans
    assert of_plans.count(".st-key-intake-file-0 ") == of_plans.count('[data-testid="stFileUploader"]'), "and no other field is told so"


def test_the_old_excel_format_is_not_offered():
    assert "xls" not in FILE_TYPES and {"xlsx", "csv"} <= set(FILE_TYPES)
