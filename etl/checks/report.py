"""What a check found, as JSON for programs and as text for people."""

from collections import Counter
from itertools import groupby
from unicodedata import category

from etl.checks.upload import acceptable
from etl.decimals import canonical
from etl.decode import Sheet
from etl.intake.layout import Column
from etl.parse import Entry, Filing
from etl.problems import Problem, Severity
from etl.registers import Registers

#: Problems of one kind that are shown; all of them are counted.
_SHOWN = 5

#: Headings, what keeps a file out first.
_TIERS = ("error", "explain", "explained", "inform")

#: What people call the encodings.
_ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GB18030"}

_UNPRINTABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")

#: The frame around the messages, by language.
_WORDS = {
    "zh": {
        "accepted": "可以报送：{file}，{values} 个数值。",
        "refused": "不予接收：{file}，错误 {errors} 处，待说明 {explain} 处。改正后请整个文件重新上传。",
        "file": "{kind}，数据 {rows} 行",
        "csv": "CSV 文本（{encoding} 编码）",
        "xlsx": "Excel 工作簿（.xlsx）",
        "error": "错误",
        "explain": "待说明",
        "explained": "已说明",
        "inform": "提示",
        "row": "第 {row} 行",
        "whole_file": "整个文件",
        "finding": "{place}：{message}",
        "more": "……同类问题另有 {count} 处",
    },
    "en": {
        "accepted": "Acceptable: {file}, {values} figures.",
        "refused": "Refused: {file}, errors {errors}, to be explained {explain}. "
        "Correct them and upload the whole file again.",
        "file": "{kind}, {rows} rows of figures",
        "csv": "CSV text ({encoding})",
        "xlsx": "Excel workbook (.xlsx)",
        "error": "Errors",
        "explain": "To be explained",
        "explained": "Explained",
        "inform": "For your information",
        "row": "row {row}",
        "whole_file": "whole file",
        "finding": "{place}: {message}",
        "more": "… and {count} more of the same kind",
    },
}


def as_json(
    filing: Filing | None, sha256: str, problems: list[Problem], registers: Registers, lang: str
) -> dict:
    """The answer of `check --format json`. Figures are canonical decimals as strings."""
    sheet = filing.sheet if filing else None
    return {
        "accepted": filing is not None and acceptable(problems),
        "file": {
            "encoding": sheet.encoding if sheet else None,
            "format": sheet.format if sheet else None,
            "sha256": sha256,
            "rows": filing.row_count if filing else 0,
        },
        "values": _values(filing, registers) if filing else [],
        "problems": [_problem(problem, lang) for problem in problems],
    }


def _values(filing: Filing, registers: Registers) -> list[dict]:
    regions = {region.region_code: region.name_zh for region in registers.regions}
    metrics = {metric.metric: metric.name_zh for metric in registers.metrics}
    column = filing.header_text(Column.VALUE)
    return [
        _value(entry, regions[entry.region_code], metrics[entry.metric], column)
        for entry in filing.entries
    ]


def _value(entry: Entry, region: str, metric_name: str, column: str) -> dict:
    return {
        "region_code": entry.region_code,
        "region": region,
        "metric": entry.metric,
        "metric_name": metric_name,
        "period": str(entry.period),
        "counting": entry.counting.value,
        "scope": entry.scope.value,
        "nature": entry.nature.value,
        "value": None if entry.value is None else canonical(entry.value),
        "unit": entry.unit,
        "row": entry.row,
        "column": column,
    }


def _problem(problem: Problem, lang: str) -> dict:
    return {
        "code": problem.code,
        "topic": problem.topic,
        "severity": problem.severity.value,
        "row": problem.row,
        "column": problem.column or None,
        "found": problem.found,
        "message": problem.message(lang),
    }


def as_text(name: str, filing: Filing | None, problems: list[Problem], lang: str) -> str:
    """The verdict first, then the problems by severity and kind, each kind cut short."""
    lines = [_verdict(name, filing, problems, lang)]
    if filing:
        lines.append(_say(lang, "file", kind=kind_words(filing.sheet, lang), rows=filing.row_count))
    for tier in _TIERS:
        of_tier = [problem for problem in problems if tier_of(problem) == tier]
        if of_tier:
            lines += ["", f"{_say(lang, tier)} ({len(of_tier)})"]
            lines += _by_kind(of_tier, lang)
    return "\n".join(printable(line) for line in lines)


def kind_words(sheet: Sheet, lang: str) -> str:
    """What kind of file was read; only text has an encoding that says anything."""
    return _say(lang, sheet.format, encoding=_ENCODINGS.get(sheet.encoding, sheet.encoding))


def _verdict(name: str, filing: Filing | None, problems: list[Problem], lang: str) -> str:
    if filing and acceptable(problems):
        return _say(lang, "accepted", file=name, values=filing.figure_count)
    counts = Counter(map(tier_of, problems))
    return _say(lang, "refused", file=name, errors=counts["error"], explain=counts["explain"])


def tier_of(problem: Problem) -> str:
    """The heading a problem stands under: its severity, or `explained`."""
    is_explained = problem.severity is Severity.EXPLAIN and not problem.blocks
    return "explained" if is_explained else problem.severity.value


def tier_word(problem: Problem, lang: str) -> str:
    """What that heading is called."""
    return _say(lang, tier_of(problem))


def _by_kind(problems: list[Problem], lang: str) -> list[str]:
    kinds = {problem.code: position for position, problem in reversed(list(enumerate(problems)))}
    ordered = sorted(problems, key=lambda problem: kinds[problem.code])
    lines = []
    for _, group in groupby(ordered, key=lambda problem: problem.code):
        same = list(group)
        lines += [f"  {finding(place_of(problem, lang), problem, lang)}" for problem in same[:_SHOWN]]
        if len(same) > _SHOWN:
            lines.append("  " + _say(lang, "more", count=len(same) - _SHOWN))
    return lines


def place_of(problem: Problem, lang: str) -> str:
    """The row and column of a problem in words."""
    if problem.row is None:
        return _say(lang, "whole_file")
    return " · ".join(part for part in (_say(lang, "row", row=problem.row), problem.column) if part)


def finding(place: str, problem: Problem, lang: str) -> str:
    """A problem and where it is, in one sentence."""
    return _say(lang, "finding", place=place, message=problem.message(lang))


def _say(lang: str, key: str, **values: object) -> str:
    return _WORDS[lang][key].format(**values)


def printable(text: str) -> str:
    """Text of strangers on one line of a terminal: control characters as escapes."""
    return "".join(
        letter.encode("unicode_escape").decode() if category(letter) in _UNPRINTABLE else letter
        for letter in text
    )
