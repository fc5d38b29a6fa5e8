"""A province as tiles: one region one tile, in a schematic arrangement, each a link to 城市.

The arrangement is that of `tile_column` and `tile_row` in `regions.csv`; no outlines are
shipped. A tile says name, symbol and word of the class; its colour only repeats them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import streamlit as st

from dashboard import address, sayings, theme
from dashboard.findings import standing
from dashboard.components import links
from dashboard.components.matrix import counted
from dashboard.components.table import css_name
from dashboard.rows import RegionRow, TargetRow
from dashboard.wording import Words, markdown

MEASURES = {"middle": standing.middle, "worst": standing.worst}


def pick_measure(words: Words) -> str:
    """Which class of the targets inside colours a region."""
    return address.switch("tile", words("tile.pick"), list(MEASURES), lambda name: words(f"tile.{name}"))


def by_parent(regions: Sequence[RegionRow], inside: Collection[str]) -> dict[str, list[RegionRow]]:
    """The regions to draw on the map of each parent: those with a place, where one of them is
    among the regions with targets `inside`."""
    placed: dict[str, list[RegionRow]] = {}
    for region in regions:
        if region.tile_column:
            placed.setdefault(region.parent_code, []).append(region)
    return {parent: found for parent, found in placed.items() if any(one.region_code in inside for one in found)}


def tile_map(
    parent: str, regions: Sequence[RegionRow], inside: Mapping[str, Sequence[TargetRow]], measure: str, words: Words
) -> None:
    """The tiles of one province; `inside` are the targets in each region."""
    key = f"mapgrid-{parent}"
    ordered = sorted(regions, key=lambda one: (one.tile_row, one.tile_column))
    found = [shown(inside.get(one.region_code, ()), measure) for one in ordered]
    st.html(f"<style>{_style(css_name(key), ordered, found)}{_sizes(css_name(key), ordered, found, words)}</style>")
    with st.container(key=key, gap=None):
        for region, row in zip(ordered, found, strict=True):
            _tile(region, row, inside.get(region.region_code, ()), words)
    if any(standing.own_and_below(code, inside.get(code, ()))[1] for code in (one.region_code for one in ordered)):
        st.caption(words.md("tile.counted"))


def shown(rows: Sequence[TargetRow], measure: str) -> TargetRow | None:
    """The target whose class a region shows; None without targets."""
    return MEASURES[measure](rows) if rows else None


def _tile(region: RegionRow, row: TargetRow | None, rows: Sequence[TargetRow], words: Words) -> None:
    name = _name(region, words)
    if row is None:
        st.markdown(f"**{markdown(name)}** :gray[:small[{words.md('tile.none')}]]")
        return
    count = markdown(counted(region.region_code, rows, words))
    said = f":gray[:small[{count}]] :small[{markdown(sayings.class_text(row, words))}]"
    choices = address.carried(city=region.region_code, target="")
    st.page_link("app_pages/city.py", label=f"**{markdown(name)}** {said}", query_params=choices)


def _name(region: RegionRow, words: Words) -> str:
    return words.name(_short(region.name_zh), region.name_en)


def _short(name: str) -> str:
    """`杭州市` as it stands on a tile."""
    return name.removesuffix("市") if len(name) > 2 else name


def _style(css_key: str, regions: Sequence[RegionRow], shown: Sequence[TargetRow | None]) -> str:
    """Where each tile stands, counted from the first column and row in use, and its colour."""
    left, top = min(one.tile_column for one in regions), min(one.tile_row for one in regions)
    rules = [f".st-key-{css_key}{{grid-template-columns:repeat({_columns(regions)},minmax(0,1fr))}}"]
    for place, (region, row) in enumerate(zip(regions, shown, strict=True), 1):
        area = f"grid-column:{region.tile_column - left + 1};grid-row:{region.tile_row - top + 1}"
        rules.append(f".st-key-{css_key}>:nth-child({place}){{{area};{_colors(row)}}}")
    return "".join(rules)


def _columns(regions: Sequence[RegionRow]) -> int:
    places = [one.tile_column for one in regions]
    return max(places) - min(places) + 1


def _sizes(css_key: str, regions: Sequence[RegionRow], shown: Sequence[TargetRow | None], words: Words) -> str:
    """Letters as small as the longest word asks for on a narrow tile, so that none is broken."""
    names = [_name(region, words) for region in regions]
    said = [words("tile.none"), *(sayings.class_text(row, words) for row in shown if row)]
    room = f"(100cqi / {_columns(regions)} - var(--tile-frame))"
    return "".join(
        f".st-key-{css_key} p {part}{{font-size:clamp(8px,calc({room} / {_widest(texts):.2f}),{most}) !important}}"
        for part, texts, most in (("strong", names, "1rem"), ("span", said, "0.8rem"))
    )


def _widest(texts: Iterable[str]) -> float:
    """The width in em of the longest piece that must stay on one line: a word in English; in
    Chinese, which may break anywhere, the whole. Characters and symbols have one em."""
    pieces = [piece for text in texts for piece in ([text] if _is_chinese(text) else text.split(" "))]
    return max(sum(1.0 if ord(letter) > 0x2000 else 0.6 for letter in piece) for piece in pieces)


def _is_chinese(text: str) -> bool:
    return any("\u2e80" <= letter <= "\u9fff" for letter in text)


def _colors(row: TargetRow | None) -> str:
    if row is None:
        return f"border-color:{theme.LINE}"
    look = sayings.look(row)
    return f"background:{look.background};border-color:{look.color}"


def linked(
    regions: Sequence[RegionRow], inside: Mapping[str, Sequence[TargetRow]], measure: str, title: str, words: Words
) -> None:
    """Regions with targets as links with their class, under a title; nothing where there are none."""
    said = []
    for region in regions:
        if row := shown(inside.get(region.region_code, ()), measure):
            name = words.name(region.name_zh, region.name_en)
            badge = sayings.badge_with(row, f"{name} {sayings.class_text(row, words)}")
            said.append(links.inline(badge, "city", city=region.region_code, target=""))
    if said:
        st.caption(markdown(title))
        st.markdown(" ".join(said))
