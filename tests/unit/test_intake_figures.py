"""A figure the rules hold to be no goal, read for the card on which a person makes one of it."""

import pytest

from etl.intake.layout import shipped
from etl.plans.figures import figure_cells, figure_name


@pytest.mark.parametrize(
    ("sentence", "figure", "cells"),
    [
        ("认定的园区入驻企业达到50家以上", "达到50家以上", "50 家 level ge"),
        ("到2028年新增海外仓120个左右", "120个左右", "120 个 increment about"),
        ("每年举办对接活动十二场", "十二场", "12 场 every_year eq"),
        ("规模突破1.2万亿元", "突破1.2万亿元", "12000 亿元 level gt"),
        ("产值年均增长15%", "15%", "15 % cagr eq"),
        ("产值较2025年增长20%", "20%", "1.2 倍 multiple eq"),
    ],
)
def test_number_unit_kind_and_comparison_are_read_as_of_a_goal(sentence, figure, cells):
    assert " ".join(figure_cells(sentence, figure, shipped()).values()) == cells


@pytest.mark.parametrize(("sentence", "figure"), [("到2028年底建成", "2028年底"), ("实施五大行动", "五大"), ("第三条", "第三"), ("建成3个", "9个"), ("", "")])
def test_what_measures_nothing_says_nothing(sentence, figure):
    assert figure_cells(sentence, figure, shipped()) == {}


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        ("达到12条", "国际全货机航线"), ("不少于5条", "国际全货机航线·通往东盟国家"), ("33%", "综合服务覆盖率"), ("2028年", ""), ("7条", ""),
    ],
)  # fmt: skip
def test_what_a_figure_counts_is_named_though_a_metric_of_the_whole_stands_for_it(figure, name):
    sentence = "到2028年，国际全货机航线达到12条，其中通往东盟国家的不少于5条，综合服务覆盖率33%"
    assert figure_name(sentence, figure) == name
