"""Figures that say what is counted and not how much: 年交易额超1亿元的卖家, 15岁以上人群."""

import re

from etl.extract.lexicon import either, words
from etl.extract.quantity import Form
from etl.extract.setting import Setting, figure_group

COUNTED = (Form.COUNT, Form.PEOPLE, Form.VISITS)
_AMOUNTS = (Form.MONEY, Form.FOREIGN, Form.PERCENT, Form.TIME, Form.AREA, Form.LENGTH, Form.MASS, Form.ENERGY, Form.PEOPLE,
            Form.LATIN)  # fmt: skip
_DEFINES = re.compile(r"的|级")
#: A share or a growth is reached and defines nothing: 5%的增速.
_SIZE = re.compile(r"的(?:增长|增速|目标|水平|比例|速度|增幅|规模|占比)")
_FUND = re.compile(r"的[^,;。]{0,10}(?:基金|资金池)")
#: 90%以上的县级医院设立…: a share that does something is a goal, unless something is given for it.
DOES = re.compile(rf"的[^,;。、]{{2,}}?(?:得到|{either(word for word in words('verbs', 'goals') if len(word) > 1)})")
#: 20户以上自然村实现通光纤: places of a size of which something comes true.
_COMES_TRUE = re.compile(r"[\u4e00-\u9fff]{2,}?(?:基本|全部|全面|均|都)*(?:实现|达到|完成|通)")
_GIVEN_LATER = re.compile(r"给予|补助|补贴|奖励|奖补|资助|优先")
_FOR_WHOM = re.compile(r"(?:^|[,:、])(?:对|凡是?)[^;。]*$")
_FOR_THAT = re.compile(r"[^;。]*?的[^;。]*?(?:给予|补助|补贴|奖励|奖补|资助)")
_NOUN = re.compile(r"“?[□\u4e00-\u9fff]{2,}")
#: 打造一批产值超百亿元强县
_A_BATCH = re.compile(r"(?:一批|若干|多个|一系列)[^,;。]*$")
#: 交易额200亿元区2个
_PLACE = re.compile(r"[县市区镇乡村园户店](?=\d)", re.ASCII)
#: 投资1.2亿元建设园区1个
_IS_SPENT = re.compile("建设|新建|改造|打造|建成|用于|实施|购置")
#: 拥有商标5件以上的企业
_HAS = re.compile(r"(?:拥有|具有|持有|具备|取得)[^,;。]{1,14}$")
#: 不再新建每小时35蒸吨以下锅炉
_FORBIDDEN = re.compile("(?:不再|禁止|严禁|不得|不予|停止)[^,;。]{0,14}$")
#: 50亿元以上企业实现零的突破
_FIRST_OF_THEM = re.compile(r"级?[\u4e00-\u9fff]{2,8}实现(?:零的?)?突破")
#: 考核权重不低于2%
_WEIGHT = re.compile("(?:权重|考核占比|考核分值|考核总分)[^,;。]{0,4}$")
_SOME_OF = re.compile(r"(?:其中|有|使|推动)$")
#: 15家平台和3家中心 are two counts; an amount is joined to nothing only where the word stands at once.
_JOINS = re.compile(r"[和及与或并]|以及")
_JOINS_AT_ONCE = re.compile(r"^[和及以或并]")


def is_threshold(setting: Setting) -> bool:
    """Whether a figure defines what another one, or nothing, counts."""
    quantity = setting.quantity
    if quantity.form is Form.LEVEL or quantity.form in (Form.PERCENT, Form.BARE) and _WEIGHT.search(setting.before):
        return True
    if quantity.form is Form.TIME and not (quantity.before or quantity.after):
        return False
    if quantity.form in (*_AMOUNTS, *COUNTED) and _is_condition(setting):
        return True
    return _defines(setting) or _beside_a_count(setting) or _of_the_count_before(setting) or _of_a_later_count(setting) or _of_a_later_share(setting)


def _is_condition(setting: Setting) -> bool:
    """对出口500万美元、1000万美元的企业,给予…: who is given something."""
    lead = _FOR_WHOM.search(setting.clause_before)
    return bool(lead) and not _GIVEN_LATER.search(lead[0]) and bool(_FOR_THAT.match(setting.sentence_after))


def _defines(setting: Setting) -> bool:
    """超1亿元的…, 前3名的…, 160千瓦及以下企业."""
    form, after = setting.quantity.form, setting.after
    if form is Form.MONEY and _A_BATCH.search(setting.before) and _NOUN.match(setting.scene.cut(figure_group(setting)[-1].end, setting.phrase[1])):
        return True
    if form in _AMOUNTS and _FORBIDDEN.search(setting.before):
        return True
    if form is Form.MONEY and _FIRST_OF_THEM.match(after):
        return True
    if form in COUNTED and setting.quantity.after and after.startswith("的") and _HAS.search(setting.before):
        return True
    if form in COUNTED and setting.quantity.before and after.startswith("的"):  # 超过150万件的地区
        return True
    if setting.quantity.unit == "千伏" and _NOUN.match(after):  # 110千伏变电站
        return True
    if form in _AMOUNTS and setting.quantity.after.startswith("及以") and _NOUN.match(after):
        return True
    if form in COUNTED and setting.quantity.after.endswith("以上") and not setting.before and _COMES_TRUE.match(after):
        return not setting.later(setting.phrase)
    if form is Form.BARE and not setting.is_arabic or form not in (*_AMOUNTS, Form.BARE, Form.RANK) or not _DEFINES.match(after):
        return False
    if form in (Form.PERCENT, Form.BARE) and _SIZE.match(after) or _FUND.match(after):
        return False
    is_act = form is Form.PERCENT and DOES.match(after) and not setting.later(setting.item) and not _GIVEN_LATER.search(setting.sentence_after)
    return not is_act


def _beside_a_count(setting: Setting) -> bool:
    """超50亿元5家, 10个千万元村: nothing stands between the amount and the count."""
    quantity = setting.quantity
    behind, before = setting.later(setting.item)[:1], setting.earlier(setting.item)[-1:]
    if quantity.form in _AMOUNTS and behind and behind[0].start == quantity.end and behind[0].form in COUNTED:
        return True
    return quantity.form is Form.MONEY and bool(before) and before[0].end == quantity.start and before[0].form in COUNTED


def _of_the_count_before(setting: Setting) -> bool:
    """其中3家营业收入超10亿元: what the three of them have; 100家营业收入超亿元企业: what the enterprises have."""
    before = setting.earlier(setting.item)[-1:]
    is_noun_behind = bool(before) and before[0].form in COUNTED and bool(_NOUN.match(setting.after)) and not setting.later(setting.item)
    if setting.quantity.form is Form.MONEY and is_noun_behind:
        return bool(_NOUN.fullmatch(setting.scene.cut(before[0].end, setting.quantity.start)))
    if setting.quantity.form is not Form.MONEY or not setting.quantity.before or not before or before[0].form not in COUNTED:
        return False
    lead = setting.scene.cut(setting.item[0], before[0].start)
    return bool(_SOME_OF.search(lead)) and bool(_NOUN.fullmatch(setting.scene.cut(before[0].end, setting.quantity.start)))


def _of_a_later_count(setting: Setting) -> bool:
    """年交易额亿元以上企业20家."""
    quantity, later = setting.quantity, setting.later(setting.item)
    if quantity.form not in (*_AMOUNTS, *COUNTED) or not any(other.form in COUNTED for other in later):
        return False
    if quantity.form is Form.MONEY and _IS_SPENT.match(setting.after):
        return False
    if not (_NOUN.match(setting.after) or quantity.form is Form.MONEY and _PLACE.match(setting.scene.cut(quantity.end, later[0].start + 1))):
        return False
    between = setting.scene.cut(quantity.end, later[0].start)
    if "□" in between or "(" in between:  # 超300PFLOPS(每秒一千万亿次运算)
        return False
    return not (_JOINS if quantity.form in COUNTED else _JOINS_AT_ONCE).search(between)


def _of_a_later_share(setting: Setting) -> bool:
    """站点500米覆盖率达到100%."""
    is_span = setting.quantity.form in (Form.LENGTH, Form.TIME) and not setting.quantity.before
    later = setting.later(setting.item)[:1]
    return is_span and bool(later) and later[0].form is Form.PERCENT and bool(_NOUN.match(setting.after))
