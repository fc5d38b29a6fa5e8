"""Rows of text as spreadsheet programs read them."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from etl.spreadsheet import text_rows, workbook_bytes, wrapped_height_pt


def written(*rows: list[str], **heights: float) -> bytes:
    number_of = {int(name[1:]): height for name, height in heights.items()}
    return workbook_bytes(Workbook(), text_rows(rows, lambda row, place, text: 0, number_of))


@pytest.mark.parametrize(
    "text", ["=1+1", "<b>&amp;</b>", '"quoted"', "a\nb", " edges ", "汉字😀", "-12.5", "_x0041_", "]]>", "'=1", "a\r\nb"]
)
def test_every_text_comes_back_as_text(text):
    cell = load_workbook(io.BytesIO(written([text]))).active["A1"]
    value = cell.value.replace("_x005F_", "_")
    assert (value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\ufffeb", "a\ud800b"])
def test_what_xml_cannot_hold_is_marked(text):
    assert load_workbook(io.BytesIO(written([text]))).active["A1"].value == "a\ufffdb"


def test_rows_keep_their_numbers_and_heights():
    sheet = load_workbook(io.BytesIO(written(["x"], [], ["", "y"], r3=33.0))).active
    assert (sheet["A1"].value, sheet["B3"].value, sheet.max_row) == ("x", "y", 3)
    assert sheet.row_dimensions[3].height == 33 and sheet.row_dimensions[1].height is None


def test_a_row_is_as_high_as_its_wrapped_text():
    one, two = wrapped_height_pt("数" * 10, 40), wrapped_height_pt("数" * 30, 40)
    assert one < two == wrapped_height_pt("数\n数", 40) and wrapped_height_pt("", 40) == one
    assert wrapped_height_pt("数" * 9_000, 40) == 409
