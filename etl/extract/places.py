"""Names of places in a plan → region codes of the register."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.extract.divisions import Division, shipped
from etl.extract.lexicon import either, words
from etl.registers.model import Region
from etl.vocabulary import Level

_SUFFIX = re.compile(r"(?:壮族|回族|维吾尔)?(?:自治区|自治州|自治县|地区|新区|高新区|省|市|县|区|盟|旗|州)$")
LETTER = r"(?:(?!全|各|我|本|该|关于|印发|发展|建设|推进|推动|促进|加快|支持|提升|打造|把|将|为)[\u4e00-\u9fff])"
_ETHNIC = rf"(?:维吾尔|{LETTER}{{1,3}}族){{0,4}}"
ZONE = "经济技术开发区|高新技术产业开发区|经济开发区|高新区|经开区|新区"
_NAME = rf"{LETTER}{{2,5}}?{_ETHNIC}(?:自治区|自治州|自治县|地区|{ZONE}|省|市|县|区|盟|旗|州)"
#: 示范区, 老城区 and the like are no places of their own.
NO_PART = "(?![位域块级间场民委内外属]|直(?!播))"
NO_NAME = (
    "示范|试验|实验|先行|引领|产业|核心|功能|保税|服务|经济|高新|开发|综试|综合|自贸|商务|商贸|旅游|开放|合作|度假|风景|科技|工业|物流"
    "|农业|文旅|文化|电商|消费|商业|老|社|城|委|人民|东盟|欧盟"
)
_NEXT_NAME = rf"(?!{NO_NAME}){LETTER}{{2,4}}?(?:自治县|{ZONE}|(?<!强)[市县区旗]|(?<=[枣武宁]强)县){NO_PART}"
#: A place of a title that the register lacks; of 甲市乙县 the second name is the one it is about.
_UNKNOWN = re.compile(rf"(?:关于印发|关于|中共|中国\()*(?P<name>{_NAME})(?P<next>{_NEXT_NAME})?")
_PROVINCES = words("provinces", "places")
#: The full names of the provinces, and their short ones.
PROVINCE_IN_FULL = either(_PROVINCES)
PROVINCE = re.compile(either(_SUFFIX.sub("", name) for name in _PROVINCES))
#: 推动甘肃…, 甘肃…: the province a title is about, and no other that it learns from or helps.
_LED_PROVINCE = re.compile(rf"(?:^|促进|推[进动]|加快|支持|建设|打造|关于|新时代)({PROVINCE.pattern})|(?<!支援)(?<!学习)({PROVINCE_IN_FULL})")
_ABBREVIATED = dict(pair.split(":") for pair in words("abbreviated", "places"))
_PROVINCE_NUMBER = re.compile(rf"(?:^|(?<=\n)|(?<=[ 》()]))([{''.join(_ABBREVIATED)}])(?:政|府|办)[\u4e00-\u9fff]{{0,4}}[〔\[(]\d{{4}}[〕\])]", re.ASCII)
_PROVINCE_WIDE = re.compile(r"全省|我省|省政府|省直|自治区(?:党委|人民政府|政府)")
#: 结合青陂实际: whose plan it is.
_SUITED = re.compile(r"结合((?!我|本|全|各|当地|自身|工作|区域|地方|有关|相关)[\u4e00-\u9fff]{2,6}?)(?:发展|工作)?实际")
#: 促进青陂市…, 把青陂市…; 中心城市, 上市, 集聚区 and 山区 are no names.
_SAID_BEHIND = r"(?:^|[,。;:《“]|促进|推[进动]|加快|关于|印发|建设|支持|打造|新时代|把|将)"
_LEADS_UP, _OFTEN = re.compile(_SAID_BEHIND, re.MULTILINE), 2
_NOT_A_NAME = "(?<![城都超地夜股上门园景社郊山片校街矿灾库林牧聚集新范验发护业心能税作强大名级辖区早楼房车菜])"
_SAID = {
    ending: re.compile(rf"{_SAID_BEHIND}((?!{NO_NAME}|自治){LETTER}{{2,4}}{_NOT_A_NAME}{ending}){NO_PART}", re.MULTILINE) for ending in "县区市"
}
#: What a text calls its own place, the lowest first: a district also speaks of its city.
_OWN = {
    "县": re.compile(r"全县(?!域)|我县|本县|(?<!各)县委、县政府"),
    "区": re.compile(r"全区(?!域)|我区|本区(?!域)|(?<!各)区委、区政府"),
    "市": re.compile(r"全市|我市|本市"),
}
_CITY_COMMITTEE = re.compile("(?<![各由])市委(?!、县)")
#: 关于支持青陂…的意见: whom a title is for.
_SUPPORTED = re.compile("支持(?=[\u4e00-\u9fff])")
#: With what the names of divisions of the same rank end.
_RANKS = {"县": "县旗", "区": "区", "市": "市州盟"}
_YEAR = re.compile(r"^(?:19|20)\d\d年度?", re.ASCII)
#: What a title may put before the name of its place: 数字青陂建设.
_SLOGAN = re.compile(r"^(?:数智|数字|智慧|健康|平安|美丽|法治|诚信|信用|幸福|活力|文明|清廉|书香)(?=[\u4e00-\u9fff]{2})")
_ZONE_PLAN = re.compile(r"\(([\u4e00-\u9fff]{2,8})\)")
#: 青陂市乌石县, 云岭省青陂市乌石县: a name behind that of what it lies in.
_NESTED = re.compile(r"(.{2,}?(?:自治区|自治州|地区|[省市州盟]))(.{2,}[市县区旗州盟])")
_LEAD = re.compile(r"^(?:其中|在|支持|推动|推进|力争|争取|确保|到(?:19|20)\d\d年[底末]?|,|:|、)+", re.ASCII)
_RANK = {Level.PROVINCE: 0, Level.CITY: 1, Level.COUNTY: 2, Level.ZONE: 3}


@dataclass(frozen=True, slots=True)
class Place:
    """A region as a text names it; `region_code` is empty where the register does not have it."""

    region_code: str
    name: str


NOWHERE = Place("", "")


def nested(name: str) -> tuple[str, str]:
    """What a region is said to lie in, "" where a name does not say it, and the region itself: 青陂市乌石县 → 青陂市, 乌石县."""
    above, low = "", name
    while found := _NESTED.fullmatch(low):
        above, low = found.groups()
    return above, low


class Places:
    """The regions of a register by their full and short names."""

    def __init__(self, regions: Iterable[Region]):
        self.regions: Mapping[str, Region] = {region.region_code: region for region in regions}
        self.divisions = shipped()
        self.full = {region.name_zh: region for region in self.regions.values()}
        self.short: dict[str, Region] = {}
        for region in self.regions.values():
            name = _SUFFIX.sub("", region.name_zh)
            if len(name) >= 2:
                self.short.setdefault(name, region)

    def of_title(self, title: str, text: str = "") -> Place:
        """The place a title is about: a code of the register where it can be had, else the name, in full where `text` says it in full."""
        title = _SLOGAN.sub("", _YEAR.sub("", title))
        if (supported := _SUPPORTED.search(title)) and (division := self.divisions.beginning(title[supported.end() :])):
            return self.called(division.name)
        zone = _ZONE_PLAN.search(title) if "中国(" in title else None
        named = self._named(zone[1]) if zone else None
        region = named or self._lowest(title)
        unknown = _UNKNOWN.match(title)
        below = unknown["next"] if unknown else None
        if region and not (below and unknown["name"].startswith(region.name_zh)):
            return Place(region.region_code, region.name_zh)
        if zone:
            return Place("", _in_full(zone[1], text))
        if unknown:
            return self.called(below or unknown["name"])
        return self._led_up_to(title)

    def _led_up_to(self, title: str) -> Place:
        """The place a title begins with by its short name, or behind what it sets out to do: 推动青陂市…, 推动甘肃…."""
        if division := self.divisions.beginning(title) or self._led_division(title, "省市区县州盟旗"):
            return self.called(division.name)
        named = next((said for pattern in _SAID.values() if (said := pattern.search(title))), None)
        if named:
            return Place("", named[1])
        province = _LED_PROVINCE.search(title)
        return self.province(province[0]) if province else NOWHERE

    def of_text(self, text: str) -> Place:
        """The place of a text whose title is missing or names none: whose circumstances it says it suits, else, as it speaks
        of 全县, 本区, 我市 or 全省, the first such place, or the province that numbered it or that it names first."""
        if suited := _SUITED.search(text):
            name = _in_full(suited[1], text)
            region = self._named(name)
            return Place(region.region_code, region.name_zh) if region else Place("", name)
        speaks_of = [ending for ending, own in _OWN.items() if own.search(text)]
        if speaks_of:
            return self._spoken_of(text, speaks_of)
        if _CITY_COMMITTEE.search(text) and (city := self.divisions.most_named(text, _RANKS["市"])):
            return self.called(city.name)
        if not _PROVINCE_WIDE.search(text):
            return NOWHERE
        numbered = self._numbered(text)
        return self.province(text) if numbered == NOWHERE else numbered

    def _spoken_of(self, text: str, speaks_of: list[str]) -> Place:
        """Whose 我区 or 全市 it is: the place the text leads up to, else the one it names most often, or in passing only."""
        if "区" in speaks_of and (region := self._autonomous(text)) != NOWHERE:
            return region
        for ending in speaks_of:
            often = self.divisions.most_named(text, _RANKS[ending])
            if division := self._led_division(text, _RANKS[ending]):
                return self.called(division.name)
            said = _SAID[ending].search(text)
            if said and (often is None or text.count(often.name) < _OFTEN):
                return self.of_title(said[1])
            if often:
                return self.called(often.name)
        return NOWHERE

    def _led_division(self, text: str, endings: str) -> Division | None:
        """The first division in full behind a word that leads up to it: 促进中山市…."""
        found = (self.divisions.beginning(text[lead.end() : lead.end() + 20]) for lead in _LEADS_UP.finditer(text))
        return next((one for one in found if one and one.name[-1] in endings and one.name in text), None)

    def division_below(self, phrase: str, own: Place) -> Place | None:
        """A division of the plan's own place that a phrase begins with: 其中青陂达到…."""
        above = self.divisions.called(own.name)
        found = self.divisions.beginning(self.bare(phrase), above) if above else None
        return self.called(found.name) if found else None

    def names_below(self, own: Place) -> frozenset[str]:
        """What the divisions below a place are called, cities by their short names as well."""
        above = self.divisions.called(own.name)
        return self.divisions.names_below(above) if above else frozenset()

    def is_elsewhere(self, phrase: str, own: Place) -> bool:
        """Whether a phrase begins with a division that is not within the plan's own."""
        above, found = self.divisions.called(own.name), self.divisions.beginning(self.bare(phrase))
        return above is not None and found is not None and not above.holds(found)

    def division(self, name: str) -> Division | None:
        """What the divisions of the country say of a name."""
        return self.divisions.called(name)

    def subject(self, phrase: str, within: str) -> Place | None:
        """A region below `within` that a phrase begins with: 其中青陂市达到…."""
        subject = self.bare(phrase)
        for names in (self.full, self.short):
            found = [(name, region) for name, region in names.items() if subject.startswith(name) and self.is_below(region, within)]
            if found:
                best = max(found, key=lambda hit: len(hit[0]))[1]
                return Place(best.region_code, best.name_zh)
        return None

    @staticmethod
    def bare(phrase: str) -> str:
        """A phrase without the words that lead up to its subject."""
        return _LEAD.sub("", phrase)

    def province(self, text: str) -> Place:
        """The first province a text names, by its short name; a code where the register has it."""
        found = PROVINCE.search(text)
        if found is None:
            return NOWHERE
        name = next(full for full in _PROVINCES if full.startswith(found[0]))
        region = self.full.get(name)
        return Place(region.region_code if region else "", name)

    def called(self, name: str) -> Place:
        """The place a person names, by code or name; without a code where the register does not have it."""
        region = self.regions.get(name) or self._named(name)
        if region:
            return Place(region.region_code, region.name_zh)
        division = self.divisions.called(name)
        return Place("", division.name if division else name)

    def written(self, name: str, own: Place) -> Place:
        """The place a plan writes so, perhaps behind what it lies in; one that the register lacks keeps that name
        unless it is the plan's own place."""
        above, low = nested(name)
        known = [one for one in self.regions.values() if above and one.name_zh == low and above in self._above(one)]
        if known:
            return Place(known[0].region_code, low)
        return self.called(low) if not above or above in own.name else Place("", above + low)

    def _above(self, region: Region) -> tuple[str, ...]:
        """What lies above a region, by full and short name."""
        above = self.regions.get(region.parent_code)
        return (above.name_zh, _SUFFIX.sub("", above.name_zh)) if above else ()

    def _autonomous(self, text: str) -> Place:
        """我区 of a text that also says 自治区: the first province it names, where that is an autonomous region."""
        place = self.province(text) if "自治区" in text else NOWHERE
        return place if place.name.endswith("自治区") else NOWHERE

    def _numbered(self, text: str) -> Place:
        """The province whose government numbered the document: 豫政〔2025〕3号."""
        number = _PROVINCE_NUMBER.search(text)
        return self.province(_ABBREVIATED[number[1]]) if number else NOWHERE

    def _named(self, name: str) -> Region | None:
        return self.full.get(name) or self.short.get(name)

    def _lowest(self, title: str) -> Region | None:
        found = [region for name, region in self.full.items() if name in title]
        found = found or [region for name, region in self.short.items() if title.startswith(name)]
        return max(found, key=lambda region: _RANK[region.level], default=None)

    def is_below(self, region: Region, code: str) -> bool:
        seen: set[str] = set()
        while region.parent_code and region.parent_code not in seen:
            if region.parent_code == code:
                return True
            seen.add(region.parent_code)
            region = self.regions.get(region.parent_code, region)
        return False


def _in_full(name: str, text: str) -> str:
    """A name as the text writes it with its ending: 青陂 → 青陂市."""
    return next((name + ending for ending in "市省州县区盟" if name + ending in text), name)
