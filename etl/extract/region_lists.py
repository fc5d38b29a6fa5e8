"""Regions a sentence names: several side by side, each perhaps with its own figure, or one the register lacks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.extract.divisions import shipped
from etl.extract.lexicon import either, words
from etl.extract.places import LETTER, NO_NAME, NO_PART, NOWHERE, PROVINCE_IN_FULL, ZONE, Place, Places, nested
from etl.extract.setting import CONTEXT_CHARS, Setting, figure_group

#: 园区, 试验区, 超市, 联盟 and the like end as names do and are none.
_NO_LAST = "(?<![产城都超上夜股门入集聚园社郊灾景街片库牧校税验试能务辖林商展市县区管贸易作流动导领板射接游假范强大联加业老地])"
#: 东盟 is no region of a plan, and neither is 三市.
_ENDING = rf"{_NO_LAST}(?<![一二两三四五六七八九十])(?:[市县区旗州]|(?<![东欧同加])盟)"
#: 实现县乡村三级网络覆盖: a verb begins no name.
_NO_VERB = either(word for word in words("setting_out", "goals") if len(word) > 1)
_ENDS_SO = re.compile(f"(?!.*{_NO_LAST}[市县])..+[市县]")
#: Divisions that do: 成都市, 厦门市, 于都县.
_STILL_NAMES = either(name for name in shipped().names if _ENDS_SO.fullmatch(name))
_UNKNOWN = rf"(?:{_STILL_NAMES}|(?!{NO_NAME}|{_NO_VERB}|[距离至到从在其]|国家|每个?|[省市县区]级)(?:[A-Z]|{LETTER}{{1,5}}?)(?:自治县|自治州|{ZONE}|{_ENDING}){NO_PART})"
_BEHIND = "(?:^|(?<=[,;:。(年、在对由将把])|(?<=支持)|(?<=推动)|(?<=推进)|(?<=其中)|(?<=鼓励)|(?<=力争)|(?<=确保)|(?<=争取)|(?<=指导))"
_JOIN = "(?:以及|[、和与及])"
_JOINT = re.compile(_JOIN)
#: What follows the name of the region it lies in: 青陂市乌石县.
_LOWER = rf"(?:{_STILL_NAMES}|(?!{NO_NAME}|{_NO_VERB})(?:(?!{_JOIN}){LETTER}){{1,4}}?(?:自治县|自治州|{ZONE}|{_ENDING}){NO_PART})"
_UPPER = f"(?:{PROVINCE_IN_FULL})(?={_LOWER})"
_FIRST = re.compile(f"{_BEHIND}((?:{_UPPER}|{_UNKNOWN})(?:{_LOWER}){{0,2}})", re.MULTILINE)
#: What a plan does for one of its regions, or lists as examples, counts as the plan's own.
_HELPED = re.compile("支持|推[动进]|鼓励|指导|等$")
#: 甲、乙、丙三市各
_COUNTED = "(?:[两三四五六七八九十]{1,2}[市县区州地](?=各|均|都|分别|共))?"
#: As the rule of goals for each place reads it: 甲市、乙县各.
_EACH_OF_THEM = re.compile("[县区市](?:各|均|都)")
_RESPECTIVELY = re.compile("分别|依次|各自")


@dataclass(frozen=True, slots=True)
class Run:
    """Regions written side by side, and where they end in the text they were looked for in."""

    names: tuple[str, ...]
    end: int


class RegionLists:
    """The regions of a register, the divisions of the country below a plan's own place, and names that are written as regions are."""

    def __init__(self, places: Places, own: Place):
        self.places, self.own = places, own
        below = places.names_below(own)
        full, short = (either(names) if names else "(?!)" for names in ({*places.full, *below}, places.short))
        lower = f"(?:{full}|{_LOWER}){{0,2}}"
        one = f"(?:{full}|{_UPPER}|{_UNKNOWN}|{short}){lower}"
        self._run = re.compile(f"(?:{full}|{_UPPER}|{_BEHIND}{_UNKNOWN}|{short}){lower}(?:{_JOIN}{one})+{_COUNTED}", re.MULTILINE)
        self._one = re.compile(one)
        inner = [name for name, region in (*places.full.items(), *places.short.items()) if places.is_below(region, own.region_code)]
        self._below = re.compile(either(inner)) if inner and own.region_code else None

    def last(self, text: str) -> Run | None:
        """The last regions of a text that stand side by side: 甲市、乙市和丙县."""
        *_, found = [None, *self._run.finditer(text)]
        return Run(tuple(one.name for one in self._side_by_side(found[0])), found.end()) if found else None

    def _side_by_side(self, run: str) -> Iterator[Place]:
        """The places of a run; 和 begins a name only where it does not join two."""
        at = 0
        while name := self._one.match(run, at):
            yield self._called(name[0])
            joint = _JOINT.match(run, name.end())
            at = joint.end() if joint else len(run)

    def of(self, setting: Setting) -> Place | None:
        """Whose figure it is where the sentence says so: of several the one with the same place among as many figures,
        else the one its item begins with. Several that share a figure have no code, unless each of them is to reach it."""
        if setting.scene.row is not None and setting.scene.row.place:
            return self.places.called(setting.scene.row.place)
        group = figure_group(setting)
        lead = re.split("[;。]", setting.scene.cut(max(setting.sentence[0], group[0].start - CONTEXT_CHARS), group[0].start))[-1]
        run = self.last(lead)
        if run is None:
            return self._subject(setting)
        said = lead[run.end :]
        mark = _RESPECTIVELY.search(said)
        if mark and "、" not in said and len(run.names) == len(group):
            return self._called(run.names[[one.core for one in group].index(setting.quantity.core)])
        if run.end <= len(lead) - len(setting.before):
            return self._subject(setting)
        is_theirs = not said.startswith("等") and self.places.bare(setting.before).startswith(run.names[0]) and not self.together(setting)
        return Place("", "、".join(run.names)) if is_theirs else self.own

    def above(self, setting: Setting) -> Place | None:
        """The city whose counties each are to reach a figure: 望海市每个县(市、区), or 望海市…, 每个县(市、区)."""
        found = self.places.division_below(setting.clause_before, self.own) or self._first(setting.clause_before)
        return found if found and found.name[-1] in "市州盟" and found != self.own else None

    def _first(self, text: str) -> Place | None:
        named = self.places.subject(text, self.own.region_code) if self.own.region_code else None
        said = None if named else _FIRST.match(self.places.bare(text))
        return named or (self._called(said[1]) if said and not self._is_own(said[1]) else None)

    def together(self, setting: Setting) -> tuple[str, ...]:
        """The codes of the regions that 甲市、乙市各 names; none where the register lacks one of them."""
        run = self.last(setting.before)
        if run is None or not _EACH_OF_THEM.match(setting.before, run.end - 1):
            return ()
        codes = tuple(self._called(name).region_code for name in run.names)
        return codes if all(codes) else ()

    def beyond(self, name: str) -> str:
        """A name without the region it begins with."""
        found = self._one.match(name) if name else None
        return name[found.end() :] if found else name

    def is_region(self, name: str) -> bool:
        """Whether a name is that of a region, in the register or not."""
        return bool(name) and (self._called(name).region_code != "" or self.places.division(name) is not None or _FIRST.fullmatch(name) is not None)

    def is_doubtful(self, setting: Setting) -> bool:
        """Whether the sentence names several regions, or one that the register lacks and that is not the plan's own."""
        return self.last(self._near(setting)) is not None or bool(self.lacking(setting)) or self._is_in_passing(setting)

    def _is_in_passing(self, setting: Setting) -> bool:
        """Whether its phrase or the one before it names a place below the plan's own and the figure is not said of it: 提升青陂机场功能, 年吞吐量…."""
        start = setting.scene.within(setting.scene.phrases, max(setting.phrase[0] - 1, setting.sentence[0]))[0]
        found = self._below.search(setting.scene.cut(start, setting.quantity.start)) if self._below else None
        return found is not None and self.of(setting) in (None, self.own)

    def lacking(self, setting: Setting) -> tuple[str, ...]:
        """Regions the sentence names, each once, that the register lacks and that are not the plan's own."""
        text = self._near(setting)
        listed = [one for run in self._run.finditer(text) for one in self._side_by_side(run[0])]
        alone = [self._called(found[1]) for found in _FIRST.finditer(text)]
        return tuple(dict.fromkeys(one.name for one in (*alone, *listed) if self._is_lacking(one)))

    @staticmethod
    def _near(setting: Setting) -> str:
        """What stands around a figure in its sentence, which may be endless."""
        at, (first, last) = setting.quantity.start, setting.sentence
        return setting.scene.cut(max(first, at - CONTEXT_CHARS), min(last, at + CONTEXT_CHARS))

    def _is_lacking(self, place: Place) -> bool:
        return not place.region_code and not self._is_own(place.name)

    def _is_own(self, name: str) -> bool:
        low = nested(name)[1]
        return bool(self.own.name) and (low in self.own.name or self.own.name in low)

    def _called(self, name: str) -> Place:
        return self.places.written(name, self.own)

    def _subject(self, setting: Setting) -> Place | None:
        own, at = self.own, setting.quantity.start
        item = setting.scene.cut(max(setting.item[0], at - 80), at)
        if own == NOWHERE:
            return None
        is_next = bool(setting.earlier(setting.phrase))  # 甲市60亿元、乙市45亿元, and no 甲、乙等9个
        for phrase in (item, setting.before[-80:]) if is_next else (setting.before[-80:],):
            written = self._one.match(self.places.bare(phrase))
            if written and nested(written[0])[0]:
                return self._called(written[0])
            if own.region_code and (known := self.places.subject(phrase, own.region_code)):
                return known
            is_helped = _HELPED.search(phrase)
            if not is_helped and (below := self.places.division_below(phrase, own)):
                return below
            named = None if is_helped or self.places.is_elsewhere(phrase, own) else _FIRST.match(self.places.bare(phrase))
            if named and (not own.region_code or self._is_lacking(self._called(named[1]))) and not self._is_own(named[1]):
                return self._called(named[1])
        return None
