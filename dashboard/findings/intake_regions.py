"""Regions the text of a plan names and the register lacks: what is known of each, what is wrong with what was entered."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.findings import intake_divisions
from dashboard.findings.intake import Item
from etl.extract.divisions import Division, shipped
from etl.extract.places import NOWHERE, Place, Places
from etl.extract.region_lists import RegionLists
from etl.extract.terms import Assumption
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
_SENTENCE_END = re.compile("[。；;]")
#: Characters before and behind a figure in which its sentence is looked for.
_AROUND = 200
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
    `below` are names of regions that lie in it, where only the list says so and the text does not name it."""

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


def named(
    found: Iterable[Item], own: Region | None, own_name: str, placed: Mapping[str, str], regions: Sequence[Region], text: str = ""
) -> list[Named]:
    """Every region that goals nobody has decided on name and the register lacks, in the order of the
    `text`; before them that of the plan where it has none (`own`). `placed` is what stands for a name;
    `regions` are those that can be chosen."""
    goals = [one for one in found if one.is_open_goal and (one.candidate.names_region or _is_flagged(one.candidate))]
    lists = _lists(tuple(regions), Place(own.region_code, own.name_zh) if own else NOWHERE) if goals else None
    numbers: dict[str, list[int]] = {}
    for one in goals:
        for name in _names(one.candidate, lists, text):
            numbers.setdefault(name, []).append(one.number)
    plans = [Named(own_name, (), "", level_of(own_name, None), _only_province(own_name, regions), division_code(own_name, None))] if own_name and own is None else []
    told = [
        _told(name, tuple(of), placed.get(name, ""), own)
        for name, of in numbers.items()
        if name in placed or not lists.places.called(name).region_code
    ]
    return [*plans, *told, *_above(told, own, regions)]


def _told(name: str, numbers: tuple[int, ...], code: str, own: Region | None) -> Named:
    """A name of the text; what lies outside the plan's region has what the list says lies above it."""
    outside = intake_divisions.elsewhere(name, own)
    if outside is None:
        return Named(name, numbers, code, level_of(name, own), own.region_code if own else "", division_code(name, own))
    if not outside:
        return Named(name, numbers, code, level_of(name, None), "")
    return Named(name, numbers, code, intake_divisions.level(outside[0]), _first_code(outside[1:]), outside[0].code)


def _first_code(divisions: Sequence[Division]) -> str:
    return divisions[0].code if divisions else ""


def _above(told: Iterable[Named], own: Region | None, regions: Sequence[Region]) -> list[Named]:
    """What lies above names outside the plan's region and is neither in the register nor in the text."""
    below: dict[Division, list[str]] = {}
    for one in told:
        for above in (intake_divisions.elsewhere(one.name, own) or ())[1:] if not one.code else ():
            below.setdefault(above, []).append(one.name)
    named_codes = {one.division_code for one in told}
    lacking = [one for one in intake_divisions.lacking(below, regions) if one.code not in named_codes]
    return [
        Named(one.name, (), "", intake_divisions.level(one), _first_code(shipped().above(one)), one.code, tuple(below[one])) for one in lacking
    ]


def _is_flagged(candidate: Candidate) -> bool:
    return Assumption.REGION_NAMED in candidate.assumed.split(";")


def _names(candidate: Candidate, lists: RegionLists, text: str) -> Iterable[str]:
    """What a goal names as its region, or its sentence names beside that of the plan."""
    if candidate.names_region:
        return candidate.region_name.split(REGION_JOINT)
    return dict.fromkeys(lists.unknown(sentence_of(text, candidate.span)))


@lru_cache(maxsize=4)
def _lists(regions: tuple[Region, ...], own: Place) -> RegionLists:
    """Kept, since it looks for the names of every region at once."""
    return RegionLists(Places(regions), own)


def sentence_of(text: str, span: tuple[int, int]) -> str:
    """The sentence a figure stands in, in half width and on one line."""
    before = _SENTENCE_END.split(text[max(0, span[0] - _AROUND) : span[0]])[-1]
    behind = _SENTENCE_END.split(text[span[0] : span[1] + _AROUND])[0]
    return unicodedata.normalize("NFKC", before + behind).replace("\n", "")


def of_each(
    candidates: Iterable[Candidate], placed: Mapping[str, str], regions: Iterable[Region], own_code: str
) -> dict[Span, dict[str, str]]:
    """For goals that several regions must each reach (甲县、乙区各建成1个), once each of them has a
    code, by place: the plan's region and those of them."""
    codes: dict[str, str] = {}
    found = {}
    for one in candidates:
        if one.cells.get("basis") == Basis.EACH_SUBREGION and one.names_region and own_code:
            codes = codes or {region.name_zh: region.region_code for region in regions} | {**placed}
            names = one.region_name.split(REGION_JOINT)
            if codes.keys() >= {*names}:
                found[one.span] = {"region_code": own_code, "children": ";".join(codes[name] for name in names)}
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
