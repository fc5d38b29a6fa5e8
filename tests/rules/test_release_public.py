"""What the public warehouse holds: published figures, and what stood when a quarter was released."""

from datetime import datetime
from decimal import Decimal

import pytest

from etl.decimals import canonical
from etl.period import Period
from etl.vocabulary import Nature, Scope
from etl.warehouse import Audience, build, gaps, open_warehouse, refresh
from tests.register_files import ROWS, TARGET
from tests.release_scene import CITY, COUNTY, FAR_CITY, FAR_PROVINCE, OTHER_CITY, Scene, figure, write_workspace

PUBLIC = Audience.PUBLIC


@pytest.fixture
def scene(tmp_path):
    return Scene(write_workspace(tmp_path / "work"))


def visible(scene: Scene) -> dict[tuple[str, str], str]:
    """Values in the public file by region and period, published ones included."""
    with open_warehouse(scene.workspace, PUBLIC) as connection:
        rows = connection.execute(
            "select region_code, period_text(month_no), value from actual order by version"
        ).fetchall()
    return {(region, period): canonical(value) for region, period, value in rows}


def test_nothing_accepted_is_public_before_its_release(scene):
    scene.accept(figure("120"))
    assert visible(scene) == {}
    scene.release()
    assert visible(scene) == {(CITY, "2025Q4"): "120"}


def test_published_figures_are_public_always(tmp_path):
    scene = Scene(write_workspace(tmp_path / "work", "湖州,trade_value,2024,4,100,亿元\n"))
    scene.accept(figure("120"))
    assert visible(scene) == {(CITY, "2024Q4"): "100"}


def test_a_release_is_for_one_province_and_one_quarter(scene):
    scene.accept(figure("120"), figure("60", "2025Q3", row=3), figure("7", region_code=FAR_CITY, row=4))
    scene.release()
    assert visible(scene) == {(CITY, "2025Q4"): "120"}
    scene.release(province=FAR_PROVINCE)
    assert visible(scene) == {(CITY, "2025Q4"): "120", (FAR_CITY, "2025Q4"): "7"}


def test_a_province_is_everything_below_it(scene):
    scene.accept(
        figure("500", region_code="330000"), figure("3", region_code=COUNTY, row=3), figure("9", region_code=OTHER_CITY, row=4)
    )
    scene.release()
    assert visible(scene) == {("330000", "2025Q4"): "500", (COUNTY, "2025Q4"): "3", (OTHER_CITY, "2025Q4"): "9"}


def test_a_release_of_a_city_is_none(scene):
    """Only the top of the chain of parents releases."""
    scene.accept(figure("120"))
    scene.release(province=CITY)
    assert visible(scene) == {}


@pytest.mark.parametrize("month", ["2025-10", "2025-11", "2025Q4"])
def test_a_month_belongs_to_its_quarter(scene, month):
    scene.accept(figure("110", month))
    scene.release("2025Q3")
    assert visible(scene) == {}
    scene.release("2025Q4")
    assert visible(scene) == {(CITY, month): "110"}


def test_what_is_accepted_after_the_release_waits_for_the_next(scene):
    scene.accept(figure("120"))
    scene.release()
    scene.accept(figure("125"), figure("9", region_code=OTHER_CITY, row=3))
    assert visible(scene) == {(CITY, "2025Q4"): "120"}
    scene.release()
    assert visible(scene) == {(CITY, "2025Q4"): "125", (OTHER_CITY, "2025Q4"): "9"}


def test_what_is_withdrawn_after_the_release_stays_until_the_next(scene):
    first = scene.accept(figure("118"))
    second = scene.accept(figure("120"))
    scene.release()
    scene.withdraw(second)
    assert visible(scene) == {(CITY, "2025Q4"): "120"}
    scene.release()
    assert visible(scene) == {(CITY, "2025Q4"): "118"}
    scene.withdraw(first)
    scene.release()
    assert visible(scene) == {}


def test_a_quarter_taken_back_is_public_no_more_and_can_be_released_again(scene):
    scene.accept(figure("120"))
    scene.release()
    assert visible(scene)
    scene.unrelease()
    assert visible(scene) == {}
    scene.release()
    assert visible(scene) == {(CITY, "2025Q4"): "120"}


def test_pending_and_returned_figures_are_never_public(scene):
    scene.file(figure("121"))
    scene.send_back(scene.file(figure("122")), "口径不对")
    scene.release()
    assert visible(scene) == {}


def test_only_the_version_that_stands_is_copied(scene):
    for value in ("118", "119", "120"):
        scene.accept(figure(value))
    scene.release()
    with open_warehouse(scene.workspace, PUBLIC) as connection:
        assert connection.execute("select value from actual_row").fetchall() == [(Decimal(120),)]


def test_nothing_of_the_submission_is_copied(scene):
    scene.accept(figure("120", note="说明：含上年结转", source="湖州市商务局"))
    scene.release()
    with open_warehouse(scene.workspace, PUBLIC) as connection:
        row = connection.execute(
            "select submission_id, accepted_by, withdrawn_by, file, row_no, note, version, source from actual_row"
        ).fetchone()
    assert row == (None, None, None, None, None, None, 1, "湖州市商务局")


def test_a_series_that_is_not_public_is_not_named(scene):
    scene.accept(figure("120"), figure("5", metric="parks", scope=Scope.MUNICIPAL, row=3))
    scene.accept(figure("8", "2025Q3", scope=Scope.RETAIL))
    scene.release("2025Q3")
    with open_warehouse(scene.workspace, PUBLIC) as connection:
        series = connection.execute("select * from series order by all").fetchall()
    assert series == [(1, CITY, "trade_value", "commerce"), (2, CITY, "trade_value", "retail")]  # 1 is the target's


def test_a_forecast_is_shown_until_a_figure_stands(scene):
    scene.accept(figure("130", nature=Nature.FORECAST))
    scene.release()
    assert visible(scene) == {(CITY, "2025Q4"): "130"}
    scene.accept(figure("120"))
    scene.release()
    assert visible(scene) == {(CITY, "2025Q4"): "120"}
    scene.accept(figure("140", nature=Nature.FORECAST))
    scene.release()
    with open_warehouse(scene.workspace, PUBLIC) as connection:
        assert connection.execute("select value from standing").fetchall() == [(Decimal(120),)]


def test_a_figure_taken_back_takes_back_the_published_one_and_says_no_more(tmp_path):
    scene = Scene(write_workspace(tmp_path / "work", "湖州,trade_value,2025,4,100,亿元\n"))
    scene.accept(figure("117", nature=Nature.WITHDRAWN, yoy=Decimal(3)))
    before = gaps(scene.workspace, Period.parse("2025Q4"), audience=PUBLIC)[0]
    scene.release()
    after = gaps(scene.workspace, Period.parse("2025Q4"), audience=PUBLIC)[0]
    assert (before["actual_value"], after["actual_value"]) == (100, None)
    with open_warehouse(scene.workspace, PUBLIC) as connection:
        rows = connection.execute("select nature::varchar, value, yoy from actual_row order by version").fetchall()
    assert rows == [("final", Decimal(100), None), ("withdrawn", None, None)]


def test_a_figure_taken_back_that_was_never_public_leaves_no_trace(scene):
    scene.accept(figure("120"))
    scene.accept(figure("117", nature=Nature.WITHDRAWN))
    scene.release()
    with open_warehouse(scene.workspace, PUBLIC) as connection:
        assert connection.execute("select count(*) from actual_row").fetchone() == (0,)


def test_unreleased_figures_move_no_public_number(tmp_path):
    """Neither as figure, nor as part of a trailing year, nor as comparable base."""
    doubled = TARGET | {"basis": "multiple", "value": "2", "unit": "倍", "baseline_year": "2024"}
    published = "湖州,trade_value,2025,4,100,亿元\n湖州,trade_value,2026,1,30,亿元\n"
    scene = Scene(write_workspace(tmp_path / "work", published, targets=[TARGET, doubled | {"target_id": "330500-02"}]))
    as_of = Period.parse("2026Q1")
    before = gaps(scene.workspace, as_of, audience=PUBLIC)
    scene.accept(
        figure("100", "2025Q4", yoy=Decimal(25)),  # its comparable base would be 80 for 2024
        figure("20", "2025Q1", row=3),  # 2026Q1 would have a trailing year
        figure("31", "2026Q1", row=4),
    )
    assert gaps(scene.workspace, as_of, audience=PUBLIC) == before
    inside = gaps(scene.workspace, as_of)
    assert [row["baseline_value"] for row in inside] != [row["baseline_value"] for row in before]
    assert [row["actual_value"] for row in before] == [100, 100]
    assert [row["actual_value"] for row in inside] == [111, 111]


def test_acceptance_changes_neither_file_nor_version(scene):
    scene.accept(figure("120"))
    scene.release()
    version = refresh(scene.workspace, PUBLIC)
    status = scene.workspace.public_warehouse.stat()
    scene.accept(figure("125"))
    scene.withdraw(scene.accept(figure("1", "2025Q3")))
    refresh(scene.workspace)
    assert refresh(scene.workspace, PUBLIC) == version
    after = scene.workspace.public_warehouse.stat()
    assert (after.st_ino, after.st_mtime_ns) == (status.st_ino, status.st_mtime_ns)


@pytest.mark.parametrize("change", ["release", "unrelease", "register", "published"])
def test_what_the_public_sees_is_made_anew_when(scene, change):
    scene.accept(figure("120"))
    scene.release()
    version = refresh(scene.workspace, PUBLIC)
    root = scene.workspace.root
    if change in ("release", "unrelease"):
        getattr(scene, change)()
    elif change == "register":
        (root / "cuts.csv").write_text("cut,value\non_track,0.9\nat_risk,0.5\nabout_tolerance,0.1\n")
    else:
        (root / "actuals" / "b.csv").write_text("地区,指标,年份,季度,数值,单位\n湖州,trade_value,2024,4,1,亿元\n", encoding="utf-8")
    assert refresh(scene.workspace, PUBLIC) != version


def test_a_region_that_left_the_registers_is_in_no_province(scene):
    scene.accept(figure("9", region_code=OTHER_CITY))
    scene.release()
    assert visible(scene)
    regions = scene.workspace.root / "regions.csv"
    kept = [line for line in regions.read_text(encoding="utf-8").splitlines() if not line.startswith(OTHER_CITY)]
    regions.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert visible(scene) == {}


@pytest.mark.parametrize("damage", ["missing", "truncated", "garbage", "foreign"])
def test_a_damaged_public_file_is_made_anew(scene, damage):
    scene.accept(figure("120"))
    scene.release()
    refresh(scene.workspace, PUBLIC)
    file = scene.workspace.public_warehouse
    if damage == "missing":
        file.unlink()
    elif damage == "truncated":
        file.write_bytes(file.read_bytes()[:-5000])
    elif damage == "garbage":
        file.write_bytes(b"\x07garbage" * 5000)
    else:
        refresh(scene.workspace)
        file.write_bytes(scene.workspace.warehouse.read_bytes())
    assert visible(scene) == {(CITY, "2025Q4"): "120"}


@pytest.mark.parametrize("part", range(1, 8))
def test_a_flipped_bit_is_never_believed(scene, part):
    scene.accept(figure("120"))
    scene.release()
    as_of = Period.parse("2025Q4")
    expected = gaps(scene.workspace, as_of, audience=PUBLIC)
    content = bytearray(scene.workspace.public_warehouse.read_bytes())
    content[len(content) * part // 8] ^= 1
    scene.workspace.public_warehouse.write_bytes(content)
    assert gaps(scene.workspace, as_of, audience=PUBLIC) == expected


def test_damage_of_the_internal_file_does_not_reach_the_public(scene):
    scene.accept(figure("120"))
    refresh(scene.workspace)
    content = bytearray(scene.workspace.warehouse.read_bytes())
    for place in range(12288 + 100, len(content), 4096):
        content[place] ^= 255
    scene.workspace.warehouse.write_bytes(content)
    scene.release()
    assert visible(scene) == {(CITY, "2025Q4"): "120"}


def test_there_is_one_edition_of_the_registers_without_its_time(scene):
    scene.accept(figure("120"))
    scene.release()
    refresh(scene.workspace)
    (scene.workspace.root / "targets.csv").write_bytes(
        (scene.workspace.root / "targets.csv").read_bytes().replace(b",500,", b",600,")
    )
    refresh(scene.workspace)
    with open_warehouse(scene.workspace, PUBLIC) as connection:
        editions = connection.execute("select edition_id, valid_from::varchar, valid_until from edition").fetchall()
        values = connection.execute("select value from target").fetchall()
    assert editions == [(1, "-infinity", None)]
    assert values == [(Decimal(600),)]


def test_the_registers_in_the_public_file_are_whole(scene):
    counted = {}
    for audience in Audience:
        with open_warehouse(scene.workspace, audience) as connection:
            counted[audience] = [
                connection.execute(f"select count(*) from {table}").fetchone()
                for table in ("region", "metric", "document", "target", "target_child", "cut")
            ]
    assert counted[PUBLIC] == counted[Audience.SIGNED_IN]
    assert counted[PUBLIC][1] == (len(ROWS["metrics.csv"]),)


def test_the_public_has_no_known_at(scene):
    scene.accept(figure("120"))
    scene.release()
    as_of = Period.parse("2025Q4")
    long_ago = gaps(scene.workspace, as_of, datetime(2001, 1, 1), PUBLIC)
    assert long_ago == gaps(scene.workspace, as_of, audience=PUBLIC)
    assert long_ago[0]["actual_value"] == 120


def test_build_makes_the_public_file_anew(scene):
    version = build(scene.workspace, PUBLIC)
    assert build(scene.workspace, PUBLIC) == version == refresh(scene.workspace, PUBLIC)
