"""Regions a plan names that lie outside its own, as the list of the country's divisions has them."""

from collections.abc import Iterable, Sequence
from functools import cache

from etl.extract.divisions import Division, shipped
from etl.extract.places import nested
from etl.registers import Region
from etl.vocabulary import Level


def elsewhere(name: str, own: Region | None) -> Sequence[Division] | None:
    """The division of a name with those above it, nearest first, where it does not lie within the
    plan's region; nothing where several of that name do not. None where it may lie within: where the list
    has one of that name there, does not have the name at all, or does not have the plan's region. A name
    that says what it lies in (昆明市嵩明县) is looked for there."""
    above, name = nested(name)
    if above and (said := shipped().called(above)) and (found := shipped().called(name, said)):
        return [found, *shipped().above(found)]
    within = shipped().called(own.name_zh) if own else None
    if within is None or own is None or within.code != own.region_code or not shipped().is_name(name) or name in _names_below(within):
        return None
    found = shipped().called(name)
    return [found, *shipped().above(found)] if found else []


def level(one: Division) -> Level:
    """What a division is in the register."""
    if one.is_county:
        return Level.COUNTY
    return Level.PROVINCE if one.code.endswith("0000") else Level.CITY


def lacking(divisions: Iterable[Division], regions: Iterable[Region]) -> list[Division]:
    """Those the register does not have, each once, in their order."""
    known = {one.region_code for one in regions}
    return [one for one in dict.fromkeys(divisions) if one.code not in known]


@cache
def _names_below(above: Division) -> frozenset[str]:
    return shipped().names_below(above) | {above.name}
