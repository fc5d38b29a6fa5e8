"""How a bulletin is laid out, for Word and PDF alike: GB/T 9704-2012 in millimetres and points.

A4 with a type area of 156 × 225 mm, 22 lines of 28 characters; 小标宋 for the title, 黑体 and 楷体
for headings, 仿宋 for the text. An English bulletin keeps page and margins and has Times New Roman.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from types import MappingProxyType
from unicodedata import east_asian_width

from dashboard.report.bulletin import Bulletin, Grid

PAGE_MM = (210.0, 297.0)
MM_TO_PT = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Margins:
    """Distances from the edges of a sheet as it is read, in millimetres; `header` is that of the
    marks from the upper edge, `footer` that of the page number from the lower one, so that it
    stands 7 mm below the type area."""

    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float


UPRIGHT = Margins(top=37, right=26, bottom=35, left=28, header=22, footer=25)
#: A wide table is turned so that its head lies at the binding edge.
TURNED = Margins(top=28, right=37, bottom=26, left=35, header=15, footer=16)
#: Pages turned or not, the type area has these sides.
SHORT_SIDE_MM, LONG_SIDE_MM = 156.0, 225.0
#: The distance of 22 lines on a page, and how much closer than usual 28 characters of 16 pt
#: stand in a line; both rounded to what Word can hold.
LINE_PT, _TRACKING_PT = 28.95, -0.25

RED = "c00000"
RULE = "7f7f7f"
HEAD_FILL = "e7ecf1"


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface: the name a document asks for, other names of the same design on other machines,
    and what Latin letters and digits stand in beside it."""

    name: str
    others: tuple[str, ...] = ()
    latin: str = "Times New Roman"


_SONG = Face("宋体", ("SimSun", "Songti SC", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"), "宋体")
_TITLE = Face("方正小标宋简体", ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong", *_SONG.others))
_BODY = Face("仿宋_GB2312", ("FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong", *_SONG.others))
_HEAD = Face(
    "黑体",
    (
        "SimHei", "Heiti SC", "STHeiti", "微软雅黑", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC",
        "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "DengXian", "Droid Sans Fallback",
    ),
)  # fmt: skip
_KAI = Face("楷体_GB2312", ("KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti", "AR PL UKai CN", *_SONG.others))
FACES = (_TITLE, _BODY, _HEAD, _KAI, _SONG)
#: What else a machine may have in place of the Latin typeface.
LATIN_OTHERS = ("Liberation Serif", "Tinos", "Nimbus Roman", "Libertinus Serif")


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of text stands: sizes and distances in points, indents in characters of it: `indent`
    of the first line, `hang` of those after it.
    A `line_pt` of None is as high as what stands in the line."""

    face: Face
    size_pt: float
    line_pt: float | None
    align: str = "both"
    indent: float = 0
    before_pt: float = 0
    after_pt: float = 0
    bold: bool = False
    color: str = ""
    tracking_pt: float = 0
    hang: float = 0


_CHINESE = {
    "fields": Style(_BODY, 16, LINE_PT, "left", after_pt=2),
    "title": Style(_TITLE, 22, 33, "center", before_pt=2 * LINE_PT, after_pt=LINE_PT),
    "addressee": Style(_BODY, 16, LINE_PT, "left"),
    "body": Style(_BODY, 16, LINE_PT, indent=2, tracking_pt=_TRACKING_PT),
    "heading": Style(_HEAD, 16, LINE_PT, "left", indent=2),
    "subheading": Style(_KAI, 16, LINE_PT, "left", indent=2),
    "caption": Style(_HEAD, 12, 20, "center", before_pt=8, after_pt=4),
    "cell": Style(_BODY, 10.5, 15),
    "wide_cell": Style(_BODY, 9, 12.5),
    "figure": Style(_HEAD, 10.5, None, "center"),
    "chart_note": Style(_BODY, 10.5, 16, "left", before_pt=2, after_pt=8),
    "annex_first": Style(_BODY, 16, LINE_PT, "left", indent=2, before_pt=LINE_PT, hang=5),
    "annex": Style(_BODY, 16, LINE_PT, "left", indent=2, hang=5),
    "seal": Style(_BODY, 16, LINE_PT, "right", before_pt=LINE_PT),
    "issuer": Style(_BODY, 16, LINE_PT, "right"),
    "date": Style(_BODY, 16, LINE_PT, "right"),
    "note_heading": Style(_HEAD, 12, 20, "left", indent=2, before_pt=LINE_PT),
    "note": Style(_BODY, 12, 20, indent=2),
    "mark": Style(_HEAD, 12, 18, "center", color=RED),
    "footer": Style(_SONG, 14, 18),
}
_ENGLISH = {
    "fields": Style(_BODY, 12, 18, "left", after_pt=2),
    "title": Style(_TITLE, 18, 24, "center", before_pt=30, after_pt=18, bold=True),
    "addressee": Style(_BODY, 12, 18, "left", after_pt=6),
    "body": Style(_BODY, 12, 18, after_pt=6),
    "heading": Style(_HEAD, 13, 20, "left", before_pt=8, after_pt=4, bold=True),
    "subheading": Style(_KAI, 12, 18, "left", before_pt=4, after_pt=4, bold=True),
    "caption": Style(_HEAD, 11, 16, "center", before_pt=8, after_pt=4, bold=True),
    "cell": Style(_BODY, 9.5, 12.5, "left"),
    "wide_cell": Style(_BODY, 8.5, 11, "left"),
    "figure": Style(_HEAD, 9.5, None, "center"),
    "chart_note": Style(_BODY, 9.5, 13, "left", before_pt=2, after_pt=8),
    "annex_first": Style(_BODY, 12, 18, "left", before_pt=18),
    "annex": Style(_BODY, 12, 18, "left"),
    "seal": Style(_BODY, 12, 18, "right", before_pt=18),
    "issuer": Style(_BODY, 12, 18, "right"),
    "date": Style(_BODY, 12, 18, "right"),
    "note_heading": Style(_HEAD, 11, 16, "left", before_pt=18, bold=True),
    "note": Style(_BODY, 10, 14, after_pt=3),
    "mark": Style(_HEAD, 11, 15, "center", bold=True, color=RED),
    "footer": Style(Face("宋体", _SONG.others), 12, 15),
}
STYLES = MappingProxyType({"zh": _CHINESE, "en": _ENGLISH})

#: Room at the left and right of a cell's text.
CELL_PAD_PT = 3.0
#: What no line is broken in: a figure, a Latin word. Its characters are about half as wide as Chinese
#: ones; longer pieces than the last number of characters are broken all the same.
_PIECE = re.compile(r"[!-~\u2212]+")
_LATIN_WIDTH, _LONGEST_PIECE = 0.58, 24


def width_pt(is_turned: bool) -> float:
    """The width of the type area of a page."""
    return (LONG_SIDE_MM if is_turned else SHORT_SIDE_MM) * MM_TO_PT


def cell_role(is_turned: bool) -> str:
    """The style of the cells of a table on such a page."""
    return "wide_cell" if is_turned else "cell"


def is_wide(grid: Grid, lang: str) -> bool:
    """Whether a table has no room on an upright page and is turned."""
    characters = sum(heading.width for heading in grid.headings)
    return characters * STYLES[lang]["cell"].size_pt + 2 * CELL_PAD_PT * len(grid.headings) > width_pt(False)


def title_lines(bulletin: Bulletin) -> Sequence[str]:
    """The lines of the title: as few as will do and as equal as its pieces allow. A title without
    pieces, or with one longer than a line, is left to whoever sets it."""
    most = width_pt(False) / STYLES[bulletin.lang]["title"].size_pt
    pieces = bulletin.title_pieces
    for cuts in range(len(pieces)):
        found = [_joined(pieces, places) for places in combinations(range(1, len(pieces)), cuts)]
        best = min(found, key=lambda lines: max(map(_characters, lines)))
        if max(map(_characters, best)) <= most:
            return best
    return [bulletin.title]


def _joined(pieces: Sequence[str], cuts: Sequence[int]) -> Sequence[str]:
    return ["".join(pieces[start:end]) for start, end in pairwise((0, *cuts, len(pieces)))]


def _characters(line: str) -> float:
    """How wide a line is, in Chinese characters."""
    return sum(1 if east_asian_width(one) in "WFA" else _LATIN_WIDTH for one in line)


def column_widths_pt(grid: Grid, lang: str, is_turned: bool) -> list[float]:
    """The widths of the columns, together the type area: by their shares, but none narrower than
    its longest word or figure as long as there is room for that."""
    whole = width_pt(is_turned)
    size = STYLES[lang][cell_role(is_turned)].size_pt
    least = [_longest_piece(texts) * _LATIN_WIDTH * size + 2 * CELL_PAD_PT for texts in _columns(grid)]
    shares = [max(heading.width, 1) for heading in grid.headings]
    held: set[int] = set()
    while True:
        free = [place for place in range(len(shares)) if place not in held]
        if not free:
            return [one * whole / sum(least) for one in least]
        unit = (whole - sum(least[place] for place in held)) / sum(shares[place] for place in free)
        tight = {place for place in free if shares[place] * unit < least[place]}
        if not tight:
            return [least[place] if place in held else shares[place] * unit for place in range(len(shares))]
        held |= tight


def _columns(grid: Grid) -> Iterator[Sequence[str]]:
    for place, heading in enumerate(grid.headings):
        yield [heading.name, *(row[place] for row in grid.rows)]


def _longest_piece(texts: Iterable[str]) -> int:
    return min(max((len(piece) for text in texts for piece in _PIECE.findall(text)), default=0), _LONGEST_PIECE)


def split_grids(bulletin: Bulletin) -> tuple[Mapping[int, Sequence[Grid]], Sequence[Grid]]:
    """The tables that stay in their part, by its place, and those that follow behind the notes on
    turned pages, as annexes do: a turned page between two upright ones would leave both half empty."""
    upright = {
        place: [grid for grid in part.grids if not is_wide(grid, bulletin.lang)] for place, part in enumerate(bulletin.parts)
    }
    wide = [grid for part in bulletin.parts for grid in part.grids if is_wide(grid, bulletin.lang)]
    return upright, wide


def mark_line(bulletin: Bulletin) -> str:
    """What stands at the head of every page: 草稿 and 演示数据, or nothing."""
    return "　".join(text for text in (bulletin.draft, bulletin.mark) if text)
