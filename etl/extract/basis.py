"""What the number of a goal is a number of: level, multiple, yearly growth, increment, each year, each place.

A goal rule has said that it is a goal; here its words say how it is to be computed.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from etl.extract.dates import Role
from etl.extract.judge import Judged
from etl.extract.quantity import Form, Quantity
from etl.extract.setting import Setting, figure_group
from etl.extract.terms import NotComputable
from etl.registers.model import Metric
from etl.vocabulary import Basis, Comparator, Kind

_TO_LEVEL = re.compile(r"(?:增长|提高|提升|增加|扩大|下降|降低|减少|上升)(?:到|至)")
#: 是2024年的3倍 is three times, while 增长3倍 is four.
_OF_BASE = re.compile(r"(?:19|20)\d\d年(?:[\d.]+[^,;。\d]{1,4})?的$", re.ASCII)
_FALLS = re.compile(r"下降|下调|下浮|压降|收窄|降低|减少|压减|缩减|缩短|压缩|递减")
_ADDED = re.compile(r"新增|完成$|[一二两三四五\d]年累计|净增|助推|改建|改造|更新|整治|淘汰|安装|增配|加装|培养|累计[^,;。]{0,8}投资|新(?:建|开|设|认定|培育|编制|发展|布局|创建|签|招|推出|制定)|转移就业|再就业|实施(?!意见|方案|细则|情况)|修编|研发(?!机构|人员|平台|投入|中心|[费经]|活动|强度|基地|设计|服务|能力|支出|团队|设备|企业|与|和|、)|攻克|攻关|研制|引进|招引|引入|增加(?!到|至|值)|累计(?:开展|培训|培养|举办|招引|引进|新增|服务|投入|完成|发放|组织|制定|改造|建设|孵化|惠及|帮助|实施|投放)|培养引进|招募")
#: What is done to people adds up.
_TRAINING = re.compile(r"培训|轮训|巡讲|宣讲|义诊|筛查|演练|取得[^,;。]{0,6}证书")
#: 年接待 stands for the total of one year: that of the due year.
_OF_A_YEAR = re.compile(r"(?:^|[,、;到达现])年(?!均|内|底|末|度|龄|轻)[\u4e00-\u9fff]")
#: What is held adds up: 举办活动40场.
_EVENTS = ("场", "场次", "期")
#: 比2025年减少60万吨 is a difference and no level.
_REDUCED = re.compile(r"(?:减少|下降|压减|降低|削减|压缩|缩短)[^到至,;。]{0,3}$")
#: 年均增长100亿元 is an increase each year on average and no level.
_AVERAGE_INCREASE = re.compile(r"年均(?:增长|增加|递增|净增)[^,;。]{0,4}$")
_GROWTH_FORMS = (Form.PERCENT, Form.MULTIPLE)

_BEFORE = {
    Comparator.GT: (">", "突破", "超过", "超", "高于", "大于", "多于", "过"),
    Comparator.GE: ("≥", "不低于", "不少于", "不小于", "至少", "上", "站上", "迈上", "跨上", "跃上"),
    Comparator.LE: ("≤", "不超过", "不高于", "不大于", "不多于", "控制在"),
    Comparator.LT: ("<", "低于", "小于", "少于"),
    Comparator.ABOUT: ("约", "近"),
}
_AFTER = {
    Comparator.GE: ("以上", "及以上"),
    Comparator.LE: ("以下", "及以下", "以内", "之内"),
    Comparator.ABOUT: ("左右", "上下"),
    Comparator.GT: ("余",),
}
_REVERSED = {
    Comparator.GE: Comparator.LE, Comparator.GT: Comparator.LT, Comparator.LE: Comparator.GE, Comparator.LT: Comparator.GT,
}  # fmt: skip
_RESPECTIVELY = re.compile("分别|依次")
_AT_LEAST = re.compile(r"(?:至少|不少于|不低于)[^,;。、\d]{0,12}$", re.ASCII)
_OF_BEFORE = {mark: comparator for comparator, marks in _BEFORE.items() for mark in marks}
_OF_AFTER = {mark: comparator for comparator, marks in _AFTER.items() for mark in marks}


def comparator_of(setting: Setting) -> Comparator:
    """The comparison a figure asks for; a 至少 may stand before its verb (至少建成2处), and a mark before
    the first figure of several, or behind the last, holds for all (分别不少于2家、10家; 分别增长7%、8%左右)."""
    read = _of_marks(setting.quantity)
    if read is not Comparator.EQ:
        return read
    group = figure_group(setting)
    if _RESPECTIVELY.search(setting.sentence_before) and (group[0].before or group[-1].after):
        is_whole = setting.quantity.form is Form.PERCENT and setting.quantity.value == 100  # nothing is above
        return _OF_BEFORE.get(group[0].before) or (read if is_whole else _OF_AFTER.get(group[-1].after, read))
    return Comparator.GE if _AT_LEAST.search(setting.before) else read


def _of_marks(quantity: Quantity) -> Comparator:
    """Of two marks the stricter one counts: 超过10家以上 is more than 10."""
    if quantity.form is Form.RANK:
        return Comparator.LE
    if quantity.value_high is not None:
        return Comparator.BETWEEN
    before, after = _OF_BEFORE.get(quantity.before), _OF_AFTER.get(quantity.after)
    if after in (Comparator.ABOUT, Comparator.LE) or before is None:
        return after or Comparator.EQ
    return before


@dataclass(frozen=True, slots=True)
class Computed:
    """How a goal is computed. `factor` turns the figure into the value of a multiple (20% more → 1.2)
    and is None where the figure is the value; `not_computable` says why it cannot be computed."""

    basis: Basis | None
    value: Decimal | None
    value_high: Decimal | None
    not_computable: NotComputable | None = None


def computed(goal: Judged, metric: Metric | None, is_governed_yearly: bool) -> Computed:
    """Basis and value of a goal, in the unit of its figure."""
    quantity = goal.setting.quantity
    if why := _outside(quantity):
        return Computed(None, quantity.value, quantity.value_high, why)
    if is_average_increase(goal.setting) or _is_reduction(goal.setting):
        return Computed(None, quantity.value, quantity.value_high, NotComputable.BASIS)
    if quantity.form is Form.DOUBLING:
        return Computed(Basis.MULTIPLE, quantity.value, None)
    if goal.rule in ("annual_growth", "table_growth"):
        return Computed(Basis.CAGR, _signed(goal.setting, quantity.value), quantity.value_high)
    if quantity.form is Form.MULTIPLE and _is_times(goal.setting):
        return Computed(Basis.MULTIPLE, quantity.value, quantity.value_high)
    if goal.rule == "growth" and (multiple := _multiple(goal.setting, metric)):
        return multiple
    return _plain(goal, metric, is_governed_yearly)


def _is_times(setting: Setting) -> bool:
    """是2024年的3倍, 扩大到3倍: of a base that is named or is still to be."""
    is_of_base = _OF_BASE.search(setting.before) and baseline_year(setting)
    return bool(is_of_base or _TO_LEVEL.search(setting.before[-8:] + setting.quantity.before))


def is_average_increase(setting: Setting) -> bool:
    """Whether an amount is what is added each year on average, which the register has no word for."""
    is_amount = setting.quantity.form not in (*_GROWTH_FORMS, Form.DOUBLING, Form.POINTS)
    return is_amount and bool(_AVERAGE_INCREASE.search(setting.before))


def _is_reduction(setting: Setting) -> bool:
    """Whether an amount is by how much something falls, which the register has no word for."""
    is_amount = setting.quantity.form not in (*_GROWTH_FORMS, Form.DOUBLING, Form.POINTS, Form.RANK)
    return is_amount and not setting.quantity.before and bool(_REDUCED.search(setting.before))


def _outside(quantity: Quantity) -> NotComputable | None:
    return {
        Form.RANK: NotComputable.RANK, Form.POINTS: NotComputable.POINTS, Form.FOREIGN: NotComputable.FOREIGN_CURRENCY,
    }.get(quantity.form)  # fmt: skip


def _signed(setting: Setting, value: Decimal | None) -> Decimal | None:
    return -value if value is not None and re.search(r"年均(?:下降|降低|递减|减少)", setting.before) else value


def _multiple(setting: Setting, metric: Metric | None) -> Computed | None:
    """较2024年增长20% → 1.2 times 2024; 增长1倍 → 2. None where no base is named and it is no 倍."""
    quantity = setting.quantity
    if _TO_LEVEL.search(setting.before[-8:] + quantity.before):
        is_times = quantity.form is Form.MULTIPLE
        return Computed(Basis.MULTIPLE, quantity.value, quantity.value_high) if is_times else None
    has_base = baseline_year(setting) is not None
    if quantity.value is None or quantity.form not in _GROWTH_FORMS or not (has_base or quantity.form is Form.MULTIPLE):
        return None
    if metric is not None and metric.kind is Kind.RATE:
        return None
    sign = -1 if goes_down(setting) else 1
    per = 100 if quantity.form is Form.PERCENT else 1
    low = 1 + sign * quantity.value / per
    high = None if quantity.value_high is None else 1 + sign * quantity.value_high / per
    return Computed(Basis.MULTIPLE, low, high) if high is None or low <= high else Computed(Basis.MULTIPLE, high, low)


def comparison(goal: Judged, how: Computed) -> Comparator:
    """The comparison of the value: 较2020年下降13%以上 is at most 0.87 times, 年均下降2%以上 at most -2."""
    read = comparator_of(goal.setting)
    is_share = goal.rule == "growth" and goal.setting.quantity.form is Form.PERCENT
    is_multiple = how.basis is Basis.MULTIPLE and is_share and goes_down(goal.setting)
    is_decline = how.basis is Basis.CAGR and how.value is not None and how.value < 0
    return _REVERSED.get(read, read) if is_multiple or is_decline else read


def goes_down(setting: Setting) -> bool:
    """Whether a growth is one downwards: 下降8%, also of several with one verb: 分别下降8%、10%、12%."""
    first = figure_group(setting)[0].start
    return bool(_FALLS.search(setting.scene.cut(max(setting.phrase[0], first - 12), first)))


def _plain(goal: Judged, metric: Metric | None, is_governed_yearly: bool) -> Computed:
    quantity = goal.setting.quantity
    basis = _basis(goal, metric, is_governed_yearly)
    is_refused = metric is not None and (basis, metric.kind) in _REFUSED
    is_refused |= basis is Basis.EACH_SUBREGION and bool(_BELOW_COUNTIES.search(goal.setting.before))
    return Computed(basis, quantity.value, quantity.value_high, NotComputable.BASIS if is_refused else None)


#: Places the register of regions does not go down to.
_BELOW_COUNTIES = re.compile(r"(?:每个?|各个?|所有)(?:镇|乡|街道|行政村|自然村|村|社区)|(?:镇|乡|街道|村|社区)□?(?:各|均|至少|都)")
#: Counts that go on from the start: 新增…数, 培训人次; 业务量 and 吞吐量 are those of the due year, and amounts of money always.
_ADDS_UP = re.compile("(?<!高)(?<!创)新(?!能源|型|媒体|疆|兴|零售|业态|模式|材料)|引进|招引|引育|培[养训育]|活动|服务企业|举办|认定|人次|家次|场次")
_REFUSED = {
    (Basis.EVERY_YEAR, Kind.STOCK), (Basis.EACH_SUBREGION, Kind.FLOW), (Basis.INCREMENT, Kind.RATE),
    (Basis.EVERY_YEAR, Kind.RATE), (Basis.EACH_SUBREGION, Kind.RATE),
}  # fmt: skip


def _basis(goal: Judged, metric: Metric | None, is_governed_yearly: bool) -> Basis:
    setting, form = goal.setting, goal.setting.quantity.form
    if goal.rule == "for_each":
        return Basis.EACH_SUBREGION
    if metric is not None and metric.kind is Kind.RATE or form in (Form.PERCENT, Form.MULTIPLE):
        return Basis.LEVEL
    if is_governed_yearly:
        return Basis.EVERY_YEAR
    if setting.quantity.unit in _EVENTS:
        return Basis.INCREMENT
    if _ADDED.search(setting.before):
        return Basis.INCREMENT
    if _OF_A_YEAR.search(setting.before):
        return Basis.LEVEL
    if form in (Form.PEOPLE, Form.VISITS) and _TRAINING.search(setting.before + setting.after):
        return Basis.INCREMENT
    is_limit = setting.quantity.before in _BEFORE[Comparator.LE] + _BEFORE[Comparator.LT]
    is_counted = not is_limit and form is not Form.MONEY and form is not Form.MASS
    is_counted_flow = is_counted and metric is not None and metric.kind is Kind.FLOW and bool(_ADDS_UP.search(metric.name_zh))
    return Basis.INCREMENT if is_counted_flow else Basis.LEVEL


def baseline_year(setting: Setting) -> int | None:
    """The year a growth is compared with: 较2024年, or the year before a span."""
    bases = [one for one in setting.dates_before if one.role is Role.BASE and setting.sentence[0] <= one.start]
    found = bases[-1:] or [one for one in setting.dates_behind if one.role is Role.BASE][:1]
    return found[0].year if found else None


def span_before(setting: Setting) -> int | None:
    """The year before a span of years in the sentence: 2025—2027年年均 → 2024."""
    spans = [one for one in setting.dates_before if one.role is Role.SPAN and setting.sentence[0] <= one.start]
    return spans[-1].first_year - 1 if spans else None
