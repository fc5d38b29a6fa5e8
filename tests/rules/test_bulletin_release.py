"""草稿 until the quarter is released, and again once a released figure changed; the public sees only what is public."""

from datetime import datetime, timedelta

import pytest

from dashboard import formats
from dashboard.report.compose import compose
from dashboard.report.inputs import read
from dashboard.report.unreleased import Unreleased, said
from dashboard.wording import Words
from etl.collection.quarters import every_duty
from etl.ledger import Ledger
from etl.ledger.clock import SHANGHAI
from etl.problems import Refused
from etl.warehouse import Audience
from tests.bulletins import as_text, demonstration, of_demonstration
from tests.register_files import TARGET
from tests.release_scene import CITY, FAR_CITY, PROVINCE, Scene, figure, write_workspace

QUARTER = "2025Q4"
ZH = Words("zh")
PUBLISHED = "湖州,trade_value,2023,4,100,亿元\n"


class Clock:
    """An hour passes with every act."""

    def __init__(self, monkeypatch):
        self.now = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)
        opened = Ledger.open
        monkeypatch.setattr(Ledger, "open", lambda url, **options: opened(url, **options | {"read_clock": self.tick}))

    def tick(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def scene(tmp_path, clock):
    target = TARGET | {"value": "400", "start": "2024-01-01", "due": "2027-12-31"}
    return Scene(write_workspace(tmp_path / "work", PUBLISHED, targets=[target]))


def draft(scene: Scene, place: str = PROVINCE, known_at: datetime | None = None, audience: Audience = Audience.SIGNED_IN) -> str:
    return compose(read(scene.workspace, place, QUARTER, known_at, audience), ZH).draft


def test_a_draft_until_it_is_released_and_again_once_a_figure_changed(scene, clock):
    scene.accept(figure("312"))
    before = clock.now
    assert draft(scene) == "草稿：2025年第四季度数据尚未发布"
    scene.release()
    assert draft(scene) == draft(scene, CITY) == draft(scene, CITY, audience=Audience.PUBLIC) == ""
    assert draft(scene, known_at=before) != "", "as known before its release it is a draft"
    assert draft(scene, FAR_CITY) != "", "another province's release does not count"
    assert draft(scene, "") != "", "a bulletin of all provinces needs the release of each"
    assert compose(read(scene.workspace, PROVINCE, "2025Q3"), ZH).draft == "草稿：2025年第三季度数据尚未发布"
    scene.accept(figure("313"))
    assert "此后变动的1个数尚未发布" in draft(scene)
    assert draft(scene, audience=Audience.PUBLIC) == "", "what the public sees is what was released"


def test_figures_of_earlier_quarters_did_not_change_since_and_are_told_apart(scene):
    scene.accept(figure("230", "2025Q3"))
    scene.accept(figure("312"))
    scene.release()
    day = "2026年1月5日"
    earlier = "2025年第三季度有1个数尚未发布（在“发布”页发布2025年第三季度）"
    assert draft(scene) == f"草稿：2025年第四季度数据已于{day}发布，但{earlier}"
    material = read(scene.workspace, PROVINCE, QUARTER)
    assert compose(material, Words("en")).draft.endswith("but these are not: 1 figure of Q3 2025 (release Q3 2025 on the page Release)")
    scene.accept(figure("313"))
    assert draft(scene) == f"草稿：2025年第四季度数据已于{day}发布，此后变动的1个数尚未发布，{earlier}"
    scene.release("2025Q3")
    scene.release()
    assert draft(scene) == ""


def test_a_correction_made_before_the_release_of_a_later_quarter_names_its_own(scene):
    scene.accept(figure("230", "2025Q3"))
    scene.release("2025Q3")
    scene.accept(figure("312"))
    scene.accept(figure("231", "2025Q3"))
    scene.release()
    assert draft(scene).endswith("，但2025年第三季度有1个数的更正尚未发布（在“发布”页发布2025年第三季度）")
    scene.release("2025Q3")
    assert draft(scene) == ""


def test_figures_withdrawn_after_their_release_are_told_as_such(scene):
    wrong = scene.accept(figure("230", "2025Q3"))
    scene.release("2025Q3")
    scene.accept(figure("312"))
    scene.withdraw(wrong)
    scene.release()
    assert draft(scene).endswith("，但2025年第三季度有1个数的撤回尚未发布（在“发布”页发布2025年第三季度）")
    scene.release("2025Q3")
    assert draft(scene) == ""


def test_what_became_of_several_figures_of_a_quarter_is_counted_kind_by_kind():
    mixed = Unreleased("2025Q3", added=2, corrected=1, withdrawn=1)
    assert said([mixed], ZH) == "2025年第三季度有4个数（其中更正1个、撤回1个）"
    assert said([mixed._replace(added=0, corrected=0)], Words("en")) == "1 figure of Q3 2025, withdrawn"


def test_many_earlier_quarters_are_counted_and_the_latest_named(scene):
    for quarter in ("2024Q4", "2025Q1", "2025Q2", "2025Q3"):
        scene.accept(figure("50", quarter))
    scene.accept(figure("312"))
    scene.release()
    assert "、2025年第一季度有1个数，另有1个季度共1个数尚未发布（在“发布”页发布2025年第三季度、" in draft(scene)


def test_a_release_of_published_figures_alone_makes_it_final(scene):
    (scene.workspace.root / "actuals" / "b.csv").write_text("地区,指标,年份,季度,数值,单位\n湖州,trade_value,2025,4,300,亿元\n", encoding="utf-8")
    assert draft(scene) == "草稿：2025年第四季度数据尚未发布"
    scene.release()
    assert draft(scene) == draft(scene, audience=Audience.PUBLIC) == ""
    scene.unrelease()
    assert draft(scene) != ""


def test_a_release_taken_back_is_none(scene):
    scene.accept(figure("312"))
    scene.release()
    scene.unrelease()
    assert draft(scene) == "草稿：2025年第四季度数据尚未发布"


def test_the_public_bulletin_holds_nothing_unreleased_and_no_earlier_time(scene, clock):
    scene.accept(figure("312"))
    text = as_text(compose(read(scene.workspace, CITY, QUARTER, audience=Audience.PUBLIC), ZH))
    assert "312" not in text and "批次" not in text
    inside = as_text(compose(read(scene.workspace, CITY, QUARTER), ZH))
    assert "312亿元" in inside and "1个批次" in inside
    scene.release()
    material = read(scene.workspace, CITY, QUARTER, clock.now - timedelta(days=30), Audience.PUBLIC)
    assert material.known_at is None and any(row.actual_value == "312" for row in material.rows)


def test_who_is_late_is_said_inside_and_of_the_own_place_only():
    quarter, workspace = "2026Q3", demonstration()
    duties = every_duty(workspace, quarter)
    told = {place: as_text(compose(read(workspace, place, quarter, duties=duties), ZH)) for place in ("990000", "990300", "990100")}
    assert "应报数据的地区8个" in told["990000"]
    due = next(duty for duty in duties if duty.is_overdue)
    day = formats.day(due.due_date + timedelta(days=due.days_late), "zh")
    assert f"截至{day}，逾期未报的有青陂市（逾期87天）；退回后尚未重报的有岚谷市（逾期87天）。" in told["990000"]
    assert f"数据的报送截止日期为2026年10月20日，截至{day}未报（逾期87天）。" in told["990300"] and "逾期" not in told["990100"]
    assert "应报数据" not in as_text(compose(of_demonstration("990000", quarter), ZH))


def test_an_unknown_region_is_refused_with_an_example(scene):
    with pytest.raises(Refused) as refused:
        read(scene.workspace, "12", QUARTER)
    (problem,) = refused.value.problems
    assert problem.code == "report.region" and PROVINCE in problem.message("zh") and PROVINCE in problem.message("en")
