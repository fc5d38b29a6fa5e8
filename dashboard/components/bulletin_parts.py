"""Sections of 通报."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import address, formats, source, view
from dashboard.components import identity
from dashboard.components.access_parts import noted
from dashboard.components.long_table import laid_out
from dashboard.export.turns import TURNS
from dashboard.findings import selection
from dashboard.report import inputs
from dashboard.report.bulletin import Bulletin, Part
from dashboard.report.compose import compose
from dashboard.report.files import MEDIA_TYPES, WRITERS, file_name
from dashboard.report.inputs import EVERYWHERE, Inputs
from dashboard.rows import RegionRow
from dashboard.view import View
from dashboard.wording import Words, markdown
from etl.access import EventKind
from etl.collection.duties import Duty
from etl.collection.quarters import progress
from etl.rights import Deed, Matter
from etl.settings import read_settings

#: The files made last, with what they were made from: a page whose choices changed has none.
_KEPT = "bulletin-files"
#: Rows of a table laid out; a bulletin has some twenty tables.
_SHOWN = 40
_ICONS = {".docx": ":material/description:", ".pdf": ":material/picture_as_pdf:", ".xlsx": ":material/table_view:"}


def pick(now: View) -> tuple[str, str]:
    """A region that has targets, or everything where there are several provinces, and a quarter."""
    words, left, right = now.words, *st.columns([2, 1])
    with right:
        quarter = view.pick_quarter(now)
    regions, places = _regions(now), _places(now, quarter)
    own = next((code for code in identity.own_regions() if code in places), places[0])
    with left:
        place = address.pick("place", words("bulletin.place"), places, lambda code: _name(code, regions, words), own)
    return place, quarter


def _regions(now: View) -> Mapping[str, RegionRow]:
    return {one.region_code: one for one in now.regions()}


def _places(now: View, quarter: str) -> list[str]:
    """Provinces first, then whatever else has targets, in the order of the codes."""
    tops = [one.region_code for one in selection.provinces(now.regions(), now.rows(quarter))]
    whole = [EVERYWHERE] if len(tops) != 1 else []
    return list(dict.fromkeys([*whole, *tops, *selection.regions_of(now.rows(quarter))]))


def _name(code: str, regions: Mapping[str, RegionRow], words: Words) -> str:
    return words.name(regions[code].name_zh, regions[code].name_en) if code else words("pick.all_provinces")


def written(place: str, quarter: str, now: View) -> Bulletin:
    """The bulletin as it stands now."""
    duties = _duties(place, quarter, now)
    material = inputs.read(source.workspace(), place, quarter, now.known_at, now.audience, duties)
    reported = str((material.release, material.duties, material.issuer, material.addressee))
    return _composed(now.data_version, place, quarter, str(now.known_at), now.words.lang, reported, material)


def _duties(place: str, quarter: str, now: View) -> Sequence[Duty]:
    """Who reported, told to whoever may see it of every region of the place; it is known of now only."""
    visitor = identity.visitor()
    whole = Matter(inputs.inside(place, _regions(now)))
    if now.known_at is not None or not visitor.may(Deed.SEE_UPLOADS, whole):
        return ()
    return progress(source.workspace(), visitor.name, quarter)


@st.cache_resource(max_entries=32, show_spinner=False)
def _composed(
    data_version: str, place: str, quarter: str, known_at: str, lang: str, reported: str, _material: Inputs
) -> Bulletin:
    """Kept for each state of the data, of what was reported and released, and of issuer and addressee,
    which together decide every word."""
    return compose(_material, Words(lang))


def state(bulletin: Bulletin, words: Words) -> None:
    """Whether it is still a draft, and why."""
    if bulletin.draft:
        st.warning(markdown(bulletin.draft), icon=":material/edit_note:")
    else:
        st.success(words.md("bulletin.final"), icon=":material/public:")


def files(bulletin: Bulletin, place: str, quarter: str, now: View) -> None:
    """Make the three files, saying how far that is; then a button for each."""
    words = now.words
    is_pressed = st.button(words("bulletin.make"), type="primary", icon=":material/draft:", key="bulletin-make")
    _tell_unset(bulletin, place, now)
    if is_pressed:
        st.session_state[_KEPT] = bulletin, _made(bulletin, words)
    of, made = st.session_state.get(_KEPT, (None, {}))
    if of != bulletin:
        st.session_state.pop(_KEPT, None)
        st.caption(words.md("bulletin.make_lead"))
        return
    offered = file_name(bulletin, _name(place, _regions(now), words), formats.period(quarter, words.lang))
    with st.container(horizontal=True, key="downloads"):
        for ending, data in made.items():
            _button(ending, data, f"{place or 'all'}-{quarter}", offered + ending, words)


def _tell_unset(bulletin: Bulletin, place: str, now: View) -> None:
    """What the settings do not name and how the administrator sets it; the public cannot help it."""
    words = now.words
    unset = [name for name in ("addressee", "issuer") if not getattr(bulletin, name)]
    if not unset or not identity.visitor().name:
        return
    is_top = place == EVERYWHERE or not _regions(now)[place].parent_code
    names = words("who.list").join(words(f"setting.{name}") for name in unset)
    st.caption(words.md("bulletin.unset" if is_top else "bulletin.unset_of_region", names=names))


def _made(bulletin: Bulletin, words: Words) -> dict[str, bytes]:
    palette = read_settings(source.workspace().root).palette
    made = {}
    with st.status(words("bulletin.making"), expanded=True) as status:
        for place, (ending, write) in enumerate(WRITERS.items(), 1):
            name = words(f"bulletin.file_{ending[1:]}")
            st.markdown(words.md("bulletin.step", place=place, count=len(WRITERS), name=name))
            with TURNS:
                made[ending] = write(bulletin, palette)
        status.update(label=words("bulletin.made"), state="complete", expanded=False)
    return made


def _button(ending: str, data: bytes, name: str, file: str, words: Words) -> None:
    st.download_button(
        words(f"bulletin.file_{ending[1:]}"),
        noted(EventKind.EXPORT, f"bulletin {name} {ending[1:]}", lambda: data),
        file_name=file,
        mime=MEDIA_TYPES[ending],
        icon=_ICONS[ending],
        on_click="ignore",
        key=f"download-{ending[1:]}",
    )


def text(bulletin: Bulletin, words: Words) -> None:
    """The bulletin to read: its paragraphs laid out, each table behind its caption."""
    with st.container(border=True, key="card-bulletin"):
        st.markdown(f"## {markdown(bulletin.title)}", anchors=False)
        _paragraphs([one for one in (bulletin.addressee, *bulletin.opening) if one])
        for number, part in enumerate(bulletin.parts):
            _part(part, number, words)
        if bulletin.annexes:
            _paragraphs(bulletin.annexes)
        if bulletin.issuer:
            with st.container(horizontal_alignment="right"):
                st.markdown(markdown(bulletin.issuer), width="content")
        st.markdown(f"#### {markdown(bulletin.notes_heading)}", anchors=False)
        _paragraphs(bulletin.notes)


def _part(part: Part, number: int, words: Words) -> None:
    st.markdown(f"#### {markdown(part.heading)}", anchors=False)
    _paragraphs(part.paragraphs)
    for place, grid in enumerate(part.grids):
        with st.expander(markdown(grid.caption), icon=":material/table_rows:"):
            laid_out(f"bulletin-{number}-{place}", [one.name for one in grid.headings], grid.rows, words, _SHOWN)
    for chart in part.charts:
        st.caption(words.md("bulletin.chart", caption=chart.caption))


def _paragraphs(paragraphs: Sequence[str]) -> None:
    st.markdown("\n\n".join(map(markdown, paragraphs)))
