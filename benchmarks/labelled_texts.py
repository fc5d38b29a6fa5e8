"""Texts with the labels of a person beside them, compared with what `python -m etl extract` makes of them.

A folder holds texts, `goals.csv` (`file,figure,region,metric,metric_words,basis,comparator,value,value_high,unit,baseline_year,
start,due,computable,note`, one row per goal) and `others.csv` (`file,figure,reason`, every other quantity).

A goal is hit when region, metric, value, comparator and due date agree. Regions are compared by name; 湖南省长沙市 and 长沙
are 长沙市. How many goals miss nothing but the region, which a text may name nowhere, is told beside. The metric is the same
code; where the label has none, the candidate has to propose a new metric whose name contains the head of `metric_words`: its
last two characters, in simplified characters; brackets, quotation marks and a 数, 数量, 增长 or 增速 at its end are left away.
Values are compared without the multiplier of their unit (1 万吨 is 10000 吨). A label whose note says `ambiguous` counts
neither way, and neither does a candidate of the same figure that hits nothing. A goal said again counts where it is labelled
again and else not.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from etl.extract import Candidate, Knowledge, extract
from etl.extract.lexicon import either, units
from etl.extract.normalise import normalise
from etl.extract.numerals import value_of
from etl.extract.reading import read_plan
from etl.extract.source import SourceText
from etl.extract.terms import NON_GOAL_ZH

GOALS, OTHERS = "goals.csv", "others.csv"
_TEXTS = (".txt", ".html", ".docx", ".pdf")
_KEY = ("region", "metric", "value", "comparator", "due")
_FIELDS = ("basis", "figure", "value_high", "baseline_year", "start", "computable")
_ENDS = re.compile(r"(?:数量|总数|数|(?:同比|累计)?增长率?|增速|增幅|降低|下降|降幅)$")
_MULTIPLIED = re.compile(rf"([十百千万亿]*?)(?:{either(units())})")

Label = dict[str, str]


@dataclass(slots=True)
class LabelScore:
    """What came out for one folder of texts."""

    labels: int = 0
    hits: int = 0
    goals: int = 0
    ambiguous: int = 0
    region_only: int = 0
    others: int = 0
    others_found: int = 0
    others_no_goal: int = 0
    reasons_right: int = 0
    fields: Counter = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, other: "LabelScore") -> None:
        """Count another text in."""
        for name in ("labels", "hits", "goals", "ambiguous", "region_only", "others", "others_found", "others_no_goal", "reasons_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.fields.update(other.fields)
        self.misses += other.misses


def is_labelled(folder: Path) -> bool:
    """Whether the labels stand beside the texts."""
    return (folder / GOALS).is_file()


def scored_texts(folder: Path, known: Knowledge) -> dict[str, LabelScore]:
    """The score of every text of a folder, by its name."""
    goals, others = _by_file(folder / GOALS), _by_file(folder / OTHERS)
    scores = {}
    for path in sorted(path for path in folder.iterdir() if path.suffix in _TEXTS):
        _, candidates = extract(read_plan(path.read_bytes(), path.name), known)
        scores[path.name] = scored_text(path.name, candidates, goals.get(path.name, []), others.get(path.name, []))
    return scores


def scored_text(name: str, candidates: Sequence[Candidate], goals: Sequence[Label], others: Sequence[Label]) -> LabelScore:
    """One text against its labels."""
    doubtful = [label for label in goals if "ambiguous" in label["note"].lower()]
    sure = [label for label in goals if label not in doubtful]
    score = LabelScore(labels=len(sure), ambiguous=len(doubtful))
    left = [one for one in candidates if one.is_goal]
    missed = []
    for label in sure:
        hit = next((one for one in left if not _differences(one, label)), None)
        if hit is None:
            missed.append(label)
            continue
        left.remove(hit)
        score.hits += 1
        score.fields.update(name for name in _FIELDS if _field_agrees(hit, label, name))
    extra = [one for one in left if one.repeats is None and not any(_same_figure(one, label) for label in doubtful)]
    score.goals = score.hits + len(extra)
    score.region_only = sum(any(_differences(one, label) == ["region"] for one in left) for label in missed)
    score.misses += [_missed(name, label, candidates) for label in missed]
    score.misses += [f"{name} `{one.figure}`: goal by `{one.rule}` that no label has as read" for one in extra]
    hit = [one for one in candidates if one.is_goal and one not in left]
    _score_others(score, name, [one for one in candidates if one not in hit], others)
    return score


def _missed(name: str, label: Label, candidates: Sequence[Candidate]) -> str:
    """What the nearest candidate of the figure reads otherwise."""
    same = [one for one in candidates if _same_figure(one, label)]
    read = min((one for one in same if one.is_goal), key=lambda one: len(_differences(one, label)), default=None)
    if read is not None:
        return f"{name} `{label['figure']}`: other {', '.join(_differences(read, label))}"
    said = f"read as {NON_GOAL_ZH[same[0].reason]} by `{same[0].rule}`" if same else "not found"
    return f"{name} `{label['figure']}`: {said}"


def _differences(one: Candidate, label: Label) -> list[str]:
    return [name for name in _KEY if not _AGREE[name](one, label)]


def _same_region(one: Candidate, label: Label) -> bool:
    said, read = label["region"], one.region
    return said == read or bool(said and read) and (said in read or read in said)


def _same_metric(one: Candidate, label: Label) -> bool:
    if label["metric"]:
        return one.metric == label["metric"]
    return not one.metric and _head(label["metric_words"]) in re.sub(r"[()“”]", "", _plain(one.metric_proposed))


def _head(words: str) -> str:
    return _ENDS.sub("", re.sub(r"[()“”]", "", _plain(words)))[-2:]


def _same_value(one: Candidate, label: Label) -> bool:
    said = _base_value(label["value"], label["unit"])
    return said == (None if one.value is None else _base_value(str(one.value), one.unit))


def _base_value(value: str, unit: str) -> Decimal | None:
    """Without the multiplier of the unit: 1 万吨 → 10000."""
    if not value:
        return None
    multiplier = _MULTIPLIED.fullmatch(unit)
    return Decimal(value) * (value_of(multiplier[1]) if multiplier and multiplier[1] else 1)


_AGREE = {
    "region": _same_region,
    "metric": _same_metric,
    "value": _same_value,
    "comparator": lambda one, label: (one.comparator or "") == label["comparator"],
    "due": lambda one, label: (one.due.isoformat() if one.due else "") == label["due"],
}


def _field_agrees(one: Candidate, label: Label, name: str) -> bool:
    if name == "figure":
        return _plain(one.figure) == _plain(label["figure"])
    if name == "computable":
        return (one.not_computable is None) == label["computable"].startswith("yes")
    if name == "value_high":
        return (one.value_high is None) == (not label["value_high"])
    read = getattr(one, name)
    return ("" if read is None else str(read)) == label[name]


def _score_others(score: LabelScore, name: str, candidates: Sequence[Candidate], others: Sequence[Label]) -> None:
    """What is no goal: found at all, taken for none, and for the reason of the label."""
    left = list(candidates)
    score.others = len(others)
    for label in others:
        same = [one for one in left if _same_figure(one, label)]
        read = next((one for one in same if not one.is_goal), same[0] if same else None)
        if read is None:
            score.misses.append(f"{name} `{label['figure']}`: not found ({label['reason']})")
            continue
        left.remove(read)
        score.others_found += 1
        score.others_no_goal += not read.is_goal
        score.reasons_right += read.reason is not None and NON_GOAL_ZH[read.reason] == label["reason"]


def _same_figure(one: Candidate, label: Label) -> bool:
    read, said = _plain(one.figure), _plain(label["figure"])
    return bool(said) and (read in said or said in read)


@cache
def _plain(text: str) -> str:
    """As the rules read it: half-width, simplified, without blanks."""
    return re.sub(r"\s", "", normalise(SourceText("", "txt", "", "", text)).text)


def _by_file(path: Path) -> dict[str, list[Label]]:
    rows: dict[str, list[Label]] = {}
    if path.is_file():
        with open(path, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                rows.setdefault(row["file"], []).append({name: (cell or "").strip() for name, cell in row.items() if name})
    return rows


def lines(scores: dict[str, LabelScore]) -> Iterator[str]:
    """All texts together as Markdown, then every miss."""
    whole = LabelScore()
    for one in scores.values():
        whole.add(one)
    yield f"\n### {len(scores)} labelled texts\n\n| what | figure |\n|---|---|"
    yield f"| goals: recall | {share(whole.hits, whole.labels)} |"
    yield f"| goals: precision | {share(whole.hits, whole.goals)} |"
    yield f"| goals that miss only the region | {whole.region_only} |"
    for name in _FIELDS:
        yield f"| of the hits: {name} | {share(whole.fields[name], whole.hits)} |"
    yield f"| labels of two readings, not counted | {whole.ambiguous} |"
    yield f"| other quantities found | {share(whole.others_found, whole.others)} |"
    yield f"| of these, taken for no goal | {share(whole.others_no_goal, whole.others_found)} |"
    yield f"| of these, reason as labelled | {share(whole.reasons_right, whole.others_found)} |\n"
    yield from (f"* {miss}" for miss in whole.misses)


def share(part: int, whole: int) -> str:
    """85.7 % (12 of 14)."""
    return f"{part / whole:.1%} ({part} of {whole})" if whole else "–"
