"""From the characters of a plan to its figures: numerals, normalised text, outline."""

from decimal import Decimal

import pytest

from etl.extract.numerals import value_of
from tests.plan_text import divided, judged, read


@pytest.mark.parametrize(
    "written, value",
    [
        ("0", "0"), ("12", "12"), ("1,250", "1250"), ("3.14", "3.14"), ("2万", "20000"), ("1.2万亿", "1200000000000"),
        ("百亿", "10000000000"), ("亿", "100000000"), ("千万", "10000000"), ("三", "3"), ("十", "10"), ("十二", "12"),
        ("二十", "20"), ("一百零五", "105"), ("三千五百", "3500"), ("一万二千", "12000"), ("三亿五千万", "350000000"),
        ("二〇二五", "2025"), ("三点五", "3.5"), ("两", "2"), ("5百", "500"),
    ],
)  # fmt: skip
def test_numerals(written, value):
    assert value_of(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "个", "3个", "一" * 40, "2点"])
def test_what_is_no_numeral_has_no_value(written):
    assert value_of(written) is None


@pytest.mark.parametrize(
    "written, text",
    [
        ("到２０２７年，达５０％", "到2027年,达50%"),
        ("建成 12 个 以上", "建成12个以上"),
        ("投资 1 200 万元", "投资1200万元"),
        ("到 2 0 2 7 年", "到2027年"),
        ("Open Data 平台", "Open Data平台"),
        ("发布时间 2023-05-27 09:05", "发布时间2023-05-27 09:05"),
        ("总量达到\u200b三\ufeff成", "总量达到三成"),
        ("## **一、总体要求**", "一、总体要求"),
        ("| 指标 | 2027年 |", "指标\t2027年"),
        ("⼀、总则", "一、总则"),
        ("到2027年，達到30個", "到2027年,达到30个"),
        ("陕西省乾县人民政府办公室关于加快发展跨境电商的意见", "陕西省乾县人民政府办公室关于加快发展跨境电商的意见"),
    ],
)
def test_signs_and_blanks_are_read_as_meant(written, text):
    assert read(written).text.replace(" \t ", "\t").strip() == text


@pytest.mark.parametrize(
    "written, text",
    [
        ("力争到2027年,全市建成示范社区20\n\n0个以上。", "力争到2027年,全市建成示范社区200个以上。"),
        ("为发展养老,制定本行动计划\n。", "为发展养老,制定本行动计划。"),
        ("建成养老机构,服务老年人超过3\n万人。", "建成养老机构,服务老年人超过3万人。"),
        ("一、总体要求\n\n坚持系统观念。", "一、总体要求\n坚持系统观念。"),
        ("青陂市数字经济行动方案\n为加快发展,制定本方案。", "青陂市数字经济行动方案\n为加快发展,制定本方案。"),
        ("完善服务,提升水平。\n(二)做强主体。", "完善服务,提升水平。\n(二)做强主体。"),
        ("指标\t2027年\n床位\t300张", "指标\t2027年\n床位\t300张"),
    ],
)
def test_only_what_a_page_broke_is_joined(written, text):
    assert read(written).text == text


def test_every_character_knows_where_it_stood():
    written = "## 目标\n\n到 ２０２７ 年，建成 20\n0 个。"
    plan = read(written)
    start = plan.text.index("2027")
    first, last = plan.source_span(start, start + 4)
    assert written[first:last] == "２０２７"
    assert list(plan.origin) == sorted(plan.origin)


NOTICE = """青陂市人民政府关于印发青陂市养老服务行动方案(2025—2027年)的通知
青政发〔2025〕3号
各县(市、区)人民政府:
现将方案印发给你们。
青陂市人民政府
2025年2月1日
青陂市养老服务行动方案(2025—2027年)
(征求意见稿)
为发展养老事业,制定本方案。
一、目标
到2027年,建成社区食堂50家。
二、任务
(一)增加供给。新增床位300张。
1.机构。改造10家。
本方案自2025年3月1日起施行。
附件
青陂市养老服务扶持政策
一、补贴
每张床位补助2000元。
"""


def test_an_outline_names_parts_and_clauses():
    plan = divided(NOTICE)
    shown = [(p.kind.value, p.clause) for _, p in plan.paragraphs()]
    assert [clause for kind, clause in shown if kind == "body"] == [
        "前言", "一", "一", "二", "二(一)", "二(一)1", "附则", "附件一", "附件一",
    ]  # fmt: skip
    assert [kind for kind, _ in shown][:9] == ["notice"] * 6 + ["title", "title", "body"]
    assert [part.title_text(plan.plan.text) for part in plan.parts] == [
        "", "青陂市养老服务行动方案(2025—2027年)(征求意见稿)", "青陂市养老服务扶持政策",
    ]  # fmt: skip
    assert [part.is_annex for part in plan.parts] == [False, False, True]


def test_the_notice_dates_what_it_issues():
    assert {one.setting.part.issued_year for one in judged(NOTICE)} == {2025}


def test_chapters_articles_and_deeper_levels_make_clauses():
    text = "云川县文旅规划\n第一章 总则\n第一节 基础\n一、现状\n(一)资源\n1.景区\n(1)数量\n①新建3处。\n第五条 建设2处。"
    clauses = [p.clause for _, p in divided(text).paragraphs()]
    assert clauses[-2:] == ["第一章第一节一(一)1(1)①", "第一章第一节一第五条"]
