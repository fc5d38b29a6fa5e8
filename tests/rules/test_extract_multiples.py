"""Multiples of a base that is not named."""

from tests.plan_text import goals

PLAN = "浙江省跨境电商行动方案(2026—2028年)\n一、目标\n到2028年,"


def test_growing_to_three_times_is_a_multiple_that_lacks_its_base():
    (one,) = goals(PLAN + "进出口额扩大到3倍。")
    assert (one.basis, one.value, one.baseline_year, one.not_computable) == ("multiple", 3, None, "no_baseline")


def test_growing_to_three_times_a_named_year_can_be_computed():
    (one,) = goals(PLAN + "进出口额较2025年扩大到3倍。")
    assert (one.basis, one.value, one.baseline_year, one.not_computable) == ("multiple", 3, 2025, None)
