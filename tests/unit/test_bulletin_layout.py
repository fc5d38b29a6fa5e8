"""Where tables of a bulletin find room."""

from dataclasses import replace

import pytest

from dashboard.report import layout
from dashboard.report.bulletin import Grid, Heading
from dashboard.report.word_styles import styles_xml
from tests import bulletin_example as example


def grid(*widths: int, rows: list[list[str]] | None = None) -> Grid:
    return Grid("表", [Heading("列", width) for width in widths], rows or [])


@pytest.mark.parametrize(("widths", "is_wide"), [((10, 10), False), ((8, 8, 8, 8), False), ((10, 10, 10, 10), True), ((6,) * 11, True)])
def test_a_table_without_room_on_an_upright_page_is_turned(widths, is_wide):
    assert layout.is_wide(grid(*widths), "zh") is is_wide


def test_wide_tables_follow_behind_and_the_others_stay():
    bulletin = example.bulletin()
    upright, wide = layout.split_grids(bulletin)
    assert [one.caption for place in sorted(upright) for one in upright[place]] == ["表2 各市目标进展与督办建议"]
    assert [one.caption for one in wide] == ["表1 各项目标进展"]


def test_columns_share_the_type_area_by_their_widths():
    assert layout.column_widths_pt(grid(1, 3), "zh", False) == pytest.approx([156 / 4 * 72 / 25.4, 156 * 3 / 4 * 72 / 25.4])


def test_no_column_is_narrower_than_its_longest_figure():
    narrow, *_, wide = layout.column_widths_pt(grid(1, 40, 40, rows=[["−1,234,567,890.12", "字" * 90, ""]]), "zh", True)
    assert narrow >= len("−1,234,567,890.12") * 0.5 * 9
    assert wide > narrow


def test_figures_that_have_no_room_at_all_share_what_there_is():
    widths = layout.column_widths_pt(grid(*[1] * 12, rows=[["1" * 24] * 12]), "zh", True)
    assert sum(widths) == pytest.approx(225 * 72 / 25.4)
    assert len({round(width, 6) for width in widths}) == 1


def test_a_table_of_no_rows_has_columns():
    assert sum(layout.column_widths_pt(grid(0, 2), "en", False)) == pytest.approx(156 * 72 / 25.4)


PIECES = ("关于2026年第三季度", "云岭省", "跨境电商规划目标", "进展情况的通报")


def titled(*pieces: str):
    return replace(example.bulletin(rows=0), title="".join(pieces), title_pieces=pieces)


def test_a_title_breaks_between_words_into_lines_as_equal_as_can_be():
    assert layout.title_lines(titled(*PIECES)) == ["关于2026年第三季度云岭省", "跨境电商规划目标进展情况的通报"]
    assert layout.title_lines(titled(PIECES[0], PIECES[3])) == ["关于2026年第三季度进展情况的通报"]
    many = titled(PIECES[0], "云岭省、海原省、山阴省、河阳省", *PIECES[2:])
    assert layout.title_lines(many) == [PIECES[0], "云岭省、海原省、山阴省、河阳省", PIECES[2] + PIECES[3]]


def test_a_title_that_cannot_be_broken_so_is_left_whole():
    for bulletin in (titled(PIECES[0], "长" * 40, PIECES[3]), titled()):
        assert layout.title_lines(bulletin) == [bulletin.title]


def test_a_long_name_of_an_annex_goes_on_below_its_beginning():
    first, after = (layout.STYLES["zh"][role] for role in ("annex_first", "annex"))
    assert (first.indent, first.hang) == (after.indent, after.hang) == (2, 2 + len("附件："))
    assert 'w:hangingChars="300"' in styles_xml("zh") and 'w:hangingChars' not in styles_xml("en")
