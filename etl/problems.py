"""What is wrong with a file, as a value.

A problem is a code, a severity, a place and the characters found; its words are
looked up last, in `messages/zh.toml` and `messages/en.toml`, which share their keys
and placeholders. Checks therefore return problems and never print or raise.

A placeholder that stands for a period says so (`{open_period:period}`), as does one for a day
(`{today:day}`), a cell that may be empty (`{found:blank}`), a check (`{found:check}`) or what is
easily written wrong in a unit (`{unit:slip}`): problems hold codes, people read words. What is
the text of a cell is never reworded.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType

from etl.period import day_worded, periods_worded


class Severity(StrEnum):
    """错误, 须说明, 提示."""

    ERROR = "error"  # refuses the file
    EXPLAIN = "explain"  # passes only with a specific written reason
    INFORM = "inform"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, at one place.

    `code` names the check and the message (project's own, dotted lower case);
    `topic` is the coarse class other programs rely on. `row` counts from 1 at the
    header line as a person sees it, None for the whole file; `column` is the header
    text as found; `found` the offending characters as they stand. `needed` fills the
    remaining placeholders of the message. `reason` is the written explanation of a
    doubtful figure; it stays with the problem and travels to the reviewer.
    """

    code: str
    topic: str
    severity: Severity = Severity.ERROR
    file: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    needed: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    reason: str = ""

    @property
    def blocks(self) -> bool:
        """Whether it keeps the file out: an error, or a doubt without its reason."""
        if self.severity is Severity.EXPLAIN:
            return not self.reason
        return self.severity is Severity.ERROR

    def message(self, lang: str = "zh") -> str:
        """The sentence for people: what was found, what is needed, what to do."""
        place = {"file": self.file, "row": self.row, "column": self.column, "found": self.found}
        sentence = _Sentence(lang).format(wording(lang)[self.code], **place, **self.needed)
        if not self.reason:
            return sentence
        return wording(lang)["problem.explained"].format(sentence=sentence, reason=self.reason)


#: What an empty cell is called.
_BLANK = {"zh": "空", "en": "empty"}


class _Sentence(Formatter):
    """Fills in a message; what a placeholder asks to be worded is worded in one language."""

    def __init__(self, lang: str):
        self.lang = lang

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "period":
            return periods_worded(str(value), self.lang)
        if format_spec == "day":
            return day_worded(date.fromisoformat(str(value)), self.lang)
        if format_spec == "blank":
            return f"“{value}”" if value else _BLANK[self.lang]
        if format_spec == "check":
            return wording(self.lang).get(f"check.{value}", str(value))
        if format_spec == "slip":
            return _slip(str(value), wording(self.lang))
        return format(value, format_spec)


def _slip(unit: str, words: Mapping[str, str]) -> str:
    """How a figure in this unit most often comes out ten times off."""
    endings = [code.removeprefix("slip.") for code in words if code.startswith("slip.")]
    known = next((ending for ending in endings if unit.endswith(ending)), "other")
    return words[f"slip.{known}"]


class Refused(Exception):
    """An input was refused; `problems` says everything that is wrong with it."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = problems


@cache
def wording(lang: str) -> Mapping[str, str]:
    """Message templates of one language by code; nested tables are joined with dots."""
    text = files("etl").joinpath("messages", f"{lang}.toml").read_text(encoding="utf-8")
    return MappingProxyType(dict(_flatten(tomllib.loads(text))))


def _flatten(table: Mapping[str, object], prefix: str = ""):
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value
