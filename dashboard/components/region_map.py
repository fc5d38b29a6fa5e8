"""Where it stands well and where not: the operator's own map, else the regions as tiles."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from dashboard import own_map, sayings, theme
from dashboard.findings import selection, standing
from dashboard.components import charts, tile_map
from dashboard.components.overview_parts import legend
from dashboard.figures.outline_map import outline_map
from dashboard.rows import RegionRow
from dashboard.view import View
from dashboard.wording import markdown
from etl.problems import Problem
from etl.registers.outlines import MAP_FILE, Outlines
from etl.warehouse import Audience

#: Faults of an own map that are told at once.
_TOLD = 5


class Maps(NamedTuple):
    """What can be drawn: the own map or None, the placed regions by the region they lie in, and
    why an own map is not drawn."""

    own: Outlines | None
    tiles: Mapping[str, Sequence[RegionRow]]
    problems: tuple[Problem, ...]


def maps(tree: standing.Tree, regions: Sequence[RegionRow], data_version: str) -> Maps | None:
    """The maps of the regions with targets; None where there is nothing to draw or to say."""
    own, problems = own_map.outlines(data_version)
    tiles = tile_map.by_parent(regions, tree.inside)
    if own and not tree.inside.keys() & own.rings.keys():
        own = None
    return Maps(own, tiles, problems) if own or tiles or problems else None


def region_map(found: Maps, tree: standing.Tree, regions: Sequence[RegionRow], names: Mapping[str, str], view: View) -> None:
    """The map or maps, then the regions beside them."""
    words = view.words
    st.subheader(words.md("tile.title"), anchor=False)
    _refused(found.problems, view)
    measure = tile_map.pick_measure(words)
    if found.own:
        _own(found.own, tree, regions, names, measure, view)
        tile_map.linked(_below_top(tree, regions), tree.inside, measure, words("tile.one_by_one"), words)
        return
    for parent, on_map in found.tiles.items():
        if len(found.tiles) > 1:
            st.caption(names.get(parent, parent))
        tile_map.tile_map(parent, on_map, tree.inside, measure, words)
    beside = [region for region in _below_top(tree, regions) if not region.tile_column]
    tile_map.linked(beside, tree.inside, measure, words("tile.beside"), words)
    legend(words)


def _below_top(tree: standing.Tree, regions: Sequence[RegionRow]) -> list[RegionRow]:
    """Regions with targets right below a top one."""
    below = {code for top in tree.tops for code in tree.below.get(top, ())}
    return [region for region in regions if region.region_code in below]


def _own(
    own: Outlines, tree: standing.Tree, regions: Sequence[RegionRow], names: Mapping[str, str], measure: str, view: View
) -> None:
    """The outlines of the provinces shown; a region without targets is left white."""
    words = view.words
    parents = {region.region_code: region.parent_code for region in regions}
    codes = [code for code in own.rings if selection.top(code, parents) in tree.tops]
    rows = [tile_map.shown(tree.inside.get(code, ()), measure) for code in codes]
    looks = [sayings.look(row) if row else None for row in rows]
    figure = outline_map(
        title=words(f"tile.chart_{measure}"),
        subtitle=words("tile.approval", number=own.approval) if own.approval else words("tile.no_approval"),
        names=[names.get(code, code) for code in codes],
        labels=[sayings.class_text(row, words) if row else words("tile.none") for row in rows],
        backgrounds=[look.background if look else "#ffffff" for look in looks],
        colors=[look.color if look else theme.LINE for look in looks],
        rings=[own.rings[code] for code in codes],
        mark=view.mark,
    )
    charts.show(figure, "own-map")


def _refused(problems: Sequence[Problem], view: View) -> None:
    """Why the own map is not drawn; the public is not told, who cannot mend it."""
    if problems and view.audience is Audience.SIGNED_IN:
        lines = [view.words("tile.refused", file=MAP_FILE, count=len(problems))]
        lines += [one.message(view.words.lang) for one in problems[:_TOLD]]
        st.warning("  \n".join(map(markdown, lines)), icon=":material/map:")
