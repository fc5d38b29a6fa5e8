"""What a register says of a metric decides how a figure of it is counted."""

from dataclasses import replace

import pytest

from etl.extract import Knowledge, extract
from etl.extract.metric_words import MetricWords, Phrase
from etl.vocabulary import Kind
from tests.plan_text import known, source


def knowing(name: str, unit: str) -> Knowledge:
    """The project's registers with one more flow."""
    own = known()
    metric = replace(own.registers.metrics[0], metric="added", name_zh=name, unit=unit, kind=Kind.FLOW)
    words = MetricWords({**own.words.metrics, "added": metric}, (*own.words.phrases, Phrase("added", ((name,),))), own.words.forms)
    return replace(own, registers=replace(own.registers, metrics=(*own.registers.metrics, metric)), words=words)


@pytest.mark.parametrize(
    ("name", "unit", "basis"),
    [("国际快递业务量", "件", "level"), ("公路班车", "班", "level"), ("新增注册商户", "家", "increment"), ("软件信息服务出口额", "亿元", "level"), ("高新技术产品出口额", "亿元", "level"), ("高新技术产品出口量", "件", "level"), ("知识产权服务处理量", "件", "level"), ("电商培训人次", "人次", "increment")],
)
def test_what_goes_by_in_a_year_is_that_of_the_due_year_and_what_is_added_counts_from_the_start(name, unit, basis):
    _, found = extract(source(f"浙江省方案(2026—2028年)\n一、目标\n{name}突破1200{unit}。"), knowing(name, unit))
    (one,) = [candidate for candidate in found if candidate.is_goal]
    assert (one.metric, one.basis) == ("added", basis)
