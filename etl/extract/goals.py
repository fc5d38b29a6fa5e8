"""What makes a quantity a goal: named rules, asked in order once no reason against it held.

The name of the rule that spoke stands with the candidate; `is_sure` says whether such goals
usually are ones, or a person should look twice.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from etl.extract.dates import Role
from etl.extract.lexicon import either, words
from etl.extract.quantity import MEASURED, Form
from etl.extract.setting import Setting, figure_group
from etl.extract.thresholds import DOES
from etl.extract.yearly import is_yearly


@dataclass(frozen=True, slots=True)
class GoalRule:
    """A rule, and whether what it finds is usually a goal."""

    name: str
    is_sure: bool
    holds: Callable[[Setting], bool]


_RANKED = re.compile(r"位次|前移|名次|进入|跻身|位居|排名|位列|稳居|保持|争取|力争|居|全国|全省|全市|全球|进位")
_ANNUAL_GROWTH = re.compile(r"年均(?:递增|增长|增速|增幅|递减|下降|复合)|平均增速|年平均(?:增长|增速)|(?<!\d)年(?:增长|增速)")
_GROWTH = re.compile(r"增长|增速|增幅|提高|提升|上升|下降|降低|减少|压减|降幅|缩减|缩短|压缩|增加(?!值)|下调|上调|下浮|压降|收窄|翻")
#: Marks that name the level reached, whatever was said to grow before.
_REACHED = ("达到", "达", "稳定在", "保持在", "不低于", "不少于")
#: 提高到2028年的45%
_TO_YEAR = re.compile(r"(?:提高|提升|增加|增长|扩大|上升|下降|降低|减少)[到至](?:19|20)\d\d年[底末]?的?$", re.ASCII)
_UP_TO = ("到", "至")
#: 增速不低于7% is growth, whatever mark stands behind it.
_RATE_NOUN = re.compile(r"(?:增速|增幅|增长率|涨幅|降幅)(?:分别|依次|保持|稳定|控制)?$")
_EACH = re.compile(r"(?:每个?|各个?|所有)(?:省|市|县|区|镇|乡|街道|行政村|自然村|村|社区|设区|地)[^,;。\d一二三四五六七八九十]*|(?:县|区|市|镇|乡|街道)□?(?:各|均|至少|都)[^,;。]{0,8}$|[县区市](?:各|均)(?:建[成设]|新建|打造|培育|新增|引进|创建|设立)[^,;。]{2,20}$")
_VERB = re.compile(either(words("verbs", "goals")))
_DOUBLED = re.compile(rf"(?:{either(words('amounts', 'goals'))}|实现|比|较|水平|基础上)[^,;。]{{0,3}}$")
#: 完成翻番目标 speaks of a goal set elsewhere.
_AIMS = ("目标", "任务", "计划", "行动", "工程")
#: 海外仓240个, 其中沿线90个
_PART = re.compile("其中|包含|包括|含")
_FOR = re.compile(r"(?:为|对|向|给)$")
_AMOUNT = re.compile(either(words("amounts", "goals")) + r"[^,;。]{0,3}$")
_ONE = re.compile(r"一[个家处座所]")


def is_rank(setting: Setting) -> bool:
    """进入全国前10位."""
    around = setting.before + setting.after[:6]
    return setting.quantity.form is Form.RANK and bool(_RANKED.search(around))


def is_doubling(setting: Setting) -> bool:
    """翻一番, 倍增; 三年倍增 in a motto is none, nor is anything in quotation marks."""
    is_motto = setting.is_quoted or setting.after.startswith(_AIMS) or setting.core == "倍增" and not _DOUBLED.search(setting.before)
    return setting.quantity.form is Form.DOUBLING and not is_motto


def is_annual_growth(setting: Setting) -> bool:
    """年均增长8%以上."""
    return setting.quantity.form is Form.PERCENT and bool(_ANNUAL_GROWTH.search(setting.before))


def is_growth(setting: Setting) -> bool:
    """增长20%, 提高3个百分点, 增长1倍."""
    is_share = setting.quantity.form in (Form.PERCENT, Form.POINTS, Form.MULTIPLE)
    if is_share and _RATE_NOUN.search(setting.before):
        return True
    first = figure_group(setting)[0]  # 分别提高到30%、45%
    is_level = setting.quantity.before in _REACHED or _TO_YEAR.search(setting.before) or first is not setting.quantity and first.before.endswith(_UP_TO)
    return is_share and not is_level and bool(_GROWTH.search(setting.before))


def is_for_each(setting: Setting) -> bool:
    """每个县(市、区)建成1个, and what is listed on without a word of its own: 3—5个示范村."""
    said = setting.before or setting.clause_before.rstrip(",").rpartition(",")[2]
    return setting.quantity.form in MEASURED and bool(_EACH.search(said))


def is_done_yearly(setting: Setting) -> bool:
    """每年举办20场."""
    return setting.quantity.form in MEASURED and is_yearly(setting)


def is_one(setting: Setting) -> bool:
    """建成一个…: perhaps the number one, perhaps only an article."""
    return setting.quantity.form is Form.COUNT and bool(_ONE.fullmatch(setting.figure)) and not setting.is_arabic


def is_compared(setting: Setting) -> bool:
    """Has a mark of comparison of its own: 突破, 以上."""
    quantity = setting.quantity
    return quantity.form in (*MEASURED, Form.BARE) and bool(quantity.before or quantity.after or _TO_YEAR.search(setting.before))


def is_undertaken(setting: Setting) -> bool:
    """Behind a verb that sets out to do it, or before it: 为5000名妇女开展筛查."""
    is_served = bool(_FOR.search(setting.before) and _VERB.search(setting.after))
    return setting.quantity.form in MEASURED and (is_served or bool(_VERB.search(setting.before)))


def is_share_that_does(setting: Setting) -> bool:
    """20%的审批事项实现网上办理: a share of which something comes true."""
    return setting.quantity.form is Form.PERCENT and not setting.before and bool(DOES.match(setting.after))


def is_amount(setting: Setting) -> bool:
    """Behind a noun that is measured: …额, …率, …数."""
    return setting.quantity.form in (*MEASURED, Form.BARE) and bool(_AMOUNT.search(setting.before))


def is_listed_on(setting: Setting) -> bool:
    """In a list whose verb, or mark of comparison, stands before an earlier figure."""
    first = figure_group(setting)[0]
    is_marked = first is not setting.quantity and bool(first.before)
    if _whose(setting):
        return False
    is_part = bool(_PART.match(setting.before)) and any(other.form in MEASURED for other in setting.earlier(setting.sentence))
    return setting.quantity.form in MEASURED and (is_marked or is_part or bool(_VERB.search(setting.clause_before)))


def _whose(setting: Setting) -> bool:
    """6个园区产值达275亿元: how many it is that reach something."""
    later = setting.later(setting.item)[:1]
    is_reached = bool(later) and later[0].form is not setting.quantity.form and later[0].before in _REACHED
    is_first = setting.before in ("", "其中", "全省", "全市", "全县", "全区")
    return is_reached and setting.quantity.form is Form.COUNT and is_first and not (setting.quantity.before or setting.quantity.after)


def is_due(setting: Setting) -> bool:
    """In a sentence that says by when."""
    ahead = (one for one in setting.dates_before if one.role in (Role.HORIZON, Role.SPAN, Role.SLICE))
    is_ahead = any(setting.sentence[0] <= one.start for one in ahead)
    return setting.quantity.form in MEASURED and is_ahead


GOAL_RULES = (
    GoalRule("rank", True, is_rank),
    GoalRule("doubling", True, is_doubling),
    GoalRule("annual_growth", True, is_annual_growth),
    GoalRule("growth", True, is_growth),
    GoalRule("for_each", True, is_for_each),
    GoalRule("yearly", True, is_done_yearly),
    GoalRule("one", False, is_one),
    GoalRule("compared", True, is_compared),
    GoalRule("undertaken", True, is_undertaken),
    GoalRule("amount", True, is_amount),
    GoalRule("share_that_does", False, is_share_that_does),
    GoalRule("listed_on", False, is_listed_on),
    GoalRule("due", False, is_due),
)


def goal_of(setting: Setting) -> GoalRule | None:
    """The first rule that makes a quantity a goal; None where none does."""
    return next((rule for rule in GOAL_RULES if rule.holds(setting)), None)
