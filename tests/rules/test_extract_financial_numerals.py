"""Numerals as financial texts write them."""

from tests.plan_text import goals

PLAN = "浙江省跨境电商行动方案(2026—2028年)\n一、目标\n到2028年,"


def test_financial_numerals_have_their_value():
    found = goals(PLAN + "投资达到壹佰亿元,进出口额达到贰拾叁亿元,培育企业伍拾家,新增网店壹仟贰佰家。")
    assert [one.value for one in found] == [100, 23, 50, 1200]


def test_words_with_such_letters_count_nothing():
    assert goals(PLAN + "发展陆家嘴模式,引进大陆个人卖家,收拾场地。") == []
