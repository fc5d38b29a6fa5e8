"""What a figure counts → the metric of the register that measures it.

The words come from two lists beside the register: `metric_words.csv` (terms that must all occur, `|`
between alternatives, in that order; `name_zh` is one more row unless the list has it) and
`word_forms.csv` (other spellings of a word). A workspace may bring its own lists; without them
the shipped ones count, as with the lists of the upload layout.
"""

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from etl.extract.lexicon import either, words
from etl.extract.numerals import value_of
from etl.intake.layout import SHIPPED
from etl.problems import Problem, Refused
from etl.registers.model import Metric

WORDS_FILE, FORMS_FILE = "metric_words.csv", "word_forms.csv"
_HEAD = re.compile(rf"({either(words('heads', 'names'))})(?:总?数量?|总量)?$")
_NAME_ENDS = ("数量", "数")
#: An amount of money that says what is counted: 超1亿元的企业, 百亿级集群.
_THRESHOLD = re.compile(r"(?:\d+(?:\.\d+)?[十百千]?|[十百千])?[万亿](?=元|级|以上)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of naming a metric: `terms` in the text of the object, each a choice of words;
    one of `context` in the sentence, none of `without` in the object, one of `topic` in the
    sentence, the headings or the title."""

    metric: str
    terms: tuple[tuple[str, ...], ...]
    context: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()

    def names(self, head: str) -> bool:
        """Whether what an object is occurs among the terms."""
        return any(head in word or word in head for choice in self.terms for word in choice)

    def score(self, named: str, sentence: str, topic: str) -> int:
        """How many characters of the object it explains; 0 where it does not fit."""
        if self.context and not any(word in sentence for word in self.context):
            return 0
        if self.topic and not any(word in sentence or word in topic for word in self.topic):
            return 0
        if any(word in named for word in self.without):
            return 0
        at, explained = 0, 0
        for choice in self.terms:
            place, word = min(
                ((found, word) for word in choice if (found := named.find(word, at)) >= 0),
                key=lambda hit: (hit[0], -len(hit[1])),
                default=(-1, ""),
            )
            if place < 0:
                return 0
            at, explained = place + len(word), explained + len(word)
        return explained


@dataclass(frozen=True, slots=True)
class Match:
    """The best metric, and whether another one explains as much."""

    metric: Metric
    is_close: bool


@dataclass(frozen=True)
class MetricWords:
    """The metrics of a register under the words plans use for them."""

    metrics: Mapping[str, Metric]
    phrases: tuple[Phrase, ...]
    forms: tuple[tuple[str, str], ...]

    @cached_property
    def thresholds(self) -> Mapping[str, frozenset[Decimal | None]]:
        """The amounts in the name of each metric: one that counts what is above an amount counts nothing else."""
        return {name: thresholds(self.same_form(metric.name_zh)) for name, metric in self.metrics.items()}

    def same_form(self, text: str) -> str:
        """A text with every other spelling of a word replaced."""
        for written, word in self.forms:
            text = text.replace(written, word)
        return text

    def match(self, named: str, sentence: str, topic: str, fits: Collection[str], name: str = "") -> Match | None:
        """The metric among `fits` that explains most of what is named, and does not count something else than the object, by its `name`, is."""
        named, name, sentence, topic = map(self.same_form, (named, name, sentence, topic))
        head = _HEAD.search(name)
        scores: dict[str, int] = {}
        alike = {metric for metric in fits if thresholds(named) == self.thresholds[metric]}
        for phrase in self.phrases:
            if head and not phrase.names(head[1]) and head[1] not in self.metrics[phrase.metric].name_zh:
                continue
            if phrase.metric in alike and (score := phrase.score(named, sentence, topic)):
                scores[phrase.metric] = max(score, scores.get(phrase.metric, 0))
        for metric in list(scores):
            self._inherit(metric, scores)
        if not scores:
            return None
        best = max(scores, key=lambda metric: scores[metric])
        return Match(self.metrics[best], sum(score == scores[best] for score in scores.values()) > 1)

    def _inherit(self, metric: str, scores: dict[str, int]) -> None:
        """A part that fits beats the whole that fits as well."""
        seen, above = set(), self.metrics[metric].part_of
        while above and above not in seen and above in self.metrics:
            seen.add(above)
            if scores.get(above, 0) >= scores[metric]:
                scores[metric] = scores[above] + 1
            above = self.metrics[above].part_of


def read_metric_words(folder: Path, metrics: Iterable[Metric]) -> MetricWords:
    """The words of a workspace folder; raises Refused with every row that cannot be read."""
    by_id = {metric.metric: metric for metric in metrics}
    problems: list[Problem] = []
    listed = [phrase for row in _rows(folder, WORDS_FILE, problems) if (phrase := _phrase(row, by_id))]
    forms = tuple((row["written"], row["word"]) for row in _rows(folder, FORMS_FILE, problems))
    if problems:
        raise Refused(problems)
    spelt = MetricWords(by_id, (), tuple(sorted(forms, key=lambda form: -len(form[0]))))
    own = ((one.metric, ((spelt.same_form(_bare_name(one.name_zh)),),)) for one in by_id.values())
    told = {(phrase.metric, phrase.terms) for phrase in listed}
    return MetricWords(by_id, (*listed, *(Phrase(*name) for name in own if name not in told)), spelt.forms)


def thresholds(text: str) -> frozenset[Decimal | None]:
    """The amounts that say what is counted."""
    return frozenset(value_of(amount) for amount in _THRESHOLD.findall(text))


def without_thresholds(text: str) -> str:
    return _THRESHOLD.sub("", text)


def _bare_name(name: str) -> str:
    return next((name.removesuffix(end) for end in _NAME_ENDS if name.endswith(end)), name)


def _phrase(row: dict[str, str], metrics: Mapping[str, Metric]) -> Phrase | None:
    """None for a metric that this register does not have."""
    if row["metric"] not in metrics:
        return None
    terms = tuple(tuple(term.split("|")) for term in row["words"].split())
    return Phrase(row["metric"], terms, _choice(row["context"]), _choice(row["without"]), _choice(row["topic"]))


def _choice(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


_COLUMNS = {WORDS_FILE: ("metric", "words", "context", "without", "topic"), FORMS_FILE: ("written", "word")}


def _rows(folder: Path, name: str, problems: list[Problem]) -> list[dict[str, str]]:
    own = folder / name
    text = (own if own.is_file() else SHIPPED / name).read_text("utf-8-sig", errors="replace")
    rows = []
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        if all(isinstance(row.get(column), str) for column in _COLUMNS[name]) and row[_COLUMNS[name][1]].strip():
            rows.append(row)
        else:
            found = ",".join(map(str, row.values()))
            problems.append(Problem("plan.list_row", "layout", file=name, row=line, found=found))
    return rows
