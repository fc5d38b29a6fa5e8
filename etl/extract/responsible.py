"""Who is responsible for a clause, as its brackets say: (责任单位:…)."""

import re
from collections.abc import Iterator
from functools import lru_cache

_NAMED = re.compile(
    r"[(【\[]?(?:责任单位|牵头单位|牵头部门|责任部门|配合单位|参与单位|负责单位|实施单位|责任主体|牵头|配合)[:：]([^()\n]*(?:\([^()\n]*\)[^()\n]*){0,20})"
)
_LABEL = re.compile(r"(?:责任单位|牵头单位|牵头部门|责任部门|配合单位|参与单位|负责单位|实施单位|责任主体|牵头|配合)[:：]")
_GOVERNMENT, _PLACE = re.compile(r"[\u4e00-\u9fff]{2,10}?[市县区州盟旗]((?:人民)?政府)"), re.compile(r"[\u4e00-\u9fff]{2,10}[市县区州盟旗]")
_NO_UNIT = re.compile(r"下同|按职责|分工负责|等$|^等|排名第一|为牵头|列第一")


@lru_cache(maxsize=4_096)
def responsible_units(clause: str) -> tuple[str, ...]:
    """The units named in the text of a clause, in order, each once."""
    units: dict[str, None] = {}
    for named in _NAMED.finditer(clause):
        for part in _split(_LABEL.sub("、", named[1])):
            unit = part.strip(" )】]。.")
            if unit and len(unit) <= 30 and not _NO_UNIT.search(unit):
                units[unit] = None
    return tuple(_completed(list(units)))


def _completed(units: list[str]) -> Iterator[str]:
    """甲市、乙市人民政府: what stands behind the last holds for those before it."""
    behind = ""
    told = []
    for unit in reversed(units):
        if said := _GOVERNMENT.fullmatch(unit):
            behind = said[1]
        elif behind and _PLACE.fullmatch(unit):
            unit += behind
        else:
            behind = ""
        told.append(unit)
    return reversed(told)


def _split(text: str) -> list[str]:
    """At commas and at 、, but not inside 各市、县〔市、区〕政府."""
    parts, at, depth = [""], 0, 0
    while at < len(text):
        letter = text[at]
        depth += (letter in "〔([") - (letter in "〕)]")
        is_border = depth <= 0 and (letter in ",;。" or letter == "、" and not re.search(r"各(?:市|县|区)$", parts[-1]))
        if is_border:
            parts.append("")
        else:
            parts[-1] += letter
        at += 1
    return parts
