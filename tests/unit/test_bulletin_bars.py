"""The bars of a bulletin's charts: which targets are drawn, and how many are not."""

import pytest

from dashboard.report import bars
from tests.bulletins import place
from tests.page_rows import row, unpublished


def ahead(**changes):
    """A target that has not begun, of which there is a figure already."""
    return row(performance="not_started", expected_value=None, pace=None, **changes)


def chart(*rows, lang="zh"):
    return bars.chart("图", rows, place(rows, lang))


@pytest.mark.parametrize(
    ("others", "zh", "en"),
    [
        ((), "", ""),
        ((unpublished(),), "另有1项没有完成率，未列入本图。", "Not drawn: 1 without attainment."),
        ((ahead(), ahead()), "另有2项未开始，未列入本图。", "Not drawn: 2 not begun."),
        (
            (ahead(), unpublished(), unpublished(performance="not_started")),
            "另有1项没有完成率、2项未开始，未列入本图。",
            "Not drawn: 1 without attainment, 2 not begun.",
        ),
    ],
)
def test_what_has_no_share_or_has_not_begun_is_counted_and_not_drawn(others, zh, en):
    for lang, left, last in (("zh", zh, "应达进度。"), ("en", en, "is behind.")):
        drawn = chart(row(), *others, row(), row(), lang=lang)
        assert [bar.due_text for bar in drawn.bars] == ["序时63%" if lang == "zh" else "expected 63%"] * 3
        assert drawn.note.endswith(left or last)


def test_what_has_not_begun_does_not_make_up_the_least_number():
    assert chart(row(), row(), ahead(), ahead()) is None
