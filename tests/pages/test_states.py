"""Pages in every state of the data: nothing registered, nothing published, registers at fault, a fault of ours."""

from pathlib import Path

import pytest

from dashboard.components.gate import ROOMS
from tests import collection_world as world
from tests.page_workspace import write_page_workspace
from tests.pages.page_text import buttons, said

VIEWED = [name for name, room in ROOMS.items() if room.group == "view"]
#: Pages that have nothing to offer without a target; the others count to none.
NEED_TARGETS = ("city", "metric", "target", "compare", "levels", "documents")


@pytest.fixture(scope="module")
def without_figures(tmp_path_factory) -> Path:
    """Targets, and not one figure."""
    data = write_page_workspace(tmp_path_factory.mktemp("no-figures") / "work")
    (data / "actuals" / "2025.csv").unlink()
    return data


@pytest.fixture(scope="module")
def without_targets(tmp_path_factory) -> Path:
    """Registers without a target."""
    data = write_page_workspace(tmp_path_factory.mktemp("no-targets") / "work")
    targets = data / "targets.csv"
    targets.write_text(targets.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    return data


@pytest.mark.parametrize("page", VIEWED)
def test_without_figures_a_page_is_calm(open_page, without_figures, page):
    app = open_page(page, data=without_figures)
    text = said(app)
    assert not app.exception and not app.error
    assert ":red-badge" not in text and ":orange-badge" not in text, "a missing figure is no failure"
    assert "0%" not in text.replace("100%", "").replace("60%", "").replace("95%", "")
    assert not app.main.get("plotly_chart"), "no empty charts"


@pytest.mark.parametrize("page", NEED_TARGETS)
def test_without_targets_a_card_says_what_to_do(open_page, without_targets, page):
    app = open_page(page, data=without_targets)
    text = said(app)
    assert not app.exception and not app.error
    assert "还没有可以评价的目标" in text and "targets.csv" in text and "method.zh.md" in text
    assert not app.main.get("plotly_chart") and not app.main.get("arrow_data_frame")


def test_faulty_registers_are_listed_and_old_figures_are_not_shown(open_page, tmp_path):
    data = write_page_workspace(tmp_path / "work")
    assert "还差" in said(open_page("city", data=data, city="990100"))
    targets = (data / "targets.csv").read_text(encoding="utf-8")
    (data / "targets.csv").write_text(targets.replace("2027-12-31", "2027-13-31", 1), encoding="utf-8")
    app = open_page("city", data=data, city="990100")
    text = said(app)
    assert "登记表有误" in text and "改正之前不显示原来的数字" in text and "还差" not in text
    assert "重新加载" in buttons(app)


def test_a_fault_of_ours_says_that_no_data_changed_and_offers_to_try_again(open_page, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret detail")

    with monkeypatch.context() as patch:
        patch.setattr("dashboard.components.data_parts.downloads", broken)
        app = open_page("data")
        text = said(app)
        assert "这一页暂时打不开" in text and "数据没有受到影响" in text and "secret detail" not in text
    app = app.button(key="state-again").click().run()
    assert not app.error and "这一页暂时打不开" not in said(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_paper_says_of_when_the_data_are_and_where_they_came_from(open_page, lang, tmp_path):
    data = write_page_workspace(tmp_path / "work", demonstration=True)
    app = open_page("data", data=data, lang=lang)
    foot = app.main.get("html")[-1].proto.body
    assert 'class="on-paper"' in foot and "@bottom-right" in foot
    assert {"zh": "演示数据", "en": "Demonstration data"}[lang] in foot
    assert {"zh": "2025年第四季度", "en": "Q4 2025"}[lang] in foot
    assert "quarter=2025Q4" in foot


def test_what_stands_in_the_address_is_text_on_paper(open_page):
    app = open_page("data", table="<script>alert(1)</script>")
    assert "<script>" not in app.main.get("html")[-1].proto.body


def test_a_known_at_to_come_is_none(desk):
    """Nobody knows yet what will be known by then; the page shows what is known now."""
    assert "所示为截至 2026年7月1日" in said(desk("overview", world.OFFICER, known_at="2026-07-01"))
    app = desk("overview", world.OFFICER, known_at="2999-12-31")
    assert "所示为截至" not in said(app) and not app.exception
