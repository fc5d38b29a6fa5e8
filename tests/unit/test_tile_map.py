"""Letters on a tile are as small as the longest of its words asks for."""

import pytest

from dashboard.components.tile_map import _widest


@pytest.mark.parametrize(
    ("texts", "em"),
    [
        (["Jinan", "Zaozhuang"], 5.4),
        (["no targets", "○ Not published"], 5.4),  # a line may end between two words
        (["杭州", "连云港"], 3.0),
        (["无目标", "○ 未公布"], 4.6),  # and none within a Chinese word
    ],
)
def test_the_longest_piece_that_stays_on_one_line(texts, em):
    assert _widest(texts) == pytest.approx(em)
