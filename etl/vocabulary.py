"""The words of the method as types.

Every term here is a value that stands in a register, an upload, the ledger, the
warehouse or the output of a command; `docs/method.zh.md` explains each of them.
Members are strings, so they compare and serialise as the text in the files.
"""

from enum import StrEnum


class Level(StrEnum):
    """行政层级: administrative level of a region."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    ZONE = "zone"


class Kind(StrEnum):
    """指标类型: how figures of a metric relate to time."""

    FLOW = "flow"  # 流量: adds up within a calendar year
    STOCK = "stock"  # 存量: exists at a date
    RATE = "rate"  # 比率: per cent or share, never summed


class Family(StrEnum):
    """指标类别: the field of work a metric belongs to; a metric without one is 其他."""

    TRADE = "trade"  # 贸易规模
    ENTITIES = "entities"  # 市场主体
    CARRIERS = "carriers"  # 平台载体: parks, platforms, belts, bases
    LOGISTICS = "logistics"  # 物流与海外仓
    BRANDS = "brands"  # 品牌
    SERVICES = "services"  # 服务与人才


class Direction(StrEnum):
    """方向: whether more or less of a metric is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Scope(StrEnum):
    """统计口径: whose count a figure is; two scopes are never mixed."""

    CUSTOMS_PLATFORM = "customs_platform"  # 海关平台
    CUSTOMS_ALL = "customs_all"  # 海关全业态
    COMMERCE = "commerce"  # 商务厅监测
    RETAIL = "retail"  # 跨境零售
    MUNICIPAL = "municipal"  # 市级全口径
    OTHER = "other"  # 其他


class Counting(StrEnum):
    """计数方式: what span of time one figure covers."""

    YTD = "ytd"  # 本年累计
    QUARTER = "quarter"  # 当季
    POINT = "point"  # 期末


class Nature(StrEnum):
    """数据性质."""

    FINAL = "final"  # 正式
    PRELIMINARY = "preliminary"  # 初步
    FORECAST = "forecast"  # 预计: shown, never counted
    WITHDRAWN = "withdrawn"  # 撤回: takes the figure back


class Confidence(StrEnum):
    """来源可信度: of the source of a figure."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Basis(StrEnum):
    """目标类型: what the number of a target is a number of."""

    LEVEL = "level"
    MULTIPLE = "multiple"
    CAGR = "cagr"
    INCREMENT = "increment"
    EVERY_YEAR = "every_year"
    EACH_SUBREGION = "each_subregion"


class Comparator(StrEnum):
    """比较方式: how an actual is compared with the target value."""

    GE = "ge"
    GT = "gt"
    EQ = "eq"
    BETWEEN = "between"
    LE = "le"
    LT = "lt"
    ABOUT = "about"


class Obligation(StrEnum):
    """约束力."""

    FIRM = "firm"
    ASPIRATIONAL = "aspirational"  # 力争
    DRAFT = "draft"  # 征求意见稿


class DocumentStatus(StrEnum):
    """文件状态."""

    IN_FORCE = "in_force"
    DRAFT = "draft"
    ENDED = "ended"


class DataState(StrEnum):
    """数据状态: whether there is a figure, and how recent it is."""

    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    STALE = "stale"
    CURRENT = "current"


class Performance(StrEnum):
    """完成情况, best first."""

    ACHIEVED = "achieved"
    MET_SO_FAR = "met_so_far"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    MISSED = "missed"
    AWAITING_FINAL = "awaiting_final"
    NOT_ASSESSABLE = "not_assessable"
    NOT_STARTED = "not_started"


class Reason(StrEnum):
    """原因: why a performance class could not be better determined, or what lies behind it."""

    NO_ACTUAL = "no_actual"
    OTHER_SCOPE = "other_scope"
    NO_BASELINE = "no_baseline"
    PROVISIONAL_BASELINE = "provisional_baseline"
    CHILDREN_MISSING = "children_missing"
    REGRESSING = "regressing"
    NO_PATH = "no_path"
    TOO_EARLY = "too_early"


class Reach(StrEnum):
    """可达性: whether a target can still be reached at the best quarter ever."""

    REACHED = "reached"
    REACHABLE = "reachable"
    OUT_OF_REACH = "out_of_reach"
    UNKNOWN = "unknown"


class ReachReason(StrEnum):
    """可达性未知的原因: why it cannot be said whether a target can still be reached."""

    NO_ACTUAL = "no_actual"
    OTHER_SCOPE = "other_scope"
    NO_BASELINE = "no_baseline"
    PROVISIONAL_BASELINE = "provisional_baseline"
    CHILDREN_MISSING = "children_missing"
    AWAITING_FINAL = "awaiting_final"
    NOT_ADDITIVE = "not_additive"
    FEW_QUARTERS = "few_quarters"


class GrowthCategory(StrEnum):
    """增长率比值的档次: what Eurostat's monitoring of the SDGs calls a growth ratio."""

    SIGNIFICANT = "significant"
    MODERATE = "moderate"
    INSUFFICIENT = "insufficient"
    MOVING_AWAY = "moving_away"


class Allocation(StrEnum):
    """分解情况: whether the promises of the lower regions add up to that of the region above."""

    REACHED = "reached"
    SHORT = "short"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    NONE = "none"


class Agreement(StrEnum):
    """上下级数据: whether the figures of the lower regions add up to that of the region above."""

    EQUAL = "equal"
    BELOW = "below"
    EXCEEDS = "exceeds"
    PARTIAL = "partial"
    NONE = "none"


class Conflict(StrEnum):
    """规划内部的不一致: how two numbers of one plan do not fit together."""

    MINIMUM_SHORT = "minimum_short"
    MINIMUM_BEYOND = "minimum_beyond"
    FALLING_STAGE = "falling_stage"
    BASE_DIFFERS = "base_differs"
    BASES_DISAGREE = "bases_disagree"
    BASE_UNKNOWN = "base_unknown"


class Cause(StrEnum):
    """变化原因: what moved a gap between two dates, in the order in which it is split."""

    ELAPSED_TIME = "elapsed_time"
    RESTATED_DATA = "restated_data"
    NEW_DATA = "new_data"
    CHANGED_TARGET = "changed_target"
    CHANGED_METHOD = "changed_method"


#: Columns of one computed gap, in the order of `python -m etl gaps`.
GAP_COLUMNS = (
    "target_id",
    "due_period",
    "region_code",
    "metric",
    "target_value",
    "actual_value",
    "actual_period",
    "scope",
    "confidence",
    "baseline_value",
    "baseline_period",
    "expected_value",
    "gap_to_target",
    "gap_to_trajectory",
    "attainment",
    "progress",
    "pace",
    "required_per_quarter",
    "required_growth",
    "projected_value",
    "provisional",
    "data_state",
    "performance",
    "reason",
)

#: Columns of one outlook, as `outlook_as_of` gives them.
OUTLOOK_COLUMNS = (
    "target_id",
    "due_period",
    "best_quarter_value",
    "best_quarter",
    "quarters_known",
    "reach",
    "reach_reason",
    "last_reachable_period",
    "time_elapsed",
    "time_ratio",
    "time_class",
    "growth_ratio",
    "growth_category",
    "growth_class",
    "projected_attainment",
    "projected_class",
    "methods_disagree",
)
