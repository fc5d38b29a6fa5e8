"""What a plan's own sentences say its goals start from, and which goals do not fit it."""

from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.components.intake_consistency import both, sentence
from dashboard.findings.intake_contradictions import contradictions
from dashboard.wording import Words
from etl.collection.plan_reading import Inconsistencies
from etl.extract.outline import outline
from etl.extract.quantities import find_quantities
from etl.plans.base_conflicts import Misfit
from etl.plans.stated_bases import stated_in
from tests.plan_text import known, read
from tests.stated_bases import misfits, part_of

EXPORTS = "到2028年，全省跨境电商出口额"


def said(sentence, **corrected):
    """Base, level and what was expected of each."""
    return [(one.misfit, str(one.base.normalize()), str(one.level.value.normalize()), str(round(one.expected, 1).normalize())) for one in misfits(sentence, **corrected)]


@pytest.mark.parametrize(
    ("text", "base", "level", "expected"),
    [
        ("由2025年的3000亿元提高到5000亿元，年均增长10%。", "3E+3", "5E+3", "3993"),
        ("由2025年的3000亿元提高到5000亿元以上，较2025年翻一番。", "3E+3", "5E+3", "6E+3"),
        ("较2025年的3000亿元翻一番，达到5000亿元。", "3E+3", "5E+3", "6E+3"),
        ("达到8600亿元，比2025年的3000亿元增长120%。", "3E+3", "8.6E+3", "6.6E+3"),
        ("力争达到6600亿元，年均增长10%（2025年为3000亿元）。", "3E+3", "6.6E+3", "3993"),
        ("由2025年的9800亿元提高到3万亿元，较2025年翻一番。", "9.8E+3", "3E+4", "1.96E+4"),
        ("从２０２５年的３０００亿元提升至５０００亿元，年均增长１０％。", "3E+3", "5E+3", "3993"),
        ("由2025年的约3000亿元提高到8000亿元，较2025年翻一番。", "3E+3", "8E+3", "6E+3"),
    ],
)
def test_a_level_and_a_growth_that_start_from_another_base_than_the_one_stated(text, base, level, expected):
    assert said(EXPORTS + text) == [(Misfit.GROWTH, base, level, expected)]


@pytest.mark.parametrize(
    "text",
    [
        "由2025年的3000亿元提高到6000亿元以上，较2025年翻一番。",
        "由2025年的3000亿元提高到突破6000亿元，较2025年翻一番。",
        "由2025年的约3100亿元提高到6000亿元左右，较2025年翻一番。",
        "由2025年的3024.6亿元提高到6000亿元，较2025年翻一番。",
        "由2025年的3000亿元提高到5000亿元，年均增长18.6%。",
        "由2025年的3000亿元提高到5000亿元，年均增长19%左右。",
        "由2025年的3000亿元提高到5000亿元，年均增长15%以上。",  # a floor of the rate
        "由2025年的560亿元提高到突破1000亿元，较2025年翻一番。",  # a milestone
        "由2025年的3000多亿元提高到7000亿元，较2025年翻一番。",  # 3500
        "由2025年的超3000亿元提高到7000亿元，较2025年翻一番。",
        "由2020年的3000亿元提高到5000亿元，较2025年翻一番。",  # another base year
        "由2025年的3000亿元提高到5000亿元，其中杭州市较2025年翻一番。",  # another place
        "由2025年的3000亿元提高到5000亿元，建成海外仓100个，跨境电商产业园较2025年翻一番。",  # another thing
        "由2025年1—9月的2000亿元提高到6000亿元，较2025年翻一番。",  # a part of the year
        "由2021—2025年年均的2000亿元提高到6000亿元，较2025年翻一番。",
        "由2025年上半年的1500亿元提高到6000亿元，较2025年翻一番。",
        "、进口额分别由2025年的3000亿元、1000亿元提高到4500亿元、1500亿元，年均分别增长14.5%、14.5%。",
        "由2025年的3000亿元提高到5000亿元，其中海外仓出口年均增长10%。",
        "达到5000亿元，其中海外仓出口较2025年的400亿元翻一番。",
        "由2025年的400亿美元提高到6000亿元，较2025年翻一番。",  # another unit
        "由2025年的3000亿元提高到5000亿元；到2030年，再翻一番。",
        "达到6000亿元，较2025年翻一番（2025年为3000亿元）。",
        "达到5000亿元，较2025年翻一番。",  # no base stated
        "占比重3000亿元提高到5000亿元。",
    ],
)
def test_figures_that_fit_or_may_fit_are_not_told(text):
    assert said(EXPORTS + text) == []


def test_a_base_without_a_year_is_one_for_a_multiple_of_its_own_sentence():
    with_year = {"1倍": {"baseline_year": "2025"}}
    assert said(EXPORTS + "从3000亿元增长到5000亿元，增长1倍。", **with_year) == [(Misfit.GROWTH, "3E+3", "5E+3", "6E+3")]
    assert said(EXPORTS + "从3000亿元增长到6000亿元，增长1倍。", **with_year) == []
    assert said(EXPORTS + "从3000亿元增长到5000亿元。到2028年，全省跨境电商出口额增长1倍。", **with_year) == []
    assert said(EXPORTS + "从3000亿元增长到5000亿元，年均增长10%。") == [], "of which year, nobody says"


def test_two_bases_that_differ_say_nothing():
    text = "由2025年的3000亿元提高到5000亿元，较2025年的2500亿元翻一番。"
    assert len(part_of(EXPORTS + text).stated.bases) == 2
    assert said(EXPORTS + text) == []


def test_a_base_counts_for_the_same_goal_in_another_sentence():
    text = "由2025年的3000亿元提高到5000亿元。到2028年，全省跨境电商出口额较2025年翻一番。"
    assert said(EXPORTS + text) == [(Misfit.GROWTH, "3E+3", "5E+3", "6E+3")]


SHARE = {"metric": "share", "basis": "level", "value": "45", "unit": "%", "baseline_year": ""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由2025年的30%提高到45%，提高10个百分点。", "40"),
        ("由2025年的30%提高到45%，比2025年提高10个百分点。", "40"),
        ("较2025年的30%提高10个百分点，达到45%。", "40"),
        ("由2025年的30%提高到45%，提高15个百分点。", None),
        ("由2025年的30%提高到45%，提高14.6个百分点。", None),  # 30.4
        ("由2025年的30%提高到45%，提高14个百分点左右。", None),
        ("由2025年的30%提高到45%，提高10个百分点以上。", None),
        ("由2025年的30%提高到45%，比2024年提高10个百分点。", None),  # another base
        ("由2025年的30%提高到45%，年均提高5个百分点。", None),
        ("由2025年的30%提高到45%，海外仓覆盖率提高10个百分点。", None),  # another thing
        ("由2025年的30%提高到45%，提高50%。", None),  # growth, not points
        ("由2025年的55%下降到45%，下降20个百分点。", "35"),
        ("由2025年的55%下降到45%，下降10个百分点。", None),
    ],
)
def test_points_that_a_share_changes_by(text, expected):
    figure = next(one for one in ("提高到45%", "下降到45%", "达到45%", "45%") if one in text)
    found = said("到2028年，全省跨境电商占外贸比重" + text, **{figure: SHARE})
    assert [one for one in found if one[0] is Misfit.CHANGE] == ([(Misfit.CHANGE, found[0][1], "45", str(Decimal(expected).normalize()))] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由2025年的80个增加到120个，增加50个。", "130"),
        ("由2025年的80个增加到120个，增加40个。", None),
        ("由2025年的80个增加到120个，新增50个。", None),  # others may have closed
        ("由2025年的80家增加到120家，增加50家。", "130"),  # of a metric in 个
    ],
)
def test_amounts_that_a_count_changes_by(text, expected):
    found = [one[3] for one in said("到2028年，全省省级跨境电商产业园" + text) if one[0] is Misfit.CHANGE]
    assert found == ([str(Decimal(expected).normalize())] if expected else [])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_said_in_words(lang):
    found = misfits(EXPORTS + "由2025年的3000亿元提高到5000亿元，年均增长10%。")
    text = "到2028年，全省跨境电商占外贸比重由2025年的30%提高到45%，提高10个百分点。"
    found += misfits(text, **{"提高到45%": SHARE | {"metric": "cb_online_retail_export_value_yoy"}})
    words, registers = Words(lang), known().registers
    told, waiting = contradictions(Inconsistencies([], found), registers)
    assert len(told) == 2 and not waiting
    first, second = sorted((sentence(one, words) for one in told), key=lambda text: "45%" in text)
    if lang == "zh":
        assert first == "规划写明起点为 3,000 亿元，按增长目标（10%）到期应为 3,993 亿元，而总量目标为 5,000 亿元，相差 25.2%。"
        assert second == "规划写明起点为 30%、目标为 45%，相差 15 个百分点；而写明的增减量为 10个百分点，按此应为 40%。"
    assert all("{" not in both(one, words) and "None" not in both(one, words) for one in told)


_RATES = st.decimals("1", "30", places=2)
_BASES = st.decimals("1", "90000", places=2)


def _written(value: Decimal, places: int) -> Decimal:
    return round(value, places)


@settings(max_examples=120, deadline=None)
@given(
    base=_BASES, rate=_RATES, base_places=st.integers(0, 2), level_places=st.integers(0, 1), rate_places=st.integers(0, 1),
    marks=st.sampled_from([("", "", ""), ("约", "左右", "左右"), ("", "以上", "以上"), ("", "以上", ""), ("超", "", "")]), data=st.data(),
)  # fmt: skip
def test_a_plan_that_is_consistent_but_for_rounding_is_not_told_of(base, rate, base_places, level_places, rate_places, marks, data):
    level = base * (1 + rate / 100) ** 3
    written = [_written(base, base_places), _written(level, level_places), _written(rate, rate_places)]
    figures = (f"{marks[0]}{written[0]}亿元", f"{written[1]}亿元{marks[1]}", f"{written[2]}%{marks[2]}")
    if min(written[:2]) > 0:
        assert said(EXPORTS + "由2025年的{}提高到{}，年均增长{}。".format(*figures)) == []


@settings(max_examples=40, deadline=None)
@given(base=st.integers(20, 90000), rate=_RATES, off=st.decimals("1.2", "9", places=1), is_less=st.booleans())
def test_a_level_that_is_a_fifth_off_is_told_of(base, rate, off, is_less):
    grown = base * (1 + rate / 100) ** 3
    level = _written(grown / off if is_less else grown * off, 1)
    (found,) = misfits(EXPORTS + f"由2025年的{base}亿元提高到{level}亿元，年均增长{rate}%。")
    assert found.base == base and round(found.expected, 6) == round(grown, 6)


@settings(max_examples=60, deadline=None)
@given(base=_BASES, places=st.integers(0, 2), mark=st.sampled_from(["", "以上", "左右"]))
def test_a_doubling_rounded_to_a_round_figure_is_not_told_of(base, places, mark):
    written = _written(base, places)
    level = _written(2 * base, 0)
    if written > 0 and level > 0:
        assert said(EXPORTS + f"较2025年的{written}亿元翻一番，达到{level}亿元{mark}。") == []


def test_long_text_between_two_figures_costs_nothing():
    plan = read("由2025年的80个" + "力争" * 40_000 + "增加到" + "由2025年的80个增加到120个，" * 4_000)
    start = process_time()
    found = stated_in(plan, find_quantities(outline(plan)), known().layout)
    assert len(found.bases) == 4_000 and process_time() - start < 20


PIECES = (
    "由", "从", "较", "比", "在", "2025年", "2028年", "的", "约", "超", "3000", "亿元", "1.2万亿", "30", "%", "个", "家", "三成", "基础上",
    "提高到", "增长", "年均增长", "翻一番", "1倍", "个百分点", "达到", "以上", "—", "5000", "，", "。", "；", "(", ")", "\n", "０", "百亿", "十二",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_can_be_looked_through(text):
    plan = read(text)
    found = stated_in(plan, find_quantities(outline(plan)), known().layout)
    for one in found.bases:
        assert one.span != one.of and 0 <= one.of[0] < one.of[1] <= len(text) and one.amount.value > 0 and one.amount.rounding >= 0
