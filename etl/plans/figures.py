"""A single figure in its sentence, its name and its cells as of a target: for what a person reads otherwise than the rules."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from etl.decimals import canonical
from etl.extract import SourceText
from etl.extract.basis import comparison, computed
from etl.extract.goals import goal_of
from etl.extract.judge import Judged
from etl.extract.measures import canonical_unit, in_unit
from etl.extract.normalise import normalise
from etl.extract.objects import Objects
from etl.extract.outline import outline
from etl.extract.places import NOWHERE, Places
from etl.extract.quantities import find_quantities
from etl.extract.quantity import MEASURED, Form
from etl.extract.region_lists import RegionLists
from etl.extract.setting import Scene, Setting
from etl.extract.yearly import governs_yearly
from etl.intake.layout import Layout

#: Stands before the sentence, so that it is read as a line of text and not as the title of a plan.
_BEFORE = "工作方案\n一、目标\n"
_SENTENCE_END = re.compile("[。；;]")
#: Characters before and behind a figure in which its sentence is looked for.
_AROUND = 200


def sentence_of(text: str, span: tuple[int, int]) -> str:
    """The sentence a figure stands in, in half width and on one line."""
    before = _SENTENCE_END.split(text[max(0, span[0] - _AROUND) : span[0]])[-1]
    behind = _SENTENCE_END.split(text[span[0] : span[1] + _AROUND])[0]
    return unicodedata.normalize("NFKC", before + behind).replace("\n", "")


def figure_cells(sentence: str, figure: str, layout: Layout) -> dict[str, str]:
    """`value`, `value_high`, `unit`, `basis`, `comparator` as extraction would read them of a goal;
    nothing where the figure is not found in the sentence, or is no number that something can be measured in."""
    written = next((one for one in _settings(sentence) if one.figure == figure), None)
    if written is None or written.quantity.value is None or written.quantity.form not in (*MEASURED, Form.BARE):
        return {}
    goal = goal_of(written)
    judged = Judged(written, goal.name if goal else "", goal, None)
    how = computed(judged, None, governs_yearly(written))
    unit, factor = canonical_unit(written.quantity, how.basis, None, layout)
    numbers = {"value": in_unit(how.value, factor), "value_high": in_unit(how.value_high, factor)}
    cells = {name: canonical(number) for name, number in numbers.items() if number is not None}
    return cells | {"unit": unit, "basis": str(how.basis or ""), "comparator": str(comparison(judged, how))}


def figure_name(sentence: str, figure: str) -> str:
    """What extraction would call what a figure counts, of a part behind its whole (海外仓·省级海外仓),
    whether a metric stands for it or not; "" where it has no name or is not in the sentence."""
    objects = Objects(RegionLists(Places(()), NOWHERE))
    for written in _settings(sentence):
        goal = goal_of(written)
        if goal is None and written.figure != figure:
            continue
        named = objects.of(Judged(written, goal.name if goal else "", goal, None))
        if written.figure == figure:
            return named.name
    return ""


@lru_cache(maxsize=64)
def _settings(sentence: str) -> tuple[Setting, ...]:
    """Every quantity of a sentence."""
    return tuple(_read(sentence))


def _read(sentence: str) -> Iterator[Setting]:
    plan = normalise(SourceText("", "txt", "", "", _BEFORE + sentence + "。"))
    for found in find_quantities(outline(plan)):
        scene = Scene(plan.text, found)
        yield from (Setting(scene, at) for at in range(len(found.quantities)))
