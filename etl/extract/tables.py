"""Tables of goals: rows with a name, a unit, a base and a goal in columns that say which is which.

A row of a table is read under its header: the figure below a year of the future or 目标 is a
goal, the one below a past year or 现状 its base, and a bare number has the unit of its row.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.extract.dates import Dated, dated
from etl.extract.lexicon import either, units
from etl.extract.numerals import value_of
from etl.extract.outline import Kind
from etl.extract.quantities import Found
from etl.extract.quantity import Form, Quantity

_NAME = re.compile(r"指标|名称|项目|内容|任务|领域")
_UNIT = re.compile(r"(?<!责任)(?<!牵头)(?<!主管)(?<!配合)单位$|^计量单位")
_NUMBER = re.compile(r"序号|编号")
#: A first column of places: each row is one's, and what is measured stands above the table.
_PLACES = re.compile(r"(?:地区|区域|市州|县市区|县\(市、区\)|区县|市县|城市|市\(州\)|设区市|各市|各地)(?:名称)?")
_CAPTION_UNIT = re.compile(r"\(单位:?([^()]{1,10})\)|单位:([^ ()]{1,10})$")
_CAPTION = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]|附[表件]\d{0,2}:?|表\d{1,2}:?)?(?:20\d\d(?:[-—]20\d\d)?年)?(?:全[省市县区])?(?:[分各](?:地区|[市县区州地]+)(?:\([^()]*\))?)?的?(.{2,30}?)(?:年度|分年度|任务|分解|计划|发展|目标|指标)*表?$")
_NO_MEASURE = re.compile(r"(?:年度|分年度|任务|分解|计划|发展|目标|指标|情况)+")
_REST = ("其他", "其它", "其余")
#: A row of all places together.
_TOTAL = re.compile(r"合\s?计|总\s?计|全[省市县区州]|小\s?计")
_BASE = re.compile(r"现状|基期|基数|基准|实际|完成|当前|上年|现值")
_GOAL = re.compile(r"目标|规划|预期(?!性)|计划|力争|达到")
_TASK = re.compile("任务|分解|指标")
_GROWTH = re.compile(r"年均(?:增长|增速|增幅)")
_YEAR = re.compile(r"(?:19|20)\d{2}年?", re.ASCII)
_MULTIPLIED_UNIT = re.compile(rf"[(（]?(?P<multiplier>[十百千万亿]{{0,3}})(?P<unit>{either(units())})[)）]?")
_BRACKETED = re.compile(r"\(([^()]{1,10})\)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row, and what the header says of its column: `measure` is what is measured there, "" where that
    stands before the row or above the table; `sets_goal` that what stands above the table speaks of goals."""

    start: int
    end: int
    text: str
    header: str
    measure: str = ""
    sets_goal: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row under its header. `name` is what the row measures, `place` whose row it is where a table is divided by places."""

    cells: tuple[Cell, ...]
    name: str
    unit: str
    is_header: bool = False
    place: str = ""

    @property
    def is_rest(self) -> bool:
        """Whether it sums up places it does not name: 其他."""
        return self.place.startswith(_REST)

    def cell_at(self, place: int) -> Cell | None:
        """The cell in which a place lies."""
        at = bisect_right(self.cells, place, key=lambda cell: cell.start) - 1
        return self.cells[at] if at >= 0 and place < self.cells[at].end else None

    def measured_at(self, place: int) -> str:
        """What the figure at a place measures."""
        cell = self.cell_at(place)
        return cell.measure if cell and cell.measure else self.name


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: `name`, `unit`, `number`, `base`, `goal`, `growth` or `other`."""

    role: str
    year: Dated | None = None


def with_tables(text: str, found: Sequence[Found], issued_year: int | None) -> Iterator[tuple[Found, TableRow | None]]:
    """Every paragraph; rows below a header come with what it says of them, bare numbers with their unit."""
    header: tuple[Cell, ...] = ()
    caption = ""
    for one in found:
        if one.paragraph.kind is not Kind.ROW:
            header, caption = (), text[one.paragraph.start : one.paragraph.end]
            yield one, None
            continue
        cells = _cells(text, one.paragraph.start, one.paragraph.end)
        if not header and _is_header(cells):
            header = cells
            yield one, TableRow(cells, "", "", is_header=True)
        elif header:
            row = _row(header, cells, caption)
            yield _measured(text, one, row), row
        else:
            yield one, None


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    cells, at = [], start
    for part in text[start:end].split("\t"):
        cells.append(Cell(at, at + len(part), part, ""))
        at += len(part) + 1
    return tuple(cells)


def _is_header(cells: Sequence[Cell]) -> bool:
    texts = [cell.text for cell in cells]
    named = any(_NAME.search(text) or _NUMBER.search(text) or _PLACES.fullmatch(text) for text in texts)
    columns = [text for text in texts if any(said.search(text) for said in (_YEAR, _BASE, _GOAL, _UNIT)) or _MULTIPLIED_UNIT.fullmatch(_in_brackets(text))]
    return bool(columns) and (named or len(columns) > 1)


def _row(header: Sequence[Cell], cells: Sequence[Cell], caption: str) -> TableRow:
    """Cells from the right, since a merged first column is missing in the rows below."""
    shift = len(header) - len(cells)
    told = tuple(replace(cell, header=header[at + shift].text if 0 <= at + shift < len(header) else "") for at, cell in enumerate(cells))
    if place := next((cell.text for cell in told if _PLACES.fullmatch(cell.header)), ""):
        sets_goal = bool(_GOAL.search(caption) or _TASK.search(caption))
        told = tuple(replace(cell, measure=_measure(cell.header), sets_goal=sets_goal) for cell in told)
        return TableRow(told, *_of_caption(caption), place="" if _TOTAL.fullmatch(place) else place)
    named = [cell for cell in told if _NAME.search(cell.header)] or [cell for cell in told if _is_words(cell.text)]
    name = named[-1].text if named and _NAME.search(named[-1].header) else (named[0].text if named else "")
    unit = next((cell.text for cell in told if _UNIT.search(cell.header)), "") or _in_brackets(name)
    return TableRow(told, _BRACKETED.sub("", name), unit)


def _of_caption(caption: str) -> tuple[str, str]:
    """What a table divided by places measures, and its unit: 各市网络零售额目标(单位:亿元)."""
    unit = _CAPTION_UNIT.search(caption)
    name = _CAPTION.search(_CAPTION_UNIT.sub("", caption))
    measure = name[1] if name and not _NO_MEASURE.fullmatch(name[1]) else ""
    return measure, next(filter(None, unit.groups()), "") if unit else ""


def _measure(header: str) -> str:
    """What a column measures besides when: 2028年进出口额(亿元) → 进出口额."""
    bare = _BRACKETED.sub("", header)
    for pattern in (_YEAR, _GOAL, _BASE, _NO_MEASURE):
        bare = pattern.sub("", bare)
    return bare if len(bare) > 1 and not _PLACES.fullmatch(header) and not _NUMBER.search(header) else ""


def _is_words(text: str) -> bool:
    return len(text) > 1 and not any(letter.isdigit() for letter in text)


def _in_brackets(text: str) -> str:
    match = _BRACKETED.search(text)
    return match[1] if match else ""


def column_of(cell: Cell, issued_year: int | None) -> Column:
    """What the header of a cell says of it."""
    header = cell.header
    for role, pattern in (("number", _NUMBER), ("unit", _UNIT), ("growth", _GROWTH)):
        if pattern.search(header):
            return Column(role)
    year = _YEAR.search(header)
    told = dated(header, *year.span(), 0) if year else None
    if _BASE.search(header):
        return Column("base", told)
    if told is not None and (issued_year is None or told.year >= issued_year):
        return Column("goal", told)
    if _GOAL.search(header):
        return Column("goal", told)
    if told is not None:
        return Column("base", told)
    if cell.sets_goal and cell.measure:
        return Column("goal")
    return Column("name" if _NAME.search(header) else "other")


def _measured(text: str, found: Found, row: TableRow) -> Found:
    """Bare numbers of a row with the unit of the row, or of the column in brackets."""
    return replace(found, quantities=tuple(_with_unit(one, row) for one in found.quantities))


def _with_unit(quantity: Quantity, row: TableRow) -> Quantity:
    cell = row.cell_at(quantity.core)
    if quantity.form is not Form.BARE or quantity.value is None or cell is None:
        return quantity
    unit = _MULTIPLIED_UNIT.fullmatch(_in_brackets(cell.header) or row.unit)
    if unit is None:
        return quantity
    multiplier = value_of(unit["multiplier"]) if unit["multiplier"] else 1
    high = None if quantity.value_high is None else quantity.value_high * multiplier
    return replace(quantity, form=Form(units()[unit["unit"]]), value=quantity.value * multiplier, value_high=high, unit=unit["unit"])
