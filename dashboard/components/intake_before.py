"""What holds for a quantity from earlier editions of its plan, and what speaks against taking it so, in words."""

from collections.abc import Iterable, Iterator

from dashboard.components import intake_faults, intake_words
from dashboard.findings.intake import Item
from dashboard.findings.intake_doubts import misfit
from dashboard.findings.intake_metrics import Misfit
from dashboard.intake_desk import Desk
from dashboard.wording import Words


def carried_over(one: Item, desk: Desk, words: Words) -> str:
    """What was filled in as decided on an earlier edition: `指标“园区”`; empty where nothing was."""
    said, corrected = [], one.before.cells if one.before else {}
    name = one.candidate.proposed_metric
    if name in desk.carried.metrics and name not in desk.draft.named and "metric" in one.filled.keys() - corrected.keys():
        said.append(words("intake.carried_metric", name=intake_words.metric(one.filled, "", desk, words)))
    place = one.candidate.region_name if one.candidate.names_region else ""
    before = desk.carried.regions.get(place, "" if place else desk.carried.region_code)
    if "region_code" in one.filled.keys() - corrected.keys() and one.filled["region_code"] == before:
        said.append(words("intake.carried_region", name=intake_words.region(before, desk, words)))
    if corrected:
        said.append(_columns(corrected, words))
    return words("who.list").join(said)


def doubts(one: Item, desk: Desk, words: Words) -> Iterator[str]:
    """That it is read otherwise than the target it was, and that the metric of its name may not be its own."""
    if one.before and not one.before.is_same:
        yield words("intake.read_otherwise", target=one.before.target_id, names=_columns(one.before.differs, words))
    if why := misfit(one):
        yield _unfit(why, one, desk, words)


def _unfit(why: str, one: Item, desk: Desk, words: Words) -> str:
    metric = desk.counted.get(one.cells.get("metric", ""), {})
    said = {"name": intake_words.metric(one.cells, "", desk, words), "called": one.candidate.proposed_metric}
    if why == Misfit.UNIT:
        said |= {"unit": metric.get("unit", ""), "own": one.cells.get("unit", "")}
    elif why == Misfit.KIND:
        said |= {"kind": words(f"kind.{metric['kind']}"), "basis": words(f"basis.{one.cells['basis']}")}
    return words(f"intake_unfit.{why}", **said)


def _columns(names: Iterable[str], words: Words) -> str:
    """The names of columns of a target."""
    return words("who.list").join(intake_faults.field("targets.csv", name, words) for name in names)
