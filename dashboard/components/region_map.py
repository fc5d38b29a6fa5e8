"""Where it stands well and where not: the regions of a province as tiles."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import standing
from dashboard.components import tile_map
from dashboard.components.overview_parts import legend
from dashboard.rows import RegionRow
from dashboard.wording import Words

Placed = Mapping[str, Sequence[RegionRow]]


def placed(tree: standing.Tree, regions: Sequence[RegionRow]) -> Placed:
    """The regions that can be drawn, by the region they lie in."""
    return tile_map.by_parent(regions, tree.inside)


def region_map(
    maps: Placed, tree: standing.Tree, regions: Sequence[RegionRow], names: Mapping[str, str], words: Words
) -> None:
    """One map per province, then the regions beside it that have no place on one."""
    st.subheader(words.md("tile.title"), anchor=False)
    measure = tile_map.pick_measure(words)
    for parent, on_map in maps.items():
        if len(maps) > 1:
            st.caption(names.get(parent, parent))
        tile_map.tile_map(parent, on_map, tree.inside, measure, words)
    tile_map.beside(_without_place(tree, regions), tree.inside, measure, words)
    legend(words)


def _without_place(tree: standing.Tree, regions: Sequence[RegionRow]) -> list[RegionRow]:
    """Regions right below a top one that have targets and no place."""
    below = {code for top in tree.tops for code in tree.below.get(top, ())}
    return [region for region in regions if region.region_code in below and not region.tile_column]
