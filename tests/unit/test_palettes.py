"""Every palette can be read: contrast by WCAG 2.2, and colours apart with each colour vision."""

from itertools import combinations

import pytest

from dashboard import theme
from etl.settings import PALETTES
from etl.vocabulary import Performance

WHITE, PAGE_BACKGROUNDS = "#ffffff", ("#ffffff", "#f7f9fb")
BAR_BACKGROUND = "#e9eef2"
TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0
#: Least CIE76 distance of two marks; about 2 is just noticeable side by side.
APART = 20.0

#: Full deficiency in linear RGB, after Machado, Oliveira and Fernandes (2009).
VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
}  # fmt: skip


def linear(color: str) -> list[float]:
    shares = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]


def luminance(color: str) -> float:
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(color: str, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as it is seen."""
    red, green, blue = (
        min(max(sum(share * part for share, part in zip(row, linear(color))), 0.0), 1.0) for row in VISIONS[vision]
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, vision: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(seen(one, vision), seen(other, vision))) ** 0.5


def test_the_ruler_measures_what_is_known():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert distance("#ffffff", "#000000", "normal") == pytest.approx(100, abs=0.1)
    assert distance("#00ff00", "#ff0000", "normal") > 150 > distance("#00a000", "#c06000", "deuteranopia")


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("performance", list(Performance))
def test_every_class_can_be_read(palette, performance):
    look = theme.looks(palette)[performance]
    assert contrast(look.text, look.background) >= TEXT_CONTRAST
    assert contrast(WHITE, look.color) >= TEXT_CONTRAST
    for behind in (*PAGE_BACKGROUNDS, BAR_BACKGROUND, look.background):
        assert contrast(look.color, behind) >= MARK_CONTRAST


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("palette", PALETTES)
def test_no_two_colours_of_a_palette_look_alike(palette, vision):
    colors = {look.color for look in theme.looks(palette).values()}
    near = {pair: distance(*pair, vision) for pair in combinations(sorted(colors), 2)}
    assert min(near.values()) >= APART, near


@pytest.mark.parametrize("vision", VISIONS)
def test_lines_of_a_chart_are_told_apart(vision):
    assert min(distance(*pair, vision) for pair in combinations(theme.SERIES, 2)) >= APART


@pytest.mark.parametrize("palette", PALETTES)
def test_no_data_is_grey_and_no_judgement_is(palette):
    looks = theme.looks(palette)
    assert {one for one, look in looks.items() if look.name == "gray"} == set(Performance) - set(theme.JUDGED)
    assert looks[Performance.ACHIEVED].name == {"safe": "green", "red_best": "red", "blue_best": "blue"}[palette]
    assert looks[Performance.OFF_TRACK].name != looks[Performance.ON_TRACK].name != looks[Performance.AT_RISK].name


def test_muted_words_and_lines_can_be_read():
    for behind in PAGE_BACKGROUNDS:
        assert contrast(theme.MUTED, behind) >= TEXT_CONTRAST
        assert contrast(theme.TEXT, behind) >= TEXT_CONTRAST
        assert contrast(theme.PATH, behind) >= MARK_CONTRAST


def test_the_palette_in_use_changes_every_look():
    theme.use("red_best")
    try:
        assert theme.LOOKS[Performance.ACHIEVED].name == "red"
    finally:
        theme.use(PALETTES[0])
    assert theme.LOOKS[Performance.ACHIEVED].name == "green"
