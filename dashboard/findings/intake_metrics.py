"""Metrics the register lacks: what the goals of a plan suggest for each of them, to be looked at once."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.findings.intake import Item, Sort
from etl.extract.lexicon import either, words
from etl.plans.candidates import Candidate, Span
from etl.vocabulary import Basis, Comparator, Direction, Family, Kind, Scope

METRIC_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
#: Cells of `metrics.csv` that are asked for, in this order.
CELLS = ("metric", "name_zh", "name_en", "unit", "kind", "direction", "family", "scope", "definition_zh")
#: What happens to a name: it becomes a metric, waits, or (a metric's id) is called otherwise in the register.
#: A cell of a table that must be filled in cannot be set to nothing, so that LATER is not "" as in a draft.
NEW, LATER, NOTHING = "+", "-", ""
#: The family of a metric that has none.
NO_FAMILY = "other"
_EVENTS = re.compile(r"(?:元|次|场|吨|票|单|班|列)$")
#: What goes by within a year, whatever it is counted in; 处理能力 and 库容 are there at a date.
_GOES_BY = re.compile(r"(?:业务|吞吐|处理|运输|发送|周转|投递|揽收|货运|客运|客流|接待|快件|包裹|订单|交易|销售|发货|上行|开行|成交|生产|消费|用水|用电|排放)[\u4e00-\u9fff]{0,2}[量数]$|班次$|班车$|班列$|开行列数$|产量$|单量$|件量$|货量$|票数$|(?<![余限])额$|产值$|收入$|增加值$|营收$|利润$")
#: Names of what is counted in points, whatever unit stands near by.
_SCORES, POINTS = re.compile("(?:得分|评分|分数|分值|总分)$"), "分"
_LESS = re.compile("成本|时间|时长|时限|占比降|降幅|负担|退货")
#: The first that fits decides.
_FAMILIES = (
    (Family.BRANDS, re.compile("品牌|商标|专利")),
    (Family.LOGISTICS, re.compile("仓|物流|航线|航班|货运|班列|吞吐|通关|运输|集装箱")),
    (Family.SERVICES, re.compile("人才|培训|活动|服务|人次|讲师|团队")),
    (Family.CARRIERS, re.compile("园|基地|平台|产业带|中心|集群|示范|载体|试点")),
    (Family.ENTITIES, re.compile("企业|主体|卖家|商户|网店|店铺|市场主体")),
    (Family.TRADE, re.compile("额|值|贸易|出口|进口|比重|占比|增速")),
)
#: A name that says no more than what kind of thing is counted: 企业, 基地.
_BARE = re.compile(rf"(?:{either(words('heads', 'names'))})(?:总?数量?|总量)?")
_GROWTH = (Basis.MULTIPLE, Basis.CAGR)
#: Where each first letter of the pronunciation begins among the characters of GB 2312's first level, which stand in that order.
_INITIALS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"), (0xB9FE, "h"),
    (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"),
    (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"), (0xD7FA, ""),
)  # fmt: skip


class Misfit(StrEnum):
    """Why the metric that was named for a name may not be that of a quantity called so."""

    UNIT = "unit"
    KIND = "kind"  # what is there at a date, or what is done within a year
    NAME = "name"  # several clauses count something by a name as plain as this


@dataclass(frozen=True, slots=True)
class Proposal:
    """One name the text gives to what it counts. `numbers` are the quantities of which; `use` says
    what becomes of it: NEW, LATER or the id of a metric; `row` what a new metric would be."""

    name: str
    numbers: tuple[int, ...]
    use: str
    row: Mapping[str, str]


def proposals(found: Iterable[Item], new: Sequence[Mapping[str, str]], named: Mapping[str, str], taken: Collection[str]) -> list[Proposal]:
    """Every name of goals nobody has decided on that no metric of the register stands for, in the
    order of the text. `new` are metrics that are new, `named` what was said of names before,
    `taken` the ids there are."""
    groups: dict[str, list[Item]] = {}
    for one in found:
        if one.sort is Sort.GOAL and not one.is_decided and not one.candidate.cells.get("metric") and one.candidate.proposed_metric:
            groups.setdefault(one.candidate.proposed_metric, []).append(one)
    rows = {one["metric"]: one for one in new}
    ids = {*taken, *rows}
    proposed = []
    for name, items in groups.items():
        before = named.get(name, NEW) or LATER
        row = rows[before] if before in rows else suggestion(name, [one.candidate for one in items], ids)
        ids.add(row["metric"])
        use = NEW if before in rows else before
        proposed.append(Proposal(name, tuple(one.number for one in items), use, {cell: row.get(cell, "") for cell in CELLS}))
    return proposed


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person said of the names of the table: the new metric of each name that gets one, what
    every name stands for (NOTHING where it waits), and the names of new metrics without a unit."""

    rows: Mapping[str, Mapping[str, str]]
    named: Mapping[str, str]
    without: Sequence[str]


def settled(found: Sequence[Proposal], edited: Sequence[Mapping[str, str]]) -> Settled:
    """The table as it was filled in, `edited` row by row for `found`. What waits is kept as such, or it
    would be offered as new again; of a new metric nobody can count in anything nothing is said yet."""
    new, named, without = {}, {}, []
    for one, cells in zip(found, edited, strict=True):
        if cells["use"] == NEW and lacks_unit(cells):
            without.append(one.name)
        elif cells["use"] == NEW:
            new[one.name] = {name: cells[name].strip() for name in CELLS if cells[name].strip() and (name, cells[name]) != ("family", NO_FAMILY)}
            named[one.name] = cells["metric"].strip()
        else:
            named[one.name] = NOTHING if cells["use"] == LATER else cells["use"]
    return Settled(new, named, without)


def suggestion(name: str, goals: Sequence[Candidate], taken: Collection[str]) -> dict[str, str]:
    """What the goals themselves suggest for a metric; a person looks at it."""
    units = [one.cells.get("unit", "") for one in goals if one.cells.get("basis") not in _GROWTH]
    unit = POINTS if _SCORES.search(name) else next(filter(None, units), "")
    yearly = any(one.cells.get("basis") == Basis.EVERY_YEAR for one in goals)
    kind = _kind(unit, yearly, name)
    less = _LESS.search(name) or any(one.cells.get("comparator") in (Comparator.LE, Comparator.LT) for one in goals)
    return {
        "metric": code(name, taken),
        "name_zh": name,
        "unit": unit,
        "kind": str(kind),
        "direction": str(Direction.LOWER if less else Direction.HIGHER),
        "family": str(next((family for family, words in _FAMILIES if words.search(name)), "")),
        "scope": str(Scope.MUNICIPAL),
    }


def _kind(unit: str, is_yearly: bool, name: str) -> Kind:
    """What has a name and is counted in a unit probably is."""
    is_flow = is_yearly or _EVENTS.search(unit) or _GOES_BY.search(name)
    return Kind.RATE if unit == "%" else Kind.FLOW if is_flow else Kind.STOCK


def misfits(candidates: Iterable[Candidate], named: Mapping[str, str], metrics: Mapping[str, Mapping[str, str]]) -> dict[Span, Misfit]:
    """Goals that got a metric by their name (`named`) which it may not fit, by place: one said of a
    name was looked at for some quantity, not for each. `metrics` are rows of `metrics.csv` by id."""
    clauses: dict[str, set[str]] = {}
    called = [one for one in candidates if one.is_goal and not one.cells.get("metric") and one.proposed_metric in named]
    for one in called:
        clauses.setdefault(one.proposed_metric, set()).add(one.clause)
    found = {one.span: _misfit(one, metrics.get(named[one.proposed_metric], {}), len(clauses[one.proposed_metric]) > 1) for one in called}
    return {span: why for span, why in found.items() if why}


def _misfit(one: Candidate, metric: Mapping[str, str], is_shared: bool) -> Misfit | None:
    basis, unit = one.cells.get("basis", ""), one.cells.get("unit", "")
    if basis not in _GROWTH and unit != metric.get("unit", ""):
        return Misfit.UNIT
    if _is_other_kind(basis, unit, metric):
        return Misfit.KIND
    return Misfit.NAME if is_shared and _BARE.fullmatch(one.proposed_metric) else None


def _is_other_kind(basis: str, unit: str, metric: Mapping[str, str]) -> bool:
    """Whether a goal speaks of something else than what its metric is: each year of what exists at a
    date, the growth of a rate, or how many there shall be of what happens within a year."""
    kind = metric.get("kind", "")
    if kind == Kind.FLOW:
        return basis in (Basis.LEVEL, Basis.EACH_SUBREGION) and _kind(unit, False, metric.get("name_zh", "")) is Kind.STOCK
    return basis == Basis.EVERY_YEAR if kind == Kind.STOCK else basis in _GROWTH


def code(name: str, taken: Collection[str]) -> str:
    """An id that nobody has: the first letters of the pronunciation, as codes are often made."""
    letters = "".join(filter(None, map(_initial, name)))[:30]
    first = letters if METRIC_ID.fullmatch(letters) else f"metric_{letters}".rstrip("_")
    return next(one for one in (first, *(f"{first}_{number}" for number in range(2, len(taken) + 3))) if one not in taken)


def _initial(letter: str) -> str:
    """`k` for 跨; rarer characters are not ordered by sound and have none."""
    if letter.isascii():
        return letter.lower() if letter.isalnum() else ""
    pair = letter.encode("gb2312", "ignore")
    number = int.from_bytes(pair) if len(pair) == 2 else 0
    return next((initial for first, initial in reversed(_INITIALS) if number >= first), "")


def lacks_unit(row: Mapping[str, str]) -> bool:
    """Whether nobody has said yet in what a new metric is counted, so that it has to wait."""
    return not row.get("unit", "").strip()


def faults(row: Mapping[str, str], taken: Collection[str]) -> list[str]:
    """What is wrong with a new metric: keys of the page's texts under `intake`, or cells that are empty."""
    wrong = [] if METRIC_ID.fullmatch(row.get("metric", "")) else ["metric_id_wrong"]
    wrong += ["metric_id_taken"] if row.get("metric") in taken else []
    return wrong + [name for name in ("name_zh", "unit") if not row.get(name, "").strip()]
