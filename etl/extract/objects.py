"""What a figure is a figure of: the words of its object, and the goal it belongs to or continues."""

import re
from dataclasses import dataclass

from etl.extract.judge import Judged
from etl.extract.metric_words import thresholds, without_thresholds
from etl.extract.nouns import COUNTED_FROM, MAX_NAME, MEASURED_AS, PARTICLES_BEHIND, beside, noun_of, of_both, with_measure
from etl.extract.quantity import DATED, Form, Quantity
from etl.extract.region_lists import RegionLists
from etl.extract.setting import Setting, figure_group

_COUNTED = (Form.COUNT, Form.PEOPLE, Form.VISITS, Form.LENGTH, Form.AREA, Form.MASS, Form.ENERGY, Form.LATIN)
_NOUN_BEHIND = re.compile(r"(?:的)?(?=[“A-Za-z□\u4e00-\u9fff])(?!(?:和|及|与|或|并|以|其|等|左右|的?增长|的?水平)(?![\u4e00-\u9fff]{6})|的?(?:目标|速度|增速|增幅|要求|任务|比例|幅度)(?![\u4e00-\u9fff]))")
#: 甲占乙比重达到10%, 突破20亿元: the amount is one of 甲.
_SHARE_OF = re.compile(r"占[^#]*(?:#|$)")
_FUND = re.compile(r"的([^,;。、]{0,10}(?:基金|资金池))")
#: 2026年、2027年… at either end of a list are no items of it.
_DATES = re.compile(r"^[到至]?(?:(?:19|20)\d\d年[底末]?[、和及与,]?)+|[到至在]?(?:(?:19|20)\d\d年[底末]?[、和及与,]?)+$", re.ASCII)
_GOES_ON = re.compile(r"(?![和及与或并])[\u4e00-\u9fff]")
_BRACKET_CHARS = 60
_NESTED = re.compile(r"^(?:其中|包含|包括|含|内含)")
_LIST = re.compile(r"[、和与及]")
_RESPECTIVELY = re.compile(r"(?:分别|依次)[^,;。、]{0,16}$")
#: A share of what was named before, or a threshold alone: 占比, 100亿元以上.
_GENERIC = re.compile(r"占|[在居]?全[省市县区国球](?:的?占比|的?比重|排名|位次)?$|人均$|(?:国家|[省市县区部])级(?:以上)?$|(?:超过?|过|突破|达到?)?[\d.十百千万亿]+[元人家个户吨]{0,2}(?:以上|以下|级)?$|规模$|总(?:数|投资|面积|产值|库容|装机|长度|里程|建筑面积)$|数量$|总量$|面积$|首期$|比重$|占比$|总规模$|增速$|增幅$")
#: 市区入园率达到50%以上, 县(市)达到30%以上: whose measure it is.
_GROUP = re.compile(r"^(?:县(?:\(市(?:、区)?\)|□+|城|域)|市区|市辖区|主城区|城区|郊区|农村|乡村|城镇|城市|乡镇)(?=$|[\u4e00-\u9fff])")
#: 较2025年的3000亿元(翻一番): what it grows from.
_STATED_BASE = re.compile(r"(?:较|(?<!占)比|在|是|相当于)(?:19|20)\d\d年[底末]?的?[\d.]+[^,;。\d]{1,4}?(?:的?基础上)?(?=增|提|翻|下降|减|降|的?[\d.]*$)", re.ASCII)
#: 提升互换局功能, 年处理能力达到…: of what the phrase before it is about.
_OF_WHAT = re.compile("(?:处理|吞吐|储存|仓储|生产|供应|服务|接待)能力|库容|容量|吞吐量|处理量|占地|建筑面积|总面积|年产量")
#: 每个基地年培训500人次以上: of one, and not of all.
_OF_EACH = re.compile(r"每[个家所名户座处场](?!县|市|区|镇|乡|行政村|自然村|村|街道|设区|社区|年)[\u4e00-\u9fff]{2,24}$")
_RANKED_BEFORE = re.compile("位次|排名|名次|水平|指数")
_MAX_NAMED = 240
#: Earlier goals of a paragraph that a later one may refer to.
_REMEMBERED = 40


@dataclass(slots=True)
class Object:
    """`named` is the text in which the metric is looked for, `name` the noun proposed for a new one;
    `parent` is the goal this one is part of, `continued` the one whose object it shares; `within` is the goal behind
    which a part with a name of its own stands, whatever it is measured in."""

    named: str
    name: str
    parent: Judged | None = None
    continued: Judged | None = None
    within: Judged | None = None


class Objects:
    """The objects of the goals of one paragraph, asked in their order."""

    def __init__(self, regions: RegionLists) -> None:
        self._regions = regions
        self._known: dict[int, Object] = {}
        self._goals: list[Judged] = []

    def of(self, goal: Judged) -> Object:
        """The object of the next goal of the paragraph."""
        found = self._shared_list(goal) or self._own(goal)
        found.named, found.name = found.named[-_MAX_NAMED:], found.name.replace("□", "")[-2 * MAX_NAME :]
        self._known[goal.setting.quantity.core] = found
        self._goals = [*self._goals[-_REMEMBERED:], goal]
        return found

    def _own(self, goal: Judged) -> Object:
        setting = goal.setting
        if goal.rule.startswith("table_"):
            name = setting.scene.row.measured_at(setting.quantity.core)
            return Object(f"{name}#", name)
        before, after = self._around(setting)
        run = self._regions.last(before)
        if run and before.startswith(("各", "均"), run.end):
            before = before[run.end + 1 :]
        named = f"{before}#{after}"
        name = self._written(setting, noun_of(after) if after else noun_of(before), after != "")
        name = "" if self._regions.is_region(name) or not noun_of(self._regions.beyond(name)) else name
        if one_of := _OF_EACH.search(before):
            return Object(f"{before}#{after}", PARTICLES_BEHIND.sub("", one_of[0]) + after)
        is_continued = not name and any(goal.setting.quantity.core >= setting.phrase[0] for goal in self._goals)
        if not is_continued and (parent := self._parent(setting)):
            whole = self._known[parent.setting.quantity.core]
            is_part = parent.setting.quantity.form is setting.quantity.form
            named = f"{named}#{without_thresholds(whole.named) if thresholds(named) else whole.named}"
            told = f"{whole.name}·{name}" if name and whole.name not in name else name or whole.name
            return Object(named, told, parent=parent if is_part else None, within=parent if name else None)
        if _GROUP.fullmatch(name) and (earlier := self._in_sentence(setting)):
            whole = self._known[earlier[-1].setting.quantity.core]
            same = name + _GROUP.sub("", whole.name)
            return Object(f"{same}#", same, continued=earlier[-1])
        if _GENERIC.match(name) and (earlier := self._in_sentence(setting)):
            whole = self._known[earlier[-1].setting.quantity.core]
            if MEASURED_AS.fullmatch(name):
                same = MEASURED_AS.sub("", whole.name) + name
                return Object(f"{same}#", same)
            told = beside(whole.name.partition("·")[0], name)
            return Object(f"{whole.named}#{named}" if setting.quantity.form is Form.PERCENT else named, told)
        if not name and setting.quantity.form is Form.RANK and _RANKED_BEFORE.search(setting.scene.cut(*_phrase_span_before(setting))) and not setting.earlier(_phrase_span_before(setting)):
            name = noun_of(_phrase_before(setting))
            return Object(f"{name}#", name)
        is_alone = all(one.form in DATED for one in setting.earlier(_phrase_span_before(setting)))
        if _OF_WHAT.fullmatch(name) and is_alone and (whole := noun_of(_phrase_before(setting))):
            return Object(named, f"{whole}·{name}")
        is_told_before = bool(_NESTED.match(setting.before)) and not setting.earlier(_phrase_span_before(setting))
        if not name and not is_told_before and (earlier := self._in_sentence(setting)):
            whole = self._known[earlier[-1].setting.quantity.core]
            is_amount = earlier[-1].setting.quantity.form is Form.PERCENT and setting.quantity.form not in (Form.PERCENT, Form.POINTS)
            told, noun = (_SHARE_OF.sub("", text) for text in (whole.named, whole.name)) if is_amount else (whole.named, whole.name)
            is_near = is_continued and earlier[-1].setting.quantity.core >= setting.phrase[0]
            return Object(f"{told}#{named}", noun, parent=whole.parent if is_near else None, continued=earlier[-1])
        if not name and not setting.earlier(_phrase_span_before(setting)):
            name = noun_of(_phrase_before(setting))
        if not name and (there := self._counted_before(setting)):
            name = there
        return Object(f"{name}#{named}" if name and name not in named else named, name)

    @staticmethod
    def _written(setting: Setting, name: str, is_behind: bool) -> str:
        """A name as it is written, with the brackets that were covered over."""
        if "□" not in name:
            return name
        start = setting.quantity.end if is_behind else max(setting.sentence[0], setting.quantity.start - 200)
        end = setting.quantity.end + 200 if is_behind else setting.quantity.start
        place = setting.scene.cut(start, end).find(name) if is_behind else setting.scene.cut(start, end).rfind(name)
        return setting.scene.text[start + place : start + place + len(name)] if place >= 0 else name

    def _around(self, setting: Setting) -> tuple[str, str]:
        """The words before the figure back to the goal before it, and the noun behind it."""
        start = setting.phrase[0]
        earlier = [goal for goal in self._goals if goal.setting.quantity.end > start]
        if earlier:
            start = max(goal.setting.quantity.end for goal in earlier)
        before = setting.scene.cut(max(start, setting.quantity.start - 120), setting.quantity.start)
        after = self._noun_behind(setting)
        if after or earlier:
            before = before.rpartition("、")[2] if after else before.lstrip("□、")
        return _STATED_BASE.sub("", COUNTED_FROM.sub("", before)), after

    def _noun_behind(self, setting: Setting) -> str:
        if setting.quantity.form is Form.MONEY:
            fund = _FUND.match(setting.after)
            return fund[1] if fund else ""
        start = _behind_bracket(setting)
        is_share = setting.quantity.form is Form.PERCENT and (setting.after.startswith("的") or not setting.before)
        if not (is_share or setting.quantity.form in _COUNTED) or not _NOUN_BEHIND.match(setting.scene.cut(start, start + 40)):
            return ""
        end = setting.scene.within(setting.scene.phrases, start)[1]
        following = [other for other in setting.later((start, end)) if other.start > start and _ends_noun(setting, other)]
        text = setting.scene.cut(start, min(following[0].start if following else end, start + 80))
        if following and "、" in text:
            text = text.rpartition("、")[0]
        return text.lstrip("□").rstrip(",;:。!?()\t")

    def _parent(self, setting: Setting) -> Judged | None:
        """其中…, or in brackets behind a goal: (含…)."""
        start = setting.phrase[0]
        lead = setting.before
        phrase_before = setting.scene.cut(max(start - 4, setting.sentence[0]), start)
        if around := self._in_bracket(setting):
            return around
        if not (_NESTED.match(lead) or phrase_before.rstrip(",:") in ("其中",) or phrase_before.endswith("其中,")):
            return None
        whole = [goal for goal in self._in_sentence(setting) if goal.setting.quantity.core < start]
        alike = [goal for goal in whole if goal.setting.quantity.unit == setting.quantity.unit]
        if not alike and setting.quantity.form in _COUNTED and not setting.earlier(_phrase_span_before(setting)):
            return None  # 商贸中心全覆盖, 其中新建3个
        return (alike or whole)[-1] if whole else None

    def _in_bracket(self, setting: Setting) -> Judged | None:
        """The goal that a bracket around the figure stands behind: 100家(国家级10家、省级90家), 100家企业(…)."""
        start = max(setting.sentence[0], setting.quantity.start - 200)
        text = setting.scene.cut(start, setting.quantity.start)
        opening = text.rfind("(")
        if opening < 0 or text.rfind(")") > opening:
            return None
        whole = [goal for goal in self._in_sentence(setting) if goal.setting.quantity.end <= start + opening]
        between = setting.scene.cut(whole[-1].setting.quantity.end, start + opening) if whole else ","
        return None if re.search("[,;。、]", between) else whole[-1]

    @staticmethod
    def _counted_before(setting: Setting) -> str:
        """What the sentence has counted that is no goal: 目前企业已达6200家, 力争突破1万家."""
        alike = [one for one in setting.earlier(setting.sentence) if one.unit == setting.quantity.unit]
        return noun_of(setting.scene.cut(setting.scene.within(setting.scene.phrases, alike[-1].start)[0], alike[-1].start)) if alike else ""

    def _in_sentence(self, setting: Setting) -> list[Judged]:
        return [goal for goal in self._goals if goal.setting.quantity.core >= setting.sentence[0]]

    def _nth_before(self, setting: Setting, group: list[Quantity], place: int) -> Judged | None:
        """甲达到50亿元, 乙达到20亿元, 分别增长15%、20%: the nth of as many goals before."""
        before = [goal for goal in self._in_sentence(setting) if goal.setting.quantity.core < group[0].core]
        start = setting.scene.within(setting.scene.phrases, max(setting.phrase[0] - 1, setting.sentence[0]))[0]
        is_next = bool(before) and before[-1].setting.quantity.core >= start
        return before[-len(group) :][place] if is_next and len(before) >= len(group) else None

    def _continuing(self, setting: Setting) -> Object | None:
        """The object of the goal before in the sentence: …突破1800亿元; 甲市、乙市分别达到900亿元和650亿元."""
        earlier = self._in_sentence(setting)
        known = self._known[earlier[-1].setting.quantity.core] if earlier else None
        return Object(known.named, known.name, continued=earlier[-1]) if known else None

    def _shared_list(self, goal: Judged) -> Object | None:
        """甲、乙分别达到10个、20个: the nth noun for the nth figure."""
        setting = goal.setting
        group = figure_group(setting)
        if len(group) < 2:
            return None
        first = group[0]
        before = setting.scene.cut(max(setting.phrase[0], first.start - 200), first.start)
        mark = _RESPECTIVELY.search(before)
        if mark is None:
            return None
        place = [one.core for one in group].index(setting.quantity.core)
        if not PARTICLES_BEHIND.sub("", before[: mark.start()].strip(",")) and (whole := self._nth_before(setting, group, place)):
            known = self._known[whole.setting.quantity.core]
            return Object(known.named, known.name, continued=whole)
        lead = _DATES.sub("", before[: mark.start()].strip(",")) or _phrase_before(setting)
        if run := self._regions.last(lead):
            shared = _of_regions(setting, lead[run.end :], before[mark.start() + 2 :], group[-1].end)
            return shared if shared.name else self._continuing(setting) or shared
        listed = [part for part in _LIST.split(PARTICLES_BEHIND.sub("", lead)) if part]
        if shared := noun_of(before[mark.start() + 2 :]):
            return Object(f"{before[mark.start() + 2 :]}#", shared)
        if len(listed) == 1:
            lead = of_both(lead, place) if len(group) == 2 else lead
            return Object(lead, noun_of(lead))
        if len(listed) != len(group):
            return Object(lead, noun_of(lead)) if place == 0 else None
        last, _, shared = listed[-1].partition("等")
        said = [*listed[:-1], last][place] + shared if last and shared else with_measure(listed[place], listed[-1])
        return Object(f"{said}#", noun_of(said))


def is_of_each(before: str) -> bool:
    """Whether what stands before a figure says that it is that of one of several."""
    return bool(_OF_EACH.search(before))


def _ends_noun(setting: Setting, other: Quantity) -> bool:
    """Whether a figure behind a noun is a count of its own: in 10个年销售超10亿元的园区, 9个超千亿元城市 it defines what is counted."""
    is_definition = other.form is Form.MONEY and bool(_GOES_ON.match(setting.scene.cut(other.end, other.end + 1)))
    return (other.form in _COUNTED or other.form is Form.MONEY) and not is_definition


def _of_regions(setting: Setting, measured: str, verb: str, end: int) -> Object:
    """甲市、乙市出口额分别达到60亿元、45亿元, 甲市、乙市分别建成园区2个、3个 or 2个、3个园区: what all of them share."""
    behind = setting.scene.cut(end, min(end + 80, setting.scene.within(setting.scene.phrases, end)[1])).rstrip(",;:。!?()\t")
    said = next((text for text in (measured, verb, behind) if noun_of(text)), "")
    return Object(f"{said}#", noun_of(said))


def _behind_bracket(setting: Setting) -> int:
    """Where the noun behind a figure can begin: 45万人(含技师15万人)取得证书."""
    end = setting.quantity.end
    if setting.scene.cut(end, end + 1) != "(":
        return end
    closing = setting.scene.cut(end, end + _BRACKET_CHARS).find(")")
    return end + closing + 1 if closing > 0 else end


def _phrase_span_before(setting: Setting) -> tuple[int, int]:
    return setting.scene.within(setting.scene.phrases, max(setting.phrase[0] - 1, setting.sentence[0]))


def _phrase_before(setting: Setting) -> str:
    """What the phrase before is about: 甲、乙较2024年翻番, 分别达到…; 发展班列, 全年开行…."""
    start, end = _phrase_span_before(setting)
    return re.split(r"在(?=\d)|较|比|实现", setting.scene.cut(max(start, end - 200), end).rstrip(","))[0]


