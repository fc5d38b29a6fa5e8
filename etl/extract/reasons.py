"""Why a quantity is no goal: named rules, asked in order; the first that says yes decides.

A rule sees the quantity in its `Setting`. Rules that read the form of a figure come first,
then those that read its surroundings.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from etl.extract.dates import Role
from etl.extract.goals import is_doubling
from etl.extract.item_counts import heading_count, names_each
from etl.extract.outline import Kind
from etl.extract.quantity import MEASURED, Form, Quantity
from etl.extract.setting import Setting
from etl.extract.subsidies import is_subsidy
from etl.extract.tense import Tense, tense_of
from etl.extract.terms import NonGoal
from etl.extract.thresholds import COUNTED, is_threshold


@dataclass(frozen=True, slots=True)
class ReasonRule:
    """A rule and the reason it gives."""

    name: str
    reason: NonGoal
    holds: Callable[[Setting], bool]


_FROM = re.compile(r"(?:由|从)[^,;。]{0,16}$")
_UP_TO = re.compile(r"的?(?:逐步|稳步|分别)*(?:增加|增长|提高|提升|扩大|拓展|上升|下降|降低|压缩|缩短|缩减|缩小|减少|增|升|降|减)(?:到|至)")
_TITLE_LINE = re.compile(r"(?:\d{1,2}[.、])?[^,。;:!?]{4,60}(?:实施|行动|工作|专项|建设|发展)(方案|计划|规划|意见|措施)(?:\([^()]*\))?")
#: 以19个大县为重点: what there is.
_LEANING = re.compile(r"[^,;。]{2,24}为(?:重点|基础|依托|载体|核心|支撑|抓手|主体|牵引|纽带)")
#: 以全市7600多名残疾人为主要对象
_FAR_LEANING, _OBJECT = re.compile("以[^,;。]{1,20}$"), re.compile(r"[^,;。]{2,24}为(?:主要)?(?:对象|依托|基础|载体)")
_MANY_HOURS = 1_000
_MANY, _NOUN_BEFORE = 20, re.compile(r"[\u4e00-\u9fff]{2}$")
_SENTENCE = re.compile("[,;。:]")
#: A notice that tells the goals themselves: 新开工项目35个, 建设充电站20个.
_SETS_ABOUT = re.compile(r"新开工|新增|新建|完成|建成|建设|改造|更新|培育|打造|引进|推动|新认定|淘汰|整治|布局|□建")
_ON_THE_BASE = re.compile(r"的?(?:水平|规模)?的?基础上")
#: 较2025年的3000亿元翻一番
_COMPARED_WITH = re.compile(r"(?:较|(?<!占)比|是|相当于)(?:19|20)\d\d年[底末]?的?$", re.ASCII)
_GROWS = re.compile(r"翻|倍增|增长|增加|提高|提升|下降|减少|降低|的(?=[\d.]+倍)|再增")
#: 在全省8个园区建设成效的基础上
_ON_WHAT_IS = re.compile(r"[^,;。]{2,24}基础上")
_REVIEW = re.compile(r"发展基础|现状|回顾|发展环境|成就|成效|现实基础|基础条件|面临形势|形势|发展背景|取得的成绩")
#: A heading that sets out to do something looks ahead: 优化发展环境.
_SETS_OUT = re.compile(r"优化|营造|改善|打造|夯实|加快|推[进动]|提[升高]|强化|加强|巩固|完善|构建|建[设立]|创[造新]|实现|增强|扩大|确保|筑牢|注重|突出|放大|认清|把握|应对")
_CONTACT = re.compile(r"(?:电话|传真|邮编|邮政编码|联系方式|热线)[^,;。]{0,20}$|(?:浏览|访问|阅读|点击)(?:量|数|次数)?:?$")
_ONLY_UNIT = re.compile(r"[百千万亿]{1,3}(?![百千万亿])")
_NUMBERED = re.compile(r"(?:专栏|附件|附表|图|表)$")
_PLACES = re.compile(r"省(?!级|内|外|份|直|属)|(?:市|县|区|镇)?(?:交界|毗邻|接壤|边际)")
_NAME_HEAD = re.compile(
    r"[”\"]?(?:号|类(?!别|型)|战略|工程|小镇|要求|经验|精神|行动纲领|计划|方针|理念|协定|会议|论坛|政策|条例|区分|强|版|期|次方|线|热线)"
)
#: 为生产总值过万亿元提供支撑
_SUPPORTS = re.compile(r"(?:提供|奠定|打下|作出|注入|筑牢)")
#: 四个“100+”
_QUOTED_FORMULA = re.compile(r"“[^“”]{0,6}[\d+][^“”]{0,6}(?:”|$)", re.ASCII)
#: 文化和旅游部等10部委
_OFFICES = re.compile(r"[委门]")
_PROCEDURE = re.compile(r"[”\"]?(?:监管|模式|方式|代码|业务|等|[+、“和及]|出口|进口)")
_DEADLINE_WORK = re.compile(r"压缩|缩短|时限|时间|时长|用时|寿命|提速|控制|周期|年限|天数|日数|年龄|学时|课时|停留")
_SERVES = re.compile(r"实施|完成|覆盖|服务|惠及|带动|推动|改造|培训|培养|组织")
_ACTS = re.compile(r"建成|建设|打造|创建|培育|新增|引进|开展|举办|开通|新建|认定|设立|布局|建立")


def _is(*forms: Form) -> Callable[[Setting], bool]:
    return lambda setting: setting.quantity.form in forms


def on_web_page(setting: Setting) -> bool:
    """In lines that the publishing page added."""
    return setting.paragraph.kind is Kind.WEB or setting.quantity.form is Form.DATETIME and ":" in setting.figure


def cited(setting: Setting) -> bool:
    """Counted in a title, inside 《…》, or in a notice that says nothing of a year to come and compares nothing."""
    is_dated = any(setting.sentence[0] <= one.start or one.role in (Role.HORIZON, Role.SPAN) for one in setting.dates_before)
    is_told = setting.quantity.before or setting.quantity.after or _SETS_ABOUT.search(setting.before)
    is_notice = setting.paragraph.kind is Kind.NOTICE and not (is_dated or is_told)
    if _is_title_line(setting) and setting.quantity.form in COUNTED:
        return True
    if setting.quantity.unit == "部" and _OFFICES.match(setting.after):
        return True
    is_outside = is_notice or setting.paragraph.kind in (Kind.TITLE, Kind.IMPRINT)
    return (is_outside or setting.is_cited) and setting.quantity.form in (*COUNTED, Form.ITEMS, Form.BARE)


def _is_title_line(setting: Setting) -> bool:
    """In a line that is nothing but the title of a document: 2.创建一千个示范基地实施方案."""
    title = _TITLE_LINE.fullmatch(setting.scene.text, setting.paragraph.body, setting.paragraph.end)
    return title is not None and (not setting.in_heading or title[1] == "方案")  # a heading may end in 行动计划


def code(setting: Setting) -> bool:
    """Four bare digits as procedures have them: “1210”."""
    is_four = setting.quantity.form is Form.BARE and len(setting.figure) == 4 and setting.figure.isascii() and setting.figure.isdigit()
    return is_four and bool(_PROCEDURE.match(setting.after) or setting.is_quoted)


def geography(setting: Setting) -> bool:
    """浙皖两省, 三省交界."""
    return setting.quantity.form is Form.BARE and bool(_PLACES.match(setting.after))


def listed_item(setting: Setting) -> bool:
    """The number of an item inside a line: 附件:1.任务分工表."""
    is_number = setting.quantity.form is Form.BARE and not setting.quantity.before
    is_item = setting.is_arabic and bool(re.match(r"[.、](?=[\u4e00-\u9fff《])", setting.after))
    return is_number and (is_item or bool(_NUMBERED.search(setting.before)))


def unit_alone(setting: Setting) -> bool:
    """网上零售额(亿元): the unit of a column, outside a table that could be read."""
    text, quantity = setting.scene.text, setting.quantity
    is_bracketed = text[: quantity.start].endswith(("(", "(单位:", "(单位为")) and text[quantity.end : quantity.end + 1] == ")"
    return quantity.form in MEASURED and is_bracketed and bool(_ONLY_UNIT.match(setting.figure))


def contact(setting: Setting) -> bool:
    """A telephone number, a postcode, how often a page was read."""
    is_number = setting.quantity.form in (Form.BARE, Form.VISITS, Form.COUNT)
    return is_number and not setting.quantity.before and bool(_CONTACT.search(setting.sentence_before))


def page_number(setting: Setting) -> bool:
    """The number at the end of a line of a table of contents: (一)建设基地 2."""
    quantity, paragraph = setting.quantity, setting.paragraph
    is_last = quantity.form is Form.BARE and setting.is_arabic and not quantity.before and quantity.end == paragraph.end
    return is_last and paragraph.kind is not Kind.ROW and not _SENTENCE.search(setting.scene.text, paragraph.body, paragraph.end)


def named(setting: Setting) -> bool:
    """A numeral in a name: 一号工程, 168小镇, “两山”."""
    if setting.quantity.form is Form.SLOGAN:
        after = setting.scene.cut(setting.quantity.end, setting.quantity.end + 8)
        return bool(re.match(r"”(?:战略|工程|小镇|要求|计划|精神|经验|专项|论坛|理念|电子商务|产业园|杯)", after)) or bool(
            _NAME_HEAD.search(setting.figure[-3:]) and len(setting.figure) > 4
        )
    if setting.quantity.form is Form.BARE and setting.quantity.before == setting.quantity.after == "":
        return bool(_NAME_HEAD.match(setting.after)) or setting.is_arabic and _is_set_off(setting)
    return setting.quantity.form is Form.COUNT and bool(re.match(r"(?:区分开来|代表|意识|自信|确立)", setting.after))


def _is_set_off(setting: Setting) -> bool:
    """In quotation marks, or alone in brackets."""
    return setting.is_quoted or setting.scene.cut(setting.quantity.end, setting.quantity.end + 1) == ")"


def level(setting: Setting) -> bool:
    """二级, 三星级: a grade and no amount."""
    value = setting.quantity.value
    return setting.quantity.form is Form.LEVEL and (value is None or value < 10_000)


def deadline(setting: Setting) -> bool:
    """A span of time, unless the goal is to shorten it, or to work so many hours."""
    if setting.quantity.unit == "小时" and (setting.quantity.value or 0) >= _MANY_HOURS:
        return False
    looked_at = setting.clause_before if setting.quantity.before else setting.before
    return setting.quantity.form is Form.TIME and not _DEADLINE_WORK.search(looked_at)


def starting_point(setting: Setting) -> bool:
    """由2024年的80家增加到120家: the first figure is what the second is counted from; 在…过千亿元基础上."""
    if _ON_THE_BASE.match(setting.after) or _COMPARED_WITH.search(setting.before) and _GROWS.match(setting.after):
        return True
    return bool(_FROM.search(setting.before)) and bool(_UP_TO.match(setting.after))


def existing(setting: Setting) -> bool:
    """What there is already, also listed on: 现有泊位25个, 港池1个."""
    is_leant_on = setting.before.endswith("以") and _LEANING.match(setting.after) or _FAR_LEANING.search(setting.before) and _OBJECT.match(setting.after)
    is_base = setting.quantity.form in COUNTED and "在" in setting.before and _ON_WHAT_IS.match(setting.after)
    return tense_of(setting) is Tense.THERE or bool(is_leant_on or is_base)


def past(setting: Setting) -> bool:
    """Behind a word that looks back, or compared with the year before and nothing looks ahead."""
    return tense_of(setting) is Tense.PAST


def of_past_year(setting: Setting) -> bool:
    """Behind a year before the plan's own."""
    return tense_of(setting) is Tense.PAST_YEAR and setting.quantity.form is not Form.DOUBLING


def in_review(setting: Setting) -> bool:
    """Under a heading that looks back, and with no year still to come before it."""
    text = setting.scene.text
    headings = (text[start:end] for start, end in setting.paragraph.headings)
    looks_back = any(_REVIEW.search(heading) and not _SETS_OUT.match(heading) for heading in headings)
    issued = setting.part.issued_year or 0
    is_ahead = any(one.year > issued and one.role is Role.HORIZON for one in setting.dates_before)
    return looks_back and not is_ahead and (setting.quantity.form in MEASURED or setting.is_arabic)


def frequency(setting: Setting) -> bool:
    """How often something is done: 每季度调度一次; 连续2次."""
    if setting.quantity.form is Form.VISITS and setting.before.endswith("连续"):
        return True
    return setting.quantity.form is Form.VISITS and bool(re.search(r"每(?:个?(?:半年|季度|月|周|旬)|两年|半个?月)", setting.before))


def slogan(setting: Setting) -> bool:
    """A bare Chinese numeral, or a quoted phrase: 四港, “一核多园”."""
    quantity = setting.quantity
    if quantity.form in (Form.SLOGAN, Form.FORMULA) or quantity.form is Form.DOUBLING and not is_doubling(setting):
        return True
    is_chinese = not setting.is_arabic
    if quantity.form is Form.BARE:
        return is_chinese
    is_plain = quantity.form in COUNTED and is_chinese and not quantity.after and not quantity.before
    if is_plain and _QUOTED_FORMULA.match(setting.after):
        return True
    if setting.before.startswith("为") and _SUPPORTS.match(setting.after):
        return True
    is_act = _ACTS.search(setting.before) or _is_round(quantity) and _SERVES.search(setting.clause_before) or _is_many(setting)
    return is_plain and (setting.is_quoted or not is_act or quantity.form is Form.VISITS)


def _is_many(setting: Setting) -> bool:
    """省级企业一百二十家: more than a motto counts, behind the noun that is counted."""
    return (setting.quantity.value or 0) >= _MANY and bool(_NOUN_BEFORE.search(setting.before))


def _is_round(quantity: Quantity) -> bool:
    """百家, 千项, 两万户: more than a list has items."""
    return quantity.value is not None and quantity.value >= 100 and quantity.value % 100 == 0


REASON_RULES = (
    ReasonRule("web_page", NonGoal.WEB, on_web_page),
    ReasonRule("date", NonGoal.DATE, _is(Form.DATE, Form.DATETIME, Form.FIVE_YEAR)),
    ReasonRule("document_number", NonGoal.DOCUMENT_NUMBER, _is(Form.DOCUMENT_NUMBER)),
    ReasonRule("meeting", NonGoal.MEETING, _is(Form.MEETING)),
    ReasonRule("ordinal", NonGoal.ORDINAL, _is(Form.ORDINAL)),
    ReasonRule("identifier", NonGoal.PROPER_NAME, _is(Form.IDENTIFIER)),
    ReasonRule("cited", NonGoal.CITED_COUNT, cited),
    ReasonRule("unit_alone", NonGoal.TABLE_LABEL, unit_alone),
    ReasonRule("contact", NonGoal.WEB, contact),
    ReasonRule("listed_item", NonGoal.ORDINAL, listed_item),
    ReasonRule("page_number", NonGoal.ORDINAL, page_number),
    ReasonRule("code", NonGoal.CODE, code),
    ReasonRule("geography", NonGoal.GEOGRAPHY, geography),
    ReasonRule("named", NonGoal.PROPER_NAME, named),
    ReasonRule("level", NonGoal.ORDINAL, level),
    ReasonRule("heading_count", NonGoal.ITEM_COUNT, heading_count),
    ReasonRule("names_each", NonGoal.ITEM_COUNT, names_each),
    ReasonRule("starting_point", NonGoal.BASELINE, starting_point),
    ReasonRule("subsidy", NonGoal.SUBSIDY, is_subsidy),
    ReasonRule("threshold", NonGoal.THRESHOLD, is_threshold),
    ReasonRule("deadline", NonGoal.DATE, deadline),
    ReasonRule("existing", NonGoal.EXISTING, existing),
    ReasonRule("past", NonGoal.PAST, past),
    ReasonRule("past_year", NonGoal.PAST, of_past_year),
    ReasonRule("review", NonGoal.PAST, in_review),
    ReasonRule("frequency", NonGoal.DATE, frequency),
    ReasonRule("slogan", NonGoal.SLOGAN, slogan),
)  # fmt: skip


def reason_of(setting: Setting) -> ReasonRule | None:
    """The first rule that says why a quantity is no goal; None where none does."""
    return next((rule for rule in REASON_RULES if rule.holds(setting)), None)
