"""The administrative divisions of China: places a plan names and a register may lack.

`data/divisions.csv` holds codes after GB/T 2260 and full names of provinces, cities and counties, as the National Bureau of
Statistics published them for 2023. What lies above a division follows from its code. It says what a name is the name of;
which regions there are is for the register alone.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from etl.intake.layout import SHIPPED

DIVISIONS_FILE = "divisions.csv"
_ENDING = re.compile(r"(?:维吾尔|特别)?(?:自治区|自治州|自治县|自治旗|行政区|地区|林区|特区|新区|省|市|县|区|盟|旗|州)$")
_PEOPLES = re.compile(
    r"(?:壮族?|回族|藏族|苗族|彝族|侗族|傣族|白族|羌族|黎族|瑶族|畲族|满族|土族|土家族|布依族|哈尼族|景颇族|傈僳族|朝鲜族|蒙古族?|哈萨克族?|柯尔克孜族?)+$"
)
#: Short names that are words of their own, or those of something else: 长治久安, 文山会海, 朝阳产业, 阿里巴巴.
_WORDS = frozenset("安康 大同 长治 文山 朝阳 阿里 来宾 日照 大理 白山 东方 吉林 海南 平安 老城区".split())
#: What begins as a place does and is none: 大连接, 沿海口岸.
_OTHERS = ("大连接", "海口岸", "延边境", "黑河流", "大庆典", "中山公园")
_MIN_FULL_CHARS = 3


@dataclass(frozen=True, slots=True)
class Division:
    """A province (code ends in 0000), a city (00) or a county with its full name."""

    code: str
    name: str

    @property
    def is_county(self) -> bool:
        return not self.code.endswith("00")

    @property
    def stem(self) -> str:
        """The beginning of the codes of everything in it."""
        return self.code.removesuffix("00").removesuffix("00")

    def holds(self, other: "Division") -> bool:
        return other.code.startswith(self.stem) and other.code != self.code


class Divisions:
    """Divisions by name. Counties share names, and then only what lies above tells which is meant."""

    def __init__(self, divisions: Iterable[Division]):
        self._by_name: dict[str, list[Division]] = {}
        self._by_code = {one.code: one for one in divisions}
        for one in self._by_code.values():
            for name in {one.name, *_shortened(one)} - _WORDS:
                self._by_name.setdefault(name, []).append(one)
        self._longest = max(map(len, self._by_name), default=0)

    @property
    def names(self) -> Iterable[str]:
        """Every name, full or short."""
        return self._by_name.keys()

    def called(self, name: str, within: Division | None = None) -> Division | None:
        """The one division of a name, full or short (of counties only full); None where there is none, or more than one."""
        found = [one for one in self._by_name.get(name, ()) if within is None or within.holds(one)]
        return found[0] if len(found) == 1 else None

    def beginning(self, text: str, within: Division | None = None) -> Division | None:
        """The division with the longest name that a text begins with."""
        if text.startswith(_OTHERS):
            return None
        lengths = range(min(self._longest, len(text)), 1, -1)
        return next((found for length in lengths if (found := self.called(text[:length], within))), None)

    def is_name(self, name: str) -> bool:
        """Whether any division is called so."""
        return name in self._by_name

    def above(self, one: Division) -> list[Division]:
        """The city of a division, if it has one, and its province."""
        codes = dict.fromkeys((one.code[:4] + "00", one.code[:2] + "0000"))
        return [self._by_code[code] for code in codes if code != one.code and code in self._by_code]

    def names_below(self, above: Division) -> frozenset[str]:
        """Every name, full or short, of what lies within a division."""
        return frozenset(name for name, found in self._by_name.items() if any(map(above.holds, found)))

    def most_named(self, text: str, endings: str) -> Division | None:
        """The city or county, of those whose names end so, that a text names most often; of several the first it names."""
        named = [(-count, text.find(name), name) for name in self._by_name if (count := text.count(name))]
        for _, _, name in sorted(named):
            found = self.called(name)
            if found and found.name[-1] in endings and (name == found.name or not found.is_county):
                return found
        return None


def _shortened(one: Division) -> set[str]:
    """The name without its ending, of provinces and cities only; of 黔东南苗族侗族自治州 also 黔东南州."""
    stripped = _PEOPLES.sub("", _ENDING.sub("", one.name))
    if len(stripped) < 2 or one.is_county:
        return set()
    return {stripped, stripped + "州"} if one.name.endswith("自治州") else {stripped}


@cache
def shipped() -> Divisions:
    """The divisions that come with the program."""
    with (SHIPPED / DIVISIONS_FILE).open(encoding="utf-8", newline="") as file:
        rows = [Division(row["region_code"], row["name_zh"]) for row in csv.DictReader(file)]
    return Divisions(one for one in rows if len(one.name) >= _MIN_FULL_CHARS)
