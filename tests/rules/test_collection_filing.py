"""报送: what is previewed is what is written, once, and only where it may be."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from etl.access.accounts import shared_store
from etl.collection import filing, quarters, review
from etl.collection.difference import Effect, difference
from etl.ledger import ActKind, Ledger
from etl.period import Period
from etl.problems import Refused
from etl.vocabulary import GAP_COLUMNS
from etl.warehouse import gaps, refresh
from tests.collection_world import (
    APPROVER, CITY, COUNTY, NOW, OFFICER, OTHER_CITY, OTHER_REPORTER, OTHER_REVIEWER, QUARTER, REPORTER, REVIEWER,
    STAND_IN, accepted, at, copy_world, examined, file_of, head, one_figure, signed, submitted, terms,
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    with at(NOW):
        yield copy_world(tmp_path / "work")


def codes(refused) -> list[str]:
    return [one.code for one in refused.value.problems]


def reopened(workspace, quarter=QUARTER):
    quarters.reopen(workspace, OFFICER, CITY, quarter, "漏报一家企业", NOW.date() + timedelta(days=9))


def submissions(workspace):
    with Ledger.open(workspace.ledger_url) as ledger:
        return ledger.submissions()


def test_what_was_previewed_waits_and_counts_once_it_is_signed(workspace):
    last_year = terms(quarter="")  # without it no trailing year can be worked out
    accepted(workspace, one_figure("30", quarter="2025Q2"), under=last_year)
    found = examined(workspace, one_figure("45"))
    previewed = filing.gaps_after(workspace, found.entries, QUARTER)
    before = gaps(workspace, Period.parse(QUARTER))
    receipt = filing.submit(workspace, REPORTER, found, terms())
    assert (receipt.state, receipt.accepted) == (ActKind.SUBMITTED, False)
    assert gaps(workspace, Period.parse(QUARTER)) == before
    assert signed(workspace, receipt.submission_id).accepted
    assert gaps(workspace, Period.parse(QUARTER)) == previewed != before


def test_exactly_the_bytes_previewed_are_kept(workspace):
    data = one_figure("45")
    receipt = submitted(workspace, data)
    with Ledger.open(workspace.ledger_url) as ledger:
        kept = ledger.submission(receipt.submission_id).submission
        assert kept.original_sha256 == hashlib.sha256(data).hexdigest()
        assert ledger.original(kept.original_sha256) == data
        assert (kept.region_code, kept.quarter, kept.account) == (CITY, QUARTER, REPORTER)


def test_a_second_confirmation_is_the_same_submission(workspace):
    found = examined(workspace, one_figure("45"))
    first = filing.submit(workspace, REPORTER, found, terms())
    before = head(workspace)
    second = filing.submit(workspace, REPORTER, found, terms())
    assert second.replay and second.submission_id == first.submission_id
    signed(workspace, first.submission_id)
    third = filing.submit(workspace, REPORTER, found, terms())
    assert third.replay and third.accepted and head(workspace) == before + 1


def test_confirmations_at_the_same_time_are_one_submission(workspace):
    found = examined(workspace, one_figure("45"))
    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(lambda _: filing.submit(workspace, REPORTER, found, terms()), range(4)))
    assert len({receipt.submission_id for receipt in receipts}) == 1
    assert sorted(receipt.replay for receipt in receipts) == [False, True, True, True]


def test_with_one_sign_off_the_reporter_signs_for_all(tmp_path):
    workspace = copy_world(tmp_path / "one", sign_offs=1)
    with at(NOW):
        receipt = submitted(workspace, one_figure("45"))
        assert receipt.accepted and receipt.state is ActKind.ACCEPTED
        waiting = review.inspect(workspace, REVIEWER, receipt.submission_id).waiting
        assert [one.account for one in waiting.signatures] == [REPORTER]
        again = submitted(workspace, one_figure("45"))
    assert again.replay and again.submission_id == receipt.submission_id


def test_data_that_changed_since_the_preview_are_looked_at_again(workspace):
    seen = examined(workspace, one_figure("45"))
    accepted(workspace, one_figure("44"))
    reopened(workspace)
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        filing.submit(workspace, REPORTER, seen, terms())
    assert codes(refused) == ["collection.look_again"] and head(workspace) == before
    (now,) = difference(examined(workspace, one_figure("45")))
    assert (now.effect, now.before.value) == (Effect.CHANGED, 44)
    assert not submitted(workspace, one_figure("45")).replay


def test_what_changes_elsewhere_disturbs_nobody(workspace):
    seen = examined(workspace, one_figure("45"))
    accepted(workspace, one_figure("30", "望海市"), OTHER_REPORTER, OTHER_REVIEWER, terms(OTHER_CITY))
    assert not filing.submit(workspace, REPORTER, seen, terms()).replay


def test_two_who_saw_the_same_do_not_both_win(tmp_path):
    workspace = copy_world(tmp_path / "one", sign_offs=1)
    with at(NOW):
        first, second = (examined(workspace, one_figure(value)) for value in ("45", "46"))
        filing.submit(workspace, REPORTER, first, terms())
        with pytest.raises(Refused) as refused:
            filing.submit(workspace, STAND_IN, second, terms())
    assert codes(refused) == ["rights.locked"]


def test_the_difference_names_every_effect(workspace):
    accepted(workspace, file_of(
        "澜江市,跨境电商出口额,2026,2,本年累计,45,亿元,",
        "澜江市,对接活动数,2026,2,本年累计,7,场,",
        "澜江市,退货率,2026,2,期末,8,%,",
        "澜东县,跨境电商出口额,2026,2,本年累计,9,亿元,",
    ))  # fmt: skip
    header = "地区,指标,年份,季度,计数方式,数值,单位,数据性质,备注"
    rows = (
        "澜江市,跨境电商出口额,2026,2,本年累计,46,亿元,正式,",
        "澜江市,对接活动数,2026,2,本年累计,7,场,正式,",
        "澜江市,退货率,2026,2,期末,,%,撤回,说明：抽样口径有误",
        "澜东县,跨境电商出口额,2026,2,本年累计,—,亿元,正式,",
        "澜江市,跨境电商产业园数,2026,2,期末,3,个,正式,",
    )
    found = difference(examined(workspace, "\n".join([header, *rows, ""]).encode()))
    assert [one.effect for one in found] == [
        Effect.CHANGED, Effect.UNCHANGED, Effect.WITHDRAWN, Effect.NOT_REPORTED, Effect.NEW,
    ]  # fmt: skip
    assert [one.before and one.before.value for one in found] == [Decimal(45), Decimal(7), Decimal(8), Decimal(9), None]


def test_a_changed_yoy_or_nature_is_a_change(workspace):
    header = "地区,指标,年份,季度,计数方式,数值,单位,同比,数据性质"
    row = "澜江市,跨境电商出口额,2026,2,本年累计,45,亿元,{},{}"
    first = "\n".join([header, row.format("", "初步"), ""]).encode()
    accepted(workspace, first)
    for yoy, nature, effect in (("", "初步", Effect.UNCHANGED), ("12", "初步", Effect.CHANGED), ("", "正式", Effect.CHANGED)):
        data = "\n".join([header, row.format(yoy, nature), ""]).encode()
        assert [one.effect for one in difference(examined(workspace, data))] == [effect]


def test_a_file_of_another_city_is_refused_whoever_sends_it_for_whom(workspace):
    foreign = one_figure("45", "望海市")
    assert not examined(workspace, foreign).acceptable
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        submitted(workspace, foreign, REPORTER, terms(OTHER_CITY))
    assert codes(refused) == ["rights.region"] and head(workspace) == before


def test_terms_of_another_region_do_not_widen_the_rights(workspace):
    found = examined(workspace, one_figure("45"))
    for region_code in (OTHER_CITY, "", "999999"):
        with pytest.raises(Refused) as refused:
            filing.submit(workspace, REPORTER, found, terms(region_code))
        assert codes(refused) == ["rights.region"]


def test_a_city_files_for_its_county(workspace):
    assert accepted(workspace, one_figure("4", "澜东县"), under=terms(COUNTY)).accepted


def test_a_stand_in_signs_with_both_names(workspace):
    receipt = submitted(workspace, one_figure("45"), STAND_IN)
    waiting = review.inspect(workspace, REVIEWER, receipt.submission_id).waiting
    assert [(one.account, one.on_behalf) for one in waiting.signatures] == [(STAND_IN, REPORTER)]


def test_an_accepted_quarter_is_locked_until_it_is_reopened(workspace):
    accepted(workspace, one_figure("45"))
    with pytest.raises(Refused) as refused:
        submitted(workspace, one_figure("46"))
    assert codes(refused) == ["rights.locked"]
    reopened(workspace)
    assert accepted(workspace, one_figure("46")).accepted
    with pytest.raises(Refused) as refused:
        submitted(workspace, one_figure("47"))
    assert codes(refused) == ["rights.locked"]


def test_the_counties_of_a_file_are_reopened_with_their_city(workspace):
    both = "澜江市,跨境电商出口额,2026,2,本年累计,45,亿元,", "澜东县,对接活动数,2026,2,本年累计,7,场,"
    first = accepted(workspace, file_of(*both))
    with pytest.raises(Refused) as refused:
        review.withdraw(workspace, REVIEWER, first.submission_id, "整批有误")
    assert codes(refused) == ["rights.locked"]
    reopened(workspace)
    review.withdraw(workspace, REVIEWER, first.submission_id, "整批有误")
    assert accepted(workspace, file_of(both[0].replace("45", "46"), both[1])).accepted


def test_a_partial_file_leaves_other_figures_alone(workspace):
    both = file_of("澜江市,跨境电商出口额,2026,2,本年累计,45,亿元,", "澜江市,对接活动数,2026,2,本年累计,7,场,")
    accepted(workspace, both)
    reopened(workspace)
    accepted(workspace, one_figure("46"))
    again = difference(examined(workspace, both))
    assert [(one.effect, one.before.value) for one in again] == [(Effect.CHANGED, 46), (Effect.UNCHANGED, 7)]


def test_an_old_file_after_a_revision_needs_a_reason(workspace):
    old, new = one_figure("45"), one_figure("46")
    first = accepted(workspace, old)
    reopened(workspace)
    accepted(workspace, new)
    reopened(workspace)
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        submitted(workspace, old)
    assert codes(refused) == ["collection.resend"] and head(workspace) == before
    receipt = submitted(workspace, old, reason="更正有误，恢复原数")
    assert not receipt.replay and receipt.submission_id != first.submission_id
    assert review.inspect(workspace, REVIEWER, receipt.submission_id).waiting.reason == "更正有误，恢复原数"
    assert submitted(workspace, old).replay


def test_a_file_that_was_sent_back_may_be_sent_again(workspace):
    receipt = submitted(workspace, one_figure("45"))
    review.send_back(workspace, REVIEWER, receipt.submission_id, "请核对")
    again = submitted(workspace, one_figure("45"))
    assert not again.replay and again.submission_id != receipt.submission_id


PAST = file_of(
    "澜江市,跨境电商出口额,2025,2,本年累计,30,亿元,",
    "澜江市,跨境电商出口额,2025,3,本年累计,52,亿元,",
    "澜江市,跨境电商出口额,2026,1,本年累计,20,亿元,",
)


def test_past_quarters_come_in_one_reviewed_backfill(workspace):
    receipt = submitted(workspace, PAST, under=terms(quarter=""))
    inspected = review.inspect(workspace, REVIEWER, receipt.submission_id)
    assert [one.effect for one in inspected.differences] == [Effect.NEW] * 3
    assert inspected.waiting.quarter == ""
    assert signed(workspace, receipt.submission_id).accepted
    assert {one.quarter for one in quarters.locks(workspace, REPORTER)} == {"2025Q2", "2025Q3", "2026Q1"}
    assert submitted(workspace, PAST, under=terms(quarter="")).replay


def test_a_backfill_takes_no_quarter_that_has_figures_nor_the_one_reported_now(workspace):
    accepted(workspace, one_figure("52", quarter="2025Q3"), under=terms(quarter="2025Q3"))
    rows = file_of(
        "澜江市,跨境电商出口额,2025,2,本年累计,30,亿元,",
        "澜江市,跨境电商出口额,2025,3,本年累计,53,亿元,",
        "澜江市,跨境电商出口额,2026,2,本年累计,45,亿元,",
    )
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        submitted(workspace, rows, under=terms(quarter=""))
    assert codes(refused) == ["rights.locked"]
    assert head(workspace) == before
    reopened(workspace, "2025Q3")
    with pytest.raises(Refused) as refused:
        submitted(workspace, rows, under=terms(quarter=""))
    assert codes(refused) == ["collection.backfill_period", "collection.backfill_present"]


def test_a_refused_file_is_kept_with_its_problems_once(workspace):
    bad = one_figure("约45")
    found = examined(workspace, bad)
    kept = filing.keep_refused(workspace, REPORTER, found, terms())
    before = head(workspace)
    assert filing.keep_refused(workspace, REPORTER, found, terms()) == kept and head(workspace) == before
    (one,) = submissions(workspace)
    assert (one.submission_id, one.state, one.original_sha256) == (kept.submission_id, ActKind.REFUSED, found.sha256)
    with Ledger.open(workspace.ledger_url) as ledger:
        assert ledger.original(found.sha256) == bad
        (act,) = ledger.acts(kinds=[ActKind.REFUSED])
        assert act.said["problems"] == sorted({problem.code for problem in found.problems})


def test_nobody_fills_the_ledger_with_refused_files(workspace, monkeypatch):
    monkeypatch.setattr(filing, "MOST_REFUSED_PER_HOUR", 3)
    kept = [
        filing.keep_refused(workspace, REPORTER, examined(workspace, b"x" * number), terms()).is_kept
        for number in range(1, 6)
    ]
    assert kept == [True, True, True, False, False]
    store = shared_store(workspace)
    store.write_counts()
    counted = [one for one in store.events(NOW - timedelta(days=1)) if one.account == REPORTER]
    assert [(one.kind, one.count) for one in counted] == [("limited", 2)]
    with at(NOW + timedelta(hours=2)):
        assert filing.keep_refused(workspace, REPORTER, examined(workspace, b"y"), terms()).is_kept


def test_a_file_above_the_set_size_is_refused_unread(tmp_path):
    workspace = copy_world(tmp_path / "small", upload_mb=1)
    with at(NOW):
        found = examined(workspace, b"x" * 1_000_001)
    assert [problem.topic for problem in found.problems] == ["file_size"] and not found.acceptable


def test_what_may_not_enter_cannot_be_submitted(workspace):
    for data, code in ((one_figure("约45"), "collection.not_acceptable"), (file_of(), "collection.not_acceptable")):
        before = head(workspace)
        with pytest.raises(Refused) as refused:
            submitted(workspace, data)
        assert codes(refused) == [code] and head(workspace) == before


def test_other_bytes_than_those_previewed_are_not_taken(workspace):
    found = examined(workspace, one_figure("45"))
    swapped = replace(found, data=one_figure("450"))
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        filing.submit(workspace, REPORTER, swapped, terms())
    assert codes(refused) == ["collection.look_again"] and head(workspace) == before


def test_a_second_click_after_others_corrected_the_figure_is_no_new_submission(workspace):
    old = examined(workspace, one_figure("45"))
    filing.submit(workspace, REPORTER, old, terms())
    signed(workspace, review.waiting(workspace, REVIEWER).to_sign[0].submission_id)
    reopened(workspace)
    accepted(workspace, one_figure("4600", note="说明：三家头部企业整体迁入本市"))
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        filing.submit(workspace, REPORTER, old, terms())
    assert codes(refused) == ["collection.resend"] and head(workspace) == before


def test_examining_writes_nothing(workspace):
    version, before = refresh(workspace), head(workspace)
    found = examined(workspace, one_figure("45"))
    assert set(filing.gaps_after(workspace, found.entries, QUARTER)[0]) == set(GAP_COLUMNS)
    assert (refresh(workspace), head(workspace)) == (version, before)


def test_every_refusal_has_words_in_both_languages(workspace):
    for account in (APPROVER, ""):
        with pytest.raises(Refused) as refused:
            submitted(workspace, one_figure("45"), account)
        assert all(one.message("zh") and one.message("en") for one in refused.value.problems)


def test_figures_of_today_only(workspace):
    assert not examined(workspace, one_figure("45", quarter="2026Q3"), terms(quarter="2026Q3")).acceptable
    early = terms(today=date(2026, 6, 30))
    assert not examined(workspace, one_figure("45"), early).acceptable
