"""发布 and the history of a figure."""

from datetime import timedelta
from decimal import Decimal

import pytest

from etl.checks.case import FigureKey
from etl.collection import history, quarters, release, review
from etl.collection.history import VersionState
from etl.collection.release import Publication
from etl.ledger.errors import NotReleased
from etl.period import Period
from etl.problems import Refused
from etl.vocabulary import Counting, Scope
from etl.warehouse import Audience, gaps
from tests.collection_world import (
    AUDITOR, CITY, NOW, OFFICER, OTHER_CITY, PROVINCE, PUBLIC, QUARTER, REPORTER, REVIEWER, accepted, at, copy_world,
    head, one_figure, signed, submitted, terms,
)  # fmt: skip

#: Of this one figures were published and nothing was reported.
PUBLISHED = "2025Q4"
KEY = FigureKey(CITY, "export_value", Scope.COMMERCE, Counting.YTD, Period.parse(QUARTER).month_no)


@pytest.fixture
def workspace(tmp_path):
    with at(NOW):
        yield copy_world(tmp_path / "work")


def codes(refused) -> list[str]:
    return [one.code for one in refused.value.problems]


def shown(workspace):
    found = release.preview(workspace, OFFICER, PROVINCE, QUARTER)
    return [(row.publication, row.public, row.accepted) for row in found.rows]


def released(workspace, quarter=QUARTER):
    basis = release.preview(workspace, OFFICER, PROVINCE, quarter).basis
    return release.release(workspace, OFFICER, PROVINCE, quarter, basis)


def reopened(workspace):
    quarters.reopen(workspace, OFFICER, CITY, QUARTER, "漏报", NOW.date() + timedelta(days=9))


def test_a_correction_that_waits_is_told_as_no_part_of_a_release(workspace):
    accepted(workspace, one_figure("45"))
    reopened(workspace)
    submitted(workspace, one_figure("46"))
    found = release.preview(workspace, OFFICER, PROVINCE, QUARTER)
    assert list(found.waiting) == [CITY] and [row.accepted for row in found.rows] == [45]


def test_a_release_shows_before_what_the_public_will_see(workspace):
    number = accepted(workspace, one_figure("45")).submission_id
    found = release.preview(workspace, OFFICER, PROVINCE, QUARTER)
    assert [(row.key, row.publication, row.public, row.accepted) for row in found.rows] == [
        (KEY, Publication.NEW, None, Decimal(45))
    ]
    assert (list(found.missing), list(found.waiting)) == ([OTHER_CITY], [])
    assert history.versions(workspace, PUBLIC, KEY) == []
    released(workspace)
    assert shown(workspace) == [(Publication.UNCHANGED, 45, 45)]
    assert [one.value for one in history.versions(workspace, PUBLIC, KEY)] == [45]
    reopened(workspace)
    signed(workspace, submitted(workspace, one_figure("46")).submission_id)
    assert shown(workspace) == [(Publication.CHANGED, 45, 46)]
    assert [one.value for one in history.versions(workspace, PUBLIC, KEY)] == [45]
    reopened(workspace)
    review.withdraw(workspace, REPORTER, number, "重复")
    released(workspace)
    assert [one.value for one in history.versions(workspace, PUBLIC, KEY)] == [46]


def test_a_release_of_what_was_not_seen_is_refused(workspace):
    accepted(workspace, one_figure("45"))
    basis = release.preview(workspace, OFFICER, PROVINCE, QUARTER).basis
    reopened(workspace)
    accepted(workspace, one_figure("46"))
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        release.release(workspace, OFFICER, PROVINCE, QUARTER, basis)
    assert codes(refused) == ["collection.look_again"] and head(workspace) == before


def test_a_release_without_anything_new_is_refused(workspace):
    for count in range(2):
        with pytest.raises(Refused) as refused:
            released(workspace)
        assert codes(refused) == ["collection.nothing_to_release"]
        if not count:
            accepted(workspace, one_figure("45"))
            released(workspace)


def test_a_quarter_of_published_figures_alone_is_released_once_and_changes_nothing(workspace):
    def public():
        return gaps(workspace, Period.parse(PUBLISHED), audience=Audience.PUBLIC)

    before, found = public(), release.preview(workspace, OFFICER, PROVINCE, PUBLISHED)
    assert {row.publication for row in found.rows} == {Publication.UNCHANGED}
    assert (found.changes, found.is_released, found.is_due) == (0, False, True)
    for _ in range(2):
        released(workspace, PUBLISHED)
        found = release.preview(workspace, OFFICER, PROVINCE, PUBLISHED)
        assert (found.is_released, found.is_due) == (True, False)
        with pytest.raises(Refused) as refused:
            released(workspace, PUBLISHED)
        assert codes(refused) == ["collection.nothing_to_release"]
        release.unrelease(workspace, OFFICER, PROVINCE, PUBLISHED, "待核")
    assert public() == before
    assert [one.is_public for one in release.released(workspace, OFFICER)] == [False, True, False, True]


def test_what_is_accepted_after_such_a_release_is_released_anew(workspace):
    released(workspace, PUBLISHED)
    revised = one_figure("76", quarter=PUBLISHED, note="说明：企业漏报，按海关清单更正")
    accepted(workspace, revised, under=terms(quarter=PUBLISHED))
    found = release.preview(workspace, OFFICER, PROVINCE, PUBLISHED)
    assert (found.changes, found.is_released, found.is_due) == (1, True, True)
    released(workspace, PUBLISHED)
    key = KEY._replace(month_no=Period.parse(PUBLISHED).month_no)
    assert history.versions(workspace, PUBLIC, key)[0].value == 76


def test_only_a_province_and_a_quarter_are_released(workspace):
    for province, quarter, code in ((CITY, QUARTER, "province"), (PROVINCE, "2026", "quarter"), (PROVINCE, "2026-05", "quarter")):
        with pytest.raises(Refused) as refused:
            release.release(workspace, OFFICER, province, quarter, "")
        assert codes(refused) == [f"collection.{code}"]


def test_what_was_released_is_taken_back_at_once(workspace):
    before = gaps(workspace, Period.parse(QUARTER), audience=Audience.PUBLIC)
    accepted(workspace, one_figure("45"))
    released(workspace)
    with pytest.raises(Refused) as refused:
        release.unrelease(workspace, OFFICER, PROVINCE, QUARTER, "")
    assert codes(refused) == ["collection.reason"]
    release.unrelease(workspace, OFFICER, PROVINCE, QUARTER, "数据有误")
    assert history.versions(workspace, PUBLIC, KEY) == []
    assert gaps(workspace, Period.parse(QUARTER), audience=Audience.PUBLIC) == before
    acts = [(one.is_public, one.reason, one.account) for one in release.released(workspace, OFFICER)]
    assert acts == [(False, "数据有误", OFFICER), (True, "", OFFICER)]
    with pytest.raises(NotReleased):
        release.unrelease(workspace, OFFICER, PROVINCE, QUARTER, "再次撤回")


def test_all_versions_of_a_figure_with_who_why_and_state(workspace):
    first = accepted(workspace, one_figure("450000", unit="万元")).submission_id
    reopened(workspace)
    second = accepted(workspace, one_figure("46", note="更正")).submission_id
    reopened(workspace)
    returned = submitted(workspace, one_figure("47")).submission_id
    review.send_back(workspace, REVIEWER, returned, "与海关数据不符")
    pending = submitted(workspace, one_figure("48")).submission_id
    found = history.versions(workspace, REPORTER, KEY)
    assert [(one.submission_id, one.state, one.value) for one in found] == [
        (pending, VersionState.PENDING, 48),
        (returned, VersionState.RETURNED, 47),
        (second, VersionState.IN_FORCE, 46),
        (first, VersionState.SUPERSEDED, 45),
    ]
    assert (found[3].found_value, found[3].found_unit, found[3].unit) == ("450000", "万元", "亿元")
    assert (found[1].reason, found[2].note, found[2].row, found[2].file) == ("与海关数据不符", "更正", 2, "q2.csv")
    assert [one.account for one in found[2].signatures] == [REPORTER, REVIEWER]
    review.withdraw(workspace, REPORTER, second, "口径有误")
    states = {one.submission_id: (one.state, one.reason) for one in history.versions(workspace, AUDITOR, KEY)}
    assert states[second] == (VersionState.WITHDRAWN, "口径有误")
    assert states[first][0] is VersionState.IN_FORCE


def test_published_versions_stand_before_those_reported(workspace):
    key = KEY._replace(month_no=Period.parse("2025Q4").month_no)
    (published,) = history.versions(workspace, REPORTER, key)
    assert (published.state, published.value, published.file, published.row) == (VersionState.IN_FORCE, 75, "2025.csv", 9)
    assert history.versions(workspace, PUBLIC, key)[0].value == 75


def test_a_figure_is_traced_to_the_cell_of_the_original_file(workspace):
    data = one_figure("45.00")
    number = accepted(workspace, data).submission_id
    (version,) = history.versions(workspace, AUDITOR, KEY)
    cell = history.locate(workspace, AUDITOR, number, version.row)
    assert (cell.file, cell.row, cell.column, cell.letter, cell.text) == ("q2.csv", 2, "数值", "F", "45.00")
    assert history.original(workspace, AUDITOR, number).data == data
    line = data.decode().splitlines()[cell.row - 1]
    assert line.split(",")["ABCDEF".index(cell.letter)] == cell.text == version.found_value
    with pytest.raises(Refused) as refused:
        history.locate(workspace, AUDITOR, number, 99)
    assert codes(refused) == ["collection.cell_unknown"]


@pytest.mark.parametrize("position, letter", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(position, letter):
    assert history._letter(position) == letter
