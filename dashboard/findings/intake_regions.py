"""Regions the text of a plan names and the register lacks: what is known of each, what is wrong with what was entered."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.findings.intake import Item
from etl.extract.places import Places
from etl.problems import Problem
from etl.registers import Region
from etl.registers.dimensions import read_regions
from etl.registers.table import read_table
from etl.vocabulary import Level

CELLS = ("region_code", "name_zh", "level", "parent_code", "name_en")
#: Between the names of several regions of one goal.
_JOINT = "、"
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
    are what name and plan suggest."""

    name: str
    numbers: tuple[int, ...]
    code: str
    level: Level
    parent_code: str

    @property
    def is_plans(self) -> bool:
        return not self.numbers


def named(found: Iterable[Item], own: Region | None, own_name: str, placed: Mapping[str, str], regions: Sequence[Region]) -> list[Named]:
    """Every region that goals nobody has decided on name and the register lacks, in the order of the
    text; before them that of the plan where it has none (`own`). `placed` is what stands for a name;
    `regions` are those that can be chosen."""
    places = Places(regions)
    numbers: dict[str, list[int]] = {}
    for one in found:
        if one.candidate.is_goal and one.candidate.names_region and not one.is_decided:
            for name in one.candidate.region_name.split(_JOINT):
                numbers.setdefault(name, []).append(one.number)
    plans = [Named(own_name, (), "", level_of(own_name, None), "")] if own_name and own is None else []
    return plans + [
        Named(name, tuple(of), placed.get(name, ""), level_of(name, own), own.region_code if own else "")
        for name, of in numbers.items()
        if name in placed or not places.called(name).region_code
    ]


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
