"""What the documents say is what the program is: words, columns, commands, examples."""

import argparse
import csv
import re
import shlex
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etl import vocabulary
from etl.__main__ import COMMANDS, parser
from etl.intake.cells import CONFIDENCE_WORDS, COUNTING_WORDS, NATURE_WORDS, SCOPE_WORDS
from etl.checks.report import as_text
from etl.checks.upload import check
from etl.decode import UPLOAD, decode
from etl.intake.layout import REQUIRED, Column, shipped
from etl.parse import parse
from etl.period import Period
from etl.problems import Severity
from etl.registers import DEFAULT_CUTS, load_registers
from etl.registers.columns import COLUMNS
from etl.intake.upload_problems import CATALOGUE
from etl.workspace import CONTACTS_FILE, REGISTER_FILES, Workspace
from tests.documents import ROOT, listing, read

LANGUAGES = ("zh", "en")
PAGES = ("README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
#: Each list of the method, by what its heading cell says.
ENUMS = {
    "level": vocabulary.Level,
    "kind": vocabulary.Kind,
    "family": vocabulary.Family,
    "direction": vocabulary.Direction,
    "scope": vocabulary.Scope,
    "counting": vocabulary.Counting,
    "nature": vocabulary.Nature,
    "confidence": vocabulary.Confidence,
    "basis": vocabulary.Basis,
    "comparator": vocabulary.Comparator,
    "obligation": vocabulary.Obligation,
    "status": vocabulary.DocumentStatus,
    "data_state": vocabulary.DataState,
    "reach": vocabulary.Reach,
    "reach_reason": vocabulary.ReachReason,
    "growth_category": vocabulary.GrowthCategory,
    "cause": vocabulary.Cause,
    "allocation": vocabulary.Allocation,
    "agreement": vocabulary.Agreement,
    "conflict": vocabulary.Conflict,
}
REGISTERS = REGISTER_FILES

in_each_language = pytest.mark.parametrize("lang", LANGUAGES)


def method(lang: str) -> str:
    return read(f"docs/method.{lang}.md")


def upload(lang: str) -> str:
    return read(f"docs/upload.{lang}.md")


def codes(rows: list[tuple[str, ...]]) -> list[str]:
    return [row[0] for row in rows]


# --- the words of the method


@in_each_language
@pytest.mark.parametrize("name", ENUMS)
def test_every_word_is_explained(lang, name):
    assert codes(listing(method(lang), name)) == list(ENUMS[name])


@in_each_language
@pytest.mark.parametrize(
    "name, words",
    [
        ("performance", vocabulary.Performance),
        ("reason", vocabulary.Reason),
        ("allocation", vocabulary.Allocation),
        ("agreement", vocabulary.Agreement),
        ("conflict", vocabulary.Conflict),
    ],
)
def test_classes_and_reasons_are_called_what_the_pages_call_them(lang, name, words):
    text = tomllib.loads((ROOT / "dashboard" / "text" / f"{lang}.toml").read_text(encoding="utf-8"))
    explained = listing(method(lang), name)
    assert codes(explained) == list(words)
    assert {row[0]: row[1] for row in explained} == text[name]


@in_each_language
def test_causes_are_called_what_the_page_calls_them(lang):
    text = tomllib.loads((ROOT / "dashboard" / "text" / f"{lang}.toml").read_text(encoding="utf-8"))
    assert {row[0]: row[1] for row in listing(method(lang), "cause")} == text["bridge"]


@pytest.mark.parametrize(
    "name, words",
    [
        ("counting", COUNTING_WORDS),
        ("scope", SCOPE_WORDS),
        ("nature", NATURE_WORDS),
        ("confidence", CONFIDENCE_WORDS),
    ],
)
def test_figures_are_described_in_the_words_of_the_upload(name, words):
    for row in listing(method("zh"), name):
        assert words[row[1]] == row[0]


def test_no_enumeration_of_the_vocabulary_is_left_out():
    explained = {*ENUMS.values(), vocabulary.Performance, vocabulary.Reason}
    defined = {
        one for one in vars(vocabulary).values() if isinstance(one, type) and one.__module__ == vocabulary.__name__
    }
    assert defined == explained


# --- columns


@in_each_language
def test_output_columns(lang):
    assert codes(listing(method(lang), "gaps")) == list(vocabulary.GAP_COLUMNS)
    assert codes(listing(method(lang), "outlook")) == list(vocabulary.OUTLOOK_COLUMNS)


@in_each_language
@pytest.mark.parametrize("name", REGISTERS)
def test_register_columns(lang, name):
    assert codes(listing(method(lang), name)) == list(COLUMNS[name])


@in_each_language
@pytest.mark.parametrize("name", [*REGISTERS, "numbers.csv"])
def test_register_columns_are_those_of_the_files(lang, name):
    path = ROOT / "data" / name
    if not path.exists():
        assert name == "cuts.csv", f"{name} is missing"
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert codes(listing(method(lang), name)) == next(csv.reader(file))


@in_each_language
def test_columns_of_the_contacts(lang):
    assert codes(listing(read(f"docs/accounts.{lang}.md"), CONTACTS_FILE)) == list(COLUMNS[CONTACTS_FILE])


@in_each_language
def test_cuts_are_those_that_count(lang):
    rows = dict((row[0], row[1]) for row in listing(method(lang), "cuts.csv"))
    assert re.findall(r"`(\w+)`", rows["cut"]) == list(DEFAULT_CUTS)
    assert re.findall(r"\d\.\d+", rows["value"]) == [f"{cut:.2f}" for cut in DEFAULT_CUTS.values()]


# --- the upload layout


HEADINGS = {"zh": "报送表", "en": "upload"}


@in_each_language
def test_upload_columns(lang):
    rows = listing(upload(lang), HEADINGS[lang])
    assert codes(rows) == list(Column)
    required = {row[0] for row in rows if row[1]}
    assert required == {*REQUIRED, Column.QUARTER}


@in_each_language
@pytest.mark.parametrize(
    "column, words",
    [
        (Column.COUNTING, COUNTING_WORDS),
        (Column.SCOPE, SCOPE_WORDS),
        (Column.NATURE, NATURE_WORDS),
        (Column.CONFIDENCE, CONFIDENCE_WORDS),
    ],
)
def test_upload_words(lang, column, words):
    [cell] = [row[2] for row in listing(upload(lang), HEADINGS[lang]) if row[0] == column]
    named = [words[word] for word in re.findall(r"`(.+?)`", cell)]
    assert sorted(named) == sorted(set(words.values()))


@in_each_language
def test_topics_of_problems(lang):
    assert set(codes(listing(upload(lang), "topic"))) == {topic for topic, _ in CATALOGUE.values()}
    assert set(Severity) <= set(re.findall(r"`(\w+)`", upload(lang)))


@in_each_language
def test_limits_of_an_upload(lang):
    limits = re.sub(r"(?<=\d)[ ,](?=\d{3})", "", upload(lang))
    for limit in (UPLOAD.bytes // 1_000_000, UPLOAD.rows, UPLOAD.cells, UPLOAD.cell_chars):
        assert re.search(rf"\b{limit}\b", limits), limit


@in_each_language
@pytest.mark.parametrize("number", [0, 1], ids=["acceptable", "refused"])
def test_example_uploads_come_out_as_printed(lang, number):
    page = upload(lang)
    file = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)[number]
    printed = re.findall(r"```text\n(.*?)\n```", page, re.DOTALL)[number]
    registers = load_registers(Workspace(ROOT / "data"))
    filing = parse(decode(file.encode(), "湖州市-2025Q4.csv"), registers, shipped())
    terms = {"region": "330500", "period": Period.parse("2025Q4"), "today": date(2026, 1, 15)}
    problems = check(filing, registers, **terms)
    assert as_text("湖州市-2025Q4.csv", filing, problems, lang) == printed


# --- commands and links


def commands(name: str) -> list[str]:
    """Every `python -m etl …` of a page, with what follows it."""
    found = re.findall(r"python -m etl ([a-z][^`#|\n]*)", read(name))
    return [line.strip() for line in found]


@pytest.mark.parametrize("name", PAGES)
def test_every_command_named_exists(name):
    assert {line.split()[0] for line in commands(name)} <= set(COMMANDS)


def test_every_command_has_an_example_that_can_be_run(tmp_path, monkeypatch):
    chinese = read("README.md").partition("## English")[0]
    examples = re.findall(r"^    python -m etl ([^#\n]*)", chinese, re.MULTILINE)
    assert {line.split()[0] for line in examples} == set(COMMANDS)
    monkeypatch.chdir(tmp_path)
    for line in examples:
        arguments = shlex.split(line)
        _put_files(arguments)
        parser().parse_args(arguments)


def _put_files(arguments: list[str]) -> None:
    for argument in arguments:
        if argument.endswith((".csv", ".docx")):
            Path(argument).parent.mkdir(parents=True, exist_ok=True)
            Path(argument).touch()


@pytest.mark.parametrize("name", PAGES)
def test_every_option_named_exists(name):
    sources = _all_help() + read("start.sh") + read("tests/browser/screenshots.py")
    known = set(re.findall(r"--[a-z][a-z-]+", sources))
    pytest_options = {"--snapshot-update"}
    assert set(re.findall(r"(?<![\w|-])--[a-z][a-z-]+", read(name))) <= known | pytest_options


def _all_help() -> str:
    return "\n".join(command.format_help() for _, command in _commands_below(parser()))


def _commands_below(one: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with its name, those of a command of several parts too."""
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield name, command
                yield from _commands_below(command)


def test_every_option_of_a_command_is_explained():
    for name, command in _commands_below(parser()):
        assert all(action.help for action in command._actions), name


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file(name):
    links = re.findall(r"\]\((?!https?:|#)([^)]+)\)", read(name))
    folder = (ROOT / name).parent
    assert not [link for link in links if not (folder / link).exists()]


def test_start_takes_what_the_readme_says():
    taken = set(re.findall(r"^(\w+)\)", read("start.sh"), re.MULTILINE)) | {"--data", "--server"}  # what is not its own goes to Streamlit
    named = set(re.findall(r"sh start\.sh ([a-z-]+)", read("README.md")))
    assert named <= taken
