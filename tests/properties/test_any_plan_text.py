"""Any text: no crash, no quantity lost, none counted twice, and figures stand where they say."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract import extract
from etl.extract.numerals import CHINESE_CHARACTERS
from etl.extract.quantities import find_quantities
from etl.extract.setting import Scene
from tests.plan_text import candidates, divided, known, read, source

PIECES = (
    "到2027年", "2024年", "较2024年", "“十五五”期间", "力争", "建成", "新增", "每年", "每个县(市、区)", "其中", "分别达到", "不低于", "突破",
    "以上", "左右", "以内", "翻一番", "倍增", "百分之三十", "三成", "1.2万亿", "5000", "１２", "3—5", "十二", "百亿", "亿元", "万元", "个", "家",
    "%", "个百分点", "人次", "吨", "级", "倍", "前10位", "第三条", "〔2025〕3号", "党的二十大", "5G", "PM2.5", "1+N", "统一", "一批", "“一核两翼”",
    "。", "，", "、", "；", "：", "\n", "\t", " ", "(", ")", "一、", "(一)", "1.", "青陂市行动方案(2025—2027年)", "附件", "责任单位：省商务厅",
    "指标\t单位\t2024年\t2027年目标\n", "现有", "同比增长", "给予最高", "的企业", "跨境电商产业园", "\u200b", "①", "½", "２０", "\u2028",
)  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=120))
_COUNTED = re.compile(rf"[0-9{CHINESE_CHARACTERS}]")


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_numeral_is_a_quantity_a_word_or_a_label(text):
    plan = divided(text)
    for found in find_quantities(plan):
        covered = set()
        for start, end in [(one.start, one.end) for one in found.quantities] + list(found.words):
            span = set(range(start, end))
            assert not covered & span, "two readings of one place"
            covered |= span
        paragraph = found.paragraph
        lost = [place for place in range(paragraph.body, paragraph.end) if _COUNTED.match(plan.plan.text[place]) and place not in covered]
        assert not lost, plan.plan.text[paragraph.start : paragraph.end]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_figures_stand_where_they_say(text):
    plan, found = extract(source(text), known())
    assert [one.row for one in found] == list(range(1, len(found) + 1))
    assert [one.figure_start for one in found] == sorted(one.figure_start for one in found)
    for one in found:
        assert plan.text[one.figure_start : one.figure_end] == one.figure
        assert 0 <= one.source_start < one.source_end <= len(text)
        assert one.is_goal == (one.reason is None)
        assert one.value is None or isinstance(one.value, Decimal) and one.value.is_finite()
        assert {one.parent, one.repeats} <= {None, *range(1, len(found) + 1)}


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_candidates(text):
    assert candidates(text) == candidates(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_normalised_text_keeps_its_places(text):
    plan = read(text)
    assert len(plan.origin) == len(plan.text)
    assert list(plan.origin) == sorted(plan.origin)


HOSTILE = {
    "digits": "1", "numerals": "万亿", "brackets": "(", "quotes": "“一", "cited": "现将《", "titles": "某某市方案\n", "responsible": "(责任单位:",
    "each": "每个县", "doublings": "翻一番较2024年", "goals": "建成12个以上的场馆、", "headings": "第一章 目标\n到2027年:\n", "cells": "1\t",
    "labels": "一、a\n", "respectively": "分别达到1个、", "dates": "2024—", "ratios": "1:", "parts": "(其中含1个)",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_with_the_length_and_not_with_its_square(piece, monkeypatch):
    """Counted is what the rules look at, not how long it takes."""
    assert _looked_at(piece * 1_600, monkeypatch) <= 6 * max(_looked_at(piece * 400, monkeypatch), 4_000)


def _looked_at(text: str, monkeypatch) -> int:
    seen = 0
    cut = Scene.cut

    def counted(scene: Scene, start: int, end: int) -> str:
        nonlocal seen
        told = cut(scene, start, end)
        seen += len(told) + 1
        return told

    with monkeypatch.context() as patched:
        patched.setattr(Scene, "cut", counted)
        candidates(text)
    return seen
