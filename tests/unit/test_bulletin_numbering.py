"""Names of tables: in the text that refers to them, and listed before the signature."""

import pytest

from dashboard.report import layout
from dashboard.report.bulletin import Grid, Heading, Part
from dashboard.report.compose import compose
from dashboard.report.numbering import annexes, numbered, reference
from dashboard.report.word import word_bytes
from dashboard.wording import Words
from tests.bulletin_files import word_paragraphs
from tests.bulletin_rows import at_risk
from tests.bulletins import of_demonstration, written
from tests.page_rows import row


def test_annexes_are_named_before_the_signature_and_many_by_their_numbers():
    few = written([row(), at_risk(target_id="330000-02")])
    assert few.annexes == ("附件：附表1　浙江省目标进展情况（2025年第四季度）", "　　　附表2　浙江省督办事项（2025年第四季度）")
    wide = next(grid for part in few.parts for grid in part.grids if layout.is_wide(grid, "zh"))
    assert annexes([Part("一", (), [wide] * 30)], Words("zh")) == ("附件：附表1—30",)
    assert annexes([Part("一", (), ())], Words("zh")) == ()
    paragraphs = word_paragraphs(word_bytes(few))
    assert paragraphs.index(few.annexes[-1]) + 1 == paragraphs.index(few.seal_field)
    assert few.parts[-1].paragraphs[-1] in paragraphs[: paragraphs.index(few.annexes[0])]


def test_a_sentence_names_a_table_by_its_number_and_leaves_what_is_no_reference():
    grid = Grid("督办", [Heading("地区", 5)], [["甲"]], key="press")
    (part,) = numbered([Part("一", (f"见{reference('press')}", "\ue000甲\ue001"), [grid])], Words("zh"))
    assert part.paragraphs == ("见表1", "\ue000甲\ue001")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("region", ["990000", "990200", "990300"])
def test_every_reference_of_the_demonstration_finds_its_table(region, lang):
    bulletin = compose(of_demonstration(region, "2026Q3"), Words(lang))
    said = "\n".join(text for part in bulletin.parts for text in part.paragraphs)
    assert "\ue000" not in said and "另表" not in said
