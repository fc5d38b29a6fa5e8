"""Regions the text of a plan names and the register lacks: what is known of each, what is wrong with what was entered."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.findings import intake_divisions
from dashboard.findings.intake import Item
from etl.extract.divisions import Division, shipped
from etl.extract.places import NOWHERE, Places, nested
from etl.plans.candidates import Candidate, Span
from etl.problems import Problem
from etl.registers import Region
from etl.registers.dimensions import read_regions
from etl.registers.table import read_table
from etl.vocabulary import Basis, Level

CELLS = ("region_code", "name_zh", "level", "parent_code", "name_en")
#: Between the names of several regions of one goal.
REGION_JOINT = "、"
_FILE = "regions.csv"
_ENDINGS = (
    (Level.PROVINCE, ("省", "自治区")),
    (Level.ZONE, ("新区", "高新区", "经开区", "开发区", "保税区")),
    (Level.COUNTY, ("区", "县", "旗")),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A region as the text calls it. `numbers` are the quantities that do, none where the plan itself
    is about it; `code` is the region that stands for it so far, "" = none; `level` and `parent_code`
    are what name and plan suggest, `division_code` what the list of the country's divisions says of the name.
    `below` are names of regions that lie in it, where it is listed for their sake only."""

    name: str
    numbers: tuple[int, ...]
    code: str
    level: Level
    parent_code: str
    division_code: str = ""
    below: tuple[str, ...] = ()

    @property
    def is_plans(self) -> bool:
        return not self.numbers and not self.below

    @property
    def name_zh(self) -> str:
        """Its name in the register: without that of the region the text says it lies in."""
        return nested(self.name)[1]


def named(found: Iterable[Item], own: Region | None, own_name: str, placed: Mapping[str, str], regions: Sequence[Region]) -> list[Named]:
    """Every region that goals nobody has decided on name and the register lacks, in the order of the
    text; before them that of the plan where it has none (`own`). `placed` is what stands for a name;
    `regions` are those that can be chosen."""
    numbers: dict[str, list[int]] = {}
    for one in found:
        for name in _names(one.candidate) if one.is_open_goal else ():
            numbers.setdefault(name, []).append(one.number)
    plans = [Named(own_name, (), "", level_of(own_name, None), _only_province(own_name, regions), division_code(own_name, None))] if own_name and own is None else []
    places = Places(regions)
    told = [
        _told(name, tuple(of), placed.get(name, ""), own, places)
        for name, of in numbers.items()
        if name in placed or not places.written(name, NOWHERE).region_code
    ]
    return [*plans, *told, *_above(told, own, regions)]


def _told(name: str, numbers: tuple[int, ...], code: str, own: Region | None, places: Places) -> Named:
    """A name of the text; it lies in what the text says, else in what the list says of one outside the plan's region, else in that."""
    above, low = nested(name)
    if inside := places.regions.get(places.called(above).region_code if above else ""):
        return Named(name, numbers, code, level_of(low, inside), inside.region_code, division_code(low, inside))
    outside = intake_divisions.elsewhere(name, own)
    if outside is None:
        return Named(name, numbers, code, level_of(low, own), "" if above else own.region_code if own else "", division_code(low, own))
    if not outside:
        return Named(name, numbers, code, level_of(low, None), "")
    return Named(name, numbers, code, intake_divisions.level(outside[0]), _first_code(outside[1:]), outside[0].code)


def _first_code(divisions: Sequence[Division]) -> str:
    return divisions[0].code if divisions else ""


def _above(told: Iterable[Named], own: Region | None, regions: Sequence[Region]) -> list[Named]:
    """What lies above those names and is in the register no more than they are, nor named on its own."""
    below: dict[Division, list[str]] = {}
    said: dict[str, list[str]] = {}
    for one in told:
        upper, lies_in = nested(one.name)[0], (intake_divisions.elsewhere(one.name, own) or ())[1:]
        if one.code or one.parent_code and not lies_in:
            continue
        for division in lies_in:
            below.setdefault(division, []).append(one.name)
        if upper and not lies_in:
            said.setdefault(upper, []).append(one.name)
    named_codes, names = {one.division_code for one in told}, {one.name for one in told}
    lacking = [one for one in intake_divisions.lacking(below, regions) if one.code not in named_codes]
    listed = [
        Named(one.name, (), "", intake_divisions.level(one), _first_code(shipped().above(one)), one.code, tuple(below[one])) for one in lacking
    ]
    beside = "" if own is None else own.region_code if own.level is Level.PROVINCE else own.parent_code
    return listed + [Named(name, (), "", level_of(name, None), beside, "", tuple(of)) for name, of in said.items() if name not in names]


def _names(candidate: Candidate) -> Sequence[str]:
    """What a goal names as its region, or its sentence names beside that of the plan."""
    return candidate.region_name.split(REGION_JOINT) if candidate.names_region else candidate.regions_lacking


def of_each(
    candidates: Iterable[Candidate], placed: Mapping[str, str], regions: Iterable[Region], own_code: str
) -> dict[Span, dict[str, str]]:
    """For goals that several regions must each reach (甲县、乙区各建成1个), once each of them has a
    code, by place: the plan's region and those of them."""
    places: Places | None = None
    found = {}
    for one in candidates:
        if one.cells.get("basis") == Basis.EACH_SUBREGION and one.names_region and own_code:
            places = places or Places(regions)
            codes = [placed.get(name) or places.written(name, NOWHERE).region_code for name in one.region_name.split(REGION_JOINT)]
            if all(codes):
                found[one.span] = {"region_code": own_code, "children": ";".join(codes)}
    return found


def division_code(name: str, above: Region | None) -> str:
    """The code of the one division of that name, within the region above where that is one; "" where nobody can say."""
    known = shipped()
    within = known.called(above.name_zh) if above else None
    found = known.called(name, within if within and above and within.code == above.region_code else None)
    return found.code if found else ""


def _only_province(name: str, regions: Iterable[Region]) -> str:
    """What a city lies in where the register has one province; of anything else nobody can say."""
    provinces = [one.region_code for one in regions if one.level is Level.PROVINCE]
    return provinces[0] if len(provinces) == 1 and level_of(name, None) is Level.CITY else ""


def level_of(name: str, above: Region | None) -> Level:
    """What the name of a region suggests; a 市 below a city is a county of the register."""
    found = next((level for level, endings in _ENDINGS if name.endswith(endings)), Level.CITY)
    return Level.COUNTY if found is Level.CITY and above and above.level is Level.CITY else found


def faults(new: Sequence[Mapping[str, str]], regions: Iterable[Region]) -> list[Problem]:
    """What the register would say of new regions beside those there are."""
    known = [(one.region_code, one.name_zh, str(one.level), one.parent_code, one.name_en) for one in regions]
    text = io.StringIO()
    csv.writer(text).writerows([CELLS, *known, *([row.get(name, "") for name in CELLS] for row in new)])
    problems: list[Problem] = []
    read_regions(read_table(_FILE, text.getvalue().encode("utf-8", "replace"), problems))
    return [one for one in problems if (one.row or 0) > len(known) + 1]
