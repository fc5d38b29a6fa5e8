"""Settings and tiers of checks that changed, as the auditor reads them."""

from dataclasses import fields

import pytest

from dashboard.components.rule_words import told
from dashboard.wording import Words
from etl.collection.audit import RuleChange
from etl.settings import Settings

ZH, EN = Words("zh"), Words("en")
HEAD = "check,severity,reason\n"


def settings(before: str | None, after: str | None, words: Words = ZH) -> list[str]:
    sides = (None if one is None else one.encode() for one in (before, after))
    return told("settings.toml", RuleChange(*sides), words)


def checks(before: str | None, after: str | None, words: Words = ZH) -> list[str]:
    sides = (None if one is None else (HEAD + one).encode() for one in (before, after))
    return told("checks.csv", RuleChange(*sides), words)


def test_a_setting_is_told_by_its_value_before_and_after():
    before, after = "sign_offs = 2\ndeadline_days = 20\n", "sign_offs = 3 # 加负责人\ndeadline_days = 15\n"
    assert settings(before, after) == ["签署：填报人、审核人两级 → 填报人、审核人、负责人三级", "报送期限：季后 20 天 → 季后 15 天"]
    assert settings(before, after, EN)[1] == "Deadline: 20 days after the quarter → 15 days after the quarter"


def test_a_file_that_appears_or_goes_is_compared_with_the_defaults():
    assert settings(None, 'first_quarter = "2026Q1"\n') == ["首次设置，与默认相比", "开始报送的季度：未设置 → 2026年第一季度"]
    assert settings("is_public = false\n", None) == ["文件已移除，恢复默认", "未登录的人：不可查看 → 可看已发布的数据"]


def test_words_beside_the_settings_change_nothing():
    assert settings("sign_offs = 2\n", "# 三季度起\r\nsign_offs = 2\r\n") == ["各项设置未变"]


def test_what_cannot_be_read_is_shown_as_it_stands():
    assert settings("sign_offs = 2\n", "sign_offs = 9\n") == ["文件有误，未生效", "内容：sign_offs = 9\n"]
    assert checks(None, "no_check,inform,x\n")[0] == "文件有误，未生效"


def test_a_check_is_told_by_its_tier_and_the_reason():
    first = "quarter_jumps,explain,试行期满\n"
    assert checks(None, first) == ["首次设置，与默认相比", "当季比上季成倍增长：默认级别 → 须说明（试行期满）"]
    assert checks(first, "counting_equal,inform,试行\n") == [
        "当季与本年累计相同：默认级别 → 提示（试行）",
        "当季比上季成倍增长：须说明 → 默认级别",
    ]
    assert checks(first, None, EN) == [
        "file removed, the defaults hold again",
        "a quarter far above the one before: needs a reason → as by default",
    ]


OTHERS = {
    "sign_offs": (1, 3),
    "deadline_days": (1,),
    "is_public": ("false",),
    "idle_minutes": (5,),
    "heads_folder": ('"../heads"',),
    "upload_mb": (1,),
    "first_quarter": ('"2025Q4"',),
    "palette": ('"red_best"', '"blue_best"'),
    "issuer": ('"云岭省商务厅"',),
    "addressee": ('"各市人民政府"',),
    "bulletin": ('{990100 = {issuer = "澜江市商务局"}}',),
}


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("name", [one.name for one in fields(Settings)])
def test_every_setting_has_its_words(name, words):
    for value in OTHERS[name]:
        (said,) = settings("", f"{name} = {value}\n", words)
        assert " → " in said and name not in said
