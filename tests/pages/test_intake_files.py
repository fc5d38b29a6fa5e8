"""规划录入 is brought files that mean harm: each is answered in words, and nothing of it runs."""

import html
import re

import pytest

from etl.collection import plan_drafts
from tests import plan_files, plan_pages
from tests.collection_world import EDITOR, head
from tests.intake_steps import text_of
from tests.pages.page_text import said

_FIGURE = "<p>一、目标</p><p>到2028年，跨境电商出口额达到3<script>alert(1)</script>00亿元<img src=x onerror=alert(2)>以上。</p>"

REFUSED = {
    "Word 文件中的压缩炸弹": (plan_files.archive({"word/document.xml": "0" * 70_000_000}), "方案.docx", "解压"),
    "超过大小的文本": (b"1" * 10_000_001, "方案.txt", "MB"),
    "超过字数的文本": ("到2028年，建成12个。\n".encode() * 80_000, "方案.txt", "1000000"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_too_much_is_refused_in_words_and_not_kept(desk, case):
    data, name, told = REFUSED[case]
    before = head(desk.workspace)
    app = desk("intake", EDITOR)
    app.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    assert not app.exception and "错误 1 处" in said(app) and told in said(app), said(app)
    assert plan_drafts.own(desk.workspace, EDITOR) == [] and head(desk.workspace) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("方案.pdf", plan_files.pdf(plan_pages.PLAN.splitlines(), catalog="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")),
        ("方案.html", f"<html><body><p>澜江市跨境电商三年行动方案（2026—2028年）</p>{_FIGURE}</body></html>".encode()),
        ("方案.txt", f"澜江市跨境电商三年行动方案（2026—2028年）\n一、目标\n{html.unescape(_FIGURE)}\n".encode()),
    ],
)
def test_scripts_in_a_file_are_text_or_nothing(desk, name, data):
    app = desk("intake", EDITOR)
    app.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    app.query_params.update({"step": "review", "text": "all"})
    app.run()
    body = text_of(app)
    assert not app.exception and "亿元" in body
    assert not any(mark in body for mark in ("<script", "<img", "onerror=alert(2)>", "app.alert"))
    assert not re.search(r"(?<!\\)<script", "".join(one.value for one in app.main.markdown)), "but as characters"
