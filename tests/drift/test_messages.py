"""Words and codes agree: both languages say everything, with the same placeholders."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import etl
from etl.checks.tiers import OPEN
from etl.problems import wording

SOURCES = sorted(Path(etl.__file__).parent.rglob("*.py"))
CODES = sorted(wording("zh"))
FAMILIES = {code.partition(".")[0] for code in CODES}
#: Names of files look like codes.
FILE_NAMES = (".db", ".csv", ".toml", ".sql", ".py")


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def _texts_of(source: Path) -> set[str]:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _codes_used() -> set[str]:
    texts = set().union(*map(_texts_of, SOURCES))
    form = re.compile(rf"({'|'.join(FAMILIES)})(\.[a-z0-9_]+)+")
    return {text for text in texts if form.fullmatch(text) and not text.endswith(FILE_NAMES)}


def test_both_languages_have_the_same_codes():
    assert sorted(wording("en")) == CODES


@pytest.mark.parametrize("code", CODES)
def test_both_languages_have_the_same_placeholders(code):
    assert _placeholders(wording("zh")[code]) == _placeholders(wording("en")[code])


def _worded(template: str) -> set[tuple[str, str]]:
    return {(name, spec) for _, name, spec, _ in Formatter().parse(template) if spec}


@pytest.mark.parametrize("code", CODES)
def test_both_languages_word_the_same_placeholders(code):
    assert _worded(wording("zh")[code]) == _worded(wording("en")[code])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_placeholder_that_holds_a_period_is_worded(lang):
    always = {"period", "periods", "open_period", "other_period"}
    plain = [code for code in CODES for _, name, spec, _ in Formatter().parse(wording(lang)[code]) if name in always and spec != "period"]
    assert plain == []


def test_every_check_whose_tier_is_open_has_a_name():
    assert {code for code in CODES if code.startswith("check.")} == {f"check.{name}" for name in OPEN}


@pytest.mark.parametrize("code", CODES)
def test_each_language_is_written_in_itself(code):
    assert re.search(r"[\u4e00-\u9fff]{4}", wording("zh")[code])
    assert len(re.findall(r"\b[a-z]+\b", wording("en")[code])) >= 3


def test_every_code_in_use_has_words():
    assert _codes_used() <= set(CODES)


def test_every_register_message_is_in_use():
    register = {code for code in CODES if code.startswith("register.")}
    assert register <= _codes_used()
