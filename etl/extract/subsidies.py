"""What is given, at most or per head, and not what is reached: 给予最高50万元补助."""

import re

from etl.extract.quantity import Form
from etl.extract.setting import Setting

_GIVEN = re.compile(
    r"补助|补贴(?!性)|奖励|奖补|资助|贴息|给予|最高|一次性|单家|单个|单项|每户|每人每|奖金|(?<!担)保费|资金支持|经费支持|补偿|减免|返还|抵扣|罚款|授信|专项资金|财政[^,;。]{0,6}安排|再奖|奖"
)
_GIVEN_BEHIND = re.compile(r"(?:的)?(?:一次性|资金|经费|财政)*(?:支持|补助|补贴|奖励|资助|奖补|贴息|扶持)")
#: What an authority sets aside as a whole, which may be a goal of its own: 省财政统筹安排专项资金6亿元.
_SET_ASIDE = re.compile(r"(?:财政|政府|专项|资金|预算)[^,;。]*(?:安排|筹措|筹集|投入|设立)|(?:安排|筹措|筹集|投入|设立)[^,;。]*(?:资金|财政|预算|经费)")
_TO_EACH = re.compile(r"给予|最高|一次性|单家|单个|单项|每(?!年)|[各按对]|奖|补[助贴偿]|资助|贴息|减免|罚款|标准|不超过")
_REACHES = re.compile(r"(?:带动|拉动|撬动|吸引|达到|突破|力争|实现|增长|发放|投放|下达)[^,;。]{0,12}$")
#: A share that is reached, and none by which something is given: 资金支付率达到90%以上.
_SHARE_REACHED = re.compile(r"(?<![补奖贴励助付偿]比)(?:率|占比|比重|(?<![补奖贴励助付偿]比)例|覆盖面)[^,;。]{0,4}$")
_REACHED_MARKS = ("达到", "达", "超过", "突破", "不低于", "稳定在", "保持在")


def is_subsidy(setting: Setting) -> bool:
    """What is given, at most or per head, and not what is reached."""
    if setting.quantity.form not in (Form.MONEY, Form.PERCENT, Form.FOREIGN):
        return False
    if _GIVEN_BEHIND.match(setting.after):
        return True
    quantity = setting.quantity
    if quantity.form is Form.PERCENT and quantity.before in _REACHED_MARKS and _SHARE_REACHED.search(setting.before):
        return False
    nearby = setting.clause_before.split(",")
    return bool(_GIVEN.search(",".join(nearby[-2:]) + setting.after)) and not _REACHES.search(setting.before)


def is_set_aside(setting: Setting) -> bool:
    """Whether the money is what an authority sets aside for all, and not what somebody gets of it."""
    said = setting.clause_before.rsplit(",", 1)[-1] + setting.quantity.before
    return setting.quantity.form is Form.MONEY and bool(_SET_ASIDE.search(said)) and not _TO_EACH.search(said)
