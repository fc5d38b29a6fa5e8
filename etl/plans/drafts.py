"""Work in progress on a plan file, before anything is recorded: choices, the plan's own row, new metrics."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from etl.ledger import Decision
from etl.ledger.plan_records import MAKING
from etl.plans.candidates import Span
from etl.plans.choices import Choice, problem
from etl.problems import Problem

#: What a choice is kept under: its place in the text, or the target that goes.
Key = Span | str


@dataclass(frozen=True, slots=True)
class PartDraft:
    """What was entered for one plan of a file. `document` are the cells of its row that a person
    looked at and saved, `region_code` the region its goals are for unless they say another;
    both empty until then. `is_complete`: every quantity was accounted for at the last confirmation."""

    document: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[Key, Choice] = field(default_factory=dict)
    region_code: str = ""
    is_complete: bool = False

    def deciding(self, found: Iterable[Choice]) -> "PartDraft":
        """With these choices, each in place of an earlier one for the same place."""
        return replace(self, choices={**self.choices, **{key_of(one): one for one in found}})

    def without(self, recorded: Mapping[Key, Choice]) -> "PartDraft":
        """Without choices that were recorded; what was chosen anew meanwhile stays."""
        return self.undecided(key for key, one in recorded.items() if self.choices.get(key) == one)

    def undecided(self, keys: Iterable[Key]) -> "PartDraft":
        """Without the choices for these places."""
        gone = set(keys)
        return replace(self, choices={key: one for key, one in self.choices.items() if key not in gone})

    def stands(self, keys: Iterable[Key]) -> dict[Key, str]:
        """What stands at these places, by its fingerprint: what a person sees who decides there."""
        return {key: fingerprint(self.choices.get(key)) for key in keys}

    def overtaken(self, seen: Mapping[Key, str]) -> list[Key]:
        """The places at which something else stands by now than was seen."""
        return [key for key, was in seen.items() if fingerprint(self.choices.get(key)) != was]


@dataclass(frozen=True, slots=True)
class Draft:
    """Work in progress on one file; `name` is what the file was called, a label, `title` what its
    first plan calls itself. `parts` are its plans by their number, from 1; `metrics` and `regions` rows of `metrics.csv` and `regions.csv`
    for such as are new; `named` which metric stands for a name the text proposed, `placed` which
    region for a name of a place; "" = for none."""

    name: str = ""
    parts: Mapping[str, PartDraft] = field(default_factory=dict)
    metrics: tuple[Mapping[str, str], ...] = ()
    regions: tuple[Mapping[str, str], ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    placed: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    def part(self, number: str) -> PartDraft:
        """What was entered for one plan."""
        return self.parts.get(number, PartDraft())

    def with_part(self, number: str, part: PartDraft) -> "Draft":
        return replace(self, parts={**self.parts, number: part})

    def with_metrics(self, rows: Iterable[Mapping[str, str]], named: Mapping[str, str], left: Iterable[str] = ()) -> "Draft":
        """With these new metrics, each in place of an earlier one of its code, and these names;
        names in `left` stand for nothing yet."""
        gone = set(left)
        names = {name: metric for name, metric in {**self.named, **named}.items() if name not in gone}
        return replace(self, metrics=_by(self.metrics, rows, "metric"), named=names)

    def with_regions(self, rows: Iterable[Mapping[str, str]], placed: Mapping[str, str] = {}) -> "Draft":
        """With these new regions, each in place of an earlier one of its code, and these names."""
        return replace(self, regions=_by(self.regions, rows, "region_code"), placed={**self.placed, **placed})

    def without_region(self, region_code: str) -> "Draft":
        """Without a new region, and without the names that stood for it."""
        left = tuple(one for one in self.regions if one["region_code"] != region_code)
        return replace(self, regions=left, placed={name: code for name, code in self.placed.items() if code != region_code})


def _by(there: Iterable[Mapping[str, str]], new: Iterable[Mapping[str, str]], key: str) -> tuple[Mapping[str, str], ...]:
    return tuple({one[key]: one for one in (*there, *new)}.values())


def key_of(choice: Choice) -> Key:
    """What a choice is kept under."""
    return choice.span or choice.target_id


def fingerprint(choice: Choice | None) -> str:
    """Names a choice with all it says; "" where there is none."""
    return sha256(json.dumps(_told(choice), sort_keys=True).encode()).hexdigest()[:16] if choice else ""


def meanwhile(work: PartDraft, overtaken: Sequence[Key]) -> Problem:
    """What another window made of the places that somebody was about to decide on."""
    if len(overtaken) > 1:
        return problem("meanwhile_several", len(overtaken))
    stands = work.choices.get(overtaken[0])
    if stands is None:
        return problem("meanwhile_open", "")
    if stands.decision in MAKING:
        return problem("meanwhile_target", "")
    if stands.decision is Decision.REMOVED:
        return problem("meanwhile_removed", stands.target_id)
    return problem("meanwhile_merged" if stands.decision is Decision.MERGED else "meanwhile_aside", "")


def to_json(draft: Draft) -> bytes:
    """As it is kept in a file."""
    parts = {
        number: {
            "document": dict(part.document),
            "region_code": part.region_code,
            "is_complete": part.is_complete,
            "choices": [_told(one) for one in part.choices.values()],
        }
        for number, part in draft.parts.items()
    }
    rows = {name: [dict(one) for one in of] for name, of in (("metrics", draft.metrics), ("regions", draft.regions))}
    told = {"name": draft.name, "title": draft.title, "parts": parts, **rows, "named": dict(draft.named), "placed": dict(draft.placed)}
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def from_json(data: bytes) -> Draft:
    """Raises ValueError where the file is not one of `to_json`."""
    try:
        told = json.loads(data.decode("utf-8", "surrogatepass"))
        parts = {
            number: PartDraft(
                _texts(part["document"]), region_code=str(part.get("region_code", "")), is_complete=part.get("is_complete") is True
            ).deciding(map(_choice, part["choices"]))
            for number, part in told["parts"].items()
        }
        metrics, regions = (tuple(map(_texts, told.get(name, ()))) for name in ("metrics", "regions"))
        if any("metric" not in one for one in metrics) or any("region_code" not in one for one in regions):
            raise KeyError("metric, region_code")
        named, placed = (_texts(told.get(name, {})) for name in ("named", "placed"))
        return Draft(str(told["name"]), parts, metrics, regions, named, placed, str(told.get("title", "")))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _told(choice: Choice) -> dict[str, object]:
    told = {
        "decision": str(choice.decision),
        "span": list(choice.span) if choice.span else None,
        "cells": dict(choice.cells),
        "reason": choice.reason,
        "target_id": choice.target_id,
        "figure": choice.figure,
    }
    return {name: value for name, value in told.items() if value}


def _choice(told: Mapping[str, object]) -> Choice:
    span = told.get("span")
    return Choice(
        Decision(told["decision"]),
        (int(span[0]), int(span[1])) if span else None,
        _texts(told.get("cells", {})),
        str(told.get("reason", "")),
        str(told.get("target_id", "")),
        str(told.get("figure", "")),
    )


def _texts(cells: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(cell) for name, cell in cells.items()}
