"""Regions a plan is about that the register does not have: kept with the draft, written with its targets."""

from dataclasses import replace

import streamlit as st

from dashboard import intake_state
from dashboard.components import acts, intake_faults
from dashboard.intake_state import Desk
from dashboard.wording import Words, markdown
from etl.plans.drafts import Draft
from etl.vocabulary import Level

_FORM = "intake-region"
_NEEDED = ("region_code", "name_zh", "level")
_ENDINGS = ((Level.PROVINCE, ("省", "自治区")), (Level.ZONE, ("新区", "高新区", "开发区", "保税区")), (Level.COUNTY, ("区", "县", "旗")))


def regions(desk: Desk, words: Words) -> None:
    """What is new so far, and one more; open where the plan's own region is not known."""
    acts.notice(_FORM)
    with st.expander(words("intake_region.title"), icon=":material/add_location_alt:", expanded=not desk.region_code):
        st.caption(words.md("intake_region.lead"))
        _kept(desk, words)
        with st.form(acts.field_key(_FORM, "form"), border=False):
            row = _fields(desk, words)
            if st.form_submit_button(words("intake_region.save"), icon=":material/add:"):
                if said := _faults(row, desk, words):
                    st.error(markdown(said), icon=":material/block:")
                    return
                acts.perform(lambda: _keep(desk, row), lambda _: words("intake_region.saved", name=row["name_zh"]), words, _FORM)


def _kept(desk: Desk, words: Words) -> None:
    for one in desk.draft.regions:
        name = words.name(one.get("name_zh", ""), one.get("name_en", ""))
        said = words("intake.region_option", name=name, code=one["region_code"])
        with st.container(horizontal=True, vertical_alignment="center", key=f"intake-region-{one['region_code']}"):
            st.markdown(words.md("intake_region.kept", names=said))
            if st.button(words("intake_region.remove", name=name), icon=":material/delete:", key=f"intake-region-remove-{one['region_code']}"):
                code = one["region_code"]
                acts.perform(
                    lambda: intake_state.change_file(desk, lambda draft: draft.without_region(code)),
                    lambda _: words("intake_region.removed", name=name),
                    words,
                    _FORM,
                )


def _fields(desk: Desk, words: Words) -> dict[str, str]:
    def label(name: str) -> str:
        return intake_faults.field("regions.csv", name, words)

    def key(name: str) -> str:
        return acts.field_key(_FORM, name)

    left, right = st.columns(2)
    name = "" if desk.region_code else desk.part.region_name
    parents = {"": words("intake_region.top")} | {
        one.region_code: words("intake.region_option", name=words.name(one.name_zh, one.name_en), code=one.region_code)
        for one in desk.regions
        if one.level != Level.COUNTY
    }
    row = {
        "region_code": left.text_input(label("region_code"), key=key("code"), max_chars=9, placeholder="330500"),
        "name_zh": right.text_input(label("name_zh"), name, key=key("zh"), max_chars=40),
        "level": left.selectbox(
            label("level"), [str(one) for one in Level], list(Level).index(_level(name)), format_func=lambda one: words(f"level.{one}"), key=key("level")
        ),
        "parent_code": right.selectbox(label("parent_code"), list(parents), format_func=parents.get, key=key("parent")),
        "name_en": left.text_input(label("name_en"), key=key("en"), max_chars=80),
    }
    return {name: cell.strip() for name, cell in row.items() if cell.strip()}


def _level(name: str) -> Level:
    """What the name of a region suggests."""
    found = next((level for level, endings in _ENDINGS if name.endswith(endings)), None)
    return found or Level.CITY


def _faults(row: dict[str, str], desk: Desk, words: Words) -> str:
    """The registers check the rest with the targets."""
    if empty := [intake_faults.field("regions.csv", name, words) for name in _NEEDED if name not in row]:
        return words("intake.missing", names=words("who.list").join(empty))
    taken = next((one for one in desk.registers.regions if one.region_code == row["region_code"]), None)
    return words("intake_region.taken", code=row["region_code"], name=words.name(taken.name_zh, taken.name_en)) if taken else ""


def _keep(desk: Desk, row: dict[str, str]) -> None:
    """The first region of a plan without one is the plan's."""

    def how(draft: Draft) -> Draft:
        part = draft.part(desk.number)
        own = part if desk.region_code else replace(part, region_code=row["region_code"])
        return draft.with_region(row).with_part(desk.number, own)

    intake_state.change_file(desk, how)
