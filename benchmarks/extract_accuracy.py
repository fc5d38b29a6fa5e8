"""How well plans are read: `python benchmarks/extract_accuracy.py FOLDER [--group GROUP]`.

FOLDER holds the plan documents, which are not part of the project. What `python -m etl extract`
makes of them is compared with the registers that people filled in: a goal is hit when region,
metric, value, comparator and due date are all those of a row of `data/targets.csv`; every quantity
is compared with `data/numbers.csv`. Two documents were kept aside while the rules were written.

A FOLDER with a `goals.csv` holds other texts with their own labels (`benchmarks/labelled_texts.py`).
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from etl.decimals import canonical
from etl.extract import Candidate, Knowledge, extract, knowledge_of
from etl.extract.reading import read_plan
from etl.extract.terms import NON_GOAL_ZH
from etl.registers import load_registers
from etl.workspace import Workspace

import labelled_texts

DATA = Path(__file__).parents[1] / "data"
#: Not read while the rules were written.
HELD_OUT = ("320700-2024", "371500-2023")
GROUPS = ("development", "held_out")
_KEY = ("region_code", "metric", "value", "comparator", "due")
_FIELDS = ("basis", "unit", "value_high", "baseline_year", "start", "obligation", "scope", "figure", "clause", "responsible", "parent_id")


@dataclass(slots=True)
class Score:
    """What came out for one group of documents."""

    targets: int = 0
    goals: int = 0
    hits: int = 0
    fields: Counter = field(default_factory=Counter)
    quantities: int = 0
    found: int = 0
    agreed: int = 0
    reasons: int = 0
    reasons_right: int = 0
    extra: int = 0
    misses: list[str] = field(default_factory=list)


def main() -> None:
    """Print the scores of each group and every miss, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the plan documents")
    parser.add_argument("--group", choices=GROUPS, help="only one group")
    options = parser.parse_args()
    if labelled_texts.is_labelled(options.folder):
        print("\n".join(labelled_texts.lines(labelled_texts.scored_texts(options.folder, _known()))))
        return
    found = candidates_by_document(sorted(path for path in options.folder.iterdir() if path.is_file()))
    targets, numbers = _by_document("targets.csv"), _by_document("numbers.csv")
    for group in GROUPS if options.group is None else (options.group,):
        documents = [one for one in targets if (one in HELD_OUT) == (group == "held_out")]
        print("\n".join(_lines(group, documents, scored(documents, found, targets, numbers))))


def candidates_by_document(files: Sequence[Path]) -> dict[str, list[Candidate]]:
    """Every candidate of the files by document; what stands outside all documents counts to the first of its file."""
    known = _known()
    by_document: dict[str, list[Candidate]] = defaultdict(list)
    for path in files:
        _, candidates = extract(read_plan(path.read_bytes(), path.name), known)
        first = next((one.document_id for one in candidates if one.document_id), path.name)
        last = first
        for one in candidates:
            last = one.document_id or last
            by_document[last].append(one)
    return by_document


def _known() -> Knowledge:
    workspace = Workspace(DATA)
    return knowledge_of(workspace, load_registers(workspace))


def _by_document(name: str) -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with open(DATA / name, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["document_id"]].append(row)
    return rows


def scored(documents: Iterable[str], found: dict, targets: dict, numbers: dict) -> Score:
    """All documents of a group together."""
    score = Score()
    for document in documents:
        _score_goals(score, document, found.get(document, []), targets[document])
        _score_quantities(score, document, found.get(document, []), numbers[document])
    return score


def _score_goals(score: Score, document: str, candidates: Sequence[Candidate], targets: Sequence[dict]) -> None:
    goals = [one for one in candidates if one.is_goal and one.repeats is None]
    left = list(goals)
    for target in targets:
        hit = next((one for one in left if _told(one, _KEY) == [target[name] for name in _KEY]), None)
        if hit is None:
            score.misses.append(f"{document} {target['clause']} `{target['figure']}`: target {target['target_id']} not hit")
            continue
        left.remove(hit)
        score.hits += 1
        wrong = [name for name in _FIELDS if not _agrees(hit, target, name)]
        score.fields.update(set(_FIELDS) - set(wrong))
        score.misses += [f"{document} {target['clause']} `{target['figure']}`: {name} differs" for name in wrong]
    score.targets += len(targets)
    score.goals += len(goals)
    score.misses += [f"{document} {one.clause} `{one.figure}`: goal that is in no register row as read" for one in left]


def _told(one: Candidate, names: Sequence[str]) -> list[str]:
    return [_text(getattr(one, name)) for name in names]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(value)
    return canonical(value) if hasattr(value, "is_finite") else str(value)


def _agrees(one: Candidate, target: dict[str, str], name: str) -> bool:
    if name == "parent_id":
        return (one.parent is not None) == bool(target["parent_id"])
    return _text(getattr(one, name)) == target[name]


def _score_quantities(score: Score, document: str, candidates: Sequence[Candidate], numbers: Sequence[dict]) -> None:
    """The first unused candidate whose figure is that of the row, or holds it, or is part of it."""
    left = list(candidates)
    for row in numbers:
        figure = row["figure"].replace("（", "(").replace("）", ")")
        same = next((one for one in left if one.figure in figure or figure in one.figure), None)
        score.quantities += 1
        if same is None:
            score.misses.append(f"{document} {row['clause']} `{row['figure']}`: quantity not found")
            continue
        left.remove(same)
        score.found += 1
        _score_verdict(score, document, row, same)
    score.extra += len(left)
    score.misses += [f"{document} {one.clause} `{one.figure}`: quantity that numbers.csv does not list" for one in left]


def _score_verdict(score: Score, document: str, row: dict[str, str], one: Candidate) -> None:
    if one.is_goal != bool(row["target_id"]):
        said = f"goal by {one.rule}" if one.is_goal else NON_GOAL_ZH[one.reason]
        score.misses.append(f"{document} {row['clause']} `{row['figure']}`: {said}, registered as {row['target_id'] or row['reason']}")
        return
    score.agreed += 1
    if one.reason is not None:
        score.reasons += 1
        is_right = NON_GOAL_ZH[one.reason] == row["reason"]
        score.reasons_right += is_right
        if not is_right:
            score.misses.append(f"{document} {row['clause']} `{row['figure']}`: {NON_GOAL_ZH[one.reason]}, registered as {row['reason']}")


def _lines(group: str, documents: Sequence[str], score: Score) -> Iterator[str]:
    yield f"\n### {group} ({len(documents)} documents)\n"
    yield "| what | figure |\n|---|---|"
    yield f"| goals: recall | {_share(score.hits, score.targets)} |"
    yield f"| goals: precision | {_share(score.hits, score.goals)} |"
    for name in _FIELDS:
        yield f"| of the hits: {name} | {_share(score.fields[name], score.hits)} |"
    yield f"| quantities of numbers.csv found | {_share(score.found, score.quantities)} |"
    yield f"| of these, goal or not as registered | {_share(score.agreed, score.found)} |"
    yield f"| of the non-goals, reason as registered | {_share(score.reasons_right, score.reasons)} |"
    yield f"| quantities beyond numbers.csv | {score.extra} |\n"
    yield from (f"* {miss}" for miss in score.misses)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part} of {whole})" if whole else "–"


if __name__ == "__main__":
    main()
