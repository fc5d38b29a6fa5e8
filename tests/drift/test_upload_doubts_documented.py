"""The guide to uploads names every doubt, every check whose tier is open, and the marks of our own files."""

import re

import pytest

from etl.checks.tiers import FIXED, OPEN, TIERS_FILE
from etl.intake import own_marks
from etl.intake.own_marks import TemplateTitle
from etl.intake.upload_problems import CATALOGUE
from etl.problems import Severity
from tests.documents import listing, read

in_each_language = pytest.mark.parametrize("lang", ("zh", "en"))


@in_each_language
def test_every_doubt_is_explained(lang):
    listed = {line[0] for line in listing(read(f"docs/upload.{lang}.md"), "code")}
    assert listed == {name for name, (_, severity) in CATALOGUE.items() if severity is Severity.EXPLAIN}


@in_each_language
def test_the_open_checks_are_named(lang):
    page = read(f"docs/upload.{lang}.md")
    section = page[page.index(f"`{TIERS_FILE}`") :]
    paragraph = re.split(r"\n## ", section)[0]
    assert OPEN <= set(re.findall(r"`(\w+)`", paragraph))
    assert not FIXED & set(re.findall(r"`(\w+)`", paragraph))


@in_each_language
def test_what_the_reader_passes_over_is_named(lang):
    page = read(f"docs/upload.{lang}.md")
    assert str(TemplateTitle("330500", "湖州市", "2026Q3")) in page
    for header in (own_marks.PREVIOUS_HEADER, own_marks.LAST_YEAR_HEADER, own_marks.FINDINGS_HEADER):
        assert header in page
