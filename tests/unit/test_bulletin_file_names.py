"""What the files of a bulletin are called."""

from dataclasses import replace

import pytest

from dashboard.report.files import file_name
from tests import bulletin_example as example

DRAFT, FINAL = example.bulletin(rows=0), example.bulletin(rows=0, draft="", mark="")


def test_a_name_says_place_and_period_and_what_the_file_is_not():
    assert file_name(DRAFT, "云岭省", "2026年第三季度") == "通报-云岭省-2026年第三季度-草稿-演示数据"
    assert file_name(FINAL, "云岭省", "2026年第三季度") == "通报-云岭省-2026年第三季度"
    assert file_name(replace(DRAFT, mark=""), "云岭省", "2026年第三季度") == "通报-云岭省-2026年第三季度-草稿"


def test_in_english_it_is_english():
    english = replace(FINAL, lang="en", draft="Draft: not released", mark="Demonstration data")
    assert file_name(english, "Yunling Province", "Q3 2026") == "Bulletin-Yunling Province-Q3 2026-draft-Demonstration data"


@pytest.mark.parametrize("place", ["../云岭", "云\\岭", "云\x00岭", "云\n岭", "云\u202e岭", 'a:b*?"<>|'])
def test_nothing_in_a_name_leads_elsewhere(place):
    name = file_name(FINAL, place, "2026年第三季度")
    assert not set(name) & set('\\/:*?"<>|\u202e\ufffd') and name.isprintable()


def test_a_long_name_of_a_place_leaves_room():
    assert len(file_name(DRAFT, "省" * 300, "2026年第三季度").encode()) < 250
