"""Names of places in a plan → region codes of the register."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.registers.model import Region
from etl.vocabulary import Level

_SUFFIX = re.compile(r"(?:壮族|回族|维吾尔)?(?:自治区|自治州|自治县|地区|新区|高新区|省|市|县|区|盟|旗|州)$")
_UNKNOWN = re.compile(r"(?:中国\()?([\u4e00-\u9fff]{2,4}?(?:自治区|自治州|自治县|地区|新区|省|市|县|区|盟|旗|州))")
_ZONE_PLAN = re.compile(r"\(([\u4e00-\u9fff]{2,8})\)")
_LEAD = re.compile(r"^(?:其中|支持|推动|推进|力争|争取|确保|到(?:19|20)\d\d年[底末]?|,|:|、)+", re.ASCII)
_RANK = {Level.PROVINCE: 0, Level.CITY: 1, Level.COUNTY: 2, Level.ZONE: 3}


@dataclass(frozen=True, slots=True)
class Place:
    """A region as a text names it; `region_code` is empty where the register does not have it."""

    region_code: str
    name: str


NOWHERE = Place("", "")


class Places:
    """The regions of a register by their full and short names."""

    def __init__(self, regions: Iterable[Region]):
        self.regions: Mapping[str, Region] = {region.region_code: region for region in regions}
        self.full = {region.name_zh: region for region in self.regions.values()}
        self.short: dict[str, Region] = {}
        for region in self.regions.values():
            name = _SUFFIX.sub("", region.name_zh)
            if len(name) >= 2:
                self.short.setdefault(name, region)

    def of_title(self, title: str) -> Place:
        """The place a title is about: a code of the register where it can be had, else the name."""
        zone = _ZONE_PLAN.search(title) if "中国(" in title else None
        named = self._named(zone[1]) if zone else None
        region = named or self._lowest(title)
        if region:
            return Place(region.region_code, region.name_zh)
        unknown = _UNKNOWN.match(title.removeprefix("关于印发"))
        return Place("", zone[1] if zone else unknown[1]) if zone or unknown else NOWHERE

    def subject(self, phrase: str, within: str) -> Place | None:
        """A region below `within` that a phrase begins with: 其中青陂市达到…."""
        subject = _LEAD.sub("", phrase)
        for names in (self.full, self.short):
            found = [(name, region) for name, region in names.items() if subject.startswith(name) and self._is_below(region, within)]
            if found:
                best = max(found, key=lambda hit: len(hit[0]))[1]
                return Place(best.region_code, best.name_zh)
        return None

    def _named(self, name: str) -> Region | None:
        return self.full.get(name) or self.short.get(name)

    def _lowest(self, title: str) -> Region | None:
        found = [region for name, region in self.full.items() if name in title]
        found = found or [region for name, region in self.short.items() if title.startswith(name)]
        return max(found, key=lambda region: _RANK[region.level], default=None)

    def _is_below(self, region: Region, code: str) -> bool:
        seen: set[str] = set()
        while region.parent_code and region.parent_code not in seen:
            if region.parent_code == code:
                return True
            seen.add(region.parent_code)
            region = self.regions.get(region.parent_code, region)
        return False
