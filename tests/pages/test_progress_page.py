"""报送进度 as a page: overdue and filed late are told apart, and the batch named is the one that counts."""

from datetime import date, timedelta

import pytest

from etl.collection import quarters, review
from tests import collection_world as world
from tests.collection_world import accepted, at, one_figure, signed, submitted
from tests.pages.page_text import rows, said

AFTER = world.NOW + timedelta(days=5)


def line(app) -> dict[str, str]:
    """The first city's line of the list."""
    return next(row for row in rows(app, "报到时间") if row["地区"] == "澜江市")


def test_what_has_not_come_is_overdue_and_what_came_after_the_deadline_is_filed_late(desk):
    app = desk("progress", world.OFFICER, day=AFTER.date())
    assert "▼ 逾期未报" in line(app)["状态"] and line(app)["说明"] == "逾期 5 天"
    assert "迟报" not in said(app).replace("谁迟报一目了然", "").replace("迟报 0", "")
    with at(AFTER):
        submitted(desk.workspace, one_figure("45"))
        app = desk("progress", world.OFFICER, day=AFTER.date() + timedelta(days=30))
    assert line(app)["说明"] == "迟报 5 天" and "其中按时 0，迟报 1" in said(app)
    assert "● 待审核" in line(app)["状态"]


@pytest.mark.parametrize(("lang", "words"), [("zh", "逾期 5 天"), ("en", "5 days overdue")])
def test_what_was_returned_and_not_sent_again_is_overdue(desk, lang, words):
    number = submitted(desk.workspace, one_figure("45")).submission_id
    review.send_back(desk.workspace, world.REVIEWER, number, "与海关快报不符")
    text = said(desk("progress", world.OFFICER, day=AFTER.date(), lang=lang))
    assert words in text and ("退回待改 1" in text or "1 returned" in text)


def test_the_batch_named_is_the_one_that_counts_and_a_correction_stands_beside_it(desk):
    first = accepted(desk.workspace, one_figure("45")).submission_id
    quarters.reopen(desk.workspace, world.OFFICER, world.CITY, world.QUARTER, "漏报", date(2026, 9, 1))
    second = submitted(desk.workspace, one_figure("46")).submission_id
    found = line(desk("progress", world.OFFICER))
    assert found["批次号"] == first and f"更正待审核（批次 {second}）" in found["说明"]
    with at(AFTER):
        signed(desk.workspace, second)
        found = line(desk("progress", world.OFFICER, day=AFTER.date()))
    assert (found["批次号"], found["报到时间"]) == (second, "2026-07-20 10:00") and "更正" not in found["说明"]


def test_both_words_for_late_are_explained(desk):
    app = desk("progress", world.OFFICER)
    explained = "\n".join(one.value for one in app.main.markdown if "报到后即转为迟报" in one.value)
    assert "逾期未报" in explained and "报到时间" in explained
