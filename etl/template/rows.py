"""Which rows a template has: one per metric the region, or one of its counties, has a target for."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from etl.checks.case import FigureKey, Known
from etl.checks.upload_rights import reported_by
from etl.decimals import canonical
from etl.intake.cells import COUNTING_WORDS, NATURE_WORDS, SCOPE_WORDS
from etl.intake.layout import Column, Layout
from etl.intake.own_marks import LAST_YEAR_HEADER, PREVIOUS_HEADER
from etl.intake.reading import DEFAULT_COUNTING
from etl.period import Period
from etl.registers import Metric, Region, Registers
from etl.vocabulary import Kind, Nature, Scope

#: Columns in the order of the template: what was reported before stands beside the figure.
HEADERS = (
    Column.REGION, Column.METRIC, Column.YEAR, Column.QUARTER, Column.COUNTING, Column.VALUE, Column.UNIT,
    PREVIOUS_HEADER, LAST_YEAR_HEADER, Column.YOY, Column.SCOPE, Column.NATURE, Column.SOURCE, Column.NOTE,
)  # fmt: skip


#: The words of a drop-down stand in one formula: separated by commas, within quotes, this long.
_MOST_LIST_CHARS = 255
_NOT_IN_LISTS = frozenset(',"')


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row: its texts by header, and the words to choose from where there is a choice."""

    texts: dict[str, str]
    choices: dict[str, tuple[str, ...]]


def wanted(registers: Registers, region_code: str) -> list[tuple[Region, Metric, Scope]]:
    """Region, metric and scope of every figure wanted, own ones first, in the order of the targets."""
    allowed = reported_by(registers, region_code)
    asked = [
        (code, target.metric, target.scope)
        for target in registers.targets
        for code in target.children or (target.region_code,)
        if code in allowed
    ]
    places = {region.region_code: place for place, region in enumerate(registers.regions)}
    ordered = sorted(dict.fromkeys(asked), key=lambda key: (key[0] != region_code, places[key[0]]))
    regions = {region.region_code: region for region in registers.regions}
    metrics = {metric.metric: metric for metric in registers.metrics}
    return [(regions[code], metrics[metric], scope) for code, metric, scope in ordered]


def template_rows(
    registers: Registers, layout: Layout, region_code: str, quarter: Period, known: Known, source: str
) -> list[TemplateRow]:
    """The rows of a template; `known` supplies the earlier figures, `source` 数据来源."""
    shared = Counter(region.name_zh for region in registers.regions)
    shared += Counter(metric.name_zh for metric in registers.metrics)
    rows = []
    for region, metric, scope in wanted(registers, region_code):
        texts = {
            Column.REGION: region.name_zh if shared[region.name_zh] == 1 else region.region_code,
            Column.METRIC: metric.name_zh if shared[metric.name_zh] == 1 else metric.metric,
            Column.YEAR: str(quarter.year),
            Column.QUARTER: str(quarter.month // 3),
            Column.COUNTING: _word(COUNTING_WORDS, DEFAULT_COUNTING[metric.kind]),
            Column.UNIT: metric.unit,
            Column.SCOPE: _word(SCOPE_WORDS, scope),
            Column.NATURE: _word(NATURE_WORDS, Nature.FINAL),
            Column.SOURCE: source,
        }
        key = FigureKey(
            region.region_code, metric.metric, scope, DEFAULT_COUNTING[metric.kind], quarter.month_no
        )
        texts |= _reference(key, known, metric.unit)
        rows.append(TemplateRow(texts, _choices(metric, layout)))
    return rows


def _word(words: dict, meaning: object) -> str:
    return next(word for word, member in words.items() if member is meaning)


def _reference(key: FigureKey, known: Known, unit: str) -> dict[str, str]:
    earlier = [one for one in known if one[:-1] == key[:-1] and one.month_no < key.month_no]
    last = max(earlier, key=lambda one: one.month_no, default=None)
    year_before = key.months_later(-12)
    return {
        PREVIOUS_HEADER: _shown(last, known, unit) if last else "",
        LAST_YEAR_HEADER: _shown(year_before, known, unit) if year_before in known else "",
    }


def _shown(key: FigureKey, known: Known, unit: str) -> str:
    return f"{Period(key.month_no).worded('zh')}：{canonical(known[key])} {unit}"


def _choices(metric: Metric, layout: Layout) -> dict[str, tuple[str, ...]]:
    choices = {
        Column.UNIT: _units(metric, layout),
        Column.SCOPE: tuple(_word(SCOPE_WORDS, scope) for scope in Scope),
        Column.NATURE: tuple(_word(NATURE_WORDS, nature) for nature in Nature),
    }
    if metric.kind is Kind.FLOW:
        choices[Column.COUNTING] = ("本年累计", "当季")
    return {column: words for column, words in choices.items() if len(words) > 1}


def _units(metric: Metric, layout: Layout) -> tuple[str, ...]:
    """One name for each size of unit, as many as a drop-down takes."""
    sizes: dict[Decimal | None, str] = {}
    for name in layout.units_of(metric.unit):
        if not set(name) & _NOT_IN_LISTS:
            sizes.setdefault(layout.convert(Decimal(1), name, metric.unit), name)
    names = tuple(sizes.values())
    while len(",".join(names)) > _MOST_LIST_CHARS:
        names = names[:-1]
    return names
