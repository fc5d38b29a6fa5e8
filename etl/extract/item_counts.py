"""Figures that count what a text lists itself: headings, measures, names."""

import re

from etl.extract.lexicon import either, words
from etl.extract.quantity import Form
from etl.extract.setting import Setting
from etl.extract.thresholds import COUNTED

_ITEMS = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?{either(words('counted_items'))}(?=$|[、和与及”])")
#: 改造内容包括甲类、乙类、丙类3类: a list counts itself.
_LIST_COUNTED = re.compile(r"(?:包括|包含|分为|分成|涵盖)[^;。]*、[^,;。]*$")
_KINDS = ("类", "种", "项")
_FIELD = re.compile(r"[^,;。、]{0,10}(?:产业|领域|方面|行业|环节|方向|板块|赛道|门类)(?=$|[和与及])")
_JOINED = re.compile("[、和与及]|以及")
_NAME, _WHAT = re.compile(r"[\u4e00-\u9fff“”]{2,}$"), re.compile(r"[\u4e00-\u9fff]{2}")
_MOST_NAMES = 12
#: 甲、乙等3个产业各达到…
_EACH_OF_THEM = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:各|均|都|分别)")
#: 新增甲市、乙市2个超千亿元城市 is a goal.
_NEW = re.compile("新[增建设开]")
_FOCUS = re.compile(r"(?:聚焦|围绕|突出|瞄准)[^;。]*$")


def heading_count(setting: Setting) -> bool:
    """A heading counts the items below it, or the plan its own measures: 八项行动, 四个高地."""
    quantity = setting.quantity
    is_several = quantity.value is not None and 2 <= quantity.value <= 30 and not quantity.after
    is_chinese = not setting.is_arabic
    if setting.in_heading and is_several and is_chinese:
        return quantity.form in (Form.ITEMS, Form.BARE, *COUNTED)
    if is_several and (quantity.unit in _KINDS and _LIST_COUNTED.search(setting.before) or _counts_its_list(setting)):
        return True
    if quantity.form is Form.COUNT and is_several and not quantity.before and _ITEMS.match(setting.after):
        return is_chinese or quantity.unit == "项"
    return quantity.form is Form.ITEMS and not setting.is_quoted


def _counts_its_list(setting: Setting) -> bool:
    """甲、乙、丙3个优势产业: as many fields of work as are listed before their number."""
    quantity = setting.quantity
    is_plain = quantity.form is Form.COUNT and not quantity.before and not quantity.after
    is_listed = setting.before.count("、") + 1 == quantity.value or _FOCUS.search(setting.before)
    return is_plain and bool(is_listed and _FIELD.match(setting.after))


def names_each(setting: Setting) -> bool:
    """建设甲市、乙市2个示范区: the number of what is named before it."""
    quantity = setting.quantity
    is_plain = quantity.form is Form.COUNT and not (quantity.before or quantity.after or setting.earlier(setting.phrase))
    if not is_plain or _NEW.search(setting.before) or not 2 <= (quantity.value or 0) <= _MOST_NAMES:
        return False
    names = _JOINED.split(setting.before)
    if setting.before.endswith("等") and len(names) > 1 and _EACH_OF_THEM.match(setting.after):
        return True
    return len(names) == quantity.value and all(map(_NAME.search, names)) and bool(_WHAT.match(setting.after))
