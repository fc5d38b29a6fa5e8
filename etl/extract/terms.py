"""The closed terms of the plan-intake line: what a quantity of a plan is, if it is no goal.

`NonGoal` values are codes; `NON_GOAL_ZH` holds the words that stand in the `reason` column
of `numbers.csv`.
"""

from enum import StrEnum


class NonGoal(StrEnum):
    """Why a quantity of a plan is no target."""

    DATE = "date"  # a date, a period, a deadline
    DOCUMENT_NUMBER = "document_number"
    MEETING = "meeting"  # 党的某次大会
    PROPER_NAME = "proper_name"  # a name with a number in it
    SLOGAN = "slogan"  # 三平台, 1+N, 一核多园
    ITEM_COUNT = "item_count"  # a heading counts its own items
    THRESHOLD = "threshold"  # part of the definition of what is counted
    SUBSIDY = "subsidy"
    EXISTING = "existing"  # what there is already
    PAST = "past"  # a figure of the past, reported
    BASELINE = "baseline"  # the figure a goal starts from
    TABLE_LABEL = "table_label"  # the unit or number of a row of a table
    CODE = "code"  # a code of a procedure
    GEOGRAPHY = "geography"
    CITED_COUNT = "cited_count"  # documents or places counted in a citation
    WEB = "web"  # what the publishing page added
    ORDINAL = "ordinal"  # 第三条, 二级
    UNDETERMINED = "undetermined"  # no rule spoke; a person decides


NON_GOAL_ZH = {
    NonGoal.DATE: "日期与期限",
    NonGoal.DOCUMENT_NUMBER: "文号",
    NonGoal.MEETING: "会议届次",
    NonGoal.PROPER_NAME: "专有名称",
    NonGoal.SLOGAN: "口号计数",
    NonGoal.ITEM_COUNT: "条目计数",
    NonGoal.THRESHOLD: "定义中的门槛",
    NonGoal.SUBSIDY: "补贴标准或上限",
    NonGoal.EXISTING: "已有资源",
    NonGoal.PAST: "过去的数据",
    NonGoal.BASELINE: "基期数",
    NonGoal.TABLE_LABEL: "表头与单位",
    NonGoal.CODE: "监管方式代码",
    NonGoal.GEOGRAPHY: "地理表述",
    NonGoal.CITED_COUNT: "引用文件计数",
    NonGoal.WEB: "网页信息",
    NonGoal.ORDINAL: "序数与等级",
    NonGoal.UNDETERMINED: "待人工判定",
}


class NotComputable(StrEnum):
    """Why a goal is one that the method cannot compute."""

    RANK = "rank"  # 前10位
    POINTS = "points"  # 提高5个百分点
    FOREIGN_CURRENCY = "foreign_currency"
    BASIS = "basis"  # a form of comparison the register has no word for, or refuses for this kind of metric
    NO_BASELINE = "no_baseline"  # 增长1倍 without a year it is compared with
    NO_VALUE = "no_value"  # no exact number: 减少三分之一


class Assumption(StrEnum):
    """Where the text was silent and a convention of the method filled in."""

    DUE_PARAGRAPH = "due_paragraph"  # from an earlier sentence of the paragraph
    DUE_HEADING = "due_heading"
    DUE_PLAN = "due_plan"  # the plan's horizon
    DUE_NONE = "due_none"
    START_TITLE = "start_title"
    START_ISSUED = "start_issued"
    START_NONE = "start_none"
    BASELINE_BEFORE_START = "baseline_before_start"
    REGION_PLAN = "region_plan"
    REGION_SPOKEN_OF = "region_spoken_of"  # of the place the text speaks of, since no title names one
    REGION_UNKNOWN = "region_unknown"
    REGION_NAMED = "region_named"  # the sentence names several regions, or one the register lacks
    METRIC_PROPOSED = "metric_proposed"
    METRIC_INHERITED = "metric_inherited"  # named by an earlier part of the sentence
    METRIC_CLOSE = "metric_close"  # another metric fits as well
    ONE_AS_NUMBER = "one_as_number"  # 一个 read as the number one
    YEARLY_CONTINUED = "yearly_continued"  # 每年 stands before an earlier figure of the sentence
    MONEY_PER_YEAR = "money_per_year"  # money without 年: the calendar year
